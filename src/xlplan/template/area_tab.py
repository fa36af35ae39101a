"""An area's tab as a table: title, guidance, header, and rows to fill in.

Whole columns are unlocked and the rows above the actions locked: so rows can be inserted, deleted, sorted and
filtered on the protected sheet, and typed in below the prepared ones. Empty rows hold no cells, only the columns'
style: so the page that is printed ends with the last action.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xlplan.form.layout import AREA_FIELD_LISTS, AreaTab, ColumnPlace, Layout, Placed, Role, name_for
from xlplan.form.model import Column
from xlplan.form.places import LAST_YEAR
from xlplan.form.wording import Wording
from xlplan.sheets import looks
from xlplan.sheets.address import column_letters
from xlplan.sheets.looks import Style
from xlplan.sheets.text_size import row_height, wide_enough
from xlplan.sheets.writing import ALL_COLUMNS, Book, DropDown, Sheet
from xlplan.template.live_help import echo_status, mark_gaps
from xlplan.template.messages import column_rule, refusal
from xlplan.template.slots import write_slot

PADDING_PT = 6
TITLE_PT = 32
SPARE_ROWS = 10
"""Rows with rules and help below the last prepared action."""
_LOOK = {
    Role.TITLE: looks.TITLE,
    Role.LABEL: looks.LABEL,
    Role.GUIDANCE: looks.GUIDANCE,
    Role.HEADER: looks.HEADER,
}


def last_row(tab: AreaTab, actions: int) -> int:
    """The last row with rules and help, when so many actions are written in."""
    return max(tab.last_row, tab.first_row + actions + SPARE_ROWS - 1)


def column_widths(tab: AreaTab, actions: Sequence[Mapping[str, str]]) -> dict[int, float]:
    """Width of each column in Excel's characters: the form's, or more where an action's text would not fit a row."""
    return {
        place.col: wide_enough((action.get(place.key, "") for action in actions), place.width, PADDING_PT)
        for place in tab.columns
    }


def texts_at(tab: AreaTab, actions: Sequence[Mapping[str, str]]) -> Iterator[tuple[int, int, str, float]]:
    """(row, column, text, width) of each text of the actions."""
    widths = column_widths(tab, actions)
    for row, values in enumerate(actions, tab.first_row):
        for place in tab.columns:
            yield row, place.col, values.get(place.key, ""), widths[place.col]


def write_area_tab(
    book: Book, layout: Layout, tab: AreaTab, actions: Sequence[Mapping[str, str]], answers: Mapping[str, str]
) -> None:
    """Write the tab; ``actions`` are texts by column key, a row each, ``answers`` the area's texts by field key."""
    sheet = book.sheet(tab.title)
    widths = column_widths(tab, actions)
    _set_columns(sheet, tab, widths)
    _set_heights(sheet, tab, widths, answers)
    opened = {place.col for place in tab.columns if place.open}
    for placed in tab.texts:
        sheet.text(placed.row, placed.col, placed.text, _look(placed, opened))
    for slot in tab.slots:
        write_slot(sheet, slot, answers.get(slot.question.key, ""), AREA_FIELD_LISTS)
    for row, values in enumerate(actions, tab.first_row):
        _write_action(sheet, tab, row, values, widths)
    last = last_row(tab, len(actions))
    for place in tab.columns:
        _write_rule(sheet, layout, tab, place, last)
    mark_gaps(sheet, tab, last)
    echo_status(sheet, tab, last)
    sheet.filter(tab.first_row - 1, 1, last, len(tab.columns))
    sheet.freeze(tab.first_row)
    sheet.no_number_warnings(tab.first_row, 1, last, len(tab.columns))
    _set_page(sheet, layout, tab)
    _lock(sheet, layout, tab)


def _look(placed: Placed, opened: set[int]) -> Style:
    return looks.HEADER_OPEN if placed.role is Role.HEADER and placed.col in opened else _LOOK[placed.role]


def _cell_look(place: ColumnPlace) -> Style:
    if place.key == LAST_YEAR:
        return looks.CONTEXT
    return looks.INPUT if place.column else looks.NUMBERING


def _set_columns(sheet: Sheet, tab: AreaTab, widths: Mapping[int, float]) -> None:
    for place in tab.columns:
        style = _cell_look(place)
        sheet.columns(place.col, place.col, widths[place.col], style)
    sheet.columns(len(tab.columns) + 1, ALL_COLUMNS, 9, looks.UNLOCKED)


def _set_heights(sheet: Sheet, tab: AreaTab, widths: Mapping[int, float], answers: Mapping[str, str]) -> None:
    written = {slot.row: (answers.get(slot.question.key, ""), widths[slot.col]) for slot in tab.slots}
    for row in range(1, tab.first_row):
        cells = [(placed.text, widths[placed.col]) for placed in tab.texts if placed.row == row]
        cells += [written[row]] if row in written else []
        height = TITLE_PT if row == 1 else row_height(cells, padding_pt=PADDING_PT)
        sheet.row(row, height, looks.PAGE)


def _write_action(sheet: Sheet, tab: AreaTab, row: int, values: Mapping[str, str], widths: Mapping[int, float]) -> None:
    cells = [(values.get(place.key, ""), widths[place.col]) for place in tab.columns]
    sheet.row(row, row_height(cells, padding_pt=PADDING_PT))
    for place, (text, _) in zip(tab.columns, cells, strict=True):
        sheet.text(row, place.col, text, _cell_look(place))


def _write_rule(sheet: Sheet, layout: Layout, tab: AreaTab, place: ColumnPlace, last: int) -> None:
    """The column's drop-down list and its guidance as an input message, from above the first action on.

    A row inserted just below the locked ones lies within the range then, and keeps its list.
    """
    soft = layout.form.lock == "soft"
    first = tab.first_row - 1 if soft else min(tab.guidance_row, tab.header_row)
    rule = _rule(tab, place, first, layout.words)
    if place.key == LAST_YEAR and layout.form.lock != "none":
        title, message = refusal(layout.words)
        sheet.refuse_typing(tab.first_row, place.col, last, place.col, title, message)
    elif soft and not rule.source:
        title, message = refusal(layout.words)
        sheet.only_below(first, last, place.col, replace(rule, error_title=title, error=message))
    elif rule.source or rule.message:
        sheet.drop_down(first, place.col, last, place.col, rule)


def _rule(tab: AreaTab, place: ColumnPlace, first_row: int, words: Wording) -> DropDown:
    source = _list_source(tab, place.column, first_row) if place.column else None
    return column_rule(place.column, place.title, place.guidance, source, words)


def _list_source(tab: AreaTab, column: Column, first_row: int) -> str | None:
    """The name of the column's list; for one that depends on another, the formula that gives the name."""
    if column.answers:
        return name_for("list", column.key)
    other = next((place for place in tab.columns if place.key == column.depends_on), None)
    if other is None:
        return None
    cell = f"${column_letters(other.col)}{first_row}"
    return f'INDIRECT("{name_for("sublist", column.key)}_"&MATCH({cell},{name_for("list", other.key)},0))'


def _set_page(sheet: Sheet, layout: Layout, tab: AreaTab) -> None:
    office = layout.district.official_name if layout.district else ""
    sheet.print_on(
        paper="a3",
        landscape=True,
        header=(layout.title, tab.area.title, office),
        page=layout.words.page,
        repeat=(1, tab.first_row - 1),
    )


def _lock(sheet: Sheet, layout: Layout, tab: AreaTab) -> None:
    """Lock as the form asks; under ``soft`` the row just above the actions is refused by each column's own rule."""
    if layout.form.lock == "sheet":
        sheet.protect()
    elif layout.form.lock == "soft":
        width = len(tab.columns)
        title, message = refusal(layout.words)
        sheet.refuse_typing(1, 1, 1, width, title, message)
        if tab.first_row - 2 > 1:
            above = min(tab.guidance_row, tab.header_row)
            sheet.refuse_typing(above, 1, tab.first_row - 2, width, title, message)
