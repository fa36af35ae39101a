"""A tab of the city workbook being filled from the top: title, help, then a table whose rows show all their text."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from xlplan.city.links import Places
from xlplan.city.table import Column, Laid, Shown
from xlplan.city.wording import CityWords
from xlplan.sheets import looks
from xlplan.sheets.looks import Style
from xlplan.sheets.text_size import heights_at, row_height, wide_enough
from xlplan.sheets.writing import Book, Sheet

TITLE_PT, HELP_PT, PADDING_PT = 32, 20, 6
ROOM = 1
"""Characters of a width that texts do not use, for letters that are wider than they are reckoned."""
TITLE_ROW, HELP_ROW, HEADER_ROW = 1, 2, 3
PAGE_WIDTH = 255
"""Characters beside each other on A3 across, in letters of more than 8 points."""
ON_SCREEN = frozenset({"known_by", "source", "to_return"})
"""Keys of columns of actions that are not printed where they stand last."""


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


def fitting_widths(columns: Sequence[Column], rows: Sequence[Sequence[Shown]]) -> list[float]:
    """The width of each column, or more where a text would not fit a row."""
    return [
        wide_enough((str(row[index].value) for row in rows), column.width, PADDING_PT)
        for index, column in enumerate(columns)
    ]


def write_table(book: Book, laid: Laid, places: Places) -> Sheet:
    """Write a table on a tab of its own: a frozen header with filters, then its rows; one blank row without any.

    Args:
        book: The workbook.
        laid: The table.
        places: Where the rows stand that its links lead to.
    """
    table, columns = laid.table, laid.columns
    sheet = start_page(book, table.tab, table.heading, table.help)
    rows = laid.rows or ((Shown("", ""),) * len(columns),)
    of_columns = [
        heights_at([str(row[index].value) for row in rows], column.width - ROOM, PADDING_PT)
        for index, column in enumerate(columns)
    ]
    for col, column in enumerate(columns, 1):
        sheet.columns(col, col, column.width, hidden=column.hidden)
    sheet.row(HEADER_ROW, row_height([(column.title, column.width - 3) for column in columns], padding_pt=PADDING_PT))
    texts = [["" if cell.link or not isinstance(cell.value, str) else cell.value for cell in cells] for cells in rows]
    sheet.fill(HEADER_ROW + 1, texts, [column.style for column in columns], list(map(max, *of_columns)))
    for row, cells in enumerate(rows, HEADER_ROW + 1):
        for col, (cell, column) in enumerate(zip(cells, columns, strict=True), 1):
            if _by_itself(cell):
                _write_cell(sheet, row, col, cell, column, places)
    last_row = HEADER_ROW + len(rows)
    headings = [column.title for column in columns]
    description = f"{table.heading}. {table.help}"
    sheet.table(
        table.name, HEADER_ROW, last_row, headings, header_style=looks.HEADER, title=table.name, description=description
    )
    sheet.freeze(HEADER_ROW + 1)
    if table.tab_colour:
        sheet.tab_colour(table.tab_colour)
    return sheet


def _by_itself(cell: Shown) -> bool:
    """Whether a cell is more than a text in the column's style."""
    return bool(cell.look or cell.note or cell.link) or not isinstance(cell.value, str)


def _write_cell(sheet: Sheet, row: int, col: int, cell: Shown, column: Column, places: Places) -> None:
    if cell.link:
        styles = _style(looks.LINK_BODY, cell), _style(column.style, cell)
        places.write(sheet, (row, col), cell.link, str(cell.value), styles)
    elif isinstance(cell.value, str):
        sheet.text(row, col, cell.value, _style(column.style, cell))
    else:
        sheet.number(row, col, cell.value, _style(looks.BODY_FIGURE, cell))
    if cell.note:
        sheet.note(row, col, cell.note.text, cell.note.author)


def _style(style: Style, cell: Shown) -> Style:
    """The column's style with what the city changed in it; a number keeps the format that the city gave it."""
    look = cell.look
    if look is None:
        return style
    number = style.number if isinstance(cell.value, str) or look.number in ("General", looks.TEXT) else look.number
    return replace(
        style, fill=look.fill, color=look.color or style.color, bold=look.bold, italic=look.italic, number=number
    )


def print_wide(
    sheet: Sheet,
    header: Sequence[str],
    page: str,
    *,
    table: bool = True,
    area: tuple[int, int, int, int] | None = None,
) -> None:
    """Set the tab to print on A3 across, one page wide; a table's header row stands on each page.

    Args:
        sheet: The tab.
        header: What stands above each page.
        page: The page's number below it.
        table: Whether there is a table.
        area: First row, first column, last row and last column to print; everything by default.
    """
    repeat = (HEADER_ROW, HEADER_ROW) if table else None
    sheet.print_on(paper="a3", landscape=True, header=header, page=page, repeat=repeat, area=area)


def printed_area(laid: Laid) -> tuple[int, int, int, int]:
    """What is printed of a table of actions: up to the last column that says something to people on paper.

    Where a row comes from is for the screen, and so are the city's columns as long as they are blank: without them the
    letters are larger.
    """
    return TITLE_ROW, 1, HEADER_ROW + max(len(laid.rows), 1), _printed(laid.columns, laid.rows)


def _printed(columns: Sequence[Column], rows: Sequence[Sequence[Shown]]) -> int:
    """The last column that is printed."""
    return max(
        (col for col, column in enumerate(columns, 1)
         if column.key not in ON_SCREEN and (not column.city or any(row[col - 1].value for row in rows))),
        default=1,
    )  # fmt: skip


def over_the_page(columns: Sequence[Column], rows: Sequence[Sequence[Shown]], kept: Container[str]) -> list[Column]:
    """The columns; those that stretch, and are not ``kept`` as they are, take the room that a printed page has left."""
    printed = [each for each in columns[: _printed(columns, rows)] if not each.hidden]
    stretching = [each for each in printed if each.stretches and each.key not in kept]
    room = PAGE_WIDTH - sum(each.width for each in printed)
    if not stretching or room <= 0:
        return [*columns]
    factor = 1 + room / sum(each.width for each in stretching)
    return [replace(each, width=each.width * factor) if each in stretching else each for each in columns]
