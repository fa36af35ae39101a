"""The records of one sheet part of an ``.xlsb``; both kinds of cell records, with a column and without ("short").

Source: [MS-XLSB] 2.4. A short record stands in the column after the last one; SheetJS writes them.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from xlplan.sheets.biff.records import Budget, error_text, number_text, rk_text, xlsb_records
from xlplan.sheets.biff.strings import runs_of, whole
from xlplan.sheets.biff.xlsb_parts import rich_text, wide_text
from xlplan.sheets.cells import CellMaker
from xlplan.sheets.grid import Cell
from xlplan.sheets.keeping import Left, SheetKeeper
from xlplan.sheets.limits import Limits
from xlplan.sheets.refusal import Reason, UnreadableWorkbook

_ROW, _MERGE, _COLUMN, _END_SHEET = 0, 176, 60, 130
_FORMULA_TEXT, _FORMULA_ERROR = 8, 11
_RICH = 62
_SHORT_FROM, _SHORT_TO, _SHORT_STEP = 12, 18, 11
"""The short records have the numbers of the long ones plus eleven, from the blank cell to the shared text."""
_BEGIN_SHEET = b"\x81\x01"
_HIDDEN_ROW = 0x10


class _SheetPass:
    def __init__(self, title: str, maker: CellMaker, struck_fonts: list[bool], limits: Limits, left: Left) -> None:
        self.maker = maker
        self.struck_fonts = struck_fonts
        self.keeper = SheetKeeper(title, limits, left)
        self.row = self.col = 0
        self.row_hidden = False
        self.style = ""
        self.values: dict[int, Callable[[bytes], Cell]] = {
            2: lambda body: self.make("n", rk_text(struct.unpack_from("<I", body)[0])),
            3: lambda body: self.make("e", error_text(body[0])),
            4: lambda body: self.make("b", str(body[0])),
            5: lambda body: self.make("n", number_text(struct.unpack_from("<d", body)[0])),
            6: lambda body: self.text(body, None),
            7: lambda body: self.make("s", str(struct.unpack_from("<I", body)[0])),
            8: lambda body: self.text(body, ""),
            9: lambda body: self.make("n", number_text(struct.unpack_from("<d", body)[0]), ""),
            10: lambda body: self.make("b", str(body[0]), ""),
            11: lambda body: self.make("e", error_text(body[0]), ""),
            _RICH: self.rich,
        }

    def take(self, kind: int, body: bytes) -> None:
        if 1 <= kind <= _FORMULA_ERROR or kind == _RICH:
            self.col = struct.unpack_from("<I", body)[0] + 1
            self.cell(kind, body, 4)
        elif _SHORT_FROM <= kind <= _SHORT_TO:
            self.col += 1
            self.cell(kind - _SHORT_STEP, body, 0)
        elif kind == _ROW:
            self.row = struct.unpack_from("<I", body)[0] + 1
            self.row_hidden = bool(body[11] & _HIDDEN_ROW)
            self.col = 0
        elif kind == _MERGE:
            first, last, left, right = struct.unpack_from("<IIII", body)
            self.keeper.merge(first + 1, left + 1, last - first + 1, right - left + 1)
        elif kind == _COLUMN:
            first, last, _, _, flags = struct.unpack_from("<IIIIH", body)
            if flags & 1:
                self.keeper.hide_columns(first + 1, last + 1)

    def cell(self, kind: int, body: bytes, place: int) -> None:
        make = self.values.get(kind)
        if make is None:
            return
        self.style = str(struct.unpack_from("<I", body, place)[0] & 0xFFFFFF)
        cell = make(body[place + 4 :])
        if not cell.text:
            return
        keeper = self.keeper
        keeper.spend(1, len(cell.text))
        keeper.keep(self.row, self.col, cell)
        if self.row_hidden:
            keeper.hidden_rows.add(self.row)
        if self.maker.notice is not None:
            keeper.tell(self.maker.notice[0], (self.row, self.col), self.maker.notice[1])
            self.maker.notice = None

    def make(self, kind: str, value: str, formula: str | None = None) -> Cell:
        return self.maker.make(kind, value, formula, self.style)

    def text(self, body: bytes, formula: str | None) -> Cell:
        return self.maker.make_inline([(whole(wide_text(body)[0]), None)], formula, self.style)

    def rich(self, body: bytes) -> Cell:
        text, fonts = rich_text(body)
        return self.maker.make_inline(runs_of(text, fonts, self.struck_fonts), None, self.style)


def read_xlsb_sheet(
    part: bytes,
    name: str,
    title: str,
    maker: CellMaker,
    struck_fonts: list[bool],
    limits: Limits,
    left: Left,
    budget: Budget,
) -> SheetKeeper:
    """The cells of a sheet part.

    Raises:
        UnreadableWorkbook: DAMAGED or BOMB.
    """
    if not part.startswith(_BEGIN_SHEET):
        raise UnreadableWorkbook(Reason.DAMAGED, f"{name} is no worksheet")
    sheet = _SheetPass(title, maker, struck_fonts, limits, left)
    for kind, body in xlsb_records(part, name, budget):
        if kind == _END_SHEET:
            return sheet.keeper
        sheet.take(kind, body)
    raise UnreadableWorkbook(Reason.DAMAGED, f"{name} has no end")
