"""What was made of small parts lately: a template's own come back with each return of it, the same byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from xlplan.sheets.limits import Limits

Made = TypeVar("Made")
Reader = Callable[[bytes, str, Limits], Made]

_SMALL = 1 << 14
"""Bytes."""
_MOST = 64
"""Parts of one kind; a return has some ten."""


def remembered(read: Reader[Made]) -> Reader[Made]:
    """The same reader of a part (its bytes, its name, what it may cost); what it gives is not to be changed."""
    made: dict[tuple[bytes, str, int, int, int], Made] = {}

    @wraps(read)
    def again(xml: bytes, part: str, limits: Limits) -> Made:
        if len(xml) > _SMALL:
            return read(xml, part, limits)
        key = (xml, part, limits.depth, limits.elements, limits.names)
        if key not in made:
            while len(made) >= _MOST:
                made.pop(next(iter(made)))
            made[key] = read(xml, part, limits)
        return made[key]

    return again
