"""Rows and texts are written as XlsxWriter writes them, faster; and what looks like XML in a text stays text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from xlsxwriter import Workbook

from xlplan.sheets import looks
from xlplan.sheets.opening import open_bytes
from xlplan.sheets.rows import RowSheet, Texts
from xlplan.sheets.writing import Book, Sheet

LEFT_OUT = re.compile(r' spans="[^"]*"| customHeight="1"')
"""What XlsxWriter writes of a row and we do not."""
VALUES = st.one_of(
    st.text("ab <>&\"'\n\tåÅ_x00F41", max_size=8), st.floats(allow_nan=False, allow_infinity=False), st.none()
)


def book() -> Book:
    return Book(
        title="Plan", subject="Plan", author="xlplan", category="", language="sv-SE", created=datetime(2024, 1, 1)
    )


def parts(content: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def written(write: Callable[[Sheet], object]) -> bytes:
    whole = book()
    write(whole.sheet("Blad"))
    return whole.to_bytes()


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(st.tuples(st.integers(0, 40), st.integers(0, 30)), VALUES, max_size=20), st.booleans())
def test_cells_are_written_as_xlsxwriter_writes_them(
    cells: dict[tuple[int, int], str | float | None], bold: bool
) -> None:
    def made(*, ours: bool) -> dict[str, str]:
        target = BytesIO()
        whole = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        whole.set_properties({"created": datetime(2024, 1, 1)})
        if ours:
            whole.str_table, whole.worksheet_class = Texts(), RowSheet
        sheet, look = whole.add_worksheet(), whole.add_format({"bold": bold})
        sheet.set_row(3, 40, look)
        sheet.set_row(5, 15)
        for (row, col), value in cells.items():
            sheet.write(row, col, value, look)
        sheet.write_formula(7, 1, "=1+1", look, 2)
        sheet.write_rich_string(8, 1, look, "fet", "mager", look)
        sheet.write_url(9, 1, "internal:'Sheet1'!A1", look, "Upp")
        sheet.write_comment(10, 2, "Anteckning")
        whole.close()
        return {name: LEFT_OUT.sub("", text) for name, text in parts(target.getvalue()).items()}

    assert made(ours=True) == made(ours=False)


def test_rows_filled_at_once_are_as_if_written_cell_by_cell() -> None:
    rows = [["Väst", "", "=1+1"], ["Öst", "a\x00b", "Väst"]]
    styles = [looks.BODY, looks.LABEL, looks.ASIDE]

    def one_by_one(sheet: Sheet) -> None:
        for row, texts in enumerate(rows, 4):
            for col, (text, style) in enumerate(zip(texts, styles, strict=True), 1):
                sheet.text(row, col, text, style)
        sheet.row(4, 15)
        sheet.row(5, 51)

    assert written(lambda sheet: sheet.fill(4, rows, styles, [15, 51])) == written(one_by_one)


def test_a_cell_written_by_itself_stands_instead_of_the_rows() -> None:
    def write(sheet: Sheet) -> None:
        sheet.link(1, 2, "internal:'Blad'!A1", "Till raden", looks.LINK_CELL)
        sheet.fill(1, [["a", "b", "c"]], [looks.BODY] * 3)
        sheet.number(1, 3, 7, looks.FIGURE)
        sheet.text(1, 5, "bredvid", looks.BODY)

    row = load_workbook(BytesIO(written(write)))["Blad"][1]
    assert [cell.value for cell in row] == ["a", "Till raden", 7, None, "bredvid"]
    assert row[1].hyperlink.location == "'Blad'!A1"


def test_what_looks_like_xml_or_an_escape_stays_the_text_it_is() -> None:
    texts = ["<r>a & b</r>", "<r><t>hej</t></r>", "_x000D_x000D_", " x ", "&amp;"]
    content = written(lambda sheet: sheet.fill(1, [texts], [looks.BODY] * len(texts)))
    assert [cell.text for cell in open_bytes(content).sheets[0].cells.values()] == texts
