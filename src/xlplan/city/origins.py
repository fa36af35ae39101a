"""Which action a row of a return became: what a finding or a question about the row is linked to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from string import ascii_uppercase

from xlplan.merging.model import CityAction, CityPlan, Place
from xlplan.sheets.address import MAX_ROW


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
