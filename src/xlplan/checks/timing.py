"""When: outside the plan's year, a day that does not exist, or words that name no time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xlplan.checks.looking import Look
from xlplan.findings.content import WHEN_FREE_TEXT, WHEN_IMPOSSIBLE, WHEN_OUTSIDE
from xlplan.findings.finding import Finding
from xlplan.plan.model import Timing
from xlplan.plan.status import infer_status

_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"\b(20\d\d)-(\d\d?)-(\d\d?)\b")
_SLASHED = re.compile(r"(?<![\d/])(\d\d?)/(\d\d?)(?![\d/])")
_WEEK = re.compile(r"\b(?:v\.?|vecka)\s*(\d\d?)\b")
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_NAMED = re.compile(rf"\b(\d\d?)(?::?[ae])?\s+({'|'.join(_MONTHS)})")


def check_timing(look: Look) -> Iterator[Finding]:
    """Findings about the time of each action, one at most."""
    key = next((column.key for column in look.form.columns if column.kind == "timing"), "")
    for action in look.actions:
        value, timing = action.values.get(key, ""), action.timing
        if timing is None or not value:
            continue
        if _impossible(value, look.year):
            yield look.at(WHEN_IMPOSSIBLE, action, key, value=value)
        elif _outside(timing, look.year):
            yield look.at(WHEN_OUTSIDE, action, key, value=value, period=_period(timing), year=str(look.year))
        elif timing.kind == "unparsed" and infer_status(value) is None:  # a follow-up there is told as such
            yield look.at(WHEN_FREE_TEXT, action, key, value=value)


def _outside(timing: Timing, year: int) -> bool:
    """Whether it ends before the year or begins after it; winter and long works may reach over either end."""
    ends_before = timing.end is not None and timing.end.year < year
    begins = timing.start or timing.end
    return ends_before or (begins is not None and begins.year > year)


def _period(timing: Timing) -> str:
    """First and last day, ``2023-01-01 – 2023-12-31``, or the one day."""
    days = dict.fromkeys(day.isoformat() for day in (timing.start, timing.end) if day)
    return " – ".join(days)


def _impossible(value: str, year: int) -> bool:
    """Whether a text names a day or a week that no calendar has."""
    if not _DIGIT.search(value):
        return False
    words = value.casefold()
    days = [(int(y), int(m), int(d)) for y, m, d in _ISO.findall(words)]
    days += [(year, int(m), int(d)) for d, m in _SLASHED.findall(words) if int(d) > 12 or int(m) > 12]
    days += [(year, _MONTHS.index(month) + 1, int(d)) for d, month in _NAMED.findall(words)]
    weeks = [int(week) for week in _WEEK.findall(words)]
    return any(not _is_day(*day) for day in days) or any(not 1 <= week <= 53 for week in weeks)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
