"""Rules and texts for Excel's message boxes, which hold little: 32 characters in a title, 255 in a message."""

from __future__ import annotations

from xlplan.form.model import Column
from xlplan.form.wording import Wording
from xlplan.sheets.writing import DropDown

MAX_TITLE, MAX_MESSAGE = 32, 255
"""Excel's limits (ECMA-376 part 1, 18.3.1.32)."""


def column_rule(column: Column | None, title: str, guidance: str, source: str | None, words: Wording) -> DropDown:
    """The rule for what is written under a column's title: its list, if ``source`` names one, and its guidance."""
    chosen = bool(column and column.choices)
    parts = [guidance, (words.choose if chosen else words.suggest) if source else ""]
    return DropDown(
        source=source,
        strict="warning" if chosen else "information",
        title=cut_message(title, MAX_TITLE),
        message=cut_message(" ".join(part for part in parts if part).replace("\n", " "), MAX_MESSAGE),
        error_title=cut_message(words.not_listed, MAX_TITLE),
        error=cut_message(words.not_listed_help, MAX_MESSAGE),
    )


def refusal(words: Wording) -> tuple[str, str]:
    """Title and message for what is typed over the template's own texts."""
    return cut_message(words.locked_title, MAX_TITLE), cut_message(words.locked_help, MAX_MESSAGE)


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
