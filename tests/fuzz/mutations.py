"""Damage by chance: to the XML or the records within a file, which is then put together anew with right checksums, or
to its bytes as they are.

All chance comes from the dice that are handed in: the same dice make the same file.
"""

from __future__ import annotations

import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from random import Random

from tests.unit.sheets.attacks import brt, compound, record
from xlplan.sheets.biff.compound import CompoundFile
from xlplan.sheets.refusal import UnreadableWorkbook

MOST_BYTES = 1_500_000
"""No case grows beyond it: this is about odd files, the large ones are made on purpose elsewhere."""
_MOST_PART = 4_000_000
_TAG = re.compile(rb"<(/?)([A-Za-z_][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(/?)>")
_ATTRIBUTE = re.compile(rb"([\w:.-]{1,60}+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_TEXT = re.compile(rb">([^<]+)<")
_FIELD = re.compile(rb"[0-9]+")

VALUES = (
    b"",
    b"0",
    b"-1",
    b"1",
    b"00",
    b"2147483648",
    b"4294967295",
    b"18446744073709551616",
    b"9" * 400,
    b"9" * 5000,
    b"1e308",
    b"-1e308",
    b"1e-400",
    b"1E+9999",
    b"NaN",
    b"Infinity",
    b"0x10",
    b"1_0",
    b" 7 ",
    b"2958465.9999999",
    b"60",
    b"A1",
    b"XFD1048576",
    b"XFE1048577",
    b"A0",
    b"ZZZZ1",
    b"A99999999999",
    b"A1:XFD1048576",
    b"$A$1",
    b"R1C1",
    b"true",
    b"#REF!",
    b"=1+1",
    b"../../x",
    b"/",
    b"..",
    b"rId1",
    b"2024-02-30",
    b"24:00:00",
    b"2024-05-01T10:00:00+99:99",
    b"PT999999999H99M99S",
    b"_x0000_",
    b"_xD83D_",
    b"_xDE00__xD83D_",
    b"&#0;",
    b"&#xD800;",
    b"&#x10FFFF;",
    b"&lt;",
    b"&lol;",
    "٣".encode(),
    "²".encode(),
    "\u202e\u2028".encode(),
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"a" * 40_000,
    b"[" * 3000,
    b'"' * 3,
    b"inlineStr",
    b"s",
    b"str",
    b"e",
    b"d",
    b"n",
    b"b",
)
SNIPPETS = (
    b"<c/>",
    b"<c><v>1</v></c>",
    b'<c r="XFD1048576" t="s"><v>0</v></c>',
    b'<c r="A1"><is><t>x</t></is></c>',
    b"<row/>",
    b'<row r="1048576"><c><v>1</v></c></row>',
    b"<v>",
    b"</v>",
    b"<v>1</v>",
    b"<f>A1</f>",
    b"<f/>",
    b"<is><r><t>x</t></r></is>",
    b"<rPh><t>x</t></rPh>",
    b'<mergeCell ref="A1:XFD1048576"/>',
    b"<!-- x -->",
    b"<![CDATA[<c>]]>",
    b"<?xml version='1.0'?>",
    b"<!DOCTYPE a>",
    b"<x:c xmlns:x='y'/>",
    b"<a>" * 150 + b"</a>" * 150,
    b"<a>" * 300,
    b"<table:table-cell/>",
    b'<table:table-cell table:number-columns-repeated="1048576"><text:p>x</text:p></table:table-cell>',
    b'<table:table-row table:number-rows-repeated="1048576">',
    b"</table:table-row>",
    b"<table:table>",
    b"<text:p>x</text:p>",
    b"<text:span>",
    b'<text:s text:c="99999"/>',
    b"<office:annotation><text:p>x</text:p></office:annotation>",
    b"<dc:creator>x</dc:creator>",
    b"<draw:frame><draw:image/><svg:desc>x</svg:desc></draw:frame>",
)
NUMBERS = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE)
XLS_KINDS = (
    *(0x0006, 0x000A, 0x0017, 0x0018, 0x001C, 0x0022, 0x002F, 0x0031, 0x003C, 0x0042, 0x005D, 0x007D, 0x0085, 0x00BD),
    *(0x00D6, 0x00E0, 0x00E5, 0x00EC, 0x00FC, 0x00FD, 0x01AE, 0x01B6, 0x0203, 0x0204, 0x0205, 0x0207, 0x0208, 0x027E),
    *(0x041E, 0x0809),
)
XLSB_KINDS = (
    *range(20),
    *(39, 43, 44, 47, 60, 62, 129, 130, 145, 146, 153, 156, 176, 355, 357, 358, 362, 617, 618, 632, 635, 637, 667),
)

Part = bytes
Member = tuple[str, bytes]


def mutate(data: bytes, dice: Random) -> bytes:
    """A file with one to four damages."""
    if dice.random() < 0.08:
        return raw(data, dice)[:MOST_BYTES]
    if data.startswith(b"PK"):
        damaged = _mutate_zip(data, dice)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        damaged = _mutate_compound(data, dice)
    else:
        damaged = _times(data, xml, dice)
    if dice.random() < 0.02:
        damaged = raw(damaged, dice)
    return damaged[:MOST_BYTES]


def _times(part: bytes, change: Callable[[bytes, Random], bytes], dice: Random) -> bytes:
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 6))):
        part = change(part, dice)[:_MOST_PART]
    return part


# Bytes


def raw(data: bytes, dice: Random) -> bytes:
    """A change that knows nothing of what it changes."""
    changed = bytearray(data)
    begin = dice.randrange(len(changed) + 1)
    size = min(dice.choice((1, 2, 4, 8, 64, 512, 4096)), len(changed) - begin)
    match dice.randrange(8):
        case 0 if changed:
            changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
        case 1:
            for _ in range(dice.choice((2, 8, 64))):
                if changed:
                    changed[dice.randrange(len(changed))] = dice.randrange(256)
        case 2:
            del changed[begin : begin + size]
        case 3:
            changed[begin:begin] = changed[begin : begin + size] * dice.choice((1, 2, 50))
        case 4:
            changed[begin : begin + size] = dice.randbytes(size)
        case 5:
            width = dice.choice("BHI")
            number = dice.choice(NUMBERS) & (256 ** struct.calcsize(width) - 1)
            changed[begin : begin + struct.calcsize(width)] = struct.pack(f"<{width}", number)
        case 6:
            del changed[begin:]
        case _:
            other = dice.randrange(len(changed) + 1)
            changed[begin : begin + size] = changed[other : other + size]
    return bytes(changed)


# XML


def xml(part: bytes, dice: Random) -> bytes:
    """A change to XML that mostly leaves it XML."""
    change = dice.choice(
        (
            *(_attribute, _attribute, _attribute, _swap_attributes, _text, _text, _double, _drop, _insert),
            *(_move, _rename, _number, _number, _nest, _unnest, _encoding, raw),
        )
    )
    return change(part, dice)


def _pick(pattern: re.Pattern[bytes], part: bytes, dice: Random) -> re.Match[bytes] | None:
    """A match somewhere: the first one after a random place."""
    return pattern.search(part, dice.randrange(len(part) + 1)) or pattern.search(part)


def _put(part: bytes, begin: int, end: int, new: bytes) -> bytes:
    return part[:begin] + new + part[end:]


def _attribute(part: bytes, dice: Random) -> bytes:
    match = _pick(_ATTRIBUTE, part, dice)
    if match is None:
        return part
    if dice.random() < 0.15:
        return _put(part, *match.span(), b"")
    return _put(part, *match.span(2), b'"' + dice.choice(VALUES).replace(b'"', b"&quot;") + b'"')


def _swap_attributes(part: bytes, dice: Random) -> bytes:
    one, other = _pick(_ATTRIBUTE, part, dice), _pick(_ATTRIBUTE, part, dice)
    if one is None or other is None or one.span() == other.span():
        return part
    first, last = sorted((one, other), key=lambda match: match.start())
    return _put(_put(part, *last.span(2), first[2]), *first.span(2), last[2])


def _text(part: bytes, dice: Random) -> bytes:
    match = _pick(_TEXT, part, dice)
    return part if match is None else _put(part, *match.span(1), dice.choice(VALUES))


def _number(part: bytes, dice: Random) -> bytes:
    match = _pick(_FIELD, part, dice)
    if match is None:
        return part
    near = str(max(0, int(match[0][:15]) + dice.choice((-1, 1, 1, 100)))).encode()
    return _put(part, *match.span(), dice.choice((near, near, dice.choice(VALUES[:20]))))


def _element(part: bytes, dice: Random) -> tuple[int, int] | None:
    """Where an element begins and ends, children and all."""
    opening = _pick(_TAG, part, dice)
    for _ in range(20):
        if opening is None or not opening[1]:
            break
        opening = _TAG.search(part, opening.end())
    if opening is None or opening[1]:
        return None
    if opening[4]:
        return opening.span()
    depth = 0
    same = re.compile(rb"<(/?)" + re.escape(opening[2]) + rb"(?=[\s/>])[^>]*?(/?)>")
    for tag in same.finditer(part, opening.start()):
        depth += 0 if tag[2] else -1 if tag[1] else 1
        if not depth:
            return opening.start(), tag.end()
    return None


def _double(part: bytes, dice: Random) -> bytes:
    place = _element(part, dice)
    if place is None:
        return part
    times = dice.choice((1, 1, 2, 30)) if place[1] - place[0] < 10_000 else 1
    return _put(part, place[1], place[1], part[place[0] : place[1]] * times)


def _drop(part: bytes, dice: Random) -> bytes:
    place = _element(part, dice)
    return part if place is None else _put(part, *place, b"")


def _move(part: bytes, dice: Random) -> bytes:
    place, tag = _element(part, dice), _pick(_TAG, part, dice)
    if place is None or tag is None:
        return part
    element = part[slice(*place)]
    if tag.end() <= place[0]:
        return _put(_put(part, *place, b""), tag.end(), tag.end(), element)
    return _put(part, tag.end(), tag.end(), element)


def _insert(part: bytes, dice: Random) -> bytes:
    tag = _pick(_TAG, part, dice)
    return part if tag is None else _put(part, tag.end(), tag.end(), dice.choice(SNIPPETS))


def _rename(part: bytes, dice: Random) -> bytes:
    """An element gets the name of another: one of them, or all with its name."""
    one, other = _pick(_TAG, part, dice), _pick(_TAG, part, dice)
    if one is None or other is None:
        return part
    if dice.random() < 0.3:
        return _put(part, *one.span(2), other[2])
    return re.sub(rb"(</?)" + re.escape(one[2]) + rb"(?=[\s/>])", lambda match: match[1] + other[2], part)


def _nest(part: bytes, dice: Random) -> bytes:
    place = _element(part, dice)
    if place is None:
        return part
    tag = _TAG.match(part, place[0])
    if tag is None or tag[4]:
        return part
    times = dice.choice((1, 2, 150, 250))
    return _put(part, *place, tag[0] * times + part[slice(*place)] + (b"</" + tag[2] + b">") * times)


def _unnest(part: bytes, dice: Random) -> bytes:
    """An element's tags go, what is within stays."""
    place = _element(part, dice)
    tag = _TAG.match(part, place[0]) if place else None
    if place is None or tag is None or tag[4]:
        return part
    return _put(part, *place, part[tag.end() : place[1] - len(tag[2]) - 3])


def _encoding(part: bytes, dice: Random) -> bytes:
    text = part.decode("utf-8", "replace")
    head = re.compile(r"^<\?xml[^>]*\?>").sub("", text)
    match dice.randrange(6):
        case 0:
            return text.encode("utf-16")
        case 1:
            return head.encode("utf-16")
        case 2:
            return b"\xef\xbb\xbf" + part
        case 3:
            return b"<?xml version='1.0' encoding='iso-8859-1'?>" + head.encode("latin-1", "replace")
        case 4:
            name = dice.choice(
                (b"utf-7", b"cp037", b"rot13", b"idna", b"hex", b"utf-32", b"x", b"shift_jis", b"utf-16")
            )
            return b"<?xml version='1.0' encoding='" + name + b"'?>" + head.encode()
        case _:
            return head.encode("utf-16-be")


# Records


def _records_xls(stream: bytes) -> list[tuple[int, bytes]]:
    found, place = [], 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        found.append((kind, stream[place + 4 : place + 4 + size]))
        place += 4 + size
    return found


def _records_xlsb(part: bytes) -> list[tuple[int, bytes]]:
    found, place = [], 0
    while place < len(part):
        numbers = []
        for longest in (2, 4):
            number = 0
            for step in range(longest):
                byte = part[place] if place < len(part) else 0
                place += 1
                number |= (byte & 0x7F) << 7 * step
                if not byte & 0x80:
                    break
            numbers.append(number)
        found.append((numbers[0], part[place : place + numbers[1]]))
        place += numbers[1]
    return found


def _change_records(records: list[tuple[int, bytes]], kinds: tuple[int, ...], dice: Random) -> list[tuple[int, bytes]]:
    for _ in range(dice.choice((1, 1, 2, 4))):
        if not records:
            break
        at = dice.randrange(len(records))
        kind, body = records[at]
        match dice.randrange(9):
            case 0:
                del records[at]
            case 1:
                records[at:at] = records[at : at + dice.choice((1, 5, 50))]
            case 2:
                records[at] = dice.choice(kinds), body
            case 3:
                records[at] = kind, body[: dice.randrange(len(body) + 1)]
            case 4:
                records[at] = kind, body + dice.randbytes(dice.choice((1, 4, 60)))
            case 5 if body:
                width = dice.choice("BHI")
                place = dice.randrange(len(body))
                number = dice.choice(NUMBERS) & (256 ** struct.calcsize(width) - 1)
                new = struct.pack(f"<{width}", number)
                records[at] = kind, (body[:place] + new + body[place + len(new) :])[: len(body)]
            case 6:
                records[at], other = records[dice.randrange(len(records))], records[at]
                records.append(other)
            case 7:
                records.insert(at, (dice.choice(kinds), dice.randbytes(dice.choice((0, 1, 8, 14, 40)))))
            case _:
                records[at] = kind, raw(body, dice)
    return records


def _mutate_compound(data: bytes, dice: Random) -> bytes:
    """The workbook stream with other records in a new compound file; or the old one with other sector tables."""
    if dice.random() < 0.3:
        return _mutate_sectors(data, dice)
    with suppress(UnreadableWorkbook):
        file = CompoundFile(data)
        stream = file.stream("Workbook") or file.stream("Book")
        if stream:
            changed = _change_records(_records_xls(stream), XLS_KINDS, dice)
            return compound(b"".join(record(kind, body[:0xFFFF]) for kind, body in changed))
    return raw(data, dice)


def _mutate_sectors(data: bytes, dice: Random) -> bytes:
    """A number in the header, or anywhere else that could be a number of a sector, becomes another."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 2, 5))):
        most = 512 if dice.random() < 0.5 else len(changed)
        place = dice.randrange(most // 4) * 4
        number = dice.choice((dice.choice(NUMBERS), dice.randrange(0, max(1, len(data) // 512))))
        changed[place : place + 4] = struct.pack("<I", number)
    return bytes(changed)


# Packages


def _mutate_zip(data: bytes, dice: Random) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            members = [(each.filename, file.read(each)) for each in file.infolist() if each.file_size < _MOST_PART]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return raw(data, dice)
    if not members:
        return raw(data, dice)
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        _change_members(members, dice) if dice.random() < 0.15 else _change_part(members, dice)
        if not members:
            break
    return _zip(members, dice)


def _change_part(members: list[Member], dice: Random) -> None:
    weights = [0.2 if "theme" in name or "media" in name else 1.0 for name, _ in members]
    at = dice.choices(range(len(members)), weights)[0]
    name, part = members[at]
    if name.endswith(".bin") and dice.random() < 0.9:
        records = _change_records(_records_xlsb(part), XLSB_KINDS, dice)
        members[at] = name, b"".join(brt(kind, body) for kind, body in records)[:_MOST_PART]
    elif part.lstrip()[:1] == b"<":
        members[at] = name, _times(part, xml, dice)
    else:
        members[at] = name, raw(part, dice)


def _change_members(members: list[Member], dice: Random) -> None:
    at, other = dice.randrange(len(members)), dice.randrange(len(members))
    match dice.randrange(8):
        case 0:
            del members[at]
        case 1:
            members.append(members[at])
        case 2:
            members[at] = members[at][0], members[other][1]
        case 3:
            members[at] = members[other][0], members[at][1]
        case 4:
            members[at] = members[at][0].upper(), members[at][1]
        case 5:
            members[at] = dice.choice(("../", "/", "x\\", "", "x/")) + members[at][0], members[at][1]
        case 6:
            members[at] = members[at][0], b""
        case _:
            dice.shuffle(members)


def _zip(members: list[Member], dice: Random) -> bytes:
    buffer = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
            for name, content in members:
                member = zipfile.ZipInfo(name or "x")
                stored = dice.random() < 0.1
                file.writestr(member, content, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
