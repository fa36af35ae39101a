"""From the rows of a table to actions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlplan.form.layout import NUMBER_KEY
from xlplan.plan.model import Action, Timing
from xlplan.plan.status import read_status
from xlplan.plan.timing import parse_timing
from xlplan.plan.words import is_blank, plain
from xlplan.reading.account import Account
from xlplan.reading.locate import Table
from xlplan.reading.vocabulary import Vocabulary
from xlplan.sheets.grid import Cell, Grid, Position

_NUMBER = re.compile(r"[A-ZÅÄÖ]{2,8}-\d{1,4}")


def read_actions(account: Account, table: Table, words: Vocabulary, year: int) -> Iterator[Action]:
    """The actions of a table, in order; each cell that they hold is noted in the account."""
    spread = _spread(account.grid, table)
    for row, cells in account.grid.rows():
        if row == table.header_row:
            _take_header(account, table, row)
        elif table.header_row < row < table.end_row:
            cells = cells | spread.get(row, {})
            guidance = _guidance(cells, table, words)
            for col in guidance:
                account.set_aside((row, col))
            action = _action(
                account, table, row, {col: cells[col] for col in cells if col not in guidance}, words, year
            )
            if action:
                yield action


def _take_header(account: Account, table: Table, row: int) -> None:
    for col in table.columns:
        account.set_aside((row, col))


def _spread(grid: Grid, table: Table) -> dict[int, dict[int, Cell]]:
    """What merged cells say in the rows below their first, for the columns of the table."""
    spread: dict[int, dict[int, Cell]] = {}
    rows = sorted({row for row, _ in grid.cells if table.header_row < row < table.end_row})
    for merge in grid.merges:
        cell = grid.cells.get((merge.first_row, merge.first_col))
        if cell is None or merge.first_col not in table.columns or merge.first_row <= table.header_row:
            continue
        for row in rows:
            if merge.first_row < row <= merge.last_row and (row, merge.first_col) not in grid.cells:
                spread.setdefault(row, {})[merge.first_col] = cell
    return spread


def _guidance(cells: dict[int, Cell], table: Table, words: Vocabulary) -> set[int]:
    """Columns of a row that hold the form's guidance; with any, an area's name in the row belongs to it too."""
    found = {col for col, key in table.columns.items() if col in cells and words.is_guidance(key, cells[col].text)}
    if found:
        found |= {col for col in table.columns if col in cells and words.area_key(cells[col].text)}
    return found


def _action(
    account: Account, table: Table, row: int, cells: dict[int, Cell], words: Vocabulary, year: int
) -> Action | None:
    """The row's action, if it holds anything in a column of the form besides its number."""
    values: dict[str, str] = {}
    places: dict[str, Position] = {}
    for col, key in table.columns.items():
        if col in cells and key != NUMBER_KEY and not is_blank(cells[col].text):
            values[key], places[key] = cells[col].text, (row, col)
    if not any((row, col) in account.grid.cells for _, col in places.values()):
        _set_aside_number(account, table, row, cells)
        return None
    extra = {heading: cells[col].text for col, heading in table.extra.items() if col in cells}
    for col in cells:
        if col in table.columns or col in table.extra:
            account.place((row, col))
            if col in table.extra:
                account.place((table.header_row, col))
    number = next(
        (cells[col].text.strip() for col, key in table.columns.items() if key == NUMBER_KEY and col in cells), ""
    )
    follow_up = " ".join(values[column.key] for column in words.form.follow_up_columns[::-1] if column.key in values)
    status_column = words.form.status_column
    return Action(
        sheet=account.grid.title,
        row=row,
        values=values,
        places=places,
        cols={key: col for col, key in table.columns.items()},
        id=number or None,
        timing=_timing(values, words, year),
        status=read_status(values.get(status_column.key, "") if status_column else "", follow_up, words.status_words),
        extra=extra,
        notes=account.take_notes(row),
    )


def _timing(values: dict[str, str], words: Vocabulary, year: int) -> Timing | None:
    column = next((column for column in words.form.columns if column.kind == "timing"), None)
    return parse_timing(values[column.key], year) if column and column.key in values else None


def _set_aside_number(account: Account, table: Table, row: int, cells: dict[int, Cell]) -> None:
    """A number of ours on a row without an action is the form's own."""
    for col, key in table.columns.items():
        if key == NUMBER_KEY and col in cells and _NUMBER.fullmatch(plain(cells[col].text).upper().replace(" ", "-")):
            account.set_aside((row, col))
