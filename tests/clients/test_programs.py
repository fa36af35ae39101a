"""The helpers around real programs do what they say; stories about our own workbooks build on that."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Protection
from python_calamine import CalamineWorkbook

from tests.clients import FILLING_PROGRAMS
from tests.conftest import Fill
from tests.programs import gnumeric, libreoffice, node
from tests.programs.jobs import ProgramError, Typing, job
from tests.programs.libreoffice import Office

HANDMADE = Path(__file__).parents[2] / "examples" / "handmade"
SHEET = "Unga i riskzon"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Guidance above the headings, two actions, and a heading's word alone in the text above."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    for row in [
        ["Unga i riskzon för destruktivt beteende"],
        ["Åtgärd"],
        ["Orsak", "Åtgärd", "När"],
        ["Nyrekrytering", "Navsamverkan", "Under året"],
        ["Behov av kunskap", "Utbildning", "T2"],
    ]:
        sheet.append(row)
    path = tmp_path / "mall.xlsx"
    book.save(path)
    return path


def lock(path: Path) -> None:
    """Protect the tab, with the actions' rows unlocked in every column."""
    book = load_workbook(path)
    sheet = book[SHEET]
    for row in sheet.iter_rows(min_row=4, max_row=5, max_col=16):
        for cell in row:
            cell.protection = Protection(locked=False)
    sheet.protection.sheet = True
    book.save(path)


def texts(path: Path) -> list[list[str]]:
    return [
        [str(value) for value in row]
        for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_name(SHEET).to_python()
    ]


@pytest.mark.parametrize("program", FILLING_PROGRAMS)
def test_every_program_types_under_the_heading_a_person_sees(
    program: str, workbook: Path, fill: Fill, tmp_path: Path
) -> None:
    """Two texts that programs like to change: a small letter first, two lines in a cell."""
    target = tmp_path / "ifylld.xlsx"
    typing: list[Typing] = [
        {"sheet": SHEET, "heading": "Åtgärd", "row_after_header": 3, "text": "vandring\nvarje vecka"},
        {"sheet": SHEET, "heading": "När", "row_after_header": 3, "text": "möten 8 ggr/år"},
    ]
    fill(program, job(workbook, target, typing))
    assert texts(target)[4:] == [
        ["Behov av kunskap", "Utbildning", "T2"],
        ["", "vandring\nvarje vecka", "möten 8 ggr/år"],
    ]


@pytest.mark.parametrize("program", FILLING_PROGRAMS)
def test_a_heading_that_is_not_there_is_an_error_not_a_guess(
    program: str, workbook: Path, fill: Fill, tmp_path: Path
) -> None:
    typing: list[Typing] = [{"sheet": SHEET, "heading": "Kostnad", "row_after_header": 1, "text": "0 kr"}]
    with pytest.raises(ProgramError, match="heading"):
        fill(program, job(workbook, tmp_path / "ifylld.xlsx", typing))


@pytest.mark.needs("libreoffice")
@pytest.mark.parametrize("to", ["xlsx", "ods", "xls"])
def test_libreoffice_converts(workbook: Path, tmp_path: Path, to: libreoffice.Format) -> None:
    out = tmp_path / "ut"
    assert texts(libreoffice.convert(workbook, to, out)) == texts(workbook)


@pytest.mark.needs("gnumeric")
@pytest.mark.parametrize("to", ["xlsx", "ods", "xls"])
def test_gnumeric_converts(workbook: Path, tmp_path: Path, to: gnumeric.Format) -> None:
    out = tmp_path / "ut"
    out.mkdir()
    converted = gnumeric.convert(workbook, to, out)
    if to == "ods":  # calamine 0.9 cannot read gnumeric's indented XML
        converted = gnumeric.convert(converted, "xlsx", out)
    assert texts(converted) == texts(workbook)


@pytest.mark.needs("libreoffice")
def test_libreoffice_will_not_overwrite_what_it_converts(workbook: Path) -> None:
    with pytest.raises(ProgramError, match="overwritten"):
        libreoffice.convert(workbook, "xlsx", workbook.parent)


@pytest.mark.needs("libreoffice")
def test_a_pdf_has_pages_with_text_and_pictures(workbook: Path, tmp_path: Path) -> None:
    pdf = libreoffice.convert(workbook, "pdf", tmp_path)
    assert ["Under året" in page for page in libreoffice.pdf_text(pdf)] == [True]
    assert [page.read_bytes()[1:4] for page in libreoffice.pdf_pages_png(pdf, tmp_path)] == [b"PNG"]


@pytest.mark.needs("node")
def test_the_open_xml_sdk_accepts_a_sound_file_and_names_what_is_wrong_in_another(tmp_path: Path) -> None:
    sound, broken = next(HANDMADE.glob("*.xlsx")), tmp_path / "trasig.xlsx"
    book = Workbook()
    book.save(broken)
    faults = node.validate_many([sound, broken])
    assert faults[sound] == []
    assert any("styles.xml" in fault for fault in faults[broken]), (
        "openpyxl's default font has its elements in the wrong order"
    )


def test_a_person_can_add_rows_sort_and_rename(workbook: Path, office: Office, tmp_path: Path) -> None:
    saved = tmp_path / "sparad.xlsx"
    inserted, removed, sort, renamed, copied, _ = office.run(
        workbook,
        [
            {"do": "insert_rows", "sheet": SHEET, "row": 5},
            {"do": "delete_rows", "sheet": SHEET, "row": 5},
            {"do": "sort", "sheet": SHEET, "cells": "A4:C5", "by": "A"},
            {"do": "rename_sheet", "sheet": SHEET, "to": "Unga"},
            {"do": "copy_sheet", "sheet": "Unga", "to": "Egen flik"},
            {"do": "store", "path": str(saved)},
        ],
    )
    assert inserted == removed == {"refused": False, "done": True}
    assert sort == {"changed": True}
    assert [sheet["name"] for sheet in renamed["sheets"]] == ["Unga"]
    assert [sheet["name"] for sheet in copied["sheets"]] == ["Unga", "Egen flik"]
    book = load_workbook(saved)
    assert [[cell.value for cell in row] for row in book["Egen flik"]["A4:A5"]] == [
        ["Behov av kunskap"],
        ["Nyrekrytering"],
    ]


def test_a_protected_tab_refuses_what_is_locked(workbook: Path, office: Office) -> None:
    lock(workbook)
    heading, action, insert, delete, sheets = office.run(
        workbook,
        [
            {"do": "type", "sheet": SHEET, "cell": "B3", "text": "Min egen rubrik"},
            {"do": "type", "sheet": SHEET, "cell": "B4", "text": "En ny åtgärd"},
            {"do": "insert_rows", "sheet": SHEET, "row": 5},
            {"do": "delete_rows", "sheet": SHEET, "row": 3},
            {"do": "sheets"},
        ],
    )
    assert heading == {"cell": "B3", "text": "Åtgärd", "refused": True}
    assert action == {"cell": "B4", "text": "En ny åtgärd", "refused": False}
    assert [insert["refused"], delete["refused"]] == [True, True]
    assert sheets == {"sheets": [{"name": SHEET, "visible": True, "protected": True}]}


def test_a_filter_hides_rows(workbook: Path, office: Office) -> None:
    [result] = office.run(workbook, [{"do": "filter", "sheet": SHEET, "cells": "A3:C5", "by": "C", "value": "T2"}])
    assert result == {"hidden": [4]}


def test_rows_take_a_height_by_hand_and_by_their_text(workbook: Path, office: Office) -> None:
    book = load_workbook(workbook)
    book[SHEET]["B4"] = "ord " * 60
    book[SHEET]["B4"].alignment = Alignment(wrap_text=True)
    book.save(workbook)
    by_hand, by_text = office.run(
        workbook,
        [
            {"do": "row_height", "sheet": SHEET, "row": 5, "height_pt": 50},
            {"do": "optimal_heights", "sheet": SHEET, "row": 4, "count": 1},
        ],
    )
    assert by_hand == {"height_pt": 50.0, "refused": False}
    assert by_text["heights_pt"][0] > 100


def test_a_failed_job_leaves_libreoffice_ready_for_the_next(workbook: Path, office: Office) -> None:
    with pytest.raises(ProgramError):
        office.run(workbook, [{"do": "rename_sheet", "sheet": "Finns inte", "to": "X"}])
    assert office.run(workbook, [{"do": "read", "sheet": SHEET}])[0]["rows"][1] == ["Åtgärd"]
