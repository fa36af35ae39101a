"""Plans of several forms side by side: a return of another form in the words of the city's, by the roles of its fields.

What has a role in common stands in the city form's column; each other field keeps its own heading, beside the columns.
Areas are the same when their names or aliases are, over agreements too. Nothing is left out: the area's name in the
district's own plan goes with its actions, and its texts about areas are told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from xlplan.form.model import Form
from xlplan.merging.model import AreaText, CityAction, OwnForm
from xlplan.plan.model import Action, Area, Reading
from xlplan.plan.words import plain, slug
from xlplan.reading.vocabulary import Vocabulary, vocabulary

AREA_HEADING = {"sv": "Område i planen", "en": "Area in the plan"}
"""Under which the area's name in the district's own plan stands, where the city's is another."""


def shared_columns(theirs: Form, city: Form) -> dict[str, str]:
    """The city form's column for each column of another form that means the same; first come, first served."""
    meaning = {column.meaning: column.key for column in reversed(city.columns)}
    shared: dict[str, str] = {}
    for column in theirs.columns:
        key = meaning.get(column.meaning)
        if key and key not in shared.values():
            shared[column.key] = key
    return shared


def in_city_form(reading: Reading, theirs: Form, city: Form) -> Reading:
    """A return of another form as one of the city's; one of the city's own as it is."""
    if theirs.id == city.id:
        return reading
    words, shared = vocabulary(city), shared_columns(theirs, city)
    areas: dict[str, Area] = {}
    for area in reading.areas:
        there = _area(area, theirs, city, words)
        told = tuple(_action(action, area.title, there.title, theirs, city, shared) for action in area.actions)
        earlier = areas.get(there.key, replace(there, actions=(), fields={}))
        areas[there.key] = replace(earlier, actions=earlier.actions + told)
    return replace(
        reading,
        plan=city.id,
        year=city.year if reading.year == theirs.year else reading.year,
        round=reading.round if reading.round in {each.key for each in city.rounds} else None,
        areas=tuple(areas.values()),
        issued={
            number: {shared[key]: mark for key, mark in prints.items() if key in shared}
            for number, prints in reading.issued.items()
        },
    )


def own_form(theirs: Form, city: Form, readings: Iterable[Reading], actions: Sequence[CityAction]) -> OwnForm:
    """What a form says beyond the city's columns: its own headings, whose they are, and the texts about areas.

    Args:
        theirs: The form.
        city: The city's.
        readings: The returns of that form, in its own words.
        actions: The city's actions.
    """
    readings, shared = tuple(readings), shared_columns(theirs, city)
    files = {reading.sha256 for reading in readings}
    return OwnForm(
        id=theirs.id,
        name=theirs.districts[0].name if len(theirs.districts) == 1 else theirs.title,
        title=theirs.title,
        headings=(
            AREA_HEADING[city.language],
            *(column.title for column in theirs.columns if column.key not in shared),
        ),
        actions=tuple(action.id for action in actions if any(source.sha256 in files for source in action.sources)),
        shared=tuple(shared.values()),
    )


def texts_about(readings: Iterable[Reading], forms: Mapping[str, Form]) -> tuple[AreaText, ...]:
    """What returns, in their own words, say of the plan and of each area; what is said again stands once."""
    once: dict[tuple[str, str, str, str], AreaText] = {}
    for reading in readings:
        for each in _texts(reading, forms[reading.plan]) if reading.plan in forms else ():
            once.setdefault((each.district, plain(each.area), each.heading, plain(each.text)), each)
    return tuple(once.values())


def _texts(reading: Reading, theirs: Form) -> Iterable[AreaText]:
    """What a return says of the plan and of each area."""
    district = reading.district or ""
    for question in theirs.fields:
        if text := reading.fields.get(question.key):
            yield AreaText(district, "", question.title, text, reading.file)
    for area in reading.areas:
        for question in theirs.area_fields:
            if text := area.fields.get(question.key):
                yield AreaText(district, area.title, question.title, text, reading.file)


def _area(area: Area, theirs: Form, city: Form, words: Vocabulary) -> Area:
    """The city's area that goes by one of the names; else one that the district added."""
    asked = theirs.area(area.key)
    names = [area.title, *((asked.tab, *asked.aliases) if asked else ())]
    key = next((key for name in names if (key := words.area_key(name))), None)
    there = city.area(key) if key else None
    if there is None:
        return replace(area, key=slug(area.title), added=True)
    return replace(area, key=there.key, title=there.title, added=False)


def _action(action: Action, own_area: str, area: str, theirs: Form, city: Form, shared: dict[str, str]) -> Action:
    own = {
        column.title: action.values[column.key]
        for column in theirs.columns
        if column.key in action.values and column.key not in shared
    }
    values = {shared[key]: text for key, text in action.values.items() if key in shared}
    named = {AREA_HEADING[city.language]: own_area} if own_area != area else {}
    return replace(
        action,
        values={column.key: values[column.key] for column in city.columns if column.key in values},
        places={shared[key]: place for key, place in action.places.items() if key in shared},
        cols={shared[key]: col for key, col in action.cols.items() if key in shared},
        rows={shared[key]: row for key, row in action.rows.items() if key in shared},
        extra={**named, **own, **action.extra},
    )
