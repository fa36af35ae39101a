"""The marks by which a workbook of ours is known again: the hidden tab's rows, written and read in one place.

Reading never needs them and never trusts them: they are lost, copied and shuffled by programs and people. Cells on a
hidden tab, range names and core properties are what survives most programs; custom properties are a further copy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from xlplan.form.model import Form
from xlplan.form.places import LAST_YEAR
from xlplan.plan.words import fingerprint, plain
from xlplan.sheets.grid import Grid

SCHEMA = "1"
"""Version of the marks; a reader takes this one and those before it."""
CATEGORY = "xlplan/1"
PROPERTY = "xlplan."
"""Prefix of the custom properties."""
KEYS = ("schema", "form", "form_hash", "district", "year", "round")
EARLIER = "earlier_id"
"""Heading of the column that says which action of last year an issued one is: ``2024/UNGA-03``."""
REGISTER = "id"
"""Heading of the first column of the register of issued actions."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a template carries about itself."""

    form: str = ""
    form_hash: str = ""
    district: str = ""
    year: str = ""
    round: str = ""
    schema: str = SCHEMA
    issued: dict[str, dict[str, str]] = field(default_factory=dict)
    """Fingerprints of issued texts, by action id and column key."""


@lru_cache(maxsize=16)
def form_hash(form: Form) -> str:
    """Sixteen hexadecimal digits that change with what the form asks, and with nothing else.

    What is asked: the layout, the questions and columns with their titles, kinds and lists of answers. Dates, looks,
    guidance, suggestions, severities and districts may change under way, and a workbook that is out stays good. So may
    areas: one that is missing or added is told by its own name, and a district's own must not make it another issue.
    """
    asked = (
        form.layout,
        [(each.key, plain(each.title), each.choices) for each in (*form.fields, *form.area_fields)],
        [
            (each.key, plain(each.title), each.kind, each.round, [choice.text for choice in each.choices])
            for each in form.columns
            if each.key != LAST_YEAR
        ],
    )
    return sha256(repr(asked).encode()).hexdigest()[:16]


def issue(values: dict[str, str], earlier: str = "") -> dict[str, str]:
    """Fingerprints of an action's texts as they are sent out, blank ones left out; and what it was called last year."""
    prints = {key: fingerprint(text) for key, text in values.items()}
    return {key: mark for key, mark in prints.items() if mark} | ({EARLIER: earlier} if earlier else {})


def marks_rows(marks: Marks, heading: str) -> list[list[str]]:
    """The hidden tab's rows from row 1: a heading for people, key and value, then the register of issued actions."""
    rows = [[heading], []]
    rows += [[key, getattr(marks, key)] for key in KEYS]
    columns = sorted({key for prints in marks.issued.values() for key in prints})
    rows += [[], [REGISTER, *columns]]
    rows += [[id_, *(prints.get(key, "") for key in columns)] for id_, prints in marks.issued.items()]
    return rows


def parse_marks(grid: Grid) -> tuple[Marks, set[tuple[int, int]]]:
    """The marks of a hidden tab, and the positions of the cells that they were read from.

    Cells that are not the marks' own (somebody wrote there) are not among the positions.
    """
    found: dict[str, str] = {}
    issued: dict[str, dict[str, str]] = {}
    own: set[tuple[int, int]] = set()
    columns: dict[int, str] = {}
    for row, cells in grid.rows():
        first = cells[1].text if 1 in cells else ""
        if columns:
            if first:
                prints = [col for col in cells if col in columns]
                issued[first] = {columns[col]: cells[col].text for col in prints}
                own |= _positions(row, [1, *prints])
        elif first == REGISTER:
            columns = {col: cell.text for col, cell in cells.items() if col > 1} or {0: ""}
            own |= _positions(row, cells)
        elif first in KEYS and first not in found:
            found[first] = cells[2].text if 2 in cells else ""
            own |= _positions(row, [col for col in (1, 2) if col in cells])
        elif row == 1 and 1 in cells:
            own.add((1, 1))
    schema, form, hash_, district, year, round_ = (found.get(key, "") for key in KEYS)
    return Marks(form, hash_, district, year, round_, schema, issued), own


def _positions(row: int, cols: Iterable[int]) -> set[tuple[int, int]]:
    return {(row, col) for col in cols}
