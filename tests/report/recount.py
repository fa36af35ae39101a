"""Every figure of the annual summary counted once more, from the merged JSON and the form's YAML alone.

Nothing of xlplan is imported here: what it counts is held against what this counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

STATUSES = ("fulfilled", "partly", "ongoing", "not_started", "not_fulfilled", None)
Json = dict[str, Any]


@dataclass(frozen=True)
class Count:
    """Figures in the order in which the summary's tables show them."""

    row: tuple[int, ...]
    """Actions, the six statuses, without cause, owner, time, follow-up."""
    has: tuple[int, ...]
    """With cause, owner, time, follow-up, a declared status, an inferred one."""


@dataclass(frozen=True)
class Recount:
    """All of it, under names as people read them."""

    total: Count
    areas: dict[str, Count]
    districts: dict[str, Count]
    both: dict[tuple[str, str], int]
    rounds: dict[str, tuple[int, ...]]
    returned: list[str]
    missing: list[str]
    not_fulfilled: list[str]


def recount(city: Json, form: Json) -> Recount:
    """Count a city plan as ``xlplan merge --format json`` prints it, with its form as YAML says it."""
    actions = city["actions"]
    areas = {area["key"]: area["title"] for area in form["areas"]}
    areas |= {action["area"]: action["area"] for action in actions if action["area"] not in areas}
    districts = {district["key"]: district["name"] for district in form["districts"]}
    rounds = [each["round"] for each in form["columns"] if each.get("kind") == "follow_up"]
    titles = {each["key"]: each["title"] for each in form["rounds"]}
    said = [key for key in rounds if any(action["follow_ups"][key] for action in actions)]
    shown = rounds[: rounds.index(said[-1]) + 1] if said else []
    return Recount(
        total=count(actions),
        areas={title: count(of(actions, "area", key)) for key, title in areas.items()},
        districts={name: count(of(actions, "district", key)) for key, name in districts.items()},
        both={
            (area, name): len(of(of(actions, "area", key), "district", district))
            for key, area in areas.items()
            for district, name in districts.items()
        },
        rounds={
            titles[key]: spread(actions, lambda action, to=place: after(action, rounds[: to + 1]))
            for place, key in enumerate(shown)
        },
        returned=[name for key, name in districts.items() if key not in city["missing"]],
        missing=[districts[key] for key in city["missing"]],
        not_fulfilled=[action["id"] for action in actions if action["status"] == "not_fulfilled"],
    )


def of(actions: Iterable[Json], name: str, key: str) -> list[Json]:
    return [action for action in actions if action[name] == key]


def after(action: Json, rounds: list[str]) -> str | None:
    """The last status that a round up to then gives."""
    status = None
    for key in rounds:
        status = action["follow_ups"][key].get("status") or status
    return status


def spread(actions: Iterable[Json], status: Callable[[Json], str | None]) -> tuple[int, ...]:
    counted = Counter(status(action) for action in actions)
    return tuple(counted[each] for each in STATUSES)


def count(actions: list[Json]) -> Count:
    lacks = [sum(1 for action in actions if not action["values"].get(key)) for key in ("cause", "who", "when")]
    silent = sum(1 for action in actions if not any(each.get("text") for each in action["follow_ups"].values()))
    known = Counter(
        action["follow_ups"][action["round_of_status"]]["status_source"] for action in actions if action["status"]
    )
    whole = len(actions)
    return Count(
        (whole, *spread(actions, lambda action: action["status"]), *lacks, silent),
        (*(whole - lack for lack in (*lacks, silent)), known["declared"], known["inferred"]),
    )


def per_cent(part: int, whole: int) -> str:
    """As people round it."""
    return f"{int(100 * part / whole + 0.5)}\u00a0%" if whole else "–"
