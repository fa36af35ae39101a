"""Help that answers while people type, by formulas and colour rules alone, without macros.

A row that has begun shows its empty needed cells striped; a status shows its colour behind its word; the first tab
counts, for each area, the actions begun and the cells left to fill in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlplan.form.layout import AreaTab, ColumnPlace
from xlplan.sheets import looks
from xlplan.sheets.address import column_letters, quote_sheet
from xlplan.sheets.writing import Sheet


def mark_gaps(sheet: Sheet, tab: AreaTab, last_row: int) -> None:
    """Stripe, in each row that has begun, the needed cells that are empty."""
    row = tab.first_row
    begun = "&".join(f"${column_letters(place.col)}{row}" for place in _asked(tab))
    needed = [place.col for place in tab.columns if place.needed]
    if needed:
        formula = f"=AND(LEN({begun})>0,LEN(TRIM({column_letters(needed[0])}{row}))=0)"
        sheet.stripe_when([(row, col, last_row, col) for col in needed], formula, looks.MISSING)


def echo_status(sheet: Sheet, tab: AreaTab, last_row: int) -> None:
    """Put the colour of a status behind its word."""
    for place in tab.columns:
        if place.column is None or place.column.kind != "status":
            continue
        cell = f"${column_letters(place.col)}{tab.first_row}"
        for choice in place.column.choices:
            word = choice.text.replace('"', '""')
            pair = looks.STATUS_COLOURS[choice.status or "not_started"]
            sheet.colour_when((tab.first_row, place.col, last_row, place.col), f'={cell}="{word}"', pair)


def begun_formula(tab: AreaTab, last_row: int) -> str:
    """Counts the rows of an area's tab in which anything is written.

    Like :func:`gaps_formula` it reaches from the row above the first action, so that rows inserted there are counted,
    and takes off what that row gives.
    """
    return f"=IFERROR(SUMPRODUCT(--({_begun(tab, last_row)}))-1,0)"


def gaps_formula(tab: AreaTab, last_row: int) -> str:
    """Counts the needed cells that are empty in rows that have begun.

    Comparing with "" is what every program evaluates over a range; gnumeric does not so evaluate LEN and TRIM.
    """
    needed = [place for place in tab.columns if place.needed]
    if not needed:
        return "=0"
    above = {placed.col for placed in tab.texts if placed.row == tab.first_row - 1}
    without = sum(place.col not in above for place in needed)
    empty = "+".join(f'({_range(tab, place, last_row)}="")' for place in needed)
    return f"=IFERROR(SUMPRODUCT(({_begun(tab, last_row)})*({empty}))-{without},0)"


def gaps(tab: AreaTab, actions: Sequence[Mapping[str, str]]) -> int:
    """What :func:`gaps_formula` gives for the actions written in."""
    needed = [place.key for place in tab.columns if place.needed]
    begun = [action for action in actions if any(action.get(place.key) for place in _asked(tab))]
    return sum(not action.get(key) for action in begun for key in needed)


def _asked(tab: AreaTab) -> list[ColumnPlace]:
    return [place for place in tab.columns if place.column is not None]


def _begun(tab: AreaTab, last_row: int) -> str:
    """Holds for rows in which a cell is filled; texts are not joined, for Excel joins at most 32,767 characters."""
    return "(" + "+".join(f'({_range(tab, place, last_row)}<>"")' for place in _asked(tab)) + ")>0"


def _range(tab: AreaTab, place: ColumnPlace, last_row: int) -> str:
    letters = column_letters(place.col)
    return f"{quote_sheet(tab.title)}!${letters}${tab.first_row - 1}:${letters}${last_row}"
