"""A tab of the city workbook being filled from the top: title, help, then a table whose rows show all their text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xlplan.city.wording import CityWords
from xlplan.sheets import looks
from xlplan.sheets.looks import Style
from xlplan.sheets.text_size import row_height, wide_enough
from xlplan.sheets.writing import Book, Sheet

TITLE_PT, HELP_PT, PADDING_PT = 32, 20, 6
TITLE_ROW, HELP_ROW, HEADER_ROW = 1, 2, 3


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table on a page."""

    title: str
    width: float
    style: Style = looks.BODY


def start_page(book: Book, tab: str, title: str, help_text: str) -> Sheet:
    """A new tab with its title in A1 and a line of help below."""
    sheet = book.sheet(tab)
    sheet.row(TITLE_ROW, TITLE_PT)
    sheet.text(TITLE_ROW, 1, title, looks.TITLE)
    sheet.row(HELP_ROW, HELP_PT)
    sheet.text(HELP_ROW, 1, help_text, looks.SUBTITLE)
    return sheet


def help_line(text: str, rows: Sequence[object], words: CityWords) -> str:
    """The help above a table; where the table is empty, it says so."""
    return text if rows else f"{text} {words.nothing}"


def write_table(
    sheet: Sheet, name: str, columns: Sequence[TableColumn], rows: Sequence[Sequence[str | int]], *, description: str
) -> None:
    """Write an Excel Table from row 3: a frozen header with filters, then ``rows``; one blank row without any."""
    rows = rows or [[""] * len(columns)]
    columns = [
        replace(column, width=wide_enough((str(row[index]) for row in rows), column.width, PADDING_PT))
        for index, column in enumerate(columns)
    ]
    for col, column in enumerate(columns, 1):
        sheet.columns(col, col, column.width)
    sheet.row(HEADER_ROW, row_height([(column.title, column.width - 3) for column in columns], padding_pt=PADDING_PT))
    for row, texts in enumerate(rows, HEADER_ROW + 1):
        cells = [(str(text), column.width) for text, column in zip(texts, columns, strict=True)]
        sheet.row(row, row_height(cells, padding_pt=PADDING_PT))
        for col, (text, column) in enumerate(zip(texts, columns, strict=True), 1):
            if isinstance(text, int):
                sheet.number(row, col, text, looks.FIGURE)
            else:
                sheet.text(row, col, text, column.style)
    last_row = HEADER_ROW + len(rows)
    headings = [column.title for column in columns]
    sheet.table(name, HEADER_ROW, last_row, headings, header_style=looks.HEADER, title=name, description=description)
    sheet.freeze(HEADER_ROW + 1)


def print_wide(sheet: Sheet, header: Sequence[str], page: str, *, table: bool = True) -> None:
    """Set the tab to print on A3 across, one page wide; a table's header row stands on each page."""
    repeat = (HEADER_ROW, HEADER_ROW) if table else None
    sheet.print_on(paper="a3", landscape=True, header=header, page=page, repeat=repeat)
