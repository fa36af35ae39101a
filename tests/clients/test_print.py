"""What comes out on paper: every word of the longest texts, one page wide, and no empty pages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.programs import libreoffice
from xlplan import load_form, merge, read_return, write_city, write_template
from xlplan.form.model import Form
from xlplan.form.shipped import shipped_examples
from xlplan.merging.carry import prepared_actions
from xlplan.merging.model import CityPlan

pytestmark = pytest.mark.needs("libreoffice")
SOURCE = Path(__file__).parents[2] / "examples" / "source"


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form("stockholm-2024")


@pytest.fixture(scope="module")
def city(form: Form) -> CityPlan:
    return merge([read_return(path, form) for path in shipped_examples().glob("Åtgärdsplan 2024 *.xlsx")], form)


def printed(path: Path) -> list[str]:
    return libreoffice.pdf_text(libreoffice.convert(path, "pdf", path.parent))


def letters(text: str) -> str:
    """Without what a line break or a column's edge may change."""
    return re.sub(r"[\s\-]", "", text)


def longest_follow_up() -> str:
    plan = json.loads((SOURCE / "jarva-2024.json").read_text("utf-8"))
    return max((row["Uppföljning"] for area in plan["areas"] for row in area["rows"]), key=len)


def words_missing(text: str, pages: list[str]) -> list[str]:
    """The words of a text that stand on no page."""
    paper = letters(" ".join(pages))
    return [word for word in text.split() if letters(word) not in paper]


def test_every_word_of_the_longest_follow_up_is_printed(form: Form, city: CityPlan, tmp_path: Path) -> None:
    write_template(form, "jarva", tmp_path / "mall.xlsx", actions=prepared_actions(city, form, "jarva"))
    write_city(city, form, tmp_path / "stad.xlsx")
    text = longest_follow_up()
    assert len(text) > 1400
    assert words_missing(text, printed(tmp_path / "mall.xlsx")) == []
    assert words_missing(text, printed(tmp_path / "stad.xlsx")) == []


def test_each_area_prints_one_page_wide_under_its_headings(form: Form, city: CityPlan, tmp_path: Path) -> None:
    write_template(form, "jarva", tmp_path / "mall.xlsx", actions=prepared_actions(city, form, "jarva"))
    instruction, *areas = printed(tmp_path / "mall.xlsx")
    assert "Järva stadsdelsförvaltning" in instruction
    assert "Sida 1 av" in instruction
    for page in areas:
        assert [column.title for column in form.columns if words_missing(column.title, [page])] == []
        assert "Järva stadsdelsförvaltning" in page


def test_a_blank_template_prints_a_page_for_each_tab_and_no_empty_one(form: Form, tmp_path: Path) -> None:
    write_template(form, "jarva", tmp_path / "mall.xlsx")
    pages = printed(tmp_path / "mall.xlsx")
    assert len(pages) == 1 + len(form.areas)
    assert all(area.title in page for area, page in zip(form.areas, pages[1:], strict=True))
