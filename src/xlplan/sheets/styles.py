"""The styles part: of all looks, the two that change what a cell says, number format and strike-through."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlplan.sheets.limits import Limits
from xlplan.sheets.number_formats import BUILT_IN, GENERAL, NumberFormat, parse_format
from xlplan.sheets.refusal import Reason, UnreadableWorkbook
from xlplan.sheets.remembering import remembered
from xlplan.sheets.xml import Attributes, is_true, local, parse, pieces


@dataclass(slots=True)
class Styles:
    """Cell styles, by their index in ``cellXfs`` as a cell's ``s`` writes it; a missing ``s`` means style 0."""

    formats: dict[str, NumberFormat] = field(default_factory=dict)
    """Of those styles whose number format is not General."""
    struck: set[str] = field(default_factory=set)
    """Of those whose font is struck through."""


class _StylesPass:
    def __init__(self, part: str, limits: Limits) -> None:
        self.part = part
        self.limits = limits
        self.styles = Styles()
        self.depth = 0
        self.section = ""
        self.codes: dict[str, str] = {}
        self.struck_fonts: list[bool] = []
        self.index = 0

    def start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth > self.limits.depth:
            raise UnreadableWorkbook(Reason.BOMB, f"{self.part}: too deep")
        if self.depth == 2:
            self.section = local(name)
        elif self.section == "cellXfs" and self.depth == 3:
            self.take_style(attributes)
        elif self.section == "fonts":
            self.take_font(local(name), attributes)
        elif self.section == "numFmts":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")

    def take_font(self, name: str, attributes: Attributes) -> None:
        if self.depth == 3:
            self.struck_fonts.append(False)
        elif name == "strike" and self.depth == 4:
            self.struck_fonts[-1] = is_true(attributes.get("val", "1"))

    def take_style(self, attributes: Attributes) -> None:
        style = str(self.index)
        self.index += 1
        number_format = self.format_of(attributes.get("numFmtId", "0"))
        if number_format != GENERAL:
            self.styles.formats[style] = number_format
        font = attributes.get("fontId", "0")
        if font.isdecimal() and len(font) < 9 and int(font) < len(self.struck_fonts) and self.struck_fonts[int(font)]:
            self.styles.struck.add(style)

    def format_of(self, number: str) -> NumberFormat:
        code = self.codes.get(number)
        if code is None:
            code = BUILT_IN.get(int(number), "General") if number.isdecimal() and len(number) < 9 else "General"
        return parse_format(code)

    def end(self, _name: str) -> None:
        self.depth -= 1


@remembered
def read_styles(xml: bytes, part: str, limits: Limits) -> Styles:
    """The cell styles.

    Raises:
        UnreadableWorkbook: DAMAGED, DOCTYPE or BOMB.
    """
    styles_pass = _StylesPass(part, limits)
    parse(pieces(xml), part, limits, styles_pass.start, styles_pass.end, len)
    return styles_pass.styles
