"""Drive one LibreOffice through UNO: jobs come as JSON lines on stdin, results go as JSON lines to stdout.

Run by the system's own Python, to which the ``uno`` module belongs; ``libreoffice.py`` starts it. The first line
printed is ``{"ready": true}``. A job is ``{"open": path, "steps": [{"do": name, …}, …]}``, its answer
``{"results": [{…}, …]}`` with one result for each step, or ``{"error": text}`` when the workbook could not be opened or
a step failed.

Typing, rows, sorting, new and copied tabs go through the same dispatcher as a person's keys and menus do, in a window
of their own, so that a protected sheet refuses here what it refuses there; a step that was refused says
``"refused": true``. The filter and a tab's name have no command without a dialogue and go through the document's own
interface. Typing asks no validation rule: what rules hold for a cell is told by ``look``.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import uno  # before com.sun.star, which it makes importable
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException
from com.sun.star.sheet import TableFilterField
from com.sun.star.sheet.FilterOperator import EQUAL
from jobs import ProgramError, header_row

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".ods": "calc8",
    ".xls": "MS Excel 97",
    ".pdf": "calc_pdf_Export",
}
POINT = 2540 / 72
"""A typographic point in LibreOffice's unit, a hundredth of a millimetre."""
START_SECONDS = 60
LAST = 32767
"""A tab's place that stands for the right end."""


def properties(**values):
    """Named values as LibreOffice takes them."""
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def start(profile: Path):
    """Start soffice with its own profile and pipe; give the process and its component context.

    It stays in this script's process group, so that whoever started the script can end both at once.
    """
    pipe = f"xlplan-{os.getpid()}"
    process = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation={profile.resolve().as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return process, resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


class Workbook:
    """An open workbook with its window; a step named ``x`` is the method ``do_x``."""

    def __init__(self, document, dispatcher):
        self._document = document
        self._controller = document.CurrentController
        self._dispatcher = dispatcher

    def do_type(self, sheet, text, cell=None, heading=None, headings=(), row_after_header=1):
        """Type a text and press Enter, in a cell given by its address or by the heading above it."""
        if cell:
            target = self._sheet(sheet).getCellRangeByName(cell)
        else:
            target = self._below(sheet, heading, {heading, *headings}, row_after_header)
        before = target.String
        self._select(target)
        self._dispatch("EnterString", StringName=text)
        if target.String == text != before and "\n" in text:
            target.String = text  # as paragraphs, which Ctrl+Enter makes; the command leaves one with a break in it
        return {
            "cell": re.sub(r"^.*\.|\$", "", target.AbsoluteName),
            "text": target.String,
            "refused": target.String == before != text,
        }

    def do_clear(self, sheet, cells):
        """Empty cells, as the Delete key does."""
        before = self._texts(sheet)
        self._select(self._sheet(sheet).getCellRangeByName(cells))
        self._dispatch("Delete", Flags="SVDFN")
        return {"changed": self._texts(sheet) != before}

    def do_look(self, sheet, cell):
        """What holds for a cell besides its text: whether it is locked, its rule, what that does to other answers."""
        target = self._sheet(sheet).getCellRangeByName(cell)
        rule = target.Validation
        return {
            "text": target.String,
            "locked": target.CellProtection.IsLocked,
            "rule": rule.Type.value,
            "formula": rule.getFormula1(),
            "on_error": rule.ErrorAlertStyle.value if rule.ShowErrorMessage else None,
            "message": rule.InputMessage if rule.ShowInputMessage else "",
            "refuses": rule.Type.value == "CUSTOM" and not self._holds(target, rule.getFormula1()),
        }

    def do_insert_rows(self, sheet, row, count=1):
        """Insert rows above a row."""
        before = self._texts(sheet)
        self._select(self._rows(sheet, row, count))
        self._dispatch("InsertRowsBefore")
        return self._outcome(sheet, before, [*before[: row - 1], *[[]] * count, *before[row - 1 :]])

    def do_delete_rows(self, sheet, row, count=1):
        """Delete whole rows."""
        before = self._texts(sheet)
        self._select(self._rows(sheet, row, count))
        self._dispatch("DeleteRows")
        return self._outcome(sheet, before, [*before[: row - 1], *before[row - 1 + count :]])

    def do_copy_row(self, sheet, row, to):
        """Copy a whole row and paste it over another."""
        before = self._texts(sheet)
        self._select(self._rows(sheet, row, 1))
        self._dispatch("Copy")
        self._select(self._rows(sheet, to, 1))
        self._dispatch("Paste")
        return {"changed": self._texts(sheet) != before}

    def do_insert_columns(self, sheet, column, count=1):
        """Insert columns to the left of a column, given by its letter."""
        self._select(self._sheet(sheet).getCellRangeByName(f"{column}1:{column}1048576"))
        for _ in range(count):
            self._dispatch("InsertColumnsBefore")
        return self.do_read(sheet)

    def do_colour(self, sheet, cells, colour):
        """Fill cells with a colour, as ``FFFF00``."""
        self._select(self._sheet(sheet).getCellRangeByName(cells))
        self._dispatch("BackgroundColor", BackgroundColor=int(colour, 16))
        return {"colour": self._sheet(sheet).getCellRangeByName(cells).CellBackColor}

    def do_note(self, sheet, cell, text):
        """Put a note on a cell."""
        self._select(self._sheet(sheet).getCellRangeByName(cell))
        self._dispatch("InsertAnnotation", Text=text, Author="Eva")
        return {"text": self._sheet(sheet).getCellRangeByName(cell).Annotation.String}

    def do_width(self, sheet, column, millimetres):
        """Set a column's width."""
        self._select(self._sheet(sheet).getCellRangeByName(f"{column}1:{column}1048576"))
        self._dispatch("ColumnWidth", ColumnWidth=millimetres * 100)
        return {
            "millimetres": self._sheet(sheet).getCellRangeByName(f"{column}1").getColumns().getByIndex(0).Width / 100
        }

    def do_sort(self, sheet, cells, by, descending=False):
        """Sort cells, given without their header, by one of their columns, given by its letter."""
        before = self._texts(sheet)
        column = self._sheet(sheet).getCellRangeByName(f"{by}1").RangeAddress.StartColumn
        self._select(self._sheet(sheet).getCellRangeByName(cells))
        self._dispatch("DataSort", ByRows=True, HasHeader=False, Col1=column + 1, Ascending1=not descending)
        return {"changed": self._texts(sheet) != before}

    def do_filter(self, sheet, cells, by, value):
        """Show only the rows of a table (with its header) that have a value in a column; tell which are then hidden."""
        table = self._sheet(sheet).getCellRangeByName(cells)
        first_row, first_column = table.RangeAddress.StartRow, table.RangeAddress.StartColumn
        field = TableFilterField()
        field.Field = self._sheet(sheet).getCellRangeByName(f"{by}1").RangeAddress.StartColumn - first_column
        field.Operator = EQUAL
        field.StringValue = value
        descriptor = table.createFilterDescriptor(True)
        descriptor.ContainsHeader = True
        descriptor.setFilterFields((field,))
        table.filter(descriptor)
        rows = table.Rows
        return {"hidden": [first_row + i + 1 for i in range(rows.Count) if not rows.getByIndex(i).IsVisible]}

    def do_row_height(self, sheet, row, height_pt):
        """Set a row's height by hand."""
        self._select(self._rows(sheet, row, 1))
        self._dispatch("RowHeight", RowHeight=round(height_pt * POINT))
        now = self._heights(sheet, row, 1)[0]
        return {"height_pt": now, "refused": abs(now - height_pt) > 1}

    def do_optimal_heights(self, sheet, row=1, count=None):
        """Let rows (down to the last filled one unless told) take the height that their texts need."""
        count = count or len(self._texts(sheet)) - row + 1
        self._select(self._rows(sheet, row, count))
        self._dispatch("SetOptimalRowHeight", aExtraHeight=0)
        return {"heights_pt": self._heights(sheet, row, count)}

    def do_row_heights(self, sheet, row=1, count=None):
        """The heights in points that rows (down to the last filled one unless told) are shown with."""
        return {"heights_pt": self._heights(sheet, row, count or len(self._texts(sheet)) - row + 1)}

    def do_rename_sheet(self, sheet, to):
        """Rename a tab."""
        self._sheet(sheet).Name = to
        return self.do_sheets()

    def do_copy_sheet(self, sheet, to):
        """Copy a tab to the right end, under a new name."""
        before = {each["name"] for each in self.do_sheets()["sheets"]}
        self._controller.setActiveSheet(self._sheet(sheet))
        self._dispatch("Move", DocName=Path(self._document.URL).stem, Index=LAST, Copy=True)
        copies = [each["name"] for each in self.do_sheets()["sheets"] if each["name"] not in before]
        if not copies:
            return {"refused": True}
        return self.do_rename_sheet(copies[0], to)

    def do_add_sheet(self, to):
        """Add an empty tab at the right end."""
        self._dispatch("Add", Name=to)
        return self.do_sheets()

    def do_sheets(self):
        """The tabs, in order, with what a person would notice of them."""
        sheets = [self._document.Sheets.getByIndex(i) for i in range(self._document.Sheets.Count)]
        return {"sheets": [{"name": s.Name, "visible": s.IsVisible, "protected": s.isProtected()} for s in sheets]}

    def do_read(self, sheet):
        """The texts and formulas of a tab, row by row from A1, without the blank ends."""
        return {"rows": self._texts(sheet)}

    def do_recalculate(self):
        """Count every formula anew."""
        self._document.calculateAll()
        return {}

    def do_store(self, path):
        """Save a copy; the ending tells the format (.xlsx .ods .xls .pdf)."""
        target = Path(path).resolve()
        self._document.storeToURL(target.as_uri(), properties(FilterName=FILTERS[target.suffix]))
        return {"path": str(target)}

    def _holds(self, cell, formula):
        """What a rule's formula gives in the row of a cell; tried out in its last column, which is empty."""
        address = cell.CellAddress
        scratch = cell.Spreadsheet.getCellByPosition(cell.Spreadsheet.Columns.Count - 1, address.Row)
        before = scratch.NumberFormat
        scratch.NumberFormat = 0
        scratch.Formula = f"={formula}"
        value = scratch.Value
        scratch.Formula = ""
        scratch.NumberFormat = before
        return bool(value)

    def _sheet(self, name):
        return self._document.Sheets.getByName(name)

    def _rows(self, sheet, row, count):
        return self._sheet(sheet).getCellRangeByName(f"{row}:{row + count - 1}")

    def _heights(self, sheet, row, count):
        rows = self._rows(sheet, row, count).Rows
        return [round(rows.getByIndex(i).Height / POINT, 1) for i in range(count)]

    def _select(self, cells):
        self._controller.setActiveSheet(cells.Spreadsheet)
        self._controller.select(cells)

    def _dispatch(self, command, **arguments):
        self._dispatcher.executeDispatch(self._controller.Frame, f".uno:{command}", "", 0, properties(**arguments))

    def _texts(self, sheet):
        cursor = self._sheet(sheet).createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        cells = self._sheet(sheet).getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
        return without_blank_end([without_blank_end(row) for row in cells.getFormulaArray()])

    def _outcome(self, sheet, before, expected):
        """Whether moving rows was refused; ``None`` where only blank rows were moved and nobody could tell."""
        expected = without_blank_end(expected)
        now = self._texts(sheet)
        if expected == before:
            return {"refused": None}
        return {"refused": now == before, "done": now == expected}

    def _below(self, sheet, heading, headings, rows_down):
        rows = self._texts(sheet)
        row = header_row([(r, text) for r, texts in enumerate(rows, 1) for text in texts], headings)
        columns = [c for c, text in enumerate(rows[row - 1]) if text.strip() == heading]
        if not columns:
            raise ProgramError(f"no heading {heading!r} on the tab {sheet!r}")
        return self._sheet(sheet).getCellByPosition(columns[0], row - 1 + rows_down)


def without_blank_end(items):
    """A list without the empty items at its end."""
    items = list(items)
    while items and not items[-1]:
        items.pop()
    return items


def do_job(job, desktop, dispatcher):
    """Open a workbook, do the steps, close it; a step that fails ends the job."""
    url = Path(job["open"]).resolve().as_uri()
    document = desktop.loadComponentFromURL(url, "_blank", 0, properties(MacroExecutionMode=0, UpdateDocMode=0))
    if document is None:
        return {"error": f"LibreOffice cannot open {job['open']}"}
    try:
        workbook = Workbook(document, dispatcher)
        results = []
        for step in job["steps"]:
            arguments = {key: value for key, value in step.items() if key != "do"}
            results.append(getattr(workbook, f"do_{step['do']}")(**arguments))
        return {"results": results}
    finally:
        document.close(True)


def answer_with(message):
    """Send one line to whoever asked."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def main(profile):
    """Serve jobs until stdin ends, then leave."""
    process, context = start(Path(profile))
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    answer_with({"ready": True})
    for line in sys.stdin:
        try:
            answer = do_job(json.loads(line), desktop, dispatcher)
        except DisposedException:
            raise
        except Exception as error:  # whatever went wrong is the caller's to judge
            answer = {"error": f"{type(error).__name__}: {error}"}
        answer_with(answer)
    with contextlib.suppress(DisposedException):
        desktop.terminate()
    process.wait(timeout=20)


if __name__ == "__main__":
    main(sys.argv[1])
