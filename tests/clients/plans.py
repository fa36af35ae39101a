"""Twelve real actions (Järva 2024), as they are typed into our templates and expected back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from tests.programs.jobs import Typing
from xlplan import load_form, read_return, write_template
from xlplan.findings.finding import Severity
from xlplan.form.model import Form
from xlplan.plan.model import Action, Reading
from xlplan.template.workbook import PreparedAction

ROOT = Path(__file__).parents[2]
DISTRICT = "jarva"
SOURCE_KEYS = {"Orsak": "cause", "Åtgärd": "action", "När": "when", "Vem": "who", "Uppföljning": "follow_up"}
TAKEN = {
    "unga-i-riskzon": (0, 2, 5),
    "otrygga-platser": (0, 1, 2, 3),
    "systemhotande-brottslighet": (0, 1, 2),
    "sarskilt-utsatta-brottsoffer": (0,),
    "kriminella-miljoer": (1,),
}
"""Rows of the source by area: twelve over five tabs."""
CHANGED: dict[tuple[str, int], dict[str, str]] = {
    ("unga-i-riskzon", 0): {"label": "=SSP+EST", "status": "Uppfyllt"},
    ("unga-i-riskzon", 1): {"label": "nav", "when": "2024-05-23"},
    ("otrygga-platser", 0): {"action": "=> Ta del av data i Tyck till-appen:\n- råttor & måsar\n- <klotter>, »skräp«"},
    ("otrygga-platser", 1): {"label": "007", "when": "3/4"},
    ("otrygga-platser", 2): {"cause": "Otrygghet 🙁 på Tensta torg, nedre plan (1\u00a0500 m²)"},
    ("systemhotande-brottslighet", 0): {"who": "+46 8-508 00 000", "when": "T1"},
    ("systemhotande-brottslighet", 1): {"who": "@hr", "when": "-", "status": "Delvis uppfyllt"},
}
"""Texts put in, by area and place within it: what programs like to take for formulas, numbers and dates."""

Values: TypeAlias = Mapping[str, str]
Plan: TypeAlias = dict[str, list[dict[str, str]]]
"""Actions by area key: texts by column key."""


def form() -> Form:
    return load_form(ROOT / "templates" / "stockholm-2024.yaml")


def twelve_actions() -> Plan:
    source = json.loads((ROOT / "examples" / "source" / "jarva-2024.json").read_text(encoding="utf-8"))
    plan: Plan = {}
    for (key, rows), area in zip(TAKEN.items(), source["areas"], strict=True):
        plan[key] = [
            {SOURCE_KEYS[heading]: text for heading, text in area["rows"][row].items() if heading in SOURCE_KEYS}
            for row in rows
        ]
    for (area_key, place), texts in CHANGED.items():
        plan[area_key][place] |= texts
    return plan


def typing(form: Form, plan: Plan, *, first: int = 1) -> list[Typing]:
    """Each text under its heading, the actions of a tab one below the other from row ``first`` below the header."""
    tabs = {area.key: area.tab for area in form.areas}
    return [
        typed
        for area, actions in plan.items()
        for row, values in enumerate(actions, first)
        for typed in typing_action(form, tabs[area], row, values)
    ]


def typing_action(form: Form, sheet: str, row: int, values: Values) -> list[Typing]:
    titles = {column.key: column.title for column in form.columns}
    return [
        {"sheet": sheet, "heading": titles[key], "row_after_header": row, "text": text} for key, text in values.items()
    ]


def write_blank(form: Form, path: Path) -> Path:
    write_template(form, DISTRICT, path)
    return path


def prepared(form: Form, plan: Plan) -> list[PreparedAction]:
    """The plan as it is sent out again: each action with its number."""
    codes = {area.key: area.code for area in form.areas}
    return [
        PreparedAction(f"{codes[area]}-{number:02}", area, values)
        for area, actions in plan.items()
        for number, values in enumerate(actions, 1)
    ]


def read(path: Path, form: Form) -> Reading:
    return read_return(path, form)


def as_plan(reading: Reading) -> Plan:
    return {area.key: [dict(action.values) for action in area.actions] for area in reading.areas if area.actions}


def ids(actions: Iterable[Action]) -> dict[str | None, str]:
    """The text of each action by its number."""
    return {action.id: action.values["action"] for action in actions}


def in_any_order(actions: Sequence[Values]) -> list[list[tuple[str, str]]]:
    return sorted(sorted(values.items()) for values in actions)


def same_actions(found: Plan, expected: Plan) -> bool:
    """The same actions in the same areas, in whatever order."""
    return {key: in_any_order(actions) for key, actions in found.items()} == {
        key: in_any_order(actions) for key, actions in expected.items()
    }


def check_sound(reading: Reading) -> None:
    """Ours, for the right district and year; every area there, every cell accounted for and nothing wrong."""
    assert (reading.plan, reading.district, reading.year, reading.round) == ("stockholm-2024", DISTRICT, 2024, "plan")
    assert [area.key for area in reading.areas if not area.added] == list(TAKEN)
    check_ledger(reading)


def check_ledger(reading: Reading) -> None:
    ledger = reading.ledger
    assert ledger.placed + ledger.boilerplate + len(ledger.unplaced) == ledger.filled
    assert ledger.unplaced == ledger.loose_notes == ()
    assert ledger.placed >= sum(len(action.values) for action in reading.actions)
    assert [finding for finding in reading.findings if finding.kind.severity is Severity.ERROR] == []
