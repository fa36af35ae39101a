"""What every mutation is made of: rows and columns inserted, cells moved about and typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tests.damage.sent import Row, Table


def type_text(sheet: Worksheet, row: int, col: int, text: str) -> Cell:
    """Type a text that stays a text."""
    cell = sheet.cell(row, col, text)
    cell.data_type = "s"
    assert isinstance(cell, Cell)
    return cell


def insert_rows(sheet: Worksheet, row: int, count: int = 1) -> None:
    """Insert rows above a row."""
    sheet.insert_rows(row, count)


def insert_col(sheet: Worksheet, col: int, count: int = 1) -> None:
    """Insert columns left of a column."""
    sheet.insert_cols(col, count)


def move(cells: Iterable[Cell], sheet: Worksheet, down: int = 0, right: int = 0) -> None:
    """Move cells, perhaps to another tab; the cell objects stay the same."""
    moved = list(cells)
    for cell in moved:
        cell.parent._cells.pop((cell.row, cell.column), None)
    for cell in moved:
        cell.parent, cell.row, cell.column = sheet, cell.row + down, cell.column + right
        sheet._cells[cell.row, cell.column] = cell


def cells_of(sheet: Worksheet, first_row: int, last_row: int) -> list[Cell]:
    """All cells of some rows."""
    return [cell for (row, _), cell in sorted(sheet._cells.items()) if first_row <= row <= last_row]


def blank_row(table: Table, row: int, area: str | None = None) -> Row:
    """A new row of the table, with nothing in it, where nothing stands yet; it is not among its actions."""
    cells = {key: table.sheet.cell(row, cell.column) for key, cell in table.headings.items()}
    return Row(area or table.area, cells, {})  # type: ignore[arg-type]


def new_action(table: Table, place: int, values: Mapping[str, str]) -> Row:
    """Insert an action before the one at a place, or below the last."""
    number = table.rows[place].number if place < len(table.rows) else table.last_row + 1
    insert_rows(table.sheet, number)
    row = blank_row(table, number)
    for key, text in values.items():
        row.type(key, text)
    table.rows.insert(place, row)
    return row
