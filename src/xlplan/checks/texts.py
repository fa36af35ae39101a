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
from xlplan.plan.model import Action
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
    for action, column, value in look.cells():
        kind, facts = _words(column, value)
        if kind is not None:
            yield look.at(kind, action, column.key, **facts)
        yield from _length(look, action, column, value)


def _words(column: Column, value: str) -> tuple[Kind | None, dict[str, str]]:
    """What is to be said of a text's words."""
    if is_placeholder(value):
        return PLACEHOLDER, {"value": value}
    if _holds_guidance(column, value):
        return GUIDANCE_LEFT, {"column": column.title}
    if column.key == "cause" and (count := causes_listed(value)) > 1:
        return SEVERAL_CAUSES, {"count": str(count)}
    if column.kind != "follow_up" and column.key != "cause" and value.rstrip().endswith("?"):
        return OPEN_QUESTION, {"value": value}
    return None, {}


def is_placeholder(text: str) -> bool:
    """Whether a text only keeps a place: ``xxx``, ``???``, ``Under framtagande``, ``TBD``.

    >>> is_placeholder("Under framtagande."), is_placeholder("Rutin under framtagande"), is_placeholder("Antal: xxx")
    (True, False, True)
    """
    crossed = ("???" in text or "xxx" in text.lower()) and _CROSSES.search(text)
    return plain(text) in WAITING or bool(crossed or _SIGNS_ONLY.fullmatch(text))


def causes_listed(text: str) -> int:
    r"""How many points a text lists: lines with bullets, or numbers from 1 as long as they follow each other.

    >>> causes_listed("1. Otrygghet 2. Klotter 3) Buller"), causes_listed("Sedan 2017. 2 torg")
    (3, 0)
    >>> causes_listed("- Klotter\n- Buller")
    2
    """
    if (bullets := len(_BULLETED.findall(text))) > 1:
        return bullets
    count = 0
    for number in _NUMBERED.findall(text):
        if int(number) == count + 1:
            count += 1
    return count


def _holds_guidance(column: Column, value: str) -> bool:
    guidance = plain(column.guidance or "")
    return len(guidance) >= SHORTEST_GUIDANCE and guidance in plain(value)


def _units(text: str) -> int:
    """The length that programs count: in UTF-16 units, one or two for a sign."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _length(look: Look, action: Action, column: Column, value: str) -> Iterator[Finding]:
    """A text as long as programs cut, or as high as a row of the form can be."""
    if len(value) <= CUT_LENGTH <= 2 * len(value) and _units(value) == CUT_LENGTH:
        yield look.at(CUT_AT_255, action, column.key)
    if surely_fits(value, column.width, NEAR_ROW * MAX_ROW_PT):
        return
    height = height_needed([(value, column.width)])
    if height > MAX_ROW_PT:
        yield look.at(TEXT_OVER_ROW, action, column.key, column=column.title)
    elif height > NEAR_ROW * MAX_ROW_PT:
        yield look.at(TEXT_NEAR_ROW, action, column.key, column=column.title)
