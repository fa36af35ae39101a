"""The columns of the consolidated tables: which there are, how wide, and what each says of an action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xlplan.city.wording import CityWords
from xlplan.form.model import Form
from xlplan.merging.model import CityAction, CityPlan


@dataclass(frozen=True, slots=True)
class CityColumn:
    """A column of a consolidated table."""

    key: str
    title: str
    width: float
    text: Callable[[CityAction], str]


def city_columns(plan: CityPlan, form: Form, words: CityWords) -> tuple[CityColumn, ...]:
    """The columns of *Alla åtgärder*; an area's tab has them but the area."""
    rounds = {each.key: each.title for each in form.rounds}
    area_titles = {area.key: area.title for area in plan.areas}
    districts = {district.key: district.name for district in form.districts}
    columns = [
        CityColumn("nr", words.number, 12, lambda action: action.id.partition("/")[2]),
        CityColumn("district", words.district, 20, lambda action: districts[action.district]),
        CityColumn("area", words.area, 24, lambda action: area_titles[action.area]),
        *(CityColumn(each.key, each.title, each.width, _value(each.key)) for each in form.plan_columns),
        *(
            CityColumn(each.key, each.title, each.width, _follow_up(each.round or ""))
            for each in form.follow_up_columns
        ),
        CityColumn("status", words.status, 16, lambda action: words.statuses[action.status or "unknown"]),
        CityColumn("known_by", words.known_by, 23, lambda action: _known_by(action, words, rounds)),
        CityColumn("other", words.other, 30, _other),
        CityColumn(
            "missing_in", words.missing_in, 16, lambda action: ", ".join(rounds[key] for key in action.missing_in)
        ),
        CityColumn("comment", words.comment, 30, lambda _action: ""),
        CityColumn("source", words.source, 34, lambda action: _sources(action, words)),
    ]
    unused = {
        column.key
        for column in columns
        if column.key in ("other", "missing_in") and not any(column.text(action) for action in plan.actions)
    }
    return tuple(column for column in _unique_titles(columns) if column.key not in unused)


def _unique_titles(columns: Sequence[CityColumn]) -> list[CityColumn]:
    """The columns with titles that differ, as an Excel Table needs them: a form may use one of our words."""
    seen: set[str] = set()
    result = []
    for column in columns:
        title, count = column.title, 1
        while title.casefold() in seen:
            count += 1
            title = f"{column.title} ({count})"
        seen.add(title.casefold())
        result.append(CityColumn(column.key, title, column.width, column.text))
    return result


def _value(key: str) -> Callable[[CityAction], str]:
    return lambda action: action.values.get(key, "")


def _follow_up(round_: str) -> Callable[[CityAction], str]:
    return lambda action: action.follow_ups[round_].text if round_ in action.follow_ups else ""


def _known_by(action: CityAction, words: CityWords, rounds: dict[str, str]) -> str:
    if action.round_of_status is None:
        return ""
    source = action.follow_ups[action.round_of_status].status_source
    return f"{words.declared if source == 'declared' else words.inferred}, {rounds[action.round_of_status]}"


def _other(action: CityAction) -> str:
    return "\n".join([*(f"{heading}: {text}" for heading, text in action.extra.items()), *action.notes])


def _sources(action: CityAction, words: CityWords) -> str:
    return "\n".join(
        words.source_text.format(file=source.file, sheet=source.sheet, row=source.row) for source in action.sources
    )
