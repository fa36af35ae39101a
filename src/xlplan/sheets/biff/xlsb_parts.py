"""The parts of an ``.xlsb`` that serve all its sheets: workbook, texts, styles; and the notes beside a sheet.

Source: [MS-XLSB] 2.4.
"""

from __future__ import annotations

import struct

from xlplan.sheets.biff.records import Budget, Window, reference_target, xlsb_records
from xlplan.sheets.biff.strings import FontRun, runs_of, whole
from xlplan.sheets.comments import Notes
from xlplan.sheets.grid import Cell, DefinedName, Note
from xlplan.sheets.limits import Limits
from xlplan.sheets.number_formats import BUILT_IN, GENERAL, parse_format
from xlplan.sheets.refusal import Reason, UnreadableWorkbook
from xlplan.sheets.strings import StringTable, struck_part
from xlplan.sheets.styles import Styles
from xlplan.sheets.xml import Element

WORKBOOK_PROPERTIES, BUNDLE_SHEET, DEFINED_NAME = 153, 156, 39
SUPPORT_SELF, SUPPORT_SAME, SUPPORT_BOOK, SUPPORT_ADDIN, EXTERN_SHEET = 357, 358, 355, 667, 362
TEXT_ITEM, FONT, FORMAT, LOOK, BEGIN_CELL_LOOKS, END_CELL_LOOKS = 19, 43, 44, 47, 617, 618
COMMENT_AUTHOR, COMMENT, COMMENT_TEXT = 632, 635, 637
_STATES = ("visible", "hidden", "veryHidden")
_NO_TEXT = 0xFFFFFFFF
_NO_SHEET = 0xFFFFFFFF
_STRUCK = 0x0008
_BUILT_IN_NAME = 0x20


def wide_text(body: bytes, place: int = 0) -> tuple[str, int]:
    """A text and the place after it.

    Raises:
        UnreadableWorkbook: DAMAGED when it is cut off.
    """
    count = struct.unpack_from("<I", body, place)[0]
    if count == _NO_TEXT:
        return "", place + 4
    content = body[place + 4 : place + 4 + 2 * count]
    if len(content) < 2 * count:
        raise UnreadableWorkbook(Reason.DAMAGED, "a text is cut off")
    return content.decode("utf-16-le", "surrogatepass"), place + 4 + len(content)


def rich_text(body: bytes, place: int = 0) -> tuple[str, list[FontRun]]:
    """A text with the fonts within it ([MS-XLSB] 2.5.122); phonetic text is left out."""
    text, after = wide_text(body, place + 1)
    fonts: list[FontRun] = []
    if body[place] & 1:
        count = min(struct.unpack_from("<I", body, after)[0], (len(body) - after - 4) // 4)
        fonts = [(begin, font) for begin, font in struct.iter_unpack("<HH", body[after + 4 : after + 4 + 4 * count])]
    return text, fonts


def read_workbook_part(part: bytes, name: str, budget: Budget) -> tuple[Element, list[DefinedName]]:
    """The workbook as the element that an .xlsx would have, and its range names."""
    root, sheets = Element("workbook", {}), Element("sheets", {})
    root.children.append(sheets)
    windows: list[Window] = []
    own_books: list[bool] = []
    named: list[tuple[str, bytes, int]] = []
    for kind, body in xlsb_records(part, name, budget):
        if kind == WORKBOOK_PROPERTIES:
            root.children.append(Element("workbookPr", {"date1904": str(body[0] & 1)}))
        elif kind == BUNDLE_SHEET:
            sheets.children.append(_sheet_element(body))
        elif kind in (SUPPORT_SELF, SUPPORT_SAME, SUPPORT_BOOK, SUPPORT_ADDIN):
            own_books.append(kind == SUPPORT_SELF)
        elif kind == EXTERN_SHEET:
            windows = _windows(body, own_books)
        elif kind == DEFINED_NAME:
            named += _named(body)
    titles = [sheet.get("name") for sheet in sheets.children]
    names = [
        DefinedName(text, reference_target(tokens, titles, windows, wide_rows=True), None if scope < 0 else scope)
        for text, tokens, scope in named
    ]
    return root, names


def _sheet_element(body: bytes) -> Element:
    state = struct.unpack_from("<I", body)[0]
    link, place = wide_text(body, 8)
    title, _ = wide_text(body, place)
    return Element("sheet", {"name": whole(title), "id": link, "state": _STATES[min(state, 2)]})


def _windows(body: bytes, own_books: list[bool]) -> list[Window]:
    count = min(struct.unpack_from("<I", body)[0], (len(body) - 4) // 12)
    return [
        Window(first if book < len(own_books) and own_books[book] and first >= 0 else None)
        for book, first, _ in struct.iter_unpack("<Iii", body[4 : 4 + 12 * count])
    ]


def _named(body: bytes) -> list[tuple[str, bytes, int]]:
    flags, _, scope = struct.unpack_from("<IBI", body)
    if flags & _BUILT_IN_NAME:
        return []
    text, place = wide_text(body, 9)
    size = struct.unpack_from("<I", body, place)[0]
    return [(whole(text), body[place + 4 : place + 4 + size], -1 if scope == _NO_SHEET else scope)]


def read_texts(part: bytes, name: str, struck_fonts: list[bool], limits: Limits, budget: Budget) -> StringTable:
    """The table of shared texts."""
    table = StringTable()
    all_runs = 0
    for kind, body in xlsb_records(part, name, budget):
        if kind == TEXT_ITEM:
            if len(table.cells) + all_runs >= limits.cells:
                raise UnreadableWorkbook(Reason.BOMB, f"{name}: over {limits.cells} texts")
            text, fonts = rich_text(body)
            runs = runs_of(text, fonts, struck_fonts)
            if fonts:
                all_runs += len(runs)
                table.runs[len(table.cells)] = tuple(runs)
            table.cells.append(Cell("".join(piece for piece, _ in runs), struck=struck_part(runs)))
    return table


def read_looks(part: bytes, name: str, budget: Budget) -> tuple[Styles, list[bool]]:
    """The cell styles, and which fonts strike through."""
    styles, struck_fonts = Styles(), list[bool]()
    codes: dict[int, str] = {}
    number = -1
    for kind, body in xlsb_records(part, name, budget):
        if kind == FONT:
            struck_fonts.append(bool(struct.unpack_from("<H", body, 2)[0] & _STRUCK))
        elif kind == FORMAT:
            codes[struct.unpack_from("<H", body)[0]], _ = wide_text(body, 2)
        elif kind in (BEGIN_CELL_LOOKS, END_CELL_LOOKS):
            number = 0 if kind == BEGIN_CELL_LOOKS else -1
        elif kind == LOOK and number >= 0:
            _, code, font = struct.unpack_from("<HHH", body)
            number_format = parse_format(codes.get(code) or BUILT_IN.get(code, "General"))
            if number_format != GENERAL:
                styles.formats[str(number)] = number_format
            if font < len(struck_fonts) and struck_fonts[font]:
                styles.struck.add(str(number))
            number += 1
    return styles, struck_fonts


def read_binary_notes(part: bytes, name: str, budget: Budget) -> Notes:
    """The notes of a comments part, by cell."""
    authors: list[str] = []
    notes: Notes = {}
    position, author = (1, 1), ""
    for kind, body in xlsb_records(part, name, budget):
        if kind == COMMENT_AUTHOR:
            authors.append(wide_text(body)[0])
        elif kind == COMMENT:
            by, row, _, col, _ = struct.unpack_from("<IIIII", body)
            position, author = (row + 1, col + 1), authors[by] if by < len(authors) else ""
        elif kind == COMMENT_TEXT and (text := whole(rich_text(body)[0])):
            notes[position] = Note(text, author)
    return notes
