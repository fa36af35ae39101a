"""Sentences that count: one thing in the singular, none or several in the plural."""

from __future__ import annotations

from string import Formatter


class _Counting(Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        return f"{value} {one if str(value) == '1' else many}" if bar else str(super().format_field(value, format_spec))


_COUNTING = _Counting()


def counted(sentence: str, /, **facts: object) -> str:
    """A sentence with its facts in place; ``{name:one|many}`` is a number with the word that it takes.

    >>> counted("{n:rad|rader} i {tab}", n=1, tab="Unga"), counted("{n:rad|rader}", n="0")
    ('1 rad i Unga', '0 rader')
    """
    return _COUNTING.vformat(sentence, (), facts)
