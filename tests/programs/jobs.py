"""The one job that every program is given: open a workbook, type texts under visible headings, save it.

A person finds the place to type by the heading that stands above it, and so does every program here; cell addresses
would hide it when a heading has moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypedDict

HEADER_SEARCH_ROWS = 60
"""How far down a header row is looked for."""


class Typing(TypedDict):
    """A text to type: on which tab, under which heading, how many rows below the header row (1 is the next one)."""

    sheet: str
    heading: str
    row_after_header: int
    text: str


class FillJob(TypedDict):
    """What to open, where to save it (the ending tells the format), what to type."""

    open: str
    save: str
    type: list[Typing]


class ProgramError(Exception):
    """A program could not do its job; the message has what it said."""


def job(source: object, target: object, typing: Iterable[Typing] = ()) -> FillJob:
    """A job; with nothing to type it is a mere open and save.

    >>> job("a.xlsx", "b.xlsx")
    {'open': 'a.xlsx', 'save': 'b.xlsx', 'type': []}
    """
    return {"open": str(source), "save": str(target), "type": list(typing)}


def header_row(cells: Iterable[tuple[int, str]], headings: Iterable[str]) -> int:
    """The row in which most of the headings stand; the uppermost of equals.

    Args:
        cells: Row number and text of filled cells, in reading order.
        headings: The headings looked for.

    Raises:
        ProgramError: No row has any of them.

    >>> header_row([(1, "Plan"), (3, "När"), (4, "När "), (4, "Vem")], ["När", "Vem"])
    4
    """
    wanted = set(headings)
    hits = Counter(row for row, text in cells if row <= HEADER_SEARCH_ROWS and text.strip() in wanted)
    if not hits:
        raise ProgramError(f"no row has the headings {sorted(wanted)}")
    return min(hits, key=lambda row: (-hits[row], row))
