"""The records of one sheet of an ``.xls``: its cells, and what stands beside them."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

from xlplan.sheets.biff.records import Budget, Record, error_text, number_text, rk_text, xls_records
from xlplan.sheets.biff.strings import Segments, text_at
from xlplan.sheets.biff.xls_globals import BOF, CONTINUE, EOF, Globals, SheetEntry
from xlplan.sheets.grid import Cell, Note, NoticeKind, Shape
from xlplan.sheets.keeping import Left, SheetKeeper
from xlplan.sheets.limits import Limits
from xlplan.sheets.refusal import Reason, UnreadableWorkbook
from xlplan.sheets.strings import Run

_CUT = 255
_PICTURE, _NOTE = 0x08, 0x19
_ANCHOR = b"\x10\xf0\x12\x00\x00\x00"
"""Of a drawn thing, with its length ([MS-ODRAW] record OfficeArtClientAnchorSheet)."""
_NO_NUMBER = b"\xff\xff"


@dataclass(slots=True)
class _Object:
    """A drawn thing: its kind, and the cell of its corner."""

    kind: int
    number: int
    row: int
    col: int


class _SheetPass:
    def __init__(self, entry: SheetEntry, found: Globals, limits: Limits, left: Left) -> None:
        self.maker = found.maker
        self.globals = found
        self.keeper = SheetKeeper(entry.title, limits, left)
        self.waiting: tuple[int, int, int] | None = None
        """Row, column and style of a formula whose text comes in a record of its own."""
        self.hidden: set[int] = set()
        self.object: _Object | None = None
        self.corner = (1, 1)
        self.note_texts: dict[int, str] = {}
        self.notes: list[tuple[int, int, int, str]] = []
        self.box: list[bytes] | None = None
        self.handlers: dict[int, Callable[[bytes], object]] = {
            0x00FD: self.shared_text,
            0x0204: self.text,
            0x00D6: self.text,
            0x0203: self.number,
            0x027E: self.rk,
            0x00BD: self.several_rk,
            0x0205: self.bool_or_error,
            0x0006: self.formula,
            0x0207: self.formula_text,
            0x00E5: self.merges,
            0x0208: self.row,
            0x007D: self.columns,
            0x001C: self.note,
            0x005D: self.drawn,
            0x00EC: self.drawing,
            0x01B6: self.begin_box,
        }

    def take(self, record: Record) -> None:
        if record.kind == CONTINUE:
            if self.box is not None:
                self.box.append(record.body)
            return
        self.end_box()
        handler = self.handlers.get(record.kind)
        if handler is not None:
            handler(record.body)

    def finish(self) -> SheetKeeper:
        self.end_box()
        keeper = self.keeper
        keeper.hidden_rows = {row for row, _ in keeper.cells if row in self.hidden}
        for row, col, number, author in self.notes:
            if text := self.note_texts.get(number, ""):
                keeper.notes[row, col] = Note(text, author)
        return keeper

    # Cells

    def keep(self, row: int, col: int, cell: Cell) -> None:
        if not cell.text:
            return
        self.keeper.spend(1, len(cell.text))
        self.keeper.keep(row + 1, col + 1, cell)
        if self.maker.notice is not None:
            self.keeper.tell(self.maker.notice[0], (row + 1, col + 1), self.maker.notice[1])
            self.maker.notice = None
        if len(cell.text) == _CUT:
            self.keeper.tell(NoticeKind.CUT_AT_255, (row + 1, col + 1), "")

    def value(self, place: tuple[int, int, int], kind: str, value: str, formula: str | None = None) -> None:
        row, col, style = place
        self.keep(row, col, self.maker.make(kind, value, formula, str(style)))

    def shared_text(self, body: bytes) -> None:
        self.value(struct.unpack_from("<HHH", body), "s", str(struct.unpack_from("<I", body, 6)[0]))

    def text(self, body: bytes) -> None:
        text, _ = text_at(body, 6, codec=self.globals.codec)
        self.inline(struct.unpack_from("<HHH", body), [(text, None)], None)

    def inline(self, place: tuple[int, int, int], runs: list[Run], formula: str | None) -> None:
        row, col, style = place
        self.keep(row, col, self.maker.make_inline(runs, formula, str(style)))

    def number(self, body: bytes) -> None:
        self.value(struct.unpack_from("<HHH", body), "n", number_text(struct.unpack_from("<d", body, 6)[0]))

    def rk(self, body: bytes) -> None:
        self.value(struct.unpack_from("<HHH", body), "n", rk_text(struct.unpack_from("<I", body, 6)[0]))

    def several_rk(self, body: bytes) -> None:
        row, col = struct.unpack_from("<HH", body)
        cells = body[4:-2]
        for style, number in struct.iter_unpack("<HI", cells[: len(cells) // 6 * 6]):
            self.value((row, col, style), "n", rk_text(number))
            col += 1

    def bool_or_error(self, body: bytes) -> None:
        value, is_error = struct.unpack_from("<BB", body, 6)
        place = struct.unpack_from("<HHH", body)
        self.value(place, *(("e", error_text(value)) if is_error else ("b", str(value))))

    def formula(self, body: bytes) -> None:
        place = struct.unpack_from("<HHH", body)
        result = body[6:14]
        if result[6:8] != _NO_NUMBER:
            self.value(place, "n", number_text(struct.unpack("<d", result)[0]), "")
        elif result[0] == 0:
            self.waiting = place
        elif result[0] == 1:
            self.value(place, "b", str(result[2]), "")
        elif result[0] == 2:
            self.value(place, "e", error_text(result[2]), "")

    def formula_text(self, body: bytes) -> None:
        if self.waiting is not None:
            text, _ = text_at(body, 0, codec=self.globals.codec)
            self.inline(self.waiting, [(text, None)], "")
            self.waiting = None

    # Merges, rows, columns

    def merges(self, body: bytes) -> None:
        count = min(struct.unpack_from("<H", body)[0], (len(body) - 2) // 8)
        for first, last, left, right in struct.iter_unpack("<HHHH", body[2 : 2 + 8 * count]):
            self.keeper.merge(first + 1, left + 1, last - first + 1, right - left + 1)

    def row(self, body: bytes) -> None:
        row, flags = struct.unpack_from("<H", body)[0], struct.unpack_from("<H", body, 12)[0]
        if flags & 0x0020:
            self.hidden.add(row + 1)

    def columns(self, body: bytes) -> None:
        first, last, _, _, flags = struct.unpack_from("<HHHHH", body)
        if flags & 1:
            self.keeper.hide_columns(first + 1, last + 1)

    # Notes and drawings

    def note(self, body: bytes) -> None:
        if self.globals.codec is not None:
            self.old_note(body)
            return
        row, col, _, number = struct.unpack_from("<HHHH", body)
        author, _ = text_at(body, 8, codec=None)
        self.keeper.spend(1, 0)
        self.notes.append((row + 1, col + 1, number, author.strip()))

    def old_note(self, body: bytes) -> None:
        """A note before Excel 97 has its text within; a long one goes on in further records, at row 0xFFFF."""
        row, col, _ = struct.unpack_from("<HHH", body)
        text = body[6:].decode(self.globals.codec or "cp1252", "replace")
        notes = self.keeper.notes
        if row == 0xFFFF and notes:
            position, before = list(notes.items())[-1]
            notes[position] = Note(before.text + text)
        elif text:
            self.keeper.spend(1, 0)
            notes[row + 1, col + 1] = Note(text)

    def drawing(self, body: bytes) -> None:
        place = body.rfind(_ANCHOR)
        if place >= 0 and len(body) >= place + 14:
            col, _, row = struct.unpack_from("<HHH", body, place + 8)
            self.corner = (row + 1, col + 1)

    def drawn(self, body: bytes) -> None:
        if len(body) < 8 or struct.unpack_from("<H", body)[0] != 0x15:
            return
        kind, number = struct.unpack_from("<HH", body, 4)
        self.object = _Object(kind, number, *self.corner)
        if kind == _PICTURE:
            self.keeper.spend(1, 0)
            self.keeper.tell(NoticeKind.PICTURE, self.corner, "")

    def begin_box(self, body: bytes) -> None:
        self.box = [body]

    def end_box(self) -> None:
        """The text of a note or a text box, when all its records are there."""
        box, self.box = self.box, None
        if box is None or self.object is None or len(box) < 2 or len(box[0]) < 12:
            return
        count = struct.unpack_from("<H", box[0], 10)[0]
        parts = box[1:]
        text = Segments([parts[0][1:], *parts[1:]]).signs(count, wide=bool(parts[0][:1] and parts[0][0] & 1))
        if self.object.kind == _NOTE:
            self.note_texts[self.object.number] = text
        elif text.strip():
            self.keeper.spend(1, 0)
            self.keeper.shapes.append(Shape(text, self.object.row, self.object.col))


def read_xls_sheet(
    stream: bytes, entry: SheetEntry, found: Globals, limits: Limits, left: Left, budget: Budget
) -> SheetKeeper:
    """The cells of one sheet, from where its records begin to their end.

    Raises:
        UnreadableWorkbook: DAMAGED, TRUNCATED or BOMB.
    """
    records = xls_records(stream, budget, entry.begin)
    first = next(records, Record(0, b""))
    if first.kind != BOF:
        raise UnreadableWorkbook(Reason.DAMAGED, f"sheet {entry.title!r}: its records are not where they should be")
    sheet = _SheetPass(entry, found, limits, left)
    depth = 1
    for record in records:
        if record.kind == BOF:
            depth += 1
        elif record.kind == EOF:
            depth -= 1
            if not depth:
                return sheet.finish()
        elif depth == 1:
            sheet.take(record)
    raise UnreadableWorkbook(Reason.TRUNCATED, f"sheet {entry.title!r} has no end")
