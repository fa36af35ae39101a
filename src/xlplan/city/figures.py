"""What the summary counts, from the city plan: one place for the figures of workbook, page and document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlplan.city.wording import STATUS_ORDER
from xlplan.form.model import Form
from xlplan.merging.model import CityAction, CityPlan
from xlplan.plan.model import StatusKey

MEANINGS = ("why", "who", "when", "follow_up")
"""What the summary looks for in an action: cause, owner, time, and a follow-up of any round."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over some actions."""

    actions: int
    statuses: tuple[int, ...]
    """In the order of ``STATUS_ORDER``."""
    has: tuple[int | None, ...]
    """With cause, owner, time, follow-up; None where none of the actions was asked for it."""
    lacks: tuple[int | None, ...]
    """Without them although asked; None as in ``has``."""
    declared: int | None
    """With a status that the district chose in the status column; None where the form has no such column."""
    inferred: int | None
    """With a status read from the words of a follow-up; None where nobody is asked for a follow-up."""

    @property
    def row(self) -> tuple[int | None, ...]:
        """All counts in the order of the summary's columns."""
        return (self.actions, *self.statuses, *self.lacks)

    @property
    def basis(self) -> tuple[tuple[int | None, int], ...]:
        """What the actions have and how statuses are known: each count, and of how many actions it is a share."""
        asked = [(has, has + lack) if has is not None and lack is not None else (None, 0)
                 for has, lack in zip(self.has, self.lacks, strict=True)]  # fmt: skip
        return (*asked, (self.declared, self.actions), (self.inferred, self.actions))


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """How all actions stood after a round."""

    round: str
    statuses: tuple[int, ...]
    """In the order of ``STATUS_ORDER``."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Every figure of the annual summary."""

    returned: tuple[str, ...]
    """Districts with a return that was counted, in the form's order."""
    missing: tuple[str, ...]
    """Districts without one."""
    total: Figures
    by_area: dict[str, Figures]
    """By area key, in the plan's order."""
    by_district: dict[str, Figures]
    """By district key, in the form's order."""
    by_both: dict[tuple[str, str], int]
    """Number of actions by area key and district key."""
    rounds: tuple[RoundFigures, ...]
    """The follow-up rounds up to the last that says anything; the last of them is how it stands now."""
    not_fulfilled: tuple[CityAction, ...]
    not_asked: Mapping[str, frozenset[str]]
    """Of each district what it was not asked for, of ``MEANINGS``; see :func:`not_asked`."""


def summarise(plan: CityPlan, form: Form) -> Summary:
    """Count everything."""
    areas = [area.key for area in plan.areas]
    districts = [district.key for district in form.districts]
    unasked = not_asked(plan, form)
    return Summary(
        returned=tuple(key for key in districts if key not in plan.missing),
        missing=plan.missing,
        total=count(plan.actions, form, unasked),
        by_area=count_by(plan.actions, areas, "area", form, unasked),
        by_district=count_by(plan.actions, districts, "district", form, unasked),
        by_both=dict(Counter((action.area, action.district) for action in plan.actions)),
        rounds=tuple(_rounds(plan, form)),
        not_fulfilled=tuple(action for action in plan.actions if action.status == "not_fulfilled"),
        not_asked=unasked,
    )


def asked_keys(form: Form) -> tuple[str | None, ...]:
    """The keys of the form's columns for cause, owner and time; None where it does not ask."""
    keys: dict[str, str] = {}
    for column in form.plan_columns:
        keys.setdefault(column.meaning, column.key)
    return tuple(keys.get(meaning) for meaning in MEANINGS[:-1])


def not_asked(plan: CityPlan, form: Form) -> dict[str, frozenset[str]]:
    """Of each district those of ``MEANINGS`` that no form of its actions asks for.

    A district with a form of its own, where a field is not to be found, has not left it blank.
    """
    told = tuple(column.key for column in form.follow_up_columns)
    keys = [*((key,) if key else () for key in asked_keys(form)), told]
    shared = {id_: each.shared for each in plan.own_forms for id_ in each.actions}
    everything = frozenset(MEANINGS)
    unasked: dict[str, frozenset[str]] = {}
    for action in plan.actions:
        asks = shared.get(action.id)
        missing = frozenset(
            meaning
            for meaning, columns in zip(MEANINGS, keys, strict=True)
            if not (columns if asks is None else set(columns) & set(asks))
        )
        unasked[action.district] = unasked.get(action.district, everything) & missing
    return unasked


def _tells(action: CityAction, keys: Sequence[str | None]) -> list[bool]:
    """Whether an action has each of ``MEANINGS``."""
    return [*(key in action.values for key in keys), any(each.text for each in action.follow_ups.values())]


def count(actions: Iterable[CityAction], form: Form, unasked: Mapping[str, frozenset[str]]) -> Figures:
    """Count some actions; nothing is lacking that the form does not ask for."""
    actions = list(actions)
    keys = asked_keys(form)
    tells = [_tells(action, keys) for action in actions]
    asked = [*(key is not None for key in keys), bool(form.follow_up_columns)]
    has: list[int | None] = []
    lacks: list[int | None] = []
    for place, meaning in enumerate(MEANINGS):
        having = sum(each[place] for each in tells)
        lacking = sum(
            not each[place] and meaning not in unasked[action.district]
            for each, action in zip(tells, actions, strict=True)
        )
        known = asked[place] and (having or lacking or not actions)
        has.append(having if known else None)
        lacks.append(lacking if known else None)
    sources = Counter(
        action.follow_ups[action.round_of_status].status_source for action in actions if action.round_of_status
    )
    return Figures(
        len(actions),
        _statuses(action.status for action in actions),
        tuple(has),
        tuple(lacks),
        sources["declared"] if form.status_column or sources["declared"] else None,
        sources["inferred"] if form.follow_up_columns else None,
    )


def count_by(
    actions: Sequence[CityAction], keys: Sequence[str], name: str, form: Form, unasked: Mapping[str, frozenset[str]]
) -> dict[str, Figures]:
    """Count for each key of ``area`` or ``district``, in order."""
    by_key: dict[str, list[CityAction]] = {key: [] for key in keys}
    for action in actions:
        by_key[getattr(action, name)].append(action)
    return {key: count(each, form, unasked) for key, each in by_key.items()}


def _statuses(statuses: Iterable[StatusKey | None]) -> tuple[int, ...]:
    counted = Counter(status or "unknown" for status in statuses)
    return tuple(counted[status] for status in STATUS_ORDER)


def _rounds(plan: CityPlan, form: Form) -> Iterable[RoundFigures]:
    """After each round an action stands as the last word up to then has it."""
    told = {key for action in plan.actions for key in action.follow_ups}
    order = [each.key for each in form.rounds if each.key in {column.round for column in form.follow_up_columns}]
    last = max((index for index, key in enumerate(order) if key in told), default=-1)
    for index, key in enumerate(order[: last + 1]):
        yield RoundFigures(key, _statuses(_status_after(action, order[: index + 1]) for action in plan.actions))


def _status_after(action: CityAction, rounds: Sequence[str]) -> StatusKey | None:
    said = (action.follow_ups[key].status for key in reversed(rounds) if key in action.follow_ups)
    return next((status for status in said if status), None)
