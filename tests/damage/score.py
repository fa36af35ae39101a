"""What became of a damaged plan: which rows are exact, which are wrong, and whether that is pointed at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tests.damage.sent import FORM, Row, Sent, Values
from xlplan import check
from xlplan.findings.catalogue import HEADING_MISSING, MISSING
from xlplan.findings.finding import Finding
from xlplan.plan.model import Action, Reading
from xlplan.reading.read import read_workbook
from xlplan.sheets.opening import open_bytes

_MISSING = {kind.code: key for key, kind in MISSING.items()}


@dataclass(frozen=True, slots=True)
class Score:
    """The outcome for one plan."""

    rows: int
    exact: int
    excused: int
    """Rows that are not exact, nor can be, and are pointed at."""
    wrong: tuple[str, ...]
    silent: tuple[str, ...]
    """Those of the wrong that no finding points at."""
    untold: tuple[str, ...]
    """Findings that the case asks for and that are not there."""
    ledger: str
    """What is wrong with the account of the cells; empty when nothing is."""


def score(sent: Sent) -> Score:
    """Save, read and compare."""
    reading = read_workbook(open_bytes(sent.saved()), FORM, file=sent.name, digest="")
    findings = check(reading, FORM)
    telling = [each for each in findings if each in reading.findings or each.kind.code in _MISSING]
    truth = Counter(_said(row.area, row.values, row.extra) for row in sent.rows)
    read = [(area.key, action) for area in reading.areas for action in area.actions]
    found = Counter(_said(key, action.values, action.extra) for key, action in read)
    lost, made = truth - found, found - truth
    at_its_place = {(each.sheet, each.row, _said(key, each.values, each.extra)) for key, each in read}
    rows = sorted(sent.rows, key=lambda row: (*_place(row), _said(row.area, row.values, row.extra)) in at_its_place)
    missed = list(_take(lost, [(_said(row.area, row.values, row.extra), row) for row in rows]))
    invented = list(_take(made, [(_said(key, each.values, each.extra), (key, each)) for key, each in read]))
    told = {(each.sheet, each.row) for _, each in invented if _told_of(each, telling)}
    told |= {_place(row) for row in missed if _pointed_at(row, telling)}
    silent = [_row(row) for row in missed if _place(row) not in told]
    silent += [_action(key, each) for key, each in invented if (each.sheet, each.row) not in told]
    excused = sum(1 for row in missed if row in sent.unknowable)
    return Score(
        rows=len(sent.rows),
        exact=len(sent.rows) - len(missed),
        excused=excused,
        wrong=tuple([_row(row) for row in missed] + [_action(key, each) for key, each in invented]),
        silent=tuple(silent),
        untold=tuple(_untold(sent, reading, findings)),
        ledger=_ledger(sent, reading),
    )


def _said(area: str, values: Values, extra: Values) -> Hashable:
    return area, frozenset(values.items()), frozenset(extra.items())


def _take(wanted: Counter[Hashable], things: Iterable[tuple[Hashable, object]]) -> Iterable:  # type: ignore[type-arg]
    left = Counter(wanted)
    for said, thing in things:
        if left[said]:
            left[said] -= 1
            yield thing


def _pointed_at(row: Row, findings: Iterable[Finding]) -> bool:
    """Whether a finding stands on the row, on its tab, on a column of its without heading, or quotes a heading of its.

    That a blank cell is blank is no such finding.
    """
    cells = [*row.cells.values(), *row.also]
    places = {(cell.parent.title, int(cell.row)) for cell in cells}
    columns = {(cell.parent.title, int(cell.column)) for cell in cells}
    tabs = {title for title, _ in places}
    return any(
        (each.sheet, each.row) in places
        or (not each.row and each.sheet in tabs)
        or (each.kind is HEADING_MISSING and (each.sheet, each.col) in columns)
        or (each.sheet in tabs and each.facts.get("value") in row.extra)
        for each in findings
        if _MISSING.get(each.kind.code) not in FORM_KEYS - row.values.keys()
    )


FORM_KEYS = {column.key for column in FORM.columns}


def _place(row: Row) -> tuple[str, int]:
    return row.cells["action"].parent.title, row.number


def _told_of(action: Action, findings: Iterable[Finding]) -> bool:
    rows = {0, action.row, *(row for row, _ in action.places.values())}
    return any(each.sheet == action.sheet and each.row in rows for each in findings)


def _untold(sent: Sent, reading: Reading, findings: tuple[Finding, ...]) -> Iterable[str]:
    places = {(each.kind.code, each.sheet, each.cell) for each in findings}
    for code, place in sent.told:
        wanted: tuple[str, str, str | None] = (code, place.title if isinstance(place, Worksheet) else str(place), None)
        if isinstance(place, Cell):
            wanted = (code, place.parent.title, place.coordinate)
        if wanted not in places:
            yield f"{wanted} is not told"
    if reading.district != sent.district:
        yield f"read as {reading.district}, sent by {sent.district}"
    if reading.year != sent.year:
        yield f"read as {reading.year}, sent for {sent.year}"


def _ledger(sent: Sent, reading: Reading) -> str:
    ledger = reading.ledger
    filled = sum(
        1 for sheet in sent.book.worksheets for row in sheet.iter_rows() for c in row if c.value not in (None, "")
    )
    if ledger.placed + ledger.boilerplate + len(ledger.unplaced) != ledger.filled:
        return "it does not balance"
    return "" if ledger.filled == filled else f"{ledger.filled} counted, {filled} are filled"


def _row(row: Row) -> str:
    return f"lost {row.area} {row.cells['action'].coordinate} {_short({**row.values, **row.extra})}"


def _action(area: str, action: Action) -> str:
    return f"read {area} {action.sheet!r} row {action.row} {_short({**action.values, **action.extra})}"


def _short(values: Values) -> str:
    return str({key: text if len(text) < 24 else f"{text[:14]}…{text[-8:]}" for key, text in values.items()})
