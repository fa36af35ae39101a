"""Files made to make a reader crash, hang or eat memory: each is refused, or read at the cost of what it holds."""

from __future__ import annotations

import struct
import time
from collections.abc import Iterator

import pytest

from xlplan.sheets.grid import NoticeKind
from xlplan.sheets.opening import Limits, Reason, UnreadableWorkbook, open_bytes

from .packages import MAIN, Content, doubled, filler, minimal_parts, minimal_xlsx, package, workbook

CELL = '<row r="1"><c r="A1" t="str"><v>kvar</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"
MILLIONS = 60_000_000


@pytest.fixture(autouse=True)
def _in_seconds() -> Iterator[None]:
    began = time.perf_counter()
    yield
    assert time.perf_counter() - began < 20


def refused(data: bytes, limits: Limits | None = None) -> UnreadableWorkbook:
    with pytest.raises(UnreadableWorkbook) as caught:
        open_bytes(data, limits=limits or Limits())
    return caught.value


def with_part(name: str, content: Content, shared: str = "", styles: str = "") -> bytes:
    return package(minimal_parts(CELL, shared=shared, styles=styles) | {name: content})


BOMBS = {
    "sheet": (
        SHEET,
        filler(f'<worksheet xmlns="{MAIN}"><sheetData>', "<row/>", MILLIONS // 6, "</sheetData></worksheet>"),
    ),
    "one text": (
        SHEET,
        filler("<worksheet><sheetData><row><c t='str'><v>", "a", MILLIONS, "</v></c></row></sheetData></worksheet>"),
    ),
    "one attribute": (SHEET, filler("<worksheet a='", "a", MILLIONS, "'/>")),
    "depth": (SHEET, filler("", "<a>", MILLIONS // 3, "")),
    "names": (SHEET, b"<worksheet>" + b"".join(b"<n%d/>" % n for n in range(2_000_000)) + b"</worksheet>"),
    "strings": ("xl/sharedStrings.xml", filler("<sst>", "<si/>", MILLIONS // 5, "</sst>")),
    "workbook": ("xl/workbook.xml", filler("<workbook>", " ", MILLIONS, "</workbook>")),
    "workbook elements": ("xl/workbook.xml", filler("<workbook>", "<a/>", 1_000_000, "</workbook>")),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_in_a_part_that_is_needed(bomb: str) -> None:
    assert refused(with_part(*BOMBS[bomb], shared="<si/>")).reason is Reason.BOMB


@pytest.mark.parametrize("tag", ["<worksheet a='{}'/>", "<worksheet><!--{}--></worksheet>"])
def test_one_endless_tag_does_not_take_quadratic_time(tag: str) -> None:
    sheet = tag.format("a" * 30_000_000).encode()
    assert refused(with_part(SHEET, sheet), Limits(ratio=10_000)).reason in (Reason.BOMB, Reason.DAMAGED)


def test_a_bomb_in_media_costs_nothing() -> None:
    book = open_bytes(with_part("xl/media/image1.png", bytes(MILLIONS)))
    assert book.sheets[0].cells[1, 1].text == "kvar"
    assert book.notices == ()


def test_a_bomb_in_the_trimmings_costs_only_them() -> None:
    bomb = filler("<styleSheet>", "<a/>", 9_000_000, "</styleSheet>")
    book = open_bytes(with_part("xl/styles.xml", bomb, styles="<fonts/>"))
    assert book.sheets[0].cells[1, 1].text == "kvar"
    assert [notice.kind for notice in book.notices] == [NoticeKind.PART_UNREADABLE]


def test_the_budget_is_for_all_parts_together() -> None:
    data = minimal_xlsx(*[CELL + " " * 10_000] * 5)
    assert len(open_bytes(data, limits=Limits(total_bytes=100_000)).sheets) == 5
    assert refused(data, Limits(total_bytes=30_000)).reason is Reason.BOMB


def test_sheets_that_share_one_part_are_paid_for_each_time() -> None:
    parts = minimal_parts(*[CELL + " " * 10_000] * 5)
    parts["xl/_rels/workbook.xml.rels"] = str(parts["xl/_rels/workbook.xml.rels"]).replace("sheet2", "sheet1")
    assert refused(package(parts), Limits(total_bytes=30_000)).reason is Reason.BOMB


def test_a_part_longer_than_its_header_says_is_not_read_in_part() -> None:
    data = bytearray(minimal_xlsx(CELL))
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(SHEET.encode()))
    data[entry + 24 : entry + 28] = struct.pack("<I", 1)
    assert refused(bytes(data)).reason is Reason.DAMAGED


def test_a_part_shorter_than_its_header_says_is_read() -> None:
    data = bytearray(minimal_xlsx(CELL))
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(SHEET.encode()))
    data[entry + 24 : entry + 28] = struct.pack("<I", 2**31)
    assert open_bytes(bytes(data)).sheets[0].cells[1, 1].text == "kvar"


def test_a_wrong_checksum() -> None:
    data = bytearray(minimal_xlsx(CELL))
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(SHEET.encode()))
    data[entry + 16] ^= 1
    assert refused(bytes(data)).reason is Reason.DAMAGED


def test_far_flung_cells_cost_what_they_hold() -> None:
    rows = "".join(f'<row r="{4096 * n}"><c r="XFD{4096 * n}"><v>1</v></c></row>' for n in range(1, 257))
    assert len(open_bytes(minimal_xlsx(rows)).sheets[0].cells) == 256


def test_two_thousand_tabs() -> None:
    parts = minimal_parts(CELL) | {"xl/workbook.xml": workbook([f"Flik {n}" for n in range(2000)])}
    assert refused(package(parts)).reason is Reason.BOMB


def test_too_many_members() -> None:
    parts = minimal_parts(CELL) | {f"xl/media/{n}.png": b"" for n in range(101)}
    assert refused(package(parts), Limits(members=100)).reason is Reason.BOMB


DOCTYPES = [
    "<!DOCTYPE a>",
    '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;">]>',
]


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize("doctype", DOCTYPES)
def test_a_document_type_is_refused(name: str, doctype: str) -> None:
    parts = minimal_parts(CELL, shared="<si><t>x</t></si>")
    assert refused(package(parts | {name: f"<?xml version='1.0'?>{doctype}{parts[name]!s}"})).reason is Reason.DOCTYPE


def test_two_members_with_one_name() -> None:
    data = minimal_xlsx(CELL)
    assert refused(doubled(data, SHEET, "<worksheet/>")).reason is Reason.DAMAGED
    assert refused(doubled(data, SHEET.upper(), "<worksheet/>")).reason is Reason.DAMAGED


@pytest.mark.parametrize("target", ["../../etc/passwd", "/../../etc/passwd", "file:///etc/passwd", "http://x/y", ""])
def test_a_target_outside_the_package_is_not_there(target: str) -> None:
    parts = minimal_parts(CELL, CELL)
    parts["xl/_rels/workbook.xml.rels"] = str(parts["xl/_rels/workbook.xml.rels"]).replace(
        "worksheets/sheet1.xml", target
    )
    del parts[SHEET]
    assert refused(package(parts)).reason is Reason.DAMAGED


def test_members_that_climb_are_only_names() -> None:
    book = open_bytes(with_part("../../evil.xml", "x"))
    assert book.sheets[0].cells[1, 1].text == "kvar"


@pytest.mark.parametrize(("place", "value", "reason"), [(8, 1, Reason.ENCRYPTED), (10, 14, Reason.DAMAGED)])
def test_locked_members_and_foreign_compression(place: int, value: int, reason: Reason) -> None:
    data = bytearray(minimal_xlsx(CELL))
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(SHEET.encode()))
    data[entry + place] = value
    assert refused(bytes(data)).reason is reason
