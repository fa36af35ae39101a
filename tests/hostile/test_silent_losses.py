"""What the two plain libraries lose without a word, or refuse though it is intact: we keep the text, or name it.

One test for each loss, with the library's own answer beside it. Where a library has learned better, its half of the
test fails: then the contrast goes and our half stays.
"""

from __future__ import annotations

import subprocess
import sys
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tests.unit.sheets import attacks as made
from tests.unit.sheets.packages import (
    MAIN,
    RELATIONS,
    STRICT,
    Content,
    doubled,
    minimal_parts,
    minimal_xlsx,
    package,
    relationships,
    worksheet,
)
from xlplan.sheets.grid import CellKind, Grid, NoticeKind, Workbook
from xlplan.sheets.opening import Reason, UnreadableWorkbook, open_bytes

WORKBOOKS = Path(__file__).parents[1] / "workbooks"
KEPT = '<row r="1"><c r="A1" t="str"><v>kvar</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"


def ours(data: bytes) -> Grid:
    return open_bytes(data).sheets[0]


def texts(grid: Grid) -> dict[tuple[int, int], str]:
    return {position: cell.text for position, cell in grid.cells.items()}


def notices(book: Workbook) -> list[tuple[NoticeKind, str]]:
    return [(notice.kind, notice.detail) for notice in book.notices]


def calamine(data: bytes, sheet: int = 0) -> list[list[Any]]:
    """Calamine's rows."""
    return list(CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(sheet).to_python())


def calamine_refuses(data: bytes) -> bool:
    try:
        calamine(data)
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return True
    return False


def openpyxl(data: bytes, *, data_only: bool = False, read_only: bool = False) -> list[list[Any]]:
    """Openpyxl's rows of the first sheet."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(data), data_only=data_only, read_only=read_only)
        return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def openpyxl_refuses(data: bytes) -> bool:
    try:
        openpyxl(data)
    except Exception:
        return True
    return False


LOOKS = (
    "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>"
    "<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/></cellXfs>"
)


def whole(sheet: str = KEPT, shared: str = "<si><t>text</t></si>", styles: str = LOOKS) -> dict[str, Content]:
    """The parts of a workbook that openpyxl opens too: it wants content types and a table of looks."""
    parts = minimal_parts(sheet, shared=shared, styles=styles)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'
    types = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'spreadsheetml.{kind}+xml"/>'
        for name, kind in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("sharedStrings", "sharedStrings"),
            ("styles", "styles"),
        )
    )
    head = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return {"[Content_Types].xml": f"{head}{defaults}{types}</Types>"} | parts


def beside(part: str, kind: str, content: str) -> dict[str, Content]:
    """A part that belongs to the first sheet."""
    return {"xl/worksheets/_rels/sheet1.xml.rels": relationships(("rId1", kind, f"../{part}")), f"xl/{part}": content}


def test_the_contrast_is_no_accident() -> None:
    """Both libraries read what all the following is made of."""
    data = package(whole())
    assert calamine(data) == openpyxl(data) == [["kvar"]]


def test_a_count_that_is_believed_ends_the_process(tmp_path: Path) -> None:
    parts = whole()
    parts["xl/sharedStrings.xml"] = str(parts["xl/sharedStrings.xml"]).replace("<sst", '<sst uniqueCount="4294967295"')
    path = tmp_path / "a.xlsx"
    path.write_bytes(package(parts))
    assert texts(ours(path.read_bytes())) == {(1, 1): "kvar"}
    script = f"""
import resource
from python_calamine import CalamineWorkbook
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
try:
    CalamineWorkbook.from_path({str(path)!r}).get_sheet_by_index(0).to_python()
except BaseException:
    pass
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode < 0


# Lost in silence by calamine


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])
def test_error_cells(error: str) -> None:
    data = package(whole(f'<row r="1"><c r="A1" t="e"><v>{error}</v></c><c r="B1"><v>1</v></c></row>'))
    cell = ours(data).cells[1, 1]
    assert (cell.text, cell.kind) == (error, CellKind.ERROR)
    assert calamine(data) == [["", 1.0]]


def test_formulas_without_a_stored_result() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1&amp;"x"</f></c><c r="C1"><v>3</v></c></row>'
    data = package(whole(row))
    cell = ours(data).cells[1, 2]
    assert (cell.text, cell.kind) == ('=A1&"x"', CellKind.FORMULA)
    assert calamine(data) == [[1.0, "", 3.0]]
    assert openpyxl(data, data_only=True) == [[1, None, 3]]


def test_a_sheet_in_utf_16() -> None:
    parts = whole('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    data = package(parts | {SHEET: str(parts[SHEET]).encode("utf-16")})
    assert texts(ours(data)) == {(1, 1): "text"}
    assert calamine(data) == []


def test_a_package_without_a_workbook_part() -> None:
    parts = whole()
    del parts["xl/workbook.xml"]
    data = package(parts)
    with pytest.raises(UnreadableWorkbook) as caught:
        open_bytes(data)
    assert caught.value.reason is Reason.DAMAGED
    assert CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names == []


def test_two_sheets_with_one_name() -> None:
    data = minimal_xlsx(KEPT, KEPT.replace("kvar", "också"), titles=["Blad", "Blad"])
    assert [texts(grid)[1, 1] for grid in open_bytes(data).sheets] == ["kvar", "också"]
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    assert [book.get_sheet_by_name(name).to_python() for name in book.sheet_names] == [[["kvar"]], [["kvar"]]]


NOTE = '<comments><commentList><comment ref="A1"><text><t>En not</t></text></comment></commentList></comments>'
THREAD = (
    '<ThreadedComments><threadedComment ref="A1" id="{1}"><text>Stämmer det?</text></threadedComment>'
    '<threadedComment ref="A1" parentId="{1}"><text>Ja.</text></threadedComment></ThreadedComments>'
)
BOX = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col>'
    "<xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:sp><xdr:txBody><a:p><a:r>"
    "<a:t>I en ruta</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
)


def test_notes() -> None:
    data = package(whole() | beside("comments1.xml", "comments", NOTE))
    assert ours(data).notes[1, 1].text == "En not"
    assert calamine(data) == [["kvar"]]


def test_threads_of_comments() -> None:
    data = package(whole() | beside("threadedComments/t.xml", "threadedComment", THREAD))
    assert ours(data).notes[1, 1].text == "Stämmer det?\nJa."
    assert calamine(data) == openpyxl(data) == [["kvar"]]


def test_text_boxes() -> None:
    parts = whole(worksheet(KEPT, '<drawing r:id="rId1"/>')) | beside("drawings/d.xml", "drawing", BOX)
    data = package(parts)
    assert [(shape.text, shape.row, shape.col) for shape in ours(data).shapes] == [("I en ruta", 3, 2)]
    assert calamine(data) == openpyxl(data) == [["kvar"]]


def test_notes_of_opendocument() -> None:
    cell = "<table:table-cell><office:annotation><text:p>En not</text:p></office:annotation><text:p>kvar</text:p>"
    data = made.ods(made.table(f"<table:table-row>{cell}</table:table-cell></table:table-row>"))
    assert texts(ours(data)) == {(1, 1): "kvar"}
    assert ours(data).notes[1, 1].text == "En not"


def test_what_is_hidden() -> None:
    rows = KEPT.replace("<row ", '<row hidden="1" ') + '<row r="2"><c r="C2"><v>1</v></c></row>'
    sheet = worksheet(rows, before='<cols><col min="3" max="3" hidden="1"/></cols>')
    grid = ours(package(whole(sheet)))
    assert grid.is_hidden(1, 1)
    assert grid.is_hidden(2, 3)
    assert not grid.is_hidden(2, 1)


def test_hidden_tabs() -> None:
    parts = whole()
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace("sheetId", 'state="veryHidden" sheetId')
    assert ours(package(parts)).state == "veryHidden"


def test_what_is_struck_through() -> None:
    shared = "<si><r><t>gäller </t></r><r><rPr><strike/></rPr><t>gäller inte</t></r></si>"
    data = package(whole('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', shared=shared))
    cell = ours(data).cells[1, 1]
    assert (cell.text, cell.struck) == ("gäller gäller inte", "gäller inte")
    assert openpyxl(data) == [["gäller gäller inte"]]


def test_long_whole_numbers() -> None:
    data = package(whole('<row r="1"><c r="A1"><v>12345678901234567</v></c><c r="B1"><v>198001011234</v></c></row>'))
    assert texts(ours(data)) == {(1, 1): "12345678901234567", (1, 2): "198001011234"}
    assert [str(value) for value in calamine(data)[0]] == ["1.2345678901234568e+16", "198001011234.0"]


def test_two_cells_with_one_address() -> None:
    data = package(whole('<row r="1"><c r="A1" t="str"><v>först</v></c><c r="A1" t="str"><v>sist</v></c></row>'))
    book = open_bytes(data)
    assert texts(book.sheets[0]) == {(1, 1): "sist"}
    assert notices(book) == [(NoticeKind.DOUBLED_CELL, "först")]
    assert calamine(data) == [["sist"]]


def test_two_members_with_one_name() -> None:
    data = doubled(package(whole()), SHEET, worksheet(KEPT.replace("kvar", "annat")))
    with pytest.raises(UnreadableWorkbook) as caught:
        open_bytes(data)
    assert caught.value.reason is Reason.DAMAGED
    assert SHEET in caught.value.detail
    assert calamine(data) == openpyxl(data) == [["annat"]]


def test_blanks_at_the_ends_of_a_text() -> None:
    data = package(whole('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', shared="<si><t>  text </t></si>"))
    assert texts(ours(data)) == {(1, 1): "  text "}
    assert calamine(data) == [["text"]]


DATE_STYLE = "<cellXfs><xf/><xf numFmtId='14' applyNumberFormat='1'/></cellXfs>"


@pytest.mark.parametrize("number", ["60", "-5", "2958466", "1e300"])
def test_numbers_that_are_no_dates(number: str) -> None:
    data = package(minimal_parts(f'<row r="1"><c r="A1" s="1"><v>{number}</v></c></row>', styles=DATE_STYLE))
    book = open_bytes(data)
    cell = book.sheets[0].cells[1, 1]
    assert (cell.raw, cell.moment) == (number, None)
    assert notices(book) == [(NoticeKind.BAD_DATE, number)]


def test_not_a_number_as_a_date() -> None:
    data = package(minimal_parts('<row r="1"><c r="A1" s="1"><v>NaN</v></c></row>', styles=DATE_STYLE))
    assert texts(ours(data)) == {(1, 1): "NaN"}


# Refused whole by calamine


@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#UNKNOWN!"])
def test_errors_of_todays_excel(error: str) -> None:
    data = package(whole(f'{KEPT}<row r="2"><c r="A2" t="e"><v>{error}</v></c></row>'))
    assert texts(ours(data)) == {(1, 1): "kvar", (2, 1): error}
    assert calamine_refuses(data)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A2" t="q"><v>x</v></c>',
        '<c r="A2" t="b"><v>2</v></c>',
        '<c r="A2" t="str"><v>x</v><extLst><ext><v>y</v></ext></extLst></c>',
    ],
)
def test_cells_of_an_unknown_make(cell: str) -> None:
    grid = ours(package(whole(f'{KEPT}<row r="2">{cell}</row>')))
    assert texts(grid)[1, 1] == "kvar"
    assert texts(grid)[2, 1] in ("x", "2")


def test_a_macro_sheet_beside_the_plan() -> None:
    parts = whole()
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace(
        "</sheets>", '<sheet name="Makro" sheetId="2" r:id="rIdM"/></sheets>'
    )
    own = f'<Relationship Id="rIdM" Type="{RELATIONS}/xlMacrosheet" Target="macrosheets/sheet1.xml"/></Relationships>'
    links = str(parts["xl/_rels/workbook.xml.rels"]).replace("</Relationships>", own)
    macro = '<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"/>'
    data = package(parts | {"xl/_rels/workbook.xml.rels": links, "xl/macrosheets/sheet1.xml": macro})
    book = open_bytes(data)
    assert texts(book.sheets[0]) == {(1, 1): "kvar"}
    assert [notice.kind for notice in book.notices] == [NoticeKind.NO_CELLS_READ]


def test_a_sheet_without_its_link() -> None:
    parts = whole()
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace('r:id="rId1"', "")
    data = package(parts)
    assert texts(ours(data)) == {(1, 1): "kvar"}
    assert calamine_refuses(data)


def test_an_unknown_relationship() -> None:
    parts = whole()
    own = '<Relationship Id="rIdU" Type="http://example.invalid/unknown" Target="x.xml"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = str(parts["xl/_rels/workbook.xml.rels"]).replace("</Relationships>", own)
    assert texts(ours(package(parts))) == {(1, 1): "kvar"}


def test_a_workbook_part_in_utf_16() -> None:
    parts = whole()
    data = package(parts | {"xl/workbook.xml": str(parts["xl/workbook.xml"]).encode("utf-16")})
    assert texts(ours(data)) == {(1, 1): "kvar"}
    assert calamine_refuses(data) or calamine(data) != [["kvar"]]


def test_a_serial_that_makes_calamine_panic() -> None:
    data = package(minimal_parts('<row r="1"><c r="A1" s="1"><v>-1e308</v></c></row>', styles=DATE_STYLE))
    assert ours(data).cells[1, 1].raw == "-1e308"


# Lost in silence by openpyxl


def test_strict_ooxml() -> None:
    parts = {
        name: str(content).replace(MAIN, STRICT).replace(RELATIONS, RELATIONS.replace("schemas.openxmlformats", "purl"))
        for name, content in whole().items()
    }
    strict_relations = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    parts = {
        name: content.replace(RELATIONS.replace("schemas.openxmlformats", "purl"), strict_relations)
        for name, content in parts.items()
    }
    data = package(parts)
    assert texts(ours(data)) == {(1, 1): "kvar"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            sheets = load_workbook(BytesIO(data)).worksheets
        except Exception:
            sheets = []
    assert sheets == []


@pytest.mark.parametrize("target", ["worksheets/finns-inte.xml", "../../utanför.xml"])
def test_a_sheet_whose_part_is_not_there(target: str) -> None:
    parts = whole() | {"xl/other.xml": ""}
    parts["xl/_rels/workbook.xml.rels"] = str(parts["xl/_rels/workbook.xml.rels"]).replace(
        "worksheets/sheet1.xml", target
    )
    del parts[SHEET]
    with pytest.raises(UnreadableWorkbook) as caught:
        open_bytes(package(parts))
    assert caught.value.reason is Reason.DAMAGED
    assert "'S1'" in caught.value.detail


def test_text_under_a_merge() -> None:
    rows = '<row r="1"><c r="A1" t="str"><v>över</v></c><c r="B1" t="str"><v>under</v></c></row>'
    data = package(whole(worksheet(rows, '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>')))
    assert texts(ours(data)) == {(1, 1): "över", (1, 2): "under"}
    assert openpyxl(data) == [["över", None]]


@pytest.mark.parametrize("row", ["0", "-1"])
def test_cells_in_rows_that_there_are_not(row: str) -> None:
    data = package(whole(f'{KEPT}<row r="{row}"><c r="B{row}" t="str"><v>borta</v></c></row>'))
    book = open_bytes(data)
    assert texts(book.sheets[0]) == {(1, 1): "kvar"}
    assert notices(book) == [(NoticeKind.BAD_ADDRESS, f"B{row}: borta")]
    assert openpyxl_refuses(data) or "borta" not in str(openpyxl(data))


def test_a_cell_whose_row_says_otherwise() -> None:
    data = package(whole(f'{KEPT}<row r="2"><c r="A9" t="str"><v>nio</v></c></row>'))
    assert texts(ours(data)) == {(1, 1): "kvar", (9, 1): "nio"}


def test_results_and_formulas_in_one_reading() -> None:
    data = package(whole('<row r="1"><c r="A1" t="str"><f>B1</f><v>svar</v></c><c r="B1"><f>C1</f></c></row>'))
    first, second = ours(data).cells[1, 1], ours(data).cells[1, 2]
    assert (first.text, first.formula) == ("svar", "B1")
    assert (second.text, second.kind) == ("=C1", CellKind.FORMULA)
    assert openpyxl(data, data_only=True) == [["svar", None]]
    assert openpyxl(data) == [["=B1", "=C1"]]


def test_threads_are_more_than_the_note_that_stands_for_them() -> None:
    note = NOTE.replace("En not", "[Threaded comment] Din version av Excel ...")
    links = relationships(("rId1", "comments", "../comments1.xml"), ("rId2", "threadedComment", "../t.xml"))
    parts = {"xl/comments1.xml": note, "xl/t.xml": THREAD, "xl/worksheets/_rels/sheet1.xml.rels": links}
    assert ours(package(whole() | parts)).notes[1, 1].text == "Stämmer det?\nJa."


def test_escaped_signs() -> None:
    data = package(whole('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', shared="<si><t>rad_x000D_två</t></si>"))
    assert texts(ours(data)) == {(1, 1): "rad\rtvå"}
    assert openpyxl(data) == [["rad_x000D_två"]]


@pytest.mark.parametrize("index", ["-1", "99", "x", "9" * 5000])
def test_an_index_of_no_text(index: str) -> None:
    data = package(whole(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>'))
    book = open_bytes(data)
    assert book.sheets[0].cells[1, 1].kind is CellKind.ERROR
    assert notices(book) == [(NoticeKind.LOST_TEXT, index)]
    if index == "-1":
        assert openpyxl(data) == [["text"]]


def test_an_extent_that_is_too_small() -> None:
    rows = KEPT + '<row r="5"><c r="C5" t="str"><v>utanför</v></c></row>'
    data = package(whole(worksheet(rows, before='<dimension ref="A1"/>')))
    assert texts(ours(data)) == {(1, 1): "kvar", (5, 3): "utanför"}
    assert openpyxl(data, read_only=True) == [["kvar"]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            '<row r="3"><c r="A3" t="str"><v>tre</v></c></row><row r="1"><c r="A1" t="str"><v>ett</v></c></row>',
            {(1, 1): "ett", (3, 1): "tre"},
        ),
        (
            '<row r="1"><c r="C1" t="str"><v>C</v></c><c r="A1" t="str"><v>A</v></c></row>',
            {(1, 1): "A", (1, 3): "C"},
        ),
        (
            '<row r="1"><c r="A1" t="str"><v>A</v></c></row><row r="1"><c r="B1" t="str"><v>B</v></c></row>',
            {(1, 1): "A", (1, 2): "B"},
        ),
    ],
)
def test_rows_and_cells_out_of_order(rows: str, expected: dict[tuple[int, int], str]) -> None:
    data = package(whole(worksheet(rows, before='<dimension ref="A1:C3"/>')))
    assert texts(ours(data)) == expected
    rows_read = enumerate(openpyxl(data, read_only=True), 1)
    read = {(row, col): value for row, cells in rows_read for col, value in enumerate(cells, 1) if value}
    assert read != expected or "C1" in rows


# Intact data that openpyxl refuses for damaged trimmings

TRIMMINGS = {
    "alignment": ("styles", '<cellXfs><xf><alignment horizontal="somewhere"/></xf></cellXfs>'),
    "fill": ("styles", '<fills><fill><patternFill patternType="none?"/></fill></fills>'),
    "colour": ("styles", '<fonts><font><color rgb="blue"/></font></fonts>'),
    "font size": ("styles", '<fonts><font><sz val="large"/></font></fonts>'),
    "border": ("styles", '<borders><border><left style="wavy"/></border></borders>'),
    "pane": ("before", '<sheetViews><sheetView workbookViewId="0"><pane state="iced"/></sheetView></sheetViews>'),
    "zoom": ("before", '<sheetViews><sheetView workbookViewId="0" zoomScale="full"/></sheetViews>'),
    "column": ("before", '<cols><col min="1" max="1" width="wide"/></cols>'),
    "margins": ("after", '<pageMargins left="a" right="b" top="c" bottom="d" header="e" footer="f"/>'),
    "page": ("after", '<pageSetup orientation="sideways"/>'),
    "validation": ("after", '<dataValidations><dataValidation type="maybe" sqref="A1"/></dataValidations>'),
    "rule": (
        "after",
        '<conditionalFormatting sqref="A1"><cfRule type="perhaps" priority="x"/></conditionalFormatting>',
    ),
    "link": ("after", '<hyperlinks><hyperlink ref="A1" r:id="rId99"/></hyperlinks>'),
    "drawing": ("after", '<drawing r:id="rId99"/>'),
}


@pytest.mark.parametrize("trimming", TRIMMINGS)
def test_damaged_trimmings(trimming: str) -> None:
    where, content = TRIMMINGS[trimming]
    parts = whole(styles=content) if where == "styles" else whole(worksheet(KEPT, **{where: content}))
    data = package(parts)
    assert texts(ours(data)) == {(1, 1): "kvar"}
    assert openpyxl_refuses(data) or trimming == "drawing"


def test_properties_with_an_odd_date() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:modified>i förrgår</dcterms:modified></cp:coreProperties>'
    )
    data = package(whole() | {"docProps/core.xml": core})
    assert texts(ours(data)) == {(1, 1): "kvar"}


@pytest.mark.parametrize("kind", ["comments", "drawing", "pivotTable", "table", "threadedComment"])
def test_missing_parts_beside_a_sheet(kind: str) -> None:
    links = relationships(("rId1", kind, "../borta.xml"))
    sheet = worksheet(KEPT, '<drawing r:id="rId1"/><legacyDrawing r:id="rId1"/>')
    data = package(whole(sheet) | {"xl/worksheets/_rels/sheet1.xml.rels": links})
    assert texts(ours(data)) == {(1, 1): "kvar"}


# Valid files of real programs


@pytest.mark.parametrize("name", ["plan", "values", "texts"])
def test_binary_workbooks_with_short_records(name: str) -> None:
    """SheetJS writes them; calamine reads their first column at most."""
    data = (WORKBOOKS / "sheetjs" / f"{name}.xlsb").read_bytes()
    cells = sum(len(grid.cells) for grid in open_bytes(data).sheets)
    same = (WORKBOOKS / "sheetjs" / f"{name}.xlsx").read_bytes()
    assert cells == sum(len(grid.cells) for grid in open_bytes(same).sheets)
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    read = [value for title in book.sheet_names for row in book.get_sheet_by_name(title).to_python() for value in row]
    if name != "texts":
        assert sum(value != "" for value in read) < cells


@pytest.mark.parametrize("program", ["gnumeric", "sheetjs"])
def test_opendocument_with_indented_markup(program: str) -> None:
    data = (WORKBOOKS / program / "plan.ods").read_bytes()
    assert len(open_bytes(data).sheets[0].cells) > 10
    assert calamine_refuses(data)


def test_texts_cut_at_255_signs() -> None:
    book = open_bytes((WORKBOOKS / "sheetjs" / "texts.xls").read_bytes())
    cut = [(n.sheet, n.row, n.col) for n in book.notices if n.kind is NoticeKind.CUT_AT_255]
    long = [
        (grid.title, *position)
        for grid in book.sheets
        for position, cell in grid.cells.items()
        if len(cell.text) == 255
    ]
    assert cut == long != []
