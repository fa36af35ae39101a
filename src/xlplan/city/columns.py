"""The columns of the consolidated tables: which there are, how wide, and what each says of an action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from xlplan.city.table import Column
from xlplan.city.wording import CityWords
from xlplan.form.model import Form
from xlplan.merging.model import CityAction, CityPlan

ROW_KEYS = ("nr", "district")
"""The columns by which a row is known."""
CORRECTED = "corrected"
"""The column that tells what the city corrected; it is written last, when that is known."""
TO_RETURN = "to_return"
"""The column that leads to the district's line on *Inlämning*; an area's tab has it."""
NARROWER = 0.75
"""A column of the plan, as wide as one needs to write in it, in parts of that width: here one reads, also on paper."""
NOT_TO_CORRECT = frozenset({*ROW_KEYS, CORRECTED, "source", TO_RETURN, "known_by", "missing_in"})
"""Columns in which a text typed over ours is no correction of what a district said."""


@dataclass(frozen=True, slots=True)
class CityColumn:
    """A column of a consolidated table, and its text for an action."""

    column: Column
    text: Callable[[CityAction], str]


def city_columns(plan: CityPlan, form: Form, words: CityWords, *, whole: bool = False) -> tuple[CityColumn, ...]:
    """The columns of *Alla åtgärder*, which lacks ``TO_RETURN``, and of the areas' tabs, which lack ``area``.

    Those that no action of the plan has a text for are left out, unless ``whole``.
    """
    rounds = {each.key: each.title for each in form.rounds}
    area_titles = {area.key: area.title for area in plan.areas}
    districts = {district.key: district.name for district in form.districts}
    own = {id_: frozenset(each.headings) for each in plan.own_forms for id_ in each.actions}
    columns = [
        _column("nr", words.number, 12, lambda action: action.id.partition("/")[2]),
        _column("district", words.district, 20, lambda action: districts[action.district]),
        _column("area", words.area, 18, lambda action: area_titles[action.area]),
        *(_column(each.key, each.title, each.width * NARROWER, _value(each.key)) for each in form.plan_columns),
        *(_column(each.key, each.title, each.width, _follow_up(each.round or "")) for each in form.follow_up_columns),
        _column("status", words.status, 16, lambda action: words.statuses[action.status or "unknown"]),
        _column("known_by", words.known_by, 23, lambda action: _known_by(action, words, rounds)),
        _column("other", words.other, 30, lambda action: _other(action, own.get(action.id, frozenset()))),
        _column("missing_in", words.missing_in, 16, lambda action: ", ".join(rounds[key] for key in action.missing_in)),
        _column("comment", words.comment, 30, _blank, city=True),
        _column("assessment", words.assessment, 18, _blank, city=True),
        _column("verdict", words.verdict, 18, _blank, city=True),
        _column(CORRECTED, words.corrected, 30, _blank),
        _column("source", words.source, 66, lambda action: _sources(action, words)),
        _column(TO_RETURN, words.to_return, 20, lambda action: districts[action.district]),
    ]
    unused = {
        each.column.key
        for each in columns
        if each.column.key in ("other", "missing_in")
        if not whole and not any(each.text(action) for action in plan.actions)
    }
    told = {each.key for each in form.follow_up_columns}
    used = [each for each in _unique(columns) if each.column.key not in unused]
    return tuple(replace(each, column=replace(each.column, stretches=each.column.key in told)) for each in used)


def _column(key: str, title: str, width: float, text: Callable[[CityAction], str], *, city: bool = False) -> CityColumn:
    return CityColumn(Column(key, title, width, city=city), text)


def _unique(columns: Sequence[CityColumn]) -> list[CityColumn]:
    """The columns with keys and titles that differ: a form may use one of ours."""
    titles: set[str] = set()
    keys: set[str] = set()
    result = []
    for each in columns:
        title = unique_title(each.column.title, titles)
        key = each.column.key if each.column.key not in keys else f"{each.column.key} (2)"
        titles.add(title.casefold())
        keys.add(key)
        result.append(CityColumn(replace(each.column, key=key, title=title), each.text))
    return result


def unique_title(title: str, taken: set[str]) -> str:
    """The title, with a number where another has it already, as an Excel Table needs; ``taken`` is in small letters."""
    result, count = title, 1
    while result.casefold() in taken:
        count += 1
        result = f"{title} ({count})"
    return result


def _blank(_action: CityAction) -> str:
    return ""


def _value(key: str) -> Callable[[CityAction], str]:
    return lambda action: action.values.get(key, "")


def _follow_up(round_: str) -> Callable[[CityAction], str]:
    return lambda action: action.follow_ups[round_].text if round_ in action.follow_ups else ""


def _known_by(action: CityAction, words: CityWords, rounds: dict[str, str]) -> str:
    if action.round_of_status is None:
        return ""
    source = action.follow_ups[action.round_of_status].status_source
    return f"{words.declared if source == 'declared' else words.inferred}, {rounds[action.round_of_status]}"


def _other(action: CityAction, elsewhere: frozenset[str]) -> str:
    """What stands under headings that the form does not know, but for those that have a tab of their own; and notes."""
    extra = {heading: text for heading, text in action.extra.items() if heading not in elsewhere}
    return "\n".join([*(f"{heading}: {text}" for heading, text in extra.items()), *action.notes])


def _sources(action: CityAction, words: CityWords) -> str:
    return "\n".join(
        words.source_text.format(file=source.file, sheet=source.sheet, row=source.row) for source in action.sources
    )
