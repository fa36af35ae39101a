"""Where the tables are: headings found by their words, anywhere on a tab and more than once.

Columns may stand in any order, be missing or be new; nothing is told from position.
"""

from __future__ import annotations

from dataclasses import dataclass

from xlplan.form.layout import NUMBER_KEY
from xlplan.reading.vocabulary import Vocabulary
from xlplan.sheets.grid import Cell, Grid

FEWEST_HEADINGS = 3
"""So many different columns make a row a header; two are enough when nothing else stands in the row."""


@dataclass(frozen=True, slots=True)
class Table:
    """A header row with the rows below it."""

    top_row: int
    """Where it begins: its header, or the area's title and the guidance that stand above it."""
    header_row: int
    end_row: int
    """The row after its last: where the next table begins, or past the end of the tab."""
    columns: dict[int, str]
    """Key by column; of two columns with one heading, the first."""
    extra: dict[int, str]
    """Headings that the form does not know (or has seen before in the row), by column."""


def find_tables(grid: Grid, words: Vocabulary) -> tuple[Table, ...]:
    """The tables of a tab, from the top."""
    headers = [
        (row, columns, extra)
        for row, cells in grid.rows()
        if (columns := _header(cells, words))
        for extra in [_extra(cells, columns)]
    ]
    if not headers:
        return ()
    tops = [1, *(_top(grid, row, columns, words) for row, columns, _ in headers[1:])]
    ends = [*tops[1:], max(row for row, _ in grid.cells) + 1]
    return tuple(
        Table(top, row, end, columns, extra)
        for (row, columns, extra), top, end in zip(headers, tops, ends, strict=True)
    )


def _top(grid: Grid, header_row: int, columns: dict[int, str], words: Vocabulary) -> int:
    """The first of the rows right above a header that name an area, alone in their row, or hold its guidance."""
    above = [(row, cells) for row, cells in grid.rows() if row < header_row]
    top = header_row
    for row, cells in reversed(above):
        names_area = len(cells) == 1 and words.area_key(next(iter(cells.values())).text) is not None
        guides = any(col in cells and words.is_guidance(key, cells[col].text) for col, key in columns.items())
        if not (names_area or guides):
            break
        top = row
    return top


def _header(cells: dict[int, Cell], words: Vocabulary) -> dict[int, str]:
    """Key by column when the row is a header; else nothing."""
    if len(cells) < 2:
        return {}
    columns: dict[int, str] = {}
    for col, cell in cells.items():
        key = words.heading_key(cell.text)
        if key and key not in columns.values():
            columns[col] = key
    known = set(columns.values()) - {NUMBER_KEY}
    enough = len(known) >= FEWEST_HEADINGS or (len(known) == 2 and len(columns) == len(cells) and "action" in known)
    return columns if enough and 2 * len(columns) >= len(cells) else {}


def _extra(cells: dict[int, Cell], columns: dict[int, str]) -> dict[int, str]:
    """Headings of the other columns; two of the same wording are told apart by a number."""
    extra: dict[int, str] = {}
    for col, cell in cells.items():
        if col not in columns:
            heading = cell.text.strip()
            same = sum(other == heading or other.startswith(f"{heading} (") for other in extra.values())
            extra[col] = f"{heading} ({same + 1})" if same else heading
    return extra
