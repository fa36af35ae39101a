"""The drawing on an OOXML sheet: the texts of its boxes and shapes, and where pictures stand."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.sheets.address import MAX_COL, MAX_ROW
from xlplan.sheets.grid import Notice, NoticeKind, Position, Shape
from xlplan.sheets.xml import Element

_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_FALLBACK = "Fallback"
"""What a program shows that cannot show the alternative beside it (ECMA-376 part 3): the same thing again."""
_DIAGRAM = "/diagram"


def read_drawing(root: Element, sheet: str) -> tuple[list[Shape], list[Notice]]:
    """The shapes with text, in drawing order, and a notice for each picture or diagram; charts are passed over."""
    shapes: list[Shape] = []
    notices: list[Notice] = []
    for anchor in _anchors(root):
        row, col = _corner(anchor)
        for element in anchor.descendants(skip=_FALLBACK):
            if element.name == "sp" and (text := _shape_text(element)).strip():
                shapes.append(Shape(text, row, col))
            elif element.name == "pic" or (element.name == "graphicData" and element.get("uri").endswith(_DIAGRAM)):
                notices.append(Notice(NoticeKind.PICTURE, sheet, row, col, _description(anchor)))
    return shapes, notices


def _anchors(root: Element) -> Iterator[Element]:
    return (element for element in root.descendants(skip=_FALLBACK) if element.name in _ANCHORS)


def _corner(anchor: Element) -> Position:
    """The cell of the upper left corner; the first one when the anchor names none."""
    row, col = anchor.child("from", "row"), anchor.child("from", "col")
    return _one_based(row, MAX_ROW), _one_based(col, MAX_COL)


def _one_based(element: Element | None, most: int) -> int:
    index = element.text.strip() if element else ""
    return min(int(index) + 1, most) if index.isdecimal() and len(index) < 9 else 1


def _shape_text(shape: Element) -> str:
    body = shape.child("txBody")
    return "\n".join(_paragraph(child) for child in body.children if child.name == "p") if body else ""


def _paragraph(paragraph: Element) -> str:
    return "".join(
        "\n" if element.name == "br" else element.text
        for element in paragraph.descendants()
        if element.name in ("t", "br")
    )


def _description(anchor: Element) -> str:
    """What the drawing says of itself: its alternative text, or its name."""
    marks = next((element for element in anchor.descendants() if element.name == "cNvPr"), None)
    return (marks.get("descr") or marks.get("name")) if marks else ""
