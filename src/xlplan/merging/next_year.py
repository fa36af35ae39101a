"""What goes on into the next year, by the form's rule, and what is done with."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.form.model import Form
from xlplan.form.places import LAST_YEAR
from xlplan.merging.model import CityAction, CityPlan
from xlplan.plan.words import plain
from xlplan.template.workbook import PreparedAction


def goes_on(action: CityAction, form: Form) -> bool:
    """Whether an action is carried over.

    It is when its time or its last follow-up says so in the rule's words (*tillsvidare*), else by its status.
    """
    rule = form.next_year
    times = [action.values.get(column.key, "") for column in form.columns if column.kind == "timing"]
    last = [each.text for each in action.follow_ups.values() if each.text][-1:]
    said = f" {plain(' '.join([*times, *last]))} "
    if any(f" {plain(words)}" in said for words in rule.always):
        return True
    return rule.without_status if action.status is None else action.status in rule.statuses


def carried_over(plan: CityPlan, form: Form, district: str) -> list[PreparedAction]:
    """A district's actions for next year's template: their plan as it was agreed, and how it went beside it."""
    return [
        PreparedAction(
            number := action.id.partition("/")[2],
            action.area,
            action.values | {LAST_YEAR: _how_it_went(action, form)},
            earlier=f"{plan.year}/{number}",
        )
        for action in plan.actions
        if action.district == district and goes_on(action, form)
    ]


def done_with(plan: CityPlan, form: Form) -> Iterator[CityAction]:
    """The actions that are not carried over, in the plan's order."""
    return (action for action in plan.actions if not goes_on(action, form))


def _how_it_went(action: CityAction, form: Form) -> str:
    """Last year's status and follow-ups, the latest first."""
    choices = form.status_column.choices if form.status_column else ()
    word = next((choice.text for choice in choices if action.status and choice.status == action.status), "")
    several = len(form.follow_up_columns) > 1
    told = [
        f"{column.title}: {action.follow_ups[column.round].text}" if several else action.follow_ups[column.round].text
        for column in reversed(form.follow_up_columns)
        if column.round in action.follow_ups and action.follow_ups[column.round].text
    ]
    return "\n".join([*([f"{word}."] if word else []), *told])
