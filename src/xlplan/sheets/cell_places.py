"""Where the rows and cells of a worksheet part stand in its bytes, for changing some of them in place."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, field
from xml.parsers import expat

from xlplan.sheets.address import parse_a1, parse_range, to_a1
from xlplan.sheets.grid import Position
from xlplan.sheets.markup import Edits, Node, Unsafe, close_node, run, tag_end
from xlplan.sheets.xml import is_true, local

_ROWS_BELOW = 40
"""So far below a cell its note may reach."""


@dataclass(slots=True)
class _Row:
    node: Node
    number: int
    wanted: list[Position]
    """Cells wanted that have not been met yet, from the left."""
    inserts: list[tuple[int, Position]] = field(default_factory=list)


def restyle(
    edit: Edits, part: str, root: Node, wanted: Set[Position], style: Callable[[Position, int], int]
) -> dict[int, float]:
    """Change the style of some cells of a worksheet part; those that are not there are put in.

    Args:
        edit: The part's changes.
        part: Its name.
        root: Its outline, with the columns.
        wanted: The cells.
        style: Gives the new style of a cell from the one it has.

    Returns:
        The stored heights of the rows around, in points.

    Raises:
        Unsafe: Rows or cells stand out of order.
    """
    data = root.child("sheetData")
    if data is None:
        raise Unsafe(f"{part}: no cells")
    cell_pass = _CellPass(edit, part, data, wanted, style, _column_styles(root))
    run(edit.data, part, cell_pass.start, cell_pass.end, cell_pass.parser)
    return cell_pass.heights


def anchors(root: Node, wanted: Set[Position]) -> dict[Position, Position]:
    """For wanted cells that a merged range covers, the cell that shows."""
    found: dict[Position, Position] = {}
    merges = root.child("mergeCells")
    for node in merges.children if merges else []:
        merged = parse_range(node.get("ref"))
        if merged is not None:
            found |= {each: (merged.first_row, merged.first_col) for each in wanted if each in merged}
    return found


def _column_styles(root: Node) -> list[tuple[int, int, int]]:
    cols = root.child("cols")
    return [
        (_number(node.get("min")), _number(node.get("max")), _number(node.get("style")))
        for node in (cols.children if cols else [])
    ]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _height(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 409.5) if text else 0.0
    except ValueError:
        return 0.0


class _CellPass:
    def __init__(
        self,
        edit: Edits,
        part: str,
        data: Node,
        wanted: Set[Position],
        style: Callable[[Position, int], int],
        columns: list[tuple[int, int, int]],
    ) -> None:
        self.parser = expat.ParserCreate()
        self.edit = edit
        self.part = part
        self.data = data
        self.style = style
        self.columns = columns
        self.missing = sorted(wanted)
        """Cells in rows that have not been met yet."""
        self.row: _Row | None = None
        self.number = 0
        self.col = 0
        self.depth = 0
        self.new_rows: list[tuple[int, str]] = []
        self.heights: dict[int, float] = {}
        self.last = self.missing[-1][0] + _ROWS_BELOW if self.missing else 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 3 and local(tag) == "row" and self._within():
            self._start_row(tag, attributes)
        elif self.depth == 4 and self.row is not None and local(tag) == "c":
            self._start_cell(tag, attributes)

    def end(self, tag: str) -> None:
        at = self.parser.CurrentByteIndex
        if self.depth == 3 and self.row is not None:
            self._end_row(self.row, at)
        elif self.depth == 2 and local(tag) == "sheetData" and at <= self.data.end:
            self._end_rows()
        self.depth -= 1

    def _within(self) -> bool:
        return self.data.inner <= self.parser.CurrentByteIndex < self.data.close

    def _start_row(self, tag: str, attributes: dict[str, str]) -> None:
        number = _number(attributes.get("r", "")) or self.number + 1
        if number <= self.number:
            raise Unsafe(f"{self.part}: rows out of order")
        self.number, self.col = number, 0
        if number <= self.last and (height := _height(attributes.get("ht", ""))):
            self.heights[number] = height
        at = self.parser.CurrentByteIndex
        self._insert_rows(at, number)
        wanted = []
        while self.missing and self.missing[0][0] == number:
            wanted.append(self.missing.pop(0))
        self.row = _Row(Node(tag, attributes, at, tag_end(self.edit.data, at)), number, wanted)

    def _start_cell(self, tag: str, attributes: dict[str, str]) -> None:
        row = self.row
        assert row is not None
        place = parse_a1(attributes.get("r", "").strip()) if "r" in attributes else (row.number, self.col + 1)
        if place is None or place[0] != row.number or place[1] <= self.col:
            raise Unsafe(f"{self.part}: cells out of order")
        self.col = place[1]
        at = self.parser.CurrentByteIndex
        while row.wanted and row.wanted[0] < place:
            row.inserts.append((at, row.wanted.pop(0)))
        if row.wanted and row.wanted[0] == place:
            row.wanted.pop(0)
            node = Node(tag, attributes, at, tag_end(self.edit.data, at))
            before = _number(attributes.get("s", ""))
            self.edit.set(node, "s", str(self.style(place, before)))

    def _end_row(self, row: _Row, at: int) -> None:
        close_node(row.node, self.edit.data, at)
        for place, position in row.inserts:
            self.edit.insert(place, self._cell(row.node, position))
        if row.wanted:
            self.edit.append(row.node, "".join(self._cell(row.node, position) for position in row.wanted))
        self.row = None

    def _end_rows(self) -> None:
        self._insert_rows(self.data.close, 0)
        if not self.new_rows:
            return
        if self.data.close == self.data.inner:
            self.edit.append(self.data, "".join(row for _, row in self.new_rows))
            return
        for at, row in self.new_rows:
            self.edit.insert(at, row)

    def _insert_rows(self, at: int, before: int) -> None:
        """Note down rows for the wanted cells above row ``before`` (all with 0)."""
        while self.missing and (self.missing[0][0] < before or not before):
            number = self.missing[0][0]
            p = self.data.prefix
            cells = ""
            while self.missing and self.missing[0][0] == number:
                cells += self._cell(None, self.missing.pop(0))
            self.new_rows.append((at, f'<{p}row r="{number}">{cells}</{p}row>'))

    def _cell(self, row: Node | None, position: Position) -> str:
        style = next((style for first, last, style in self.columns if first <= position[1] <= last), 0)
        if row is not None and is_true(row.get("customFormat")):
            style = _number(row.get("s"))
        return f'<{self.data.prefix}c r="{to_a1(*position)}" s="{self.style(position, style)}"/>'
