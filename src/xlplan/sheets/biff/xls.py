"""``.xls`` of Excel 5 to 2003 as workbooks."""

from __future__ import annotations

import struct

from xlplan.sheets.biff.compound import CompoundFile
from xlplan.sheets.biff.properties import read_properties
from xlplan.sheets.biff.records import Budget
from xlplan.sheets.biff.xls_globals import Globals, SheetEntry, read_globals
from xlplan.sheets.biff.xls_sheet import read_xls_sheet
from xlplan.sheets.grid import Grid, Notice, NoticeKind, Properties, Workbook
from xlplan.sheets.keeping import Left
from xlplan.sheets.limits import Limits
from xlplan.sheets.refusal import Reason, UnreadableWorkbook

_KINDS = {1: "macrosheet", 2: "chartsheet", 6: "module"}


def read_xls(data: bytes, limits: Limits) -> Workbook:
    """The workbook of a compound file.

    Raises:
        UnreadableWorkbook: ENCRYPTED, OLD_EXCEL (before Excel 5), DAMAGED, TRUNCATED, BOMB, or NO_SHEETS.
    """
    compound = CompoundFile(data)
    stream = compound.stream("Workbook") or compound.stream("Book")
    if not stream:
        raise UnreadableWorkbook(Reason.DAMAGED, "no workbook stream")
    try:
        return _read_stream(stream, read_properties(compound), limits)
    except (struct.error, IndexError) as error:
        raise UnreadableWorkbook(Reason.DAMAGED, f"a record is too short: {error}") from error


def _read_stream(stream: bytes, properties: Properties, limits: Limits) -> Workbook:
    budget = Budget(limits)
    found = read_globals(stream, limits, budget)
    if not found.sheets:
        raise UnreadableWorkbook(Reason.NO_SHEETS, "no sheets")
    notices: list[Notice] = []
    grids: list[Grid] = []
    left = Left.of(limits)
    for entry in found.sheets:
        grid, seen = _read_sheet(stream, entry, found, limits, left, budget)
        grids.append(grid)
        notices += seen
    return Workbook("xls", tuple(grids), tuple(found.names), properties, tuple(notices))


def _read_sheet(
    stream: bytes, entry: SheetEntry, found: Globals, limits: Limits, left: Left, budget: Budget
) -> tuple[Grid, list[Notice]]:
    if entry.kind in _KINDS:
        return Grid(entry.title, {}, entry.state), [
            Notice(NoticeKind.NO_CELLS_READ, entry.title, detail=_KINDS[entry.kind])
        ]
    keeper = read_xls_sheet(stream, entry, found, limits, left, budget)
    return keeper.grid(entry.state), keeper.notices.found
