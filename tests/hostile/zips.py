"""Zips as no library would write them: members beyond every measure without their weight, and odd directories."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests.unit.sheets.packages import Content

MEBI = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """A member as it stands in the zip."""

    name: bytes
    deflated: bytes
    size: int
    """What its headers claim that it inflates to."""
    crc: int = 0
    local_name: bytes | None = None
    mode: int = 0o100644

    @classmethod
    def of(cls, name: str, content: Content, mode: int = 0o100644) -> Member:
        """An honest one."""
        data = content.encode() if isinstance(content, str) else content
        return cls(name.encode(), _deflate(data), len(data), zlib.crc32(data), mode=mode)


def bomb(name: str, unit: bytes, mebibytes: int, before: bytes = b"", claimed: int | None = None) -> Member:
    """A member of a unit repeated, made in no time: blocks of deflate that stand alone are repeated as they are."""
    unit = unit * (MEBI // len(unit))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH)
    size = len(before) + mebibytes * len(unit)
    return Member(name.encode(), head + block * mebibytes + packer.flush(), size if claimed is None else claimed)


def _deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def members(parts: Mapping[str, Content]) -> list[Member]:
    """Honest members."""
    return [Member.of(name, content) for name, content in parts.items()]


def zipped(parts: Iterable[Member]) -> bytes:
    """A zip with these members, whatever they claim."""
    body, directory, count = bytearray(), bytearray(), 0
    for part in parts:
        sizes = struct.pack("<III", part.crc, len(part.deflated), min(part.size, 0xFFFFFFFE))
        common = struct.pack("<HHHHH", 20, 0x800, 8, 0, 33) + sizes
        directory += b"PK\x01\x02" + struct.pack("<H", 0x0314) + common
        directory += struct.pack("<HHHHHII", len(part.name), 0, 0, 0, 0, part.mode << 16, len(body)) + part.name
        local = part.name if part.local_name is None else part.local_name
        body += b"PK\x03\x04" + common + struct.pack("<HH", len(local), 0) + local + part.deflated
        count += 1
    end = struct.pack("<HHHHIIH", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), len(body), 0)
    return bytes(body + directory) + b"PK\x05\x06" + end
