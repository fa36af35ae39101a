"""What is wrong with a text itself: placeholders, guidance left in it, several causes, too long to show, cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlplan.checks.looking import Look
from xlplan.findings.catalogue import CUT_AT_255
from xlplan.findings.content import (
    GUIDANCE_LEFT,
    OPEN_QUESTION,
    PLACEHOLDER,
    SEVERAL_CAUSES,
    TEXT_NEAR_ROW,
    TEXT_OVER_ROW,
)
from xlplan.findings.finding import Finding, Kind
from xlplan.form.model import Column
from xlplan.plan.words import plain
from xlplan.sheets.text_size import MAX_ROW_PT, height_needed, surely_fits

WAITING = frozenset(
    {
        "tbd",
        "tba",
        "todo",
        "under framtagande",
        "under utredning",
        "är under framtagande",
        "fylls i senare",
        "fyll i",
        "fyll i här",
        "ska fyllas i",
        "kompletteras",
        "kompletteras senare",
        "kommer senare",
        "meddelas senare",
        "återkommer",
        "ej klart",
        "inte klart",
        "oklart",
        "n a",
        "vet ej",
        "lorem ipsum",
    }
)
"""What a text says that stands in for another, when it says nothing else."""
CUT_LENGTH = 255
"""Where old file formats and some programs cut a text."""
NEAR_ROW = 0.9
"""From this part of Excel's highest row on, a text is near it."""
SHORTEST_GUIDANCE = 20
"""Shorter guidance could be anybody's own words."""
_SIGNS_ONLY = re.compile(r"[\s?.…_\-–—xX*/()\[\]]+")
_CROSSES = re.compile(r"\bx{3,}\b|\?{3,}", re.IGNORECASE)
_BULLETED = re.compile(r"^[ \t]*[-\u2022\u2013*\u00b7][ \t]+(?=[^\W\d])", re.MULTILINE)
_NUMBERED = re.compile(r"(?:^|[\s;,])\(?([1-9])[.)]\s+(?=[^\W\d])")


def check_texts(look: Look) -> Iterator[Finding]:
    """Findings about each value, one cause a cell; its length is told apart from its words."""
    for column in look.form.columns:
        guidance = plain(column.guidance or "")
        for action, value in look.values(column):
            if said := _words(column, guidance, value):
                yield look.at(said[0], action, column.key, **said[1])
            if _is_cut(value):
                yield look.at(CUT_AT_255, action, column.key)
            if kind := _too_high(column, value):
                yield look.at(kind, action, column.key, column=column.title)


def _words(column: Column, guidance: str, value: str) -> tuple[Kind, dict[str, str]] | None:
    """What is to be said of a text's words, where the column's guidance is, in plain form, ``guidance``."""
    if is_placeholder(value):
        return PLACEHOLDER, {"value": value}
    if len(guidance) >= SHORTEST_GUIDANCE and guidance in plain(value):
        return GUIDANCE_LEFT, {"column": column.title}
    if column.key == "cause":
        count = causes_listed(value)
        return (SEVERAL_CAUSES, {"count": str(count)}) if count > 1 else None
    if column.kind != "follow_up" and value.rstrip().endswith("?"):
        return OPEN_QUESTION, {"value": value}
    return None


def is_placeholder(text: str) -> bool:
    """Whether a text only keeps a place: ``xxx``, ``???``, ``Under framtagande``, ``TBD``.

    >>> is_placeholder("Under framtagande."), is_placeholder("Rutin under framtagande"), is_placeholder("Antal: xxx")
    (True, False, True)
    """
    words = plain(text)
    crossed = ("???" in text or "xx" in words) and _CROSSES.search(text)
    return words in WAITING or bool(crossed or _SIGNS_ONLY.fullmatch(text))


def causes_listed(text: str) -> int:
    r"""How many points a text lists: lines with bullets, or numbers from 1 as long as they follow each other.

    >>> causes_listed("1. Otrygghet 2. Klotter 3) Buller"), causes_listed("Sedan 2017. 2 torg")
    (3, 0)
    >>> causes_listed("- Klotter\n- Buller")
    2
    """
    if "\n" in text and (bullets := len(_BULLETED.findall(text))) > 1:
        return bullets
    count = 0
    for number in _NUMBERED.findall(text) if "1" in text else ():
        if int(number) == count + 1:
            count += 1
    return count


def _units(text: str) -> int:
    """The length that programs count: in UTF-16 units, one or two for a sign."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _is_cut(value: str) -> bool:
    """Whether a text is just as long as programs cut."""
    return len(value) <= CUT_LENGTH <= 2 * len(value) and _units(value) == CUT_LENGTH


def _too_high(column: Column, value: str) -> Kind | None:
    """What is to be said of a text that is as high as a row of the form can be, or nearly."""
    if surely_fits(value, column.width, NEAR_ROW * MAX_ROW_PT):
        return None
    height = height_needed([(value, column.width)])
    if height > MAX_ROW_PT:
        return TEXT_OVER_ROW
    return TEXT_NEAR_ROW if height > NEAR_ROW * MAX_ROW_PT else None
