"""Our cells against those of both plain libraries together, on all files that other programs saved and on damaged ones.

Each cell that either library sees we see too, and the other way round; where not, a line in a list says why. Damage to
trimmings (styles, properties, drawings, content types) never costs a cell.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineError, CalamineWorkbook

from xlplan.sheets.address import to_a1
from xlplan.sheets.opening import open_bytes

ROOT = Path(__file__).parents[3]
FILES = sorted(
    str(path.relative_to(ROOT))
    for folder in ("tests/workbooks", "examples")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".xlsx", ".xls", ".xlsb", ".ods", ".fods"} and "locked" not in path.parts
)
XLSX = [file for file in FILES if file.endswith(".xlsx")]
NEITHER_SEES = {
    "*/pylightxl/values.xlsx": "calamine shows formulas without results as empty, openpyxl refuses a number 'True'",
    "*/odd.ods": "calamine gives error cells as blank ones, openpyxl reads no .ods",
    "*/odd.fods": "neither reads a flat file",
    "*/*.fods": "neither reads a flat file",
    "*/odd.xls": "calamine gives error cells as blank ones, openpyxl reads no .xls",
    "*/odd.xlsb": "calamine gives error cells as blank ones, openpyxl reads no .xlsb",
    "*/sheetjs/*.xlsb": "calamine reads only the first of SheetJS's short cell records in a row",
    "*/gnumeric/*.ods": "calamine refuses indented XML, openpyxl reads no .ods",
    "*/sheetjs/*.ods": "calamine refuses indented XML, openpyxl reads no .ods",
}
"""Files in which we see cells that neither library does, and why."""


def by_us(content: bytes) -> set[str]:
    return {f"{sheet.title}!{to_a1(*place)}" for sheet in open_bytes(content).sheets for place in sheet.cells}


def by_calamine(content: bytes) -> set[str]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except CalamineError:
        return set()
    return {
        f"{title}!{to_a1(row, col)}"
        for title, rows in sheets.items()
        for row, values in enumerate(rows, 1)
        for col, value in enumerate(values, 1)
        if value != ""
    }


def by_openpyxl(content: bytes) -> set[str]:
    """What openpyxl sees; nothing where it refuses the file, as it does for one number that is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(BytesIO(content))
        except ValueError:
            return set()
    return {
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


@cache
def content_of(file: str) -> bytes:
    return (ROOT / file).read_bytes()


def by_both(file: str) -> set[str]:
    content = content_of(file)
    return by_calamine(content) | (by_openpyxl(content) if file.endswith(".xlsx") else set())


def test_there_are_files_enough() -> None:
    assert len(FILES) >= 60
    assert len({Path(file).parent for file in FILES}) >= 9


@pytest.mark.parametrize("file", FILES)
def test_we_see_what_both_libraries_see_together(file: str) -> None:
    ours, theirs = by_us(content_of(file)), by_both(file)
    assert theirs - ours == set()
    if not any(fnmatchcase(file, pattern) for pattern in NEITHER_SEES):
        assert ours - theirs == set()


@pytest.mark.parametrize("pattern", NEITHER_SEES, ids=NEITHER_SEES.get)
def test_what_neither_sees_is_still_so(pattern: str) -> None:
    assert any(by_us(content_of(file)) - by_both(file) for file in FILES if fnmatchcase(file, pattern))


def rewritten(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The package with each part changed, or left out where ``change`` gives nothing."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
        for name in source.namelist():
            if (part := change(name, source.read(name))) is not None:
                result.writestr(name, part)
    return target.getvalue()


def without(ending: str) -> Callable[[bytes], bytes]:
    return lambda content: rewritten(content, lambda name, part: None if ending in name else part)


def spoilt(ending: str, old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda content: rewritten(content, lambda name, part: part.replace(old, new, 1) if ending in name else part)


def cut(ending: str) -> Callable[[bytes], bytes]:
    return lambda content: rewritten(content, lambda name, part: part[: len(part) // 2] if ending in name else part)


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "no styles": without("xl/styles.xml"),
    "styles cut off": cut("xl/styles.xml"),
    "an unknown word in the styles": spoilt("xl/styles.xml", b'patternType="', b'patternType="klotter'),
    "no properties": without("docProps/"),
    "properties cut off": cut("docProps/core.xml"),
    "no theme": without("theme"),
    "no notes": without("comments"),
    "drawings cut off": cut("xl/drawings/drawing"),
    "no relations of the sheets": without("worksheets/_rels"),
    "a false dimension": spoilt("xl/worksheets/sheet", b"<dimension ref=", b'<dimension ref="A1" x='),
    "an odd pane": spoilt("xl/worksheets/sheet", b'state="frozen"', b'state="bortom"'),
    "odd margins": spoilt("xl/worksheets/sheet", b'left="', b'left="mycket'),
    "no list of content types": without("[Content_Types].xml"),
    "content types cut off": cut("[Content_Types].xml"),
}
"""Damage to trimmings, by what a person would call it."""


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("name", ["plan", "texts", "beside", "odd"])
def test_damaged_trimmings_cost_no_cell(name: str, damage: str) -> None:
    sound = content_of(f"tests/workbooks/libreoffice/{name}.xlsx")
    assert by_us(DAMAGE[damage](sound)) == by_us(sound) != set()
