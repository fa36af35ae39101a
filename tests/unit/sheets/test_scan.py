"""Plain parts are read by a pattern, all others by the general pass: whichever it is, the same comes of it."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.corpus import make, with_inline_texts
from tests.damage.cases import CASES
from tests.damage.figures import fitting
from tests.damage.sent import PLANS, clean
from xlplan.sheets.cells import CellMaker
from xlplan.sheets.grid import Cell, CellKind, NoticeKind
from xlplan.sheets.keeping import Left
from xlplan.sheets.limits import DEFAULT, Limits
from xlplan.sheets.number_formats import parse_format
from xlplan.sheets.opening import UnreadableWorkbook, open_bytes
from xlplan.sheets.scan import scan_sheet
from xlplan.sheets.scan_texts import scan_strings
from xlplan.sheets.strings import StringTable, read_strings
from xlplan.sheets.styles import Styles, read_styles
from xlplan.sheets.worksheet import SheetContent, read_sheet

from .packages import MAIN, minimal_xlsx, worksheet

ROOT = Path(__file__).parents[3]
FILES = sorted(path for folder in ("tests", "examples") for path in (ROOT / folder).rglob("*.xlsx"))
ODD = {"gnumeric": "indents its XML", "pylightxl": "writes attributes in an order of its own, and <t >"}
"""Programs whose sheets are left to the general pass."""
EMPTY_TABLE = f"<sst xmlns='{MAIN}'/>".encode()
TEXTS = ("plan", "Åtgärd 😀", "två  ", "a & b <c>", "_x000D_", "_x0041_", "", "1", "rad\nrad")
MAKER = CellMaker(
    StringTable([Cell(text) for text in TEXTS]),
    Styles(formats={"2": parse_format("yyyy-mm-dd"), "3": parse_format("0%")}, struck=set()),
)
STRUCK = CellMaker(MAKER.strings, Styles(formats=MAKER.styles.formats, struck={"0", "4"}))


def by_pass(xml: bytes, maker: CellMaker = MAKER, limits: Limits = DEFAULT) -> tuple[SheetContent, Left] | str:
    left = Left.of(limits)
    maker.notice = None
    try:
        return read_sheet([xml], "part", "Flik", maker, limits, left), left
    except UnreadableWorkbook as error:
        return str(error)


def by_pattern(xml: bytes, maker: CellMaker = MAKER, limits: Limits = DEFAULT) -> tuple[SheetContent, Left] | None:
    left = Left.of(limits)
    content = scan_sheet(xml, "part", "Flik", maker, limits, left)
    return None if content is None else (content, left)


def same_sheet(xml: bytes, maker: CellMaker = MAKER) -> bool:
    """Whether the pattern read it; if so, it read the same: what is to be told of is never read by it."""
    found = by_pattern(xml, maker)
    assert maker.notice is None
    if found is not None:
        general = by_pass(xml, maker)
        assert found == general
        assert list(found[0].cells) == list(general[0].cells)
    return found is not None


def same_table(xml: bytes, limits: Limits = DEFAULT) -> bool:
    found = scan_strings(xml, "part", limits)
    if found is not None:
        assert found == read_strings([xml], "part", limits)
    return found is not None


def same_in(content: bytes) -> tuple[int, int]:
    """How many sheets of a workbook the pattern read, of how many; each of its parts is read the same."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name.lower(): package.read(name) for name in package.namelist()}
    table, looks = parts.get("xl/sharedstrings.xml", EMPTY_TABLE), parts.get("xl/styles.xml", b"<styleSheet/>")
    same_table(table)
    try:
        maker = CellMaker(read_strings([table], "table", DEFAULT), read_styles(looks, "looks", DEFAULT))
    except UnreadableWorkbook:
        maker = MAKER
    sheets = [part for name, part in parts.items() if name.startswith("xl/worksheets/sheet") and b"<sheetData>" in part]
    return sum([same_sheet(sheet, maker) for sheet in sheets]), len(sheets)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_workbook_at_hand_is_read_the_same(path: Path) -> None:
    content = path.read_bytes()
    if not zipfile.is_zipfile(BytesIO(content)):
        pytest.skip("locked or damaged")
    plain, sheets = same_in(content)
    if path.parent.parent.name == "workbooks" and path.parent.name not in ODD and path.name != "texts.xlsx":
        assert plain == sheets


@pytest.mark.parametrize("name", ODD)
def test_what_is_left_to_the_general_pass_is_still_odd(name: str) -> None:
    assert sum(same_in(path.read_bytes())[0] for path in FILES if path.parent.name == name) == 0


@cache
def returns(folder: Path) -> list[bytes]:
    make(folder / "plan", 4)
    return [path.read_bytes() for path in sorted((folder / "plan" / "inkommet").iterdir())]


def test_filled_templates_are_plain_with_shared_texts_and_with_texts_in_the_cells(tmp_path: Path) -> None:
    for content in returns(tmp_path):
        for kept in (content, with_inline_texts(content)):
            plain, sheets = same_in(kept)
            assert plain == sheets == 8


def test_damaged_plans_are_read_the_same() -> None:
    plans = cycle(PLANS)
    plain = sheets = 0
    for name in CASES:
        plan = next(plan for plan in plans if name in fitting(plan))
        sent = clean(plan)
        CASES[name].mutate(sent)
        one, all_ = same_in(sent.saved())
        plain, sheets = plain + one, sheets + all_
    assert plain > 0.9 * sheets


def table(items: str) -> bytes:
    return f'<sst xmlns="{MAIN}">{items}</sst>'.encode()


PLAIN_ROW = '<row r="3"><c r="A3" t="s"><v>0</v></c></row>'


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ("", {}),
        ('<row r="2" spans="1:7" ht="15.5" customHeight="1"><c r="A2" s="2"/><c r="B2"/></row>', {}),
        ('<row r="2"/><row r="9"></row>', {}),
        (PLAIN_ROW, {(3, 1): Cell("plan")}),
        ('<row r="1"><c r="A1"><v>1.50</v></c></row>', {(1, 1): Cell("1.5", CellKind.NUMBER, "1.50")}),
        ('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>', {(1, 1): Cell("2", CellKind.NUMBER, "2", "1+1")}),
        (
            '<row r="1"><c r="A1" t="n"><f>A2&amp;"x"</f><v></v></c></row>',
            {(1, 1): Cell('=A2&"x"', CellKind.FORMULA, formula='A2&"x"')},
        ),
        ('<row r="1"><c r="A1" t="str"><f>A2</f><v></v></c></row>', {}),
        (
            '<row r="1"><c r="A1" t="str"><f aca="false">A2</f></c></row>',
            {(1, 1): Cell("=A2", CellKind.FORMULA, formula="A2")},
        ),
        ('<row r="1"><c r="ZZ1" t="str"><v>a &lt;&amp;lt; _x0041_</v></c></row>', {(1, 702): Cell("a <&lt; A")}),
        ('<row r="1"><c r="A1" t="str"><v>&#229;&#38;lt;&#128512;</v></c></row>', {(1, 1): Cell("å&lt;😀")}),
        (
            '<row r="1"><c r="B1" t="inlineStr"><is><t xml:space="preserve"> å </t></is></c></row>',
            {(1, 2): Cell(" å ")},
        ),
        ('<row r="1"><c r="A1" t="b"><v>1</v></c></row>', {(1, 1): Cell("SANT", CellKind.BOOL)}),
        ('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>', {(1, 1): Cell("#REF!", CellKind.ERROR)}),
    ],
)
def test_what_is_plain_is_read_by_the_pattern(rows: str, cells: dict[tuple[int, int], Cell]) -> None:
    xml = worksheet(rows).encode()
    assert same_sheet(xml)
    assert same_sheet(xml, STRUCK)
    content = scan_sheet(xml, "part", "Flik", MAKER, DEFAULT, Left.of(DEFAULT))
    assert content is not None
    assert content.cells == cells


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" s="1"/><c t="str"><v>x</v></c></row>',
        '<row><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1" r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1" ht="15" ht="15"/>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v><![CDATA[<c r="A1"/>]]></v></c></row>',
        '<row r="1"><!-- --><c r="A1"><v>1</v></c></row>',
        '<row r="1"><?x?><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>&#x41;</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>&#55296;</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>&#1;</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>&auml;</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>a\rb</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>a\x01b</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>a\uffffb</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>a]]>b</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>x</v></c></row>',
        '<row r="1"><c r="A1" s="2"><v>-1</v></c></row>',
        '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<row r="1"><c r="A1"><v>1</v></row></c>',
    ],
)
def test_what_is_odd_is_left_to_the_general_pass(rows: str) -> None:
    assert by_pattern(worksheet(rows).encode()) is None


@pytest.mark.parametrize(
    ("before", "after", "plain"),
    [
        ("", '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>', True),
        ('<cols><col min="2" max="3" hidden="1"/></cols>', "", True),
        (
            '<cols><col min="2" max="3" hidden="false"/></cols>',
            '<oleObjects><oleObject shapeId="1"/></oleObjects>',
            True,
        ),
        ("", "<extLst><c r='A9'><v>1</v></c></extLst>", False),
        ("<x:c/>", "", False),
        ("<!-- <sheetData></sheetData> -->", "", False),
        ("", "<?mso?>", False),
        ("", '<dataValidations count="1"><dataValidation sqref="A1"/></dataValidations>', True),
        ("", "<conditionalFormatting/><dataValidations><formula1>A1</formula1></dataValidations>", True),
        ("", "<dataValidations><mergeCell ref='A1:B2'/></dataValidations>", True),
        ("", "<dataValidations></dataValidations><x a='<dataValidations></dataValidations>'/>", False),
        ("", "<dataValidations><c r='A9'><v>1</v></c></dataValidations>", False),
        ("", "<dataValidations></rules><rules></dataValidations>", False),
        ("<is>", "</is>", False),
        ("<a>", "", False),
        ("<a>" * 250, "</a>" * 250, False),
    ],
)
def test_what_stands_around_the_rows(before: str, after: str, plain: bool) -> None:
    assert same_sheet(worksheet(PLAIN_ROW, after, before).encode()) is plain


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "utf-16"])
def test_only_what_is_utf_8_is_plain(encoding: str, declared: str) -> None:
    xml = f'<?xml version="1.0" encoding="{declared}"?>\r\n{worksheet(PLAIN_ROW)}'.encode(encoding)
    assert same_sheet(xml) is (encoding.startswith("utf-8") and declared == "utf-8") or encoding == "iso-8859-1"


@pytest.mark.parametrize("name", ["cells", "text_signs"])
def test_the_pattern_reads_nothing_beyond_a_limit(name: str) -> None:
    xml = worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>').encode()
    limits = replace(DEFAULT, **{name: 1})
    assert by_pattern(xml, limits=limits) is None
    assert "bomb" in str(by_pass(xml, limits=limits))


def test_what_the_general_pass_tells_is_told() -> None:
    doubled = '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'
    book = open_bytes(minimal_xlsx(doubled, PLAIN_ROW))
    assert [notice.kind for notice in book.notices] == [NoticeKind.DOUBLED_CELL, NoticeKind.LOST_TEXT]


RICH = "<si><r><t>a</t></r><r><rPr><strike/></rPr><t>b</t></r></si>"


@pytest.mark.parametrize(
    ("items", "plain"),
    [
        ("", True),
        ("<si><t>a</t></si><si><t xml:space='preserve'> b</t></si>", True),
        ('<si><t>a &amp; _x0041_</t></si><si><t xml:space="preserve"> b</t></si><si><t/></si>', True),
        (f"<si><t>före</t></si>{RICH}<si><t>efter</t></si>{RICH}", True),
        ("<si><t>a</t><rPh sb='0' eb='1'><t>uttal</t></rPh></si><si><t>b</t></si>", True),
        ("<si><t >a</t></si>", True),
        ("<si/>", False),
        ("<si><t>a</t></si> <si><t>b</t></si>", False),
        ("<si><t>a</t></si><!-- <si><t>b</t></si> -->", False),
        ("<si><t><![CDATA[</t></si>]]></t></si>", False),
        ("<si><x></si><si></x></si>", False),
        ("<si><si><t>a</t></si></si>", False),
        ("<x><si><t>a</t></si></x>", False),
        ("<si><t>&#10;</t></si>", True),
        ("<si><t>&auml;</t></si>", False),
    ],
)
def test_texts_by_a_pattern(items: str, plain: bool) -> None:
    assert same_table(table(items)) is plain


def test_texts_beyond_the_limit_are_left_to_the_general_pass() -> None:
    assert not same_table(table("<si><t>a</t></si>" * 3), replace(DEFAULT, cells=2))


VALUES = st.one_of(
    st.integers(0, 9).map(lambda index: f' t="s"><v>{index}</v></c>'),
    st.sampled_from(
        [
            "/>",
            "></c>",
            ' t="n"></c>',
            "><v>45413</v></c>",
            "><v>0.25</v></c>",
            "><v>x</v></c>",
            ' t="str"><f>A1&amp;"å"</f><v>å</v></c>',
            "><f>A1</f><v></v></c>",
            ' t="str"><f>A1</f><v></v></c>',
            "><f>A1</f></c>",
            ' t="b"><v>1</v></c>',
            ' t="d"><v>2024-05-01</v></c>',
            ' t="e"><v>#REF!</v></c>',
            ' t="inlineStr"><is><t>å _x0041_ &lt;</t></is></c>',
            ' t="inlineStr"><is><r><t>a</t></r></is></c>',
        ]
    ),
)
ROW_TAGS = st.sampled_from(["", ' spans="1:3"', ' hidden="1"', ' s="1" customFormat="1" ht="30" hidden="false"'])
AROUND = st.sampled_from(
    [
        ("", ""),
        ('<cols><col min="1" max="2" hidden="true"/></cols>', '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'),
        ("<sheetViews><sheetView/></sheetViews>", '<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>'),
    ]
)


@st.composite
def sheets(draw: st.DrawFn) -> str:
    """A sheet as programs write them."""
    rows = ""
    for number in sorted(draw(st.sets(st.integers(1, 120), max_size=4))):
        letters = sorted(draw(st.sets(st.sampled_from("ABCDE"), max_size=4)))
        style = draw(st.sampled_from(["", ' s="2"', ' s="3"', ' s="4"']))
        cells = "".join(f'<c r="{letter}{number}"{style}{draw(VALUES)}' for letter in letters)
        rows += f'<row r="{number}"{draw(ROW_TAGS)}>{cells}</row>'
    before, after = draw(AROUND)
    return worksheet(rows, after, before)


ITEMS = st.lists(
    st.sampled_from(["<si><t>a &amp; b</t></si>", '<si><t xml:space="preserve"> å\n</t></si>', RICH, "<si><t/></si>"])
).map(lambda items: table("".join(items)).decode())
TOKENS = (
    *(
        "<",
        ">",
        "/",
        '"',
        "'",
        "=",
        " ",
        "\r",
        "\t",
        "&",
        ";",
        "&#65;",
        "]]>",
        "<!-- -->",
        "<![CDATA[",
        "<?x?>",
        "\x0b",
    ),
    *(
        "<c/>",
        "</c>",
        "<v>",
        "</v>",
        "<row>",
        "</row>",
        "</sheetData>",
        "<sheetData>",
        "<is>",
        "</is>",
        "<si>",
        "</si>",
    ),
    *(' r="A1"', ' r="A01"', ' hidden="1"', ' t="s"', ' s="4"', "<x:c>", "A1", "0", "-", "é", "\ufffe", "<t>", "</t>"),
)
CHANGES = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 12), st.sampled_from(["", *TOKENS])), max_size=3)


def changed(xml: str, changes: list[tuple[int, int, str]]) -> bytes:
    """Signs taken out at some places, and others put in."""
    for place, gone, token in changes:
        at = place % (len(xml) + 1)
        xml = xml[:at] + token + xml[at + gone :]
    return xml.encode()


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(sheets(), CHANGES, st.sampled_from([MAKER, STRUCK]))
def test_a_sheet_changed_in_any_way_is_read_the_same_or_left(
    xml: str, changes: list[tuple[int, int, str]], maker: CellMaker
) -> None:
    same_sheet(changed(xml, changes), maker)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(ITEMS, CHANGES)
def test_a_table_changed_in_any_way_is_read_the_same_or_left(xml: str, changes: list[tuple[int, int, str]]) -> None:
    same_table(changed(xml, changes))
