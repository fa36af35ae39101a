"""From what a sheet stores of a cell (type, value, formula, style) to what a person reads in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from xlplan.sheets.dates import iso_moment, moment_of, moment_text
from xlplan.sheets.grid import Cell, CellKind, NoticeKind
from xlplan.sheets.number_formats import GENERAL, NumberFormat, decimal_of, plain, shown
from xlplan.sheets.strings import Run, StringTable, struck_part, unescape
from xlplan.sheets.styles import Styles

LOST_TEXT = "#TEXT!"
"""What a cell shows whose text is not in the table of shared strings."""

_BOOLEANS = {"1": "SANT", "true": "SANT", "0": "FALSKT", "false": "FALSKT"}
"""As a Swedish Excel shows them."""
_DATE_AND_TIME = NumberFormat(shows_date=True, shows_time=True)
_LONGEST_PLAIN = 15


@dataclass(slots=True)
class CellMaker:
    """Makes cells for one workbook."""

    strings: StringTable = field(default_factory=StringTable)
    styles: Styles = field(default_factory=Styles)
    date1904: bool = False
    notice: tuple[NoticeKind, str] | None = None
    """What the last cell made gave cause to say: kind and detail. The caller takes it and resets it."""

    def make(self, kind: str, value: str | None, formula: str | None, style: str) -> Cell:
        """A cell with a value or a formula.

        Args:
            kind: The attribute ``t``; one that is unknown means text.
            value: The text of ``v``; None when there is none.
            formula: The text of ``f``; None when there is none.
            style: The attribute ``s``.

        Returns:
            The cell; its text may be empty, it is then not a filled one.
        """
        if formula is not None and (value is None or (not value and kind != "str")):
            return self._struck(Cell(f"={formula}", CellKind.FORMULA, formula=formula), style)
        value = value or ""
        if kind == "n":
            return self._struck(self._number(value, formula, style), style)
        if kind == "s":
            return self._shared(value, formula, style)
        return self._struck(self._other(kind, value, formula), style)

    def make_inline(self, runs: list[Run], formula: str | None, style: str) -> Cell:
        """A cell with an inline text."""
        struck = struck_part(runs, font_struck=style in self.styles.struck)
        return Cell("".join(text for text, _ in runs), formula=formula, struck=struck)

    def _shared(self, value: str, formula: str | None, style: str) -> Cell:
        try:
            index = int(value)
            cell = self.strings.cells[index if index >= 0 else len(self.strings.cells)]
        except (ValueError, IndexError):
            self.notice = (NoticeKind.LOST_TEXT, value)
            return Cell(LOST_TEXT, CellKind.ERROR, formula=formula)
        if style in self.styles.struck:
            cell = self.strings.struck_cell(index)
        return cell if formula is None else Cell(cell.text, formula=formula, struck=cell.struck)

    def _number(self, raw: str, formula: str | None, style: str) -> Cell:
        number_format = self.styles.formats.get(style, GENERAL)
        if number_format is GENERAL and len(raw) <= _LONGEST_PLAIN and raw.isascii() and raw.isdecimal():
            return Cell(raw.lstrip("0") or "0", CellKind.NUMBER, raw, formula)
        number = decimal_of(raw)
        if number is None:
            return Cell(raw, formula=formula)
        raw = raw.strip()
        if number_format.is_moment:
            return self._moment(number, raw, formula, number_format)
        return Cell(shown(number, number_format), CellKind.NUMBER, raw, formula)

    def _moment(self, number: Decimal, raw: str, formula: str | None, number_format: NumberFormat) -> Cell:
        moment = moment_of(number, number_format, date1904=self.date1904)
        if moment is None:
            self.notice = (NoticeKind.BAD_DATE, raw)
            return Cell(plain(number), CellKind.NUMBER, raw, formula)
        return Cell(moment_text(moment, number_format), CellKind.DATE, raw, formula, moment)

    def _other(self, kind: str, value: str, formula: str | None) -> Cell:
        if kind == "b" and value.strip().lower() in _BOOLEANS:
            return Cell(_BOOLEANS[value.strip().lower()], CellKind.BOOL, formula=formula)
        if kind == "e":
            return Cell(value, CellKind.ERROR, formula=formula)
        if kind == "d" and (moment := iso_moment(value)) is not None:
            return Cell(moment_text(moment, _DATE_AND_TIME), CellKind.DATE, formula=formula, moment=moment)
        return Cell(unescape(value), formula=formula)

    def _struck(self, cell: Cell, style: str) -> Cell:
        if style not in self.styles.struck:
            return cell
        return Cell(cell.text, cell.kind, cell.raw, cell.formula, cell.moment, struck=cell.text)
