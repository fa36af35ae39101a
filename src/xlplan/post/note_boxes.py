"""The boxes that show notes: shapes in an old drawing format (VML), without which Excel shows no note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlplan.sheets.grid import Position
from xlplan.sheets.markup import Edits, Node, text_of
from xlplan.sheets.text_size import line_count

_V = "urn:schemas-microsoft-com:vml"
_O = "urn:schemas-microsoft-com:office:office"
_X = "urn:schemas-microsoft-com:office:excel"
_SPACES = {"xmlns:v": _V, "xmlns:o": _O, "xmlns:x": _X}
_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"{spaces}>'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;visibility:hidden;z-index:{z}" '
    'fillcolor="#ffffe1" o:insetmode="auto"{spaces}><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>"
)
WIDTH_PX = 320
_WIDTH_CHARS = 44
_LINE_PX = 15
_COL_PX, _ROW_PX = 64, 20
_FIRST_ID = 1025


@dataclass(frozen=True, slots=True)
class Measures:
    """How wide columns and how high rows of a sheet are, where it says so."""

    columns: tuple[tuple[int, int, float], ...]
    """First, last and width in characters."""
    rows: Mapping[int, float]
    """Heights in points."""

    def col_px(self, col: int) -> int:
        """A column's width."""
        width = next((width for first, last, width in self.columns if first <= col <= last), None)
        return _COL_PX if width is None else int(width * 7 + 5)

    def row_px(self, row: int) -> int:
        """A row's height."""
        height = self.rows.get(row)
        return _ROW_PX if height is None else int(height * 4 / 3)

    def right(self, col: int, px: int, by: int) -> tuple[int, int]:
        """The place ``by`` pixels to the right of a place in a column."""
        px += by
        while px > (width := self.col_px(col)) and col < 16_000:
            px, col = px - width, col + 1
        return col, px

    def down(self, row: int, px: int, by: int) -> tuple[int, int]:
        """The place ``by`` pixels below a place in a row."""
        px += by
        while px > (height := self.row_px(row)) and row < 1_048_000:
            px, row = px - height, row + 1
        return row, px


def height_px(text: str) -> int:
    """How high a text becomes in a box."""
    return (line_count(text, _WIDTH_CHARS) + 1) * _LINE_PX


def new_drawing(boxes: Mapping[Position, str], measures: Measures) -> str:
    """A drawing with a box for each note."""
    shapes = "".join(
        _shape(position, text, _FIRST_ID + index, measures, "") for index, (position, text) in enumerate(boxes.items())
    )
    spaces = " ".join(f'{name}="{value}"' for name, value in _SPACES.items())
    layout = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    return f"<xml {spaces}>{layout}{_TYPE.format(spaces='')}{shapes}</xml>"


def add_boxes(edit: Edits, root: Node, boxes: Mapping[Position, str], measures: Measures) -> None:
    """Put boxes into a drawing that is there."""
    known = all(root.attributes.get(name) == value for name, value in _SPACES.items())
    spaces = "" if known else "".join(f' {name}="{value}"' for name, value in _SPACES.items())
    ids = [node.get("id") for node in root.walk()]
    numbers = [int(digits) for name in ids if (digits := name.removeprefix("_x0000_s")).isdecimal() and len(digits) < 9]
    first = max([*numbers, _FIRST_ID - 1]) + 1
    new = "" if "_x0000_t202" in ids else _TYPE.format(spaces=spaces)
    for index, (position, text) in enumerate(boxes.items()):
        new += _shape(position, text, first + index, measures, spaces)
    edit.append(root, new)


def boxes_by_cell(edit: Edits, root: Node) -> dict[Position, Node]:
    """The shapes of notes in a drawing."""
    found: dict[Position, Node] = {}
    for shape in root.walk():
        client = shape.child("ClientData") if shape.name == "shape" else None
        row, col = (client.child("Row"), client.child("Column")) if client else (None, None)
        if row and col:
            texts = (text_of(edit.data, row).strip(), text_of(edit.data, col).strip())
            if all(text.isdecimal() and len(text) < 9 for text in texts):
                found[int(texts[0]) + 1, int(texts[1]) + 1] = shape
    return found


def heighten(edit: Edits, shape: Node, by: int, measures: Measures) -> None:
    """Make a box higher, for what was added to its note."""
    anchor = shape.child("ClientData", "Anchor")
    if anchor is None:
        return
    numbers = [part.strip() for part in text_of(edit.data, anchor).split(",")]
    if len(numbers) != 8 or not all(number.isdecimal() and len(number) < 9 for number in numbers):
        return
    row, px = measures.down(int(numbers[6]) + 1, int(numbers[7]), by)
    edit.replace(anchor.inner, anchor.close, ", ".join([*numbers[:6], str(row - 1), str(px)]))


def _shape(position: Position, text: str, number: int, measures: Measures, spaces: str) -> str:
    row, col = position
    last_col, right = measures.right(col + 1, 15, WIDTH_PX)
    last_row, bottom = measures.down(row, 4, height_px(text))
    anchor = f"{col}, 15, {row - 1}, 4, {last_col - 1}, {right}, {last_row - 1}, {bottom}"
    return _SHAPE.format(id=number, z=number - _FIRST_ID + 1, spaces=spaces, anchor=anchor, row=row - 1, col=col - 1)
