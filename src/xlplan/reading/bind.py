"""From the rows of a table to actions, with each cell that they hold noted in the account."""

from __future__ import annotations

import re
from dataclasses import replace

from xlplan.findings.catalogue import HEADING_MISSING, HEADINGS_GONE, OWN_TEXT_EDITED
from xlplan.form.layout import NUMBER_KEY
from xlplan.form.model import Form
from xlplan.plan.model import Action, Reading, Timing
from xlplan.plan.status import read_status
from xlplan.plan.timing import parse_timing
from xlplan.plan.words import plain
from xlplan.reading.account import Account
from xlplan.reading.drafts import Draft, read_drafts
from xlplan.reading.lines import LABEL, is_count
from xlplan.reading.locate import Table
from xlplan.reading.vocabulary import Vocabulary

_NUMBER = re.compile(r"[A-ZÅÄÖ]{2,8}-\d{1,4}")


def read_actions(
    account: Account, table: Table, words: Vocabulary, year: int, area: str | None
) -> tuple[list[tuple[str | None, Action]], bool]:
    """The actions of a table in order, each with the area it is said to belong to if that is not the table's.

    The second value says whether a column of the table tells each row's area.
    """
    _take_header(account, table, words)
    drafts, grouped = read_drafts(account, table, words, area)
    _set_numbers_aside(account, table, {draft.rows[0] for draft in drafts})
    return [(draft.area, _action(account, table, draft, words, year)) for draft in drafts], grouped


def in_year(reading: Reading, form: Form, year: int) -> Reading:
    """A return as one of a year that a person has told: what is said of time is read in that year."""
    key = next((column.key for column in form.columns if column.kind == "timing"), "")

    def timed(action: Action) -> Action:
        return replace(action, timing=parse_timing(action.values[key], year)) if key in action.values else action

    areas = tuple(replace(area, actions=tuple(map(timed, area.actions))) for area in reading.areas)
    return replace(reading, year=year, areas=areas)


def _take_header(account: Account, table: Table, words: Vocabulary) -> None:
    if table.found_by != "headings":
        account.remark(HEADINGS_GONE)
    for header in table.headers:
        for position in header.own:
            account.set_aside(position)
        for position in header.added:
            account.remark(OWN_TEXT_EDITED, *position, value=account.grid.cells[position].text)
    titles = {column.key: column.title for column in words.form.columns} | {NUMBER_KEY: words.layout.words.number}
    for col in sorted(table.unnamed):
        read_as = titles[table.columns[col]] if col in table.columns else table.extra[col]
        account.remark(HEADING_MISSING, table.header.first_row, col, read_as=read_as)


def _action(account: Account, table: Table, draft: Draft, words: Vocabulary, year: int) -> Action:
    values = {key: draft.texts[col] for col, key in table.columns.items() if col in draft.texts and key != NUMBER_KEY}
    places = {table.columns[col]: place for col, place in draft.places.items() if table.columns.get(col) in values}
    if draft.label and any(column.key == LABEL for column in words.form.columns):
        values[LABEL], places[LABEL] = draft.label
        account.place(draft.label[1])
    _place(account, table, draft)
    own = {col: heading for col, heading in table.extra.items() if draft.places.get(col) not in account.boilerplate}
    follow_up = " ".join(values[column.key] for column in words.form.follow_up_columns[::-1] if column.key in values)
    status = words.form.status_column
    return Action(
        sheet=account.grid.title,
        row=draft.rows[0],
        values=_in_order(values, words),
        places=places,
        cols={key: col for col, key in table.columns.items()},
        id=_number(table, draft),
        timing=_timing(values, words, year),
        status=read_status(values.get(status.key, "") if status else "", follow_up, words.status_words),
        extra={heading: draft.texts[col] for col, heading in own.items() if col in draft.texts},
        extra_places={heading: draft.places[col] for col, heading in own.items() if col in draft.places},
        notes=tuple(note for row in draft.rows for note in account.take_notes(row)),
        table_rows=tuple(draft.rows),
    )


def _in_order(values: dict[str, str], words: Vocabulary) -> dict[str, str]:
    return {column.key: values[column.key] for column in words.form.columns if column.key in values}


def _place(account: Account, table: Table, draft: Draft) -> None:
    """The cells of a draft's rows under the table's headings, and the headings of its other columns."""
    headed = table.columns.keys() | table.extra.keys()
    for row in draft.rows:
        for col in headed:
            if (row, col) not in account.boilerplate:
                account.place((row, col))
            if col in table.extra and col in draft.texts:
                _place_heading(account, table, col)


def _place_heading(account: Account, table: Table, col: int) -> None:
    """The cells that a heading of the district's own was read from, where it is repeated too."""
    for row in table.heading_rows:
        cell = account.grid.cells.get((row, col))
        if cell is not None and (row, col) not in account.boilerplate and cell.text.strip() in table.extra[col]:
            account.place((row, col))
            account.headings.add((row, col))


def _number(table: Table, draft: Draft) -> str | None:
    numbers = (
        draft.texts[col].strip() for col, key in table.columns.items() if key == NUMBER_KEY and col in draft.texts
    )
    return next(numbers, None)


def _timing(values: dict[str, str], words: Vocabulary, year: int) -> Timing | None:
    column = next((column for column in words.form.columns if column.kind == "timing"), None)
    return parse_timing(values[column.key], year) if column and column.key in values else None


def _set_numbers_aside(account: Account, table: Table, taken: set[int]) -> None:
    """Numbers on rows without an action: ours in the column of numbers, or rows counted in advance."""
    for row, cells in account.grid.rows():
        if row in taken or not table.header.first_row <= row < table.end_row:
            continue
        for col in table.columns.keys() | table.extra.keys():
            if col in cells and _is_number(table, col, cells[col].text):
                account.set_aside((row, col))


def _is_number(table: Table, col: int, text: str) -> bool:
    ours = _NUMBER.fullmatch(plain(text).upper().replace(" ", "-"))
    return table.columns.get(col, NUMBER_KEY) == NUMBER_KEY and bool(is_count(text) or (ours and col in table.columns))
