"""What a person reads in a cell, from what the XML stores."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from xlplan.sheets.grid import Cell, CellKind, Grid, NoticeKind, Position, Workbook
from xlplan.sheets.opening import open_bytes

from .packages import minimal_xlsx

FONTS = "<fonts><font/><font><strike/></font><font><strike val='0'/></font></fonts>"


def styled(*formats: str) -> str:
    """Styles: 0 plain, 1 struck, 2 not struck after all, and from 3 on one for each format code."""
    codes = "".join(f'<numFmt numFmtId="{170 + n}" formatCode="{code}"/>' for n, code in enumerate(formats))
    xfs = "".join(f'<xf numFmtId="{170 + n}" fontId="0"/>' for n in range(len(formats)))
    return f'<numFmts>{codes}</numFmts>{FONTS}<cellXfs><xf/><xf fontId="1"/><xf fontId="2"/>{xfs}</cellXfs>'


def first_sheet(row: str, shared: str = "", styles: str = "", before: str = "") -> Grid:
    return open_bytes(minimal_xlsx(row, shared=shared, styles=styles, before=before)).sheets[0]


def read_cell(xml: str, shared: str = "", styles: str = "", before: str = "") -> Cell:
    return first_sheet(f"<row r='1'>{xml}</row>", shared, styles, before).cells[1, 1]


def notices(book: Workbook) -> list[tuple[NoticeKind, Position, str]]:
    return [(notice.kind, (notice.row, notice.col), notice.detail) for notice in book.notices]


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("_x000D_\n", "\r\n"),
        ("_x005F_x000D_", "_x000D_"),
        ("_xD83D__xDE00_", "\N{GRINNING FACE}"),
        ("_xD83D_", "\N{REPLACEMENT CHARACTER}"),
        ("_xZZZZ_", "_xZZZZ_"),
        ("  kant ", "  kant "),
        ("o\u0308", "o\u0308"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_text_is_kept_exactly_with_its_escapes_resolved(stored: str, text: str) -> None:
    assert read_cell("<c r='A1' t='s'><v>0</v></c>", f"<si><t>{stored}</t></si>").text == text
    assert read_cell(f"<c r='A1' t='inlineStr'><is><t>{stored}</t></is></c>").text == text
    assert read_cell(f"<c r='A1' t='str'><f>B1</f><v>{stored}</v></c>").text == text


def test_runs_are_joined_and_phonetic_ones_left_out() -> None:
    rich = "<r><t>Sam</t></r><r><rPr><b/></rPr><t>verkan</t></r><rPh sb='0' eb='1'><t>ZZ</t></rPh>"
    assert read_cell("<c r='A1' t='s'><v>0</v></c>", f"<si>{rich}</si>") == Cell("Samverkan")
    assert read_cell(f"<c r='A1' t='inlineStr'><is>{rich}</is></c>") == Cell("Samverkan")


STRUCK_RUNS = "<r><rPr><strike/></rPr><t>bort</t></r><r><t> kvar</t></r><r><rPr><strike val='0'/></rPr><t> ny</t></r>"


@pytest.mark.parametrize(("style", "struck"), [("0", "bort"), ("1", "bort kvar"), ("2", "bort")])
def test_struck_runs_follow_their_own_font_else_the_cells(style: str, struck: str) -> None:
    shared = read_cell(f"<c r='A1' s='{style}' t='s'><v>0</v></c>", f"<si>{STRUCK_RUNS}</si>", styled())
    inline = read_cell(f"<c r='A1' s='{style}' t='inlineStr'><is>{STRUCK_RUNS}</is></c>", "", styled())
    assert (shared.text, shared.struck) == ("bort kvar ny", struck)
    assert inline == shared


def test_struck_parts_that_stand_apart_are_kept_apart() -> None:
    runs = "".join(
        f"<r><rPr>{strike}</rPr><t>{text}</t></r>"
        for text, strike in [("a", "<strike/>"), ("b", ""), ("c", "<strike/>")]
    )
    assert read_cell("<c r='A1' t='s'><v>0</v></c>", f"<si>{runs}</si>").struck == "a\nc"


@pytest.mark.parametrize("value", ["<c r='A1' s='1' t='s'><v>0</v></c>", "<c r='A1' s='1' t='str'><v>hej</v></c>"])
def test_a_struck_font_strikes_the_whole_cell(value: str) -> None:
    assert read_cell(value, "<si><t>hej</t></si>", styled()).struck == "hej"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("198001011234", "198001011234"),
        ("1.98001011234E11", "198001011234"),
        ("0.1", "0.1"),
        ("0.30000000000000004", "0.3"),
        ("12345678901234567", "12345678901234567"),
        ("1E3", "1000"),
        ("-0", "0"),
        ("-2.50", "-2.5"),
        ("1E-7", "0.0000001"),
        ("1E+300", "1E+300"),
        ("007", "7"),
    ],
)
def test_a_number_is_shown_plainly_and_kept_as_stored(raw: str, text: str) -> None:
    assert read_cell(f"<c r='A1'><v>{raw}</v></c>") == Cell(text, CellKind.NUMBER, raw)


@pytest.mark.parametrize("value", ["NaN", "1_000", "\N{ARABIC-INDIC DIGIT ONE}", "1E99999999999", "9" * 5000, "tolv"])
def test_what_is_no_number_is_kept_as_text(value: str) -> None:
    assert read_cell(f"<c r='A1'><v>{value}</v></c>") == Cell(value)


@pytest.mark.parametrize(
    ("code", "raw", "text"),
    [
        ("0%", "0.12", "12 %"),
        ("0.0%", "0.125", "12.5 %"),
        ("0.##%", "0.5", "50 %"),
        ("0%", "0.125", "13 %"),
        ("0%", "1E+200", "1E+202 %"),
        ("000000\\-0000", "8001011234", "800101-1234"),
        ("00000", "42", "00042"),
        ("Standard", "12", "12"),
        ("[h]:mm", "1.5", "36:00"),
        ("0.00", "3.14159", "3.14159"),
    ],
)
def test_a_number_format_shows(code: str, raw: str, text: str) -> None:
    assert read_cell(f"<c r='A1' s='3'><v>{raw}</v></c>", styles=styled(code)) == Cell(text, CellKind.NUMBER, raw)


@pytest.mark.parametrize(
    ("code", "raw", "text", "moment"),
    [
        ("yyyy-mm-dd", "45413", "2024-05-01", date(2024, 5, 1)),
        ("d/m/yy", "45413.5625", "2024-05-01", datetime(2024, 5, 1, 13, 30)),
        ("yyyy-mm-dd hh:mm", "45413.5625", "2024-05-01 13:30", datetime(2024, 5, 1, 13, 30)),
        ("hh:mm", "0.5625", "13:30", time(13, 30)),
        ("h:mm:ss", "0.5625115740740741", "13:30:01", time(13, 30, 1)),
        ("[$-41D]d mmmm yyyy;@", "45413", "2024-05-01", date(2024, 5, 1)),
        ("yyyy-mm-dd", "59", "1900-02-28", date(1900, 2, 28)),
        ("yyyy-mm-dd", "61", "1900-03-01", date(1900, 3, 1)),
        ("yyyy-mm-dd", "2958465", "9999-12-31", date(9999, 12, 31)),
    ],
)
def test_a_date_format_shows_an_iso_date(code: str, raw: str, text: str, moment: date | time) -> None:
    cell = read_cell(f"<c r='A1' s='3'><v>{raw}</v></c>", styles=styled(code))
    assert cell == Cell(text, CellKind.DATE, raw, moment=moment)


def test_a_built_in_date_format_and_the_1904_system() -> None:
    styles = "<cellXfs><xf numFmtId='14'/></cellXfs>"
    sheet = "<c r='A1'><v>43951</v></c>"
    assert read_cell(sheet, styles=styles, before="<workbookPr date1904='1'/>").moment == date(2024, 5, 1)


@pytest.mark.parametrize("serial", ["60", "0", "-1", "2958466", "-1e308", "1E+300"])
def test_what_is_no_date_is_kept_as_the_number(serial: str) -> None:
    sheet = f"<row r='1'><c r='A1' s='3'><v>{serial}</v></c></row>"
    book = open_bytes(minimal_xlsx(sheet, styles=styled("yyyy-mm-dd")))
    assert book.sheets[0].cells[1, 1].raw == serial
    assert book.sheets[0].cells[1, 1].kind is CellKind.NUMBER
    assert notices(book) == [(NoticeKind.BAD_DATE, (1, 1), serial)]


@pytest.mark.parametrize(
    ("xml", "cell"),
    [
        ("t='b'><v>1</v>", Cell("SANT", CellKind.BOOL)),
        ("t='b'><v>false</v>", Cell("FALSKT", CellKind.BOOL)),
        ("t='b'><v>2</v>", Cell("2")),
        ("t='e'><v>#SPILL!</v>", Cell("#SPILL!", CellKind.ERROR)),
        ("t='e'><v>#NEW?</v>", Cell("#NEW?", CellKind.ERROR)),
        ("t='q'><v>hej</v>", Cell("hej")),
        ("t='d'><v>2024-05-01</v>", Cell("2024-05-01", CellKind.DATE, moment=date(2024, 5, 1))),
        ("t='d'><v>i maj</v>", Cell("i maj")),
        ("><f>1+1</f><v>2</v>", Cell("2", CellKind.NUMBER, "2", "1+1")),
        ("><f>1+1</f>", Cell("=1+1", CellKind.FORMULA, formula="1+1")),
        ("><f>1+1</f><v/>", Cell("=1+1", CellKind.FORMULA, formula="1+1")),
        ("><f t='shared' si='0'/><v>2</v>", Cell("2", CellKind.NUMBER, "2", "")),
        ("t='e'><f>A2</f><v>#REF!</v>", Cell("#REF!", CellKind.ERROR, formula="A2")),
        ("><v>7</v><extLst><ext><v>8</v></ext></extLst>", Cell("7", CellKind.NUMBER, "7")),
        ("t='inlineStr'><is><t> </t></is>", Cell(" ")),
        ("t='str'><v><![CDATA[<c r='Z9'/>]]></v>", Cell("<c r='Z9'/>")),
    ],
)
def test_types_of_cells(xml: str, cell: Cell) -> None:
    assert read_cell(f"<c r='A1' {xml}</c>") == cell


@pytest.mark.parametrize(
    "xml", ["t='s'><v>0</v>", "t='str'><v></v>", "t='str'><f>B1</f><v></v>", "><v/>", "t='inlineStr'><is><t/></is>"]
)
def test_an_empty_text_is_no_filled_cell(xml: str) -> None:
    assert first_sheet(f"<row r='1'><c r='A1' {xml}</c></row>", "<si><t></t></si>").cells == {}


@pytest.mark.parametrize("index", ["-1", "1", "99999999999", "x", "1_0"])
def test_a_text_that_is_not_there_is_shown_and_told(index: str) -> None:
    book = open_bytes(minimal_xlsx(f"<row><c t='s'><v>{index}</v></c></row>", shared="<si><t>sist</t></si>"))
    assert book.sheets[0].cells == {(1, 1): Cell("#TEXT!", CellKind.ERROR)}
    assert notices(book) == [(NoticeKind.LOST_TEXT, (1, 1), index)]
