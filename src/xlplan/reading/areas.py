"""Which area each table is about: told by marks, tab title and the cells above the table together.

A range name of ours follows its tab through renaming; a copied tab has none (or one of its own scope) and is an area
that the district added, unless its title says otherwise. A name that points at a strange tab while another tab is
called the area points at a copy: ExcelJS keeps only the last of the two names.
"""

from __future__ import annotations

from dataclasses import dataclass

from xlplan.form.layout import MARKS_TAB, name_for
from xlplan.plan.words import is_blank, plain
from xlplan.reading.locate import Table, find_tables
from xlplan.reading.vocabulary import Vocabulary
from xlplan.sheets.grid import Grid, Position, Workbook


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


def find_areas(workbook: Workbook, words: Vocabulary) -> tuple[AreaTable, ...]:
    """Every table of the workbook with its area, in tab order; what stands on our hidden tabs is no table."""
    ours = (MARKS_TAB, words.layout.words.lists_tab)
    claims = Claims(_marked_areas(workbook, words), {words.area_key(grid.title) for grid in workbook.sheets})
    found = []
    for index, grid in enumerate(workbook.sheets):
        earlier: AreaTable | None = None
        for table in find_tables(grid, words) if grid.title not in ours else ():
            earlier = _area_table(index, grid, table, earlier, claims, words)
            found.append(earlier)
    return tuple(found)


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
    index: int, grid: Grid, table: Table, earlier: AreaTable | None, claims: Claims, words: Vocabulary
) -> AreaTable:
    named = _naming_cells(grid, table, words)
    said = next(iter(named.values()), None)
    by_tab = words.area_key(grid.title)
    by_mark = claims.marked.get(grid.title)
    if earlier is not None and said is None:
        return AreaTable(index, table, earlier.key, earlier.title, ())
    if claims.marked and by_tab is None and (by_mark is None or by_mark in claims.titled):
        by_mark = None
        if len(set(named.values())) <= 1 and claims.elsewhere(said):
            said = None
    key = (said or by_mark or by_tab) if earlier is not None else (by_mark or by_tab or said)
    if key is None:
        title_cells = _title_cells(grid, table, words)
        title = grid.cells[title_cells[0]].text.strip() if title_cells else grid.title
        return AreaTable(index, table, None, title, title_cells)
    return AreaTable(index, table, key, "", tuple(position for position, area in named.items() if area == key))


def _naming_cells(grid: Grid, table: Table, words: Vocabulary) -> dict[Position, str]:
    """Cells above the table, or beside guidance just below its header, that name an area of the form."""
    named: dict[Position, str] = {}
    for row, cells in grid.rows():
        beside_guidance = row == table.header_row + 1 and any(
            col in cells and words.is_guidance(key, cells[col].text) for col, key in table.columns.items()
        )
        if table.top_row <= row < table.header_row or beside_guidance:
            named |= {(row, col): key for col, cell in cells.items() if (key := words.area_key(cell.text))}
    return named


def _title_cells(grid: Grid, table: Table, words: Vocabulary) -> tuple[Position, ...]:
    """The first cell above the table that stands alone in its row and is no text of the form's: its title."""
    for row, cells in grid.rows():
        if table.top_row <= row < table.header_row and len(cells) == 1:
            col, cell = next(iter(cells.items()))
            if not is_blank(cell.text) and len(plain(cell.text)) <= 120 and not words.is_own(cell.text):
                return ((row, col),)
    return ()
