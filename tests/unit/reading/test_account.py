"""The account of the cells is held against the finished plan: a placement that goes wrong is caught, not believed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.stories.workbooks import HANDMADE, JARVA, form, workbook
from xlplan import read_return
from xlplan.cli.main import run
from xlplan.findings.catalogue import UNPLACED_CELLS
from xlplan.plan.model import Action
from xlplan.reading import bind, first_tab, read
from xlplan.reading.account import Account, Unbalanced
from xlplan.sheets.grid import Position
from xlplan.sheets.limits import DEFAULT
from xlplan.sheets.opening import open_workbook
from xlplan.sheets.refusal import Reason, UnreadableWorkbook

TAB = """
    | Orsak | Åtgärd         | När | Vem     | Kostnad |
    | Otryggt torg | Sätt upp lampor | T2  | Polisen | 25 000 kr |
    |       | och laga dem   |     |         |        |
"""


def changed(action: Callable[..., Action], **changes: Callable[[Action], object]) -> Callable[..., Action]:
    """A reader of actions that goes wrong."""

    def wrong(*given: object) -> Action:
        right = action(*given)
        return replace(right, **{name: change(right) for name, change in changes.items()})

    return wrong


WRONG: dict[str, dict[str, Callable[[Action], object]]] = {
    "a value lost": {"values": lambda each: {key: text for key, text in each.values.items() if key != "who"}},
    "a value shifted to the next column": {
        "values": lambda each: dict(zip(each.values, [*list(each.values.values())[1:], "x"], strict=True))
    },
    "an unknown column lost": {"extra": lambda _: {}},
    "a value cut": {"values": lambda each: {key: text[:5] for key, text in each.values.items()}},
    "a row lost of two": {"values": lambda each: {key: text.splitlines()[0] for key, text in each.values.items()}},
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_taken_must_stand_in_the_plan(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path, {"Otrygga platser": TAB})
    assert read_return(path, form()).ledger.unplaced == ()
    monkeypatch.setattr(bind.Binder, "action", changed(bind.Binder.action, **WRONG[name]))
    with pytest.raises(Unbalanced, match=r"filled; 'Otrygga platser' [A-E][123]$"):
        read_return(path, form())


def test_an_action_that_is_lost_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    real = read.read_actions
    monkeypatch.setattr(read, "read_actions", lambda *given: (real(*given)[0][1:], False))
    with pytest.raises(Unbalanced):
        read_return(HANDMADE / JARVA, form())


def test_an_answer_that_is_lost_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tabs = {"Information": "| Diarienummer | SPA 2024/12 |", "Otrygga platser": TAB}
    path = workbook(tmp_path, tabs)
    assert read_return(path, form()).fields == {"diarienummer": "SPA 2024/12"}
    real = first_tab.read_fields
    monkeypatch.setattr(read, "read_fields", lambda *given: dict.fromkeys(real(*given), "annat"))
    with pytest.raises(Unbalanced):
        read_return(path, form())


def test_a_cell_that_is_taken_twice_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def place(account: Account, positions: Iterable[Position]) -> None:
        for position in account.grid.cells.keys() & positions:
            account.placed.add(position)
            account.boilerplate.add(position)

    monkeypatch.setattr(Account, "place_all", place)
    with pytest.raises(Unbalanced):
        read_return(HANDMADE / JARVA, form())


def test_it_ends_the_command_with_its_own_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bind.Binder, "action", changed(bind.Binder.action, **WRONG["a value lost"]))
    assert run(["read", str(workbook(tmp_path, {"Otrygga platser": TAB})), str(HANDMADE / JARVA)]) == 70
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert all("internt fel" in line and "Unbalanc" in line for line in told)


def test_the_second_answer_to_a_question_is_listed(tmp_path: Path) -> None:
    """Only one can stand in the plan."""
    asked = "| Diarienummer | SPA 2024/{} |"
    path = workbook(tmp_path, {"Information": asked.format(12), "Mer": asked.format(13), "Otrygga platser": TAB})
    reading = read_return(path, form())
    assert reading.fields == {"diarienummer": "SPA 2024/12"}
    assert [(each.sheet, each.value) for each in reading.ledger.unplaced if "SPA" in each.value] == [
        ("Mer", "SPA 2024/13")
    ]


def test_a_small_number_below_an_unknown_heading_goes_on_with_its_row(tmp_path: Path) -> None:
    tab = """
        | Orsak | Åtgärd         | När | Vem     | Antal |
        | Otryggt torg | Sätt upp lampor | T2  | Polisen | 3 |
        |       |                |     | Kommunen | 4 |
    """
    [action] = read_return(workbook(tmp_path, {"Otrygga platser": tab}), form()).actions
    assert (action.values["who"], action.extra) == ("Polisen\nKommunen", {"Antal": "3\n4"})
    assert action.table_rows == (2, 3)


def test_a_tab_full_of_something_else_is_told_of_once(tmp_path: Path) -> None:
    """The ledger lists each cell all the same."""
    numbers = "\n".join(f"| Vara {row} | {row} kr | {row} st |" for row in range(400))
    reading = read_return(workbook(tmp_path, {"Otrygga platser": TAB, "Lager": numbers}), form())
    assert len(reading.ledger.unplaced) == 1200
    [told] = [each for each in reading.findings if each.sheet == "Lager"]
    assert (told.kind, told.facts) == (UNPLACED_CELLS, {"count": "1200", "where": "A1:C400"})


def test_reading_is_under_the_clock() -> None:
    opened = open_workbook(HANDMADE / JARVA)
    over = replace(DEFAULT, deadline=0.0)
    with pytest.raises(UnreadableWorkbook) as caught:
        read.read_workbook(opened, form(), file="", digest="", limits=over)
    assert caught.value.reason is Reason.BOMB
