"""Compound files, the little file system that an ``.xls`` is: its streams, put together from their sectors.

Source: [MS-CFB]. What a header claims is checked against the bytes that are there; a chain of sectors never costs more
than the file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from xlplan.sheets.refusal import Reason, UnreadableWorkbook

_HEADER = 512
_LAST_REGULAR = 0xFFFFFFF9
"""Sector numbers above it are marks: end of chain, free, and the tables' own."""
_FAT_IN_HEADER = 109
_ENTRY = 128
_STREAM, _ROOT = 2, 5


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """The streams of a compound file, by name.

    Raises:
        UnreadableWorkbook: DAMAGED or TRUNCATED.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            shift, mini_shift = struct.unpack_from("<HH", data, 30)
            directory, _, cutoff, mini_fat = struct.unpack_from("<IIII", data, 48)
            first_difat = struct.unpack_from("<I", data, 68)[0]
            if shift not in (9, 12) or mini_shift != 6:
                raise UnreadableWorkbook(Reason.DAMAGED, f"sectors of 2^{shift} and 2^{mini_shift} bytes")
            self._size = 1 << shift
            self._count = max(0, (len(data) - 1) // self._size)
            self._fat = self._read_fat(first_difat)
            self._cutoff = cutoff
            self._entries = list(_entries(self._chain_bytes(directory)))
            self._mini_fat = _words(self._chain_bytes(mini_fat)) if mini_fat <= _LAST_REGULAR else ()
        except struct.error as error:
            raise UnreadableWorkbook(Reason.TRUNCATED, f"compound file: {error}") from error
        root = next((entry for entry in self._entries if entry.kind == _ROOT), None)
        self._mini = self._chain_bytes(root.start) if root is not None and root.start <= _LAST_REGULAR else b""

    def names(self) -> list[str]:
        """The names of all streams, in the order of the directory."""
        return [entry.name for entry in self._entries if entry.kind == _STREAM]

    def stream(self, name: str) -> bytes | None:
        """The bytes of the first stream with a name, whatever its case; None when there is none.

        Raises:
            UnreadableWorkbook: TRUNCATED when it is shorter than the directory says, DAMAGED when its chain is broken.
        """
        for entry in self._entries:
            if entry.kind == _STREAM and entry.name.lower() == name.lower():
                content = self._mini_bytes(entry) if entry.size < self._cutoff else self._chain_bytes(entry.start)
                if len(content) < entry.size:
                    raise UnreadableWorkbook(Reason.TRUNCATED, f"stream {name!r}")
                return content[: entry.size]
        return None

    def _read_fat(self, sector: int) -> tuple[int, ...]:
        places = list(struct.unpack_from(f"<{_FAT_IN_HEADER}I", self._data, 76))
        seen = set[int]()
        while sector <= _LAST_REGULAR and sector not in seen:
            seen.add(sector)
            *more, sector = _words(self._sector(sector))
            places += more
        parts = [self._sector(place) for place in dict.fromkeys(places) if place < self._count]
        return _words(b"".join(parts))

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        content = self._data[begin : begin + self._size]
        if len(content) < self._size:
            if not content:
                raise UnreadableWorkbook(Reason.TRUNCATED, f"sector {number} is missing")
            content = content.ljust(self._size, b"\0")
        return content

    def _chain_bytes(self, start: int) -> bytes:
        return b"".join(self._sector(sector) for sector in _chain(start, self._fat, self._count))

    def _mini_bytes(self, entry: _Entry) -> bytes:
        chain = _chain(entry.start, self._mini_fat, -(-len(self._mini) // 64))
        return b"".join(self._mini[sector * 64 : sector * 64 + 64] for sector in chain)


def _chain(sector: int, table: tuple[int, ...], most: int) -> Iterator[int]:
    """The sectors from one on; no more than there are, however long the table that a ring could go round in."""
    for _ in range(min(len(table), most) + 1):
        if sector > _LAST_REGULAR:
            return
        if sector >= len(table):
            raise UnreadableWorkbook(Reason.DAMAGED, f"compound file: sector {sector} of {len(table)}")
        yield sector
        sector = table[sector]
    raise UnreadableWorkbook(Reason.DAMAGED, "compound file: a chain of sectors without end")


def _words(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _entries(directory: bytes) -> Iterator[_Entry]:
    for begin in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        entry = directory[begin : begin + _ENTRY]
        length, kind = struct.unpack_from("<HB", entry, 64)
        start, size = struct.unpack_from("<II", entry, 116)
        name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        yield _Entry(name, kind, start, size)
