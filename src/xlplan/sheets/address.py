"""Cell addresses: ``C6`` and (6, 3). Rows and columns are 1-based, as Excel shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

MAX_ROW = 1_048_576
MAX_COL = 16_384
"""Excel's limits (ECMA-376 part 1, 18.3.1.73 and Excel specifications)."""

_A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


@lru_cache(maxsize=1024)
def column_letters(col: int) -> str:
    """The letters of a column.

    >>> column_letters(1), column_letters(27), column_letters(16384)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    while col > 0:
        col, rest = divmod(col - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column.

    >>> column_number("A"), column_number("aa")
    (1, 27)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


COLUMNS = {column_letters(col): col for col in range(1, column_number("ZZ") + 1)}
"""Numbers by letters, of the columns that nearly all sheets have to do with."""


@lru_cache(maxsize=4096)
def to_a1(row: int, col: int) -> str:
    """The address of a cell.

    >>> to_a1(6, 3)
    'C6'
    """
    return f"{column_letters(col)}{row}"


def parse_a1(address: str) -> tuple[int, int] | None:
    """(row, column) of an address such as ``C6`` or ``$C$6``; None if it is none or lies beyond Excel's limits.

    >>> parse_a1("C6"), parse_a1("$XFD$1048576"), parse_a1("XFE1"), parse_a1("C0")
    ((6, 3), (1048576, 16384), None, None)
    """
    match = _A1.fullmatch(address)
    if match is None:
        return None
    row, col = int(match[2]), column_number(match[1])
    return (row, col) if row <= MAX_ROW and col <= MAX_COL else None


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of cells, both corners included."""

    first_row: int
    first_col: int
    last_row: int
    last_col: int

    def __contains__(self, position: tuple[int, int]) -> bool:
        row, col = position
        return self.first_row <= row <= self.last_row and self.first_col <= col <= self.last_col

    def __str__(self) -> str:
        return f"{to_a1(self.first_row, self.first_col)}:{to_a1(self.last_row, self.last_col)}"


def parse_range(text: str) -> Range | None:
    """The range of ``A1:C3`` or ``A1``; None if it is none.

    >>> parse_range("A1:C3")
    Range(first_row=1, first_col=1, last_row=3, last_col=3)
    """
    first, _, last = text.partition(":")
    start, end = parse_a1(first), parse_a1(last or first)
    if start is None or end is None:
        return None
    return Range(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))


def quote_sheet(title: str) -> str:
    """A tab's name as a formula needs it, always quoted.

    >>> quote_sheet("Bengt's tab")
    "'Bengt''s tab'"
    """
    return "'" + title.replace("'", "''") + "'"
