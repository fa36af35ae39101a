"""A package changed part by part: parts that nobody touches keep their bytes, order and compression."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO

from xlplan.sheets.limits import MEGABYTE, Limits
from xlplan.sheets.markup import Edits, Node, outline, quoted
from xlplan.sheets.package import Package

STAMP = (1980, 1, 1, 0, 0, 0)
CONTENT_TYPES = "[Content_Types].xml"
_ROOMY = {"side_part_bytes": 200 * MEGABYTE, "part_bytes": 200 * MEGABYTE, "total_bytes": 600 * MEGABYTE}
"""Pictures are copied here, which reading never unpacks."""


class Parts:
    """The parts of a package and what becomes of them; names are matched without regard to case."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self.limits = replace(limits, **_ROOMY).started()
        self.content = content
        self.package = Package(content, self.limits)
        self.edits: dict[str, Edits] = {}
        """By name in lower case."""
        self.added: dict[str, bytes] = {}
        """By name, in the order that they were added."""
        self.removed: set[str] = set()
        """Names in lower case."""
        self._outlines: dict[str, Node] = {}
        self._ids: dict[str, set[str]] = {}
        """Ids of links that are taken, by part of links."""

    def __contains__(self, part: str) -> bool:
        return part.lower() not in self.removed and (part in self.package or part in self.added)

    def read(self, part: str) -> bytes:
        """A part as it was."""
        return self.package.read(part, self.limits.part_bytes)

    def outline(self, part: str, *, skip: Iterable[str] = ()) -> Node:
        """A part's elements; parsed once."""
        key = part.lower()
        if key not in self._outlines:
            self._outlines[key] = outline(self.edit(part).data, part, self.limits, skip=frozenset(skip))
        return self._outlines[key]

    def edit(self, part: str) -> Edits:
        """The changes to a part, to be added to."""
        key = part.lower()
        if key not in self.edits:
            self.edits[key] = Edits(self.read(part))
        return self.edits[key]

    def add(self, part: str, content: str | bytes, content_type: str) -> None:
        """Add a part of a type."""
        self.added[part] = content.encode() if isinstance(content, str) else content
        root = self.outline(CONTENT_TYPES)
        tag = f'<{root.prefix}Override PartName="/{quoted(part)}" ContentType="{content_type}"/>'
        self.edit(CONTENT_TYPES).append(root, tag)

    def remove(self, part: str) -> None:
        """Take out a part, its links and its content type."""
        self.removed |= {part.lower(), rels_of(part).lower()}
        for declared in self.outline(CONTENT_TYPES).all("Override"):
            if declared.get("PartName").lstrip("/").lower() == part.lower():
                self.edit(CONTENT_TYPES).remove(declared)

    def link(self, source: str, kind: str, target: str) -> str:
        """Link a part to another one, by a relative path as some programs know no other; gives the link's id."""
        rels = rels_of(source)
        target = posixpath.relpath(target, posixpath.dirname(source) or ".")
        if rels not in self.package:
            return self._link_anew(rels, kind, target)
        root = self.outline(rels)
        taken = self._ids.setdefault(rels, {each.get("Id").lower() for each in root.children})
        link_id = next(name for number in range(1, 100_000) if (name := f"rIdX{number}").lower() not in taken)
        taken.add(link_id.lower())
        tag = f'<{root.prefix}Relationship Id="{link_id}" Type="{kind}" Target="{quoted(target)}"/>'
        self.edit(rels).append(root, tag)
        return link_id

    def _link_anew(self, rels: str, kind: str, target: str) -> str:
        """A link in a part of links that was not there."""
        earlier = self.added.get(rels, relationships("").encode())
        link_id = f"rId{earlier.count(b'<Relationship ') + 1}"
        tag = f'<Relationship Id="{link_id}" Type="{kind}" Target="{quoted(target)}"/></Relationships>'
        self.added[rels] = earlier.removesuffix(b"</Relationships>") + tag.encode()
        return link_id

    def free_name(self, pattern: str) -> str:
        """A part's name that is not taken: ``pattern`` has ``{}`` for a number."""
        taken = {name.lower() for name in (*self.package.names(), *self.added)}
        return next(name for number in range(1, 100_000) if (name := pattern.format(number)).lower() not in taken)

    def to_bytes(self) -> bytes:
        """The package with its changes.

        Raises:
            UnreadableWorkbook: A part that is only copied is broken.
        """
        changed = {part: edits.apply()[0] for part, edits in self.edits.items() if edits}
        target = BytesIO()
        with zipfile.ZipFile(target, "w") as result:
            for member in self._members():
                key = member.filename.replace("\\", "/").lstrip("/").lower()
                if key in self.removed:
                    continue
                entry = _entry(member.filename, member.compress_type)
                with result.open(entry, "w") as stream:
                    if key in changed:
                        stream.write(changed[key])
                    elif not key.endswith("/"):
                        for chunk in self.package.chunks(key, self.limits.part_bytes):
                            stream.write(chunk)
            for name, content in self.added.items():
                result.writestr(_entry(name, zipfile.ZIP_DEFLATED), content)
        return target.getvalue()

    def _members(self) -> Iterator[zipfile.ZipInfo]:
        with zipfile.ZipFile(BytesIO(self.content)) as source:
            yield from source.infolist()


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, STAMP)
    entry.compress_type = method
    return entry


def rels_of(part: str) -> str:
    """The part that holds a part's links.

    >>> rels_of("xl/workbook.xml"), rels_of("")
    ('xl/_rels/workbook.xml.rels', '_rels/.rels')
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relationships(links: str) -> str:
    """A part of links."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )
