"""What a workbook holds, kept sparse: filled cells by address, and what stands beside them.

A sheet may claim a million rows; here it costs what its filled cells cost. No method walks a bounding box.
Rows and columns are 1-based, as Excel shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from xlplan.sheets.address import Range

Position: TypeAlias = tuple[int, int]
"""(row, column), both 1-based."""


class CellKind(StrEnum):
    """What Excel stores in a cell."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOL = "bool"
    ERROR = "error"
    FORMULA = "formula"
    """A formula whose result the file does not hold."""


class Cell(NamedTuple):
    """One filled cell. A tuple, as there are thousands: it is made in a third of the time."""

    text: str
    """What a person reads in the cell; for a formula without a stored result, the formula with its ``=``."""
    kind: CellKind = CellKind.TEXT
    raw: str = ""
    """A number as its stored decimal text, never through float; otherwise empty."""
    formula: str | None = None
    """The formula without ``=``; ``text`` is then its stored result."""
    moment: date | datetime | time | None = None
    """The date or time that a number with a date format stands for."""
    struck: str = ""
    """The part of ``text`` that is struck through; equal to ``text`` when all of it is."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note (or a thread of comments with its replies) on a cell."""

    text: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """The text of a text box or drawn shape, and the cell its upper left corner stands in."""

    text: str
    row: int
    col: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One worksheet."""

    title: str
    """The name on the tab."""
    cells: dict[Position, Cell]
    """Filled cells only."""
    state: str = "visible"
    """``visible``, ``hidden`` or ``veryHidden``."""
    merges: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    """Hidden rows that hold filled cells."""
    hidden_cols: tuple[tuple[int, int], ...] = ()
    """Hidden columns as (first, last)."""
    notes: dict[Position, Note] = field(default_factory=dict)
    shapes: tuple[Shape, ...] = ()
    _rows: dict[int, dict[int, Cell]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What ``rows`` gives, put in order when it is first asked for."""

    def rows(self) -> Iterator[tuple[int, dict[int, Cell]]]:
        """Each row that holds a filled cell, from the top: its number and its cells by column, from the left."""
        if not self._rows:
            for position in sorted(self.cells):
                row, col = position
                self._rows.setdefault(row, {})[col] = self.cells[position]
        return iter(self._rows.items())

    def is_hidden(self, row: int, col: int) -> bool:
        """Whether the cell's row or column is hidden."""
        return row in self.hidden_rows or any(first <= col <= last for first, last in self.hidden_cols)


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name that points at a place in the workbook."""

    name: str
    target: str
    """As written, e.g. ``'Unga i riskzon'!$A$1``."""
    sheet: int | None = None
    """0-based index of the sheet it is scoped to; None when the whole workbook sees it."""


@dataclass(frozen=True, slots=True)
class Properties:
    """Document properties; times as written (ISO 8601)."""

    title: str = ""
    subject: str = ""
    category: str = ""
    creator: str = ""
    modified: str = ""
    custom: dict[str, str] = field(default_factory=dict)


class NoticeKind(StrEnum):
    """What opening a file can have to tell besides its cells."""

    DOUBLED_CELL = "doubled-cell"
    """Two cells claim one address; ``detail`` is the text that was set aside (the last one stands)."""
    BAD_ADDRESS = "bad-address"
    """A cell beyond Excel's limits or without a readable address; ``detail`` is its text."""
    BAD_DATE = "bad-date"
    """A number with a date format that is no date; kept as the number."""
    LOST_TEXT = "lost-text"
    """A cell points at a text that the file does not hold; ``detail`` is what it points with."""
    PART_UNREADABLE = "part-unreadable"
    """Notes, styles, drawings or properties could not be read; ``detail`` names the part. Cells are whole."""
    PICTURE = "picture"
    """A picture or embedded object stands on the sheet; what it shows is not read."""
    NO_CELLS_READ = "no-cells-read"
    """A chart or macro sheet: it has no cells."""
    CUT_AT_255 = "cut-at-255"
    """An .xls text of exactly 255 characters, where some programs cut."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know about how the file was read."""

    kind: NoticeKind
    sheet: str = ""
    row: int = 0
    col: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """All that was read of a file."""

    format: str
    """``xlsx``, ``xlsm``, ``ods`` …, told by content."""
    sheets: tuple[Grid, ...]
    """In tab order, hidden ones too."""
    names: tuple[DefinedName, ...] = ()
    properties: Properties = Properties()
    notices: tuple[Notice, ...] = ()
