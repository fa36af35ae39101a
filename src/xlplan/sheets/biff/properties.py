"""Document properties of a compound file.

Source: [MS-OLEPS] 2.21 (PropertySetStream), 2.17 (Dictionary), 3.1 (well-known properties). Only texts, numbers,
booleans and times are taken; what cannot be read is left out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from xlplan.sheets.biff.compound import CompoundFile
from xlplan.sheets.biff.strings import codec_of
from xlplan.sheets.grid import Properties
from xlplan.sheets.refusal import UnreadableWorkbook

_SUMMARY, _DOCUMENT = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
_CODE_PAGE = 1
_TITLE, _SUBJECT, _AUTHOR, _SAVED, _CATEGORY = 2, 3, 4, 13, 2
_CATEGORY_AS_CUSTOM = "OOXMLCorePropertyCategory"
"""Where LibreOffice puts the category of a workbook that was an .xlsx."""
_MOST = 10_000
_FIRST_TIME = datetime(1601, 1, 1)
_Section = dict[int, str]


def read_properties(compound: CompoundFile) -> Properties:
    """The properties of a compound file; empty where it has none."""
    summary = next(_sections(compound, _SUMMARY), ({}, {}))[0]
    own = list(_sections(compound, _DOCUMENT))
    values, names = own[1] if len(own) > 1 else ({}, {})
    custom = {name: values.get(number, "") for number, name in names.items()}
    category = own[0][0].get(_CATEGORY, "") if own else ""
    return Properties(
        title=summary.get(_TITLE, ""),
        subject=summary.get(_SUBJECT, ""),
        category=category or custom.pop(_CATEGORY_AS_CUSTOM, ""),
        creator=summary.get(_AUTHOR, ""),
        modified=summary.get(_SAVED, ""),
        custom=custom,
    )


def _sections(compound: CompoundFile, stream: str) -> Iterator[tuple[_Section, dict[int, str]]]:
    """The values of each section by number, and the names that its dictionary gives to numbers."""
    with suppress(UnreadableWorkbook, struct.error, IndexError):
        content = compound.stream(stream) or b""
        count = min(struct.unpack_from("<I", content, 24)[0], 2)
        for number in range(count):
            begin = struct.unpack_from("<I", content, 44 + 20 * number)[0]
            yield _section(content[begin:])


def _section(section: bytes) -> tuple[_Section, dict[int, str]]:
    _, count = struct.unpack_from("<II", section)
    places = dict(struct.iter_unpack("<II", section[8 : 8 + 8 * min(count, _MOST)]))
    codec = "cp1252"
    if _CODE_PAGE in places:
        codec = codec_of(struct.unpack_from("<H", section, places[_CODE_PAGE] + 4)[0])
    values = {number: _value(section, place, codec) for number, place in places.items() if number > _CODE_PAGE}
    return values, _dictionary(section, places[0], codec) if 0 in places else {}


def _value(section: bytes, place: int, codec: str) -> str:
    kind = struct.unpack_from("<I", section, place)[0]
    match kind:
        case 0x1E | 0x1F:
            size = struct.unpack_from("<I", section, place + 4)[0] * (2 if kind == 0x1F else 1)
            text = section[place + 8 : place + 8 + size].decode("utf-16-le" if kind == 0x1F else codec, "replace")
            return text.partition("\0")[0]
        case 0x40:
            return _time(struct.unpack_from("<Q", section, place + 4)[0])
        case 0x02 | 0x03:
            return str(struct.unpack_from("<h" if kind == 0x02 else "<i", section, place + 4)[0])
        case 0x0B:
            return "true" if struct.unpack_from("<H", section, place + 4)[0] else "false"
    return ""


def _time(ticks: int) -> str:
    try:
        return (_FIRST_TIME + timedelta(microseconds=ticks // 10)).isoformat(timespec="seconds") + "Z" if ticks else ""
    except OverflowError:
        return ""


def _dictionary(section: bytes, place: int, codec: str) -> dict[int, str]:
    names: dict[int, str] = {}
    wide = codec.startswith("utf-16")
    count = min(struct.unpack_from("<I", section, place)[0], _MOST)
    place += 4
    for _ in range(count):
        number, length = struct.unpack_from("<II", section, place)
        size = length * 2 if wide else length
        names[number] = section[place + 8 : place + 8 + size].decode(codec, "replace").partition("\0")[0]
        place += 8 + size + (-size % 4 if wide else 0)
    return names
