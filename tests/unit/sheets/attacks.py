"""Files that go as far as each limit lets them, or beyond: made here, read one by one in a process of their own."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable

from .packages import MAIN, Content, minimal_parts, package, relationships, workbook, worksheet

CELL = '<row r="1"><c r="A1" t="str"><v>kvar</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
ROOT = "<office:document-content " + " ".join(
    f'xmlns:{name}="{NAMESPACE}{name}:1.0"' for name in ("office", "table", "text", "style", "draw")
)


def salted(unit: str, size: int, every: int = 400) -> str:
    """A unit repeated to a size, with a little chance in it so that it deflates no better than honest XML."""
    dice = random.Random(1)
    parts: list[str] = []
    block = max(1, every // len(unit))
    for _ in range(size // (block * len(unit) + 24)):
        parts += [unit * block, f"<!--{dice.getrandbits(64):016x}-->"]
    return "".join(parts)


def content_xml(tables: str, styles: str = "") -> str:
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return f"{ROOT}><office:automatic-styles>{styles}</office:automatic-styles>{body}</office:document-content>"


def ods(tables: str, styles: str = "", **parts: Content) -> bytes:
    """An .ods with these tables."""
    return package({"mimetype": ODS, "content.xml": content_xml(tables, styles), **parts})


def table(rows: str, title: str = "Blad") -> str:
    return f'<table:table table:name="{title}">{rows}</table:table>'


def xlsx(sheet: str, **more: Content) -> bytes:
    return package(minimal_parts(sheet) | more)


def compound(stream: bytes) -> bytes:
    """A compound file with nothing but a workbook stream."""
    stream = stream.ljust(4096, b"\0")
    size = 512
    count = -(-len(stream) // size)
    fats = 1
    while fats * 128 < count + 1 + fats + -(-max(0, fats - 109) // 127):
        fats += 1
    difats = -(-max(0, fats - 109) // 127)
    chain = [*range(1, count), 0xFFFFFFFE, 0xFFFFFFFE, *[0xFFFFFFFD] * fats, *[0xFFFFFFFC] * difats]
    chain += [0xFFFFFFFF] * (fats * 128 - len(chain))
    places = list(range(count + 1, count + 1 + fats))
    first_difat = count + 1 + fats
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack(
        "<IIIIIIIII", 0, fats, count, 0, 4096, 0xFFFFFFFE, 0, first_difat if difats else 0xFFFFFFFE, difats
    )
    header += struct.pack("<109I", *(places + [0xFFFFFFFF] * 109)[:109])
    tables = b""
    for number in range(difats):
        part = places[109 + 127 * number : 109 + 127 * (number + 1)]
        after = first_difat + number + 1 if number + 1 < difats else 0xFFFFFFFE
        tables += struct.pack("<128I", *(part + [0xFFFFFFFF] * 127)[:127], after)
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0) + _entry("Workbook", 2, 0, len(stream)) + bytes(256)
    fat = struct.pack(f"<{len(chain)}I", *chain)
    return header + stream.ljust(count * size, b"\0") + directory + fat + tables


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    letters = (name + "\0").encode("utf-16-le")
    return (
        letters.ljust(64, b"\0")
        + struct.pack("<HBB", len(letters), kind, 1)
        + bytes(48)
        + struct.pack("<III", start, size, 0)
    )


def record(kind: int, body: bytes = b"") -> bytes:
    """A record of an .xls."""
    return struct.pack("<HH", kind, len(body)) + body


def xls(cells: bytes, texts: bytes = b"", sheets: int = 1, continued: bytes = b"") -> bytes:
    """An .xls whose sheets are all the same one."""
    bof = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    titles = [f"B{number}".encode() for number in range(sheets)]
    size = sum(4 + 8 + len(title) for title in titles)
    table = record(0x00FC, bytes(8) + texts) if texts else b""
    begin = len(record(0x0809, bof)) + size + len(table) + len(continued) + 4
    bundles = b"".join(record(0x0085, struct.pack("<IBBBB", begin, 0, 0, len(title), 0) + title) for title in titles)
    head = record(0x0809, bof) + bundles + table + continued + record(0x000A)
    return compound(head + record(0x0809, struct.pack("<HH", 0x0600, 0x0010) + bytes(12)) + cells + record(0x000A))


def brt(kind: int, body: bytes = b"") -> bytes:
    """A record of an .xlsb."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(body)
    while True:
        size += bytes([left & 0x7F | (0x80 if left > 0x7F else 0)])
        left >>= 7
        if not left:
            return head + size + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(cells: bytes, texts: bytes = b"", sheets: int = 1, **more: Content) -> bytes:
    """An .xlsb whose sheets are all the same one."""
    bundles = b"".join(brt(156, struct.pack("<II", 0, n + 1) + wide("rId1") + wide(f"B{n}")) for n in range(sheets))
    links = [("rId1", "worksheet", "worksheets/sheet1.bin"), ("rId2", "sharedStrings", "sharedStrings.bin")]
    return package(
        {
            "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": brt(131) + brt(143) + bundles + brt(144) + brt(132),
            "xl/_rels/workbook.bin.rels": relationships(*links),
            "xl/worksheets/sheet1.bin": brt(129) + brt(148, bytes(16)) + brt(145) + cells + brt(146) + brt(130),
            "xl/sharedStrings.bin": brt(159, bytes(8)) + texts + brt(160),
            **more,
        }
    )


def _noise(size: int) -> bytes:
    return random.Random(2).randbytes(size)


def _long_text(times: int) -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, times))
    return package(
        minimal_parts(rows, shared=f"<si><t>{salted('ab', 900_000).replace('<!--', '').replace('-->', '')}</t></si>")
    )


def _far_texts() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A0" t="s"><v>0</v></c></row>' for n in range(1, 50_000))
    return package(minimal_parts(rows, shared=f"<si><t>{'ab' * 100_000}</t></si>"))


def _shared_notes() -> bytes:
    links = {
        f"xl/worksheets/_rels/sheet{n}.xml.rels": relationships(("1", "comments", "../c.xml")) for n in range(1, 400)
    }
    comments = "<comments><commentList>" + '<comment ref="A1"><text><t>x</t></text></comment>' * 2_000
    return package(minimal_parts(*[CELL] * 399) | links | {"xl/c.xml": comments + "</commentList></comments>"})


def _filled(count: int, cell: str) -> str:
    return salted(cell, count * len(cell), 4000)


def _rows(cell: str) -> str:
    """Nearly as many filled cells as are allowed."""
    return ("<row>" + _filled(15_000, cell) + "</row>") * 30


_ODS_NUMBER = '<table:table-cell office:value-type="float" office:value="1.5"><text:p>1,5</text:p></table:table-cell>'
_RICH = b"\xd0\x07\x08\xd0\x07" + b"a" * 2000 + b"".join(struct.pack("<HH", n, n % 2) for n in range(2000))
"""A text of two thousand signs, each in a font of its own."""

ATTACKS: dict[str, Callable[[], bytes]] = {
    "empty rows": lambda: xlsx("<row/>" + salted("<row/>", 39_000_000)),
    "empty rows, fewer": lambda: xlsx("<row/>" + salted("<row/>", 27_000_000)),
    "empty cells": lambda: xlsx("<row>" + salted("<c/>", 19_000_000) + "</row>"),
    "empty cells by address": lambda: xlsx('<row r="1">' + salted('<c r="A1" s="2"/>', 39_000_000, 4000) + "</row>"),
    "attributes": lambda: xlsx("<row>" + salted('<c a="" b="" c="" d="" e="" f="" g="" h=""/>', 39_000_000) + "</row>"),
    "filled cells": lambda: xlsx(_rows("<c><v>1</v></c>")),
    "filled inline cells": lambda: xlsx(_rows('<c t="inlineStr"><is><t>å1</t></is></c>')),
    "formulas": lambda: xlsx(_rows("<c><f>A1</f><v>1.5</v></c>")),
    "dates": lambda: package(
        minimal_parts(
            _rows('<c s="0"><v>45000.123</v></c>'),
            styles='<cellXfs count="1"><xf numFmtId="22"/></cellXfs>',
        )
    ),
    "texts": lambda: package(minimal_parts(CELL, shared=_filled(450_000, "<si><t>å</t></si>"))),
    "runs": lambda: package(minimal_parts(CELL, shared="<si>" + _filled(800_000, "<r><t>å</t></r>") + "</si>")),
    "one long text in many cells": lambda: _long_text(20_000),
    "one long text in cells off the sheet": _far_texts,
    "styles": lambda: package(
        minimal_parts(CELL, styles="<cellXfs>" + salted('<xf numFmtId="14"/>', 15_500_000) + "</cellXfs>")
    ),
    "number formats": lambda: package(
        minimal_parts(
            CELL,
            styles="<numFmts>"
            + "".join(f'<numFmt numFmtId="{n}" formatCode="{"[a" * 2000}{n}"/>' for n in range(2000))
            + "</numFmts><cellXfs>"
            + "".join(f'<xf numFmtId="{n}"/>' for n in range(2000))
            + "</cellXfs>",
        )
    ),
    "a tree": lambda: xlsx(CELL, **{"xl/workbook.xml": workbook(["S1"], "<a>" + salted("<b/>", 900_000) + "</a>")}),
    "a tree with attributes": lambda: xlsx(
        CELL, **{"docProps/core.xml": "<a>" + salted('<b c="1" d="2" e="3"/>', 4_500_000) + "</a>"}
    ),
    "one notes part for all sheets": _shared_notes,
    "merges": lambda: xlsx(
        worksheet(CELL, "<mergeCells>" + _filled(199_000, '<mergeCell ref="A1:B2"/>') + "</mergeCells>")
    ),
    "not XML": lambda: xlsx(CELL, **{SHEET: _noise(39_000_000)}),
    "one text node": lambda: xlsx(
        CELL, **{SHEET: f'<worksheet xmlns="{MAIN}"><a>' + _noise(15_000_000).hex() + "</a>"}
    ),
    "character references": lambda: xlsx("<row><c t='str'><v>" + salted("&#10;", 38_000_000, 4000) + "</v></c></row>"),
    "ods: empty cells": lambda: ods(table("<table:table-row>" + salted("<table:table-cell/>", 38_000_000))),
    "ods: repeated empty cells": lambda: ods(
        table(
            "<table:table-row>"
            + salted('<table:table-cell table:number-columns-repeated="999999999"/>', 30_000_000, 4000)
            + "</table:table-row>"
        )
    ),
    "ods: filled cells": lambda: ods(
        table(
            "<table:table-row>"
            + _filled(16_000, '<table:table-cell office:value-type="string"><text:p>å</text:p></table:table-cell>')
            + "</table:table-row>" * 1
        )
    ),
    "ods: numbers": lambda: ods(
        table(("<table:table-row>" + _filled(16_000, _ODS_NUMBER) + "</table:table-row>") * 16)
    ),
    "ods: repeats within the limit": lambda: ods(
        table(
            '<table:table-row table:number-rows-repeated="90000"><table:table-cell office:value-type="string">'
            "<text:p>å</text:p></table:table-cell></table:table-row>" * 5
        )
    ),
    "ods: repeated off the sheet": lambda: ods(
        table(
            '<table:table-row table:number-rows-repeated="1048576"/>'
            + '<table:table-row table:number-rows-repeated="90000"><table:table-cell office:value-type="string">'
            f"<text:p>{'a' * 200}</text:p></table:table-cell></table:table-row>"
        )
    ),
    "ods: spans": lambda: ods(
        table("<table:table-row><table:table-cell><text:p>" + salted("<text:span>a</text:span>", 38_000_000))
    ),
    "ods: blanks": lambda: ods(
        table("<table:table-row><table:table-cell><text:p>" + '<text:s text:c="32767"/>' * 1000 + "</text:p>")
    ),
    "ods: notes": lambda: ods(
        table(
            "<table:table-row>"
            + _filled(
                16_000, "<table:table-cell><office:annotation><text:p>å</text:p></office:annotation></table:table-cell>"
            )
            + "</table:table-row>"
        )
    ),
    "ods: styles": lambda: ods(
        "", salted('<style:style style:name="a"><style:text-properties/></style:style>', 38_000_000)
    ),
    "ods: styles of their own": lambda: ods(
        table(""),
        "".join(f'<style:style style:name="s{n}" style:parent-style-name="s{n + 1}"/>' for n in range(500_000)),
    ),
    "xls: empty records": lambda: xls(record(0x0201) * 10_000_000),
    "xls: numbers": lambda: xls(
        b"".join(record(0x0203, struct.pack("<HHHd", n >> 8, n & 255, 0, n)) for n in range(490_000))
    ),
    "xls: one sheet a thousand times": lambda: xls(
        record(0x0203, struct.pack("<HHHd", 1, 1, 0, 1)) * 20_000, sheets=999
    ),
    "xls: one long record a thousand times": lambda: xls(record(0x0201, bytes(60_000)) * 700, sheets=999),
    "xls: texts": lambda: xls(
        record(0x0201), texts=(b"\1\0\0a" * 2_000), continued=record(0x003C, b"\1\0\0a" * 2_000) * 240
    ),
    "xls: runs": lambda: xls(
        record(0x0201), texts=_RICH, continued=b"".join(record(0x003C, _RICH) for _ in range(4_000))
    ),
    "xls: texts cut off": lambda: xls(record(0x0201), texts=b"\xff\xff\x08\xff\xff" + b"a" * 8000),
    "xls: noise": lambda: compound(_noise(20_000_000)),
    "xlsb: empty records": lambda: xlsb(b"".join(bytes([99, 1, sign]) for sign in _noise(2_500_000))),
    "xlsb: blank cells": lambda: xlsb(b"".join(b"\x0c\x04" + bytes([sign, 0, 0, 0]) for sign in _noise(1_900_000))),
    "xlsb: numbers": lambda: xlsb(
        b"".join(
            brt(0, struct.pack("<IIHBBB", n, 0, 0, 0, 0, 0)) + brt(16, struct.pack("<Id", 0, n)) * 8
            for n in range(60_000)
        )
    ),
    "xlsb: one sheet a thousand times": lambda: xlsb(brt(16, struct.pack("<Id", 0, 1)) * 20_000, sheets=999),
    "xlsb: texts": lambda: xlsb(b"", texts=b"".join(brt(19, b"\0" + wide(f"{n:x}")) for n in range(490_000))),
}
"""What is read at its cost or refused; every one within five seconds and half a gigabyte."""
