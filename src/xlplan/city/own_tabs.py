"""Tabs that the city added to the city workbook: their texts, notes, colours and widths, each at its place."""

from __future__ import annotations

from dataclasses import replace

from xlplan.city.past import PastBook
from xlplan.sheets import looks
from xlplan.sheets.appearance import SheetLook
from xlplan.sheets.grid import CellKind, Grid
from xlplan.sheets.text_size import row_height
from xlplan.sheets.writing import Book

USUAL_WIDTH = 9.0


def write_own_tabs(book: Book, past: PastBook) -> None:
    """Write them last; charts, pictures and rules are not carried over, formulas come with their results."""
    for grid, look in past.own_tabs:
        _write(book, grid, look)


def _write(book: Book, grid: Grid, look: SheetLook) -> None:
    sheet = book.sheet(grid.title, hidden=grid.state != "visible")
    for col, width in sorted(look.widths.items()):
        sheet.columns(col, col, max(width, 0), hidden=col in look.hidden)
    painted = {place for place, each in look.cells.items() if each.fill}
    rows = sorted({row for row, _ in (*grid.cells, *painted)})
    for row in rows:
        texts = [(cell.text, look.widths.get(col, USUAL_WIDTH)) for (at, col), cell in grid.cells.items() if at == row]
        sheet.row(row, row_height(texts))
    for row, col in sorted({*grid.cells, *painted}):
        cell, seen = grid.cells.get((row, col)), look.cells.get((row, col))
        style = looks.PAGE
        if seen is not None:
            style = replace(style, fill=seen.fill, color=seen.color or style.color, bold=seen.bold, italic=seen.italic)
        number = style.number if seen is None else seen.number
        if cell is None:
            sheet.text(row, col, "", style)
        elif cell.formula is not None:
            stored = "" if cell.kind is CellKind.FORMULA else cell.text
            result: str | float = float(cell.raw) if cell.raw else stored
            sheet.formula(row, col, f"={cell.formula}", result, replace(style, number=number))
        elif cell.raw and cell.kind in (CellKind.NUMBER, CellKind.DATE):
            sheet.number(row, col, float(cell.raw), replace(style, number=number))
        else:
            sheet.text(row, col, cell.text, style)
    for (row, col), note in sorted(grid.notes.items()):
        sheet.note(row, col, note.text, note.author)
