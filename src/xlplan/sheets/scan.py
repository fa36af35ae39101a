"""Worksheets as programs ordinarily write them, read without a call of Python for each element.

Nearly all returns hold nothing else. A pattern spells out rows, cells and texts sign by sign, and it must cover all
that stands between the first and the last of them; if it does not, nothing of the part is taken from here. What is
written in another way, is damaged, or gives cause for a notice is for the general pass to read and to tell of. What
stands around the rows is short, and goes through the parser as a part whose rows are gone.
"""

from __future__ import annotations

import re
from contextlib import suppress

from xlplan.sheets.address import COLUMNS
from xlplan.sheets.cells import CellMaker
from xlplan.sheets.grid import Cell, Position
from xlplan.sheets.keeping import Left
from xlplan.sheets.limits import Limits
from xlplan.sheets.refusal import UnreadableWorkbook
from xlplan.sheets.remembering import remembered
from xlplan.sheets.scan_texts import TEXT, T, inside, resolved, root
from xlplan.sheets.strings import unescape
from xlplan.sheets.worksheet import SheetContent, read_sheet
from xlplan.sheets.xml import is_true, parse, pieces

_SHEET = root("worksheet")
_ELSEWHERE = re.compile(rb"<(?:[!?]|(?:c|is)[\s/>])"), re.compile(rb":(?:c|is)[\s/>]")
"""Around the rows: markup that a tag could hide in, and cells and texts, with or without a prefix."""
_TOLD, _HIDDEN_COLUMNS = (b"mergeCell", b"oleObject"), re.compile(rb'hidden(?!="(?:false|0)")')
"""What the general pass tells of besides."""
_RULES = re.compile(rb"<(?:conditionalFormatting|dataValidations)[\s>].*</dataValidations>", re.DOTALL)
"""The longest of it, and the same on each tab and in each return of a template."""

_SET = r'="[0-9A-Za-z.: +-]{0,60}+"'
_ROW_ATTRIBUTES = (
    "spans s customFormat ht hidden customHeight outlineLevel collapsed thickTop thickBot ph x14ac:dyDescent",
    "ht customHeight hidden spans s customFormat x14ac:dyDescent outlineLevel collapsed",
    "hidden outlineLevel collapsed ht customFormat customHeight s thickBot thickTop",
)
"""As they follow each other in the standard (Excel, XlsxWriter, LibreOffice), in ExcelJS, in openpyxl; none twice."""
_ROW_TAG = "|".join(
    "".join(f"(?: {name}{_SET})?+" for name in attributes.split()) + "(?=/?>)" for attributes in _ROW_ATTRIBUTES
)
_TYPE = r'(?: t="[a-z]{1,9}+")?+'
_CELL = (
    r'<c r="[A-Z]{1,2}+\1"(?: s="[0-9]{1,9}+")?+(?>'
    r' t="s"><v>[0-9]{1,9}+</v></c>'
    rf"|{_TYPE} ?/>"
    rf'|{_TYPE}>(?:<f(?: aca="(?:false|true)")?+>(?!<){TEXT}</f>)?+(?:<v>{TEXT}</v>|<v ?/>)?+</c>'
    rf'| t="inlineStr"><is>{T}{TEXT}</t></is></c>)'
)
_ROWS = re.compile(rf'(?:<row r="([1-9][0-9]{{0,5}}+)"(?>{_ROW_TAG})(?:/>|>(?:{_CELL})*+</row>))*+')
_FILLED = re.compile(
    r'<c r="([A-Z]++)([0-9]++)"(?: s="([0-9]++)")?+(?: t="s"><v>([0-9]{1,9}+)<|(?: t="([a-zA-Z]++)")?+>(?!</c>)'
    r"(?:<f[^>]*+>([^<]++)</f>)?+(<v>|<v ?/>|<is><t[^>]*+>)?+([^<]*+))"
)
"""A cell with something in it, where all is known to be rows."""
_ROW = re.compile(r'<row r="([0-9]++)"')
_SHOWN = (' hidden="false"', ' hidden="0"')
_HIDDEN = re.compile(r'<row r="([0-9]++)"[^>]*? hidden="([^"]*+)"')


def scan_sheet(xml: bytes, part: str, title: str, maker: CellMaker, limits: Limits, left: Left) -> SheetContent | None:
    """What ``read_sheet`` gives, of a whole worksheet part; None when it is not plain through and through."""
    start, end = xml.find(b"<sheetData>") + len(b"<sheetData>"), xml.rfind(b"</sheetData>")
    rows = inside(xml, _SHEET.match(xml), start, end, limits)
    if rows is None or not _ROWS.fullmatch(rows):
        return None
    limits.check_clock()
    hidden, found = _hidden(rows), _cells(rows, maker)
    if hidden is None or found is None:
        return None
    cells, signs = found
    if len(cells) > left.cells or signs > left.signs:
        return None
    with suppress(UnreadableWorkbook):
        content = _around(xml[:start] + xml[end:], part, title, maker, limits, left)
        if content is not None:
            left.spend(len(cells), signs)
            content.cells = cells
            content.hidden_rows = {row for row, _ in cells if row in hidden} if hidden else hidden
        return content
    return None


def _around(rest: bytes, part: str, title: str, maker: CellMaker, limits: Limits, left: Left) -> SheetContent | None:
    """What a sheet holds besides its rows; None when there are cells there too, or could be."""
    rules = _RULES.search(rest)
    if rules is not None and _is_mute(b"<rules>%s</rules>" % rules[0], "rules", limits):
        rest = b"%s<rules/>%s" % (rest[: rules.start()], rest[rules.end() :])
    begin = rest.find(b"<worksheet")
    if any(pattern.search(rest, begin) for pattern in _ELSEWHERE):
        return None
    if any(word in rest for word in _TOLD) or _HIDDEN_COLUMNS.search(rest):
        return read_sheet(pieces(rest), part, title, maker, limits, left)
    parse(pieces(rest), part, limits)
    return SheetContent("worksheet")


@remembered
def _is_mute(xml: bytes, part: str, limits: Limits) -> bool:
    """Whether an element is sound and holds nothing that is asked for."""
    parse(pieces(xml), part, limits)
    return not any(pattern.search(xml) for pattern in (*_ELSEWHERE, _HIDDEN_COLUMNS)) and not any(
        word in xml for word in _TOLD
    )


def _cells(rows: str, maker: CellMaker) -> tuple[dict[Position, Cell], int] | None:
    """The filled cells of rows, and how many signs their texts have; None when something is to be told of one."""
    cells: dict[Position, Cell] = {}
    count = signs = row = 0
    last = ""
    shared, struck = maker.strings.cells, maker.styles.struck
    struck = struck | {""} if "0" in struck else struck
    there = len(shared)
    for letters, digits, style, index, kind, formula, opening, text in _FILLED.findall(rows):
        if digits != last:
            row, last = int(digits), digits
        if index and not (struck and style in struck) and (number := int(index)) < there:
            cell = shared[number]
        elif kind == "inlineStr" and style not in struck:
            cell = Cell(unescape(resolved(text)))
        else:
            made = _made(maker, "s" if index else kind, index or (text if opening else None), formula, style)
            if made is None:
                return None
            cell = made
        if said := cell.text:
            cells[row, COLUMNS[letters]] = cell
            count += 1
            signs += len(said)
    return (cells, signs) if len(cells) == count else None


def _made(maker: CellMaker, kind: str, text: str | None, formula: str, style: str) -> Cell | None:
    """A cell from what is written of it; None when something is to be told of it."""
    text = text and resolved(text)
    if kind == "inlineStr":
        return maker.make_inline([(unescape(text or ""), None)], None, style or "0")
    cell = maker.make(kind or "n", text, resolved(formula) or None, style or "0")
    if maker.notice is not None:
        maker.notice = None
        return None
    return cell


def _hidden(rows: str) -> set[int] | None:
    """The numbers of the hidden rows; None when they do not tell which rows are meant."""
    if rows.count(" hidden=") == sum(map(rows.count, _SHOWN)):
        return set()
    numbers = _ROW.findall(rows)
    hidden = {int(number) for number, value in _HIDDEN.findall(rows) if is_true(value)}
    return hidden if len(set(numbers)) == len(numbers) else None
