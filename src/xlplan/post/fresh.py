"""A fresh .xlsx with the texts of a workbook, for files that cannot be marked as they are."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from xlplan.findings.finding import Language
from xlplan.sheets import looks
from xlplan.sheets.grid import Grid, Workbook
from xlplan.sheets.text_size import row_height
from xlplan.sheets.writing import Book, Sheet, WriteRefused

_CREATED = datetime(2000, 1, 1)
_WIDEST, _NARROWEST = 48.0, 9.0


def fresh_workbook(workbook: Workbook, language: Language) -> bytes:
    """The workbook's tabs with what people read in their cells, its names and properties."""
    told = workbook.properties
    book = Book(
        title=told.title,
        subject=told.subject,
        author=told.creator,
        category=told.category,
        language="sv-SE" if language == "sv" else "en-GB",
        created=_CREATED,
    )
    for number, grid in enumerate(workbook.sheets, 1):
        _write(_tab(book, grid, number), grid)
    for name in workbook.names:
        if name.sheet is None and "#REF" not in name.target:
            with suppress(WriteRefused):
                book.define(name.name, name.target.lstrip("="))
    for key, value in told.custom.items():
        with suppress(WriteRefused):
            book.custom_property(key, value)
    return book.to_bytes()


def _tab(book: Book, grid: Grid, number: int) -> Sheet:
    hidden = grid.state != "visible" and number > 1
    try:
        return book.sheet(grid.title, hidden=hidden)
    except WriteRefused:
        return book.sheet(f"{number}", hidden=hidden)


def _write(sheet: Sheet, grid: Grid) -> None:
    widths = _widths(grid)
    for col, width in widths.items():
        sheet.columns(col, col, width)
    for row, cells in grid.rows():
        sheet.row(row, row_height([(cell.text, widths[col]) for col, cell in cells.items()], padding_pt=4))
        for col, cell in cells.items():
            sheet.text(row, col, cell.text, looks.BODY)


def _widths(grid: Grid) -> dict[int, float]:
    widths: dict[int, float] = {}
    for (_, col), cell in grid.cells.items():
        longest = max((len(line) for line in cell.text.split("\n")), default=0)
        widths[col] = min(max(widths.get(col, _NARROWEST), longest + 2.0), _WIDEST)
    return dict(sorted(widths.items()))
