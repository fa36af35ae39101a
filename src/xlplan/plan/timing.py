"""What a text about time says: ``Under året``, ``4 ggr/år``, ``senast 31 augusti``, ``v. 12``, ``T2``.

No library reads these (a general date parser makes ``T1`` the first of January), so the words are listed here.
The first pattern that is found wins, the most exact first; a text without any is unparsed, which is no fault.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias

from xlplan.plan.model import Timing
from xlplan.plan.words import COMPARED_LENGTH

_Reader: TypeAlias = Callable[[re.Match[str], int], Timing | None]
"""What a pattern's match says, read in a year."""
_MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_NAMES = (
    r"jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?|okt(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?"
)
_MONTH = rf"(?P<month>{_NAMES})\b\.?"
_YEAR = r"(?:\s*,?\s*(?P<year>20\d\d))?"
_ONCE = r"(?:\d+|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|tolv|några|flera)"
_PERIOD = r"(?:dag|dygn|veckan?|månad(?:en)?|kvartal|tertial|termin|halvår|året|år)"
_PER = rf"(?:/|\bper\b|\bi\b|\bom\b|\bvar\b|\bvarje\b)\s*{_PERIOD}"
_ADVERB = (
    r"dagligen|veckovis|varje vecka|månadsvis|varje månad|månatligen|kvartalsvis|årligen|varje år|"
    r"var(?:annan|tredje|fjärde) (?:vecka|månad)"
)

REMEMBERED = 1_000
"""So many texts are remembered with what they say: the same few hundred words stand in most plans."""
SEASONS = {"vår": (1, 6), "sommar": (6, 8), "höst": (8, 12), "vinter": (12, 2), "vt": (1, 6), "ht": (8, 12)}
"""First and last month, as a Swedish office uses the words: spring and autumn follow the school terms."""


@lru_cache(maxsize=REMEMBERED)
def parse_timing(text: str, year: int) -> Timing:
    """What ``text`` says about time, read in the plan's year.

    >>> parse_timing("Under året", 2024)
    Timing(kind='year', start=datetime.date(2024, 1, 1), end=datetime.date(2024, 12, 31))
    >>> parse_timing("senast 31 augusti", 2024)
    Timing(kind='date', start=None, end=datetime.date(2024, 8, 31))
    >>> parse_timing("December 2023 till mars 2024", 2024)
    Timing(kind='month', start=datetime.date(2023, 12, 1), end=datetime.date(2024, 3, 31))
    >>> parse_timing("Möten 8 ggr/år", 2024).kind, parse_timing("Vid behov", 2024).kind
    ('frequency', 'on-demand')
    """
    words = text[:COMPARED_LENGTH].casefold()
    if _JOINT.search(words) and (timing := _from_to(words, year)):
        return timing
    for pattern, understand in _PATTERNS:
        if match := pattern.search(words):
            timing = understand(match, year)
            if timing is not None:
                return timing
    return Timing("unparsed")


def _from_to(words: str, year: int) -> Timing | None:
    """The time between two that are joined by ``till`` or a dash; None when no two are."""
    for pattern, understand in _DATED:
        for first in pattern.finditer(words):
            joint = _TO.match(words, first.end())
            if joint is None:
                continue
            for other, understand_last in _DATED:
                last = other.match(words, joint.end())
                if last and (timing := _between(first, understand, last, understand_last, year)):
                    return timing
    return None


def _between(
    first: re.Match[str], understand: _Reader, last: re.Match[str], understand_last: _Reader, year: int
) -> Timing | None:
    """From the first to the last: a time without a year is in that of the other, or in the one before or after."""
    end = understand_last(last, year)
    said = end is not None and end == understand_last(last, year + 1)
    for begins in (end.end.year, end.end.year - 1) if said and end and end.end else (year,):
        start = understand(first, begins)
        if start is None or start.start is None:
            return None
        for ends in (start.start.year, start.start.year + 1):
            end = understand_last(last, ends)
            if end is not None and end.end is not None and start.start <= end.end:
                return Timing(start.kind, start.start, end.end)
    return None


def _span(kind: str, first: date, last: date) -> Timing:
    return Timing(kind, first, last)


def _months(kind: str, year: int, first: int, last: int) -> Timing:
    end_year = year + (last < first)
    return _span(kind, date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1]))


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name[:3]))


def _day(match: re.Match[str], day: date) -> Timing:
    return Timing("date", None if match["latest"] else day, day)


def _iso_date(match: re.Match[str], _year: int) -> Timing | None:
    try:
        return _day(match, date(int(match["y"]), int(match["m"]), int(match["d"])))
    except ValueError:
        return None


def _slash_date(match: re.Match[str], year: int) -> Timing | None:
    written = match["y"]
    try:
        return _day(
            match, date(int(written.zfill(4)) % 100 + 2000 if written else year, int(match["m"]), int(match["d"]))
        )
    except ValueError:
        return None


def _named_date(match: re.Match[str], year: int) -> Timing | None:
    try:
        last = date(int(match["year"] or year), _month_number(match["month"]), int(match["d"]))
        return _span("date", last.replace(day=int(match["from"])), last) if match["from"] else _day(match, last)
    except ValueError:
        return None


def _month(match: re.Match[str], year: int) -> Timing:
    """A month or several; a year that is written belongs to the last of them."""
    last = _month_number(match["month"])
    first = _month_number(match["from"]) if match["from"] else last
    if match["latest"]:
        return Timing("month", None, _months("month", int(match["year"] or year), last, last).end)
    return _months("month", int(match["year"]) - (last < first) if match["year"] else year, first, last)


def _week(match: re.Match[str], year: int) -> Timing | None:
    try:
        first = date.fromisocalendar(int(match["year"] or year), int(match["week"]), 1)
    except ValueError:
        return None
    last = date.fromisocalendar(first.isocalendar().year, int(match["to"]), 7) if match["to"] else first + timedelta(6)
    return _span("week", first, last)


def _quarter(match: re.Match[str], year: int) -> Timing:
    number = int(match["n"] or match["ord"])
    return _months("quarter", int(match["year"] or year), 3 * number - 2, 3 * number)


def _tertial(match: re.Match[str], year: int) -> Timing:
    first, last = int(match["n"]), int(match["to"] or match["n"])
    return _months("tertial", int(match["year"] or year), 4 * first - 3, 4 * max(first, last))


def _season(match: re.Match[str], year: int) -> Timing:
    said = match["year"] or (f"20{match['short']}" if match["short"] else year)
    return _months("season", int(said), *SEASONS[match["season"] or match["term"]])


def _whole_year(match: re.Match[str], year: int) -> Timing:
    return _months("year", int(match["year"] or year), 1, 12)


def _bare(kind: str) -> Callable[[re.Match[str], int], Timing]:
    return lambda _match, _year: Timing(kind)


def _ongoing(match: re.Match[str], year: int) -> Timing:
    return _months("ongoing", year, 1, 12) if "året" in match.string else Timing("ongoing")


_LATEST = r"(?P<latest>\b(?:senast|före|innan|till och med|t\.?o\.?m\.?)\s+(?:(?:den|i)\s+)?)?"
_TERTIALS = (
    r"\b(?:t|tertial\s*|tertialrapport\s*)(?P<n>[1-3])"
    r"(?:\s*(?:[-–]|och|till|,)\s*(?:t|tertial\s*)?(?P<to>[1-3]))?\b"
)
_JOINT = re.compile(r"[-–—]|till|t\.?o\.?m")
_TO = re.compile(r"\.?\s*(?:[-–—]|till(?:\s+och\s+med)?\b|t\.?o\.?m\b\.?)\s*(?:den\s+)?")
_WHOLE_YEAR = (
    re.compile(
        r"\b(?:(?:under|hela)\s+(?:hela\s+)?året|helår(?:et)?|under\s+verksamhetsåret|"
        r"(?:under\s+|år\s+|uppdrag\s+)?(?P<year>20\d\d))\b"
    ),
    _whole_year,
)
_DATED: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(_LATEST + r"\b(?P<y>20\d\d)-(?P<m>\d\d?)-(?P<d>\d\d?)\b"), _iso_date),
    (re.compile(_LATEST + r"\b(?:(?P<from>\d\d?)\s*[-–]\s*)?(?P<d>\d\d?):?[ae]?\s+" + _MONTH + _YEAR), _named_date),
    (re.compile(_LATEST + r"(?<![\d/])(?P<d>\d\d?)/(?P<m>\d\d?)(?:[-/ ](?P<y>20\d\d|\d\d))?(?![\d/])"), _slash_date),
    (re.compile(r"\b(?:v\.?|vecka|veckorna)\s*(?P<week>\d\d?)(?:\s*[-–]\s*(?P<to>\d\d?))?\b" + _YEAR), _week),
    (
        re.compile(_LATEST + r"\b(?:(?P<from>" + _NAMES + r")\.?\s*(?:[-–]|till|och)\s*)?\b" + _MONTH + _YEAR),
        _month,
    ),
    (re.compile(r"\b(?:(?:kvartal|kv\.?)\s*(?P<n>[1-4])|q(?P<ord>[1-4]))\b" + _YEAR), _quarter),
    (
        re.compile(_TERTIALS + _YEAR),
        _tertial,
    ),
    (
        re.compile(
            r"\b(?:(?P<season>vår|sommar|höst|vinter)(?:en|n|termin(?:en)?)?"
            r"|(?P<term>[hv]t)(?:[- ]?(?P<short>\d\d))?)\b" + _YEAR
        ),
        _season,
    ),
    _WHOLE_YEAR,
)
"""What names a time with a first and a last day, the most exact first."""
_PATTERNS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    *_DATED[:-1],
    (re.compile(rf"\b{_ONCE}\s*(?:ggr|gånger|gång|ggn|x|st|möten|tillfällen)?\s*\.?\s*{_PER}\b"), _bare("frequency")),
    (
        re.compile(rf"\b(?:{_ADVERB})\b"),
        _bare("frequency"),
    ),
    (re.compile(r"\b(?:vid behov|efter behov|behovsstyrt|vid förfrågan|på begäran)\b"), _bare("on-demand")),
    (
        re.compile(
            r"\b(?:löpande|kontinuerlig\w*|tillsvidare|tills vidare|linjearbete\w*|pågående|pågår|ordinarie arbete)\b"
        ),
        _ongoing,
    ),
    _WHOLE_YEAR,
)
