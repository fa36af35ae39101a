"""One pass over the content of an OpenDocument spreadsheet: its filled cells, and what stands beside them.

Runs of empty cells and rows cost nothing, however long they claim to be; a filled cell that is repeated stands in each
of its places, as long as the budget lasts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import product

from xlplan.sheets.address import MAX_COL, MAX_ROW
from xlplan.sheets.grid import Cell, DefinedName, Grid, Note, Notice, NoticeKind, Shape
from xlplan.sheets.keeping import Left, SheetKeeper
from xlplan.sheets.limits import Limits
from xlplan.sheets.ods.names import defined_name
from xlplan.sheets.ods.prefixes import usual_prefixes
from xlplan.sheets.ods.styles import Styles
from xlplan.sheets.ods.text import RichText
from xlplan.sheets.ods.values import make_cell
from xlplan.sheets.refusal import Reason, UnreadableWorkbook
from xlplan.sheets.xml import Attributes, parse

_HIDDEN = ("collapse", "filter")
_NOT_CONTENT = ("table:tracked-changes", "table:dde-links", "office:forms", "table:content-validations")
"""What holds cells or texts that nobody sees on a sheet."""
_MOST_BLANKS = 32_767
_BLANKS_IN_ALL = 1_000_000


@dataclass(slots=True)
class Content:
    """What the content part holds."""

    sheets: list[Grid] = field(default_factory=list)
    names: list[DefinedName] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    spreadsheet: bool = False
    """Whether it is one at all."""


@dataclass(slots=True)
class _CellNow:
    """The cell that is being read."""

    attributes: Attributes
    col: int
    repeated: int
    text: RichText = field(default_factory=RichText)
    note: RichText | None = None
    author: str = ""


@dataclass(slots=True)
class _RowNow:
    """The row that is being read; it is put on the sheet when it ends, as often as it is repeated."""

    number: int = 0
    repeated: int = 1
    hidden: bool = False
    style: str = ""
    col: int = 1
    cells: list[tuple[int, int, Cell | None, Note | None]] = field(default_factory=list)
    """First column, times repeated, and what stands there."""


@dataclass(slots=True)
class _DrawingNow:
    """The drawn thing that is being read, with all that it holds."""

    depth: int
    text: RichText = field(default_factory=RichText)
    picture: bool = False
    chart: bool = False
    description: list[str] = field(default_factory=list)


class _ContentPass:
    def __init__(self, part: str, styles: Styles, limits: Limits) -> None:
        self.part = part
        self.styles = styles
        self.limits = limits
        self.content = Content()
        self.left = Left.of(limits)
        self.blanks_left = _BLANKS_IN_ALL
        self.depth = self.skipping = self.tables = 0
        self.sheet: SheetKeeper | None = None
        self.state = "visible"
        self.next_row = self.next_col = 1
        self.struck_cols: list[tuple[int, int]] = []
        self.row = _RowNow()
        self.cell: _CellNow | None = None
        self.drawing: _DrawingNow | None = None
        self.in_note = False
        self.paragraph: RichText | None = None
        self.spans: list[bool | None] = []
        self.catch: list[str] | None = None
        self.starts: dict[str, Callable[[Attributes], object]] = {
            "office:spreadsheet": self.start_spreadsheet,
            "table:table": self.start_table,
            "table:table-column": self.column,
            "table:table-row": self.start_row,
            "table:table-cell": self.start_cell,
            "table:covered-table-cell": self.start_cell,
            "table:named-range": lambda attributes: self.name("table:named-range", attributes),
            "table:named-expression": lambda attributes: self.name("table:named-expression", attributes),
            "text:p": self.start_paragraph,
            "text:h": self.start_paragraph,
            "text:span": self.start_span,
            "text:s": self.blanks,
            "text:tab": lambda _: self.put("\t"),
            "text:line-break": lambda _: self.put("\n"),
            "office:annotation": self.start_note,
            "dc:creator": self.start_catch,
            "svg:desc": self.start_catch,
        }
        self.ends: dict[str, Callable[[], object]] = {
            "table:table": self.end_table,
            "table:table-row": self.end_row,
            "table:table-cell": self.end_cell,
            "table:covered-table-cell": self.end_cell,
            "text:p": self.end_paragraph,
            "text:h": self.end_paragraph,
            "text:span": self.end_span,
            "office:annotation": self.end_note,
            "dc:creator": self.end_author,
            "svg:desc": self.end_description,
        }

    def start(self, name: str, attributes: Attributes) -> None:
        """Any element begins."""
        self.depth += 1
        if self.depth > self.limits.depth:
            raise UnreadableWorkbook(Reason.BOMB, f"{self.part}: too deep")
        if self.skipping or name in _NOT_CONTENT:
            self.skipping += 1
            return
        handler = self.starts.get(name)
        if handler is not None:
            handler(attributes)
        elif self.sheet is None:
            self.styles.start(name, attributes)
        elif name.startswith("draw:"):
            self.start_drawing(name, attributes)

    def end(self, name: str) -> None:
        """Any element ends."""
        self.depth -= 1
        if self.skipping:
            self.skipping -= 1
            return
        handler = self.ends.get(name)
        if handler is not None:
            handler()
        elif self.sheet is None:
            self.styles.end(name)
        elif self.drawing is not None and self.depth < self.drawing.depth:
            self.end_drawing(self.drawing)

    def text(self, text: str) -> None:
        """Characters, of which those between elements mean nothing."""
        if self.catch is not None:
            self.catch.append(text)
        elif self.paragraph is not None and not self.skipping:
            self.paragraph.add(text, self.spans[-1] if self.spans else None)

    def start_spreadsheet(self, _attributes: Attributes) -> None:
        self.content.spreadsheet = True

    # Sheets and columns

    def start_table(self, attributes: Attributes) -> None:
        self.tables += 1
        if self.tables > 1 or not self.content.spreadsheet:
            return
        if len(self.content.sheets) >= self.limits.sheets:
            raise UnreadableWorkbook(Reason.BOMB, f"over {self.limits.sheets} sheets")
        self.sheet = SheetKeeper(attributes.get("table:name", ""), self.limits, self.left)
        self.state = "hidden" if attributes.get("table:style-name") in self.styles.hidden_tables else "visible"
        self.next_row = self.next_col = 1
        self.struck_cols = []
        self.row = _RowNow()

    def end_table(self) -> None:
        self.tables -= 1
        if self.tables or self.sheet is None:
            return
        sheet, self.sheet = self.sheet, None
        self.content.notices += sheet.notices.found
        self.content.sheets.append(sheet.grid(self.state))

    def column(self, attributes: Attributes) -> None:
        if self.sheet is None or self.tables > 1:
            return
        first = self.next_col
        self.next_col = first + _count(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility") in _HIDDEN:
            self.sheet.hide_columns(first, self.next_col - 1)
        if self.styles.is_struck(attributes.get("table:default-cell-style-name", "")) and first <= MAX_COL:
            self.struck_cols.append((first, self.next_col - 1))

    def name(self, element: str, attributes: Attributes) -> None:
        if len(self.content.names) >= self.limits.elements:
            raise UnreadableWorkbook(Reason.BOMB, f"{self.part}: over {self.limits.elements} names")
        sheet = len(self.content.sheets) if self.sheet is not None else None
        self.content.names.append(defined_name(element, attributes, sheet))

    # Rows and cells

    def start_row(self, attributes: Attributes) -> None:
        if self.tables != 1:
            return
        self.row = _RowNow(
            number=self.next_row,
            repeated=_count(attributes, "table:number-rows-repeated"),
            hidden=attributes.get("table:visibility") in _HIDDEN,
            style=attributes.get("table:default-cell-style-name", ""),
        )
        self.next_row += self.row.repeated

    def end_row(self) -> None:
        sheet, row = self.sheet, self.row
        if sheet is None or self.tables > 1 or not row.cells:
            return
        for entry in row.cells:
            self.keep(sheet, row, *entry)
        row.cells.clear()

    def keep(
        self, sheet: SheetKeeper, row: _RowNow, col: int, repeated: int, cell: Cell | None, note: Note | None
    ) -> None:
        """Put a cell in each of its places."""
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

    def start_cell(self, attributes: Attributes) -> None:
        if self.sheet is None or self.tables > 1:
            return
        repeated = _count(attributes, "table:number-columns-repeated")
        self.cell = _CellNow(attributes, self.row.col, repeated)
        self.row.col += repeated

    def end_cell(self) -> None:
        now, sheet = self.cell, self.sheet
        if now is None or sheet is None or self.tables > 1:
            return
        self.cell = None
        attributes = now.attributes
        if "table:number-columns-spanned" in attributes or "table:number-rows-spanned" in attributes:
            rows = _count(attributes, "table:number-rows-spanned")
            sheet.merge(self.row.number, now.col, rows, _count(attributes, "table:number-columns-spanned"))
        cell = self.made_cell(now, sheet)
        note = None
        if now.note is not None and (text := now.note.text()).strip():
            note = Note(text, now.author)
        if cell is not None or note is not None:
            self.row.cells.append((now.col, now.repeated, cell, note))

    def made_cell(self, now: _CellNow, sheet: SheetKeeper) -> Cell | None:
        if not now.text.runs and "office:value-type" not in now.attributes and "table:formula" not in now.attributes:
            return None
        struck = now.text.struck(font_struck=self.is_struck(now))
        cell, sound = make_cell(now.attributes, now.text.text(), struck)
        if not cell.text:
            return None
        if not sound:
            sheet.tell(NoticeKind.BAD_DATE, (self.row.number, now.col), cell.text)
        return cell

    def is_struck(self, now: _CellNow) -> bool:
        """Whether the cell's own style strikes through, or that of its row, or else that of its column."""
        style = now.attributes.get("table:style-name") or self.row.style
        if style:
            return bool(self.styles.is_struck(style))
        return any(first <= now.col <= last for first, last in self.struck_cols)

    # Texts

    def start_paragraph(self, _attributes: Attributes) -> None:
        self.paragraph = self.owner()
        self.spans.clear()
        if self.paragraph is not None:
            self.paragraph.begin()

    def owner(self) -> RichText | None:
        """Whose text a paragraph is that begins here."""
        if self.in_note:
            return self.cell.note if self.cell else None
        if self.drawing is not None:
            return self.drawing.text
        return self.cell.text if self.cell else None

    def end_paragraph(self) -> None:
        self.paragraph = None

    def start_span(self, attributes: Attributes) -> None:
        struck = self.styles.is_struck(attributes.get("text:style-name", ""))
        self.spans.append(struck if struck is not None or not self.spans else self.spans[-1])

    def end_span(self) -> None:
        if self.spans:
            self.spans.pop()

    def put(self, text: str) -> None:
        if self.paragraph is not None:
            self.paragraph.put(text, self.spans[-1] if self.spans else None)

    def blanks(self, attributes: Attributes) -> None:
        count = min(_count(attributes, "text:c"), _MOST_BLANKS)
        self.blanks_left -= count
        if self.blanks_left < 0:
            raise UnreadableWorkbook(Reason.BOMB, f"{self.part}: over {_BLANKS_IN_ALL} blanks")
        self.put(" " * count)

    # Notes and drawings

    def start_note(self, _attributes: Attributes) -> None:
        self.in_note = True
        if self.cell is not None and self.cell.note is None:
            self.cell.note = RichText()

    def end_note(self) -> None:
        self.in_note = False

    def start_catch(self, _attributes: Attributes) -> None:
        self.catch = []

    def end_author(self) -> None:
        if self.in_note and self.cell is not None and self.catch is not None:
            self.cell.author = "".join(self.catch).strip()
        self.catch = None

    def end_description(self) -> None:
        if self.drawing is not None and self.catch is not None:
            self.drawing.description += self.catch
        self.catch = None

    def start_drawing(self, name: str, attributes: Attributes) -> None:
        if self.in_note:
            return
        if self.drawing is None:
            self.drawing = _DrawingNow(self.depth)
        if name == "draw:image":
            self.drawing.picture = True
        elif name in ("draw:object", "draw:object-ole"):
            self.drawing.chart = "draw:notify-on-update-of-ranges" in attributes
            self.drawing.picture = True

    def end_drawing(self, drawing: _DrawingNow) -> None:
        self.drawing = None
        if self.sheet is None:
            return
        row, col = (self.row.number, self.cell.col) if self.cell is not None else (1, 1)
        if (text := drawing.text.text()).strip():
            self.sheet.spend(1, len(text))
            self.sheet.shapes.append(Shape(text, row, col))
        if drawing.picture and not drawing.chart:
            self.sheet.spend(1, 0)
            self.sheet.tell(NoticeKind.PICTURE, (row, col), "".join(drawing.description).strip())


def _count(attributes: Attributes, name: str) -> int:
    """How often, or over how many; 1 unless told."""
    value = attributes.get(name, "1")
    return max(1, int(value)) if value.isdecimal() and value.isascii() and len(value) < 11 else 1


def read_content(chunks: Iterable[bytes], part: str, styles: Styles, limits: Limits) -> Content:
    """The sheets of a content part or of a flat document.

    Args:
        chunks: Its bytes.
        part: Its name, for error messages.
        styles: Common styles, from their own part; the automatic ones are added.
        limits: Budgets.

    Raises:
        UnreadableWorkbook: DAMAGED, DOCTYPE or BOMB.
    """
    content = _ContentPass(part, styles, limits)
    start, end = usual_prefixes(content.start, content.end)
    parse(chunks, part, limits, start, end, content.text)
    return content.content
