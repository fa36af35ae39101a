"""Copies that came back: saved by other programs, mended in part, marked again."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest

from tests.clients.plans import form
from tests.post.sent import FINDINGS, SENT, TAB, by_openpyxl, finding, handmade, members, packed, save, saved_by
from tests.programs import libreoffice, node
from tests.programs.jobs import job
from xlplan.checks.check import check
from xlplan.findings.finding import Finding
from xlplan.plan.model import Reading
from xlplan.post.annotate import annotate, clean
from xlplan.reading.read import read_workbook
from xlplan.sheets.grid import Workbook
from xlplan.sheets.mend_marks import MEND_NAME, without_marks
from xlplan.sheets.opening import open_bytes


def copy_of(content: bytes) -> bytes:
    return annotate(content, FINDINGS, form(), "sv").content


def saved_by_openpyxl(content: bytes) -> bytes:
    buffer = BytesIO()
    by_openpyxl(content).save(buffer)
    return buffer.getvalue()


def told(workbook: Workbook) -> list[tuple[str, dict[tuple[int, int], str], dict[tuple[int, int], str]]]:
    """What people read: titles, texts and notes."""
    return [
        (
            grid.title,
            {at: cell.text for at, cell in grid.cells.items()},
            {at: note.text for at, note in grid.notes.items()},
        )
        for grid in workbook.sheets
    ]


def test_a_copy_that_openpyxl_saved_loses_our_marks_only() -> None:
    sent = handmade()
    saved = saved_by_openpyxl(copy_of(sent))
    assert told(open_bytes(clean(saved))) == told(without_marks(open_bytes(saved))) == told(open_bytes(sent))
    before, after = by_openpyxl(sent)[TAB], by_openpyxl(clean(saved))[TAB]
    for cell in ("A2", "B2", "B4", "B5", "D3"):
        assert after[cell].fill.fgColor == before[cell].fill.fgColor
        assert after[cell].fill.patternType == before[cell].fill.patternType
    names = open_bytes(clean(saved)).names
    assert MEND_NAME not in {name.name for name in names}
    assert {(name.name, name.sheet) for name in names} == {(name.name, name.sheet) for name in open_bytes(sent).names}


def test_a_copy_that_openpyxl_saved_is_marked_again_but_not_twice() -> None:
    sent = handmade()
    again = annotate(saved_by_openpyxl(copy_of(sent)), FINDINGS, form(), "sv").content
    assert told(open_bytes(again)) == told(open_bytes(copy_of(sent)))
    assert len(open_bytes(again).sheets) == 3


def test_what_people_add_to_a_note_and_to_our_tab_is_kept() -> None:
    book = by_openpyxl(copy_of(handmade()))
    book[TAB]["A2"].comment.text += "\nKlart nu! /Åsa"
    book[TAB]["A3"].value = "nytt"
    first = book.worksheets[0]
    first["G6"], first["G7"], first["J7"] = "Ja", "nej, se Bo", "vi undrar"
    buffer = BytesIO()
    book.save(buffer)
    workbook = without_marks(open_bytes(buffer.getvalue()))
    assert [cell.text for cell in workbook.sheets[0].cells.values()] == ["nej, se Bo", "vi undrar"]
    tab = workbook.sheets[2]
    assert tab.notes[2, 1].text == "Stämmer det?\nÅsa\nKlart nu! /Åsa"
    assert tab.cells[3, 1].text == "nytt"
    assert open_bytes(clean(buffer.getvalue())).sheets[1].notes[2, 1].text == "Stämmer det?\nÅsa\nKlart nu! /Åsa"


@pytest.mark.parametrize("name", SENT)
def test_a_file_without_marks_stays_as_it_is(name: str) -> None:
    sent = SENT[name]()
    assert clean(sent) is sent
    assert without_marks(open_bytes(sent)) == open_bytes(sent)


@pytest.mark.parametrize("name", ["libreoffice/plan.ods", "libreoffice/plan.xls"])
def test_other_formats_stay_as_they_are(name: str) -> None:
    sent = saved_by(*name.split("/"))
    assert clean(sent) is sent


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"[]",
        b"{",
        b'{"version": 1}',
        b'{"version": 1, "added": [], "changed": {"xl/workbook.xml": {}}}',
        b'{"version": 1, "added": ["xl/workbook.xml"], "changed": {"xl/styles.xml": {"sha256": 1}}}',
        b'{"version": 1, "added": 7, "changed": []}',
    ],
)
def test_a_record_that_somebody_made_up_is_not_followed(record: bytes) -> None:
    sent = handmade()
    forged = packed({**members(copy_of(sent)), "xlplan/marks.json": record})
    assert told(open_bytes(clean(forged))) == told(open_bytes(sent))


@pytest.mark.parametrize(
    "undo", [[[9**9, 1, ""]], [[-5, 2, "x"]], [[5, 2, "x"], [5, 9, "y"]], [["a", 1, ""]], 7, [[1]]]
)
def test_a_record_with_wild_places_is_not_followed(undo: object) -> None:
    sent = handmade()
    parts = members(copy_of(sent))
    record = json.loads(parts["xlplan/marks.json"])
    record["changed"]["xl/workbook.xml"]["undo"] = undo
    forged = packed({**parts, "xlplan/marks.json": json.dumps(record).encode()})
    assert told(open_bytes(clean(forged))) == told(open_bytes(sent))


@pytest.mark.client
@pytest.mark.skipif(libreoffice.available() is not None, reason=str(libreoffice.available()))
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_a_copy_that_libreoffice_saved(ending: libreoffice.Format, tmp_path: Path) -> None:
    sent = handmade()
    (tmp_path / "saved").mkdir()
    plain = libreoffice.convert(save(sent, tmp_path / "sent.xlsx"), ending, tmp_path / "saved").read_bytes()
    saved = libreoffice.convert(save(copy_of(sent), tmp_path / "copy.xlsx"), ending, tmp_path / "saved").read_bytes()
    assert told(without_marks(open_bytes(saved))) == told(open_bytes(plain))
    if ending == "xlsx":
        assert told(open_bytes(clean(saved))) == told(open_bytes(plain))
        again = annotate(saved, [finding((2, 1))], form(), "sv").content
        assert told(without_marks(open_bytes(again))) == told(open_bytes(plain))
        assert [len(grid.notes) for grid in open_bytes(again).sheets] == [0, 0, 2]


@pytest.mark.client
@pytest.mark.skipif(node.available() is not None, reason=str(node.available()))
@pytest.mark.parametrize("name", ["libreoffice", "exceljs", "template"])
def test_a_copy_that_exceljs_saved(name: str, tmp_path: Path) -> None:
    sent = SENT[name]()
    found = [finding((4, 2), grid.title) for grid in open_bytes(sent).sheets]
    copy = annotate(sent, found, form(), "sv").content
    node.fill_with_exceljs(job(save(copy, tmp_path / "copy.xlsx"), tmp_path / "saved.xlsx"))
    node.fill_with_exceljs(job(save(sent, tmp_path / "sent.xlsx"), tmp_path / "plain.xlsx"))
    saved, plain = (tmp_path / "saved.xlsx").read_bytes(), (tmp_path / "plain.xlsx").read_bytes()
    assert told(without_marks(open_bytes(saved))) == told(open_bytes(plain))
    assert told(open_bytes(clean(saved))) == told(open_bytes(plain))


@pytest.mark.client
@pytest.mark.skipif(node.available() is not None, reason=str(node.available()))
def test_the_validator_finds_no_new_faults(tmp_path: Path) -> None:
    pairs = []
    for name, make in SENT.items():
        sent = make()
        found = [finding((row, 9), grid.title) for grid in open_bytes(sent).sheets for row in (1, 2, 90)]
        copy = annotate(sent, [*FINDINGS, *found], form(), "sv").content
        pairs.append((save(sent, tmp_path / f"{name}-sent.xlsx"), save(copy, tmp_path / f"{name}-copy.xlsx")))
    saved = saved_by_openpyxl(copy_of(handmade()))
    pairs.append((save(saved, tmp_path / "saved.xlsx"), save(clean(saved), tmp_path / "cleaned.xlsx")))
    faults = node.validate_many([path for pair in pairs for path in pair])
    for before, after in pairs:
        assert set(faults[after]) <= set(faults[before]), after.name


@pytest.mark.client
@pytest.mark.skipif(libreoffice.available() is not None, reason=str(libreoffice.available()))
def test_libreoffice_shows_the_list_first(tmp_path: Path) -> None:
    path = save(copy_of(SENT["libreoffice"]()), tmp_path / "copy.xlsx")
    (tmp_path / "pdf").mkdir()
    first = libreoffice.pdf_text(libreoffice.convert(path, "pdf", tmp_path / "pdf"))[0]
    assert all(word in first for word in ("Att rätta", "Gör så här", "Klart", "XP401"))


@pytest.mark.parametrize("name", ["libreoffice", "template", "exceljs"])
def test_a_copy_is_read_as_the_return_that_it_was_made_of(name: str) -> None:
    """Checked again it has the same findings, and marked with them it is the same copy."""

    def found_in(content: bytes) -> tuple[Reading, tuple[Finding, ...]]:
        reading = read_workbook(without_marks(open_bytes(content)), form(), file="retur.xlsx", digest="")
        return reading, check(reading, form())

    sent = SENT[name]()
    reading, findings = found_in(sent)
    copy = annotate(sent, findings, form(), "sv").content
    assert found_in(copy) == (reading, findings)
    assert annotate(copy, found_in(copy)[1], form(), "sv").content == copy
    again, same = found_in(saved_by_openpyxl(copy)) if name != "exceljs" else found_in(copy)
    assert [finding.order for finding in same] == [finding.order for finding in findings]
    assert again.areas == reading.areas
