"""A plan folder for a new year: what it holds, and what xlplan says in it when nothing is asked."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import Xlplan
from xlplan import load_form
from xlplan.form.shipped import shipped_forms, shipped_path


@pytest.fixture
def year(xlplan: Xlplan, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan folder for 2026, in which the test stands."""
    assert xlplan("init", "plan-2026", "--year", 2026).exit == 0
    monkeypatch.chdir(folder / "plan-2026")
    return folder / "plan-2026"


@pytest.mark.parametrize("form_id", shipped_forms())
def test_the_shipped_form_comes_along_with_its_comments_for_the_new_year(
    form_id: str, xlplan: Xlplan, folder: Path
) -> None:
    done = xlplan("init", "ny", "--form", form_id, "--year", 2026)
    assert (done.exit, done.out) == (0, "ny/plan.yaml\n")
    assert sorted(path.name for path in (folder / "ny").iterdir() if path.is_dir()) == [
        "inkommet",
        "sammanstallning",
        "svar",
        "utskick",
    ]
    before, after = load_form(form_id), load_form(folder / "ny" / "plan.yaml")
    assert (after.year, after.id) == (2026, form_id.replace(str(before.year), "2026"))
    shift = 2026 - before.year
    assert [each.due and each.due.replace(year=each.due.year - shift) for each in after.rounds] == [
        each.due for each in before.rounds
    ]
    assert replace(after, id=before.id, year=before.year, rounds=before.rounds) == before
    shipped, own = (path.read_text(encoding="utf-8") for path in (shipped_path(form_id), folder / "ny" / "plan.yaml"))
    opening = own[: own.index("\n\n")]
    assert "för 2026" in opening
    assert form_id in opening
    assert "Kopiera filen" not in opening
    comments = [_comments(text[text.index("\n\n") :]) for text in (shipped, own)]
    assert [comment for comment in comments[1] if "fyll i" not in comment] == comments[0]
    assert len(comments[1]) - len(comments[0]) == len(after.districts)


def _comments(text: str) -> list[str]:
    return [line.partition("#")[2] for line in text.splitlines() if "#" in line]


def test_an_address_is_filled_in_where_the_form_asks_for_it(year: Path) -> None:
    text = year.joinpath("plan.yaml").read_text(encoding="utf-8")
    filled = re.sub(r"(key: jarva\n(?:.*\n)*?    email:) #.*", r"\1 jarva@example.com", text, count=1)
    year.joinpath("plan.yaml").write_text(filled, encoding="utf-8")
    form = load_form(year / "plan.yaml")
    assert {each.key: each.email for each in form.districts if each.email} == {"jarva": "jarva@example.com"}


def test_a_plan_folder_is_not_written_over(xlplan: Xlplan, year: Path) -> None:
    year.joinpath("plan.yaml").write_text("id: mitt\n", encoding="utf-8")
    done = xlplan("init", ".", "--year", 2026)
    assert (done.exit, done.out) == (2, "")
    assert "finns redan" in done.err
    assert year.joinpath("plan.yaml").read_text(encoding="utf-8") == "id: mitt\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--year", "1999"], "--year"), (["--form", "uppsala", "--year", "2026"], "stockholm-2024"), ([], "--year")],
)
def test_wrong_usage_is_one_sentence(options: list[str], said: str, xlplan: Xlplan, folder: Path) -> None:
    done = xlplan("init", "ny", *options)
    assert (done.exit, done.out, len(done.lines)) == (2, "", 1)
    assert said in done.err
    assert list(folder.iterdir()) == []


def test_alone_xlplan_says_where_the_year_stands_and_what_is_next(xlplan: Xlplan, year: Path, jarva: Path) -> None:
    begin = xlplan()
    assert (begin.exit, begin.err) == (0, "")
    assert "Åtgärdsplan 2026\n" in begin.out
    assert "Inkommet: 0 filer från 0 av 11" in begin.out
    assert "Nästa steg: fyll i e-postadresserna" in begin.out
    shutil.copy(jarva, year / "inkommet" / "jarva.xlsx")
    (year / "inkommet" / "_oklart").mkdir()
    (year / "inkommet" / "_oklart" / "budget.xlsx").write_bytes(b"x")
    later = xlplan()
    assert "Inkommet: 1 fil" in later.out
    assert 'Nästa steg: xlplan collect --as FÖRVALTNING "inkommet/_oklart/budget.xlsx"' in later.out


def test_outside_a_plan_folder_it_shows_the_help(xlplan: Xlplan) -> None:
    done = xlplan()
    assert done.exit == 2
    assert done.out.startswith("Användning: xlplan")


def test_commands_take_the_returns_of_the_folder(xlplan: Xlplan, year: Path, jarva: Path) -> None:
    """The same bytes count once, and what is unclear does not count."""
    for place in ("jarva/a.xlsx", "b.xlsx", "_oklart/c.xlsx", "jarva/~$a.xlsx"):
        target = year / "inkommet" / place
        target.parent.mkdir(exist_ok=True)
        shutil.copy(jarva, target)
    done = xlplan("read", "--format", "jsonl", "--plan", "stockholm-2024")
    assert done.exit == 0
    assert len(done.out.splitlines()) == 1
    assert xlplan("merge", "--plan", "stockholm-2024").exit == 0
    assert [path.suffix for path in (year / "sammanstallning").iterdir()] == [".xlsx"]


def test_earlier_city_workbooks_that_were_kept_are_not_told_of(xlplan: Xlplan, year: Path) -> None:
    for name in ("Stad.xlsx", "Stad (föregående).xlsx", "Stad (föregående 2026-05-01 08.10).xlsx"):
        (year / "sammanstallning" / name).write_bytes(b"")
    assert "Sammanställning: Stad.xlsx." in xlplan().out
