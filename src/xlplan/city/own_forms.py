"""The tabs for what returns say beyond the city's columns: other forms' own fields, and texts about areas and plans."""

from __future__ import annotations

from xlplan.city.page import PADDING_PT, help_line
from xlplan.city.table import Column, Table, make_lines
from xlplan.city.wording import CityWords
from xlplan.form.model import Form
from xlplan.form.naming import tab_title
from xlplan.merging.model import CityPlan, OwnForm
from xlplan.sheets.text_size import row_pieces

FIELD_KEYS = ("nr", "district", "field")
TEXT_KEYS = ("district", "text_area", "heading", "file")
TEXT_WIDTH = 90


def own_form_tables(plan: CityPlan, form: Form, words: CityWords) -> list[Table]:
    """A table for each other form, with its actions' own fields; then one of all texts about areas and plans.

    Each field has a row of its own: a form of cards asks for more than fits beside each other on paper. A text that is
    higher than a row can be goes on in the next.
    """
    tables = [_fields_table(own, plan, form, words) for own in plan.own_forms]
    return [*tables, _texts_table(plan, form, words)] if plan.texts else tables


def _fields_table(own: OwnForm, plan: CityPlan, form: Form, words: CityWords) -> Table:
    action = next(column for column in form.columns if column.key == "action")
    columns = (
        Column("nr", words.number, 12),
        Column("district", words.district, 20),
        Column("text_area", words.area, 30),
        Column("action", action.title, 36),
        Column("field", words.field, 28),
        Column("text", words.text, TEXT_WIDTH),
    )
    names = {district.key: district.name for district in form.districts}
    areas = {area.key: area.title for area in plan.areas}
    rows = [
        [
            each.id.partition("/")[2],
            names[each.district],
            areas[each.area],
            each.values.get("action", ""),
            heading,
            piece,
        ]
        for each in plan.actions
        if each.id in own.actions
        for heading in own.headings
        if heading in each.extra
        for piece in row_pieces(each.extra[heading], TEXT_WIDTH - 1, PADDING_PT)
    ]
    tab = tab_title(words.own_fields.format(name=own.name), [area.tab for area in plan.areas])
    help_text = help_line(words.own_fields_help.format(title=own.title), rows, words)
    lines = make_lines(columns, FIELD_KEYS, rows)
    return Table(f"egna_falt_{own.id.replace('-', '_')}", tab, tab, help_text, columns, lines, FIELD_KEYS)


def _texts_table(plan: CityPlan, form: Form, words: CityWords) -> Table:
    columns = (
        Column("district", words.district, 20),
        Column("text_area", words.area, 30),
        Column("heading", words.field, 28),
        Column("text", words.text, TEXT_WIDTH),
        Column("file", words.file, 34),
    )
    names = {district.key: district.name for district in form.districts}
    rows = [
        [names.get(each.district, each.district), each.area, each.heading, piece, each.file]
        for each in plan.texts
        for piece in row_pieces(each.text, TEXT_WIDTH - 1, PADDING_PT)
    ]
    lines = make_lines(columns, TEXT_KEYS, rows)
    help_text = help_line(words.area_texts_help, rows, words)
    return Table("omradestexter", words.area_texts, words.area_texts, help_text, columns, lines, TEXT_KEYS)
