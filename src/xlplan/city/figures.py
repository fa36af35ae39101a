"""What the summary counts, from the city plan; the workbook's formulas give the same numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xlplan.city.wording import STATUS_ORDER
from xlplan.merging.model import CityAction

LACKS = ("cause", "who", "when")
"""Column keys whose blanks the summary shows, before the missing follow-up."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over some actions."""

    actions: int
    statuses: tuple[int, ...]
    """In the order of ``STATUS_ORDER``."""
    lacks: tuple[int, ...]
    """Without cause, owner, time, follow-up."""

    @property
    def row(self) -> tuple[int, ...]:
        """All counts in the order of the summary's columns."""
        return (self.actions, *self.statuses, *self.lacks)


def has_follow_up(action: CityAction) -> bool:
    """Whether any round says anything of the action."""
    return any(follow_up.text for follow_up in action.follow_ups.values())


def count(actions: Iterable[CityAction]) -> Figures:
    """Count some actions."""
    actions = list(actions)
    statuses = Counter(action.status or "unknown" for action in actions)
    lacks = [sum(key not in action.values for action in actions) for key in LACKS]
    return Figures(
        len(actions),
        tuple(statuses[status] for status in STATUS_ORDER),
        (*lacks, sum(not has_follow_up(action) for action in actions)),
    )


def count_by(actions: Sequence[CityAction], keys: Sequence[str], name: str) -> list[Figures]:
    """Count for each key of ``area`` or ``district``, in order."""
    return [count(action for action in actions if getattr(action, name) == key) for key in keys]
