"""Workbooks that other programs saved: what we read of each is what the original says, but for a list of differences.

The list says of each why it is there; all are what the program left out or changed, but for those that name us.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fnmatch import fnmatchcase
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.workbooks.make import PROGRAMS
from tests.workbooks.sources import SOURCES
from xlplan.sheets.address import column_letters, to_a1
from xlplan.sheets.grid import Cell, CellKind, Grid, NoticeKind, Workbook
from xlplan.sheets.opening import open_bytes, open_workbook

FOLDER = Path(__file__).parents[2] / "workbooks"
FILES = sorted(
    f"{program}/{name}.{ending}" for program, (_, endings) in PROGRAMS.items() for ending in endings for name in SOURCES
)


@dataclass(frozen=True)
class Known:
    """Differences that are known, by pattern of file and of place."""

    files: str
    places: tuple[str, ...]
    why: str

    def covers(self, file: str, place: str) -> bool:
        return fnmatchcase(file, self.files) and any(fnmatchcase(place, each) for each in self.places)


KNOWN = (
    Known(
        "*/values.*ods", ("text Värden!C5",), "ours: OpenDocument stores what is displayed, 1,500 kr, and we keep it"
    ),
    Known("libreoffice*/values.*", ("text Värden!A10",), "LibreOffice saves numbers with fifteen digits"),
    Known("libreoffice/values.xls", ("text Värden!E2",), "LibreOffice saves 0 as the result of a text formula"),
    Known("gnumeric*/texts.*", ("text Texter!B23",), "gnumeric takes _x000D_ for an escape and escapes it again"),
    Known("gnumeric*/texts.xls", ("struck Texter!D2", "struck Texter!D3"), "gnumeric saves no rich text in .xls"),
    Known("gnumeric*/beside.*", ("shape *",), "gnumeric loses the line break in a text box"),
    Known("gnumeric/*.xlsx", ("state *",), "gnumeric saves no hidden tabs in .xlsx"),
    Known("gnumeric-excel95/texts.xls", ("text Texter!B15", "text Texter!B16", "text Texter!B28"), "no Unicode yet"),
    Known("sheetjs/values.x*", ("text Värden!B[1-6]", "text Värden!C[1-3]", "text Värden!E3"), "no number formats"),
    Known("sheetjs/texts.*", ("struck Texter!D[1-3]",), "SheetJS saves no fonts"),
    Known("sheetjs/texts.xlsx", ("text Texter!B23",), "SheetJS does not escape _x000D_"),
    Known("exceljs/texts.xlsx", ("text Texter!B23",), "ExcelJS does not escape _x000D_"),
    Known("sheetjs/odd.ods", ("text Udda!A[1-6]",), "SheetJS saves no error cells in .ods"),
    Known("sheetjs/*.ods", ("state *",), "SheetJS saves no hidden tabs in .ods"),
    Known("sheetjs/beside.*", ("shape *", "hidden *"), "SheetJS saves no drawings, and no hidden rows unasked"),
    Known("sheetjs/beside.xlsb", ("note Framme!F9",), "SheetJS saves no note on an empty cell in .xlsb"),
    Known("sheetjs/beside.ods", ("note *",), "SheetJS saves no notes in .ods"),
    Known("sheetjs/beside.xls", ("note *",), "SheetJS saves no notes in .xls"),
    Known("openpyxl/values.xlsx", ("text Värden!E?",), "openpyxl saves formulas without their results"),
    Known("openpyxl/odd.xlsx", ("text Udda!A[1-6]",), "openpyxl saves formulas without their results"),
    Known("openpyxl/texts.xlsx", ("text Texter!B23",), "openpyxl does not escape _x000D_"),
    Known("openpyxl/beside.xlsx", ("shape *",), "openpyxl saves no text boxes"),
    Known(
        "exceljs/beside.xlsx", ("shape *", "note Framme!F9"), "ExcelJS saves no text boxes, no note on an empty cell"
    ),
)


@cache
def read(file: str) -> Workbook:
    return open_workbook(FOLDER / file)


def original(file: str) -> Workbook:
    return read(f"xlsxwriter/{Path(file).stem}.xlsx")


def facts(sheet: Grid) -> Iterator[tuple[str, object]]:
    """All that a sheet says, each fact under its place."""
    yield f"state {sheet.title}", sheet.state
    for (row, col), cell in sheet.cells.items():
        yield f"text {sheet.title}!{to_a1(row, col)}", cell.text
        if cell.struck:
            yield f"struck {sheet.title}!{to_a1(row, col)}", cell.struck
    yield f"merges {sheet.title}", {str(merge) for merge in sheet.merges}
    for row in sheet.hidden_rows:
        yield f"hidden {sheet.title}!{row}", True
    for first, last in sheet.hidden_cols:
        yield f"hidden {sheet.title}!{column_letters(first)}:{column_letters(last)}", True
    for (row, col), note in sheet.notes.items():
        yield f"note {sheet.title}!{to_a1(row, col)}", note.text
    for shape in sheet.shapes:
        yield f"shape {sheet.title}!{to_a1(shape.row, shape.col)}", shape.text


def differences(file: str) -> set[str]:
    ours, expected = (
        {place: fact for sheet in book.sheets for place, fact in facts(sheet)} for book in (read(file), original(file))
    )
    return {place for place in ours.keys() | expected.keys() if ours.get(place) != expected.get(place)}


def test_there_are_files_enough() -> None:
    assert len(FILES) >= 60
    assert [file for file in FILES if not (FOLDER / file).is_file()] == []


@pytest.mark.parametrize("file", FILES)
def test_it_says_what_the_original_says(file: str) -> None:
    assert [sheet.title for sheet in read(file).sheets] == [sheet.title for sheet in original(file).sheets]
    unknown = {place for place in differences(file) if not any(known.covers(file, place) for known in KNOWN)}
    assert unknown == set()


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.why)
def test_a_known_difference_is_still_there(known: Known) -> None:
    assert any(known.covers(file, place) for file in FILES for place in differences(file))


@pytest.mark.parametrize("file", [file for file in FILES if "/plan." in file and not file.startswith("sheetjs")])
def test_names_and_properties_come_along(file: str) -> None:
    book = read(file)
    assert book.properties.title == "Åtgärdsplan"
    assert book.properties.subject == "Järva"
    assert book.properties.category == "plan"
    if not file.startswith("exceljs"):
        assert book.properties.custom["xlplan-form"] == "stockholm-2024"
    named = {name.name: name.target.replace("'", "") for name in book.names}
    if "excel95" not in file:
        assert named["xlplan_form"] == "_xlplan!$B$1"
        assert named["lokal"] == "Otrygga platser!$C$5"


@pytest.mark.parametrize("file", [file for file in FILES if "/beside." in file and not file.startswith("sheetjs")])
def test_pictures_are_told(file: str) -> None:
    pictures = [notice for notice in read(file).notices if notice.kind is NoticeKind.PICTURE]
    assert [(notice.row, notice.col) for notice in pictures] == (
        [] if "excel95" in file or "openpyxl" in file else [(20, 8)]
    )


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith("/texts.xls")])
def test_texts_of_255_signs_in_an_xls_are_told(file: str) -> None:
    told = [to_a1(notice.row, notice.col) for notice in read(file).notices if notice.kind is NoticeKind.CUT_AT_255]
    assert told == ["B18", "B20", "B29"]


CALAMINE_REFUSES = ("gnumeric/*.ods", "sheetjs/*.ods", "*.fods")
"""Indented XML, and flat files."""
CALAMINE_ERRS = (
    Known("*/odd.*", ("Udda!A[1-6]",), "it shows error cells as empty ones"),
    Known("sheetjs/*.xlsb", ("*",), "it reads only the first of the short cell records in a row"),
    Known("gnumeric*/values.xls", ("Värden!C*",), "it takes a share for a time of day, and an amount for a date"),
    Known("*/texts.xlsx", ("Texter!B2", "Texter!B3", "Texter!B18", "Texter!B22", "Texter!D[23]"), "it strips blanks"),
    Known("openpyxl/*.xlsx", ("Värden!E?", "Udda!A[1-6]"), "it shows formulas without results as empty"),
    Known("libreoffice/texts.ods", ("Texter!B7",), "it leaves out tabs"),
    Known("gnumeric-excel95/*.xls", ("*",), "it takes no account of the code page"),
)


def by_us(sheet: Grid) -> dict[str, object]:
    def value(cell: Cell) -> object:
        match cell.kind:
            case CellKind.NUMBER:
                return float(cell.raw)
            case CellKind.BOOL:
                return cell.text == "SANT"
            case CellKind.DATE:
                return plain(cell.moment)
        return cell.text

    return {f"{sheet.title}!{to_a1(*position)}": value(cell) for position, cell in sheet.cells.items()}


def by_calamine(title: str, rows: list[list[Any]]) -> dict[str, object]:
    return {
        f"{title}!{to_a1(row, col)}": plain(value)
        for row, values in enumerate(rows, 1)
        for col, value in enumerate(values, 1)
        if value != ""
    }


def plain(value: object) -> object:
    if isinstance(value, timedelta):
        return (datetime.min + value).time()
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


@pytest.mark.parametrize(
    "file", [file for file in FILES if not any(fnmatchcase(file, refused) for refused in CALAMINE_REFUSES)]
)
def test_calamine_sees_the_same_where_it_is_right(file: str) -> None:
    found = calamine_differences(file)
    assert {place for place in found if not any(known.covers(file, place) for known in CALAMINE_ERRS)} == set()


@pytest.mark.parametrize("known", CALAMINE_ERRS, ids=lambda known: known.why)
def test_calamine_still_errs(known: Known) -> None:
    readable = [file for file in FILES if not any(fnmatchcase(file, refused) for refused in CALAMINE_REFUSES)]
    files = [file for file in readable if fnmatchcase(file, known.files)]
    assert any(known.covers(file, place) for file in files for place in calamine_differences(file))


@cache
def calamine_differences(file: str) -> frozenset[str]:
    book = CalamineWorkbook.from_filelike(BytesIO((FOLDER / file).read_bytes()))
    found: set[str] = set()
    for index, sheet in enumerate(read(file).sheets):
        rows = book.get_sheet_by_index(index).to_python(skip_empty_area=False)
        ours, theirs = by_us(sheet), by_calamine(sheet.title, rows)
        found |= {place for place in ours.keys() | theirs.keys() if ours.get(place) != theirs.get(place)}
    return frozenset(found)


PROGRAM_NEEDED = {"gnumeric": "gnumeric", "gnumeric-excel95": "gnumeric", "sheetjs": "node", "exceljs": "node"}


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(file, marks=pytest.mark.needs(PROGRAM_NEEDED.get(file.partition("/")[0], "libreoffice")))
        for file in FILES
        if "/plan." in file or "/values." in file
    ],
)
def test_the_programs_of_today_save_the_same(file: str, tmp_path: Path) -> None:
    program, _, name = file.partition("/")
    source, target = tmp_path / f"{Path(name).stem}.xlsx", tmp_path / "saved" / name
    target.parent.mkdir()
    source.write_bytes(SOURCES[source.stem]())
    PROGRAMS[program][0](source, target)
    fresh = open_bytes(target.read_bytes())
    assert [dict(facts(sheet)) for sheet in fresh.sheets] == [dict(facts(sheet)) for sheet in read(file).sheets]
