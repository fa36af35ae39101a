"""The charts of status: one look for the city workbook and for the document, told by more than colour."""

from __future__ import annotations

from collections.abc import Sequence

from xlplan.city.wording import STATUS_ORDER, CityWords
from xlplan.sheets.writing import Series, Sheet, Stripes

FILLS = {
    "fulfilled": "#3FA37C",
    "partly": "#B5E0CC",
    "ongoing": "#8CC0EA",
    "not_started": "#C2C9D1",
    "not_fulfilled": "#E8874A",
    "unknown": "#FFFFFF",
}
"""Each status by a colour that differs from its neighbours in lightness too, for those who see no colours and for grey
prints. Each part has its number, black on all of them stands out 7:1 or more, and the legend has the same order."""


STRIPES = {
    "partly": Stripes("down", "#6FBE9C"),
    "not_started": Stripes("upright", "#F2F5F8"),
    "not_fulfilled": Stripes("up", "#F8D2BB"),
}
"""Stripes across statuses that in grey would look like others; black on them stands out as well."""


def status_series(sheet: Sheet, words: CityWords, rows: tuple[int, int], first_col: int) -> Sequence[Series]:
    """A series for each status, over rows whose labels stand in column A.

    Args:
        sheet: Where the figures stand.
        words: With the words of the legend.
        rows: First and last row.
        first_col: Column of the first status; the others follow it.
    """
    first, last = rows
    return [
        Series(
            words.statuses[status],
            sheet.span(first, 1, last, 1),
            sheet.span(first, col, last, col),
            FILLS[status],
            STRIPES.get(status),
        )
        for col, status in enumerate(STATUS_ORDER, first_col)
    ]
