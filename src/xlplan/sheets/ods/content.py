"""One pass over the content of an OpenDocument spreadsheet: its tables, and the texts, notes and drawings in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from xlplan.sheets.grid import DefinedName, Grid, Notice, NoticeKind, Shape
from xlplan.sheets.keeping import Left, SheetKeeper
from xlplan.sheets.limits import Limits
from xlplan.sheets.ods.names import defined_name
from xlplan.sheets.ods.prefixes import usual_prefixes
from xlplan.sheets.ods.styles import Styles
from xlplan.sheets.ods.table import CellNow, Table, count
from xlplan.sheets.ods.text import RichText
from xlplan.sheets.refusal import Reason, UnreadableWorkbook
from xlplan.sheets.xml import Attributes, parse

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
        self.table: Table | None = None
        self.state = "visible"
        self.cell: CellNow | None = None
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
        elif self.table is None:
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
        elif self.table is None:
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
        sheet = SheetKeeper(attributes.get("table:name", ""), self.limits, self.left)
        self.table = Table(self.part, sheet, self.styles, self.limits)
        self.state = "hidden" if attributes.get("table:style-name") in self.styles.hidden_tables else "visible"

    def end_table(self) -> None:
        self.tables -= 1
        if self.tables or self.table is None:
            return
        sheet, self.table = self.table.sheet, None
        self.content.notices += sheet.notices.found
        self.content.sheets.append(sheet.grid(self.state))

    def column(self, attributes: Attributes) -> None:
        if self.table is not None and self.tables == 1:
            self.table.column(attributes)

    def name(self, element: str, attributes: Attributes) -> None:
        if len(self.content.names) >= self.limits.elements:
            raise UnreadableWorkbook(Reason.BOMB, f"{self.part}: over {self.limits.elements} names")
        sheet = len(self.content.sheets) if self.table is not None else None
        self.content.names.append(defined_name(element, attributes, sheet))

    # Rows and cells

    def start_row(self, attributes: Attributes) -> None:
        if self.table is not None and self.tables == 1:
            self.table.start_row(attributes)

    def end_row(self) -> None:
        if self.table is not None and self.tables == 1:
            self.table.end_row()

    def start_cell(self, attributes: Attributes) -> None:
        if self.table is not None and self.tables == 1:
            self.cell = self.table.start_cell(attributes)

    def end_cell(self) -> None:
        if self.table is not None and self.tables == 1 and self.cell is not None:
            now, self.cell = self.cell, None
            self.table.end_cell(now)

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
        blanks = min(count(attributes, "text:c"), _MOST_BLANKS)
        self.blanks_left -= blanks
        if self.blanks_left < 0:
            raise UnreadableWorkbook(Reason.BOMB, f"{self.part}: over {_BLANKS_IN_ALL} blanks")
        self.put(" " * blanks)

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
        if self.table is None:
            return
        sheet = self.table.sheet
        row, col = (self.table.row.number, self.cell.col) if self.cell is not None else (1, 1)
        if (text := drawing.text.text()).strip():
            sheet.spend(1, len(text))
            sheet.shapes.append(Shape(text, row, col))
        if drawing.picture and not drawing.chart:
            sheet.spend(1, 0)
            sheet.tell(NoticeKind.PICTURE, (row, col), "".join(drawing.description).strip())


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
