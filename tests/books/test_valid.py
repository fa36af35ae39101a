"""No judge of the file format finds a fault in any workbook that we write, and its readers read the same."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tests.books.books import BOOKS, OTHER_BOOKS, book_bytes
from tests.programs import node, openxml_audit

ALL = (*BOOKS, *OTHER_BOOKS)
Texts = dict[tuple[str, int, int], str]


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("books")
    found = {name: folder / f"{name}.xlsx" for name in ALL}
    for name, path in found.items():
        path.write_bytes(book_bytes(name))
    return found


@pytest.mark.needs("node")
def test_microsofts_validator_finds_nothing(paths: dict[str, Path]) -> None:
    faults = node.validate_many(list(paths.values()))
    assert {path.stem: found for path, found in faults.items() if found} == {}


@pytest.mark.needs("openxml-audit")
@pytest.mark.parametrize("name", ALL)
def test_openxml_audit_finds_nothing(name: str, paths: dict[str, Path]) -> None:
    assert openxml_audit.audit(paths[name]) == []


@pytest.mark.parametrize("name", ALL)
def test_two_readers_see_the_same_cells(name: str) -> None:
    assert openpyxl_texts(book_bytes(name)) == calamine_texts(book_bytes(name))


def openpyxl_texts(content: bytes) -> Texts:
    """Every filled cell as openpyxl reads it, which must have nothing to warn of."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = load_workbook(BytesIO(content), data_only=True)
    return {
        (sheet.title, cell.row, cell.column): as_text(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def calamine_texts(content: bytes) -> Texts:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {
        (title, row, col): as_text(value)
        for title in book.sheet_names
        for row, values in enumerate(book.get_sheet_by_name(title).to_python(skip_empty_area=False), 1)
        for col, value in enumerate(values, 1)
        if value != ""
    }


def as_text(value: object) -> str:
    """A whole number alike whether a reader has made it an integer or not; line ends as they are stored."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\r\n", "\n")
