"""Date serials: the days since 1900 or 1904 that Excel stores, and the moments they stand for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from xlplan.sheets.number_formats import NumberFormat

Moment = date | datetime | time

_EPOCH_1900 = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LAST_SERIAL_1900 = 2_958_466
_LAST_SERIAL_1904 = 2_957_004
"""The days after 9999-12-31 (ECMA-376 part 1, 18.17.4.1)."""
_PHANTOM_DAY = 60
"""1900-02-29, which Excel counts though it never was; up to it, each serial is one day less."""


def moment_of(serial: Decimal, number_format: NumberFormat, *, date1904: bool) -> Moment | None:
    """The moment that a serial stands for, to the second.

    Returns:
        A time when the format shows a time and the serial is below one day; a date for whole days; otherwise a
        datetime. None when it is no date: negative, after 9999, the phantom 1900-02-29, or 1900-01-00.
    """
    if not 0 <= serial < (_LAST_SERIAL_1904 if date1904 else _LAST_SERIAL_1900):
        return None
    seconds = int((serial * 86_400 + Decimal("0.5")) // 1)
    days, rest = divmod(seconds, 86_400)
    if days == 0 and number_format.shows_time and (rest or not number_format.shows_date):
        return (_EPOCH_1904 + timedelta(seconds=rest)).time()
    epoch = _EPOCH_1904
    if not date1904:
        if days in (0, _PHANTOM_DAY):
            return None
        epoch = _EPOCH_1900 + timedelta(days=1) if days < _PHANTOM_DAY else _EPOCH_1900
    try:
        moment = epoch + timedelta(days=days, seconds=rest)
    except OverflowError:
        return None
    return moment if rest else moment.date()


def iso_moment(text: str) -> Moment | None:
    """The moment of an ISO 8601 text, as cells of type ``d`` hold it.

    >>> iso_moment("2024-05-01T00:00:00"), iso_moment("i maj")
    (datetime.date(2024, 5, 1), None)
    """
    try:
        moment = datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        return _iso_time(text)
    return moment if moment.time() != time() else moment.date()


def _iso_time(text: str) -> time | None:
    try:
        return time.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        return None


def moment_text(moment: Moment, number_format: NumberFormat) -> str:
    """A moment as text: ``2024-05-01``, ``2024-05-01 13:30`` or ``13:30``, seconds only when there are any.

    A format that shows dates only hides the time of day, as Excel does.
    """
    if isinstance(moment, time):
        return _time_text(moment)
    if isinstance(moment, datetime) and not (number_format.shows_date and not number_format.shows_time):
        return f"{moment.date().isoformat()} {_time_text(moment.time())}"
    return moment.date().isoformat() if isinstance(moment, datetime) else moment.isoformat()


def _time_text(moment: time) -> str:
    return moment.isoformat("seconds" if moment.second else "minutes")
