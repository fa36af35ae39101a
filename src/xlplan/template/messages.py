"""Texts for Excel's message boxes, which hold little: 32 characters in a title, 255 in a message."""

from __future__ import annotations

MAX_TITLE, MAX_MESSAGE = 32, 255
"""Excel's limits (ECMA-376 part 1, 18.3.1.32)."""


def cut_message(text: str, limit: int) -> str:
    """The text, cut at a word with ``…`` where it is longer than ``limit``.

    Excel counts UTF-16 units, so these are counted.

    >>> cut_message("Beskriv orsaken till problemet", 20)
    'Beskriv orsaken …'
    """
    if _units(text) <= limit:
        return text
    while _units(text) > limit - 2:
        head, _, _ = text.rpartition(" ")
        text = head or text[:-1]
    return text.rstrip() + " …"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
