"""What others write is read back the same, and the same as other readers read it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.unit.sheets.recount import count_filled
from xlplan.sheets.address import MAX_COL, MAX_ROW, column_letters, column_number, parse_a1, to_a1
from xlplan.sheets.grid import Cell, CellKind, Position
from xlplan.sheets.opening import open_bytes

from .packages import unpack

Value = str | int | float | bool | date
POSITIONS = st.tuples(st.integers(1, 40), st.integers(1, 30))
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\n\t"), min_size=1, max_size=40)
DATES = st.dates(date(1901, 1, 1), date(9999, 12, 31))
FLOATS = st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 4))
VALUES = TEXTS | st.integers(-(10**15), 10**15) | FLOATS | st.booleans() | DATES
GRIDS = st.dictionaries(POSITIONS, VALUES, max_size=25)


def with_xlsxwriter(grid: dict[Position, Value]) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Blad")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for (row, col), value in grid.items():
            match value:
                case str():
                    sheet.write_string(row - 1, col - 1, value)
                case bool():
                    sheet.write_boolean(row - 1, col - 1, value)
                case date():
                    sheet.write_datetime(row - 1, col - 1, value, day)
                case _:
                    sheet.write_number(row - 1, col - 1, value)
    return buffer.getvalue()


def with_openpyxl(grid: dict[Position, Value]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for (row, col), value in grid.items():
        cell = sheet.cell(row, col)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def is_value(cell: Cell, value: Value) -> bool:
    match value:
        case str():
            return cell.kind is CellKind.TEXT and cell.text == value
        case bool():
            return cell.kind is CellKind.BOOL and cell.text == ("SANT" if value else "FALSKT")
        case date():
            return cell.kind is CellKind.DATE and cell.moment == value and cell.text == value.isoformat()
        case _:
            return cell.kind is CellKind.NUMBER and float(cell.raw) == value and float(cell.text) == value


@settings(deadline=None, max_examples=60)
@given(GRIDS)
@pytest.mark.parametrize("write", [with_xlsxwriter, with_openpyxl])
def test_what_is_written_is_read(write: object, grid: dict[Position, Value]) -> None:
    data = write(grid)  # type: ignore[operator]
    cells = open_bytes(data).sheets[0].cells
    assert cells.keys() == grid.keys()
    assert [position for position, value in grid.items() if not is_value(cells[position], value)] == []
    assert count_filled(unpack(data)["xl/worksheets/sheet1.xml"]) == len(grid)


@given(st.integers(1, MAX_ROW), st.integers(1, MAX_COL))
def test_addresses_there_and_back(row: int, col: int) -> None:
    assert column_number(column_letters(col)) == col
    assert parse_a1(to_a1(row, col)) == (row, col)


def plain(value: object) -> object:
    """A value as all three readers can be brought to give it."""
    if isinstance(value, datetime):
        return (value + timedelta(microseconds=500_000)).replace(microsecond=0) if value.time().microsecond else value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def by_us(data: bytes) -> list[dict[Position, object]]:
    def value(cell: Cell) -> object:
        match cell.kind:
            case CellKind.NUMBER:
                return float(cell.raw)
            case CellKind.BOOL:
                return cell.text == "SANT"
            case CellKind.DATE:
                return plain(cell.moment)
            case _:
                return cell.text

    return [{position: value(cell) for position, cell in sheet.cells.items()} for sheet in open_bytes(data).sheets]


def by_openpyxl(data: bytes) -> list[dict[Position, object]]:
    book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    return [
        {(c.row, c.column): plain(c.value) for row in sheet.iter_rows() for c in row if c.value not in (None, "")}
        for sheet in book.worksheets
    ]


def by_calamine(data: bytes) -> list[dict[Position, object]]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    sheets = [book.get_sheet_by_index(index).to_python(skip_empty_area=False) for index in range(len(book.sheet_names))]
    return [
        {
            (row, col): plain(value)
            for row, values in enumerate(sheet, 1)
            for col, value in enumerate(values, 1)
            if value != ""
        }
        for sheet in sheets
    ]


SAMPLES: dict[str, dict[Position, Value]] = {
    "a form": {(row, col): f"Åtgärd {row}/{col}" for row in range(4, 40) for col in range(2, 9)},
    "numbers": {**{(n, 1): 1.5**n - 3 for n in range(1, 80)}, (1, 2): 198001011234, (2, 2): 0.1 + 0.2},
    "dates": {(n, 1): date(1901, 1, 1) + timedelta(days=n * 977) for n in range(1, 80)},
    "bits": {(1, 1): True, (2, 1): False, (3, 4): " kant ", (7, 2): "rad\nrad", (9, 9): "=A1"},
    "nothing": {},
}


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("write", [with_xlsxwriter, with_openpyxl])
def test_three_readers_agree(write: object, sample: str) -> None:
    data = write(SAMPLES[sample])  # type: ignore[operator]
    assert by_us(data) == by_openpyxl(data) == by_calamine(data)


def test_formulas_notes_and_looks_of_a_real_writer() -> None:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Blad")
        struck = book.add_format({"font_strikeout": True})
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_string("A2", "bort", struck)
        sheet.write_rich_string("A3", struck, "bort", " kvar")
        sheet.write_comment("B2", "Fråga", {"author": "Åsa"})
        sheet.insert_textbox("D4", "I en ruta")
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column("F:H", None, None, {"hidden": True})
        sheet.merge_range("A5:C6", "sammanslagen")
        book.define_name("år", "=Blad!$A$1")
        book.set_properties({"title": "Plan"})
        book.set_custom_property("mall", "2024.1")
    book_read = open_bytes(buffer.getvalue())
    read = book_read.sheets[0]
    assert read.cells[1, 1] == Cell("2", CellKind.NUMBER, "2", "1+1")
    assert [read.cells[row, 1].struck for row in (2, 3)] == ["bort", "bort"]
    assert read.notes[2, 2].text == "Fråga"
    assert [(shape.text, shape.row, shape.col) for shape in read.shapes] == [("I en ruta", 4, 4)]
    assert (set(read.hidden_rows), list(read.hidden_cols)) == ({2}, [(6, 8)])
    assert str(read.merges[0]) == "A5:C6"
    assert (book_read.names[0].name, book_read.names[0].target) == ("år", "Blad!$A$1")
    assert (book_read.properties.title, book_read.properties.custom) == ("Plan", {"mall": "2024.1"})
