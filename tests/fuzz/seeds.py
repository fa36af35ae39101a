"""What is damaged: our templates, the example plans, what other programs saved, and small packages made by hand."""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.unit.sheets import attacks
from tests.unit.sheets.packages import minimal_parts, minimal_xlsx, package, relationships, worksheet

ROOT = Path(__file__).parents[2]
SUFFIXES = (".xlsx", ".xlsm", ".ods", ".fods", ".xls", ".xlsb")
FOUND = Path(__file__).parent / "found"


@cache
def seeds() -> dict[str, bytes]:
    """The seeds by name."""
    found = dict(_made())
    for folder in ("tests/workbooks", "examples"):
        paths = sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in SUFFIXES)
        found |= {str(path.relative_to(ROOT)): path.read_bytes() for path in paths}
    found |= {f"found/{path.name}": path.read_bytes() for path in sorted(FOUND.glob("*")) if path.suffix in SUFFIXES}
    return found | dict(_templates())


def _templates() -> Iterator[tuple[str, bytes]]:
    from xlplan import load_form, write_template
    from xlplan.form.shipped import shipped_forms

    with tempfile.TemporaryDirectory() as folder:
        for form_id in shipped_forms():
            form = load_form(form_id)
            path = Path(folder) / f"{form_id}.xlsx"
            write_template(form, form.districts[0].key, path)
            yield f"template/{form_id}.xlsx", path.read_bytes()


def _made() -> Iterator[tuple[str, bytes]]:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
        '<row r="2" hidden="1"><c r="A2" t="inlineStr"><is><r><rPr><strike/></rPr><t>a</t></r><r><t>b</t></r></is></c>'
        '<c r="B2" t="e"><v>#SPILL!</v></c><c r="C2" s="1"><f>A1</f><v>45000.5</v></c></row>'
        '<row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3"><f>NOW()</f></c><c r="C3" t="d"><v>2024-05-01</v></c></row>'
    )
    shared = "<si><t>Orsak</t></si><si><r><t>Åt</t></r><r><t>gärd</t></r></si><si><t>När_x000A_</t></si>"
    styles = '<fonts><font/><font><strike/></font></fonts><cellXfs><xf/><xf numFmtId="14" fontId="1"/></cellXfs>'
    names = "<definedNames><definedName name='xlplan_area'>'S1'!$A$1</definedName></definedNames>"
    beside = worksheet(
        rows,
        after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells><legacyDrawing r:id="rId1"/>',
        before='<dimension ref="A1:C3"/><cols><col min="2" max="3" hidden="1"/></cols>',
    )
    links = relationships(
        ("rId1", "comments", "../comments1.xml"),
        ("rId2", "threadedComment", "../threadedComments/t1.xml"),
        ("rId3", "drawing", "../drawings/d1.xml"),
    )
    parts = minimal_parts(beside, rows, shared=shared, styles=styles, inside=names) | {
        "xl/worksheets/_rels/sheet1.xml.rels": links,
        "xl/comments1.xml": "<comments><authors><author>Anna</author></authors><commentList>"
        '<comment ref="A1" authorId="0"><text><t>En not</t></text></comment></commentList></comments>',
        "xl/threadedComments/t1.xml": '<ThreadedComments><threadedComment ref="B2" personId="{1}">'
        "<text>Fråga</text></threadedComment></ThreadedComments>",
        "xl/persons/person.xml": '<personList><person displayName="Bo" id="{1}"/></personList>',
        "xl/drawings/d1.xml": "<wsDr><twoCellAnchor><from><col>1</col><row>2</row></from><sp><txBody><p><r>"
        "<t>Ruta</t></r></p></txBody></sp></twoCellAnchor></wsDr>",
        "docProps/core.xml": "<coreProperties><title>T</title><modified>2024-05-01T10:00:00Z</modified>"
        "</coreProperties>",
        "docProps/custom.xml": '<Properties><property name="xlplan.year"><lpwstr>2024</lpwstr></property></Properties>',
    }
    yield "made/beside.xlsx", package(parts)
    yield "made/one-cell.xlsx", minimal_xlsx('<row r="1"><c r="A1" t="str"><v>kvar</v></c></row>')
    yield (
        "made/cells.xls",
        attacks.xls(
            attacks.record(0x0203, struct.pack("<HHHd", 1, 1, 0, 45000.5))
            + attacks.record(0x00FD, struct.pack("<HHHI", 2, 1, 0, 0))
            + attacks.record(0x0006, struct.pack("<HHHdHI", 3, 1, 0, 1.5, 0, 0))
            + attacks.record(0x00E5, struct.pack("<HHHHH", 1, 1, 2, 1, 2)),
            texts=b"\3\0\0abc",
        ),
    )
    yield (
        "made/cells.xlsb",
        attacks.xlsb(
            attacks.brt(0, struct.pack("<IIHBBB", 1, 0, 0, 0, 0, 0)) + attacks.brt(16, struct.pack("<Id", 0, 45000.5)),
            texts=attacks.brt(19, b"\0" + attacks.wide("abc")),
        ),
    )
    cell = '<table:table-cell office:value-type="float" office:value="1.5"><text:p>1,5<text:s text:c="2"/></text:p>'
    note = "<office:annotation><text:p>En not</text:p></office:annotation></table:table-cell>"
    yield "made/cells.ods", attacks.ods(attacks.table(f"<table:table-row>{cell}{note}</table:table-row>"))
