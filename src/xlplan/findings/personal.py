"""Personal identity numbers in running text: found, and masked wherever we say something ourselves.

Personnummer and samordningsnummer (day + 60), with or without century, with a blank, hyphen or dash before the last
four, breaking or not. A number counts when its date exists and its check digit is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

_GAP = r"[\s\u00ad\u200b-\u200d\u2060\ufeff]?[-+\u2010-\u2015\u2212\u00ad]?[\s\u00ad\u200b-\u200d\u2060\ufeff]?"
_PART = r"[-\s\u2010-\u2015\u2212./]?"
_LIKE_A_NUMBER = re.compile(
    rf"(?<!\d)(?:(?P<century>18|19|20)(?P<y>\d\d){_PART}(?P<m>\d\d){_PART}(?P<d>\d\d)|(?P<short>\d{{6}}))"
    rf"{_GAP}(?P<last>\d{{4}})(?!\d)"
)
_SIGNS = [chr(byte) for byte in range(256)]
_AS_DIGITS = "".join("0" if sign.isdecimal() or sign == "?" else "a" for sign in _SIGNS).encode("latin-1")
_BETWEEN = "".join(sign for sign in _SIGNS[1:] if not sign.isalnum() and sign != "?").encode("latin-1")
"""The signs of Latin-1 (ISO 8859-1): digits, letters, what can be between digits; ``?``, any other, may be a digit."""

DIGITS = 10
"""Of a number without its century."""


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A number in a text: where it stands, and how it may be shown."""

    start: int
    end: int
    masked: str


def personal_numbers(text: str) -> Iterator[PersonalNumber]:
    """The personal identity numbers in a text, from its beginning.

    >>> [each.masked for each in personal_numbers("Ring 640823\u20113234 eller 08-508 00 000, dnr 2024/123-1.1")]
    ['640823-****']
    """
    if not may_hold_numbers((text,)):
        return
    place = 0
    while match := _LIKE_A_NUMBER.search(text, place):
        born = match["short"] or match["y"] + match["m"] + match["d"]
        if _has_date(born, match["century"]) and match["last"][:3] != "000" and _luhn(born + match["last"]):
            yield PersonalNumber(match.start(), match.end(), f"{born}-****")
            place = match.end()
        else:
            place = match.start() + 1


def may_hold_numbers(texts: Iterable[str]) -> bool:
    """Whether any of some texts has ten digits with no letter between them, as a number has; few plans have."""
    signs = "\0".join(texts).encode("latin-1", "replace")
    return b"0" * DIGITS in signs.translate(_AS_DIGITS, _BETWEEN)


def mask(text: str) -> str:
    """The text with the last four of each number hidden and its century left out.

    >>> mask("Kontakta 19640823-3234."), mask("Kontakta kommunpolis.")
    ('Kontakta 640823-****.', 'Kontakta kommunpolis.')
    """
    if len(text) < DIGITS or not may_hold_numbers((text,)):
        return text
    parts, place = [], 0
    for number in personal_numbers(text):
        parts += [text[place : number.start], number.masked]
        place = number.end
    return "".join(parts) + text[place:] if parts else text


def _has_date(born: str, century: str | None) -> bool:
    """Whether the day exists, in the century that is written or in one of the last two."""
    year, month, day = int(born[:2]), int(born[2:4]), int(born[4:])
    for hundred in (century,) if century else ("20", "19"):
        try:
            date(int(hundred) * 100 + year, month, day - 60 if day > 60 else day)
        except ValueError:
            continue
        return True
    return False


def _luhn(ten: str) -> bool:
    """Whether the last digit checks the others (modulus 10, weights 2 and 1; Luhn, ISO/IEC 7812-1)."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(ten))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
