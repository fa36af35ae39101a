"""Worksheets and string tables as programs ordinarily write them, read without a call of Python for each element.

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
from xlplan.sheets.strings import StringTable, read_strings, unescape
from xlplan.sheets.worksheet import SheetContent, read_sheet
from xlplan.sheets.xml import is_true, parse, pieces

_ROOT = (
    rb"(?:\xef\xbb\xbf)?(?:<\?xml version=([\"'])1\.0\1(?: encoding=([\"'])[Uu][Tt][Ff]-8\2)?"
    rb"(?: standalone=([\"'])(?:yes|no)\3)?\s*\?>\s*)?<%s(?:\s[^<>]*+)?>"
)
_SHEET, _TABLE = re.compile(_ROOT % b"worksheet"), re.compile(_ROOT % b"sst")
_DEEPEST = 3
"""Elements within each other in a row: the row, ``is`` and its ``t``; in the table it is fewer."""
_ELSEWHERE = re.compile(rb"<(?:[!?]|(?:c|is)[\s/>])"), re.compile(rb":(?:c|is)[\s/>]")
"""Around the rows: markup that a tag could hide in, and cells and texts, with or without a prefix."""
_TOLD, _HIDDEN_COLUMNS = (b"mergeCell", b"oleObject"), re.compile(rb'hidden(?!="(?:false|0)")')
"""What the general pass tells of besides."""
_RULES = re.compile(rb"<(?:conditionalFormatting|dataValidations)[\s>].*</dataValidations>", re.DOTALL)
"""The longest of it, and the same on each tab and in each return of a template."""

_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_REFERENCE = re.compile(r"&#?([a-z0-9]++);")
_NO_SIGNS = "\ufffe", "\uffff"
"""Sought by themselves: within the classes of signs they would make the patterns take ten times as long to compile."""
_SIGN = r"[^<&\x00-\x08\x0b-\x1f]"
"""What stands for itself in a text: a carriage return does not (XML 1.0, 2.11), and the others are no signs (2.2)."""
_NUMBER = "9|10|13|3[2-9]|[4-9][0-9]|[1-9][0-9]{2,3}+|[1-4][0-9]{4}+|5[0-4][0-9]{3}+|1[0-9]{5}+"
"""Of a sign; those of surrogates and of what is no sign are not among them."""
_TEXT = rf"{_SIGN}*+(?:&(?:{'|'.join(_ENTITIES)}|#(?:{_NUMBER}));{_SIGN}*+)*+"
_SET = r'="[^<>&"\x00-\x1f]{0,60}+"'
_ROW_ATTRIBUTES = (
    "spans s customFormat ht hidden customHeight outlineLevel collapsed thickTop thickBot ph x14ac:dyDescent",
    "ht customHeight hidden spans s customFormat x14ac:dyDescent outlineLevel collapsed",
    "hidden outlineLevel collapsed ht customFormat customHeight s thickBot thickTop",
)
"""As they follow each other in the standard (Excel, XlsxWriter, LibreOffice), in ExcelJS, in openpyxl; none twice."""
_ROW_TAG = "|".join(
    "".join(f"(?: {name}{_SET})?+" for name in attributes.split()) + "(?=/?>)" for attributes in _ROW_ATTRIBUTES
)
_T = r'<t(?: xml:space="preserve")?+>'
_TYPE = r'(?: t="[a-z]{1,9}+")?+'
_CELL = (
    r'<c r="[A-Z]{1,2}+\1"(?: s="[0-9]{1,9}+")?+(?>'
    r' t="s"><v>[0-9]{1,9}+</v></c>'
    rf"|{_TYPE} ?/>"
    rf'|{_TYPE}>(?:<f(?: aca="(?:false|true)")?+>(?!<){_TEXT}</f>)?+(?:<v>{_TEXT}</v>|<v ?/>)?+</c>'
    rf'| t="inlineStr"><is>{_T}{_TEXT}</t></is></c>)'
)
_ROWS = re.compile(rf'(?:<row r="([1-9][0-9]{{0,5}}+)"(?>{_ROW_TAG})(?:/>|>(?:{_CELL})*+</row>))*+')
_FILLED = re.compile(
    r'<c r="([A-Z]++)([0-9]++)"(?: s="([0-9]++)")?+(?: t="s"><v>([0-9]{1,9}+)<|(?: t="([a-zA-Z]++)")?+>(?!</c>)'
    r"(?:<f[^>]*+>([^<]++)</f>)?+(<v>|<v ?/>|<is><t[^>]*+>)?+([^<]*+))"
)
"""A cell with something in it, where all is known to be rows."""
_ROW = re.compile(r'<row r="([0-9]++)"')
_SHOWN = re.compile(r' hidden="(?:false|0)"')
_HIDDEN = re.compile(r'<row r="([0-9]++)"[^>]*? hidden="([^"]*+)"')
_ITEM = re.compile(rf"<si>(?:{_T}({_TEXT})</t></si>|((?:[^<]++|<(?!/?si[\s/>]|[!?]))*+</si>))")


def scan_sheet(xml: bytes, part: str, title: str, maker: CellMaker, limits: Limits, left: Left) -> SheetContent | None:
    """What ``read_sheet`` gives, of a whole worksheet part; None when it is not plain through and through."""
    start, end = xml.find(b"<sheetData>") + len(b"<sheetData>"), xml.rfind(b"</sheetData>")
    rows = _plain(xml, _SHEET, start, end, limits)
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


def scan_strings(xml: bytes, part: str, limits: Limits) -> StringTable | None:
    """What ``read_strings`` gives, of a whole part; texts with runs of their own may stand among the plain ones."""
    root, end = _TABLE.match(xml), xml.rfind(b"</sst>")
    start = root.end() if root else 0
    inner = _plain(xml, _TABLE, start, end, limits)
    if inner is None:
        return None
    pieces_of = _ITEM.split(inner)
    between, texts, rich = pieces_of[::3], pieces_of[1::3], pieces_of[2::3]
    limits.check_clock()
    if any(between) or len(texts) > limits.cells:
        return None
    if "&" in inner or "_x" in inner:
        texts = [unescape(_resolved(text)) if text and ("&" in text or "_x" in text) else text for text in texts]
    places = [index for index, text in enumerate(texts) if text is None]
    with suppress(UnreadableWorkbook):
        markup = "".join(f"<si>{rich[index]}" for index in places).encode()
        table = read_strings(pieces(xml[:start] + markup + xml[end:]), part, limits)
        if len(table.cells) != len(places):
            return None
        cells = [Cell(text) for text in texts]
        for index, cell in zip(places, table.cells, strict=True):
            cells[index] = cell
        return StringTable(cells, {places[index]: runs for index, runs in table.runs.items()})
    return None


def _plain(xml: bytes, root: re.Pattern[bytes], start: int, end: int, limits: Limits) -> str | None:
    """What stands from one place to another, in a part whose bytes are the text's and whose depth is no matter."""
    head = root.match(xml)
    if head is None or not head.end() <= start <= end:
        return None
    if xml.count(b"<", 0, start) + xml.count(b"<", end) + _DEEPEST > limits.depth:
        return None
    try:
        inner = xml[start:end].decode()
    except UnicodeDecodeError:
        return None
    strange = any(sign in inner for sign in _NO_SIGNS) or ("]" in inner and "]]>" in inner)
    return None if strange else inner


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
    shared = [] if maker.styles.struck else maker.strings.cells
    there = len(shared)
    for letters, digits, style, index, kind, formula, opening, text in _FILLED.findall(rows):
        if digits != last:
            row, last = int(digits), digits
        if index and (number := int(index)) < there:
            cell = shared[number]
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
    text = text and _resolved(text)
    if kind == "inlineStr":
        return maker.make_inline([(unescape(text or ""), None)], None, style or "0")
    cell = maker.make(kind or "n", text, _resolved(formula) or None, style or "0")
    if maker.notice is not None:
        maker.notice = None
        return None
    return cell


def _hidden(rows: str) -> set[int] | None:
    """The numbers of the hidden rows; None when they do not tell which rows are meant."""
    if rows.count(" hidden=") == len(_SHOWN.findall(rows)):
        return set()
    numbers = _ROW.findall(rows)
    hidden = {int(number) for number, value in _HIDDEN.findall(rows) if is_true(value)}
    return hidden if len(set(numbers)) == len(numbers) else None


def _resolved(text: str) -> str:
    """The text with the signs that references stand for."""
    return _REFERENCE.sub(_sign, text) if "&" in text else text


def _sign(reference: re.Match[str]) -> str:
    return _ENTITIES.get(reference[1]) or chr(int(reference[1]))
