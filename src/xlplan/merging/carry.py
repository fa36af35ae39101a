"""From the city plan back to what a district's next template begins with."""

from __future__ import annotations

from xlplan.form.model import Form
from xlplan.merging.model import CityAction, CityPlan
from xlplan.template.workbook import PreparedAction


def own_areas(plan: CityPlan, district: str) -> dict[str, str]:
    """Titles of the areas that a district added, by their keys."""
    used = {action.area for action in plan.actions if action.district == district}
    return {area.key: area.title for area in plan.areas if area.added and area.key in used}


def prepared_actions(plan: CityPlan, form: Form, district: str) -> list[PreparedAction]:
    """A district's actions with their follow-ups so far; a status only where it was declared."""
    return [
        PreparedAction(action.id.partition("/")[2], action.area, _values(action, form))
        for action in plan.actions
        if action.district == district
    ]


def _values(action: CityAction, form: Form) -> dict[str, str]:
    follow_ups = {
        column.key: action.follow_ups[column.round].text
        for column in form.follow_up_columns
        if column.round in action.follow_ups
    }
    return {**action.values, **follow_ups, **_declared_status(action, form)}


def _declared_status(action: CityAction, form: Form) -> dict[str, str]:
    column, round_ = form.status_column, action.round_of_status
    if column is None or round_ is None or action.follow_ups[round_].status_source != "declared":
        return {}
    return {column.key: next(choice.text for choice in column.choices if choice.status == action.status)}
