"""One table of an OpenDocument spreadsheet as it is read: where its rows and cells stand, and what they hold.

Runs of empty cells and rows cost nothing, however long they claim to be; a filled cell that is repeated stands in each
of its places, as long as the budget lasts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product

from xlplan.sheets.address import MAX_COL, MAX_ROW
from xlplan.sheets.grid import Cell, Note, NoticeKind
from xlplan.sheets.keeping import SheetKeeper
from xlplan.sheets.limits import Limits
from xlplan.sheets.ods.styles import Styles
from xlplan.sheets.ods.text import RichText
from xlplan.sheets.ods.values import make_cell
from xlplan.sheets.refusal import Reason, UnreadableWorkbook
from xlplan.sheets.xml import Attributes

_HIDDEN = ("collapse", "filter")


@dataclass(slots=True)
class CellNow:
    """The cell that is being read."""

    attributes: Attributes
    col: int
    repeated: int
    text: RichText = field(default_factory=RichText)
    note: RichText | None = None
    author: str = ""


@dataclass(slots=True)
class RowNow:
    """The row that is being read; it is put on the sheet when it ends, as often as it is repeated."""

    number: int = 0
    repeated: int = 1
    hidden: bool = False
    style: str = ""
    col: int = 1
    cells: list[tuple[int, int, Cell | None, Note | None]] = field(default_factory=list)
    """First column, times repeated, and what stands there."""


class Table:
    """The table that is being read; what is found goes to ``sheet``."""

    def __init__(self, part: str, sheet: SheetKeeper, styles: Styles, limits: Limits) -> None:
        self.part = part
        self.sheet = sheet
        self.styles = styles
        self.limits = limits
        self.next_row = self.next_col = 1
        self.struck_cols: list[tuple[int, int]] = []
        self.row = RowNow()

    def column(self, attributes: Attributes) -> None:
        """A run of columns."""
        first = self.next_col
        self.next_col = first + count(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility") in _HIDDEN:
            self.sheet.hide_columns(first, self.next_col - 1)
        if self.styles.is_struck(attributes.get("table:default-cell-style-name", "")) and first <= MAX_COL:
            self.struck_cols.append((first, self.next_col - 1))

    def start_row(self, attributes: Attributes) -> None:
        """A row begins."""
        self.row = RowNow(
            number=self.next_row,
            repeated=count(attributes, "table:number-rows-repeated"),
            hidden=attributes.get("table:visibility") in _HIDDEN,
            style=attributes.get("table:default-cell-style-name", ""),
        )
        self.next_row += self.row.repeated

    def end_row(self) -> None:
        """A row ends: put its cells in their places."""
        for entry in self.row.cells:
            self._keep(*entry)
        self.row.cells.clear()

    def _keep(self, col: int, repeated: int, cell: Cell | None, note: Note | None) -> None:
        """Put a cell in each of its places."""
        sheet, row = self.sheet, self.row
        places = row.repeated * repeated
        if places > self.limits.repeated:
            raise UnreadableWorkbook(Reason.BOMB, f"{self.part}: a filled cell repeated {places} times")
        signs = (len(cell.text) if cell else 0) + (len(note.text) if note else 0)
        sheet.spend(places, places * signs)
        rows = range(row.number, min(row.number + row.repeated, MAX_ROW + 1))
        cols = range(col, min(col + repeated, MAX_COL + 1))
        if len(rows) * len(cols) < places:
            text = cell.text if cell else note.text if note else ""
            sheet.tell(NoticeKind.BAD_ADDRESS, (0, 0), f"R{row.number}C{col}: {text}")
        if row.hidden and cell is not None:
            sheet.hidden_rows.update(rows)
        for position in product(rows, cols):
            if cell is not None:
                sheet.keep(*position, cell)
            if note is not None:
                sheet.notes[position] = note

    def start_cell(self, attributes: Attributes) -> CellNow:
        """A cell begins."""
        now = CellNow(attributes, self.row.col, count(attributes, "table:number-columns-repeated"))
        self.row.col += now.repeated
        return now

    def end_cell(self, now: CellNow) -> None:
        """A cell ends: it stands in its row if it holds anything."""
        attributes = now.attributes
        if "table:number-columns-spanned" in attributes or "table:number-rows-spanned" in attributes:
            rows = count(attributes, "table:number-rows-spanned")
            self.sheet.merge(self.row.number, now.col, rows, count(attributes, "table:number-columns-spanned"))
        cell = self._made(now)
        note = None
        if now.note is not None and (text := now.note.text()).strip():
            note = Note(text, now.author)
        if cell is not None or note is not None:
            self.row.cells.append((now.col, now.repeated, cell, note))

    def _made(self, now: CellNow) -> Cell | None:
        if not now.text.runs and "office:value-type" not in now.attributes and "table:formula" not in now.attributes:
            return None
        struck = now.text.struck(font_struck=self._is_struck(now))
        cell, sound = make_cell(now.attributes, now.text.text(), struck)
        if not cell.text:
            return None
        if not sound:
            self.sheet.tell(NoticeKind.BAD_DATE, (self.row.number, now.col), cell.text)
        return cell

    def _is_struck(self, now: CellNow) -> bool:
        """Whether the cell's own style strikes through, or that of its row, or else that of its column."""
        style = now.attributes.get("table:style-name") or self.row.style
        if style:
            return bool(self.styles.is_struck(style))
        return any(first <= now.col <= last for first, last in self.struck_cols)


def count(attributes: Attributes, name: str) -> int:
    """How often, or over how many; 1 unless told."""
    value = attributes.get(name, "1")
    return max(1, int(value)) if value.isdecimal() and value.isascii() and len(value) < 11 else 1
