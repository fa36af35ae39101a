"""Links between a finding, a question or a return and the actions they are about: which row, and how one gets there.

A link looks its row up when it is followed: a formula that finds the row by what it is known by, so that it still
leads there when people sort, filter, insert or delete. Where the row is gone it leads to the top of the tab.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from string import ascii_uppercase

from xlplan.city.table import Laid, Target
from xlplan.merging.model import CityAction, CityPlan, Place
from xlplan.sheets.address import MAX_ROW, column_letters, quote_sheet
from xlplan.sheets.looks import Style
from xlplan.sheets.writing import Sheet

MOST_COMPARED = 20_000_000
"""So many cells at most do the links that know a row by two texts look through together, whenever all is calculated."""
LONGEST_IN_FORMULA = 255
"""Excel's limit for a text within a formula, in characters."""
_LINK = re.compile(r'HYPERLINK\("#.*[,;]"((?:[^"]|"")*)"\)', re.DOTALL)


class Places:
    """Where the rows of the tables stand, as formulas find them."""

    def __init__(self, laid: Iterable[Laid], first_row: int) -> None:
        self._laid = {each.table.name: each for each in laid}
        self._above = first_row - 1
        self._left = MOST_COMPARED
        self._searches: dict[Target, str] = {}

    def write(self, sheet: Sheet, at: tuple[int, int], target: Target, text: str, styles: tuple[Style, Style]) -> None:
        """Write a link with its text, or the text alone where there can be no link; ``styles`` are for both."""
        formula = self._formula(target, text)
        if formula:
            sheet.formula(*at, formula, text, styles[0])
        else:
            sheet.text(*at, text, styles[1])

    def _formula(self, target: Target, text: str) -> str | None:
        if target.table not in self._laid or len(text) > LONGEST_IN_FORMULA:
            return None
        if target not in self._searches:
            self._searches[target] = self._search(target)
        if len(target.known_by) > 1:
            self._left -= len(self._laid[target.table].rows) * len(target.known_by)
            if self._left < 0:
                return None
        return f"{self._searches[target]},{_quoted(text)})"

    def _search(self, target: Target) -> str:
        """The formula but for the text that it shows."""
        laid = self._laid[target.table]
        tab = quote_sheet(laid.table.tab)
        columns = {column.key: column_letters(col) for col, column in enumerate(laid.columns, 1)}
        last = self._above + max(len(laid.rows), 1)
        ranges = [(f"{tab}!${columns[key]}$1:${columns[key]}${last}", known) for key, known in target.known_by]
        if len(ranges) == 1:
            found = f"MATCH({_quoted(_literal(ranges[0][1]))},{ranges[0][0]},0)"
        else:
            found = f"MATCH(1,INDEX({'*'.join(f'({cells}={_quoted(known)})' for cells, known in ranges)},0),0)"
        return f"=HYPERLINK({_quoted(f'#{tab}!A')}&IFERROR({found},1)"


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _literal(text: str) -> str:
    """A text for ``MATCH``, to which ``*``, ``?`` and ``~`` are signs of their own."""
    return "".join(f"~{letter}" if letter in "*?~" else letter for letter in text)


def told_by(formula: str) -> str | None:
    """The text that a link of ours shows, for programs keep the formula and may lose its result; None for others."""
    found = _LINK.fullmatch(formula)
    return found[1].replace('""', '"') if found else None


class RowsOfReturns:
    """Which action a row of a return became.

    An action of several rows, a card, reaches down to the next one: a blank field at its end is its own.
    """

    def __init__(self, plan: CityPlan) -> None:
        rows: dict[tuple[str, str, str], dict[str, list[int]]] = {}
        self._actions = {action.id: action for action in plan.actions}
        for action in plan.actions:
            for file, sheet, row in _rows(action):
                rows.setdefault((action.district, file, sheet), {}).setdefault(action.id, []).append(row)
        self._spans = {place: _spans(found) for place, found in rows.items()}
        self._districts: dict[str, set[str]] = {}
        for each in plan.returns:
            self._districts.setdefault(each.file, set()).add(each.district or "")

    def district(self, file: str) -> str | None:
        """The district whose return a file is; None where none is, where several are, or where nobody knows."""
        found = self._districts.get(file, set())
        return next(iter(found)) or None if len(found) == 1 else None

    def action(self, district: str | None, file: str | None, sheet: str | None, row: int | None) -> CityAction | None:
        """The action that a district's row became; None where it is none."""
        spans = self._spans.get((district or "", file or "", sheet or ""), [])
        index = bisect_right(spans, row or 0, key=lambda span: span[0]) - 1
        if index < 0 or (row or 0) > spans[index][1]:
            return None
        return self._actions[spans[index][2]]


def _rows(action: CityAction) -> Iterator[tuple[str, str, int]]:
    for source in action.sources:
        yield source.file, source.sheet, source.row
    told = [each.place for each in action.follow_ups.values()]
    for place in (*action.places.values(), *told, *action.extra_places.values(), *action.note_places):
        if row := _row(place):
            yield place.file, place.sheet, row


def _row(place: Place) -> int | None:
    digits = place.cell.lstrip(ascii_uppercase)
    return int(digits) if digits.isdecimal() else None


def _spans(rows: Mapping[str, Sequence[int]]) -> list[tuple[int, int, str]]:
    """First row, last row and id of each action of a tab, from above."""
    found = sorted((min(each), max(each), id_) for id_, each in rows.items())
    ends = [following[0] - 1 for _, following in pairwise(found)] + [MAX_ROW]
    return [(first, end if last > first else last, id_) for (first, last, id_), end in zip(found, ends, strict=True)]
