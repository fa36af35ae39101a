"""From the rows of a table to actions, with each cell that they hold noted in the account."""

from __future__ import annotations

import re
from dataclasses import replace

from xlplan.findings.catalogue import HEADING_MISSING, HEADINGS_GONE, OWN_TEXT_EDITED
from xlplan.form.layout import NUMBER_KEY
from xlplan.form.model import Form
from xlplan.plan.model import Action, Reading
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
    binder = Binder(account, table, words, year)
    return [(draft.area, binder.action(draft)) for draft in drafts], grouped


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


class Binder:
    """Makes actions out of a table's drafts."""

    def __init__(self, account: Account, table: Table, words: Vocabulary, year: int) -> None:
        form = words.form
        self.account, self.table, self.words, self.year = account, table, words, year
        self.cols = {key: col for col, key in table.columns.items()}
        self.headed = (*table.columns, *table.extra)
        self.number_col = self.cols.get(NUMBER_KEY)
        self.keys = [column.key for column in form.columns]
        self.asked = {key: self.cols[key] for key in self.keys if key in self.cols}
        self.follow_ups = [column.key for column in form.follow_up_columns[::-1]]
        self.status = form.status_column.key if form.status_column else ""
        self.timing = next((column.key for column in form.columns if column.kind == "timing"), "")

    def action(self, draft: Draft) -> Action:
        """The action of a draft, whose cells are noted in the account."""
        values = {key: draft.texts[col] for key, col in self.asked.items() if col in draft.texts}
        columns = self.table.columns
        places = {columns[col]: at for col, at in draft.places.items() if columns.get(col) in values}
        if draft.label and LABEL in self.keys:
            values[LABEL], places[LABEL] = draft.label
            values = {key: values[key] for key in self.keys if key in values}
            self.account.place(draft.label[1])
        self._place(draft)
        number = draft.texts.get(self.number_col) if self.number_col else None
        own = {
            heading: col
            for col, heading in self.table.extra.items()
            if col in draft.texts and draft.places[col] not in self.account.boilerplate
        }
        follow_up = " ".join(values[key] for key in self.follow_ups if key in values)
        return Action(
            sheet=self.account.grid.title,
            row=draft.rows[0],
            values=values,
            places=places,
            cols=self.cols,
            id=number.strip() if number is not None else None,
            timing=parse_timing(values[self.timing], self.year) if self.timing in values else None,
            status=read_status(values.get(self.status, ""), follow_up, self.words.status_words),
            extra={heading: draft.texts[col] for heading, col in own.items()},
            extra_places={heading: draft.places[col] for heading, col in own.items()},
            notes=tuple(note for row in draft.rows for note in self.account.take_notes(row)),
            table_rows=tuple(draft.rows),
        )

    def _place(self, draft: Draft) -> None:
        """The cells of a draft's rows under the table's headings, and the headings of its other columns."""
        under = {(row, col) for row in draft.rows for col in self.headed}
        self.account.place_all(under - self.account.boilerplate)
        for col in self.table.extra.keys() & draft.texts.keys():
            _place_heading(self.account, self.table, col)


def _place_heading(account: Account, table: Table, col: int) -> None:
    """The cells that a heading of the district's own was read from, where it is repeated too."""
    for row in table.heading_rows:
        cell = account.grid.cells.get((row, col))
        if cell is not None and (row, col) not in account.boilerplate and cell.text.strip() in table.extra[col]:
            account.place((row, col))
            account.headings.add((row, col))


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
