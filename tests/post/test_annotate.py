"""An annotated copy: marked where it must be, and otherwise the sender's own file to the byte."""

from __future__ import annotations

import pytest

from tests.clients.plans import form
from tests.post.sent import (
    FINDINGS,
    SENT,
    TAB,
    by_openpyxl,
    error,
    finding,
    handmade,
    members,
    packed,
    saved_by,
    template,
    with_part,
)
from xlplan import check
from xlplan.findings.finding import Finding
from xlplan.post.annotate import Annotated, annotate, clean
from xlplan.reading.read import read_workbook
from xlplan.sheets.mend_marks import without_marks
from xlplan.sheets.opening import open_bytes

MUST_CHANGE = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
ADDED = ("xlplan/marks.json", "xl/worksheets/", "xl/comments", "xl/drawings/vmlDrawing")


def findings_in(content: bytes) -> list[Finding]:
    """Two cells of each tab, one filled and one not."""
    found = []
    for grid in open_bytes(content).sheets:
        first = min(grid.cells, default=(1, 1))
        found += [error(first, grid.title), finding((first[0] + 1, 9), grid.title)]
    return found


def marked(content: bytes, found: list[Finding] | tuple[Finding, ...]) -> Annotated:
    return annotate(content, found, form(), "sv")


@pytest.mark.parametrize("name", SENT)
def test_parts_stay_byte_by_byte_but_those_that_must_change(name: str) -> None:
    sent = SENT[name]()
    found = findings_in(sent)
    copy = marked(sent, found)
    before, after = members(sent), members(copy.content)
    changed = {part for part in before if after[part] != before[part]}
    assert not copy.rebuilt
    assert list(after)[: len(before)] == list(before)
    assert changed >= MUST_CHANGE
    beside = {part for part in changed if part.startswith(("xl/worksheets/", "xl/comments")) or part.endswith(".vml")}
    assert changed <= MUST_CHANGE | beside
    assert all(part.startswith(ADDED) for part in after if part not in before)


@pytest.mark.parametrize("name", SENT)
def test_texts_notes_and_names_are_still_there(name: str) -> None:
    sent = SENT[name]()
    copy = open_bytes(marked(sent, findings_in(sent)).content)
    assert without_marks(copy) == open_bytes(sent)
    assert [grid.title for grid in copy.sheets[1:]] == [grid.title for grid in open_bytes(sent).sheets]
    for ours, theirs in zip(copy.sheets[1:], open_bytes(sent).sheets, strict=True):
        assert ours.cells == theirs.cells
        assert all(ours.notes[position].text.startswith(note.text) for position, note in theirs.notes.items())


@pytest.mark.parametrize("name", SENT)
def test_cleaning_gives_the_file_back_and_marking_again_doubles_nothing(name: str) -> None:
    sent = SENT[name]()
    found = findings_in(sent)
    copy = marked(sent, found).content
    assert members(clean(copy)) == members(sent)
    assert list(members(clean(copy))) == list(members(sent))
    assert clean(clean(copy)) == clean(copy)
    assert marked(copy, found).content == copy == marked(sent, found).content
    assert members(clean(marked(copy, found[:1]).content)) == members(sent)


@pytest.mark.parametrize("name", SENT)
def test_the_looks_of_other_cells_are_the_same(name: str) -> None:
    sent = SENT[name]()
    found = findings_in(sent)
    places = {(each.sheet, each.cell) for each in found}
    before, after = by_openpyxl(sent), by_openpyxl(marked(sent, found).content)
    for sheet in before.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if not cell.has_style and cell.value is None:
                continue  # not there: what was put in has its column's style, which openpyxl does not tell
            twin = after[sheet.title][cell.coordinate]
            for what in ("font", "alignment", "border", "number_format", "protection"):
                assert repr(getattr(twin, what)) == repr(getattr(cell, what))
            assert (repr(twin.fill) == repr(cell.fill)) is ((sheet.title, cell.coordinate) not in places)


def test_chart_and_picture_of_a_return_made_by_hand_stand_where_they_stood() -> None:
    sent = handmade()
    before, after = members(sent), members(marked(sent, FINDINGS).content)
    drawn = [part for part in before if part.startswith(("xl/media/", "xl/charts/", "xl/drawings/drawing"))]
    assert {part.rpartition("/")[0] for part in drawn} == {"xl/media", "xl/charts", "xl/drawings"}
    assert [part for part in drawn if after[part] != before[part]] == []
    sheet = by_openpyxl(marked(sent, FINDINGS).content)[TAB]
    assert (len(sheet._charts), len(sheet._images)) == (1, 1)


@pytest.mark.parametrize("name", SENT)
def test_checking_the_copy_says_what_checking_the_return_said(name: str) -> None:
    def said(content: bytes) -> tuple[Finding, ...]:
        workbook = without_marks(open_bytes(content))
        return check(read_workbook(workbook, form(), file="retur.xlsx", digest=""), form())

    sent = SENT[name]()
    copy = marked(sent, said(sent)).content
    assert said(copy) == said(sent)
    assert marked(copy, said(copy)).content == copy


def test_each_marked_cell_has_a_fill_and_a_note() -> None:
    book = by_openpyxl(marked(handmade(), FINDINGS).content)
    sheet = book[TAB]
    assert book.worksheets[0].title == book.active.title == "Att rätta"
    assert [sheet[cell].fill.fgColor.rgb for cell in ("A2", "D3", "AD40", "B5")] == [
        "FFFFC9CF",
        "FFFFE99B",
        "FFFFE99B",
        "FFFFE99B",
    ]
    assert sheet["B4"].fill.fgColor.rgb == "FF9B0107", "dark behind light text"
    assert sheet["A2"].comment.text == (
        "Stämmer det?\nÅsa\n▼ xlplan: att rätta\nXP401 Åtgärden saknar ansvarig (Vem).\n"
        '→ Ange vilken funktion som ansvarar.\nXP305 Cellen visar felet #REF! <&"> \ufffd ]]> i stället för text.\n'
        "→ Skriv texten direkt i cellen."
    )
    assert sheet["C3"].comment.text == "Lämna mig"
    assert sheet["D3"].comment.text.startswith("▼ xlplan"), "on the cell that shows of the merged ones"
    assert book["Svar"]["A1"].comment.text.startswith("▼ xlplan")


def test_the_first_tab_lists_what_to_mend_with_links() -> None:
    book = by_openpyxl(marked(handmade(), FINDINGS).content)
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_col=7)]
    assert sheet["A1"].value == "Att rätta"
    assert rows[0] == ["Flik", "Cell", "Grad", "Kod", "Vad", "Gör så här", "Klart"]
    assert rows[1][:4] == ["(hela arbetsboken)", None, "varning", "XP207"]
    assert [row[1] for row in rows[2:]] == ["A1", "A1", "A2", "A2", "E3", "B4", "B5", "AD40"]
    links = {cell.coordinate: cell.hyperlink.location for (cell,) in sheet["B7:B14"] if cell.hyperlink}
    assert links["B9"] == "'Bengt''s & Åsas flik'!A2"
    assert "B7" not in links, "its tab does not exist"
    assert sheet.auto_filter.ref == "A5:G14"
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["G6:G14"]


def test_indexes_of_tabs_move_with_them() -> None:
    book = by_openpyxl(marked(handmade(), FINDINGS).content)
    assert book[TAB].print_title_rows == "$1:$1"
    assert book[TAB].auto_filter.ref == "A1:C5"
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == ["Att rätta"]
    assert book.defined_names["xlplan_mend"].attr_text == "'Att rätta'!$A$1"


def test_a_tab_of_the_same_title_is_theirs() -> None:
    sent = with_part(handmade(), "xl/workbook.xml", (b'name="Svar"', 'name="att RÄTTA"'.encode()))
    copy = marked(sent, FINDINGS).content
    assert [grid.title for grid in open_bytes(copy).sheets] == ["Att rätta (2)", "att RÄTTA", TAB]
    assert members(clean(copy)) == members(sent)


def test_nothing_to_mend_is_said() -> None:
    copy = marked(handmade(), FINDINGS[-1:]).content
    first = open_bytes(copy).sheets[0]
    assert first.cells[2, 1].text == "Det finns inget att rätta."
    assert len(first.cells) == 2 + 7


def test_a_cell_with_a_thread_of_comments_gets_no_note() -> None:
    thread = b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    thread += b'<threadedComment ref="A2" id="{1}" personId="{2}"><text>Hej</text></threadedComment></ThreadedComments>'
    sent = with_part(
        handmade(),
        "xl/worksheets/_rels/sheet2.xml.rels",
        (
            b"</Relationships>",
            b'<Relationship Id="tc" Target="/xl/threadedComments/threadedComment1.xml" '
            b'Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"/></Relationships>',
        ),
    )
    sent = packed({**members(sent), "xl/threadedComments/threadedComment1.xml": thread})
    copy = marked(sent, FINDINGS)
    assert {each.cell for each in copy.unnoted} == {"A2"}
    grid = open_bytes(copy.content).sheets[2]
    assert grid.notes[2, 1].text == "Hej"
    told = [cell.text for cell in open_bytes(copy.content).sheets[0].cells.values()]
    assert sum("kommentarstråd" in text for text in told) == 2


def test_lost_drop_downs_are_put_back() -> None:
    sent = template()
    name = next(part for part, content in members(sent).items() if b"xlplan_list_status" in content and "sheet" in part)
    start = members(sent)[name].index(b"<dataValidations")
    end = members(sent)[name].index(b"</dataValidations>") + len(b"</dataValidations>")
    lost = with_part(sent, name, (members(sent)[name][start:end], b""))
    assert marked(sent, ()).drop_downs == 0
    copy = marked(lost, ())
    assert copy.drop_downs >= 1
    assert b"xlplan_list_status" in members(copy.content)[name]
    assert members(clean(copy.content)) == members(lost)


PREFIXED = {
    "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/odd/book.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    b'Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="odd/book.xml"/></Relationships>',
    "odd/book.xml": b'<x:workbook xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    b'xmlns:q="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    b'<x:sheets><x:sheet name="Ett" sheetId="7" q:id="s"/></x:sheets></x:workbook>',
    "odd/_rels/book.xml.rels": b'<p:Relationships xmlns:p="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<p:Relationship Id="s" Target="ett.xml" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
    b'<p:Relationship Id="t" Target="looks.xml" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></p:Relationships>',
    "odd/ett.xml": b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
    b"<x:row><x:c t='str'><x:v>a</x:v></x:c><x:c t='str'><x:v>b</x:v></x:c></x:row><x:row r='5'/></x:sheetData>"
    b"</x:worksheet>",
    "odd/looks.xml": b'<x:styleSheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<x:fonts><x:font/></x:fonts><x:fills><x:fill><x:patternFill/></x:fill></x:fills><x:borders><x:border/></x:borders>"
    b"<x:cellXfs><x:xf/></x:cellXfs></x:styleSheet>",
}


def test_other_prefixes_and_places_are_marked_as_they_are() -> None:
    sent = packed(PREFIXED)
    found = [finding(cell, "Ett") for cell in ((1, 1), (1, 2), (1, 9), (3, 3), (5, 1), (5, 2), (9, 9))]
    copy = marked(sent, found)
    assert not copy.rebuilt
    grid = open_bytes(copy.content).sheets[1]
    assert {position: cell.text for position, cell in grid.cells.items()} == {(1, 1): "a", (1, 2): "b"}
    assert set(grid.notes) == {(each.row, each.col) for each in found}
    assert members(clean(copy.content)) == members(sent)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (b'<x:sheet name="Ett"', b'<x:sheet name="Ett" id="s"><x:b/></x:sheet><x:sheet name="Ett"'),
    ],
)
def test_what_is_not_changed_safely_is_written_anew(old: bytes, new: bytes) -> None:
    strict = packed({**PREFIXED, "odd/book.xml": PREFIXED["odd/book.xml"].replace(old, new)})
    if b"<x:b/>" in new:
        strict = packed({**members(strict), "odd/ett.xml": PREFIXED["odd/ett.xml"].replace(b"'5'", b"'1'")})
    copy = marked(strict, [finding((1, 1), "Ett")])
    assert copy.rebuilt
    opened = open_bytes(copy.content)
    assert opened.sheets[1].cells[1, 1].text == "a"
    assert (1, 1) in opened.sheets[1].notes
    assert any("ny arbetsbok" in cell.text for cell in opened.sheets[0].cells.values())


@pytest.mark.parametrize("name", ["libreoffice/plan.ods", "libreoffice/plan.xls", "sheetjs/plan.xlsb"])
def test_other_formats_come_back_as_a_fresh_xlsx(name: str) -> None:
    sent = saved_by(*name.split("/"))
    copy = marked(sent, findings_in(sent))
    assert copy.rebuilt
    theirs, ours = open_bytes(sent), without_marks(open_bytes(copy.content))
    assert [grid.title for grid in ours.sheets] == [grid.title for grid in theirs.sheets]
    for new, old in zip(ours.sheets, theirs.sheets, strict=True):
        assert {at: cell.text for at, cell in new.cells.items()} == {at: cell.text for at, cell in old.cells.items()}


def test_notes_of_other_formats_come_along() -> None:
    sent = saved_by("libreoffice", "beside.ods")
    notes = [grid.notes for grid in open_bytes(sent).sheets]
    ours = without_marks(open_bytes(marked(sent, findings_in(sent)).content))
    assert [{at: note.text for at, note in grid.notes.items()} for grid in ours.sheets] == [
        {at: note.text for at, note in each.items()} for each in notes
    ]


def test_english() -> None:
    first = open_bytes(annotate(handmade(), FINDINGS, form(), "en").content).sheets[0]
    assert first.title == "To mend"
    assert first.cells[5, 7].text == "Done"
