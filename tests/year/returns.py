"""Returns of the simulated year as real workbooks: our template, its tables written anew by openpyxl."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from xlplan.form.model import Form

NUMBER = "Nr"
EARLIEST = (1980, 1, 1, 0, 0, 0)


@dataclass(slots=True)
class Row:
    """A row of a return, and which action it is in truth."""

    truth: str
    values: dict[str, str]
    number: str = ""


Rows = dict[str, list[Row]]
"""By area key."""


@dataclass(slots=True)
class Truth:
    """Which action each row is: by file name, tab and row."""

    of: dict[tuple[str, str, int], str] = field(default_factory=dict)


def write_return(
    template: bytes, path: Path, rows: Mapping[str, Sequence[Row]], form: Form, truth: Truth, *, saved: str, marks: bool
) -> Path:
    """Write the rows of each area into a template, as somebody saved it at a time; note what each row is in truth."""
    book = load_workbook(BytesIO(template))
    for area in form.areas:
        _fill(book[area.tab], rows.get(area.key, ()), form, path.name, truth, marks=marks)
    if not marks:
        del book["_xlplan"]
        book.properties.category = None
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]
    book.save(path)
    _stamp(path, saved)
    return path


def _fill(sheet: Worksheet, rows: Sequence[Row], form: Form, file: str, truth: Truth, *, marks: bool) -> None:
    titles = {column.title: column.key for column in form.columns} | {NUMBER: NUMBER}
    header = next(row for row in sheet.iter_rows(max_row=20) if [cell.value for cell in row].count(NUMBER))
    columns = {titles[str(cell.value)]: cell.column for cell in header if str(cell.value) in titles}
    first = header[0].row + 1
    for line in sheet.iter_rows(min_row=first, max_row=max(sheet.max_row, first)):
        for cell in line:
            cell.value = None
    for at, row in enumerate(rows, first):
        truth.of[file, sheet.title, at] = row.truth
        texts = row.values | ({NUMBER: row.number} if marks else {})
        for key, text in texts.items():
            if text:
                cell = sheet.cell(at, columns[key], text)
                cell.data_type = "s"


def _stamp(path: Path, saved: str) -> None:
    """Set the time of saving, which openpyxl takes from the clock, and leave no trace of the clock in the zip."""
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + saved.encode(), content)
            archive.writestr(zipfile.ZipInfo(name, EARLIEST), content)
