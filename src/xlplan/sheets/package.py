"""The zip of an OOXML file: its parts, inflated as a stream under a budget, and the relationships between them."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from urllib.parse import unquote

from xlplan.sheets.limits import Limits
from xlplan.sheets.refusal import Reason, UnreadableWorkbook
from xlplan.sheets.remembering import remembered
from xlplan.sheets.xml import Element, read_tree, tree

_CHUNK = 1 << 16
_DIRECTORY_ENTRY = b"PK\x01\x02"
_END_OF_DIRECTORY = b"PK\x05\x06"
_MEMBER = b"PK\x03\x04"
_HEADER = struct.Struct("<4s22xHH")
"""Of a member: its magic, and the sizes of its name and of what is added to it (APPNOTE.TXT, 4.3.7)."""
_ENCRYPTED_FLAG = 0x1
_UTF_8_FLAG = 0x800
_ORDINARY_FLAGS = _UTF_8_FLAG | 0xE
"""How well it was packed, sizes that follow after it, and the name's encoding (APPNOTE.TXT, 4.4.4)."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The only two that OPC allows (ECMA-376 part 2, annex C); LZMA could ask for gigabytes by its header."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another."""

    kind: str
    """The last step of its type, in lower case: ``worksheet``, ``comments`` …"""
    target: str
    """The part's name within the package, without a leading slash; it need not exist."""


_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, OverflowError)
"""What reading a damaged zip ends with: what the library says of it, the inflater, and places that cannot be."""


class Package:
    """Parts by name; names are matched without regard to case, as OPC prescribes (ECMA-376 part 2, 6.2.2).

    Raises:
        UnreadableWorkbook: TRUNCATED, DAMAGED (also for two members with one name), ENCRYPTED, or BOMB.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        if data.count(_DIRECTORY_ENTRY) > limits.members:
            raise UnreadableWorkbook(Reason.BOMB, f"over {limits.members} members")
        self._data = data
        self._limits = limits
        self._left = limits.total_bytes
        self._tags_left = limits.tags
        self._zip = _open_zip(data)
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in self._zip.infolist():
            self._add(member)

    def _add(self, member: zipfile.ZipInfo) -> None:
        name = member.filename.replace("\\", "/").lstrip("/").lower()
        if name in self._members:
            raise UnreadableWorkbook(Reason.DAMAGED, f"two members named {name!r}")
        if not name.endswith("/"):
            self._members[name] = member

    def names(self) -> list[str]:
        """The names of all parts, in lower case, in the zip's order."""
        return list(self._members)

    def title(self, part: str) -> str:
        """A part's name as it was written."""
        return self._member(part).filename.replace("\\", "/")

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._members

    def chunks(self, part: str, cap: int | None = None, *, dear: int = 1) -> Iterator[bytes]:
        """A part's bytes, checked against its CRC when they end.

        Args:
            part: Its name.
            cap: How many bytes it may inflate to; the limit for side parts unless told.
            dear: How many times a tag counts.

        Raises:
            UnreadableWorkbook: DAMAGED when it is missing or broken, ENCRYPTED, BOMB when it is over a budget.
        """
        member = self._member(part)
        most = self._limits.side_part_bytes if cap is None else cap
        size = 0
        try:
            for chunk in self._inflated(member):
                size += len(chunk)
                self._left -= len(chunk)
                self._tags_left -= dear * chunk.count(b"<")
                self._check_budget(member, size, most)
                yield chunk
        except _BROKEN as error:
            raise UnreadableWorkbook(Reason.DAMAGED, f"{part}: {error}") from error

    def read(self, part: str, cap: int | None = None, *, dear: int = 1) -> bytes:
        """A part's bytes; as ``chunks``."""
        return b"".join(self.chunks(part, cap, dear=dear))

    def _inflated(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        if (small := self._small(member)) is not None:
            yield small
            return
        with self._zip.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def _small(self, member: zipfile.ZipInfo) -> bytes | None:
        """A small member at once, if it is in every way what the directory says; otherwise the library tells why."""
        if not 0 < member.file_size <= _CHUNK or member.flag_bits & ~_ORDINARY_FLAGS:
            return None
        begin = member.header_offset + _HEADER.size
        if not _HEADER.size <= begin <= len(self._data):
            return None
        magic, name_size, extra_size = _HEADER.unpack_from(self._data, member.header_offset)
        name = self._data[begin : begin + name_size].decode("utf-8" if member.flag_bits & _UTF_8_FLAG else "cp437")
        if magic != _MEMBER or name != member.orig_filename:
            return None
        begin += name_size + extra_size
        data = self._data[begin : begin + member.compress_size]
        if member.compress_type == zipfile.ZIP_DEFLATED:
            inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            data = inflater.decompress(data, member.file_size + 1)
        return data if len(data) == member.file_size and zlib.crc32(data) == member.CRC else None

    def _member(self, part: str) -> zipfile.ZipInfo:
        member = self._members.get(part.lower())
        if member is None:
            raise UnreadableWorkbook(Reason.DAMAGED, f"{part}: missing")
        if member.flag_bits & _ENCRYPTED_FLAG:
            raise UnreadableWorkbook(Reason.ENCRYPTED, part)
        if member.compress_type not in _METHODS:
            raise UnreadableWorkbook(Reason.DAMAGED, f"{part}: compression method {member.compress_type}")
        return member

    def _check_budget(self, member: zipfile.ZipInfo, size: int, most: int) -> None:
        limits = self._limits
        steep = size > limits.ratio_from_bytes and size > limits.ratio * member.compress_size
        if size > most or self._left < 0 or steep:
            raise UnreadableWorkbook(Reason.BOMB, f"{member.filename!r}: over {size} bytes")
        if self._tags_left < 0:
            raise UnreadableWorkbook(Reason.BOMB, f"{member.filename!r}: over {limits.tags} tags")

    def size(self, part: str) -> int:
        """The size that a part claims to have; 0 when it is missing."""
        member = self._members.get(part.lower())
        return member.file_size if member else 0

    def head(self, part: str, size: int) -> bytes:
        """The first bytes of a part, fewer when it is shorter."""
        for chunk in self.chunks(part):
            return chunk[:size]
        return b""

    def tree(self, part: str, *, again: bool = False) -> Element:
        """A small part as a tree; ``again`` tells that other packages hold the same one.

        Raises:
            UnreadableWorkbook: As ``chunks``; DOCTYPE.
        """
        return (tree if again else read_tree)(self.read(part, dear=2), part, self._limits)

    def relationships(self, part: str = "") -> dict[str, Relationship]:
        """The links from a part, or from the package, by id; those that lead out of the package are left out.

        A part without links has none, and so has one whose targets lie outside.

        Raises:
            UnreadableWorkbook: The part that holds them is there but cannot be read.
        """
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        if source not in self:
            return {}
        found = _read_links(self.read(source, dear=2), source, self._limits)
        return {
            id_: link if link.target in self else replace(link, target=unquote(link.target))
            for id_, link in found.items()
        }


@remembered
def _read_links(xml: bytes, part: str, limits: Limits) -> dict[str, Relationship]:
    """The links that a part of links holds, by id; their targets as they are written, within the package."""
    folder = posixpath.dirname(posixpath.dirname(part))
    found: dict[str, Relationship] = {}
    for link in read_tree(xml, part, limits).children:
        if link.get("TargetMode").lower() != "external":
            target = link.get("Target").replace("\\", "/").partition("#")[0]
            path = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
            found[link.get("Id")] = Relationship(posixpath.basename(link.get("Type")).lower(), path)
    return found


def _open_zip(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(data))
    except _BROKEN as error:
        cut = _END_OF_DIRECTORY not in data[-(1 << 16) - 22 :]
        raise UnreadableWorkbook(Reason.TRUNCATED if cut else Reason.DAMAGED, str(error)) from error
