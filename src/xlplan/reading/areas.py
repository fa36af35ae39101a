"""Which area each table is about: told by marks, tab title and the cells above the table together.

A range name of ours follows its tab through renaming; a copied tab has none (or one of its own scope) and is an area
that the district added, unless its title says otherwise. A name that points at a strange tab while another tab is
called the area points at a copy: ExcelJS keeps only the last of the two names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from xlplan.form.layout import MARKS_TAB, name_for
from xlplan.plan.words import is_blank, plain
from xlplan.reading.locate import Table, find_tables, guides, table_without_headings
from xlplan.reading.vocabulary import Vocabulary
from xlplan.sheets.grid import Grid, Position, Workbook

_YEAR = re.compile(r"(?<!\d)20\d\d(?![-_.]?\d)")
"""A year that is no part of a date."""


@dataclass(frozen=True, slots=True)
class AreaTable:
    """A table and the area it is about."""

    sheet_index: int
    table: Table
    key: str | None
    """The form's area; None when the district added it."""
    title: str
    title_cells: tuple[Position, ...]
    """Cells that say which area it is."""
    rival: str | None = None
    """Another area of the form that the tab also speaks of."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Which areas the tabs of a workbook are said to be, apart from what stands in their cells."""

    marked: dict[str, str]
    """Area key by tab title, from range names."""
    titled: set[str | None]
    """Areas that some tab is called by."""

    def elsewhere(self, key: str | None) -> bool:
        """Whether a mark or a tab's name gives an area to some tab."""
        return key in self.marked.values() or key in self.titled


@dataclass(frozen=True, slots=True)
class _Tab:
    """A tab, and which area it is as a whole."""

    index: int
    grid: Grid
    by_mark: str | None
    by_title: str | None
    several: bool
    """Whether its tables name different areas: its name is then the weakest of witnesses."""


def claims_of(workbook: Workbook, words: Vocabulary) -> Claims:
    """Which areas the range names and the tabs' names give."""
    return Claims(_marked_areas(workbook, words), {words.area_of_tab(grid.title) for grid in workbook.sheets})


def find_areas(workbook: Workbook, words: Vocabulary) -> tuple[AreaTable, ...]:
    """Every table of the workbook with its area, in tab order; what stands on our hidden tabs is no table."""
    claims = claims_of(workbook, words)
    found = []
    for index, grid, tables in _tables(workbook, claims, words):
        naming = [_naming_cells(grid, table, words) for table in tables]
        several = len(tables) > 1 and len({key for named in naming for key in named.values()}) > 1
        tab = _Tab(index, grid, claims.marked.get(grid.title), words.area_of_tab(grid.title), several)
        earlier: AreaTable | None = None
        for table, named in zip(tables, naming, strict=True):
            earlier = _area_table(tab, table, named, earlier, claims, words)
            found.append(earlier)
    return tuple(found)


def other_years_tabs(workbook: Workbook, tables: tuple[AreaTable, ...], words: Vocabulary, year: int) -> dict[int, int]:
    """Year by sheet index of the tabs that are left from another plan: they say another year, and other tabs do not."""
    told = {each.sheet_index: _year_of(workbook.sheets[each.sheet_index], each.table, words) for each in tables}
    others = {index: said for index, said in told.items() if said and said not in (year, words.form.year)}
    return others if others.keys() < told.keys() else {}


def _year_of(grid: Grid, table: Table, words: Vocabulary) -> int | None:
    """The year in a tab's name, unless the form calls it so, or in the topmost of the plan's titles on it."""
    rows = takewhile(lambda row: row[0] < table.header.first_row, grid.rows())
    above = [cell.text for _, cells in rows for cell in cells.values() if len(cell.text) <= 120]
    titles = [text for text in above if plain(words.form.title) in plain(text)]
    named = () if plain(grid.title) in words.area_names else (grid.title,)
    told = next((years for text in (*named, *titles) if (years := set(_YEAR.findall(text)))), set())
    return int(min(told)) if len(told) == 1 else None


def _tables(workbook: Workbook, claims: Claims, words: Vocabulary) -> Iterator[tuple[int, Grid, tuple[Table, ...]]]:
    """The tables of each tab; a tab that is known to be an area's and has no headings is read as the others are."""
    ours = (MARKS_TAB, words.layout.words.lists_tab)
    tabs = [(at, grid, find_tables(grid, words)) for at, grid in enumerate(workbook.sheets) if grid.title not in ours]
    patterns = Counter(tuple(sorted(table.columns.items())) for _, _, tables in tabs for table in tables[:1])
    for index, grid, tables in tabs:
        if grid.title == words.form.instruction.tab:
            tables = tuple(table for table in tables if table.found_by == "headings")
        elif not tables and patterns and (grid.title in claims.marked or _names_area(grid, words)):
            lone = table_without_headings(grid, dict(patterns.most_common(1)[0][0]))
            tables = (lone,) if lone else ()
        yield index, grid, tables


def _names_area(grid: Grid, words: Vocabulary) -> bool:
    """Whether a tab's name, or what stands alone in its first row, is an area's."""
    first = next(iter(grid.rows()), (0, {}))[1]
    alone = [cell.text for cell in first.values()] if len(first) == 1 else []
    return words.area_of_tab(grid.title) is not None or any(map(words.area_key, alone))


def _marked_areas(workbook: Workbook, words: Vocabulary) -> dict[str, str]:
    """Area key by tab title, from the range names that the whole workbook sees; only of tabs that are there."""
    areas = {name_for("area", area.key): area.key for area in words.form.areas}
    tabs = {grid.title for grid in workbook.sheets}
    return {
        tab: areas[name.name.casefold()]
        for name in workbook.names
        if name.sheet is None and name.name.casefold() in areas and (tab := _tab_of(name.target)) in tabs
    }


def _tab_of(target: str) -> str:
    """The tab in ``'Unga i riskzon'!$A$1``."""
    tab, _, _ = target.lstrip("=").rpartition("!")
    tab = tab.removeprefix("$")
    return tab[1:-1].replace("''", "'") if tab.startswith("'") and tab.endswith("'") else tab


def _area_table(
    tab: _Tab, table: Table, named: dict[Position, str], earlier: AreaTable | None, claims: Claims, words: Vocabulary
) -> AreaTable:
    said, by_mark = next(iter(named.values()), None), tab.by_mark
    if earlier is not None and said is None:
        return AreaTable(tab.index, table, earlier.key, earlier.title, ())
    if claims.marked and tab.by_title is None and (by_mark is None or by_mark in claims.titled):
        by_mark = None
        if len(set(named.values())) <= 1 and claims.elsewhere(said):
            said = None
    weak = earlier is not None or tab.several
    votes = [said, by_mark, tab.by_title] if weak else [by_mark, tab.by_title, said]
    key = next((vote for vote in votes if vote), None)
    if key is None:
        title_cells = _title_cells(tab.grid, table, words)
        title = tab.grid.cells[title_cells[0]].text.strip() if title_cells else tab.grid.title
        return AreaTable(tab.index, table, None, title, title_cells)
    rival = next((vote for vote in votes if vote and vote != key), None) if not weak else None
    return AreaTable(tab.index, table, key, "", tuple(at for at, area in named.items() if area in (key, rival)), rival)


def _naming_cells(grid: Grid, table: Table, words: Vocabulary) -> dict[Position, str]:
    """Cells above the table, or beside guidance just below its header, that name an area of the form."""
    named: dict[Position, str] = {}
    for row, cells in takewhile(lambda row: row[0] <= table.body_row, grid.rows()):
        beside_guidance = row == table.body_row < table.end_row and guides(grid, row, table.columns, words)
        if table.top_row <= row < table.body_row or beside_guidance:
            named |= {
                (row, col): key
                for col, cell in cells.items()
                if (row, col) not in table.header.own and not (beside_guidance and _is_answer(table, col))
                if (key := words.area_key(cell.text))
            }
    return named


def _is_answer(table: Table, col: int) -> bool:
    """Whether a text in a column is an answer, which names no area, and no label."""
    return table.columns.get(col, "label") != "label"


def _title_cells(grid: Grid, table: Table, words: Vocabulary) -> tuple[Position, ...]:
    """The first cell above the table that stands alone in its row and is no text of the form's: its title."""
    for row, cells in grid.rows():
        if table.top_row <= row < table.header.first_row and len(cells) == 1:
            col, cell = next(iter(cells.items()))
            if not is_blank(cell.text) and len(plain(cell.text)) <= 120 and not words.is_own(cell.text):
                return ((row, col),)
    return ()
