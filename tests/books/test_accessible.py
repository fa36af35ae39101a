"""The accessibility checklist over every workbook that we write: one test for each of its points, under its number.

The points are those of ``docs/accessibility.md``, after EN 301 549, the rules of Microsoft's checker and the checklist
of the British Analysis Function. What we do otherwise stands there in one table, and here in ``DEVIATIONS``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from xlsxwriter.utility import xl_pixel_width

from tests.books.books import BOOKS, CARD_BOOKS, CITY_BOOKS, TEMPLATES, book_bytes
from tests.books.package import TEXT, Book, Cell, ColourRule, Look, Sheet, at
from xlplan.city.wording import city_words
from xlplan.form.wording import wording

PAGE = Path(__file__).parents[2] / "docs" / "accessibility.md"
DEVIATIONS = {
    7: "area tabs of the templates; Summary and About of the city workbook",
    9: "tables of the city workbook without any row",
    17: "area tabs of the templates; tables of the city workbook",
    20: "Summary of the city workbook",
}
"""Points that are not wholly kept, and where; each has its row in the table of ``docs/accessibility.md``."""

LEAST_CONTRAST = 4.5
LEAST_SIZE = 11
HIGHEST_ROW = 409.5
LINE_PT = 15.0
PIXELS_PER_CHARACTER = 7
SANS_SERIF = {"Calibri", "Arial", "Carlito", "Liberation Sans", "Aptos", "Verdana"}
FOOTNOTE_SIGNS = re.compile(r"[*†‡§¹²³⁰-⁹₀-₉]\s*$")
PARTS_OF_A_CHART = ("title", "legend", "catAx", "valAx")
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

every_book = pytest.mark.parametrize("name", BOOKS)
every_template = pytest.mark.parametrize("name", TEMPLATES)
every_city_book = pytest.mark.parametrize("name", CITY_BOOKS)
_opened: dict[str, Book] = {}


@pytest.fixture
def book(name: str) -> Book:
    if name not in _opened:
        _opened[name] = Book(name, book_bytes(name))
    return _opened[name]


def language_of(book: Book) -> str:
    return "en" if "english" in book.name else "sv"


def area_tabs(book: Book) -> list[Sheet]:
    return [sheet for sheet in book.visible if sheet.title in book.headers]


@every_book
def test_01_title_subject_and_author_are_told(name: str, book: Book) -> None:
    told = {key: book.core.get(key, "").strip() for key in ("title", "subject", "creator")}
    assert all(told.values()), told
    assert not re.search(r"\.xls|^(Bok|Book|Arbetsbok)\d*$", told["title"])


@every_book
def test_02_the_language_is_told(name: str, book: Book) -> None:
    assert book.core["language"] == {"sv": "sv-SE", "en": "en-GB"}[language_of(book)]


@every_book
def test_03_every_tab_has_a_name_that_says_something(name: str, book: Book) -> None:
    titles = [sheet.title for sheet in book.sheets]
    assert [title for title in titles if not 1 <= len(title.encode("utf-16-le")) // 2 <= 31] == []
    assert len({title.casefold() for title in titles}) == len(titles)
    assert [title for title in titles if re.fullmatch(r"(Blad|Sheet|Tabelle|Ark)\s*\d*", title, re.IGNORECASE)] == []


@every_book
def test_04_no_visible_tab_is_empty(name: str, book: Book) -> None:
    assert [sheet.title for sheet in book.visible if not sheet.cells] == []


@every_book
def test_05_the_title_stands_in_a1_and_all_begins_in_column_a(name: str, book: Book) -> None:
    assert [sheet.title for sheet in book.visible if not sheet.cells.get((1, 1))] == []
    assert [sheet.title for sheet in book.visible if min(col for _, col in sheet.cells) != 1] == []


@every_book
def test_06_a_table_has_one_header_row_with_every_cell_filled_and_unlike_the_others(name: str, book: Book) -> None:
    headers = [(sheet, row, 1, sheet.last_col) for sheet in area_tabs(book) for row in [book.headers[sheet.title]]]
    headers += [
        (sheet, table.span.first_row, table.span.first_col, table.span.last_col)
        for sheet in book.visible
        for table in sheet.tables
    ]
    assert headers
    for sheet, row, first, last in headers:
        texts = [sheet.row_texts(row).get(col, "").strip() for col in range(first, last + 1)]
        assert all(texts), (sheet, texts)
        assert len({text.casefold() for text in texts}) == len(texts), (sheet, texts)


@every_city_book
def test_07_tables_are_excel_tables_with_name_and_description(name: str, book: Book) -> None:
    words = city_words(language_of(book))
    apart = {words.summary_tab, words.about_tab}
    assert 7 in DEVIATIONS
    assert [sheet.title for sheet in book.visible if (len(sheet.tables) == 1) == (sheet.title in apart)] == []
    tables = [table for sheet in book.visible for table in sheet.tables]
    assert [table.name for table in tables if not (table.title.strip() and table.description.strip())] == []
    assert [table.name for table in tables if re.fullmatch(r"(Table|Tabell)\d+", table.name)] == []
    assert len({table.name.casefold() for table in tables}) == len(tables)
    for sheet in book.visible:
        for table in sheet.tables:
            shown = sheet.row_texts(table.span.first_row)
            assert table.headings == tuple(shown[col] for col in range(table.span.first_col, table.span.last_col + 1))


@every_template
def test_07_the_header_of_an_area_tab_is_marked_by_a_name_where_it_cannot_be_a_table(name: str, book: Book) -> None:
    assert 7 in DEVIATIONS
    assert [sheet.title for sheet in book.sheets if sheet.tables] == []
    assert [sheet.title for sheet in area_tabs(book)] == [sheet.title for sheet in book.visible[1:]]
    for sheet in area_tabs(book):
        filters = [each.get("ref", "") for each in sheet.all("autoFilter")]
        assert [int(re.findall(r"\d+", ref)[0]) for ref in filters] == [first_row(book, sheet) - 1]


def first_row(book: Book, sheet: Sheet) -> int:
    """The first row for actions: below the header and, where it follows, the guidance."""
    header = book.headers[sheet.title]
    guidance_below = header + 1 in {row for row, _ in sheet.cells} and "guidance-below" in book.name
    return header + (2 if guidance_below else 1)


@every_book
def test_08_no_cells_are_merged(name: str, book: Book) -> None:
    assert [part for part, content in book.parts.items() if b"mergeCell" in content] == []


@every_template
def test_09_prepared_rows_follow_each_other_and_it_is_said_who_fills_in_empty_cells(name: str, book: Book) -> None:
    for sheet in area_tabs(book):
        filled = {row for row, _ in sheet.cells if row >= first_row(book, sheet)}
        assert filled == set(range(first_row(book, sheet), first_row(book, sheet) + len(filled))), sheet
    told = " ".join(cell.text for cell in book.visible[0].cells.values())
    assert re.search(r"[Tt]omma celler|[Ee]mpty cells", told)


@every_city_book
def test_09_no_row_or_column_of_a_table_is_blank(name: str, book: Book) -> None:
    """A table must have a row, so one without any has a blank one; then the line above the table says so."""
    assert 9 in DEVIATIONS
    nothing = city_words(language_of(book)).nothing
    for sheet in book.visible:
        for table in sheet.tables:
            rows = range(table.span.first_row + 1, table.span.last_row + 1)
            blank = [row for row in rows if not sheet.row_texts(row)]
            if blank and len(rows) == 1:
                assert nothing in sheet.cells[2, 1].text, sheet
            else:
                assert blank == [], sheet


@every_book
def test_10_no_text_is_cut(name: str, book: Book) -> None:
    """Wrapped texts have the height they need (or Excel's greatest); others have room to their right."""
    cut = [
        f"{sheet}!{at(place)}: {cell.text[:60]!r}"
        for sheet in book.visible
        for place, cell in sheet.cells.items()
        if not is_shown(sheet, place, cell, book.looks[cell.look])
    ]
    assert cut == []


def is_shown(sheet: Sheet, place: tuple[int, int], cell: Cell, look: Look) -> bool:
    row, col = place
    if cell.formula and re.fullmatch(r"\d+\.\d+", cell.text):
        cell = replace(cell, text="100 %")  # a share, as its number format shows it
    scale = look.size / 11
    if look.wrap:
        needed = lines(cell.text, sheet.widths[col] * PIXELS_PER_CHARACTER / scale) * LINE_PT * scale
        return sheet.heights.get(row, LINE_PT) >= min(needed, HIGHEST_ROW) - 0.75
    if "\n" in cell.text:
        return False
    last = sheet.print_cols or max(sheet.last_col, col)
    filled = [other for other in sheet.row_texts(row) if other > col]
    room = sum(sheet.widths[each] for each in range(col, min([last + 1, *filled])) if each in sheet.widths)
    return xl_pixel_width(cell.text) * scale <= room * PIXELS_PER_CHARACTER


def lines(text: str, limit: float) -> int:
    """Lines that a text takes, wrapped at words."""
    count = 0
    for paragraph in text.split("\n"):
        count, used = count + 1, 0.0
        for word in paragraph.split(" "):
            width = float(xl_pixel_width(word))
            if used and used + 3 + width > limit:
                count, used = count + 1, 0.0
            count, width = count + int(width // limit), width % limit
            used += width + (3 if used else 0)
    return count


@every_book
def test_10_rows_keep_growing_with_their_text(name: str, book: Book) -> None:
    rows = [(sheet, row) for sheet in book.sheets for row in sheet.all("row")]
    assert [(sheet, row.get("r")) for sheet, row in rows if row.get("customHeight")] == []
    assert [(sheet, row.get("r")) for sheet, row in rows if float(row.get("ht", "15")) > HIGHEST_ROW] == []
    assert [
        sheet for sheet in book.sheets if any(each.get("customHeight") for each in sheet.all("sheetFormatPr"))
    ] == []


@every_book
def test_11_colour_never_tells_anything_alone(name: str, book: Book) -> None:
    """A coloured cell says the same in a word of its own; one that is coloured for being blank is told of elsewhere."""
    for sheet in book.visible:
        for rule in sheet.colour_rules:
            assert is_told_in_words(book, sheet, rule), (sheet, rule)


def is_told_in_words(book: Book, sheet: Sheet, rule: ColourRule) -> bool:
    if not (rule.colour or rule.fill or rule.pattern):
        return True
    words = re.findall(r'"([^"]+)"', rule.formula)
    names = [name for name in book.names if name.startswith("xlplan_") and name in rule.formula]
    columns = set(re.findall(r"\$?([A-Z]{1,3})\$?\d+", rule.formula))
    own = {letters for span in rule.spans for letters in re.findall(r"[A-Z]+", str(span))}
    if (words or names) and columns & own:
        return True
    counted = "".join(cell.formula for cell in book.visible[0].cells.values())
    return sheet.title.replace("'", "''") in counted


@every_city_book
def test_11_the_colours_of_a_chart_have_their_words_and_numbers(name: str, book: Book) -> None:
    for root in charts(book):
        assert root.find(f".//{CHART}legend") is not None
        assert [each for each in root.iter(CHART + "ser") if not series_name(each)] == []


def charts_expected(name: str) -> int:
    """By area and by district; over the rounds where there are several."""
    return (3 if name == "city-rounds" else 2) if name in CITY_BOOKS else 0


def charts(book: Book) -> list[Element]:
    return [book.tree(part) for part in book.parts if re.fullmatch(r"xl/charts/chart\d+\.xml", part)]


def series_name(series: Element) -> str:
    found = series.find(CHART + "tx")
    return "".join(found.itertext()).strip() if found is not None else ""


@every_book
def test_12_text_stands_out_from_its_background(name: str, book: Book) -> None:
    pairs = set(pairs_in_use(book))
    assert len(pairs) >= 4
    faint = {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < LEAST_CONTRAST}
    assert faint == {}


def pairs_in_use(book: Book) -> Iterator[tuple[str, str]]:
    """Text colour and fill of everything that stands or can be typed, also where a conditional format changes them."""
    for sheet in book.sheets:
        for index in sheet.used_looks:
            yield book.looks[index].colour, book.looks[index].fill
        for rule in sheet.colour_rules:
            for index in {index for span in rule.spans for index in sheet.looks_within(span)}:
                yield rule.colour or book.looks[index].colour, rule.fill or book.looks[index].fill


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.1 defines it: 1 for the same, 21 for black on white."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[begin : begin + 2], 16) / 255 for begin in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_12_contrast_is_computed_as_wcag_has_it() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("FFFFFF", "1F4E79") == pytest.approx(8.7, abs=0.05)
    assert contrast("7F7F7F", "FFFFFF") == pytest.approx(4.0, abs=0.05)


@every_book
def test_13_charts_and_pictures_have_alternative_texts(name: str, book: Book) -> None:
    frames = [frame for sheet in book.visible for frame in sheet.charts]
    assert len(frames) == len(charts(book)) == charts_expected(name)
    for frame in frames:
        text = frame.get("descr", "")
        assert len(text) >= 20
        assert not re.search(r"\.(png|jpe?g|svg|emf)$", text)
    assert [part for part in book.parts if part.startswith("xl/media/")] == []


@every_city_book
def test_13_the_numbers_of_a_chart_stand_in_cells(name: str, book: Book) -> None:
    for root in charts(book):
        ranges = [each.text or "" for each in root.iter(CHART + "f")]
        assert ranges
        for text in ranges:
            tab, _, cells = text.rpartition("!")
            sheet = next(sheet for sheet in book.visible if sheet.title == tab.strip("'").replace("''", "'"))
            first, _, last = cells.replace("$", "").partition(":")
            assert {first, last} <= {at(place) for place in sheet.cells}


@every_book
def test_14_what_headers_and_footers_say_stands_in_a_cell_too(name: str, book: Book) -> None:
    said = {text for sheet in book.visible for text in header_texts(sheet)}
    assert said
    assert said - book.texts == set()


def header_texts(sheet: Sheet) -> Iterator[str]:
    """The texts in the page headers and footers; page numbers and the tab's own name left out."""
    for tag in ("oddHeader", "oddFooter"):
        for each in sheet.all(tag):
            for section in re.split(r"(?<!&)(?:&&)*&[LCR]", each.text or ""):
                text = re.sub(r"^(&\d+|&\"[^\"]*\")+", "", section)
                if text and not re.search(r"(?<!&)&[PNA]", text):
                    yield text.replace("&&", "&")


@every_book
def test_15_links_say_where_they_lead(name: str, book: Book) -> None:
    for sheet in book.visible:
        for text, target in sheet.links:
            assert text.strip(), target
            assert not re.match(r"(https?://|www\.|mailto:)", text), text
            assert text.casefold() not in ("här", "klicka här", "länk", "here", "click here", "link")


@every_template
def test_15_the_first_tab_leads_to_every_area(name: str, book: Book) -> None:
    quoted = [sheet.title.replace("'", "''") for sheet in area_tabs(book)]
    targets = [target for _, target in book.visible[0].links]
    assert [title for title in quoted if f"'{title}'!A1" not in targets] == []


@every_book
def test_16_fonts_are_sans_serif_and_large_enough(name: str, book: Book) -> None:
    fonts = {(book.looks[index].font, book.looks[index].size) for sheet in book.sheets for index in sheet.used_looks}
    assert {font for font, _ in fonts} <= SANS_SERIF
    assert min(size for _, size in fonts) >= LEAST_SIZE
    for sheet in book.visible:
        for each in (*sheet.all("oddHeader"), *sheet.all("oddFooter")):
            sections = [text for text in re.split(r"&[LCR]", each.text or "") if text]
            assert [text for text in sections if not re.match(r"&1[1-9]", text)] == []


@every_city_book
def test_16_the_fonts_of_charts_too(name: str, book: Book) -> None:
    for root in charts(book):
        for tag in PARTS_OF_A_CHART:
            for part in root.iter(CHART + tag):
                if part.find(CHART + "delete") is not None and tag != "title":
                    continue
                looks = [each for each in part.iter() if each.tag in (TEXT + "defRPr", TEXT + "rPr")]
                assert looks, tag
                assert min(int(each.get("sz", "1000")) for each in looks) >= LEAST_SIZE * 100, tag
                assert {each.get("typeface") for each in part.iter(TEXT + "latin")} <= SANS_SERIF, tag


@every_book
def test_17_nothing_is_hidden_but_our_marks_and_lists(name: str, book: Book) -> None:
    lists = wording(language_of(book)).lists_tab
    assert {sheet.title for sheet in book.sheets if sheet.state != "visible"} == (
        {"_xlplan", lists} if name in {**TEMPLATES, **CARD_BOOKS} else {"_xlplan_city"}
    )
    assert {sheet.state for sheet in book.sheets} <= {"visible", "hidden"}
    for sheet in book.visible:
        assert [each.attrib for each in (*sheet.all("row"), *sheet.all("col")) if each.get("hidden")] == [], sheet
        assert [each.attrib for each in (*sheet.all("row"), *sheet.all("col")) if each.get("outlineLevel")] == [], sheet
        assert [each.attrib for each in sheet.all("filterColumn")] == [], sheet


@every_book
def test_17_what_is_frozen_is_the_header_and_leaves_room(name: str, book: Book) -> None:
    assert 17 in DEVIATIONS
    for sheet in book.visible:
        for pane in sheet.all("pane"):
            frozen = int(float(pane.get("ySplit", "0")))
            header = sheet.tables[0].span.first_row if sheet.tables else first_row(book, sheet) - 1
            assert (pane.get("state"), frozen, pane.get("xSplit")) == ("frozen", header, None), sheet
            assert sum(sheet.heights.get(row, LINE_PT) for row in range(1, frozen + 1)) <= 300, sheet


@every_book
def test_18_notes_are_not_made_with_signs(name: str, book: Book) -> None:
    assert [part for part, content in book.parts.items() if b"vertAlign" in content] == []
    headings = [
        text
        for sheet in book.visible
        for row in {*([book.headers[sheet.title]] if sheet.title in book.headers else []), 1}
        for text in sheet.row_texts(row).values()
    ]
    assert [text for text in headings if FOOTNOTE_SIGNS.search(text)] == []


@every_book
def test_19_it_opens_on_the_first_tab_at_a1(name: str, book: Book) -> None:
    views = [each for each in book.workbook.iter() if each.tag.endswith("}workbookView")]
    assert [(each.get("activeTab", "0"), each.get("firstSheet", "0")) for each in views] == [("0", "0")]
    assert book.sheets[0].state == "visible"
    assert [sheet.title for sheet in book.sheets for view in sheet.all("sheetView") if view.get("tabSelected")] == [
        book.sheets[0].title
    ]
    for sheet in book.visible:
        assert {each.get("topLeftCell", "A1") for each in sheet.all("sheetView")} == {"A1"}
        assert {each.get("activeCell", "A1") for each in sheet.all("selection")} <= {"A1"}


@every_template
def test_20_nothing_stands_beside_or_below_the_actions(name: str, book: Book) -> None:
    for sheet in area_tabs(book):
        header = book.headers[sheet.title]
        assert sheet.last_col == max(sheet.row_texts(header)), sheet
        assert [at(place) for place in sheet.cells if place[0] < header and place[1] > sheet.last_col] == []


@every_city_book
def test_20_nothing_stands_beside_or_below_a_table(name: str, book: Book) -> None:
    assert 20 in DEVIATIONS
    for sheet in book.visible:
        for table in sheet.tables:
            outside = [
                at(place) for place in sheet.cells if place not in table.span and place[0] >= table.span.first_row
            ]
            assert outside == [], sheet


@every_book
def test_21_there_are_no_macros(name: str, book: Book) -> None:
    odd = [part for part in book.parts if re.search(r"vba|macro|activeX|embeddings|externalLink|\.bin$", part)]
    assert odd == []
    assert b"macroEnabled" not in book.parts["[Content_Types].xml"]


@every_template
def test_22_spelling_can_be_checked_or_it_is_said_how(name: str, book: Book) -> None:
    protected = [sheet for sheet in book.visible if sheet.all("sheetProtection")]
    assert bool(protected) == (not re.search("soft|none", name))
    assert not any(
        each.get("password") or each.get("hashValue") for s in protected for each in s.all("sheetProtection")
    )
    told = " ".join(cell.text for cell in book.visible[0].cells.values())
    assert not protected or re.search("Ta bort bladets skydd|Unprotect Sheet", told)


@every_city_book
def test_22_the_city_workbook_is_not_locked(name: str, book: Book) -> None:
    assert [sheet for sheet in book.sheets if sheet.all("sheetProtection")] == []


@every_book
def test_23_no_text_is_longer_than_excels_highest_row_can_show(name: str, book: Book) -> None:
    for sheet in book.visible:
        for place, cell in sheet.cells.items():
            look = book.looks[cell.look]
            limit = sheet.widths[place[1]] * PIXELS_PER_CHARACTER / (look.size / 11)
            assert not look.wrap or lines(cell.text, limit) * LINE_PT <= HIGHEST_ROW, (sheet, at(place))


def test_the_docs_name_every_deviation() -> None:
    _, _, told = PAGE.read_text(encoding="utf-8").partition("## What we do otherwise")
    assert [int(number) for number in re.findall(r"^\| (\d+) \|", told, re.MULTILINE)] == sorted(DEVIATIONS)


def test_the_checklist_has_a_test_for_each_point() -> None:
    numbers = {int(name[5:7]) for name in globals() if re.match(r"test_\d\d_", name)}
    assert numbers == set(range(1, 24))
