"""The one visual identity of every workbook that we write: colours, fonts and styles, and nothing else.

Calm and printable: dark blue for what orders the page, light grey for help, white for what people write. Fonts are
11 points or more; a test computes that every pair of text and fill has a contrast of 4.5:1 or more (WCAG 1.4.3).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

FONT = "Calibri"
INK = "#1F2933"
NIGHT = "#1F4E79"
WHITE = "#FFFFFF"
MIST = "#F2F5F8"
HELP = "#52606D"
CLAY = "#8A4B08"
RULE = "#9AA5B1"
LINK = "#0B5394"

GREEN = ("#006100", "#C6EFCE")
AMBER = ("#7F4A00", "#FFEB9C")
RED = ("#9C0006", "#FFC7CE")
BLUE = ("#0B3C66", "#DDEBF7")
GREY = ("#3E4C59", "#E4E7EB")
"""Text and fill of marks; the word always stands beside the colour."""
MISSING = ("#E0A800", "#FFF4CC")
"""Stripes and ground of a cell that is still to be filled in: a pattern, for those who see no colours."""

STATUS_COLOURS = {
    "fulfilled": GREEN,
    "partly": AMBER,
    "not_fulfilled": RED,
    "ongoing": BLUE,
    "not_started": GREY,
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks and whether it is locked; the writer turns it into a cell format once."""

    size: float = 11
    bold: bool = False
    italic: bool = False
    underline: bool = False
    struck: bool = False
    color: str = INK
    fill: str | None = None
    border: str | None = None
    """Colour of a thin line around the cell."""
    rule_below: str | None = None
    """Colour of a thicker line below the cell."""
    wrap: bool = True
    align: str = "left"
    valign: str = "top"
    indent: int = 0
    number: str = "General"
    locked: bool = True


TEXT = "@"
"""Number format of text: what is typed stays as typed, ``1/5`` no date and ``=…`` no formula."""

PAGE = Style()
TITLE = Style(size=18, bold=True, color=NIGHT, wrap=False, valign="center")
SUBTITLE = Style(size=12, color=HELP, wrap=False, valign="center")
SECTION = Style(size=13, bold=True, color=NIGHT, wrap=False, valign="bottom", rule_below=NIGHT)
SECTION_HELP = Style(color=HELP, wrap=False, valign="bottom", rule_below=NIGHT)
PARAGRAPH = Style(valign="center")
GUIDANCE = Style(italic=True, color=HELP, fill=MIST, border=RULE)
HEADER = Style(bold=True, color=WHITE, fill=NIGHT, border=NIGHT, valign="center")
HEADER_FIGURE = replace(HEADER, align="right")
HEADER_OPEN = replace(HEADER, fill=CLAY, border=CLAY)
INPUT = Style(border=RULE, number=TEXT, locked=False)
CONTEXT = replace(INPUT, color=HELP, fill=MIST)
ANSWER = replace(INPUT, valign="center")
CARD_TITLE = replace(INPUT, bold=True)
BODY = Style(border=RULE, number=TEXT)
NUMBERING = Style(color=HELP, border=RULE, number=TEXT, locked=False, wrap=False)
ASIDE = replace(BODY, color=HELP)
LINK_BODY = replace(BODY, color=LINK, underline=True, number="General")
LABEL = Style(bold=True, fill=MIST, border=RULE, valign="center")
CARD_LABEL = replace(LABEL, valign="top")
FIGURE = Style(border=RULE, number="#,##0", align="right", valign="center")
BODY_FIGURE = replace(FIGURE, valign="top")
LINK_LINE = Style(color=LINK, underline=True, wrap=False)
LINK_CELL = Style(color=LINK, underline=True, border=RULE, valign="center")
SHARE = replace(FIGURE, number="0 %")
TEXT_LINE = Style(wrap=False)
LINK_ABOVE = replace(LINK_LINE, valign="bottom")
TOTAL = replace(FIGURE, bold=True, fill=MIST)
FIGURE_WORD = replace(FIGURE, number="General", italic=True)
"""A word where others have a figure."""
TOTAL_WORD = replace(TOTAL, number="General", italic=True)
UNLOCKED = Style(locked=False, number=TEXT)
