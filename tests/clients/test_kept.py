"""The coordinator works in the city workbook with LibreOffice; three merges later all of it stands where it belongs."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Xlplan, folder, xlplan  # noqa: F401  # fixtures
from tests.programs.libreoffice import Office, convert
from tests.stories.desk import ALL, HEADER, LOST, Desk, column
from tests.stories.workbooks import HANDMADE, JARVA, KUNGSHOLMEN, read
from tests.stories.workbooks import workbook as drawn

AREA = "Unga i riskzon"
LATE = """
| Orsak | Åtgärd | När | Vem | Uppföljning |
| Skolfrånvaro | Uppsöka elever med hög frånvaro | T1 | Skolkurator | Pågår. |
| Droger | Föräldramöten om droger | Varje termin | Fältarna | |
"""

ODD = """
| Orsak | Åtgärd | När | Vem | Uppföljning | Övrig kolumn |
| =1+1 | 'citat' & <tecken> »så« | 1/5 | @chef | Rad ett<br>rad två<br><br>rad fyra | -5 |
| 007 | tre   blanka 🙁 é | 2024-05-01 | +46 8 | - | 12 000 kr |
"""
ODD_NAME = "Åtgärdsplan 2024 Farsta.xlsx"


def letter(desk: Desk, tab: str, heading: str) -> str:
    sheet = load_workbook(desk.path)[tab]
    return str(sheet.cell(HEADER, column(sheet, heading)).column_letter)


def row_of(desk: Desk, tab: str, action: str) -> int:
    sheet = load_workbook(desk.path)[tab]
    at = column(sheet, "Åtgärd")
    return next(row for row in range(HEADER + 1, sheet.max_row + 1) if action in str(sheet.cell(row, at).value))


@pytest.mark.needs("libreoffice")
def test_columns_comments_notes_and_colours_are_kept_through_three_merges(office: Office, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    returns = [read(HANDMADE / JARVA), read(HANDMADE / KUNGSHOLMEN)]

    def work(*steps: dict[str, object]) -> None:
        saved = tmp_path / "sparad.xlsx"
        office.run(desk.path, [*steps, {"do": "store", "path": str(saved)}])
        saved.replace(desk.path)

    def type_(tab: str, cell: str, text: str) -> dict[str, object]:
        return {"do": "type", "sheet": tab, "cell": cell, "text": text}

    desk.merge(returns)
    coach, vision = "Genomföra pilotprojekt med ANDTS-coach", "Utöka samverkansgruppen"
    row, comment = row_of(desk, AREA, coach), letter(desk, AREA, "Stadens kommentar")
    note_at = f"{letter(desk, AREA, 'Åtgärd')}{row_of(desk, AREA, vision)}"
    work(
        type_(AREA, f"{comment}{row}", "Ring Järva i maj"),
        {
            "do": "colour",
            "sheet": AREA,
            "cells": f"A{row}:{letter(desk, AREA, 'Till inlämningen')}{row}",
            "colour": "FFE08A",
        },
        {"do": "note", "sheet": AREA, "cell": note_at, "text": "Fråga polisen"},
        {"do": "width", "sheet": AREA, "column": "E", "millimetres": 120},
    )
    desk.merge(returns)

    work(
        {"do": "insert_columns", "sheet": AREA, "column": "C"},
        type_(AREA, f"C{HEADER}", "Prioritet"),
        type_(AREA, f"C{row}", "Hög"),
        type_(ALL, f"{letter(desk, ALL, 'Bedömning')}{row_of(desk, ALL, vision)}", "På väg"),
    )
    late = read(drawn(tmp_path, {AREA: LATE}, "Åtgärdsplan 2024 Bromma.xlsx"))
    assert late.district == "bromma"
    desk.merge([*returns, late])

    who = f"{letter(desk, AREA, 'Vem')}{row_of(desk, AREA, vision)}"
    work(type_(AREA, who, "Avdelningschef IoF och polisen"))
    last = desk.merge([*returns, late])
    assert desk.merge([*returns, late]) == last

    sheet = load_workbook(desk.path)[AREA]
    texts = {heading: column(sheet, heading) for heading in desk.headings(AREA)}
    one, other = row_of(desk, AREA, coach), row_of(desk, AREA, vision)
    assert one != row, "Bromma's actions stand before Järva's"
    assert sheet.cell(one, texts["Stadens kommentar"]).value == "Ring Järva i maj"
    assert (texts["Prioritet"], sheet.cell(one, 3).value) == (3, "Hög")
    assert {str(cell.fill.fgColor.rgb)[-6:] for cell in sheet[one]} == {"FFE08A"}
    assert not [cell for cell in sheet[other] if cell.fill.fill_type]
    note = sheet.cell(other, texts["Åtgärd"]).comment
    assert note is not None
    assert note.text == "Fråga polisen"
    assert sheet.cell(other, texts["Bedömning"]).value == "På väg"
    assert sheet.cell(other, texts["Vem"]).value == "Avdelningschef IoF och polisen"
    assert "Avdelningschef IoF" in str(sheet.cell(other, texts["Rättat av staden"]).value)
    moved = sheet.column_dimensions[sheet.cell(HEADER, texts["Åtgärd"]).column_letter].width
    assert moved > 55, "120 mm, which is some 60 characters"
    assert desk.rows(LOST) == []
    assert [
        row for row in desk.rows(ALL) if "Rättat av staden" in row and "Avdelningschef" not in row["Rättat av staden"]
    ] == []


@pytest.mark.needs("libreoffice")
def test_what_libreoffice_does_by_itself_is_no_correction_and_no_wish(tmp_path: Path) -> None:
    """Opened and saved only: texts with line breaks or signs of formulas, widths and looks are as we wrote them."""
    desk = Desk(tmp_path)
    (tmp_path / "sparad").mkdir()
    returns = [read(HANDMADE / JARVA), read(HANDMADE / KUNGSHOLMEN), read(drawn(tmp_path, {AREA: ODD}, ODD_NAME))]
    desk.merge(returns)
    desk.write(AREA, 4, Stadens_kommentar="=inte en formel\n  två rader ", Kostnad=12.5)
    once = desk.merge(returns)
    desk.path.write_bytes(convert(desk.path, "xlsx", tmp_path / "sparad").read_bytes())
    assert desk.path.read_bytes() != once
    assert desk.merge(returns) == once


@pytest.mark.needs("libreoffice")
def test_an_open_document_gives_its_words_and_says_that_its_colours_are_not_seen(
    xlplan: Xlplan,  # noqa: F811
    folder: Path,  # noqa: F811
) -> None:
    arguments = ("merge", HANDMADE / JARVA, "--plan", "stockholm-2024", "-o", "stad.xlsx")
    assert xlplan(*arguments).exit == 0
    desk = Desk(folder)
    desk.write(AREA, 4, Stadens_kommentar="Ring Järva")
    (folder / "ods").mkdir()
    earlier = convert(desk.path, "ods", folder / "ods")
    desk.path.unlink()
    done = xlplan(*arguments, "--previous", earlier)
    assert (done.exit, len(done.lines)) == (0, 1)
    assert "färger" in done.err
    assert desk.rows(ALL)[0]["Stadens kommentar"] == "Ring Järva"
    assert desk.rows(LOST) == []
