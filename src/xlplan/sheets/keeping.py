"""Keeping the cells that a pass finds on a sheet: within the budget, at a place that there is, the last of two."""

from __future__ import annotations

from dataclasses import dataclass

from xlplan.sheets.address import MAX_COL, MAX_ROW, Range
from xlplan.sheets.grid import Cell, Grid, Note, Notice, NoticeKind, Position, Shape
from xlplan.sheets.limits import Limits
from xlplan.sheets.refusal import Reason, UnreadableWorkbook


@dataclass(slots=True)
class Left:
    """What a workbook may still have, over all its sheets."""

    limits: Limits
    cells: int
    signs: int

    @classmethod
    def of(cls, limits: Limits) -> Left:
        """All of it."""
        return cls(limits, limits.cells, limits.text_signs)

    def spend(self, cells: int, signs: int) -> None:
        """Take cells, and the signs of their texts.

        Raises:
            UnreadableWorkbook: BOMB when nothing is left.
        """
        self.cells -= cells
        self.signs -= signs
        if self.cells < 0:
            raise UnreadableWorkbook(Reason.BOMB, f"over {self.limits.cells} filled cells")
        if self.signs < 0:
            raise UnreadableWorkbook(Reason.BOMB, f"over {self.limits.text_signs} signs in filled cells")


class Notices:
    """What is noticed on one sheet."""

    def __init__(self, title: str, limits: Limits) -> None:
        self.title = title
        self.found: list[Notice] = []
        self._limits = limits
        self._signs = limits.notice_signs

    def tell(self, kind: NoticeKind, position: Position, detail: str) -> None:
        """Leave a notice.

        Raises:
            UnreadableWorkbook: BOMB when there are far too many.
        """
        self._signs -= 20 + len(detail)
        if self._signs < 0:
            raise UnreadableWorkbook(Reason.BOMB, f"sheet {self.title!r}: too much is wrong with it")
        self.found.append(Notice(kind, self.title, *position, detail))


class SheetKeeper:
    """What has been found on one sheet so far; the attributes are as in ``Grid``."""

    def __init__(self, title: str, limits: Limits, left: Left) -> None:
        self.title = title
        self.limits = limits
        self.spend = left.spend
        self.notices = Notices(title, limits)
        self.tell = self.notices.tell
        self.cells: dict[Position, Cell] = {}
        self.merges: list[Range] = []
        self.hidden_rows: set[int] = set()
        self.hidden_cols: list[tuple[int, int]] = []
        self.notes: dict[Position, Note] = {}
        self.shapes: list[Shape] = []

    def keep(self, row: int, col: int, cell: Cell) -> None:
        """Put a filled cell at its place; ``spend`` is the caller's."""
        if not (1 <= row <= MAX_ROW and 1 <= col <= MAX_COL):
            self.tell(NoticeKind.BAD_ADDRESS, (0, 0), f"R{row}C{col}: {cell.text}")
            return
        before = self.cells.get((row, col))
        if before is not None and before.text != cell.text:
            self.tell(NoticeKind.DOUBLED_CELL, (row, col), before.text)
        self.cells[row, col] = cell

    def merge(self, row: int, col: int, rows: int, cols: int) -> None:
        """A cell that spans several; cut at the sheet's edge."""
        if rows * cols < 2 or not (1 <= row <= MAX_ROW and 1 <= col <= MAX_COL):
            return
        if len(self.merges) >= self.limits.merges:
            raise UnreadableWorkbook(Reason.BOMB, f"sheet {self.title!r}: over {self.limits.merges} merged ranges")
        self.merges.append(Range(row, col, min(row + rows - 1, MAX_ROW), min(col + cols - 1, MAX_COL)))

    def hide_columns(self, first: int, last: int) -> None:
        """A run of hidden columns."""
        if first <= MAX_COL and len(self.hidden_cols) < MAX_COL:
            self.hidden_cols.append((first, min(last, MAX_COL)))

    def grid(self, state: str) -> Grid:
        """The sheet."""
        return Grid(
            title=self.title,
            cells=self.cells,
            state=state,
            merges=tuple(self.merges),
            hidden_rows=frozenset(self.hidden_rows),
            hidden_cols=tuple(self.hidden_cols),
            notes=self.notes,
            shapes=tuple(self.shapes),
        )
