"""Template → a district's program, twelve actions typed, saved → the same actions read: the promise of the template."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.clients import plans
from tests.conftest import Fill
from tests.programs import gnumeric
from tests.programs.jobs import job
from tests.programs.libreoffice import Office, Step
from xlplan import write_template
from xlplan.form.layout import AreaTab, plan_layout
from xlplan.form.model import Form
from xlplan.plan.model import Reading
from xlplan.plan.words import fingerprint
from xlplan.sheets.address import column_letters

pytestmark = pytest.mark.client

WAYS = [
    pytest.param("libreoffice", "xlsx", marks=pytest.mark.needs("libreoffice")),
    pytest.param("libreoffice", "ods", marks=pytest.mark.needs("libreoffice")),
    pytest.param("libreoffice", "xls", marks=pytest.mark.needs("libreoffice")),
    pytest.param("gnumeric after openpyxl", "xlsx", marks=pytest.mark.needs("gnumeric")),
    pytest.param("gnumeric after libreoffice", "xlsx", marks=pytest.mark.needs("gnumeric", "libreoffice")),
    pytest.param("sheetjs", "xlsx", marks=pytest.mark.needs("node")),
    pytest.param("exceljs", "xlsx", marks=pytest.mark.needs("node")),
    pytest.param("openpyxl", "xlsx"),
]
"""(program, the ending it saves with)"""


SORTED = "otrygga-platser"
"""The area that is renamed and sorted, and in which rows are inserted and deleted."""
RENAME: Step = {"do": "rename_sheet", "sheet": "Otrygga platser", "to": "Torg & tunnelbana"}
OWN_TITLE, OWN_FROM = "Båtar och bryggor", "Unga i riskzon"
OWN_ACTIONS: list[dict[str, str]] = [
    {
        "cause": "Båtmotorer stjäls",
        "action": "Nattvandra längs bryggorna",
        "when": "Maj–september",
        "who": "Båtklubben",
    },
    {
        "cause": "Mörka bryggor",
        "action": "Belysning vid Hässelby strand\noch i Kyrkhamn",
        "when": "T2",
        "who": "Kommunpolis",
    },
]
NEW_ACTION = {"cause": "Ny orsak", "action": "Ny åtgärd mitt i", "when": "Vid behov", "who": "Fältassistent"}


@pytest.fixture(scope="module")
def form() -> Form:
    return plans.form()


@pytest.fixture
def template(form: Form, tmp_path: Path) -> Path:
    """Sent out with the twelve actions in it, each with its number."""
    path = tmp_path / "utskick.xlsx"
    write_template(form, plans.DISTRICT, path, actions=plans.prepared(form, plans.twelve_actions()))
    return path


@pytest.mark.parametrize(("program", "ending"), WAYS)
def test_twelve_actions_come_back_letter_for_letter(
    program: str, ending: str, form: Form, fill: Fill, tmp_path: Path
) -> None:
    template = plans.write_blank(form, tmp_path / "utskick.xlsx")
    saved = tmp_path / f"ifylld.{ending}"
    filler = program.removeprefix("gnumeric after ")
    fill(filler, job(template, saved, plans.typing(form, plans.twelve_actions())))
    if program != filler:
        (tmp_path / "gnumeric").mkdir()
        saved = gnumeric.convert(saved, "xlsx", tmp_path / "gnumeric")
    reading = plans.read(saved, form)
    plans.check_sound(reading)
    assert plans.as_plan(reading) == plans.twelve_actions()
    assert not any(area.added for area in reading.areas)


@pytest.mark.parametrize(("program", "ending"), WAYS)
def test_prepared_actions_come_back_with_their_numbers(
    program: str, ending: str, form: Form, template: Path, fill: Fill, tmp_path: Path
) -> None:
    saved = tmp_path / f"sparad.{ending}"
    filler = program.removeprefix("gnumeric after ")
    fill(filler, job(template, saved))
    if program != filler:
        (tmp_path / "gnumeric").mkdir()
        saved = gnumeric.convert(saved, "xlsx", tmp_path / "gnumeric")
    reading = plans.read(saved, form)
    plans.check_sound(reading)
    assert plans.as_plan(reading) == plans.twelve_actions()
    assert plans.ids(reading.actions) == sent_ids(form)
    assert all(confirmed(reading).values())


def test_a_renamed_tab_is_still_its_area(form: Form, template: Path, office: Office, tmp_path: Path) -> None:
    reading = edited(office, template, form, [RENAME], tmp_path)
    plans.check_sound(reading)
    assert plans.as_plan(reading) == plans.twelve_actions()
    assert {area.key: area.sheet for area in reading.areas}["otrygga-platser"] == "Torg & tunnelbana"


@pytest.mark.parametrize("numbers", ["cleared with the rows", "left standing"])
def test_a_copied_tab_is_an_area_of_their_own(
    numbers: str, form: Form, template: Path, office: Office, tmp_path: Path
) -> None:
    steps = copy_tab(form, clear_numbers=numbers == "cleared with the rows")
    reading = edited(office, template, form, steps, tmp_path)
    plans.check_sound(reading)
    check_own_area(reading)
    assert without_own_area(reading) == plans.twelve_actions()


@pytest.mark.parametrize(
    "then",
    [
        pytest.param("gnumeric", marks=pytest.mark.needs("gnumeric")),
        pytest.param("sheetjs", marks=pytest.mark.needs("node")),
        pytest.param("exceljs", marks=pytest.mark.needs("node")),
        "openpyxl",
    ],
)
def test_a_copied_tab_is_still_their_own_when_another_program_has_saved_it(
    then: str, form: Form, template: Path, office: Office, fill: Fill, tmp_path: Path
) -> None:
    """A copy carries names of its own scope; ExcelJS keeps only the last of two names, here the copy's."""
    copied, saved = tmp_path / "kopierad.xlsx", tmp_path / "sparad.xlsx"
    run_all(office, template, [*copy_tab(form), {"do": "store", "path": str(copied)}])
    if then == "gnumeric":
        (tmp_path / "gnumeric").mkdir()
        saved = gnumeric.convert(copied, "xlsx", tmp_path / "gnumeric")
    else:
        fill(then, job(copied, saved))
    reading = plans.read(saved, form)
    plans.check_sound(reading)
    check_own_area(reading)
    assert without_own_area(reading) == plans.twelve_actions()


def test_a_renamed_tab_and_its_copy_are_told_apart(form: Form, template: Path, office: Office, tmp_path: Path) -> None:
    """Neither tab has a name of the form's any more; both have its title in the first cell."""
    renamed: Step = {"do": "rename_sheet", "sheet": OWN_FROM, "to": "Våra ungdomar"}
    reading = edited(office, template, form, [*copy_tab(form), renamed], tmp_path)
    plans.check_sound(reading)
    check_own_area(reading)
    assert without_own_area(reading) == plans.twelve_actions()


@pytest.mark.parametrize("by", ["action", "who", "nr"])
def test_rows_sorted_with_their_numbers_keep_them(
    by: str, form: Form, template: Path, office: Office, tmp_path: Path
) -> None:
    """``who`` has ties on the tab, which keep their order."""
    reading = edited(office, template, form, [sort(form, by, to="nr")], tmp_path)
    plans.check_sound(reading)
    assert plans.same_actions(plans.as_plan(reading), plans.twelve_actions())
    assert plans.as_plan(reading) != plans.twelve_actions()
    assert plans.ids(reading.actions) == sent_ids(form)
    assert all(confirmed(reading).values())


def test_rows_sorted_without_their_numbers_are_the_same_actions_and_the_numbers_are_seen_to_be_wrong(
    form: Form, template: Path, office: Office, tmp_path: Path
) -> None:
    reading = edited(office, template, form, [sort(form, "action", to="status")], tmp_path)
    plans.check_sound(reading)
    assert plans.same_actions(plans.as_plan(reading), plans.twelve_actions())
    assert plans.ids(reading.actions) != sent_ids(form)
    assert not all(confirmed(reading).values())


def test_inserted_rows_are_read_and_deleted_ones_gone(
    form: Form, template: Path, office: Office, tmp_path: Path
) -> None:
    reading = edited(office, template, form, insert_and_delete(form), tmp_path)
    plans.check_sound(reading)
    assert plans.as_plan(reading) == with_new_row(plans.twelve_actions())
    assert [action.id for action in area(reading, SORTED).actions] == ["PLATS-01", None, "PLATS-02", "PLATS-04"]


def test_an_empty_row_inserted_below_the_header_changes_nothing(
    form: Form, template: Path, office: Office, tmp_path: Path
) -> None:
    row = tab(form, SORTED).first_row
    reading = edited(
        office, template, form, [{"do": "insert_rows", "sheet": tab(form, SORTED).title, "row": row}], tmp_path
    )
    plans.check_sound(reading)
    assert plans.as_plan(reading) == plans.twelve_actions()


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_all_of_it_together(
    ending: str, form: Form, template: Path, office: Office, fill: Fill, tmp_path: Path
) -> None:
    saved = tmp_path / f"allt.{ending}"
    steps = [*copy_tab(form), *insert_and_delete(form), sort(form, "action", to="nr"), RENAME]
    run_all(office, template, [*steps, {"do": "store", "path": str(saved)}])
    reading = plans.read(saved, form)
    plans.check_sound(reading)
    check_own_area(reading)
    assert plans.same_actions(without_own_area(reading), with_new_row(plans.twelve_actions()))
    assert all(confirmed(reading).values())


def edited(office: Office, template: Path, form: Form, steps: list[Step], tmp_path: Path) -> Reading:
    """What is read of a template after these steps in LibreOffice."""
    saved = tmp_path / "åter.xlsx"
    run_all(office, template, [*steps, {"do": "store", "path": str(saved)}])
    return plans.read(saved, form)


def run_all(office: Office, path: Path, steps: list[Step]) -> None:
    """Do the steps, none of which may be refused or without effect."""
    for step, result in zip(steps, office.run(path, steps), strict=True):
        done: dict[str, Any] = {"refused": False, "done": True, "changed": True} | result
        assert (done["refused"] or False, done["done"], done["changed"]) == (False, True, True), (step, result)


def tab(form: Form, area_key: str) -> AreaTab:
    return next(each for each in plan_layout(form).areas if each.area.key == area_key)


def letters(form: Form, key: str) -> str:
    return next(column_letters(place.col) for place in plan_layout(form).areas[0].columns if place.key == key)


def copy_tab(form: Form, *, clear_numbers: bool = True) -> list[Step]:
    """Copy a tab with three actions, clear its rows, type two others."""
    rows = tab(form, "unga-i-riskzon")
    last = letters(form, "nr" if clear_numbers else "status")
    typed = [
        each for row, values in enumerate(OWN_ACTIONS, 1) for each in plans.typing_action(form, OWN_TITLE, row, values)
    ]
    headings = [column.title for column in form.columns]
    return [
        {"do": "copy_sheet", "sheet": OWN_FROM, "to": OWN_TITLE},
        {"do": "clear", "sheet": OWN_TITLE, "cells": f"A{rows.first_row}:{last}{rows.first_row + 2}"},
        *({"do": "type", "headings": headings, **each} for each in typed),
    ]


def sort(form: Form, by: str, *, to: str) -> Step:
    """Sort a tab's four actions, backwards, from the first column to one."""
    rows = tab(form, SORTED)
    cells = f"A{rows.first_row}:{letters(form, to)}{rows.first_row + 3}"
    return {"do": "sort", "sheet": rows.title, "cells": cells, "by": letters(form, by), "descending": True}


def insert_and_delete(form: Form) -> list[Step]:
    """Insert two rows below the first action and fill the lower; delete the third action."""
    rows = tab(form, SORTED)
    headings = [column.title for column in form.columns]
    typed = plans.typing_action(form, rows.title, 3, NEW_ACTION)
    return [
        {"do": "insert_rows", "sheet": rows.title, "row": rows.first_row + 1, "count": 2},
        {"do": "delete_rows", "sheet": rows.title, "row": rows.first_row + 4},
        *({"do": "type", "headings": headings, **each} for each in typed),
        {"do": "delete_rows", "sheet": rows.title, "row": rows.first_row + 1},
    ]


def with_new_row(plan: plans.Plan) -> plans.Plan:
    first, second, _, fourth = plan[SORTED]
    return plan | {SORTED: [first, NEW_ACTION, second, fourth]}


def area(reading: Reading, key: str) -> Any:
    return next(each for each in reading.areas if each.key == key)


def check_own_area(reading: Reading) -> None:
    [own] = [each for each in reading.areas if each.added]
    assert (own.title, own.sheet, own.key) == (OWN_TITLE, OWN_TITLE, "batar-och-bryggor")
    assert [action.values for action in own.actions] == OWN_ACTIONS


def without_own_area(reading: Reading) -> plans.Plan:
    return {key: actions for key, actions in plans.as_plan(reading).items() if key in plans.TAKEN}


def sent_ids(form: Form) -> dict[str | None, str]:
    return {action.id: action.values["action"] for action in plans.prepared(form, plans.twelve_actions())}


def confirmed(reading: Reading) -> dict[str, bool]:
    """Whether each number stands on the action that was sent out with it."""
    return {
        action.id: reading.issued[action.id]["action"] == fingerprint(action.values["action"])
        for action in reading.actions
        if action.id
    }
