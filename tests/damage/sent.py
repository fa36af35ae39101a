"""A plan as it is sent in: an openpyxl workbook and, beside it, what it truly says.

The truth holds on to the cells themselves. openpyxl moves a cell object when rows or columns are inserted, so a
mutation finds its heading or action wherever those before it have put them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tests.stories.workbooks import HANDMADE, HEADINGS, JARVA, KUNGSHOLMEN, SOURCES, form
from xlplan import write_template
from xlplan.form.layout import NUMBER_KEY
from xlplan.form.model import Form
from xlplan.template.workbook import PreparedAction

FORM: Form = form()
SHORT_OF_TITLE = {"Systemhotade brottslighet": "systemhotande-brottslighet"} | {
    area.title: area.key for area in FORM.areas
}
"""Area key by title as printed."""
PLANS = ("jarva-handmade", "kungsholmen-handmade", "jarva-template", "kungsholmen-template")
FILES = {"jarva": JARVA, "kungsholmen": KUNGSHOLMEN}
Values = dict[str, str]


@dataclass(slots=True, eq=False)
class Row:
    """An action: its cells by column key (blank ones too) and what it says."""

    area: str
    cells: dict[str, Cell]
    values: Values
    extra: Values = field(default_factory=dict)
    also: list[Cell] = field(default_factory=list)
    """Cells of its text that stand elsewhere: further rows, a sub-heading."""

    def type(self, key: str, value: object, reads: str | None = None) -> Cell:
        """Type over a cell; ``reads`` is what a person then reads there."""
        cell = self.cells[key]
        cell.value = value  # type: ignore[assignment]
        if isinstance(value, str) and reads is None:
            cell.data_type = "s"
        self.say(key, str(value) if reads is None else reads)
        return cell

    def say(self, key: str, text: str) -> None:
        """Change the truth."""
        if text:
            self.values[key] = text
        else:
            self.values.pop(key, None)

    @property
    def number(self) -> int:
        """The row it stands on."""
        return int(self.cells["action"].row)


@dataclass(slots=True, eq=False)
class Table:
    """An area's table: its headings and guidance by column key, the cell with the area's title, its actions."""

    sheet: Worksheet
    area: str
    headings: dict[str, Cell]
    guidance: dict[str, Cell]
    title: Cell
    rows: list[Row]

    @property
    def header_row(self) -> int:
        return int(next(iter(self.headings.values())).row)

    @property
    def last_row(self) -> int:
        return max(self.rows[-1].number, *(int(cell.row) for cell in self.rows[-1].also), 0)

    @property
    def last_col(self) -> int:
        return max(int(cell.column) for cell in self.headings.values())


@dataclass(slots=True, eq=False)
class Sent:
    """A workbook on its way in."""

    kind: str
    """handmade or template."""
    district: str | None
    book: Workbook
    name: str
    tables: list[Table]
    year: int | None = 2024
    told: list[tuple[str, str | Cell | Worksheet]] = field(default_factory=list)
    """What must be told: code, and the cell, the tab or nothing (of the file)."""
    unknowable: list[Row] = field(default_factory=list)
    """Actions that nobody can read rightly any more; they need not be exact but must be pointed at."""
    merges: list[tuple[Cell, Cell]] = field(default_factory=list)
    """First and last cell of what is merged; done last of all, for openpyxl puts other cells there."""
    unnamed: list[tuple[Row, Cell]] = field(default_factory=list)
    """Texts in columns without a heading, which are then called by their letter."""
    doubled: list[tuple[Row, Cell, Cell]] = field(default_factory=list)
    """Texts in columns that share a heading, which is merged over both, with the column before."""
    hidden: list[Cell] = field(default_factory=list)
    """Cells whose rows are hidden."""
    patches: list[Callable[[bytes], bytes]] = field(default_factory=list)
    """Changes to the saved file that openpyxl cannot make."""

    @property
    def rows(self) -> list[Row]:
        return [row for table in self.tables for row in table.rows]

    @property
    def longest(self) -> Table:
        """The table with the most actions, the first of equals."""
        return max(self.tables, key=lambda table: len(table.rows))

    def table_of(self, area: str) -> Table | None:
        return next((table for table in self.tables if table.area == area), None)

    def tell(self, code: str, place: str | Cell | Worksheet = "") -> None:
        self.told.append((code, place))

    def saved(self) -> bytes:
        for first, last in self.merges:
            if _can_merge(first, last):
                first.parent.merge_cells(f"{first.coordinate}:{last.coordinate}")
        for row, cell, heading in self.doubled:
            above = f"{cell.column_letter}{heading.row}"
            shared = any(heading.coordinate in each and above in each for each in cell.parent.merged_cells.ranges)
            row.extra[str(heading.value).strip() if shared and heading.value else f"Kolumn {cell.column_letter}"] = str(
                cell.value
            )
        for row, cell in self.unnamed:
            row.extra[f"Kolumn {cell.column_letter}"] = str(cell.value)
        for cell in self.hidden:
            cell.parent.row_dimensions[cell.row].hidden = True
        stream = BytesIO()
        self.book.save(stream)
        content = stream.getvalue()
        for patch in self.patches:
            content = patch(content)
        return content


def clean(plan: str) -> Sent:
    """A clean plan, ``district-kind``, anew for each use."""
    district, kind = plan.split("-")
    book = load_workbook(BytesIO(_bytes(district, kind)))
    tables = [_table(book, kind, area) for area in _source(district)["areas"]]
    name = FILES[district] if kind == "handmade" else f"atgardsplan-2024-{district}.xlsx"
    return Sent(kind, district, book, name, tables)


def _can_merge(first: Cell, last: Cell) -> bool:
    """Whether the two still stand in this order on one tab, and no other text would be lost between them."""
    if first.parent is not last.parent or first.row > last.row or first.column > last.column:
        return False
    area = first.parent.iter_rows(first.row, last.row, first.column, last.column)
    return not any(cell.value not in (None, "") and cell is not first for row in area for cell in row)


@cache
def _source(district: str) -> dict[str, Any]:
    plan: dict[str, Any] = json.loads((SOURCES / f"{district}-2024.json").read_text(encoding="utf-8"))
    return plan


@cache
def _bytes(district: str, kind: str) -> bytes:
    if kind == "handmade":
        return (HANDMADE / FILES[district]).read_bytes()
    codes = {area.key: area.code for area in FORM.areas}
    actions = [
        PreparedAction(f"{codes[key]}-{number:02}", key, _values(row))
        for area in _source(district)["areas"]
        for key in [SHORT_OF_TITLE[area["title"]]]
        for number, row in enumerate(area["rows"], 1)
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mall.xlsx"
        write_template(FORM, district, path, actions=actions)
        return path.read_bytes()


def _values(printed: dict[str, str]) -> Values:
    return {HEADINGS[heading]: text for heading, text in printed.items() if text}


def _table(book: Workbook, kind: str, area: dict[str, Any]) -> Table:
    key = SHORT_OF_TITLE[area["title"]]
    above = kind == "template"
    sheet = next(each for each in book.worksheets if _is_of(each, area["title"], key, kind))
    header, guidance = (3, 2) if above else (1, 2)
    titles = {column.title: column.key for column in FORM.columns} | {"Nr": NUMBER_KEY}
    cols = {titles[str(cell.value)]: int(cell.column) for cell in sheet[header] if cell.value}
    rows = [
        Row(key, {name: sheet.cell(row, col) for name, col in cols.items()}, _values(printed))
        for row, printed in enumerate(area["rows"], max(header, guidance) + 1)
    ]
    return Table(
        sheet,
        key,
        {name: sheet.cell(header, col) for name, col in cols.items()},
        {name: sheet.cell(guidance, col) for name, col in cols.items() if above or name != "label"},
        sheet.cell(1, 1) if above else sheet.cell(2, 1),
        rows,
    )


def _is_of(sheet: Worksheet, title: str, key: str, kind: str) -> bool:
    if kind == "handmade":
        return bool(sheet.cell(2, 1).value == title)
    return sheet.title == next(area.tab for area in FORM.areas if area.key == key)
