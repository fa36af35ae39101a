"""How the cells of a workbook look that a person has worked in: fills, fonts, number formats, column widths.

The reader of cells has no use for any of it; this second look is taken only of our own workbooks that come back, once
they have been opened safely.
"""

from __future__ import annotations

import colorsys
import re
import warnings
from dataclasses import dataclass, field
from io import BytesIO

from xlplan.sheets.grid import Position

DIGIT_PX, PADDING_PX = 7, 5
"""Pixels of a digit and beside a column's text, in Calibri 11 (ECMA-376 part 1, 18.3.1.13)."""
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
"""Colours as cells number them: light and dark change places against the theme's own order."""


@dataclass(frozen=True, slots=True)
class CellLook:
    """What a person can change in how a cell looks; colours as ``#RRGGBB``."""

    fill: str | None = None
    color: str | None = None
    bold: bool = False
    italic: bool = False
    number: str = "General"


@dataclass(frozen=True, slots=True)
class SheetLook:
    """The looks of one tab."""

    cells: dict[Position, CellLook] = field(default_factory=dict)
    """Of cells that are stored, blank ones too."""
    widths: dict[int, float] = field(default_factory=dict)
    """By column, in characters as they are given when a column is written."""
    hidden: frozenset[int] = frozenset()
    """Hidden columns."""


def read_appearance(data: bytes) -> dict[str, SheetLook]:
    """The looks of each tab of an .xlsx, by its title.

    Raises:
        Exception: Whatever openpyxl raises for a file that it cannot read; the caller goes on without looks.
    """
    from openpyxl import load_workbook
    from openpyxl.worksheet.worksheet import Worksheet

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(data), keep_links=False)
    colours = _Colours(getattr(book, "loaded_theme", None))
    return {sheet.title: _sheet_look(sheet, colours) for sheet in book.worksheets if isinstance(sheet, Worksheet)}


def _sheet_look(sheet: object, colours: _Colours) -> SheetLook:
    by_style: dict[int, CellLook] = {}
    cells = {}
    for position, cell in sheet._cells.items():  # type: ignore[attr-defined]  # what is stored: no walk over blank rows
        if cell.style_id not in by_style:
            by_style[cell.style_id] = CellLook(
                fill=colours.code(cell.fill.fgColor) if cell.fill.fill_type == "solid" else None,
                color=colours.code(cell.font.color) if cell.font.color is not None else None,
                bold=bool(cell.font.b),
                italic=bool(cell.font.i),
                number=cell.number_format,
            )
        cells[position] = by_style[cell.style_id]
    widths, hidden = {}, set()
    for run in sheet.column_dimensions.values():  # type: ignore[attr-defined]
        for col in range(run.min or 0, min(run.max or 0, (run.min or 0) + 500) + 1):
            widths[col] = (round(run.width * DIGIT_PX) - PADDING_PX) / DIGIT_PX
            if run.hidden:
                hidden.add(col)
    return SheetLook(cells, widths, frozenset(hidden))


class _Colours:
    """Colours as cells name them, by code, theme and shade, or number, to ``#RRGGBB``."""

    def __init__(self, theme: bytes | None) -> None:
        text = (theme or b"").decode("utf-8", "replace")
        found = re.findall(r"<a:(\w+)>\s*<a:(?:srgbClr val|sysClr [^>]*?lastClr)=\"([0-9A-Fa-f]{6})\"", text)
        named = {name: code.upper() for name, code in found}
        self._theme = [named.get(name) for name in _THEME_ORDER]

    def code(self, colour: object) -> str | None:
        """None for a colour that cannot be told, or that the program chooses itself."""
        from openpyxl.styles.colors import COLOR_INDEX

        kind, value = getattr(colour, "type", None), getattr(colour, "value", None)
        code = None
        if kind == "rgb" and isinstance(value, str):
            code = value[-6:]
        elif kind == "theme" and isinstance(value, int) and value < len(self._theme):
            code = self._theme[value]
        elif kind == "indexed" and isinstance(value, int) and value < len(COLOR_INDEX) and value < 64:
            code = COLOR_INDEX[value][-6:]
        return f"#{shaded(code, float(getattr(colour, 'tint', 0) or 0)).upper()}" if code else None


def shaded(code: str, tint: float) -> str:
    """A colour made lighter (tint above 0) or darker (below), in lightness (ECMA-376 part 1, 18.8.19).

    >>> shaded("4472C4", 0.8), shaded("FFFFFF", 0)
    ('dae3f3', 'FFFFFF')
    """
    if not tint:
        return code
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, depth = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, light, depth))
