"""The two plans made of cards, as workbooks: hand-made ones, and our template filled in by LibreOffice.

Hand-made as people make them: Skärholmen's with a tab for each area and tables as in its Word document,
Hässelby-Vällingby's as one long tab, with the text of an area in rows below its heading. Nothing in them is ours.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.cards import source  # noqa: E402 - the line above is what finds it
from tests.programs import libreoffice  # noqa: E402
from xlplan.form.layout import plan_layout  # noqa: E402
from xlplan.sheets.address import to_a1  # noqa: E402
from xlplan.sheets.text_size import height_needed  # noqa: E402
from xlplan.template.workbook import template_bytes  # noqa: E402

HANDMADE = ROOT / "examples" / "handmade"
FILLED = ROOT / "examples" / "filled"
WIDTHS = (40, 70)
THIN = Side(style="thin", color="808080")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
WRAPPED = Alignment(wrap_text=True, vertical="top")
GREY = PatternFill("solid", fgColor="E7E6E6")


class Page:
    """A tab being written from the top, in two columns."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet, self.row = sheet, 0
        for letter, width in zip("AB", WIDTHS, strict=True):
            sheet.column_dimensions[letter].width = width
        sheet.page_setup.orientation = "portrait"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def blank(self) -> None:
        self.row += 1

    def heading(self, text: str, size: int) -> None:
        """A line over both columns."""
        self._across(text, Font(name="Calibri", size=size, bold=True))

    def prose(self, text: str) -> None:
        """Running text over both columns, a paragraph a row."""
        for paragraph in text.split("\n\n"):
            self._across(paragraph, Font(name="Calibri", size=11))

    def pair(self, left: str, right: str, *, head: bool = False) -> None:
        """A row of a table: label and value, or two labels."""
        self.row += 1
        for column, text in enumerate((left, right), 1):
            cell = self.sheet.cell(self.row, column)
            _write(cell, text)
            cell.font = Font(name="Calibri", size=11, bold=head or column == 1)
            cell.alignment, cell.border = WRAPPED, GRID
            if head or column == 1:
                cell.fill = GREY
        self._height(height_needed([(left, WIDTHS[0] - 2), (right, WIDTHS[1] - 2)]))

    def values(self, left: str, right: str) -> None:
        """The row below two labels side by side."""
        self.pair(left, right)
        for column in (1, 2):
            cell = self.sheet.cell(self.row, column)
            cell.font, cell.fill = Font(name="Calibri", size=11), PatternFill()

    def _across(self, text: str, font: Font) -> None:
        self.row += 1
        cell = self.sheet.cell(self.row, 1)
        _write(cell, text)
        cell.font, cell.alignment = font, WRAPPED
        self.sheet.merge_cells(start_row=self.row, start_column=1, end_row=self.row, end_column=2)
        self._height(height_needed([(text, sum(WIDTHS) - 2)], scale=font.size / 11))

    def _height(self, points: float) -> None:
        self.sheet.row_dimensions[self.row].height = points + 4


def _write(cell: Any, text: str) -> None:
    """A text that stays a text, whatever it begins with."""
    if text:
        cell.value = text
        cell.data_type = "s"


def draw_skarholmen() -> Workbook:
    """The introduction on a tab of its own, then a tab for each area."""
    plan = source.SKARHOLMEN.plan
    book = _book(2024)
    page = Page(book.active)
    page.sheet.title = "Inledning"
    page.pair("Bilaga", plan["plan"]["annex"])
    page.heading(plan["plan"]["title"], 16)
    page.heading(plan["plan"]["introduction_heading"], 13)
    page.prose(plan["plan"]["introduction"])
    for heading, text in plan["plan"]["other sections"].items():
        page.blank()
        page.heading(heading, 13)
        page.prose(text)
    for area in plan["areas"]:
        page = Page(book.create_sheet(f"Område {area['number']}"))
        page.heading(f"{area['number']}. {area['title']}", 16)
        for label, text in area["fields"].items():
            page.pair(label, text)
        for activity in area["activities"]:
            page.blank()
            page.heading(f"{activity['number']} {activity['title']}", 13)
            for label, text in activity["fields"].items():
                page.pair(label, text)
    return book


def draw_hasselby() -> Workbook:
    """Everything on one tab, as pasted from the document."""
    plan = source.HASSELBY.plan
    book = _book(2020)
    page = Page(book.active)
    page.sheet.title = "Åtgärdsplan"
    page.heading(plan["plan"]["title"], 16)
    for heading, text in plan["plan"]["other sections"].items():
        page.heading(heading, 13)
        page.prose(text)
        page.blank()
    for area in plan["areas"]:
        page.blank()
        page.heading(area["title"], 16)
        for label, text in area["fields"].items():
            page.heading(label, 12)
            page.prose(text)
            page.blank()
        for activity in area["activities"]:
            (first, action), (second, group), *rest = activity["fields"].items()
            page.pair(first, second, head=True)
            page.values(action, group)
            for label, text in rest:
                page.pair(label, text)
            page.blank()
    return book


def _book(year: int) -> Workbook:
    book = Workbook()
    book.properties.creator = ""
    book.properties.created = book.properties.modified = datetime(year, 3, 1, 12)
    return book


DRAWN = {source.SKARHOLMEN.name: draw_skarholmen, source.HASSELBY.name: draw_hasselby}


def make_handmade(office: libreoffice.Office) -> None:
    """Make the hand-made workbooks anew, saved by LibreOffice."""
    with tempfile.TemporaryDirectory() as scratch:
        for seed in source.SEEDS:
            drawn = Path(scratch, seed.handmade)
            DRAWN[seed.name]().save(drawn)
            office.run(drawn, [{"do": "store", "path": str(HANDMADE / seed.handmade)}])
            print(HANDMADE / seed.handmade)


def make_filled(office: libreoffice.Office) -> None:
    """Make our templates, filled in cell by cell by LibreOffice."""
    with tempfile.TemporaryDirectory() as scratch:
        for seed in source.SEEDS:
            template = Path(scratch, seed.filled)
            template.write_bytes(template_bytes(seed.form, seed.district))
            steps = [{"do": "type", "sheet": tab, "cell": cell, "text": text} for tab, cell, text in typing_of(seed)]
            results = office.run(template, [*steps, {"do": "store", "path": str(FILLED / seed.filled)}])
            refused = [step for step, result in zip(steps, results, strict=False) if result["text"] != step["text"]]
            if refused:
                raise libreoffice.ProgramError(f"refused: {refused[:3]}")
            print(FILLED / seed.filled)


def typing_of(seed: source.Seed) -> list[tuple[str, str, str]]:
    """(tab, cell, text) of what a district officer types into the blank template."""
    layout = plan_layout(seed.form, seed.form.district(seed.district))
    answers, areas, actions = source.fields(seed), source.area_fields(seed), source.activities(seed)
    typed = [(layout.first.title, slot.row, slot.col, answers.get(slot.question.key)) for slot in layout.first.slots]
    for tab in layout.areas:
        told = areas[tab.area.key]
        typed += [(tab.title, slot.row, slot.col, told.get(slot.question.key)) for slot in tab.slots]
        typed += [
            (tab.title, tab.row(card) + field.value[0], field.value[1], said.get(field.key))
            for card, said in enumerate(actions[tab.area.key])
            for field in tab.columns
        ]
    return [(title, to_a1(row, col), text) for title, row, col, text in typed if text]
