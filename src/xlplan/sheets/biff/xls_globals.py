"""What an ``.xls`` says once for all its sheets: their names, texts, fonts, formats, and range names."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from xlplan.sheets.biff.records import Budget, Record, Window, reference_target, xls_records
from xlplan.sheets.biff.strings import Segments, codec_of, runs_of, text_at
from xlplan.sheets.cells import CellMaker
from xlplan.sheets.grid import Cell, DefinedName
from xlplan.sheets.limits import Limits
from xlplan.sheets.number_formats import BUILT_IN, GENERAL, NumberFormat, parse_format
from xlplan.sheets.refusal import Reason, UnreadableWorkbook
from xlplan.sheets.strings import Run, struck_part

BOF, EOF, CONTINUE = 0x0809, 0x000A, 0x003C
BIFF8 = 0x0600
_STATES = ("visible", "hidden", "veryHidden")
_STRUCK = 0x0008
_PHANTOM_FONT = 4
"""No font has this index ([MS-XLS] 2.5.129); the later ones are numbered as if one had."""
_BUILT_IN_NAME = 0x0020
_SAME_WORKBOOK = 0x0401


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A tab: where its records begin, and what kind it is of (0 is a worksheet)."""

    title: str
    state: str
    begin: int
    kind: int


@dataclass(slots=True)
class Globals:
    """The workbook's own records, as far as cells need them."""

    maker: CellMaker = field(default_factory=CellMaker)
    sheets: list[SheetEntry] = field(default_factory=list)
    names: list[DefinedName] = field(default_factory=list)
    struck_fonts: list[bool] = field(default_factory=list)
    """By the index that records write."""
    codec: str | None = None
    """Of texts before Excel 97."""

    def runs(self, text: str, fonts: list[tuple[int, int]]) -> list[Run]:
        """The runs of a text with fonts."""
        return runs_of(text, fonts, self.struck_fonts)


class _GlobalsPass:
    def __init__(self, version: int, limits: Limits) -> None:
        self.limits = limits
        self.globals = Globals(codec=None if version == BIFF8 else "cp1252")
        self.codes: dict[int, str] = {}
        self.looks: list[tuple[int, int]] = []
        self.texts: list[bytes] = []
        self.in_table = False
        self.windows: list[Window] = []
        self.books: list[bool] = []
        self.named: list[tuple[str, bytes, int]] = []
        self.handlers: dict[int, Callable[[bytes], object]] = {
            0x002F: self.encrypted,
            0x0042: self.code_page,
            0x0022: self.date_mode,
            0x0031: self.font,
            0x041E: self.format,
            0x00E0: self.look,
            0x0085: self.sheet,
            0x0017: self.extern_sheet,
            0x01AE: self.supporting_book,
            0x0018: self.name,
        }

    def take(self, record: Record) -> None:
        if record.kind == 0x00FC:
            self.in_table = True
            self.texts.append(record.body[8:])
        elif record.kind == CONTINUE:
            if self.in_table:
                self.texts.append(record.body)
        else:
            self.in_table = False
            handler = self.handlers.get(record.kind)
            if handler is not None:
                handler(record.body)

    def finish(self) -> Globals:
        found = self.globals
        self.read_texts()
        struck = found.struck_fonts
        for number, (font, code) in enumerate(self.looks):
            style = str(number)
            if (number_format := self.format_of(code)) != GENERAL:
                found.maker.styles.formats[style] = number_format
            if font < len(struck) and struck[font]:
                found.maker.styles.struck.add(style)
        titles = [sheet.title for sheet in found.sheets]
        for name, tokens, scope in self.named:
            target = reference_target(tokens, titles, self.windows, wide_rows=False)
            found.names.append(DefinedName(name, target, scope - 1 if scope else None))
        return found

    def read_texts(self) -> None:
        segments, table = Segments(self.texts), self.globals.maker.strings
        all_runs = 0
        while not segments.at_end():
            if len(table.cells) + all_runs >= self.limits.cells:
                raise UnreadableWorkbook(Reason.BOMB, f"over {self.limits.cells} texts")
            text, fonts = segments.rich_text()
            runs = self.globals.runs(text, fonts)
            if fonts:
                all_runs += len(runs)
                table.runs[len(table.cells)] = tuple(runs)
            table.cells.append(Cell("".join(piece for piece, _ in runs), struck=struck_part(runs)))

    def format_of(self, code: int) -> NumberFormat:
        return parse_format(self.codes.get(code) or BUILT_IN.get(code, "General"))

    def encrypted(self, _body: bytes) -> None:
        raise UnreadableWorkbook(Reason.ENCRYPTED)

    def code_page(self, body: bytes) -> None:
        if self.globals.codec is not None:
            self.globals.codec = codec_of(struct.unpack_from("<H", body)[0])

    def date_mode(self, body: bytes) -> None:
        self.globals.maker.date1904 = body[:1] == b"\1"

    def font(self, body: bytes) -> None:
        if len(self.globals.struck_fonts) == _PHANTOM_FONT:
            self.globals.struck_fonts.append(False)
        self.globals.struck_fonts.append(bool(struct.unpack_from("<H", body, 2)[0] & _STRUCK))

    def format(self, body: bytes) -> None:
        code = struct.unpack_from("<H", body)[0]
        self.codes[code], _ = text_at(body, 2, codec=self.globals.codec, short=self.globals.codec is not None)

    def look(self, body: bytes) -> None:
        font, code = struct.unpack_from("<HH", body)
        self.looks.append((font, code))

    def sheet(self, body: bytes) -> None:
        if len(self.globals.sheets) >= self.limits.sheets:
            raise UnreadableWorkbook(Reason.BOMB, f"over {self.limits.sheets} sheets")
        begin, state, kind = struct.unpack_from("<IBB", body)
        title, _ = text_at(body, 6, codec=self.globals.codec, short=True)
        self.globals.sheets.append(SheetEntry(title, _STATES[min(state & 3, 2)], begin, kind))

    def supporting_book(self, body: bytes) -> None:
        self.books.append(struct.unpack_from("<H", body, 2)[0] == _SAME_WORKBOOK)

    def extern_sheet(self, body: bytes) -> None:
        if self.globals.codec is not None:
            return
        count = struct.unpack_from("<H", body)[0]
        for book, first, _last in struct.iter_unpack("<HHH", body[2 : 2 + 6 * min(count, (len(body) - 2) // 6)]):
            own = book < len(self.books) and self.books[book]
            self.windows.append(Window(first if own else None))

    def name(self, body: bytes) -> None:
        if self.globals.codec is not None or len(self.named) >= self.limits.elements:
            return
        flags, _key, length, size, _, scope = struct.unpack_from("<HBBHHH", body)
        if flags & _BUILT_IN_NAME:
            return
        text, place = text_at(bytes([length]) + body[14:], 0, codec=None, short=True)
        tokens = body[13 + place : 13 + place + size]
        self.named.append((text, tokens, scope))


def read_globals(stream: bytes, limits: Limits, budget: Budget) -> Globals:
    """The workbook's own records; at the end the sheets are known.

    Raises:
        UnreadableWorkbook: ENCRYPTED, OLD_EXCEL (before Excel 5), DAMAGED, TRUNCATED or BOMB.
    """
    records = xls_records(stream, budget)
    version = _version(records)
    globals_pass = _GlobalsPass(version, limits)
    for record in records:
        if record.kind == EOF:
            break
        globals_pass.take(record)
    return globals_pass.finish()


def _version(records: Iterator[Record]) -> int:
    first = next(records, Record(0, b""))
    if first.kind in (0x0009, 0x0209, 0x0409):
        raise UnreadableWorkbook(Reason.OLD_EXCEL, "Excel 2–4")
    if first.kind != BOF or len(first.body) < 4:
        raise UnreadableWorkbook(Reason.DAMAGED, "the workbook does not begin with a BOF record")
    version: int = struct.unpack_from("<H", first.body)[0]
    if version not in (0x0500, BIFF8):
        raise UnreadableWorkbook(Reason.OLD_EXCEL, f"version {version:#x}")
    return version
