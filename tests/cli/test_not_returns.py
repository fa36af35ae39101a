"""What xlplan made itself out of returns is no return, wherever it lies."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Xlplan

TOLD = "stad.xlsx: upplysning XP126 Arbetsboken är gjord av xlplan"


@pytest.fixture
def returns(xlplan: Xlplan, folder: Path, jarva: Path) -> Path:
    """A folder with a return, and with the city workbook made of it."""
    place = folder / "in"
    place.mkdir()
    jarva.rename(place / "jarva.xlsx")
    assert xlplan("merge", "in", "-o", "in/stad.xlsx").exit == 0
    return place


def without_tab(path: Path) -> None:
    book = load_workbook(path)
    book.remove(book["_xlplan_city"])
    book.save(path)


@pytest.mark.parametrize("marked", [True, False])
def test_a_city_workbook_among_returns_is_told_of_and_passed_over(xlplan: Xlplan, returns: Path, marked: bool) -> None:
    if not marked:
        without_tab(returns / "stad.xlsx")
    done = xlplan("read", "in")
    assert done.exit == 0
    [line] = done.lines
    assert line.startswith(TOLD)
    assert [each["file"] for each in json.loads(done.out)["returns"]] == ["jarva.xlsx"]
    assert xlplan("merge", "in", "-o", "ny.xlsx").out.startswith("17 åtgärder från 1 inlämning")
    assert xlplan("check", "in").exit == 0


def test_one_alone_leaves_nothing_to_read(xlplan: Xlplan, returns: Path) -> None:
    (returns / "jarva.xlsx").unlink()
    done = xlplan("check", "in", "--letter", "svar")
    assert (done.exit, done.out) == (3, "")
    assert [line.startswith(TOLD) for line in done.lines] == [True]
    assert not Path("svar").exists()


def test_a_comparison_is_no_return_either(xlplan: Xlplan, returns: Path) -> None:
    book = load_workbook(returns / "jarva.xlsx")
    book.worksheets[1]["B8"].value = "Något annat"
    book.save("senare.xlsx")
    xlplan("diff", "in/jarva.xlsx", "senare.xlsx", "--format", "xlsx", "-o", "in/skillnad.xlsx")
    assert (returns / "skillnad.xlsx").exists()
    assert "skillnad.xlsx: upplysning XP126" in xlplan("check", "in").err


def test_it_is_not_taken_in_with_what_has_come(
    xlplan: Xlplan, returns: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert xlplan("init", "plan-2024", "--year", 2024).exit == 0
    monkeypatch.chdir(folder / "plan-2024")
    shutil.copy(returns / "stad.xlsx", folder / "stad.xlsx")
    done = xlplan("collect", returns)
    assert done.exit == 0
    assert [line.startswith(TOLD) for line in done.lines] == [True]
    assert done.out.splitlines()[-1].startswith("1 nya, 1 utan arbetsbok")
    assert xlplan("collect", "--as", "farsta", folder / "stad.xlsx").exit == 0
    assert not (folder / "plan-2024/inkommet/farsta").exists()
