"""One pass over a worksheet part: its filled cells, and what hides, merges or covers them.

Only filled cells cost memory. The extent, counts and order that a sheet claims are not believed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from xlplan.sheets.address import COLUMNS, MAX_COL, MAX_ROW, Range, parse_a1, parse_range
from xlplan.sheets.cells import CellMaker
from xlplan.sheets.grid import Cell, Notice, NoticeKind, Position
from xlplan.sheets.keeping import Left, Notices
from xlplan.sheets.limits import Limits
from xlplan.sheets.refusal import Reason, UnreadableWorkbook
from xlplan.sheets.strings import RunReader
from xlplan.sheets.xml import Attributes, is_true, local, parse


@dataclass(slots=True)
class SheetContent:
    """What a worksheet part holds; names and shapes as in ``Grid``."""

    root: str = ""
    """The root element, in lower case: ``worksheet``, ``chartsheet``, ``dialogsheet`` or ``macrosheet``."""
    cells: dict[Position, Cell] = field(default_factory=dict)
    merges: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_cols: list[tuple[int, int]] = field(default_factory=list)
    objects: set[str] = field(default_factory=set)
    """The ids of embedded objects."""
    notices: list[Notice] = field(default_factory=list)


class SheetPass:
    """The handlers of the pass. ``c`` is told first, as nearly all elements are cells, most of them empty."""

    def __init__(self, part: str, title: str, maker: CellMaker, limits: Limits, left: Left) -> None:
        notices = Notices(title, limits)
        self.tell = notices.tell
        self.content = SheetContent(notices=notices.found)
        self.part = part
        self.title = title
        self.maker = maker
        self.limits = limits
        self.left = left
        self.depth = 0
        self.row = 0
        self.row_text = "0"
        self.row_hidden = False
        self.cell: Attributes | None = None
        self.address: str | None = None
        self.cells_since = 0
        self.filled = False
        self.value: str | None = None
        self.formula: str | None = None
        self.inline = False
        self.reader = RunReader()
        self.texts = self.reader.texts
        self.starts: dict[str, Callable[[Attributes], object]] = {
            "row": self.start_row,
            "v": self.start_text,
            "f": self.start_text,
            "is": self.start_inline,
            "mergeCell": self.merge,
            "col": self.column,
            "oleObject": self.embedded,
        }
        self.ends: dict[str, Callable[[], object]] = {"v": self.end_value, "f": self.end_formula, "is": self.end_inline}

    def start(self, name: str, attributes: Attributes) -> None:
        """Any element begins."""
        if name == "c":
            if self.cell is not None:
                raise UnreadableWorkbook(Reason.DAMAGED, f"{self.part}: a cell within a cell")
            self.cell = attributes
            address = attributes.get("r")
            if address is None:
                self.cells_since += 1
            else:
                self.address = address
                self.cells_since = 0
            return
        if ":" in name:
            name = local(name)
            if name == "c":
                self.start(name, attributes)
                return
        self.depth += 1
        if self.depth > self.limits.depth:
            raise UnreadableWorkbook(Reason.BOMB, f"{self.part}: too deep")
        handler = self.starts.get(name) or (self.reader.starts.get(name) if self.inline else None)
        if handler is not None:
            handler(attributes)
        elif self.depth == 1:
            self.content.root = name.lower()

    def end(self, name: str) -> None:
        """Any element ends."""
        if name == "c":
            if self.filled:
                self.finish_cell()
            self.cell = None
            return
        if ":" in name:
            name = local(name)
            if name == "c":
                self.end(name)
                return
        self.depth -= 1
        handler = self.ends.get(name) or (self.reader.ends.get(name) if self.inline else None)
        if handler is not None:
            handler()

    def start_row(self, attributes: Attributes) -> None:
        """A row begins; without a readable number it is the one after the last."""
        text = attributes.get("r", "")
        self.row = int(text) if text.isdecimal() and len(text) < 9 and int(text) > 0 else self.row + 1
        self.row_text = str(self.row)
        self.row_hidden = "hidden" in attributes and is_true(attributes["hidden"])
        self.address = None
        self.cells_since = 0

    def start_text(self, _attributes: Attributes) -> None:
        """A value or formula begins."""
        self.texts.clear()

    def start_inline(self, _attributes: Attributes) -> None:
        """An inline text begins."""
        self.reader.clear()
        self.inline = True

    def end_value(self) -> None:
        """A value ends; there are elements of the same name outside cells, and in extensions at the end of a cell."""
        if self.cell is not None and self.value is None:
            self.value = "".join(self.texts)
            self.filled = True

    def end_formula(self) -> None:
        """A formula ends."""
        if self.cell is not None and self.formula is None:
            self.formula = "".join(self.texts)
            self.filled = True

    def end_inline(self) -> None:
        """An inline text ends."""
        self.inline = False
        self.filled = self.cell is not None

    def finish_cell(self) -> None:
        """A cell with content ends: keep it, unless its text is empty."""
        attributes = self.cell or {}
        kind, style = attributes.get("t", "n"), attributes.get("s", "0")
        if self.reader.runs and (kind == "inlineStr" or self.value is None):
            cell = self.maker.make_inline(self.reader.runs, self.formula, style)
        else:
            cell = self.maker.make(kind, self.value, self.formula, style)
        self.filled = False
        self.value = self.formula = None
        if self.reader.runs:
            self.reader.clear()
        if cell.text:
            self.keep(cell)

    def keep(self, cell: Cell) -> None:
        """Put a cell at its place; the last of two at one place stands."""
        self.left.spend(1, len(cell.text))
        position = self.position()
        if position is None:
            detail = cell.text if self.address is None else f"{self.address}: {cell.text}"
            self.tell(NoticeKind.BAD_ADDRESS, (0, 0), detail)
            return
        cells = self.content.cells
        if position in cells and cells[position].text != cell.text:
            self.tell(NoticeKind.DOUBLED_CELL, position, cells[position].text)
        cells[position] = cell
        if self.row_hidden:
            self.content.hidden_rows.add(position[0])
        if self.maker.notice is not None:
            self.tell(self.maker.notice[0], position, self.maker.notice[1])
            self.maker.notice = None

    def position(self) -> Position | None:
        """Where the cell stands: its own address, or the place after the last address in its row."""
        row, col = self.row, self.cells_since
        if self.address is not None:
            anchor = self.parse_address(self.address)
            if anchor is None:
                return None
            row, col = anchor[0], anchor[1] + self.cells_since
        return (row, col) if 1 <= row <= MAX_ROW and 1 <= col <= MAX_COL else None

    def parse_address(self, address: str) -> Position | None:
        """An address, by the short way when it agrees with its row."""
        letters = address.removesuffix(self.row_text)
        col = COLUMNS.get(letters)
        return parse_a1(address.strip()) if col is None or letters is address else (self.row, col)

    def merge(self, attributes: Attributes) -> None:
        """A merged range; one that cannot be read is none."""
        merged = parse_range(attributes.get("ref", ""))
        if len(self.content.merges) >= self.limits.merges:
            raise UnreadableWorkbook(Reason.BOMB, f"{self.part}: over {self.limits.merges} merged ranges")
        if merged is not None:
            self.content.merges.append(merged)

    def column(self, attributes: Attributes) -> None:
        """A run of columns with one look."""
        first, last = attributes.get("min", ""), attributes.get("max", "")
        hidden = is_true(attributes.get("hidden"))
        if hidden and first.isdecimal() and last.isdecimal() and len(first) < 9 and len(last) < 9:
            if len(self.content.hidden_cols) >= MAX_COL:
                raise UnreadableWorkbook(Reason.BOMB, f"{self.part}: over {MAX_COL} column runs")
            self.content.hidden_cols.append((max(1, int(first)), min(int(last), MAX_COL)))

    def embedded(self, attributes: Attributes) -> None:
        """An embedded object; it is often written twice, for old and new programs."""
        if len(self.content.objects) < MAX_COL:
            self.content.objects.add(attributes.get("shapeId", ""))


def read_sheet(
    chunks: Iterable[bytes], part: str, title: str, maker: CellMaker, limits: Limits, left: Left
) -> SheetContent:
    """The filled cells of a worksheet part and what stands beside them.

    Args:
        chunks: The part's bytes.
        part: Its name, for error messages.
        title: The name on the tab, for notices.
        maker: Makes the cells, from the workbook's strings and styles.
        limits: Budgets.
        left: What the workbook may still have.

    Raises:
        UnreadableWorkbook: DAMAGED, DOCTYPE or BOMB.
    """
    sheet = SheetPass(part, title, maker, limits, left)
    parse(chunks, part, limits, sheet.start, sheet.end, sheet.texts.append)
    return sheet.content
