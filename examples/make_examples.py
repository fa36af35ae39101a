"""Make the example workbooks: what two districts really sent the city in 2024, as the workbooks they sent.

From ``examples/source/*.json`` (the plans' words, exactly) come

- ``examples/handmade/``: the city's own hand-made form as it was before xlplan, with no marks of ours. Drawn with
  openpyxl, then opened and saved by LibreOffice, so that it is a LibreOffice file like any that comes back.
- ``examples/filled/`` (``--filled``): our template for the same plans, filled in through LibreOffice under its visible
  headings, as a district officer would.

The two plans made of cards are in ``card_plans.py``.

Kungsholmen's three ``unjoined`` texts are left out: the print they were read from lost the actions they belong to.

LibreOffice writes the time of saving into the file, and each version of it writes other bytes, so two runs never give
the same file. Hence ``--check`` compares the cells of the workbooks with the JSON, not bytes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from examples import card_plans  # noqa: E402 - the line above is what finds it
from tests.programs import jobs, libreoffice  # noqa: E402

SOURCE = ROOT / "examples" / "source"
HANDMADE = ROOT / "examples" / "handmade"
FILLED = ROOT / "examples" / "filled"
FORM = "stockholm-2024"

PLANS = {
    "kungsholmen": ("kungsholmen-2024.json", "Åtgärdsplan 2024 Kungsholmen.xlsx", "Åtgärdsplan 2024"),
    "jarva": ("jarva-2024.json", "Åtgärdsplan 2024 Järva.xlsx", "Information"),
}
"""District → its source, its workbook, what its first tab is called."""

TABS = {
    "Unga i riskzon för destruktivt beteende": "Unga i riskzon",
    "Otrygga och brottsutsatta platser": "Otrygga platser",
    "Systemhotade brottslighet": "Systemhotade brottslighet",
    "Särskilt utsatta och sårbara brottsoffer": "Brottsoffer",
    "Kriminella miljöer och livsstilar": "Kriminella miljöer",
}
"""Area → its tab, as short as a person would type it."""

WIDTHS = (22.5, 34, 37.7, 16, 30, 44)
THIN = Side(style="thin", color="808080")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
WRAPPED = Alignment(wrap_text=True, vertical="top")
Plan = dict[str, Any]


def read_source(name: str) -> Plan:
    """A district's plan as read from its print."""
    plan: Plan = json.loads((SOURCE / name).read_text(encoding="utf-8"))
    return plan


def introduction(plan: Plan) -> list[str]:
    """The first tab's column A: the title, then a paragraph a row."""
    return [plan["plan"]["title"], *plan["plan"]["introduction"].split("\n\n")]


def table(plan: Plan, area: Plan) -> list[list[str]]:
    """An area's tab: headings, the row with the area's title and the guidance, the actions."""
    columns = plan["columns"]
    guidance = [area["title"], *(plan["guidance"][column] for column in columns[1:])]
    return [columns, guidance, *([row[column] for column in columns] for row in area["rows"])]


def expected(plan: Plan, first_tab: str) -> dict[str, list[list[str]]]:
    """What every tab of a hand-made workbook says, row by row."""
    return {first_tab: [[line] for line in introduction(plan)]} | {
        TABS[area["title"]]: table(plan, area) for area in plan["areas"]
    }


def write_text(sheet: Worksheet, row: int, column: int, text: str, **look: Any) -> None:
    """Write a text that stays a text, whatever it begins with."""
    cell = sheet.cell(row, column)
    if text:
        cell.value = text
        cell.data_type = "s"
    for name, value in look.items():
        setattr(cell, name, value)


def draw_introduction(sheet: Worksheet, plan: Plan) -> None:
    """The first tab: prose in one wide column, the link a link where the source has its address."""
    sheet.column_dimensions["A"].width = 98
    addresses = {link["text"]: link["url"] for link in plan.get("links", ())}
    for row, line in enumerate(introduction(plan), 1):
        write_text(
            sheet,
            row,
            1,
            line,
            alignment=WRAPPED,
            font=Font(name="Calibri", size=16 if row == 1 else 11, bold=row == 1),
        )
        if line in addresses:
            sheet.cell(row, 1).hyperlink = addresses[line]
            sheet.cell(row, 1).font = Font(name="Calibri", size=11, underline="single", color="0563C1")


def draw_table(sheet: Worksheet, plan: Plan, area: Plan) -> None:
    """An area's tab as the city drew it: filled bold headings, guidance in italics below them, a grid."""
    for column, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEF"[column]].width = width
    for row, texts in enumerate(table(plan, area), 1):
        for column, text in enumerate(texts, 1):
            font = Font(
                name="Calibri", size=11, bold=row == 1 or (row == 2 and column == 1), italic=row == 2 and column > 1
            )
            write_text(sheet, row, column, text, font=font, border=GRID, alignment=WRAPPED)
            if row == 1:
                sheet.cell(row, column).fill = PatternFill("solid", fgColor="BDD7EE")
    sheet.page_setup.orientation = "landscape"


def draw_handmade(plan: Plan, first_tab: str) -> Workbook:
    """The whole hand-made workbook, before LibreOffice has saved it."""
    book = Workbook()
    book.properties.creator = ""
    book.properties.created = book.properties.modified = datetime(plan["plan"]["year"], 3, 1, 12)
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = first_tab
    draw_introduction(first, plan)
    for area in plan["areas"]:
        draw_table(book.create_sheet(TABS[area["title"]]), plan, area)
    return book


def make_handmade() -> None:
    """Make ``examples/handmade/`` anew."""
    HANDMADE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, libreoffice.office() as office:
        for source, name, first_tab in PLANS.values():
            plan = read_source(source)
            drawn = Path(scratch, name)
            draw_handmade(plan, first_tab).save(drawn)
            heights = [{"do": "optimal_heights", "sheet": sheet} for sheet in expected(plan, first_tab)]
            office.run(drawn, [*heights, {"do": "store", "path": str(HANDMADE / name)}])
            print(HANDMADE / name)
        card_plans.make_handmade(office)


def make_filled() -> None:
    """Make ``examples/filled/`` anew: our templates, filled in under their headings by LibreOffice."""
    FILLED.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, libreoffice.office() as office:
        folder = Path(scratch, "utskick")
        districts = [part for key in PLANS for part in ("--district", key)]
        command = [sys.executable, "-m", "xlplan", "generate", "--plan", FORM, "-o", str(folder), *districts]
        subprocess.run(command, check=True)
        for source, *_ in PLANS.values():
            plan = read_source(source)
            name = f"{plan['plan']['title']} – {plan['plan']['district']}.xlsx"
            template = next(folder.rglob(name))
            office.fill(jobs.job(template, FILLED / name, typing_of(plan, template)))
            print(FILLED / name)
        card_plans.make_filled(office)


def typing_of(plan: Plan, template: Path) -> list[jobs.Typing]:
    """What a district officer types: every filled cell of every action, on the tab that the area's title heads."""
    book = load_workbook(template, read_only=True)
    titles = {str(sheet["A1"].value): sheet.title for sheet in book}
    book.close()
    return [
        {
            "sheet": titles[get_close_matches(area["title"], titles, 1)[0]],
            "heading": column,
            "row_after_header": n,
            "text": text,
        }
        for area in plan["areas"]
        for n, row in enumerate(area["rows"], 1)
        for column, text in row.items()
        if text
    ]


def differences(path: Path, tabs: dict[str, list[list[str]]]) -> list[str]:
    """Where a workbook's cells are not what its source says."""
    book = load_workbook(path)
    if book.sheetnames != list(tabs):
        return [f"{path.name}: the tabs are {book.sheetnames}, not {list(tabs)}"]
    found = []
    for title, rows in tabs.items():
        wanted = {(r, c): text for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1) if text}
        cells = {(c.row, c.column): c.value for row in book[title].iter_rows() for c in row if c.value is not None}
        found += [
            f"{path.name}: {title!r} row {place[0]} column {place[1]}: {cells.get(place)!r}, not {wanted.get(place)!r}"
            for place in sorted(wanted.keys() | cells.keys())
            if wanted.get(place) != cells.get(place)
        ]
    return found


def check() -> list[str]:
    """Where the committed hand-made workbooks differ from their sources."""
    return [
        difference
        for source, name, first_tab in PLANS.values()
        for difference in differences(HANDMADE / name, expected(read_source(source), first_tab))
    ]


def main() -> int:
    """Make what was asked for, or check it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--filled", action="store_true", help="make examples/filled/ instead")
    what.add_argument("--check", action="store_true", help="only compare the hand-made workbooks with their sources")
    options = parser.parse_args()
    if options.check:
        found = check()
        print("\n".join(found) or "the hand-made workbooks say what their sources say")
        return 1 if found else 0
    missing = libreoffice.available()
    if missing:
        print(missing, file=sys.stderr)
        return 3
    if options.filled:
        make_filled()
    else:
        make_handmade()
    return 0


if __name__ == "__main__":
    sys.exit(main())
