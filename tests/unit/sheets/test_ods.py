"""OpenDocument: what a cell says, where it stands, what stands beside it; and files made to do harm."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from xlplan.sheets.grid import Cell, CellKind, Grid, NoticeKind, Workbook
from xlplan.sheets.opening import Limits, Reason, UnreadableWorkbook, open_bytes

from .attacks import ODS, content_xml, ods, table
from .packages import package

STYLES = (
    '<style:style style:name="struck"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="child" style:parent-style-name="struck"/>'
    '<style:style style:name="free"><style:text-properties style:text-line-through-type="none"/></style:style>'
    '<style:style style:name="away" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def cell(inside: str = "", more: str = "") -> str:
    return f"<table:table-cell{more}>{inside}</table:table-cell>"


def text(value: str, more: str = "") -> str:
    return cell(f"<text:p>{value}</text:p>", f' office:value-type="string"{more}')


def opened(rows: str) -> Workbook:
    return open_bytes(ods(table(rows), STYLES))


def sheet(rows: str) -> Grid:
    return opened(rows).sheets[0]


def only(inside: str) -> Cell:
    return sheet(row(inside)).cells[1, 1]


def refused(data: bytes, **limits: Any) -> Reason:
    with pytest.raises(UnreadableWorkbook) as caught:
        open_bytes(data, limits=Limits(**limits))
    return caught.value.reason


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<text:p>a</text:p><text:p>b</text:p>", "a\nb"),
        ("\n   <text:p>a</text:p>\n   <text:p/>\n <text:p>b</text:p>\n ", "a\n\nb"),
        ("<text:p>\n   a\n   b\n  </text:p>", "a b"),
        ("<text:p>a  b \t c</text:p>", "a b c"),
        ("<text:p>  a </text:p>", "a "),
        ("<text:p>a<text:s/>b<text:s text:c='3'/>c</text:p>", "a b   c"),
        ("<text:p>a <text:s/>b</text:p>", "a  b"),
        ("<text:p><text:s/>a</text:p>", " a"),
        ("<text:p>a<text:tab/>b<text:line-break/>c</text:p>", "a\tb\nc"),
        ("<text:p>a <text:span> b</text:span> <text:span>c</text:span></text:p>", "a b c"),
        ("<text:p>a\n<text:span>b</text:span>\n</text:p>", "a b"),
        ("<text:p>a\n<text:tab/>b</text:p>", "a \tb"),
        ("<text:p><text:a>länk</text:a> <text:date>idag</text:date></text:p>", "länk idag"),
        ("<text:h>rubrik</text:h>", "rubrik"),
        ("<text:p>a&lt;b&#233;</text:p>", "a<bé"),
    ],
)
def test_paragraphs(inside: str, expected: str) -> None:
    assert only(cell(inside, ' office:value-type="string"')).text == expected


def test_the_longest_run_of_blanks() -> None:
    assert len(only(text("a<text:s text:c='99999999'/>b")).text) == 32_769


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<text:span text:style-name='struck'>bort</text:span> kvar", "bort"),
        ("<text:span text:style-name='child'>bort</text:span> kvar", "bort"),
        ("<text:span text:style-name='struck'><text:span text:style-name='x'>bort</text:span></text:span>", "bort"),
        ("<text:span text:style-name='struck'>b<text:span text:style-name='free'>k</text:span>c</text:span>", "b\nc"),
        ("kvar", ""),
    ],
)
def test_struck_out_parts(inside: str, expected: str) -> None:
    assert only(text(inside)).struck == expected


def test_a_struck_out_cell_by_its_own_style_its_row_or_its_column() -> None:
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="struck"/>'
    rows = row(text("a"), text("b"), text("c")) + row(text("d"), more=' table:default-cell-style-name="struck"')
    found = sheet(columns + rows + row(text("e", ' table:style-name="child"'), text("f", ' table:style-name="free"')))
    assert {cell.text for cell in found.cells.values() if cell.struck == cell.text} == {"b", "d", "e"}


@pytest.mark.parametrize(
    ("attributes", "displayed", "expected"),
    [
        ('"float" office:value="7"', "7", Cell("7", CellKind.NUMBER, "7")),
        ('"float" office:value="198001011234"', "1,98E+11", Cell("198001011234", CellKind.NUMBER, "198001011234")),
        ('"float" office:value="1500.5"', "1 500,50", Cell("1500.5", CellKind.NUMBER, "1500.5")),
        ('"float" office:value="8001011234"', "800101-1234", Cell("800101-1234", CellKind.NUMBER, "8001011234")),
        ('"float" office:value="7"', "007", Cell("007", CellKind.NUMBER, "7")),
        ('"float" office:value="2"', "", Cell("2", CellKind.NUMBER, "2")),
        ('"float" office:value="1"', "SANT", Cell("SANT", CellKind.BOOL)),
        ('"percentage" office:value="0.125"', "12,5%", Cell("12.5 %", CellKind.NUMBER, "0.125")),
        ('"currency" office:value="1500"', "1 500 kr", Cell("1 500 kr", CellKind.NUMBER, "1500")),
        ('"boolean" office:boolean-value="true"', "TRUE", Cell("SANT", CellKind.BOOL)),
        ('"boolean" office:boolean-value="false"', "FALSE", Cell("FALSKT", CellKind.BOOL)),
        (
            '"date" office:date-value="2024-05-01"',
            "05/01/24",
            Cell("2024-05-01", CellKind.DATE, moment=date(2024, 5, 1)),
        ),
        (
            '"date" office:date-value="2024-05-01T13:30:00"',
            "2024-05-01 13:30",
            Cell("2024-05-01 13:30", CellKind.DATE, moment=datetime(2024, 5, 1, 13, 30)),
        ),
        ('"date" office:date-value="2024-05-01"', "maj 24", Cell("maj 24", CellKind.DATE, moment=date(2024, 5, 1))),
        ('"time" office:time-value="PT13H30M00S"', "13:30", Cell("13:30", CellKind.DATE, moment=time(13, 30))),
        ('"time" office:time-value="PT30H15M00S"', "30:15", Cell("30:15")),
        (
            '"float" office:value="45413"',
            "2024-05-01",
            Cell("2024-05-01", CellKind.DATE, "45413", moment=date(2024, 5, 1)),
        ),
        ('"float" office:value="45414"', "2024-05-01", Cell("2024-05-01", CellKind.NUMBER, "45414")),
        ('"float" office:value="NaN"', "x", Cell("x")),
        ('"string" office:string-value="dold text"', "", Cell("dold text")),
        ('"string" table:formula="of:=[.A2]"', "svar", Cell("svar", formula="[.A2]")),
        ('"string" table:formula="of:=NA()"', "#N/A", Cell("#N/A", CellKind.ERROR, formula="NA()")),
        (
            '"string" table:formula="of:=1" calcext:value-type="error"',
            "Err:502",
            Cell("Err:502", CellKind.ERROR, formula="1"),
        ),
        ('"string"', "#REF!", Cell("#REF!")),
    ],
)
def test_values(attributes: str, displayed: str, expected: Cell) -> None:
    paragraph = f"<text:p>{displayed}</text:p>" if displayed else ""
    assert only(cell(paragraph, f" office:value-type={attributes}")) == expected


def test_a_date_that_is_none_is_told() -> None:
    book = opened(row(cell("<text:p>i våras</text:p>", ' office:value-type="date" office:date-value="2024-02-31"')))
    assert book.sheets[0].cells[1, 1].text == "i våras"
    assert [notice.kind for notice in book.notices] == [NoticeKind.BAD_DATE]


def test_a_formula_without_a_result() -> None:
    assert only(cell(more=' table:formula="of:=SUM([.A2:.A3])"')) == Cell(
        "=SUM([.A2:.A3])", CellKind.FORMULA, formula="SUM([.A2:.A3])"
    )


def test_runs_of_empty_cells_and_rows_move_what_follows() -> None:
    gap = cell(more=' table:number-columns-repeated="3"')
    rows = row(gap, text("a")) + row(more=' table:number-rows-repeated="1000"') + row(text("b"))
    assert {at: each.text for at, each in sheet(rows).cells.items()} == {(1, 4): "a", (1002, 1): "b"}


def test_a_filled_cell_that_is_repeated_stands_in_each_place() -> None:
    rows = row(text("a", ' table:number-columns-repeated="3"'), text("b"), more=' table:number-rows-repeated="2"')
    found = sheet(rows)
    assert {at: each.text for at, each in found.cells.items()} == {
        (r, c): "aaab"[c - 1] for r in (1, 2) for c in (1, 2, 3, 4)
    }


def test_empty_runs_beyond_every_sheet_cost_nothing() -> None:
    gap = cell(more=' table:number-columns-repeated="999999999"')
    book = opened(row(gap, gap, text("bortom")) + row(more=' table:number-rows-repeated="1000000000"') + row(text("x")))
    assert book.sheets[0].cells == {}
    assert [(notice.kind, notice.detail.partition(": ")[2]) for notice in book.notices] == [
        (NoticeKind.BAD_ADDRESS, "bortom"),
        (NoticeKind.BAD_ADDRESS, "x"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        row(text("a", ' table:number-columns-repeated="1000000000"')),
        row(text("a"), more=' table:number-rows-repeated="1000000000"'),
        row(text("a", ' table:number-columns-repeated="16384"'), more=' table:number-rows-repeated="1048576"'),
        row(
            cell("<office:annotation><text:p>a</text:p></office:annotation>"),
            more=' table:number-rows-repeated="1048576"',
        ),
        row(text("a"), more=' table:number-rows-repeated="90000"') * 6,
        row(text("a" * 1000), more=' table:number-rows-repeated="90000"'),
    ],
)
def test_a_filled_cell_repeated_without_end_is_a_bomb(rows: str) -> None:
    assert refused(ods(table(rows))) is Reason.BOMB


def test_covered_cells_keep_their_text_and_merges_their_span() -> None:
    spanning = text("a", ' table:number-columns-spanned="2" table:number-rows-spanned="2"')
    covered = "<table:covered-table-cell><text:p>under</text:p></table:covered-table-cell>"
    found = sheet(row(spanning, covered) + row("<table:covered-table-cell table:number-columns-repeated='2'/>"))
    assert {at: each.text for at, each in found.cells.items()} == {(1, 1): "a", (1, 2): "under"}
    assert [str(merge) for merge in found.merges] == ["A1:B2"]


def test_hidden_rows_columns_and_tabs() -> None:
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    rows = row(text("a")) + row(text("b"), more=' table:visibility="filter"') + row(more=' table:visibility="collapse"')
    away = '<table:table table:name="Undan" table:style-name="away"/>'
    book = open_bytes(ods(table(columns + rows) + away, STYLES))
    assert (set(book.sheets[0].hidden_rows), book.sheets[0].hidden_cols) == ({2}, ((3, 3),))
    assert [each.state for each in book.sheets] == ["visible", "hidden"]


def test_a_note_is_no_part_of_the_cell() -> None:
    inside = "<dc:creator>Åsa</dc:creator><dc:date>2024</dc:date><text:p>Fråga</text:p>"
    note = f"<office:annotation>{inside}</office:annotation>"
    found = sheet(row(cell(note + "<text:p>svar</text:p>"), cell(note)))
    assert {at: each.text for at, each in found.cells.items()} == {(1, 1): "svar"}
    assert {at: (each.text, each.author) for at, each in found.notes.items()} == {
        (1, 1): ("Fråga", "Åsa"),
        (1, 2): ("Fråga", "Åsa"),
    }


def test_text_boxes_and_pictures() -> None:
    box = "<draw:custom-shape><text:p>i rutan</text:p></draw:custom-shape>"
    group = "<draw:g><draw:rect><text:p>ett</text:p></draw:rect><draw:rect><text:p>två</text:p></draw:rect></draw:g>"
    picture = "<draw:frame><draw:image><text:p/></draw:image><svg:desc>karta</svg:desc></draw:frame>"
    chart = '<draw:frame><draw:object draw:notify-on-update-of-ranges="A1"/><draw:image/></draw:frame>'
    book = opened(
        f"<table:shapes>{box}</table:shapes>"
        + row(cell(), cell("<text:p>c</text:p>" + group))
        + row(cell(picture + chart))
    )
    assert [(shape.text, shape.row, shape.col) for shape in book.sheets[0].shapes] == [
        ("i rutan", 1, 1),
        ("ett\ntvå", 1, 2),
    ]
    assert book.sheets[0].cells[1, 2].text == "c"
    assert [(notice.kind, notice.row, notice.detail) for notice in book.notices] == [(NoticeKind.PICTURE, 2, "karta")]


def test_what_nobody_sees_is_not_read() -> None:
    hidden = (
        "<table:tracked-changes><table:table-cell><text:p>förut</text:p></table:table-cell></table:tracked-changes>"
    )
    rules = "<table:content-validations><text:p>tips</text:p></table:content-validations>"
    book = open_bytes(
        ods(hidden + rules + table(row(text("nu"))) + f"<table:dde-links>{table(row(text('x')))}</table:dde-links>")
    )
    assert [[each.text for each in sheet.cells.values()] for sheet in book.sheets] == [["nu"]]


def test_a_table_within_a_cell_keeps_its_text() -> None:
    inner = f'<table:table table:name="inre">{row(text("inre text"))}</table:table>'
    assert [each.text for each in sheet(row(cell("<text:p>yttre</text:p>" + inner))).cells.values()] == [
        "yttre\ninre text"
    ]


def test_other_prefixes() -> None:
    urn = "urn:oasis:names:tc:opendocument:xmlns:"
    xml = f"""<document-content xmlns="{urn}office:1.0" xmlns:t="{urn}table:1.0" xmlns:x="{urn}text:1.0"
        xmlns:o="{urn}office:1.0"><body><spreadsheet><t:table t:name="Blad"><t:table-row>
        <t:table-cell t:number-columns-repeated="2" o:value-type="float" o:value="7"><x:p>7</x:p></t:table-cell>
        </t:table-row></t:table></spreadsheet></body></document-content>"""
    found = open_bytes(package({"mimetype": ODS, "content.xml": xml})).sheets[0]
    seven = Cell("7", CellKind.NUMBER, "7")
    assert (found.title, found.cells) == ("Blad", {(1, 1): seven, (1, 2): seven})


def test_templates_and_flat_files() -> None:
    xml = content_xml(table(row(text("a"))))
    assert open_bytes(package({"mimetype": ODS + "-template", "content.xml": xml})).format == "ots"
    flat = xml.replace("document-content", "document").replace(
        "<office:document ", f'<office:document office:mimetype="{ODS}" '
    )
    book = open_bytes(b'<?xml version="1.0" encoding="UTF-8"?>\n' + flat.encode())
    assert (book.format, book.sheets[0].cells[1, 1].text) == ("fods", "a")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<!DOCTYPE a>" + content_xml(table("")), Reason.DOCTYPE),
        ('<!DOCTYPE a [<!ENTITY b "lol">]>' + content_xml(table(row(text("&b;")))), Reason.DOCTYPE),
        (content_xml(table("<a>" * 300 + "</a>" * 300)), Reason.BOMB),
        (content_xml(table(row(text("<text:span>" * 300 + "</text:span>" * 300)))), Reason.BOMB),
        (content_xml(""), Reason.NO_SHEETS),
        (content_xml(table(row(text("a"))))[:-30], Reason.ODS),
        ("<office:document-content/>", Reason.ODS),
        ("", Reason.ODS),
        (content_xml(table("") * 1001), Reason.BOMB),
    ],
)
def test_what_is_refused(content: str, reason: Reason) -> None:
    assert refused(package({"mimetype": ODS, "content.xml": content})) is reason


def test_a_locked_one() -> None:
    manifest = (
        "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    data = package({"mimetype": ODS, "content.xml": b"\x00\x01", "META-INF/manifest.xml": manifest})
    assert refused(data) is Reason.ENCRYPTED


def test_damaged_trimmings_cost_only_themselves() -> None:
    data = ods(table(row(text("kvar"))), "", **{"styles.xml": "<a", "meta.xml": "<!DOCTYPE a><a/>"})
    book = open_bytes(data)
    assert book.sheets[0].cells[1, 1].text == "kvar"
    assert [notice.kind for notice in book.notices] == [NoticeKind.PART_UNREADABLE] * 2
