"""What can be compared, each as a version of the plan: a return, many returns merged, a city workbook."""

from __future__ import annotations

from xlplan.city.past import PastBook
from xlplan.city.reading_back import read_actions
from xlplan.city.wording import CityWords, city_words
from xlplan.diff.model import Told, Version
from xlplan.form.model import Form
from xlplan.merging.model import CityPlan
from xlplan.plan.model import Reading

STATUS = "status"
"""Key of the status among the texts, as the form's own status column has it or not."""


def of_return(reading: Reading, form: Form) -> Version:
    """One return as it stands: its texts, and a status only where the district declared it."""
    words = city_words(form.language)
    actions = [
        Told(
            action.id or "",
            reading.district or "",
            area.title,
            {column.key: action.values[column.key] for column in form.columns if column.key in action.values}
            | action.extra,
            words.source_text.format(file=reading.file, sheet=action.sheet, row=action.row),
        )
        for area in reading.areas
        for action in area.actions
    ]
    return Version(reading.file, tuple(actions))


def of_plan(plan: CityPlan, form: Form, name: str) -> Version:
    """Returns that were merged."""
    words = city_words(form.language)
    titles = {area.key: area.title for area in plan.areas}
    actions = []
    for action in plan.actions:
        told = {key: follow_up.text for key, follow_up in action.follow_ups.items() if follow_up.text}
        source = action.sources[-1]
        place = words.source_text.format(file=source.file, sheet=source.sheet, row=source.row)
        texts = _texts(action.values, told, action.status, form, words) | action.extra
        actions.append(Told(action.id, action.district, titles[action.area], texts, place))
    return Version(name, tuple(actions))


def of_city(past: PastBook, form: Form) -> Version:
    """A city workbook, with what the city wrote in it."""
    words = city_words(form.language)
    actions = [
        Told(
            action.id,
            action.district,
            action.area,
            _texts(action.values, action.follow_ups, action.status, form, words) | action.city,
            words.source_text.format(file=past.file, sheet=words.all_tab, row=action.row),
        )
        for action in read_actions(past, form)
    ]
    return Version(past.file, tuple(actions))


def _texts(
    values: dict[str, str], follow_ups: dict[str, str], status: str | None, form: Form, words: CityWords
) -> dict[str, str]:
    """Texts in the order of the form's columns."""
    told = {column.key: follow_ups[column.round] for column in form.follow_up_columns if column.round in follow_ups}
    key = form.status_column.key if form.status_column else STATUS
    texts = {**values, **told, **({key: words.statuses[status]} if status else {})}
    order = [*(column.key for column in form.columns), key]
    return {each: texts[each] for each in dict.fromkeys(order) if each in texts}
