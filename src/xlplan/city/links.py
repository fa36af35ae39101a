"""Links from one table of the city workbook to a row of another.

A link looks its row up when it is followed: a formula that finds the row by what it is known by, so that it still
leads there when people sort, filter, insert or delete. Where the row is gone it leads to the top of the tab.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from xlplan.city.table import Laid, Target
from xlplan.sheets.address import column_letters, quote_sheet
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
