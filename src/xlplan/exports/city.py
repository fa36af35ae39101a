"""The verb: the city plan as tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xlplan.exports.common import Fields, dictionary, findings_table, form_fields, several
from xlplan.exports.table import Table, Value, table
from xlplan.findings.finding import Language
from xlplan.form.model import Column, Form
from xlplan.merging.model import CityAction, CityPlan, FollowUp, Source


def tables_of_city(plan: CityPlan, form: Form, language: Language) -> tuple[Table, ...]:
    """Tables of the city plan: actions, follow_ups, findings, sources, returns, decisions, and their dictionary."""
    make = Fields(language)
    tables = (
        _actions(plan, form, make),
        _follow_ups(plan, make),
        findings_table(plan.findings, language),
        _sources(plan, make),
        _returns(plan, make),
        _decisions(plan, make),
    )
    return (*tables, dictionary(tables, language))


def _actions(plan: CityPlan, form: Form, make: Fields) -> Table:
    titles = {area.key: area.title for area in plan.areas}
    before = [
        make.action(lambda action: action.id),
        make.text("district"),
        make.text("area"),
        make.text("area_title", lambda action: titles[action.area]),
    ]
    after = [
        *make.timing(lambda action: action.timing),
        make.status(),
        make.text("status_source", lambda action: _verdict(action).status_source if action.status else None),
        make.text("round_of_status"),
        make.text("missing_in", lambda action: ",".join(action.missing_in)),
        make.text("extra", lambda action: several(action.extra)),
        make.text("notes", lambda action: "\n".join(action.notes)),
    ]
    columns = (column for column in form.columns if column.kind != "status")
    return table("actions", [*before, *form_fields(columns, (*before, *after), _value), *after], plan.actions)


def _value(column: Column) -> Callable[[CityAction], Value]:
    if column.kind != "follow_up":
        return lambda action: action.values.get(column.key)
    round_ = column.round or ""
    return lambda action: action.follow_ups[round_].text if round_ in action.follow_ups else None


def _verdict(action: CityAction) -> FollowUp:
    return action.follow_ups[action.round_of_status or ""]


@dataclass(frozen=True, slots=True)
class _Told:
    """What one round says of an action."""

    action: CityAction
    round: str
    told: FollowUp


def _follow_ups(plan: CityPlan, make: Fields) -> Table:
    fields = [
        make.action(lambda each: each.action.id),
        make.text("district", lambda each: each.action.district),
        make.text("area", lambda each: each.action.area),
        make.text("round"),
        make.text("text", lambda each: each.told.text),
        make.status(lambda each: each.told.status),
        make.text("status_source", lambda each: each.told.status_source),
        make.text("file", lambda each: each.told.place.file),
        make.text("sheet", lambda each: each.told.place.sheet),
        make.text("cell", lambda each: each.told.place.cell),
    ]
    told = (_Told(action, key, each) for action in plan.actions for key, each in action.follow_ups.items())
    return table("follow_ups", fields, told)


@dataclass(frozen=True, slots=True)
class _Origin:
    """A row of a return that an action was made from."""

    action: CityAction
    source: Source


def _sources(plan: CityPlan, make: Fields) -> Table:
    fields = [
        make.action(lambda each: each.action.id),
        make.text("file", lambda each: each.source.file),
        make.text("sha256", lambda each: each.source.sha256),
        make.text("sheet", lambda each: each.source.sheet),
        make.integer("row", lambda each: each.source.row),
        make.text("round", lambda each: each.source.round),
        make.text("link", lambda each: each.source.link),
    ]
    return table("sources", fields, [_Origin(action, each) for action in plan.actions for each in action.sources])


def _returns(plan: CityPlan, make: Fields) -> Table:
    keys = ("file", "sha256", "district", "round", "received")
    return table("returns", [*(make.text(key) for key in keys), make.boolean("used")], plan.returns)


def _decisions(plan: CityPlan, make: Fields) -> Table:
    fields = [
        make.text("kind"),
        make.text("district"),
        make.text("column"),
        make.action(lambda decision: decision.a.id),
        make.text("a", lambda decision: decision.a.text),
        make.text("b", lambda decision: decision.b.text),
        make.text("file", lambda decision: decision.b.file),
        make.text("sheet", lambda decision: decision.b.sheet),
        make.integer("row", lambda decision: decision.b.row),
        make.integer("score"),
        make.text("decided"),
    ]
    return table("decisions", fields, plan.decisions)
