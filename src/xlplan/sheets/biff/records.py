"""Records of both binary formats, and the scraps of data that they share.

Sources: [MS-XLS] 2.1.4 and 2.5, [MS-XLSB] 2.1.4 and 2.5.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from xlplan.sheets.address import to_a1
from xlplan.sheets.limits import Limits
from xlplan.sheets.refusal import Reason, UnreadableWorkbook

_CLOCK_EVERY = 1 << 14
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_LONGEST_WHOLE = 1e17
_HEAD = struct.Struct("<HH")


class Record(NamedTuple):
    """One record."""

    kind: int
    body: bytes


class Window(NamedTuple):
    """What a reference to other sheets points at: sheets of this workbook, by 0-based index, or None."""

    first: int | None


class Budget:
    """What reading the records of a whole workbook may cost; each stream may be read more than once."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._records = limits.records
        self._bytes = limits.total_bytes

    def spend(self, size: int) -> None:
        """Pay for a record.

        Raises:
            UnreadableWorkbook: BOMB.
        """
        self._records -= 1
        self._bytes -= size
        if self._records < 0 or self._bytes < 0:
            raise UnreadableWorkbook(Reason.BOMB, "too many records")
        if not self._records % _CLOCK_EVERY:
            self._limits.check_clock()


def xls_records(stream: bytes, budget: Budget, begin: int = 0) -> Iterator[Record]:
    """The records of a BIFF5 or BIFF8 stream from a place on.

    Raises:
        UnreadableWorkbook: TRUNCATED in the middle of a record, BOMB.
    """
    place, end = begin, len(stream)
    while place + 4 <= end:
        kind, size = _HEAD.unpack_from(stream, place)
        place += 4 + size
        if place > end:
            raise UnreadableWorkbook(Reason.TRUNCATED, f"record {kind:#x} at {place - size - 4}")
        budget.spend(size)
        yield Record(kind, stream[place - size : place])


def xlsb_records(part: bytes, name: str, budget: Budget) -> Iterator[Record]:
    """The records of a part of an .xlsb.

    Raises:
        UnreadableWorkbook: DAMAGED in the middle of a record, BOMB.
    """
    place, end = 0, len(part)
    while place < end:
        kind, place = _variable(part, place, 2)
        size, place = _variable(part, place, 4)
        if place + size > end:
            raise UnreadableWorkbook(Reason.DAMAGED, f"{name}: record {kind} is cut off")
        budget.spend(size)
        yield Record(kind, part[place : place + size])
        place += size


def _variable(part: bytes, place: int, longest: int) -> tuple[int, int]:
    """A number of up to four bytes of seven bits, and the place after it; a missing byte counts as 0."""
    number = 0
    for step in range(longest):
        byte = part[place + step] if place + step < len(part) else 0
        number |= (byte & 0x7F) << 7 * step
        if not byte & 0x80:
            return number, place + step + 1
    return number, place + longest


def rk_text(number: int) -> str:
    """The decimal text of an RK number: an integer or the upper half of a double, perhaps in hundredths.

    >>> rk_text(0x3FF00000), rk_text((7 << 2) | 2), rk_text((125 << 2) | 3)
    ('1', '7', '1.25')
    """
    value = (number - (1 << 32) if number & 1 << 31 else number) >> 2 if number & 2 else _upper_half(number)
    return number_text(value / 100 if number & 1 else value)


def _upper_half(number: int) -> float:
    return float(struct.unpack("<d", struct.pack("<II", 0, number & 0xFFFFFFFC))[0])


def number_text(value: float) -> str:
    """The shortest decimal text of a number, whole ones without a point.

    >>> number_text(198001011234.0), number_text(0.1 + 0.2), number_text(1e21)
    ('198001011234', '0.30000000000000004', '1e+21')
    """
    return f"{value:.0f}" if abs(value) < _LONGEST_WHOLE and value == int(value) else repr(value)


def error_text(code: int) -> str:
    """An error by its code."""
    return ERRORS.get(code, f"#ERROR {code}")


def reference_target(tokens: bytes, titles: list[str], windows: list[Window], *, wide_rows: bool) -> str:
    """What a name points at when it is a cell or range on a sheet of the workbook; otherwise an empty text.

    Source: [MS-XLS] 2.5.198.27 and 28 (PtgArea3d, PtgRef3d); rows have four bytes in .xlsb.
    """
    kind = tokens[0] & 0x1F if tokens else 0
    row = "I" if wide_rows else "H"
    layout = {0x1A: f"<BH{row}H", 0x1B: f"<BH{row}{row}HH"}.get(kind)
    if layout is None or len(tokens) != struct.calcsize(layout):
        return ""
    _, window, *corners = struct.unpack(layout, tokens)
    sheet = windows[window].first if window < len(windows) else None
    if sheet is None or sheet >= len(titles):
        return ""
    half = len(corners) // 2
    places = [_absolute(row, col & 0x3FFF) for row, col in zip(corners[:half], corners[half:], strict=True)]
    return f"{_quoted(titles[sheet])}!{':'.join(places)}"


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def _absolute(row: int, col: int) -> str:
    letters = to_a1(1, col + 1)[:-1]
    return f"${letters}${row + 1}"
