"""The rows of a table as a reader takes them in: what each says itself and what merged cells say in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlplan.findings.catalogue import OWN_TEXT_EDITED
from xlplan.form.layout import NUMBER_KEY
from xlplan.plan.words import is_blank
from xlplan.reading.account import Account
from xlplan.reading.locate import Table
from xlplan.reading.vocabulary import Vocabulary
from xlplan.sheets.grid import Cell, Grid, Position

_COUNT = re.compile(r"\d{0,4}")
LABEL, CAUSE, ACTION = "label", "cause", "action"
"""Keys of the columns that make a row an action of its own."""


@dataclass(frozen=True, slots=True)
class Line:
    """A filled row of a table."""

    row: int
    cells: dict[int, Cell]
    """Its filled cells by column, and those that merged cells above lend it; without guidance."""
    texts: dict[int, str]
    """What stands in the columns with a heading, blank ones left out."""
    own: frozenset[int]
    """Columns with a heading in which it has a text itself, which is no number of ours and no count."""
    alone: bool = False
    """Whether it holds one text and nothing else."""
    banner: bool = False
    """Whether its one text is merged over several columns."""
    divides: str | None = None
    """The area that the actions from here on belong to."""
    guided: bool = False
    """Whether guidance stands in it; if it divides, what else it says is an action."""


def lines_of(account: Account, table: Table, words: Vocabulary) -> Iterator[Line]:
    """The filled rows below the headings, in order; guidance is set aside here."""
    spread = _spread(account.grid, table)
    headed = table.columns.keys() | table.extra.keys()
    action, number = table.column(ACTION), {table.column(NUMBER_KEY)}
    merged_across = {(m.first_row, m.first_col) for m in account.grid.merges if m.last_col > m.first_col}
    for row, filled in table.body(account.grid):
        guidance, area = _set_guidance_aside(account, table, row, filled, words)
        cells = {col: cell for col, cell in filled.items() if col not in guidance} if guidance else filled
        lent = spread.get(row, {})
        here = lent | cells if lent else cells
        texts = {col: cell.text for col, cell in here.items() if col in headed and not is_blank(cell.text)}
        counts = {col for col in table.extra if col in texts and is_count(texts[col])}
        own = frozenset(texts.keys() - lent.keys() - number - counts)
        alone = len(own) == 1 and action not in lent
        alone = alone and all(is_count(cells[col].text) for col in (cells.keys() & headed) - own)
        banner = alone and (row, min(own)) in merged_across
        if not guidance and (heads := _heading_cell(table, row, filled, own if alone else frozenset(), merged_across)):
            area = words.area_key(filled[heads].text)
        divides = area if guidance or alone or not own else None
        yield Line(row, here, texts, own, alone, banner, divides, bool(guidance))


def _heading_cell(
    table: Table, row: int, filled: dict[int, Cell], alone: frozenset[int], merged_across: set[Position]
) -> int | None:
    """The column of a row's one text, where what heads the rows below is written: first, or merged over several."""
    if not alone:
        col = min(filled)
        return col if len(filled) == 1 and col < min(table.columns) else None
    col = min(alone)
    return col if (row, col) in merged_across or col == _first(table) else None


def is_count(text: str) -> bool:
    """Whether a text is a small number, as rows are counted by."""
    return bool(_COUNT.fullmatch(text.strip()))


def _first(table: Table) -> int:
    """The column in which a line between the actions is written: that of the labels, else the first."""
    label = table.column(LABEL)
    return min(table.columns) if label is None else label


def _spread(grid: Grid, table: Table) -> dict[int, dict[int, Cell]]:
    """What merged cells say in the rows below their first, for the columns of the table."""
    spread: dict[int, dict[int, Cell]] = {}
    if not grid.merges:
        return spread
    rows = sorted({row for row, _ in grid.cells if table.body_row <= row < table.end_row})
    headed = table.columns.keys() | table.extra.keys()
    for merge in grid.merges:
        cell = grid.cells.get((merge.first_row, merge.first_col))
        if cell is None or merge.first_col not in headed or merge.first_row < table.body_row:
            continue
        for row in rows:
            if merge.first_row < row <= merge.last_row and (row, merge.first_col) not in grid.cells:
                spread.setdefault(row, {})[merge.first_col] = cell
    return spread


def _set_guidance_aside(
    account: Account, table: Table, row: int, cells: dict[int, Cell], words: Vocabulary
) -> tuple[set[int], str | None]:
    """The columns of a row that hold the form's guidance or the area's name beside it; and that area.

    Guidance with something added to it is an answer, unless all else in the row is guidance too.
    """
    keys = {col: key for col, key in table.columns.items() if col in cells}
    found = {col for col, key in keys.items() if words.guides(key, cells[col].text)}
    if not found:
        return set(), None
    answered = {col for col, key in keys.items() if words.has_answer(key, cells[col].text)}
    first = _first(table)
    named = {col: area for col in cells if col == first or col not in keys if (area := words.area_key(cells[col].text))}
    if found - answered and cells.keys() <= found | answered | named.keys():
        found |= answered
    else:
        found -= answered
    for col in found:
        account.set_aside((row, col))
        if not words.is_guidance_verbatim(table.columns[col], cells[col].text):
            account.remark(OWN_TEXT_EDITED, row, col, value=cells[col].text)
    area = next(iter(named.values()), None) if found else None
    if area:
        for col in named:
            account.set_aside((row, col))
    return found | (named.keys() if area else set()), area if row > table.body_row else None
