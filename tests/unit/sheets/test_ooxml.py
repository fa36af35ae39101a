"""Parts and their links: wherever they lie, whatever they are called, and when some are damaged."""

from __future__ import annotations

import pytest

from xlplan.sheets.grid import DefinedName, NoticeKind, Properties
from xlplan.sheets.opening import Reason, UnreadableWorkbook, open_bytes

from .packages import (
    MAIN,
    PACKAGE,
    RELATIONS,
    STRICT,
    minimal_parts,
    minimal_xlsx,
    package,
    relationships,
    workbook,
    worksheet,
)

ONE = "<row><c t='str'><v>ett</v></c></row>"
TWO = "<row><c t='str'><v>två</v></c></row>"


def first_texts(data: bytes) -> list[str]:
    return [sheet.cells[1, 1].text for sheet in open_bytes(data).sheets]


def refused(data: bytes) -> UnreadableWorkbook:
    with pytest.raises(UnreadableWorkbook) as caught:
        open_bytes(data)
    return caught.value


def test_strict_namespaces() -> None:
    parts = minimal_parts(ONE, TWO)
    strict = {
        name: str(part)
        .replace(MAIN, STRICT)
        .replace(RELATIONS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, part in parts.items()
    }
    assert first_texts(package(strict)) == ["ett", "två"]


def test_a_prefixed_workbook_in_utf_16() -> None:
    sheets = "<x:sheets><x:sheet name='Å' q:id='rId1'/></x:sheets>"
    book = f"<x:workbook xmlns:x='{MAIN}' xmlns:q='{RELATIONS}'>{sheets}</x:workbook>"
    parts = minimal_parts(ONE) | {"xl/workbook.xml": book.encode("utf-16")}
    assert open_bytes(package(parts)).sheets[0].title == "Å"
    assert first_texts(package(parts)) == ["ett"]


@pytest.mark.parametrize("target", ["/odd/Place One.xml", "../odd/Place%20One.xml", "..\\odd\\place one.xml"])
def test_parts_may_lie_anywhere(target: str) -> None:
    parts = {
        "_rels/.rels": relationships(("a", "officeDocument", "/data/bok.xml")),
        "data/bok.xml": workbook(["S"]),
        "data/_rels/bok.xml.rels": relationships(("rId1", "worksheet", target), ("s", "sharedStrings", "T.xml")),
        "DATA/t.XML": f"<sst xmlns='{MAIN}'><si><t>ett</t></si></sst>",
        "odd\\Place One.xml": worksheet("<row><c t='s'><v>0</v></c></row>"),
    }
    assert first_texts(package(parts)) == ["ett"]


@pytest.mark.parametrize("links", ["", "<broken", relationships()])
@pytest.mark.parametrize("root_links", ["", "<broken", relationships()])
def test_lost_links_are_made_up_for_by_convention(links: str, root_links: str) -> None:
    parts = minimal_parts(*[TWO if n == 1 else ONE for n in range(11)], shared="<si/>")
    parts |= {"xl/_rels/workbook.xml.rels": links, "_rels/.rels": root_links}
    assert first_texts(package(parts)) == ["ett", "två", *["ett"] * 9]


def test_a_sheet_without_a_link_gets_the_part_that_is_left() -> None:
    parts = minimal_parts(ONE, TWO)
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace(' r:id="rId2"', "")
    assert first_texts(package(parts)) == ["ett", "två"]


def test_a_sheet_whose_part_is_missing_is_never_dropped() -> None:
    parts = minimal_parts(ONE, TWO, titles=["Ett", "Tvåan"])
    del parts["xl/worksheets/sheet2.xml"]
    error = refused(package(parts))
    assert error.reason is Reason.DAMAGED
    assert "Tvåan" in error.detail


def test_a_link_out_of_the_package_is_not_followed() -> None:
    parts = minimal_parts(ONE)
    links = str(parts["xl/_rels/workbook.xml.rels"]).replace("Target=", 'TargetMode="External" Target=')
    assert first_texts(package(parts | {"xl/_rels/workbook.xml.rels": links})) == ["ett"]


def test_a_sheet_that_is_something_else() -> None:
    assert refused(package(minimal_parts(ONE) | {"xl/worksheets/sheet1.xml": "<html/>"})).reason is Reason.DAMAGED


def test_two_sheets_with_one_name_are_both_kept() -> None:
    data = minimal_xlsx(ONE, TWO, titles=["S", "S"])
    assert first_texts(data) == ["ett", "två"]


def test_states_and_sheets_without_cells() -> None:
    book = workbook(["A", "B", "C"]).replace('sheetId="2"', 'sheetId="2" state="veryHidden"')
    parts = minimal_parts(ONE, ONE, ONE) | {"xl/workbook.xml": book}
    parts["xl/worksheets/sheet3.xml"] = (
        f'<xm:macrosheet xmlns:xm="m" xmlns="{MAIN}"><sheetData>{ONE}</sheetData></xm:macrosheet>'
    )
    opened = open_bytes(package(parts))
    assert [sheet.state for sheet in opened.sheets] == ["visible", "veryHidden", "visible"]
    assert opened.sheets[2].cells == {}
    assert [(notice.kind, notice.sheet) for notice in opened.notices] == [(NoticeKind.NO_CELLS_READ, "C")]


@pytest.mark.parametrize("styles", ["<styleSheet", "<styleSheet><fonts><font></styleSheet>", "<!DOCTYPE a><a/>"])
def test_damaged_styles_cost_the_looks_only(styles: str) -> None:
    parts = minimal_parts(ONE, styles="<x/>") | {"xl/styles.xml": styles}
    book = open_bytes(package(parts))
    assert book.sheets[0].cells[1, 1].text == "ett"
    assert [notice.kind for notice in book.notices] == [NoticeKind.PART_UNREADABLE]


def test_odd_styles_are_read_past() -> None:
    styles = "<fonts count='x'><font><sz val='big'/></font></fonts>"
    styles += "<cellXfs><xf numFmtId='-1' fontId='99'/><xf numFmtId='x'/></cellXfs>"
    assert first_texts(minimal_xlsx(ONE, styles=styles)) == ["ett"]


def test_damaged_strings_are_not_read_past() -> None:
    parts = minimal_parts(ONE, shared="<si/>") | {"xl/sharedStrings.xml": "<sst><si>"}
    assert refused(package(parts)).reason is Reason.DAMAGED


def test_defined_names() -> None:
    names = "<definedName name='år'>2024</definedName><definedName name='x' localSheetId='0'>S1!$A$1</definedName>"
    names = f"<definedNames>{names}</definedNames>"
    assert open_bytes(minimal_xlsx(ONE, inside=names)).names == (
        DefinedName("år", "2024"),
        DefinedName("x", "S1!$A$1", 0),
    )


TITLE = "<dc:title>Plan</dc:title><dc:creator>Åsa</dc:creator>"
CORE = f"<cp:coreProperties xmlns:cp='c' xmlns:dc='d'>{TITLE}</cp:coreProperties>"
CUSTOM = "<Properties xmlns:vt='v'><property name='år'><vt:i4>2024</vt:i4></property></Properties>"


@pytest.mark.parametrize("root_links", ["", "<broken"])
def test_document_properties(root_links: str) -> None:
    links = relationships(
        ("1", "officeDocument", "xl/workbook.xml"), ("3", "custom-properties", "docProps/custom.xml")
    ).replace("</", f'<Relationship Id="2" Type="{PACKAGE}/metadata/core-properties" Target="docProps/core.xml"/></')
    parts = minimal_parts(ONE) | {"docProps/core.xml": CORE, "docProps/custom.xml": CUSTOM}
    opened = open_bytes(package(parts | {"_rels/.rels": root_links or links}))
    assert opened.properties == Properties(title="Plan", creator="Åsa", custom={"år": "2024"})


def test_damaged_properties_cost_only_them() -> None:
    parts = minimal_parts(ONE) | {"docProps/core.xml": "<a", "docProps/custom.xml": CUSTOM}
    opened = open_bytes(package(parts))
    assert opened.properties == Properties(custom={"år": "2024"})
    assert [notice.kind for notice in opened.notices] == [NoticeKind.PART_UNREADABLE]
