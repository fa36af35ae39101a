"""A written workbook taken apart, down to the XML: what stands in its parts, not what a library makes of it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from xlplan.sheets.address import Range, column_letters, parse_a1, parse_range

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
THEME_COLOURS = {"0": "FFFFFF", "1": "000000"}
"""Of the Office theme: background and text."""
DEFAULT_WIDTH = 8.43
PADDING_WIDTH = 0.7109375
"""What Excel stores beyond the width that people see: five pixels."""
Position = tuple[int, int]


@dataclass(frozen=True)
class Look:
    """The looks of a cell that a reader depends on."""

    font: str
    size: float
    colour: str
    fill: str
    wrap: bool
    locked: bool


@dataclass(frozen=True)
class Cell:
    """A written cell: what it shows, its look, and its formula if it has one."""

    text: str
    look: int
    formula: str = ""


@dataclass(frozen=True)
class Table:
    """An Excel Table."""

    name: str
    span: Range
    headings: tuple[str, ...]
    title: str
    description: str


@dataclass(frozen=True)
class ColourRule:
    """A conditional format: where, when, and the colours it sets (empty: left as they are)."""

    spans: tuple[Range, ...]
    formula: str
    colour: str
    fill: str
    pattern: str
    """Name of the pattern that it fills with, if that is not plain colour."""


class Book:
    """The parts of one workbook."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        with ZipFile(BytesIO(content)) as package:
            self.parts = {part: package.read(part) for part in package.namelist()}

    def __repr__(self) -> str:
        return self.name

    def tree(self, part: str) -> ET.Element:
        return ET.fromstring(self.parts[part])

    def links(self, part: str) -> dict[str, tuple[str, str]]:
        """Kind and target of each relationship of a part, by id."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.parts:
            return {}
        return {
            link.get("Id", ""): (
                link.get("Type", "").rpartition("/")[2],
                link.get("Target", "")
                if link.get("TargetMode") == "External"
                else posixpath.normpath(posixpath.join(folder, link.get("Target", ""))).lstrip("/"),
            )
            for link in self.tree(rels)
        }

    @cached_property
    def core(self) -> dict[str, str]:
        """The core properties by their names without namespaces."""
        return {each.tag.rpartition("}")[2]: each.text or "" for each in self.tree("docProps/core.xml")}

    @cached_property
    def workbook(self) -> ET.Element:
        return self.tree("xl/workbook.xml")

    @cached_property
    def names(self) -> dict[str, str]:
        """Target by name, of the names that the whole workbook sees."""
        found = self.workbook.iter(MAIN + "definedName")
        return {each.get("name", ""): each.text or "" for each in found if each.get("localSheetId") is None}

    @cached_property
    def strings(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self.parts:
            return []
        items = self.tree("xl/sharedStrings.xml").iter(MAIN + "si")
        return ["".join(each.text or "" for each in item.iter(MAIN + "t")) for item in items]

    @cached_property
    def sheets(self) -> list[Sheet]:
        links = self.links("xl/workbook.xml")
        return [
            Sheet(self, each.get("name", ""), each.get("state", "visible"), links[each.get(RELATION + "id", "")][1])
            for each in self.workbook.iter(MAIN + "sheet")
        ]

    @property
    def visible(self) -> list[Sheet]:
        return [sheet for sheet in self.sheets if sheet.state == "visible"]

    @property
    def is_template(self) -> bool:
        return any(sheet.title == "_xlplan" for sheet in self.sheets)

    @cached_property
    def headers(self) -> dict[str, int]:
        """The header row of each area's tab, from the names that mark them."""
        found = [name for name in self.names if name.startswith("xlplan_head_")]
        places = [re.fullmatch(r"'?(.+?)'?!\$A\$(\d+)", self.names[name]) for name in found]
        return {place[1].replace("''", "'"): int(place[2]) for place in places if place}

    @cached_property
    def texts(self) -> set[str]:
        """All that can be read in the cells of the visible tabs."""
        return {cell.text for sheet in self.visible for cell in sheet.cells.values()}

    @cached_property
    def _styles(self) -> ET.Element:
        return self.tree("xl/styles.xml")

    def _styled(self, path: str) -> list[ET.Element]:
        found = self._styles.find("/".join(MAIN + step for step in path.split("/")))
        return list(found) if found is not None else []

    @cached_property
    def looks(self) -> list[Look]:
        """The cell formats, in the order that cells name them."""
        fonts, fills = self._styled("fonts"), self._styled("fills")
        found = []
        for xf in self._styled("cellXfs"):
            font, fill = fonts[int(xf.get("fontId", "0"))], fills[int(xf.get("fillId", "0"))]
            align, lock = xf.find(MAIN + "alignment"), xf.find(MAIN + "protection")
            found.append(
                Look(
                    font=value_of(font, "name"),
                    size=float(value_of(font, "sz")),
                    colour=colour_of(font.find(MAIN + "color")) or "000000",
                    fill=fill_of(fill) or "FFFFFF",
                    wrap=align is not None and align.get("wrapText") == "1",
                    locked=lock is None or lock.get("locked") != "0",
                )
            )
        return found

    @cached_property
    def conditional_looks(self) -> list[tuple[str, str, str]]:
        """Text colour, fill and pattern of the conditional formats; empty where one is left as it is."""
        found = []
        for dxf in self._styled("dxfs"):
            colour = colour_of(dxf.find(f"{MAIN}font/{MAIN}color"))
            fill, pattern = dxf.find(MAIN + "fill"), dxf.find(f"{MAIN}fill/{MAIN}patternFill")
            kind = pattern.get("patternType", "solid") if pattern is not None else "solid"
            shown = fill_of(fill, conditional=True) if fill is not None else ""
            found.append((colour, shown, "" if kind == "solid" else kind))
        return found


class Sheet:
    """One tab."""

    def __init__(self, book: Book, title: str, state: str, part: str) -> None:
        self.book, self.title, self.state, self.part = book, title, state, part
        self.root = book.tree(part)

    def __repr__(self) -> str:
        return self.title

    def all(self, tag: str) -> list[ET.Element]:
        return list(self.root.iter(MAIN + tag))

    @cached_property
    def cells(self) -> dict[Position, Cell]:
        """The cells that show something, by row and column."""
        return {place: cell for place, cell in self.written.items() if cell.text}

    @cached_property
    def written(self) -> dict[Position, Cell]:
        """All cells there are in the file, empty ones too."""
        found = {}
        for each in self.all("c"):
            value, formula = each.find(MAIN + "v"), each.find(MAIN + "f")
            text = (value.text or "") if value is not None else ""
            if each.get("t") == "s":
                text = self.book.strings[int(text)]
            place = parse_a1(each.get("r", ""))
            assert place is not None
            found[place] = Cell(text, int(each.get("s", "0")), (formula.text or "") if formula is not None else "")
        return found

    @property
    def last_row(self) -> int:
        return max(row for row, _ in self.cells)

    @property
    def last_col(self) -> int:
        return max(col for _, col in self.cells)

    def row_texts(self, row: int) -> dict[int, str]:
        return {col: cell.text for (at, col), cell in sorted(self.cells.items()) if at == row}

    @cached_property
    def widths(self) -> dict[int, float]:
        """Widths in characters of the columns up to the last filled one."""
        found = dict.fromkeys(range(1, self.last_col + 1), DEFAULT_WIDTH)
        for col in self.all("col"):
            for each in range(int(col.get("min", "1")), min(int(col.get("max", "1")), self.last_col) + 1):
                found[each] = float(col.get("width", "0")) - PADDING_WIDTH
        return found

    @cached_property
    def heights(self) -> dict[int, float]:
        return {int(row.get("r", "0")): float(row.get("ht", "15")) for row in self.all("row")}

    @cached_property
    def print_cols(self) -> int | None:
        """The last printed column where a print area is set."""
        index = str(self.book.sheets.index(self))
        for name in self.book.workbook.iter(MAIN + "definedName"):
            if name.get("name") == "_xlnm.Print_Area" and name.get("localSheetId") == index:
                span = parse_range((name.text or "").rpartition("!")[2])
                return span.last_col if span else None
        return None

    @cached_property
    def tables(self) -> list[Table]:
        parts = [target for kind, target in self.book.links(self.part).values() if kind == "table"]
        return [_table(self.book.tree(part)) for part in parts]

    @cached_property
    def charts(self) -> list[ET.Element]:
        """The frames of the charts and pictures, which carry their alternative texts."""
        parts = [target for kind, target in self.book.links(self.part).values() if kind == "drawing"]
        return [frame for part in parts for frame in self.book.tree(part).iter(DRAWING + "cNvPr")]

    @cached_property
    def colour_rules(self) -> list[ColourRule]:
        found = []
        for each in self.all("conditionalFormatting"):
            spans = tuple(span for text in each.get("sqref", "").split() if (span := parse_range(text)))
            for rule in each.iter(MAIN + "cfRule"):
                formula = "".join(part.text or "" for part in rule.iter(MAIN + "formula"))
                found.append(ColourRule(spans, formula, *self.book.conditional_looks[int(rule.get("dxfId", "0"))]))
        return found

    def looks_within(self, span: Range) -> set[int]:
        """The formats of the cells of a range: of written cells, else of their columns."""
        within = {cell.look for place, cell in self.written.items() if place in span}
        for col in self.all("col"):
            if int(col.get("min", "1")) <= span.last_col and int(col.get("max", "1")) >= span.first_col:
                within.add(int(col.get("style", "0")))
        return within

    @property
    def used_looks(self) -> set[int]:
        """The formats in use on the tab: of cells, of rows, of columns."""
        rows = {int(row.get("s", "0")) for row in self.all("row")}
        cols = {int(col.get("style", "0")) for col in self.all("col")}
        return rows | cols | {cell.look for cell in self.written.values()}

    @property
    def links(self) -> Iterator[tuple[str, str]]:
        """Text and target of each link, those that a formula makes among them."""
        yield from ((cell.text, cell.formula) for cell in self.cells.values() if cell.formula.startswith("HYPERLINK("))
        targets = self.book.links(self.part)
        for each in self.all("hyperlink"):
            place = parse_a1(each.get("ref", ""))
            target = targets.get(each.get(RELATION + "id", ""), ("", each.get("location", "")))[1]
            yield (self.cells[place].text if place in self.cells else ""), target


def at(position: Position) -> str:
    return f"{column_letters(position[1])}{position[0]}"


def value_of(holder: ET.Element, tag: str) -> str:
    found = holder.find(MAIN + tag)
    return found.get("val", "") if found is not None else ""


def colour_of(element: ET.Element | None) -> str:
    """Six hexadecimal digits; empty where no colour is set."""
    if element is None:
        return ""
    if element.get("rgb"):
        return element.get("rgb", "")[-6:]
    if element.get("theme"):
        return THEME_COLOURS[element.get("theme", "")]
    return ""


def fill_of(fill: ET.Element, *, conditional: bool = False) -> str:
    """The colour of a solid fill; a conditional format has it in the other place."""
    pattern = fill.find(MAIN + "patternFill")
    if pattern is None or (pattern.get("patternType", "solid") != "solid"):
        return ""
    return colour_of(pattern.find(MAIN + ("bgColor" if conditional else "fgColor")))


def _table(root: ET.Element) -> Table:
    span = parse_range(root.get("ref", ""))
    assert span is not None
    extension = next((each for each in root.iter() if each.tag.endswith("}table") and each is not root), None)
    texts = extension.attrib if extension is not None else {}
    headings = tuple(column.get("name", "") for column in root.iter(MAIN + "tableColumn"))
    return Table(root.get("name", ""), span, headings, texts.get("altText", ""), texts.get("altTextSummary", ""))
