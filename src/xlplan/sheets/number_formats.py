"""Number formats: which of them show a date, and what a person reads in a cell that holds a number.

Sources: ECMA-376 part 1, 18.8.30 (built-in formats) and 18.8.31 (codes).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

BUILT_IN = {
    0: "General",
    9: "0%",
    10: "0.00%",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    **dict.fromkeys([*range(27, 32), 36, *range(50, 55), 57, 58], "yyyy-mm-dd"),
    **dict.fromkeys([32, 33, 34, 35, 55, 56], "h:mm:ss"),
}
"""Codes by id, those that change what we show; 27–36 and 50–58 are the dates and times of East Asian locales."""

_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_GENERAL = re.compile(r"general|standard", re.IGNORECASE)
_DATE_SIGN = re.compile(r"[dmyhs]", re.IGNORECASE)
_PADDED = re.compile(r"0[0 -]*0")
_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?\s*")
_EXCEL_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
"""Excel shows at most 15 significant digits (Excel specifications and limits)."""
_ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)
_LONGEST_NUMBER = 400
_LONGEST_CODE = 500
"""Excel allows 255 signs."""
_PLAIN_EXPONENTS = range(-20, 22)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a number format does to a number, as far as we show it."""

    shows_date: bool = False
    shows_time: bool = False
    elapsed: bool = False
    """Hours, minutes or seconds that run on past a day: ``[h]:mm``."""
    percent: bool = False
    decimals: int = 0
    """Decimals of a percentage that are always shown."""
    decimals_at_most: int = 0
    mask: str = ""
    """Digits to fill from the right, as in ``000000-0000``."""

    @property
    def is_moment(self) -> bool:
        """Whether it shows a date or a time of day."""
        return (self.shows_date or self.shows_time) and not self.elapsed


GENERAL = NumberFormat()


@lru_cache(maxsize=1024)
def parse_format(code: str) -> NumberFormat:
    """What a format code does; only its first section counts, the one for positive numbers.

    >>> parse_format("0.0%").decimals
    1
    """
    section = _LITERAL.sub(lambda match: _kept_literal(match[0]), code[:_LONGEST_CODE]).partition(";")[0].strip()
    if _GENERAL.fullmatch(section):
        return GENERAL
    if _DATE_SIGN.search(section):
        return _parse_date_format(section)
    if "%" in section:
        places = section.partition(".")[2].partition("%")[0]
        return NumberFormat(percent=True, decimals=places.count("0"), decimals_at_most=len(re.findall("[0#?]", places)))
    if _PADDED.fullmatch(section):
        return NumberFormat(mask=section)
    return GENERAL


def _kept_literal(literal: str) -> str:
    r"""The hyphens and blanks of a mask are often written as literals: ``000000\-0000``."""
    bare = literal[1:] if literal.startswith("\\") else literal.strip('"')
    return bare if bare in ("-", " ") else ""


def _parse_date_format(section: str) -> NumberFormat:
    if _ELAPSED.search(section):
        return NumberFormat(elapsed=True)
    signs = {sign.lower() for sign in _DATE_SIGN.findall(section.replace("AM/PM", "").replace("A/P", ""))}
    shows_time = bool(signs & {"h", "s"})
    return NumberFormat(shows_date=bool(signs & {"d", "y"}) or not shows_time, shows_time=shows_time)


def decimal_of(raw: str) -> Decimal | None:
    """The number that a stored text is; None if it is none, or longer than any that Excel could have meant.

    >>> decimal_of("1.5E3"), decimal_of("NaN"), decimal_of("1_0")
    (Decimal('1.5E+3'), None, None)
    """
    if len(raw) > _LONGEST_NUMBER or not _NUMBER.fullmatch(raw):
        return None
    return Decimal(raw.strip())


def plain(number: Decimal) -> str:
    """A number as a person writes it: without exponent, integers whole, others with at most 15 significant digits.

    >>> plain(Decimal("198001011234")), plain(Decimal("0.30000000000000004")), plain(Decimal("1E3"))
    ('198001011234', '0.3', '1000')
    """
    if not number:
        return "0"
    if number.adjusted() not in _PLAIN_EXPONENTS:
        return str(number.normalize(_EXCEL_DIGITS))
    if number == number.to_integral_value():
        return f"{number.quantize(Decimal(1), context=_ROUNDING):f}"
    return f"{number.normalize(_EXCEL_DIGITS):f}"


def shown(number: Decimal, number_format: NumberFormat) -> str:
    """What a person reads in a cell with this number, dates excepted.

    >>> shown(Decimal("0.12"), parse_format("0%")), shown(Decimal("8001011234"), parse_format("000000-0000"))
    ('12 %', '800101-1234')
    """
    if number_format.percent:
        return f"{_fixed(number * 100, number_format)} %"
    if number_format.mask and number >= 0 and number.adjusted() in _PLAIN_EXPONENTS:
        return _fill(number_format.mask, plain(number.quantize(Decimal(1), context=_ROUNDING)))
    if number_format.elapsed and number >= 0 and number.adjusted() in _PLAIN_EXPONENTS:
        minutes = int((number * 1440).quantize(Decimal(1), context=_ROUNDING))
        return f"{minutes // 60}:{minutes % 60:02}"
    return plain(number)


def _fixed(number: Decimal, number_format: NumberFormat) -> str:
    if number and number.adjusted() not in _PLAIN_EXPONENTS:
        return plain(number)
    text = f"{number.quantize(Decimal(1).scaleb(-number_format.decimals_at_most), context=_ROUNDING):f}"
    optional = number_format.decimals_at_most - number_format.decimals
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    return text.rstrip(".") if "." in text else text


def _fill(mask: str, digits: str) -> str:
    left = list(digits)
    filled = [sign if sign != "0" else left.pop() if left else "0" for sign in reversed(mask)]
    return "".join(left) + "".join(reversed(filled))
