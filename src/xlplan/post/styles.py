"""Cell styles for marks and for our tab: added to the styles part, none of those in it changed.

A mark is a fill in a colour that nobody else uses, on a copy of the cell's own style. The colour that a cell had
before stands in the fill's second colour, which a solid fill does not show: so it can be put back after programs that
know nothing of us have saved the file.
"""

from __future__ import annotations

from enum import StrEnum

from xlplan.findings.finding import Severity
from xlplan.sheets import looks
from xlplan.sheets.markup import Edits, Node, Unsafe
from xlplan.sheets.parts import Parts

PALE = {Severity.ERROR: "FFFFC9CF", Severity.WARNING: "FFFFE99B"}
DARK = {Severity.ERROR: "FF9B0107", Severity.WARNING: "FF7E4B01"}
"""Behind light text."""
OURS = frozenset((*PALE.values(), *DARK.values()))
_MOST_STYLES = 60_000
"""Excel stops at some 65,000."""
_LIGHT_THEME = ("0", "2")
_LIGHT_INDEXED = ("1", "9", "22", "26", "27", "41", "42", "43")


class Look(StrEnum):
    """The looks of our tab."""

    TITLE = "title"
    TEXT = "text"
    HEADER = "header"
    BODY = "body"
    LINK = "link"
    TICK = "tick"


class StyleSheet:
    """The styles part, added to."""

    def __init__(self, parts: Parts, part: str) -> None:
        self._edit: Edits = parts.edit(part)
        self._root = parts.outline(part)
        self._prefix = self._root.prefix
        self._added: dict[str, int] = {}
        self._marks: dict[tuple[int, Severity], int] = {}
        self._looks: dict[Look, int] = {}
        self._xfs = self._section("cellXfs").children
        self._count = {name: len(self._section(name).children) for name in ("fonts", "fills", "borders", "cellXfs")}
        if not self._xfs or self._count["cellXfs"] > _MOST_STYLES:
            raise Unsafe(f"{len(self._xfs)} cell styles")

    def marked(self, style: int, severity: Severity) -> int:
        """The style of a cell with our fill."""
        key = (style if style < len(self._xfs) else 0, severity)
        if key not in self._marks:
            self._marks[key] = self._add_marked(self._xfs[key[0]], severity)
        return self._marks[key]

    def look(self, look: Look) -> int:
        """The style of a cell of our tab."""
        if look not in self._looks:
            self._looks[look] = self._add_look(look)
        return self._looks[look]

    def finish(self) -> None:
        """Set the counts."""
        for name, count in self._count.items():
            section = self._section(name)
            if section.get("count"):
                self._edit.set(section, "count", str(count))

    def _section(self, name: str) -> Node:
        section = self._root.child(name)
        if section is None:
            raise Unsafe(f"styles without {name}")
        return section

    def _add(self, section: str, xml: str) -> int:
        self._edit.append(self._section(section), xml)
        self._count[section] += 1
        return self._count[section] - 1

    def _add_marked(self, xf: Node, severity: Severity) -> int:
        colour = (DARK if self._is_light(xf.get("fontId")) else PALE)[severity]
        fill = self._add_fill(colour, self._shown_colour(xf.get("fillId")))
        head = Edits(self._edit.data[xf.start : xf.end])
        here = Node(xf.tag, xf.attributes, 0, xf.inner - xf.start)
        head.set(here, "fillId", str(fill))
        head.set(here, "applyFill", "1")
        return self._add("cellXfs", head.apply()[0].decode())

    def _add_fill(self, colour: str, before: str) -> int:
        p = self._prefix
        colours = f'<{p}fgColor rgb="{colour}"/>{before}'
        xml = f'<{p}fill><{p}patternFill patternType="solid">{colours}</{p}patternFill></{p}fill>'
        if xml not in self._added:
            self._added[xml] = self._add("fills", xml)
        return self._added[xml]

    def _shown_colour(self, fill_id: str) -> str:
        """The colour of a solid fill, as the second colour of ours."""
        nothing = f'<{self._prefix}bgColor indexed="64"/>'
        fill = _at(self._section("fills").children, fill_id)
        pattern = fill.child("patternFill") if fill else None
        colour = pattern.child("fgColor") if pattern and pattern.get("patternType") == "solid" else None
        if colour is None or colour.get("rgb") in OURS or not colour.attributes:
            return nothing
        attributes = self._edit.data[colour.start + 1 + len(colour.tag) : colour.inner].decode()
        return f"<{self._prefix}bgColor{attributes}" if attributes.endswith("/>") else nothing

    def _is_light(self, font_id: str) -> bool:
        """Whether a font's colour is too light for a pale ground."""
        font = _at(self._section("fonts").children, font_id)
        colour = font.child("color") if font else None
        if colour is None:
            return False
        rgb = colour.get("rgb")[-6:]
        if len(rgb) == 6:
            try:
                red, green, blue = bytes.fromhex(rgb)
            except ValueError:
                return False
            return 0.299 * red + 0.587 * green + 0.114 * blue > 140
        return colour.get("theme") in _LIGHT_THEME or colour.get("indexed") in _LIGHT_INDEXED

    def _add_look(self, look: Look) -> int:
        p = self._prefix
        style = _LOOKS[look]
        marks = "".join(f"<{p}{name}/>" for name, there in (("b", style.bold), ("u", style.underline)) if there)
        size = f'<{p}sz val="{style.size:g}"/><{p}color rgb="{_argb(style.color)}"/><{p}name val="{looks.FONT}"/>'
        font = self._once("fonts", f"<{p}font>{marks}{size}</{p}font>")
        fill = 0
        if style.fill:
            pattern = f'<{p}patternFill patternType="solid"><{p}fgColor rgb="{_argb(style.fill)}"/></{p}patternFill>'
            fill = self._once("fills", f"<{p}fill>{pattern}</{p}fill>")
        sides = "".join(_side(p, name, style.border) for name in ("left", "right", "top", "bottom"))
        border = self._once("borders", f"<{p}border>{sides}<{p}diagonal/></{p}border>")
        wrap = ' wrapText="1"' if style.wrap else ""
        return self._add(
            "cellXfs",
            f'<{p}xf numFmtId="49" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1" '
            f'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
            f'<{p}alignment horizontal="left" vertical="{style.valign}"{wrap}/></{p}xf>',
        )

    def _once(self, section: str, xml: str) -> int:
        if xml not in self._added:
            self._added[xml] = self._add(section, xml)
        return self._added[xml]


_LOOKS = {
    Look.TITLE: looks.TITLE,
    Look.TEXT: looks.Style(valign="center", wrap=False),
    Look.HEADER: looks.HEADER,
    Look.BODY: looks.BODY,
    Look.LINK: looks.Style(color=looks.LINK, underline=True, border=looks.RULE),
    Look.TICK: looks.INPUT,
}


def _argb(colour: str) -> str:
    return "FF" + colour.removeprefix("#")


def _side(prefix: str, name: str, colour: str | None) -> str:
    if colour is None:
        return f"<{prefix}{name}/>"
    return f'<{prefix}{name} style="thin"><{prefix}color rgb="{_argb(colour)}"/></{prefix}{name}>'


def _at(nodes: list[Node], index: str) -> Node | None:
    return nodes[int(index)] if index.isdecimal() and len(index) < 9 and int(index) < len(nodes) else None


def unmark_fills(parts: Parts, part: str) -> None:
    """Put the colours back that were there before our fills, for all cells at once."""
    root = parts.outline(part)
    fills = root.child("fills")
    edit = parts.edit(part)
    for fill in fills.children if fills else []:
        pattern = fill.child("patternFill")
        colour = pattern.child("fgColor") if pattern else None
        if pattern is None or colour is None or colour.get("rgb").upper() not in OURS:
            continue
        before = pattern.child("bgColor")
        p = pattern.prefix
        if before is None or before.get("indexed") == "64" or before.get("rgb").upper() in OURS:
            edit.replace(pattern.start, pattern.end, f'<{p}patternFill patternType="none"/>')
        else:
            attributes = edit.data[before.start + 1 + len(before.tag) : before.inner].decode()
            shown = f"<{p}fgColor{attributes}" + ("" if attributes.endswith("/>") else f"</{p}fgColor>")
            edit.replace(
                pattern.start,
                pattern.end,
                f'<{p}patternFill patternType="solid">{shown}<{p}bgColor indexed="64"/></{p}patternFill>',
            )
