"""A district with a form of its own: the city asks in a table, Skärholmen answers on cards, and every command knows."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Xlplan
from tests.clients.plans import ROOT
from tests.post.conftest import opened
from tests.post.samples import mail, mailbox
from tests.post.test_collect import DAY, SENDER, filled, inbox
from xlplan.form.shipped import shipped_path

CARDS = "skarholmen-samverkan"
ACTIVITIES = 8
"""That Skärholmen's plan has."""


@pytest.fixture
def begun(xlplan: Xlplan, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan folder for 2024 with Skärholmen's own form in ``mallar``, and the mails of two districts beside it."""
    assert xlplan("init", "plan", "--year", 2024).exit == 0
    year = folder / "plan"
    text = year.joinpath("plan.yaml").read_text(encoding="utf-8")
    before, key, after = text.partition("key: skarholmen\n")
    text = before + key + after.replace("email: #", "email: skarholmen@stad.example #", 1)
    year.joinpath("plan.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(year)
    year.joinpath("mallar").mkdir()
    shutil.copy(shipped_path(CARDS), year / "mallar")
    assert xlplan("generate").exit == 0
    [cards] = (ROOT / "examples" / "filled").glob("*Skärholmen.xlsx")
    mails = [
        mail(SENDER, DAY, filled(year / "utskick", "Järva")),
        mail("skarholmen@elsewhere.example", DAY, ("svar.xlsx", cards.read_bytes())),
    ]
    (tmp_path / "Inkorg").write_bytes(mailbox(*mails))
    return year


@pytest.fixture
def collected(xlplan: Xlplan, begun: Path, tmp_path: Path) -> Path:
    """The plan folder with both taken in."""
    done = xlplan("collect", tmp_path / "Inkorg")
    assert (done.exit, done.err) == (0, "")
    return begun


def test_each_is_filed_with_its_district(collected: Path) -> None:
    assert inbox(collected) == {
        "jarva": ["2026-04-28T0912_Åtgärdsplan 2024 – Järva.xlsx"],
        "skarholmen": ["2026-04-28T0912_svar.xlsx"],
    }


def test_the_board_counts_what_stands_on_the_cards(xlplan: Xlplan, collected: Path) -> None:
    board = json.loads(xlplan("status", "--today", "2024-04-30", "--format", "json").out)
    rows = {row["district"]: row for row in board["districts"] if row["file"]}
    areas = {key: (row["areas"], row["actions"], row["errors"]) for key, row in rows.items()}
    assert areas == {"jarva": (1, 1, 0), "skarholmen": (2, ACTIVITIES, 0)}
    assert board["totals"]["actions"] == 1 + ACTIVITIES
    assert len(list(xlplan("remind", "--today", "2024-05-01").out.splitlines())) == 9


def test_who_answered_on_cards_is_written_to_in_the_words_of_the_cards(xlplan: Xlplan, collected: Path) -> None:
    assert xlplan("reply", "--today", "2024-05-01").exit == 0
    [draft] = (collected / "svar").glob("Skärholmen*.eml")
    message = opened(draft.read_bytes())
    body = message.get_body(("plain",))
    assert body
    text = body.get_content()
    assert "Tack för arbetsboken ”svar.xlsx” från Skärholmens stadsdelsförvaltning" in text
    assert "XP201" not in text
    assert "Prioriterat samverkansområde" not in text
    assert message["To"] == "skarholmen@stad.example"
    [attached] = message.iter_attachments()
    assert attached.get_filename() == "svar.xlsx"


def test_check_and_merge_know_the_same_forms(xlplan: Xlplan, collected: Path) -> None:
    checked = json.loads(xlplan("check", "--format", "json").out)
    assert {each["district"]: each["plan"] for each in checked["returns"]} == {
        "jarva": "stockholm-2024",
        "skarholmen": CARDS,
    }
    merged = json.loads(xlplan("merge", "--format", "json").out)
    districts = [action["district"] for action in merged["actions"]]
    assert (districts.count("jarva"), districts.count("skarholmen")) == (1, ACTIVITIES)


def test_cards_alone_are_merged_under_the_city_s_columns(xlplan: Xlplan, collected: Path) -> None:
    """Before anybody else has answered the city workbook is the city's all the same."""
    shutil.rmtree(collected / "inkommet" / "jarva")
    merged = json.loads(xlplan("merge", "--format", "json").out)
    assert (merged["plan"], len(merged["actions"])) == ("stockholm-2024", ACTIVITIES)


@pytest.mark.parametrize("plan", ["stockholm-2024", f"mallar/{CARDS}.yaml"])
def test_templates_of_either_form_begin_with_what_was_answered(xlplan: Xlplan, collected: Path, plan: str) -> None:
    """With ``--plan`` named, what answers the other form is translated or left, and is no error."""
    asked = ("--from", "inkommet", "--round", "vb", "--district", "skarholmen", "-o", "ut")
    done = xlplan("generate", "--plan", plan, *asked)
    assert (done.exit, done.err) == (0, "")
    [made] = (collected / "ut").iterdir()
    [again] = json.loads(xlplan("read", made, "--format", "json").out)["returns"]
    assert sum(len(area["actions"]) for area in again["areas"]) == ACTIVITIES


def test_the_next_year_is_begun_from_another_folder(xlplan: Xlplan, collected: Path, tmp_path: Path) -> None:
    """The forms that last year's returns answer lie in last year's folder."""
    assert xlplan("init", tmp_path / "2025", "--year", 2025).exit == 0
    plan = tmp_path / "2025" / "plan.yaml"
    done = xlplan("generate", "--plan", plan, "--next-year", "--from", collected / "inkommet", "-o", tmp_path / "ut")
    assert (done.exit, done.err) == (0, "")
    [made] = (tmp_path / "ut").glob("*Skärholmen.xlsx")
    [read] = json.loads(xlplan("read", made, "--plan", plan, "--format", "json").out)["returns"]
    assert sum(len(area["actions"]) for area in read["areas"]) > 0


def test_cards_of_a_district_that_the_city_does_not_ask_wait(xlplan: Xlplan, begun: Path, tmp_path: Path) -> None:
    plan = begun / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("key: skarholmen\n", "key: sydvast\n"), encoding="utf-8")
    done = xlplan("collect", tmp_path / "Inkorg")
    assert done.exit == 1
    assert "XP202" in done.err
    assert inbox(begun)["_oklart"] == ["2026-04-28T0912_svar.xlsx"]
    assert xlplan("collect", "--as", "sydvast", begun / "inkommet" / "_oklart").exit == 0
    board = json.loads(xlplan("status", "--format", "json").out)
    assert [row["actions"] for row in board["districts"] if row["district"] == "sydvast"] == [ACTIVITIES]
