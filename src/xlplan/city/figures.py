"""What the summary counts, from the city plan: one place for the figures of workbook, page and document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
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
    lacks: tuple[int, ...]
    """Without cause, owner, time, follow-up."""
    declared: int
    """With a status that the district chose in the status column."""
    inferred: int
    """With a status read from the words of a follow-up."""

    @property
    def row(self) -> tuple[int, ...]:
        """All counts in the order of the summary's columns."""
        return (self.actions, *self.statuses, *self.lacks)

    @property
    def has(self) -> tuple[int, ...]:
        """With cause, owner, time, follow-up."""
        return tuple(self.actions - lack for lack in self.lacks)


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


def summarise(plan: CityPlan, form: Form) -> Summary:
    """Count everything."""
    areas = [area.key for area in plan.areas]
    districts = [district.key for district in form.districts]
    return Summary(
        returned=tuple(key for key in districts if key not in plan.missing),
        missing=plan.missing,
        total=count(plan.actions, form),
        by_area=count_by(plan.actions, areas, "area", form),
        by_district=count_by(plan.actions, districts, "district", form),
        by_both=dict(Counter((action.area, action.district) for action in plan.actions)),
        rounds=tuple(_rounds(plan, form)),
        not_fulfilled=tuple(action for action in plan.actions if action.status == "not_fulfilled"),
    )


def asked_keys(form: Form) -> tuple[str | None, ...]:
    """The keys of the form's columns for cause, owner and time; None where it does not ask."""
    keys: dict[str, str] = {}
    for column in form.plan_columns:
        keys.setdefault(column.meaning, column.key)
    return tuple(keys.get(meaning) for meaning in MEANINGS[:-1])


def has_follow_up(action: CityAction) -> bool:
    """Whether any round says anything of the action."""
    return any(follow_up.text for follow_up in action.follow_ups.values())


def count(actions: Iterable[CityAction], form: Form) -> Figures:
    """Count some actions; nothing is lacking that the form does not ask for."""
    actions = list(actions)
    lacks = [sum(key not in action.values for action in actions) if key else 0 for key in asked_keys(form)]
    sources = Counter(
        action.follow_ups[action.round_of_status].status_source for action in actions if action.round_of_status
    )
    return Figures(
        len(actions),
        _statuses(action.status for action in actions),
        (*lacks, sum(not has_follow_up(action) for action in actions)),
        sources["declared"],
        sources["inferred"],
    )


def count_by(actions: Sequence[CityAction], keys: Sequence[str], name: str, form: Form) -> dict[str, Figures]:
    """Count for each key of ``area`` or ``district``, in order."""
    return {key: count((action for action in actions if getattr(action, name) == key), form) for key in keys}


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
