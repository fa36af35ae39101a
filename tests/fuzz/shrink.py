"""A file that fails made small: parts, elements, records and bytes are left out as long as it fails in the same way."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

from tests.fuzz.mutations import Member
from tests.fuzz.pool import Reader
from tests.fuzz.run import cause_of

_TAG = re.compile(rb"<(/?)([A-Za-z_][\w:.-]*)[^<>]*?(/?)>")
_VALUE = re.compile(rb" [\w:.-]+=(?:\"[^\"]*\"|'[^']*')|(?<=>)[^<]+(?=<)")


def shrink(data: bytes, cause: str | None = None) -> bytes:
    """The smallest file found with the cause of this one."""
    reader = Reader()
    try:
        first = reader.read(data)
        cause = cause or cause_of(first)

        def fails(candidate: bytes) -> bool:
            answer = reader.read(candidate)
            return bool(answer.fault) and cause_of(answer) == cause

        assert first.fault, "it does not fail"
        return _shrink_zip(data, fails) if data.startswith(b"PK") else _pieces(data, fails)
    finally:
        reader.close()


def _shrink_zip(data: bytes, fails: Callable[[bytes], bool]) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            members = [(each.filename, file.read(each)) for each in file.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError):
        return _pieces(data, fails)
    if not fails(_zip(members)):
        return _pieces(data, fails)
    for member in list(members):
        fewer = [each for each in members if each is not member]
        if fails(_zip(fewer)):
            members = fewer
    for at, (name, _) in enumerate(members):

        def fails_with(part: bytes, at: int = at, name: str = name) -> bool:
            return fails(_zip([*members[:at], (name, part), *members[at + 1 :]]))

        part = members[at][1]
        if part.lstrip()[:1] == b"<":
            part = _elements(part, fails_with)
        members[at] = name, part if len(part) > 20_000 else _pieces(part, fails_with, most=400)
    return _zip(members)


def _zip(members: list[Member]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(zipfile.ZipInfo(name or "x"), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _elements(part: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """Leave out elements, the largest first, then attributes and texts."""
    tried = set[bytes]()
    while True:
        for begin, end in sorted(_spans(part), key=lambda span: span[0] - span[1]):
            without = part[:begin] + part[end:]
            if part[begin:end] not in tried and fails(without):
                part = without
                break
            tried.add(part[begin:end])
        else:
            break
    place = 0
    while (match := _VALUE.search(part, place)) is not None:
        without = part[: match.start()] + part[match.end() :]
        if fails(without):
            part = without
        else:
            place = match.end()
    return part


def _spans(part: bytes) -> Iterator[tuple[int, int]]:
    opened: list[tuple[bytes, int]] = []
    for tag in _TAG.finditer(part):
        if tag[3]:
            yield tag.span()
        elif not tag[1]:
            opened.append((tag[2], tag.start()))
        elif opened and opened[-1][0] == tag[2]:
            yield opened.pop()[1], tag.end()


def _pieces(data: bytes, fails: Callable[[bytes], bool], most: int = 5_000) -> bytes:
    """Leave out pieces, halves first, then ever smaller ones."""
    size = len(data) // 2
    while size and most > 0:
        begin = 0
        while begin < len(data) and most > 0:
            without = data[:begin] + data[begin + size :]
            most -= 1
            if fails(without):
                data = without
            else:
                begin += size
        size //= 2
    return data
