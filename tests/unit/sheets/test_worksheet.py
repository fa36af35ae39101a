"""Where cells stand, and what hides, merges or doubles them."""

from __future__ import annotations

import time

import pytest

from tests.unit.sheets.recount import count_filled
from xlplan.sheets.address import MAX_COL, MAX_ROW, Range
from xlplan.sheets.grid import Notice, NoticeKind
from xlplan.sheets.opening import Limits, Reason, UnreadableWorkbook, open_bytes

from .packages import MAIN, STRICT, minimal_parts, minimal_xlsx, package, worksheet


def text(address: str, value: str = "x") -> str:
    where = f" r='{address}'" if address else ""
    return f"<c{where} t='str'><v>{value}</v></c>"


def places(sheet: str) -> list[tuple[int, int]]:
    return list(open_bytes(minimal_xlsx(sheet)).sheets[0].cells)


@pytest.mark.parametrize(
    ("sheet", "where"),
    [
        (f"<row>{text('')}<c/>{text('')}</row><row>{text('')}</row>", [(1, 1), (1, 3), (2, 1)]),
        (f"<row r='5'>{text('C5')}{text('')}</row><row>{text('')}</row>", [(5, 3), (5, 4), (6, 1)]),
        (f"<row r='2'>{text('B7')}</row>", [(7, 2)]),
        (f"<row r='2'>{text('b2')}{text('$C$2')}</row>", [(2, 2), (2, 3)]),
        (f"<row r='9'>{text('A9')}</row><row r='3'>{text('A3')}</row>", [(9, 1), (3, 1)]),
        (f"<row r='1'><c r='B1' s='1'/>{text('')}</row>", [(1, 3)]),
        (f"<row r='x'>{text('')}</row>", [(1, 1)]),
        (f"<row r='11'>{text('A1')}{text('AA11')}</row>", [(1, 1), (11, 27)]),
        (f"<row r='1048576'>{text('XFD1048576')}</row>", [(MAX_ROW, MAX_COL)]),
    ],
)
def test_a_cell_stands_at_its_address_else_in_order(sheet: str, where: list[tuple[int, int]]) -> None:
    assert places(sheet) == where


@pytest.mark.parametrize("address", ["A0", "A-1", "XFE1", "A1048577", "ZZZZZZZZZZ1", "A99999999999999999999", "1", "-"])
def test_an_address_beyond_the_sheet_is_told_with_its_text(address: str) -> None:
    book = open_bytes(minimal_xlsx(f"<row r='1'>{text(address, 'kvar')}{text('B1')}</row>"))
    assert list(book.sheets[0].cells) == [(1, 2)]
    assert book.notices == (Notice(NoticeKind.BAD_ADDRESS, "S1", detail=f"{address}: kvar"),)


def test_of_two_cells_at_one_address_the_last_stands_and_the_other_is_told() -> None:
    sheet = (
        f"<row r='1'>{text('A1', 'först')}{text('A1', 'sist')}{text('B1', 'lika')}{text('B1', 'lika')}<c r='A1'/></row>"
    )
    book = open_bytes(minimal_xlsx(sheet))
    assert book.sheets[0].cells[1, 1].text == "sist"
    assert book.notices == (Notice(NoticeKind.DOUBLED_CELL, "S1", 1, 1, "först"),)


def test_the_claimed_extent_is_not_believed() -> None:
    sheet = worksheet(f"<row r='7'>{text('G7')}</row>", before='<dimension ref="A1"/>')
    assert places(sheet) == [(7, 7)]


def test_merges_keep_the_texts_that_they_cover_and_cost_nothing() -> None:
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A1:XFD1048576", "C3:B2", "?"))
    merges = f'<mergeCells count="9">{merges}</mergeCells>'
    sheet = open_bytes(minimal_xlsx(worksheet(f"<row r='4'>{text('D4')}</row>", merges))).sheets[0]
    assert sheet.merges == (Range(1, 1, MAX_ROW, MAX_COL), Range(2, 2, 3, 3))
    assert list(sheet.cells) == [(4, 4)]


def test_hidden_rows_that_are_filled_and_hidden_columns() -> None:
    rows = f"<row r='1' hidden='1'>{text('A1')}</row><row r='2' hidden='true'><c r='A2' s='1'/></row>"
    rows += f"<row r='3'>{text('A3')}</row>"
    cols = (
        "<cols><col min='2' max='3' hidden='1'/><col min='4' max='4'/><col min='5' max='99999' hidden='true'/></cols>"
    )
    sheet = open_bytes(minimal_xlsx(worksheet(rows, before=cols))).sheets[0]
    assert sheet.hidden_rows == {1}
    assert sheet.hidden_cols == ((2, 3), (5, MAX_COL))


@pytest.mark.parametrize("prefix", ["x:", "main-1:"])
def test_any_prefix(prefix: str) -> None:
    name = prefix.rstrip(":")
    sheet = f'<?xml version="1.0"?><{prefix}worksheet xmlns:{name}="{STRICT}"><{prefix}sheetData><{prefix}row r="1">'
    inline = f"<{prefix}is><{prefix}t>hej</{prefix}t></{prefix}is>"
    sheet += f'<{prefix}c r="A1"/><{prefix}c r="B1" t="inlineStr">{inline}</{prefix}c>'
    sheet += f"</{prefix}row></{prefix}sheetData></{prefix}worksheet>"
    assert places(sheet) == [(1, 2)]
    assert count_filled(sheet.encode()) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_any_encoding(encoding: str) -> None:
    named = encoding.removesuffix("-sig")
    sheet = f'<?xml version="1.0" encoding="{named}"?>{worksheet("<row>" + text("", "åäö") + "</row>")}'
    parts = minimal_parts("") | {"xl/worksheets/sheet1.xml": sheet.encode(encoding)}
    assert open_bytes(package(parts)).sheets[0].cells[1, 1].text == "åäö"


def test_elements_of_other_vocabularies_are_not_cells() -> None:
    after = '<extLst><ext xmlns:xm="urn:xm"><xm:f>A1</xm:f><v>1</v></ext></extLst>'
    assert places(worksheet(f"<row r='1'>{text('A1')}</row>", after)) == [(1, 1)]


@pytest.mark.parametrize(
    ("sheet", "count"),
    [
        ("<c r='A1'><v>1</v></c><c r='B1'/><c r='C1' s='1'></c><c><v></v></c>", 1),
        ("<c t='inlineStr'><is><t>x</t></is></c><c><f>1+1</f></c><c><f t='shared' si='0'/></c>", 3),
        ("<cols><col min='1'/></cols><!-- <c><v>1</v></c> -->", 0),
        ("<c t='str'><v><![CDATA[x]]></v></c><x:c><x:v a='b'>1</x:v></x:c>", 2),
    ],
)
def test_the_dumb_count(sheet: str, count: int) -> None:
    assert count_filled(sheet.encode()) == count
    assert count_filled(f"<row>{sheet}</row>".encode("utf-16")) == count


@pytest.mark.parametrize("unit", ["<c>", "<c><v>", "<!--", "<![CDATA[", "<c a='"])
def test_the_dumb_count_takes_linear_time(unit: str) -> None:
    began = time.perf_counter()
    assert count_filled(unit.encode() * 300_000) in (0, 299_999)
    assert time.perf_counter() - began < 5


def test_a_million_styled_empty_rows_are_cheap() -> None:
    rows = "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(2, 1_000_000))
    data = minimal_xlsx(f"<row r='1'>{text('A1')}</row>{rows}")
    began = time.perf_counter()
    assert open_bytes(data).sheets[0].cells.keys() == {(1, 1)}
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize(
    ("sheet", "limits"),
    [
        (f"<row>{text('') * 11}</row>", Limits(cells=10)),
        (worksheet("", "<mergeCell ref='A1'/>" * 11), Limits(merges=10)),
        (worksheet("", "<a>" * 11 + "</a>" * 11), Limits(depth=10)),
    ],
)
def test_budgets_of_a_sheet(sheet: str, limits: Limits) -> None:
    with pytest.raises(UnreadableWorkbook) as caught:
        open_bytes(minimal_xlsx(sheet), limits=limits)
    assert caught.value.reason is Reason.BOMB


@pytest.mark.parametrize(
    "sheet", ["<row>", "<row></rad>", "<row><c><c/></c></row>", "<row>&entity;</row>", "<row>\x01</row>"]
)
def test_a_damaged_sheet_is_never_an_empty_one(sheet: str) -> None:
    part = f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>'
    with pytest.raises(UnreadableWorkbook, match="sheet 'S1'") as caught:
        open_bytes(minimal_xlsx(part))
    assert caught.value.reason is Reason.DAMAGED
