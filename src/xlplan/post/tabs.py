"""The tabs of a package as its workbook part lists them, and a tab put in first or taken out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xlplan.sheets.address import quote_sheet
from xlplan.sheets.grid import DefinedName
from xlplan.sheets.markup import Node, Unsafe, quoted, text_of
from xlplan.sheets.parts import Parts, rels_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
"""The transitional namespace; strict packages know no notes as we write them."""
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BEFORE_NAMES = (
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
)
_MOST_SHEETS = 10_000
_HIDDEN = ("_xlnm._FilterDatabase",)


@dataclass(frozen=True, slots=True)
class Tab:
    """A worksheet."""

    title: str
    part: str
    node: Node
    """Its entry in the workbook part."""
    is_worksheet: bool


class Tabs:
    """The workbook part of a package."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.part = _main_part(parts)
        self.root = parts.outline(self.part)
        _check_namespace(self.root, self.part)
        links = parts.package.relationships(self.part)
        self.links = links
        sheets = self.root.child("sheets")
        if sheets is None or not sheets.children:
            raise Unsafe("no sheets")
        self.sheets = sheets
        self.tabs: list[Tab] = []
        for node in sheets.all("sheet"):
            link = links.get(node.get("id"))
            if link is None or link.target not in parts.package:
                raise Unsafe(f"sheet {node.get('name')!r}: no part")
            self.tabs.append(Tab(node.get("name"), link.target, node, link.kind == "worksheet"))
        if len(self.tabs) != len(sheets.children):
            raise Unsafe("strange elements among the sheets")

    def linked(self, kind: str) -> str | None:
        """The part that the workbook links to by a kind."""
        return next((link.target for link in self.links.values() if link.kind == kind), None)

    def names(self) -> list[tuple[Node, DefinedName]]:
        """The defined names."""
        holder = self.root.child("definedNames")
        data = self.parts.edit(self.part).data
        found = []
        for node in holder.children if holder else []:
            scope = node.get("localSheetId")
            sheet = int(scope) if scope.isdecimal() and len(scope) < 9 else None
            found.append((node, DefinedName(node.get("name"), text_of(data, node), sheet)))
        return found

    def free_title(self, wanted: str) -> str:
        """A title that no tab has, as Excel compares them."""
        taken = {tab.title.casefold() for tab in self.tabs}
        titles = [wanted, *(f"{wanted} ({number})" for number in range(2, _MOST_SHEETS))]
        return next(title for title in titles if title.casefold() not in taken)

    def insert_first(self, title: str, content: str, mark: str, own: Mapping[str, str]) -> None:
        """Put in a worksheet before all others, and open the workbook on it.

        Args:
            title: Its name.
            content: Its part.
            mark: A hidden name for its first cell.
            own: Names that only it sees, with their ranges on it.
        """
        part = self.parts.free_name(posixpath.join(posixpath.dirname(self.part), "worksheets/sheet{}.xml"))
        self.parts.add(part, content, SHEET_TYPE)
        link = self.parts.link(self.part, f"{LINKS}/worksheet", part)
        edit, p = self.parts.edit(self.part), self.sheets.prefix
        entry = f'<{p}sheet name="{quoted(title)}" sheetId="{self._free_id()}" {link_attribute(self.root, link)}/>'
        edit.prepend(self.sheets, entry)
        self._shift_names(1)
        here = quote_sheet(title)
        tags = [f'<{p}definedName name="{mark}" hidden="1">{quoted(here)}!$A$1</{p}definedName>']
        for name, target in own.items():
            hidden = ' hidden="1"' if name in _HIDDEN else ""
            place = f"{quoted(here)}!{target}"
            tags.append(f'<{p}definedName name="{name}" localSheetId="0"{hidden}>{place}</{p}definedName>')
        self._add_names("".join(tags))
        self._look_at_first()

    def remove_tab(self, index: int, names: Iterable[str]) -> None:
        """Take out a worksheet, the names that are its own, and those of ``names``."""
        tab, edit = self.tabs[index], self.parts.edit(self.part)
        edit.remove(tab.node)
        doomed = {name.lower() for name in names}
        gone = [node for node, name in self.names() if name.sheet == index or name.name.lower() in doomed]
        holder = self.root.child("definedNames")
        if holder is not None and len(gone) == len(holder.children):
            edit.remove(holder)
        else:
            for node in gone:
                edit.remove(node)
            self._shift_names(-1, above=index)
        self._look_back(index)
        unlink(self.parts, self.part, {tab.part.lower()})
        self.parts.remove(tab.part)

    def _free_id(self) -> int:
        ids = [int(tab.node.get("sheetId")) for tab in self.tabs if tab.node.get("sheetId").isdecimal()]
        taken = set(ids)
        highest = max(ids, default=0) + 1
        return highest if highest < 65_535 else next(number for number in range(1, 65_535) if number not in taken)

    def _shift_names(self, by: int, above: int = -1) -> None:
        edit = self.parts.edit(self.part)
        for node, name in self.names():
            if name.sheet is not None and name.sheet > above:
                edit.set(node, "localSheetId", str(name.sheet + by))

    def _add_names(self, tags: str) -> None:
        edit, holder = self.parts.edit(self.part), self.root.child("definedNames")
        if holder is not None:
            edit.append(holder, tags)
            return
        before = [child for child in self.root.children if child.name in _BEFORE_NAMES]
        p = self.root.prefix
        edit.insert(before[-1].end, f"<{p}definedNames>{tags}</{p}definedNames>")

    def _views(self) -> list[Node]:
        holder = self.root.child("bookViews")
        return holder.all("workbookView") if holder else []

    def _look_at_first(self) -> None:
        """Open on the first tab, and have no other tab selected with it (what is typed would land on both)."""
        edit = self.parts.edit(self.part)
        for view in self._views():
            for name in ("activeTab", "firstSheet"):
                if view.get(name):
                    edit.set(view, name, None)
        for tab in self.tabs:
            if tab.is_worksheet:
                deselect(self.parts, tab.part)

    def _look_back(self, index: int) -> None:
        """Mind the views when a tab goes."""
        edit = self.parts.edit(self.part)
        for view in self._views():
            for name in ("activeTab", "firstSheet"):
                number = view.get(name)
                if number.isdecimal() and int(number) > index:
                    edit.set(view, name, str(int(number) - 1))


def link_attribute(root: Node, link: str) -> str:
    """The attribute by which an element leads to a part, its prefix declared with it where the root does not."""
    prefix = next(
        (key[6:] for key, value in root.attributes.items() if key.startswith("xmlns:") and value == LINKS), ""
    )
    return f'{prefix}:id="{link}"' if prefix else f'xmlns:r="{LINKS}" r:id="{link}"'


def deselect(parts: Parts, part: str) -> None:
    """Have a worksheet not selected in any window."""
    views = parts.outline(part, skip=("sheetData",)).child("sheetViews")
    for view in views.all("sheetView") if views else []:
        if view.get("tabSelected") not in ("", "0", "false"):
            parts.edit(part).set(view, "tabSelected", None)


def unlink(parts: Parts, source: str, targets: set[str]) -> None:
    """Take out a part's links to some parts, named in lower case."""
    rels = rels_of(source)
    ids = {key for key, link in parts.package.relationships(source).items() if link.target.lower() in targets}
    root = parts.outline(rels)
    for node in root.children:
        if node.get("Id") in ids:
            parts.edit(rels).remove(node)


def _main_part(parts: Parts) -> str:
    links = parts.package.relationships().values()
    part = next((link.target for link in links if link.kind == "officedocument"), "")
    if part not in parts.package or not part.lower().endswith(".xml"):
        raise Unsafe("no workbook part")
    return part


def _check_namespace(root: Node, part: str) -> None:
    declared = root.attributes.get(f"xmlns:{root.prefix[:-1]}" if root.prefix else "xmlns")
    if root.name != "workbook" or declared != MAIN:
        raise Unsafe(f"{part}: namespace {declared}")
