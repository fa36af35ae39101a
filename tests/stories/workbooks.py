"""Workbooks written in a test as Markdown tables, and what a story asks of one that was read.

A tab is drawn line by line from its first cell: a line with bars is a row of cells, a line without them is a text
alone in the first column, an empty line is an empty row. ``<br>`` is a line break within a cell; a ruler
(``|---|---|``) is not drawn.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from xlplan import check, load_form, read_return
from xlplan.findings.catalogue import AREA_NOT_IN_WORKBOOK
from xlplan.findings.finding import Finding
from xlplan.form.model import Form
from xlplan.form.validating import validated
from xlplan.plan.model import Reading
from xlplan.plan.words import plain
from xlplan.reading.vocabulary import vocabulary

ROOT = Path(__file__).parents[2]
HANDMADE = ROOT / "examples" / "handmade"
SOURCES = ROOT / "examples" / "source"
JARVA = "Åtgärdsplan 2024 Järva.xlsx"
KUNGSHOLMEN = "Åtgärdsplan 2024 Kungsholmen.xlsx"
HEADINGS = {
    "Prioriterat samverkansområde": "label",
    "Orsak": "cause",
    "Åtgärd": "action",
    "När": "when",
    "Vem": "who",
    "Uppföljning": "follow_up",
}
"""The columns of the plans of 2024, and their keys."""
HIDDEN_TABS = ("_xlplan", "_listor")
Told = tuple[str, str, str | None]
"""Code, tab and cell of a finding."""


@cache
def form(form_id: str = "stockholm-2024") -> Form:
    return load_form(form_id)


def form_of(values: Mapping[str, Any]) -> Form:
    """A form of plain values, as one is made of those in a file."""
    made, problems = validated(dict(values), {(): 1})
    assert made, [problem.en for problem in problems]
    return made


def workbook(
    folder: Path,
    tabs: Mapping[str, str],
    name: str = JARVA,
    *,
    at: Mapping[str, str] | None = None,
    change: Callable[[Workbook], object] | None = None,
) -> Path:
    """Draw a workbook; ``at`` says where a tab's drawing begins if not at A1, ``change`` does what no table shows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, drawing in tabs.items():
        draw(book.create_sheet(title), drawing, (at or {}).get(title, "A1"))
    if change:
        change(book)
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def draw(sheet: Worksheet, drawing: str, start: str = "A1") -> None:
    """Draw a table on a tab; every text stays a text, whatever it begins with."""
    first_row, first_col = coordinate_to_tuple(start)
    lines = [line.strip() for line in dedent(drawing).strip().splitlines()]
    for row, line in enumerate((line for line in lines if set(line) - set("|-: ") or not line), first_row):
        texts = line.strip("|").split("|") if line.startswith("|") else [line]
        for col, text in enumerate((text.strip().replace("<br>", "\n") for text in texts), first_col):
            if text:
                type_text(sheet, row, col, text)


def type_text(sheet: Worksheet, row: int, col: int, text: str) -> None:
    cell = sheet.cell(row, col, text)
    cell.data_type = "s"


def read(path: Path, of: Form | None = None) -> Reading:
    """Read a workbook, and see that nothing in it is lost."""
    reading = read_return(path, of or form())
    wrong = lost(path, reading, of or form())
    assert not wrong, "\n".join(wrong)
    return reading


def told(reading: Reading, of: Form | None = None) -> list[Told]:
    """Code, tab and cell of what there is to say, but for the areas that a small story does not draw."""
    return [(each.kind.code, each.sheet, each.cell) for each in findings(reading, of)]


def findings(reading: Reading, of: Form | None = None) -> list[Finding]:
    return [each for each in check(reading, of or form()) if each.kind is not AREA_NOT_IN_WORKBOOK]


def values(reading: Reading) -> list[dict[str, str]]:
    return [action.values for action in reading.actions]


def filled_cells(path: Path) -> dict[tuple[str, str], Cell]:
    """Every filled cell by tab and address, as openpyxl sees it."""
    return {
        (sheet.title, cell.coordinate): cell
        for sheet in load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell, Cell) and cell.value not in (None, "")
    }


def lost(path: Path, reading: Reading, of: Form) -> list[str]:
    """What openpyxl sees in the workbook and this reading does not account for, or counts otherwise."""
    cells = filled_cells(path)
    ledger = reading.ledger
    wrong = []
    if ledger.filled != len(cells):
        wrong.append(f"{ledger.filled} cells counted, {len(cells)} are filled")
    if ledger.placed + ledger.boilerplate + len(ledger.unplaced) != ledger.filled:
        wrong.append("the account does not balance")
    kept = kept_texts(reading)
    wrong += [
        f"{sheet}!{address}: {text!r}"
        for (sheet, address), cell in cells.items()
        if sheet not in HIDDEN_TABS and cell.data_type != "f" and (text := str(cell.value)).strip() not in kept
        if not is_of_the_form(text, of)
    ]
    wrong += [f"note {text!r}" for text in notes(path) if text not in kept_notes(reading)]
    return wrong


def is_of_the_form(text: str, of: Form) -> bool:
    """Whether a text is a heading, title, question, guidance or paragraph of the form, perhaps misspelt or edited."""
    words = vocabulary(of)
    if words.heading_key(text) or words.area_key(text) or words.is_own(text):
        return True
    if plain(text) in words.questions or plain(text) in words.district_names:
        return True
    return any(words.is_guidance(key, text) for key in words.guidance)


def kept_texts(reading: Reading) -> set[str]:
    """Every text that the model gives back."""
    kept = set(reading.fields.values()) | {each.value for each in reading.ledger.unplaced}
    for area in reading.areas:
        kept |= {area.title, *area.fields.values()}
    for action in reading.actions:
        kept |= {*action.values.values(), *action.extra, *action.extra.values(), action.id or ""}
    return {text.strip() for text in kept}


def notes(path: Path) -> list[str]:
    """The text of every note, as openpyxl sees it."""
    book = load_workbook(path)
    found = [cell.comment for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.comment]
    return [note.text for note in found]


def kept_notes(reading: Reading) -> list[str]:
    of_actions = [note.text for action in reading.actions for note in action.notes]
    return of_actions + [note.value for note in reading.ledger.loose_notes]


def source(name: str) -> dict[str, Any]:
    """A plan as it was printed."""
    plan: dict[str, Any] = json.loads((SOURCES / f"{name}-2024.json").read_text(encoding="utf-8"))
    return plan


def printed_actions(name: str) -> list[tuple[str, dict[str, str]]]:
    """(area title, texts by column key) of a printed plan; blank texts left out."""
    return [
        (area["title"], {HEADINGS[heading]: text for heading, text in row.items() if text})
        for area in source(name)["areas"]
        for row in area["rows"]
    ]
