"""OOXML workbooks: .xlsx, .xlsm, .xltx and .xltm, transitional and strict, wherever their parts lie."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import ClassVar

from xlplan.sheets.cells import CellMaker
from xlplan.sheets.comments import Notes, read_notes, read_persons, read_threads
from xlplan.sheets.drawings import read_drawing
from xlplan.sheets.grid import DefinedName, Grid, Notice, NoticeKind, Properties, Shape, Workbook
from xlplan.sheets.keeping import Left
from xlplan.sheets.limits import MEGABYTE, Limits
from xlplan.sheets.package import Package, Relationship
from xlplan.sheets.properties import read_core, read_custom
from xlplan.sheets.refusal import Reason, UnreadableWorkbook
from xlplan.sheets.scan import scan_sheet
from xlplan.sheets.scan_texts import scan_strings
from xlplan.sheets.strings import StringTable, read_strings
from xlplan.sheets.styles import Styles, read_styles
from xlplan.sheets.worksheet import SheetContent, read_sheet
from xlplan.sheets.xml import Element, is_true, pieces

_OTHER_ROOTS = {"document": Reason.WORD, "presentation": Reason.POWERPOINT}
_STATES = ("hidden", "veryHidden")
_HELD_WHOLE = 16 * MEGABYTE
_SHEET_PART = re.compile(r"(?:.*/)?sheet(\d{0,6})\.(?:xml|bin)")
_CONVENTIONAL = {
    "styles": "xl/styles.xml",
    "sharedstrings": "xl/sharedStrings.xml",
    "person": "xl/persons/person.xml",
    "core-properties": "docProps/core.xml",
    "coreproperties": "docProps/core.xml",
    "custom-properties": "docProps/custom.xml",
    "customproperties": "docProps/custom.xml",
}
"""Where every known program puts them, for packages whose relationships are damaged."""


def read_ooxml(package: Package, part: str, limits: Limits) -> Workbook:
    """The workbook whose main part is ``part``.

    Raises:
        UnreadableWorkbook: DAMAGED (names the part), DOCTYPE, BOMB, ENCRYPTED, or NO_SHEETS.
    """
    return OoxmlReader(package, part, limits).read()


def workbook_format(package: Package, part: str) -> str:
    """``xlsx``, ``xlsm``, ``xltx`` or ``xltm``: whether there are macros, and whether it declares itself a template."""
    macros = any(name.endswith("vbaproject.bin") for name in package.names())
    template = False
    with suppress(UnreadableWorkbook):
        for declared in package.tree("[Content_Types].xml", again=True).children:
            if declared.get("PartName").lstrip("/").lower() == part.lower():
                template = "template" in declared.get("ContentType").lower()
    return f"xl{'t' if template else 's'}{'m' if macros else 'x'}"


@dataclass(slots=True)
class _Beside:
    """What stands beside the cells of one sheet."""

    notes: Notes = field(default_factory=dict)
    shapes: list[Shape] = field(default_factory=list)


class OoxmlReader:
    """Reads a package whose parts are XML; ``.xlsb`` has the same package with other parts."""

    conventional: ClassVar[Mapping[str, str]] = _CONVENTIONAL

    def __init__(self, package: Package, part: str, limits: Limits) -> None:
        self.package = package
        self.part = part
        self.limits = limits
        self.notices: list[Notice] = []
        self.left = Left.of(limits)
        self.maker = CellMaker()
        self.persons: dict[str, str] = {}
        self.links: dict[str, Relationship] = {}

    def read(self) -> Workbook:
        """The workbook, with all that stands beside its cells."""
        root, names = self.read_root()
        self.links = self.links_of(self.part)
        entries = self.sheet_entries(root)
        self.maker = self.read_maker(root)
        with self.guarded("persons"):
            if (persons := self.linked("person")) is not None:
                self.persons = read_persons(self.package.tree(persons))
        parts = self.sheet_parts(entries)
        contents = [self.read_content(entry, part) for entry, part in zip(entries, parts, strict=True)]
        grids = [self.grid(*sheet) for sheet in zip(entries, parts, contents, strict=True)]
        return Workbook(
            format=self.format(),
            sheets=tuple(grids),
            names=tuple(names),
            properties=self.read_properties(),
            notices=tuple(self.notices),
        )

    def read_root(self) -> tuple[Element, list[DefinedName]]:
        """The workbook part and the names that it defines."""
        root = self.package.tree(self.part, again=True)
        if root.name != "workbook":
            raise UnreadableWorkbook(_OTHER_ROOTS.get(root.name, Reason.OTHER_ZIP), f"{self.part} is a {root.name!r}")
        return root, list(_defined_names(root))

    def format(self) -> str:
        """The kind of file."""
        return workbook_format(self.package, self.part)

    @contextmanager
    def guarded(self, part: str, sheet: str = "") -> Iterator[None]:
        """Turns a part that cannot be read into a notice; the cells do not depend on it."""
        try:
            yield
        except UnreadableWorkbook as error:
            self.notices.append(Notice(NoticeKind.PART_UNREADABLE, sheet, detail=error.detail or part))

    def links_of(self, part: str, sheet: str = "") -> dict[str, Relationship]:
        """The links of a part; none when they cannot be read."""
        with self.guarded(part, sheet):
            return self.package.relationships(part)
        return {}

    def linked(self, kind: str, links: dict[str, Relationship] | None = None) -> str | None:
        """The part that a link of a kind leads to; if it leads nowhere, the conventional one if that is there."""
        named = [link.target for link in (self.links if links is None else links).values() if link.kind == kind]
        conventional = self.conventional[kind]
        found = next((target for target in named if target in self.package), None)
        if found is None and conventional in self.package:
            return conventional
        return found if found is not None else next(iter(named), None)

    def sheet_entries(self, root: Element) -> list[Element]:
        """The tabs as the workbook lists them."""
        sheets = root.child("sheets")
        entries = [entry for entry in sheets.children if entry.name == "sheet"] if sheets else []
        if not entries:
            raise UnreadableWorkbook(Reason.NO_SHEETS, self.part)
        if len(entries) > self.limits.sheets:
            raise UnreadableWorkbook(Reason.BOMB, f"{len(entries)} sheets")
        return entries

    def read_maker(self, root: Element) -> CellMaker:
        """What makes the cells: the workbook's texts, styles and calendar."""
        settings = root.child("workbookPr")
        strings, styles = StringTable(), Styles()
        if (part := self.linked("sharedstrings")) is not None and part in self.package:
            strings = self.read_table(part)
        if (part := self.linked("styles")) is not None:
            with self.guarded(part):
                styles = read_styles(self.package.read(part), part, self.limits)
        return CellMaker(strings, styles, date1904=settings is not None and is_true(settings.get("date1904")))

    def read_table(self, part: str) -> StringTable:
        """The table of shared strings."""
        chunks = self.package.chunks(part, self.limits.part_bytes)
        if self.package.size(part) <= _HELD_WHOLE:
            xml = b"".join(chunks)
            if (table := scan_strings(xml, part, self.limits)) is not None:
                return table
            chunks = pieces(xml)
        return read_strings(chunks, part, self.limits)

    def sheet_parts(self, entries: list[Element]) -> list[str]:
        """The part of each sheet, by its link; sheets whose links are lost get the parts left over, in number order."""
        parts = [self.links[link].target if (link := entry.get("id")) in self.links else "" for entry in entries]
        lost = [index for index, part in enumerate(parts) if part not in self.package]
        if lost:
            claimed = {part.lower() for part in parts}
            spare = [name for name in self.package.names() if _SHEET_PART.fullmatch(name) and name not in claimed]
            if len(spare) != len(lost):
                entry = entries[lost[0]]
                raise UnreadableWorkbook(Reason.DAMAGED, f"sheet {entry.get('name')!r}: its part is missing")
            for index, name in zip(lost, sorted(spare, key=_sheet_number), strict=True):
                parts[index] = name
        return parts

    def read_content(self, entry: Element, part: str) -> SheetContent:
        """What a tab's part holds, paid for."""
        title = entry.get("name")
        try:
            content = self.sheet_content(part, title)
        except UnreadableWorkbook as error:
            raise UnreadableWorkbook(error.reason, f"sheet {title!r}: {error.detail}") from error
        if content.root not in ("worksheet", "chartsheet", "dialogsheet", "macrosheet"):
            raise UnreadableWorkbook(Reason.DAMAGED, f"sheet {title!r}: {part} is a {content.root!r}")
        return content

    def sheet_content(self, part: str, title: str) -> SheetContent:
        """What a sheet's part holds."""
        chunks = self.package.chunks(part, self.limits.part_bytes)
        if self.package.size(part) <= _HELD_WHOLE:
            xml = b"".join(chunks)
            if (content := scan_sheet(xml, part, title, self.maker, self.limits, self.left)) is not None:
                return content
            chunks = pieces(xml)
        return read_sheet(chunks, part, title, self.maker, self.limits, self.left)

    def grid(self, entry: Element, part: str, content: SheetContent) -> Grid:
        """The tab with all that stands beside its cells."""
        title, state = entry.get("name"), entry.get("state")
        if content.root != "worksheet":
            self.notices.append(Notice(NoticeKind.NO_CELLS_READ, title, detail=content.root))
            content = SheetContent()
        self.notices += content.notices
        self.notices += [Notice(NoticeKind.PICTURE, title, detail="embedded object") for _ in content.objects]
        beside = self.read_beside(part, title)
        return Grid(
            title=title,
            cells=content.cells,
            state=state if state in _STATES else "visible",
            merges=tuple(content.merges),
            hidden_rows=frozenset(content.hidden_rows),
            hidden_cols=tuple(content.hidden_cols),
            notes=beside.notes,
            shapes=tuple(beside.shapes),
        )

    def read_beside(self, part: str, title: str) -> _Beside:
        """Notes, threads and drawings, each guarded on its own."""
        beside = _Beside()
        threads: Notes = {}
        for link in self.links_of(part, title).values():
            with self.guarded(link.target, title):
                if link.kind == "comments":
                    notes, notices = self.notes_of(link.target, title)
                    beside.notes |= notes
                elif link.kind == "threadedcomment":
                    threads, notices = read_threads(self.package.tree(link.target), self.persons, title)
                elif link.kind == "drawing":
                    shapes, notices = read_drawing(self.package.tree(link.target, again=True), title)
                    beside.shapes += shapes
                else:
                    continue
                self.notices += notices
        beside.notes |= threads
        return beside

    def notes_of(self, part: str, title: str, /) -> tuple[Notes, list[Notice]]:
        """The notes of a comments part."""
        return read_notes(self.package.tree(part), title)

    def read_properties(self) -> Properties:
        """Document properties, each part guarded on its own."""
        links = self.links_of("")
        core: dict[str, str] = {}
        custom: dict[str, str] = {}
        with self.guarded("core properties"):
            if (part := self.linked("core-properties", links)) is not None:
                core = read_core(self.package.tree(part))
        with self.guarded("custom properties"):
            if (part := self.linked("custom-properties", links)) is not None:
                custom = read_custom(self.package.tree(part))
        known = {name: core.get(name, "") for name in ("title", "subject", "category", "creator", "modified")}
        return Properties(**known, custom=custom)


def _sheet_number(name: str) -> tuple[int, str]:
    match = _SHEET_PART.fullmatch(name)
    return int(match[1] or 0) if match else 0, name


def _defined_names(root: Element) -> Iterator[DefinedName]:
    names = root.child("definedNames")
    for name in names.children if names else []:
        sheet = name.get("localSheetId")
        scope = int(sheet) if sheet.isdecimal() and len(sheet) < 9 else None
        yield DefinedName(name.get("name"), name.text, scope)
