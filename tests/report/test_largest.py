"""Eleven districts with sixty actions each, in the longest words there are: nothing is cut or runs off the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books.package import Book, at
from tests.books.test_accessible import is_shown
from tests.programs import libreoffice
from tests.report.test_figures import check_workbook, recounted
from tests.report.years import largest
from xlplan.city.workbook import city_bytes

pytestmark = pytest.mark.slow


def test_no_text_of_the_city_workbook_is_cut_and_its_figures_are_right() -> None:
    plan, form = largest()
    assert len(plan.actions) == 11 * 60
    content = city_bytes(plan, form)
    book = Book("largest", content)
    cut = [
        f"{sheet}!{at(place)}"
        for sheet in book.visible
        for place, cell in sheet.cells.items()
        if not is_shown(sheet, place, cell, book.looks[cell.look])
    ]
    assert cut == []
    check_workbook(recounted(plan, form), content)


@pytest.mark.needs("libreoffice")
def test_it_prints_one_page_wide_and_the_summary_on_one_page(tmp_path: Path) -> None:
    """A page that is too wide would go on upon another, without the first column."""
    plan, form = largest()
    path = tmp_path / "stad.xlsx"
    path.write_bytes(city_bytes(plan, form))
    first, *others = libreoffice.pdf_text(libreoffice.convert(path, "pdf", tmp_path))
    assert "Ej uppfyllda åtgärder, med förvaltningarnas egna ord" in first
    assert [page[:80] for page in others if not page.lstrip().startswith("Sammanställning – Åtgärdsplan 2024")] == []
    whole = "".join("".join(page.split()) for page in others).replace("-", "")
    longest = max((action.follow_ups["vb"].text for action in plan.actions if "vb" in action.follow_ups), key=len)
    assert [word for word in longest.split() if word.replace("-", "") not in whole] == []
