"""Every figure of the annual summary counted once more, from the merged JSON and the form's YAML alone.

Nothing of xlplan is imported here: what it counts is held against what this counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

STATUSES = ("fulfilled", "partly", "ongoing", "not_started", "not_fulfilled", None)
Json = dict[str, Any]


@dataclass(frozen=True)
class Count:
    """Figures in the order in which the summary's tables show them."""

    row: tuple[int | str, ...]
    """Actions, the six statuses, without cause, owner, time, follow-up; ``frågas inte`` where nobody was asked."""
    has: tuple[int | str, ...]
    """With cause, owner, time, follow-up, a declared status, an inferred one."""
    of: tuple[int, ...]
    """How many actions each of these is a share of."""

    @property
    def texts(self) -> list[list[str]]:
        """With cause and so on, as the tables show them: number and share."""
        return [
            [str(part), per_cent(part, whole) if isinstance(part, int) else "–"]
            for part, whole in zip(self.has, self.of, strict=True)
        ]


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


def recount(city: Json, form: Json, others: Mapping[str, Json] | None = None) -> Recount:
    """Count a city plan as ``xlplan merge --format json`` prints it, with its form as YAML says it.

    ``others`` gives the form of each file that answers another.
    """
    actions = city["actions"]
    ours = Asked(form, dict(others or {}))
    areas = {area["key"]: area["title"] for area in form["areas"]}
    areas |= {action["area"]: action["area"] for action in actions if action["area"] not in areas}
    districts = {district["key"]: district["name"] for district in form["districts"]}
    rounds = [each["round"] for each in form["columns"] if each.get("kind") == "follow_up"]
    titles = {each["key"]: each["title"] for each in form["rounds"]}
    said = [key for key in rounds if any(action["follow_ups"][key] for action in actions)]
    shown = rounds[: rounds.index(said[-1]) + 1] if said else []
    return Recount(
        total=ours.count(actions),
        areas={title: ours.count(of(actions, "area", key)) for key, title in areas.items()},
        districts={name: ours.count(of(actions, "district", key)) for key, name in districts.items()},
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


@dataclass(frozen=True)
class Asked:
    """What the city's form asks for, and the forms of the files that answer another."""

    form: Json
    others: Mapping[str, Json]

    def asks(self, action: Json, role: str) -> bool:
        """Whether a form that the action's district answers asks for it in a way that the city has a column for."""
        forms = [self.others.get(source["file"], self.form) for source in action["sources"]]
        return any(roles(form, role) & roles(self.form, role) for form in forms)

    def count(self, actions: list[Json]) -> Count:
        keys = {role: next(iter(named(self.form, role)), None) for role in ("why", "who", "when")}
        having = {role: [bool(action["values"].get(key)) for action in actions] for role, key in keys.items()}
        having["follow_up"] = [any(each.get("text") for each in action["follow_ups"].values()) for action in actions]
        has: list[int | str] = []
        lacks: list[int | str] = []
        of: list[int] = []
        for role, told in having.items():
            lacking = sum(not one and self.asks(action, role) for one, action in zip(told, actions, strict=True))
            silent = not roles(self.form, role) or (actions and not any(told) and not lacking)
            has.append("frågas inte" if silent else sum(told))
            lacks.append("frågas inte" if silent else lacking)
            of.append(sum(told) + lacking)
        known = Counter(
            action["follow_ups"][action["round_of_status"]]["status_source"] for action in actions if action["status"]
        )
        asks_status = any(column.get("kind") == "status" for column in self.form["columns"])
        has.append(known["declared"] if asks_status or known["declared"] else "frågas inte")
        has.append(known["inferred"] if roles(self.form, "follow_up") else "frågas inte")
        statuses = spread(actions, lambda action: action["status"])
        whole = len(actions)
        return Count((whole, *statuses, *lacks), tuple(has), (*of, whole, whole))


def named(form: Json, role: str) -> list[str]:
    """Keys of the columns with a role: told outright, or meant by kind or key."""
    return [column["key"] for column in form["columns"] if role_of(column).partition(":")[0] == role]


def roles(form: Json, role: str) -> set[str]:
    """The role, as the form has it: follow-ups with their rounds."""
    return {role_of(column) for column in form["columns"] if role_of(column).partition(":")[0] == role}


def role_of(column: Json) -> str:
    if column.get("kind") == "follow_up":
        return str(column.get("role") or f"follow_up:{column['round']}")
    meant = {"timing": "when"}.get(column.get("kind", ""))
    return str(column.get("role") or meant or {"cause": "why", "action": "what"}.get(column["key"], column["key"]))


def per_cent(part: int, whole: int) -> str:
    """As people round it."""
    return f"{int(100 * part / whole + 0.5)}\u00a0%" if whole else "–"
