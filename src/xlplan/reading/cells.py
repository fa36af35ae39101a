"""What is notable about the cells that were placed: errors, formulas, struck-out text, hidden rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from xlplan.findings.catalogue import ERROR_CELL, FORMULA, HIDDEN_CELL, NO_RESULT, STRUCK_OUT
from xlplan.findings.finding import Finding
from xlplan.reading.account import Account
from xlplan.sheets.grid import CellKind, Grid, Position


def cell_findings(file: str, account: Account) -> Iterator[Finding]:
    """Findings about the placed cells of a tab; that an action's row (or its tab) is hidden is told once a row."""
    grid = account.grid
    told_rows: set[int] = set()
    for row, col in sorted(account.placed if _hides(grid) else filter(partial(_is_odd, grid), account.placed)):
        cell = grid.cells[row, col]
        if cell.kind is CellKind.ERROR:
            yield Finding(ERROR_CELL, file, grid.title, row, col, {"value": cell.text})
        elif cell.kind is CellKind.FORMULA:
            yield Finding(NO_RESULT, file, grid.title, row, col, {"value": cell.text})
        elif cell.struck:
            yield Finding(STRUCK_OUT, file, grid.title, row, col, {"value": cell.struck})
        elif cell.formula is not None:
            yield Finding(FORMULA, file, grid.title, row, col)
        told = row in told_rows or (row, col) in account.headings
        if not told and (grid.state != "visible" or grid.is_hidden(row, col)):
            told_rows.add(row)
            yield Finding(HIDDEN_CELL, file, grid.title, row, col)


def _hides(grid: Grid) -> bool:
    """Whether anything of a tab is hidden, or the tab itself."""
    return grid.state != "visible" or bool(grid.hidden_rows or grid.hidden_cols)


def _is_odd(grid: Grid, position: Position) -> bool:
    """Whether a cell is anything but a value that stands."""
    cell = grid.cells[position]
    return bool(cell.struck) or cell.formula is not None or cell.kind is CellKind.ERROR or cell.kind is CellKind.FORMULA
