"""The Word document: its figures, every follow-up in its appendix once, and what other programs make of it."""

from __future__ import annotations

import itertools
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from docx.document import Document as Opened
from openpyxl import load_workbook

from tests.programs import libreoffice, node
from tests.report.test_figures import counted, number
from tests.report.years import ALL_YEARS, YEARS, every_year, largest, simulated_year
from xlplan.report.document import document_bytes

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
LEVELS = {"Title": 0, "Heading 1": 1, "Heading 2": 2, "Heading 3": 3}


def opened(name: str) -> Opened:
    return Document(BytesIO(document_bytes(*ALL_YEARS[name]())))


def tables(document: Opened) -> dict[str, list[list[str]]]:
    """Tables by what their descriptions say; of two alike the first."""
    found: dict[str, list[list[str]]] = {}
    for table in document.tables:
        described = table._tbl.tblPr.find("{*}tblDescription")
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        found.setdefault(described.values()[0], rows)
    return found


@every_year
def test_its_figures_are_what_an_independent_count_gives(name: str) -> None:
    count, shown = counted(name), tables(opened(name))
    for by, expected in (("samverkansområde", count.areas), ("stadsdelsförvaltning", count.districts)):
        rows = {**{key: each.row for key, each in expected.items()}, "Summa": count.total.row}
        statuses = shown[f"Måluppfyllelse per {by}"][1:]
        lacks = shown[f"Vad som saknas, per {by}"][1:]
        assert {row[0]: [int(text) for text in row[1:]] for row in statuses} == {
            k: list(r[:7]) for k, r in rows.items()
        }
        assert {row[0]: [number(text) for text in row[1:]] for row in lacks} == {
            key: [row[0], *row[7:]] for key, row in rows.items()
        }
    headings, *both = shown["Åtgärder per område och förvaltning"]
    cells = {
        (area, row[0]): int(text) for row in both[:-1] for area, text in zip(headings[1:-1], row[1:], strict=False)
    }
    assert cells == count.both
    [basis] = [rows for about, rows in shown.items() if about.startswith("Andel av alla")]
    assert [row[1:] for row in basis[1:]] == count.total.texts
    if len(count.rounds) > 1:
        rounds = shown["Måluppfyllelse efter varje uppföljning"][1:]
        assert [[int(text) for text in row[1:]] for row in rounds] == [list(each) for each in count.rounds.values()]


def test_every_follow_up_stands_in_the_appendix_exactly_once() -> None:
    for plan, form in (simulated_year(), YEARS["real"]()):
        document = Document(BytesIO(document_bytes(plan, form)))
        told = [cell.text for table in document.tables if len(table.columns) == 4 for cell in table.columns[2].cells]
        appendix = "\n".join(text for text in told)
        for action in plan.actions:
            for each in action.follow_ups.values():
                whole = f"\n{each.text}\n"
                same = sum(one.text == each.text for other in plan.actions for one in other.follow_ups.values())
                assert not each.text or appendix.count(whole) == same, each.text


def test_what_is_quoted_area_by_area_is_word_for_word_a_follow_up() -> None:
    plan, form = simulated_year()
    said = {each.text for action in plan.actions for each in action.follow_ups.values()}
    quotes = [
        each.text for each in Document(BytesIO(document_bytes(plan, form))).paragraphs if each.style.name == "Quote"
    ]
    assert len(quotes) > 20
    assert set(quotes) <= said


@every_year
def test_headings_go_down_one_step_at_a_time(name: str) -> None:
    levels = [LEVELS[each.style.name] for each in opened(name).paragraphs if each.style.name in LEVELS]
    assert levels[0] == 0
    assert levels.count(0) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@every_year
def test_the_same_plan_is_the_same_document(name: str) -> None:
    assert document_bytes(*ALL_YEARS[name]()) == document_bytes(*ALL_YEARS[name]())


def test_a_form_in_english_gives_a_document_in_english() -> None:
    plan, form = simulated_year()
    document = Document(BytesIO(document_bytes(plan, replace(form, language="en"))))
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings[0] == "Introduction"
    assert headings[-1] == "Appendix: All actions"
    assert document.core_properties.language == "en-GB"


@pytest.mark.needs("node")
def test_microsofts_validator_finds_nothing(tmp_path: Path) -> None:
    paths = []
    for name in YEARS:
        paths.append(tmp_path / f"{name}.docx")
        paths[-1].write_bytes(document_bytes(*ALL_YEARS[name]()))
    assert [fault for faults in node.validate_many(paths).values() for fault in faults] == []


@pytest.mark.needs("libreoffice")
def test_libreoffice_sees_headings_header_rows_and_alternative_texts(tmp_path: Path) -> None:
    path = tmp_path / "sammanfattning.docx"
    plan, form = simulated_year()
    path.write_bytes(document_bytes(plan, form))
    with zipfile.ZipFile(libreoffice.convert(path, "odt", tmp_path)) as package:
        body = ET.fromstring(package.read("content.xml")).find(f"{OFFICE}body")
    assert body is not None
    seen = [(int(each.get(f"{TEXT}outline-level", "0")), "".join(each.itertext())) for each in body.iter(f"{TEXT}h")]
    headings = [
        (LEVELS[each.style.name], each.text)
        for each in Document(path).paragraphs
        if each.style.name in LEVELS and each.style.name != "Title"
    ]
    assert [each for each in seen if each[0]] == headings
    found = list(body.iter(f"{TABLE}table"))
    assert len(found) > 20
    assert [each.get(f"{TABLE}name") for each in found if each.find(f"{TABLE}table-header-rows") is None] == []
    frames = [each for each in body.iter(f"{DRAW}frame") if each.find(f"{DRAW}image") is not None]
    assert [each.findtext(f"{SVG}desc") for each in frames] == alternative_texts(Document(path), "Choice")


def alternative_texts(document: Opened, part: str) -> list[str]:
    """Those of the charts as programs of one sort take them: ``Choice`` is Word's, ``Fallback`` that of all others."""
    return [
        each.get("descr") for drawn in document.element.body.iter(f"{{*}}{part}") for each in drawn.iter("{*}docPr")
    ]


def test_every_chart_is_a_picture_too_for_programs_that_lose_the_alternative_text_of_charts() -> None:
    with zipfile.ZipFile(BytesIO(document_bytes(*simulated_year()))) as package:
        pictures = [package.read(name) for name in package.namelist() if name.endswith(".svg")]
    assert len(pictures) == 3
    count = counted("simulated")
    bars = [ET.fromstring(each) for each in pictures]
    texts = ["".join(" ".join(each.itertext()).split()) for each in bars]
    for title, each in count.areas.items():
        shown = "".join(str(number) for number in each.row[1:7] if number)
        assert f"{title.replace(' ', '')}{shown}{each.row[0]}" in texts[0]
    document = opened("simulated")
    assert alternative_texts(document, "Fallback") == alternative_texts(document, "Choice")
    numbers = [each.get("id") for each in document.element.body.iter("{*}docPr")]
    assert len(set(numbers)) == len(numbers) == 6


def test_charts_have_alternative_texts_and_workbooks_with_the_same_numbers() -> None:
    count, document = counted("simulated"), opened("simulated")
    told = alternative_texts(document, "Choice")
    assert [text.partition(".")[0] for text in told] == [
        "Måluppfyllelse per samverkansområde",
        "Måluppfyllelse per stadsdelsförvaltning",
        "Måluppfyllelse efter varje uppföljning",
    ]
    for title, each in count.areas.items():
        assert f"{title}: " in told[0]
        assert f"uppfyllt {each.row[1]}" in told[0]
    with zipfile.ZipFile(BytesIO(document_bytes(*simulated_year()))) as package:
        books = [name for name in package.namelist() if name.startswith("word/embeddings/")]
        sheets = [load_workbook(BytesIO(package.read(name))).worksheets[0] for name in sorted(books)]
    shown = [[list(row) for row in sheet.iter_rows(min_row=2, values_only=True)] for sheet in sheets]
    assert shown[0] == [[title, *each.row[1:7]] for title, each in count.areas.items()]
    assert shown[1] == [[name, *each.row[1:7]] for name, each in count.districts.items() if each.row[0]]
    assert shown[2] == [[f"Efter {title}", *each] for title, each in count.rounds.items()]


@pytest.mark.slow
@pytest.mark.needs("libreoffice")
def test_the_largest_plan_prints_every_word(tmp_path: Path) -> None:
    path = tmp_path / "sammanfattning.docx"
    plan, form = largest()
    path.write_bytes(document_bytes(plan, form))
    printed = "".join("".join(libreoffice.pdf_text(libreoffice.convert(path, "pdf", tmp_path))).split())
    for action in plan.actions[::60]:
        assert all(word.replace("-", "") in printed.replace("-", "") for word in action.values["action"].split())
