"""openpyxl as a program: what a returned workbook looks like when somebody's script has opened, filled and saved it."""

from __future__ import annotations

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from tests.programs.jobs import FillJob, ProgramError, header_row


def available() -> str | None:
    """Always there: xlplan itself depends on openpyxl."""
    return None


def fill(job: FillJob) -> None:
    """Do a job with openpyxl.

    Raises:
        ProgramError: A heading is not found, or the place is inside a merged cell.
    """
    book = load_workbook(job["open"])
    headings: dict[str, set[str]] = {}
    for typing in job["type"]:
        headings.setdefault(typing["sheet"], set()).add(typing["heading"])
    headers = {title: _header(book[title], wanted) for title, wanted in headings.items()}
    for typing in job["type"]:
        row, columns = headers[typing["sheet"]]
        if typing["heading"] not in columns:
            raise ProgramError(f"no heading {typing['heading']!r} on the tab {typing['sheet']!r}")
        cell = book[typing["sheet"]].cell(row + typing["row_after_header"], columns[typing["heading"]])
        if isinstance(cell, MergedCell):
            raise ProgramError(f"{typing['sheet']}!{cell.coordinate} is inside a merged cell")
        cell.value = typing["text"]
        cell.data_type = "s"
    book.save(job["save"])


def _header(sheet: Worksheet, headings: set[str]) -> tuple[int, dict[str, int]]:
    cells = [(cell.row, cell.column, str(cell.value)) for row in sheet.iter_rows() for cell in row if cell.value]
    row = header_row([(r, text) for r, _, text in cells], headings)
    return row, {text.strip(): column for r, column, text in reversed(cells) if r == row}
