"""Where the tables are: which rows belong to which header, and what its columns are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from xlplan.form.layout import NUMBER_KEY
from xlplan.reading.headings import Header, find_headers, guidance_as_header
from xlplan.reading.vocabulary import Vocabulary
from xlplan.sheets.address import column_letters
from xlplan.sheets.grid import Cell, Grid

FEWEST_FILLED = 3
"""So many filled cells under the columns of other tabs make the first row of a table without headings."""
_COLUMN = {"sv": "Kolumn", "en": "Column"}
"""What a column is called that has no heading, before its letter."""


@dataclass(frozen=True, slots=True)
class Table:
    """A header with the rows below it."""

    top_row: int
    """Where it begins: its header, or the area's title and the guidance that stand above it."""
    header: Header
    end_row: int
    """The row after its last: where the next table begins, or past the end of the tab."""
    columns: dict[int, str]
    """Key by column."""
    extra: dict[int, str]
    """Other headings by column."""
    unnamed: frozenset[int] = frozenset()
    """Columns without a heading; what they are read as stands in ``columns`` or ``extra``."""
    found_by: str = "headings"
    """``headings``; ``guidance`` or ``other-tabs`` where the tab has none."""
    repeated: tuple[Header, ...] = ()
    """The same headings again further down, as on the top of every page."""

    @property
    def headers(self) -> tuple[Header, ...]:
        """Its headings, each time they stand there."""
        return (self.header, *self.repeated)

    @property
    def heading_rows(self) -> frozenset[int]:
        """The rows of its headings, repeated ones too."""
        return frozenset(row for header in self.headers for row in range(header.first_row, header.last_row + 1))

    def body(self, grid: Grid) -> Iterator[tuple[int, dict[int, Cell]]]:
        """The filled rows below its headings, but for headings again."""
        first, end, headings = self.body_row, self.end_row, self.heading_rows
        return ((row, cells) for row, cells in grid.rows() if first <= row < end and row not in headings)

    def column(self, key: str) -> int | None:
        """The column of a key, if it is there."""
        return next((col for col, known in self.columns.items() if known == key), None)

    @property
    def header_row(self) -> int:
        """The last row of its headings."""
        return self.header.last_row

    @property
    def body_row(self) -> int:
        """The first row below the headings."""
        return self.header.last_row + 1


def find_tables(grid: Grid, words: Vocabulary) -> tuple[Table, ...]:
    """The tables of a tab, from the top."""
    headers = find_headers(grid, words)
    found_by = "headings"
    if not headers and (guided := guidance_as_header(grid, words)):
        headers, found_by = (guided,), "guidance"
    if not headers:
        return ()
    tops = [1, *(_top(grid, header, words) for header in headers[1:])]
    ends = [*tops[1:], max(row for row, _ in grid.cells) + 1]
    tables = [
        Table(top, header, end, header.columns, header.extra, found_by=found_by)
        for header, top, end in zip(headers, tops, ends, strict=True)
    ]
    return tuple(_with_unnamed(grid, table, words) for table in _joined(grid, tables, words))


def _joined(grid: Grid, tables: Iterable[Table], words: Vocabulary) -> list[Table]:
    """The tables, with those put together that only repeat the headings of the one above.

    A table of its own has the name of its area or its guidance above its headings, or guidance right below them.
    """
    found: list[Table] = []
    for table in tables:
        above = found[-1] if found else None
        begins = table.top_row < table.header.first_row or guides(grid, table.body_row, table.columns, words)
        if above and above.columns == table.columns and (not begins or table.top_row == above.body_row):
            extra, repeated = table.extra | above.extra, (*above.repeated, table.header)
            found[-1] = replace(above, end_row=table.end_row, extra=extra, repeated=repeated)
        else:
            found.append(table)
    return found


def table_without_headings(grid: Grid, pattern: dict[int, str]) -> Table | None:
    """A table whose columns stand as those of other tabs and that has no headings of its own."""
    rows = list(grid.rows())
    first = next((row for row, cells in rows if len(cells.keys() & pattern.keys()) >= FEWEST_FILLED), None)
    if first is None:
        return None
    header = Header(first - 1, first - 1, pattern, {}, frozenset())
    return Table(1, header, rows[-1][0] + 1, pattern, {}, found_by="other-tabs")


def _top(grid: Grid, header: Header, words: Vocabulary) -> int:
    """The first of the rows right above a header that name an area, alone in their row, or hold its guidance."""
    top = header.first_row
    for row, cells in reversed([(row, cells) for row, cells in grid.rows() if row < header.first_row]):
        near = [cell for col, cell in cells.items() if col <= max(header.columns)]
        names_area = len(near) == 1 and words.area_key(near[0].text) is not None
        guidance = sum(col in cells and words.is_guidance(key, cells[col].text) for col, key in header.columns.items())
        if not names_area and 2 * guidance < max(1, len(near)):
            break
        top = row
    return top


def guides(grid: Grid, row: int, columns: dict[int, str], words: Vocabulary) -> bool:
    """Whether a row holds guidance of some of the columns."""
    texts = ((key, grid.cells[row, col].text) for col, key in columns.items() if (row, col) in grid.cells)
    return any(words.is_guidance(key, text) for key, text in texts)


def _with_unnamed(grid: Grid, table: Table, words: Vocabulary) -> Table:
    """The table with its columns without heading, and without headings that stand apart, beside it."""
    if not table.extra and all(col in table.columns for _, col in grid.cells):
        return table
    body = _body(grid, table)
    filled = Counter(col for cells in body for col in cells)
    joined = _connected(table, filled, len(body), _guided(grid, table, words))
    columns, extra, unnamed = dict(table.columns), {}, set()
    for col in sorted(joined - columns.keys()):
        if col in table.extra:
            extra[col] = table.extra[col]
        elif filled[col]:
            unnamed.add(col)
            key = _supposed(grid, replace(table, columns=columns), col, body, words)
            if key:
                columns[col] = key
            else:
                extra[col] = f"{_COLUMN[words.form.language]} {column_letters(col)}"
    return replace(table, columns=columns, extra=extra, unnamed=frozenset(unnamed))


def _body(grid: Grid, table: Table) -> list[dict[int, Cell]]:
    """The rows with something in a column that has a heading."""
    return [cells for _, cells in table.body(grid) if any(col in cells for col in table.columns)]


def _guided(grid: Grid, table: Table, words: Vocabulary) -> set[int]:
    """The columns in which guidance stands."""
    return {col for (row, col), cell in grid.cells.items() if row < table.end_row and words.guided(cell.text)}


def _connected(table: Table, filled: Counter[int], rows: int, guided: set[int]) -> set[int]:
    """The columns of the table: those between its headings, and on either side up to the first blank column.

    Beyond the outermost heading a column without one counts only if its guidance stands there, or if it is filled in
    most rows, and in more than one.
    """
    first, last = min(table.columns), max(table.columns)
    joined = set(range(first, last + 1)) & (table.columns.keys() | table.extra.keys() | filled.keys())
    for col, step in ((first - 1, -1), (last + 1, 1)):
        while col in table.extra or col in guided or (filled[col] >= 2 and 2 * filled[col] >= rows):
            joined.add(col)
            col += step
    return joined


def _supposed(grid: Grid, table: Table, col: int, body: list[dict[int, Cell]], words: Vocabulary) -> str | None:
    """What a column without heading is: told by its guidance, by numbers alone, or by the columns on either side."""
    guidance = [words.guided(grid.cells[row, col].text) for row, c in grid.cells if c == col and row < table.end_row]
    keys = [*(column.key for column in words.form.columns), NUMBER_KEY]
    missing = [key for key in keys if key not in table.columns.values()]
    key = next((each for each in guidance if each in missing), None)
    if key:
        return key
    if all(cells[col].text.isdecimal() for cells in body if col in cells):
        return None if NUMBER_KEY in table.columns.values() else NUMBER_KEY
    between = _between(table, col, words)
    return between if between in missing else None


def _between(table: Table, col: int, words: Vocabulary) -> str | None:
    """The form's column that belongs between those left and right of a column; its first, if none stands left."""
    order = [column.key for column in words.form.columns]
    left = [order.index(table.columns[c]) for c in sorted(table.columns) if c < col and table.columns[c] in order]
    right = [order.index(table.columns[c]) for c in sorted(table.columns) if c > col and table.columns[c] in order]
    if left and right:
        return order[(left[-1] + right[0]) // 2] if abs(left[-1] - right[0]) == 2 else None
    return order[0] if right and not left else None
