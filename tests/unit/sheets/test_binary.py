"""``.xls`` and ``.xlsb``, record by record, and what is done to them to do harm."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from xlplan.sheets.biff.compound import CompoundFile
from xlplan.sheets.grid import Cell, CellKind, Grid, NoticeKind
from xlplan.sheets.opening import Limits, Reason, UnreadableWorkbook, open_bytes

from .attacks import brt, compound, record, wide, xls, xlsb
from .packages import package, relationships, unpack

WORKBOOKS = Path(__file__).parents[2] / "workbooks"


def refused(data: bytes, limits: Limits | None = None) -> UnreadableWorkbook:
    with pytest.raises(UnreadableWorkbook) as caught:
        open_bytes(data, limits=limits or Limits())
    return caught.value


def place(row: int, col: int, style: int = 0) -> bytes:
    return struct.pack("<HHH", row, col, style)


def text8(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def sheet(cells: bytes, texts: bytes = b"", continued: bytes = b"") -> Grid:
    return open_bytes(xls(cells, texts=texts, continued=continued)).sheets[0]


NO_NUMBER = b"\xff\xff"
XLS_CELLS: list[tuple[bytes, Cell]] = [
    (
        record(0x0203, place(1, 2) + struct.pack("<d", 198001011234)),
        Cell("198001011234", CellKind.NUMBER, "198001011234"),
    ),
    (record(0x0203, place(1, 2) + struct.pack("<d", 0.1)), Cell("0.1", CellKind.NUMBER, "0.1")),
    (record(0x027E, place(1, 2) + struct.pack("<I", 7 << 2 | 2)), Cell("7", CellKind.NUMBER, "7")),
    (record(0x027E, place(1, 2) + struct.pack("<i", -125 << 2 | 3)), Cell("-1.25", CellKind.NUMBER, "-1.25")),
    (record(0x0204, place(1, 2) + text8("_x000D_")), Cell("_x000D_")),
    (record(0x0205, place(1, 2) + b"\1\0"), Cell("SANT", CellKind.BOOL)),
    (record(0x0205, place(1, 2) + b"\x17\1"), Cell("#REF!", CellKind.ERROR)),
    (record(0x0205, place(1, 2) + b"\x99\1"), Cell("#ERROR 153", CellKind.ERROR)),
    (record(0x0006, place(1, 2) + struct.pack("<d", 2) + bytes(6)), Cell("2", CellKind.NUMBER, "2", "")),
    (record(0x0006, place(1, 2) + b"\1\0\1\0\0\0" + NO_NUMBER + bytes(6)), Cell("SANT", CellKind.BOOL, formula="")),
    (record(0x0006, place(1, 2) + b"\2\0\x2a\0\0\0" + NO_NUMBER + bytes(6)), Cell("#N/A", CellKind.ERROR, formula="")),
    (
        record(0x0006, place(1, 2) + bytes(6) + NO_NUMBER + bytes(6)) + record(0x04BC) + record(0x0207, text8("svar")),
        Cell("svar", formula=""),
    ),
]


@pytest.mark.parametrize(("cells", "expected"), XLS_CELLS)
def test_cells_of_an_xls(cells: bytes, expected: Cell) -> None:
    assert sheet(cells).cells == {(2, 3): expected}


def test_several_numbers_in_one_record() -> None:
    numbers = b"".join(struct.pack("<HI", 0, n << 2 | 2) for n in (5, 6, 7))
    found = sheet(record(0x00BD, struct.pack("<HH", 0, 1) + numbers + struct.pack("<H", 3)))
    assert {at: cell.text for at, cell in found.cells.items()} == {(1, 2): "5", (1, 3): "6", (1, 4): "7"}


def test_texts_that_go_over_the_border_of_a_record() -> None:
    narrow_then_wide = struct.pack("<HB", 6, 0) + b"abc"
    split_pair = struct.pack("<HB", 2, 1) + "😀".encode("utf-16-le")[:2]
    continued = record(0x003C, b"\1" + "dåf".encode("utf-16-le") + split_pair)
    continued += record(0x003C, b"\1" + "😀".encode("utf-16-le")[2:] + struct.pack("<HB", 1, 0) + b"z")
    cells = b"".join(record(0x00FD, place(n, 0) + struct.pack("<I", n)) for n in range(4))
    found = sheet(cells, texts=narrow_then_wide, continued=continued)
    assert [cell.text for cell in found.cells.values()] == ["abcdåf", "😀", "z", "#TEXT!"]


def test_hidden_rows_columns_and_merges_of_an_xls() -> None:
    cells = record(0x0208, struct.pack("<HHHHIHH", 0, 0, 1, 0, 0, 0x20, 0)) + record(0x0204, place(0, 0) + text8("a"))
    cells += record(0x007D, struct.pack("<HHHHHH", 2, 3, 0, 0, 1, 0))
    cells += record(0x00E5, struct.pack("<HHHHHHHHH", 2, 0, 1, 0, 1, 5, 5, 5, 5))
    found = sheet(cells)
    assert (set(found.hidden_rows), found.hidden_cols) == ({1}, ((3, 4),))
    assert [str(merge) for merge in found.merges] == ["A1:B2"]


def test_a_text_of_255_signs_is_told() -> None:
    book = open_bytes(xls(b"".join(record(0x0204, place(n, 0) + text8("å" * (254 + n))) for n in range(3))))
    assert [(notice.kind, notice.row) for notice in book.notices] == [(NoticeKind.CUT_AT_255, 2)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (compound(b""), Reason.OLD_EXCEL),
        (compound(record(0x0009, bytes(4))), Reason.OLD_EXCEL),
        (compound(record(0x0809, struct.pack("<HH", 0x0400, 5))), Reason.OLD_EXCEL),
        (compound(record(0x0809, struct.pack("<HH", 0x0600, 5)) + record(0x000A)), Reason.NO_SHEETS),
        (xls(record(0x0203, b"\0")), Reason.OLD_EXCEL),
        (xls(record(0x0204, place(0, 0) + b"\xff\xff\1")), Reason.OLD_EXCEL),
        (xls(b"", texts=b"\xff\xff\0abc"), Reason.OLD_EXCEL),
        (xls(record(0x0809, bytes(16))), Reason.OLD_EXCEL),
        (xls(b"")[:512], Reason.TRUNCATED),
        (xls(b"")[:3000], Reason.TRUNCATED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le"), Reason.UNKNOWN),
    ],
)
def test_an_xls_that_is_refused(data: bytes, reason: Reason) -> None:
    assert refused(data).reason in (reason, Reason.TRUNCATED)


def test_a_chain_of_sectors_that_bites_its_tail() -> None:
    data = bytearray(xls(b""))
    fat = data.find(struct.pack("<II", 1, 2))
    data[fat + 8 : fat + 12] = struct.pack("<I", 0)
    assert "without end" in refused(bytes(data)).detail


def test_streams_of_a_compound_file() -> None:
    file = CompoundFile(compound(b"x" * 5000))
    assert file.names() == ["Workbook"]
    assert (file.stream("WORKBOOK") or b"")[:5001] == b"x" * 5000
    assert file.stream("Book") is None


def row(number: int, *, hidden: bool = False) -> bytes:
    return brt(0, struct.pack("<IIHBBB", number, 0, 0, 0, 0x10 if hidden else 0, 0))


def head(col: int) -> bytes:
    return struct.pack("<II", col, 0)


XLSB_VALUES: list[tuple[int, bytes, Cell]] = [
    (2, struct.pack("<I", 7 << 2 | 2), Cell("7", CellKind.NUMBER, "7")),
    (3, b"\x2a", Cell("#N/A", CellKind.ERROR)),
    (4, b"\1", Cell("SANT", CellKind.BOOL)),
    (5, struct.pack("<d", 198001011234), Cell("198001011234", CellKind.NUMBER, "198001011234")),
    (6, wide("åäö"), Cell("åäö")),
    (7, struct.pack("<I", 0), Cell("delad")),
    (7, struct.pack("<I", 99), Cell("#TEXT!", CellKind.ERROR)),
]
SHARED = brt(19, b"\0" + wide("delad"))


@pytest.mark.parametrize(("kind", "value", "expected"), XLSB_VALUES)
def test_cells_of_an_xlsb_long_and_short(kind: int, value: bytes, expected: Cell) -> None:
    long = row(4) + brt(kind, head(2) + value) + brt(kind, head(5) + value)
    assert open_bytes(xlsb(long, SHARED)).sheets[0].cells == {(5, 3): expected, (5, 6): expected}
    short = row(4) + brt(1, head(1)) + brt(kind + 11, bytes(4) + value) * 2
    assert open_bytes(xlsb(short, SHARED)).sheets[0].cells == {(5, 3): expected, (5, 4): expected}


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (8, wide("svar"), Cell("svar", formula="")),
        (9, struct.pack("<d", 2.5), Cell("2.5", CellKind.NUMBER, "2.5", "")),
        (10, b"\0", Cell("FALSKT", CellKind.BOOL, formula="")),
        (11, b"\x07", Cell("#DIV/0!", CellKind.ERROR, formula="")),
        (62, b"\1" + wide("rik") + struct.pack("<IHH", 1, 1, 0), Cell("rik")),
    ],
)
def test_formulas_and_rich_cells_of_an_xlsb(kind: int, value: bytes, expected: Cell) -> None:
    assert open_bytes(xlsb(row(0) + brt(kind, head(0) + value + bytes(8)))).sheets[0].cells == {(1, 1): expected}


def test_calamine_reads_the_long_records_alike() -> None:
    cells = b"".join(
        row(n) + brt(6, head(n % 3) + wide(f"text {n}")) + brt(5, head(4) + struct.pack("<d", n)) for n in range(9)
    )
    data = xlsb(cells)
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    theirs = {(r, c): str(value) for r, line in enumerate(rows, 1) for c, value in enumerate(line, 1) if value != ""}
    ours = open_bytes(data).sheets[0].cells
    assert {at: cell.text if cell.kind is CellKind.TEXT else f"{cell.text}.0" for at, cell in ours.items()} == theirs


def test_what_stands_beside_the_cells_of_an_xlsb() -> None:
    after = brt(176, struct.pack("<IIII", 0, 1, 0, 1)) + brt(60, struct.pack("<IIIIH", 2, 3, 0, 0, 1))
    book = open_bytes(xlsb(row(0, hidden=True) + brt(6, head(0) + wide("a")) + after))
    found = book.sheets[0]
    assert (set(found.hidden_rows), found.hidden_cols, str(found.merges[0])) == ({1}, ((3, 4),), "A1:B2")
    notes = {
        "xl/worksheets/_rels/sheet1.bin.rels": relationships(("1", "comments", "../comments1.bin")),
        "xl/comments1.bin": brt(632, wide("Åsa"))
        + brt(635, struct.pack("<IIIII", 0, 2, 2, 3, 3) + bytes(16))
        + brt(637, b"\0" + wide("Fråga")),
    }
    note = open_bytes(xlsb(b"", **notes)).sheets[0].notes[3, 4]
    assert (note.text, note.author) == ("Fråga", "Åsa")


@pytest.mark.parametrize(
    "cells",
    [
        brt(6, head(0) + struct.pack("<I", 99)),
        brt(5, b"\0"),
        brt(0, b"\0"),
        b"\x05\x7f",
        brt(7, head(0)),
        b"\xff\xff\xff",
    ],
)
def test_an_xlsb_that_is_damaged(cells: bytes) -> None:
    assert refused(xlsb(cells)).reason is Reason.XLSB


def test_a_part_without_an_end_is_not_read_in_part() -> None:
    parts: dict[str, str | bytes] = {**unpack(xlsb(row(0) + brt(6, head(0) + wide("a"))))}
    part = parts["xl/worksheets/sheet1.bin"]
    assert isinstance(part, bytes)
    parts["xl/worksheets/sheet1.bin"] = part[:-3]
    assert refused(package(parts)).reason is Reason.XLSB


def xlsb_of(cells: bytes) -> bytes:
    return xlsb(row(0) + cells)


@pytest.mark.parametrize(
    "data",
    [
        xls(record(0x0203, place(0, 0) + bytes(8)) * 11),
        xlsb_of(brt(16, struct.pack("<Id", 0, 1)) * 11),
        xls(record(0x0203, place(0, 0) + bytes(8)), sheets=11),
    ],
)
def test_the_budget_of_cells_is_for_all_sheets(data: bytes) -> None:
    assert refused(data, Limits(cells=10)).reason is Reason.BOMB


@pytest.mark.parametrize(
    "data", [xls(record(0x0201) * 50), xlsb_of(brt(12, bytes(4)) * 50), xls(record(0x0201), sheets=50)]
)
def test_the_budget_of_records(data: bytes) -> None:
    assert refused(data, Limits(records=40)).reason is Reason.BOMB


def cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def flip(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 3, 20))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def shift(data: bytes, dice: random.Random) -> bytes:
    begin, other = dice.randrange(len(data)), dice.randrange(len(data))
    return data[:begin] + data[other : other + dice.randrange(200)] + data[begin + dice.randrange(40) :]


@pytest.mark.parametrize("harm", [cut, flip, shift])
@pytest.mark.parametrize("file", ["libreoffice/beside.xls", "gnumeric/texts.xls", "gnumeric-excel95/plan.xls"])
def test_a_harmed_xls_is_read_or_refused(file: str, harm: Callable[[bytes, random.Random], bytes]) -> None:
    data, dice = (WORKBOOKS / file).read_bytes(), random.Random(file)
    for _ in range(150):
        with suppress(UnreadableWorkbook):
            assert open_bytes(harm(data, dice)).sheets


@pytest.mark.parametrize("harm", [cut, flip, shift])
@pytest.mark.parametrize(
    "file", ["sheetjs/beside.xlsb", "sheetjs/values.xlsb", "libreoffice/beside.ods", "sheetjs/plan.ods"]
)
def test_harmed_parts_are_read_or_refused(file: str, harm: Callable[[bytes, random.Random], bytes]) -> None:
    parts, dice = unpack((WORKBOOKS / file).read_bytes()), random.Random(file)
    ours = [
        name
        for name, part in parts.items()
        if part and not name.startswith(("xl/theme", "Thumbnails", "Configurations"))
    ]
    for _ in range(150):
        name = dice.choice(ours)
        with suppress(UnreadableWorkbook):
            assert open_bytes(package({**parts, name: harm(parts[name], dice)})).sheets
