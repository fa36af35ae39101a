"""The register of mutations: each a small function that damages a plan and changes its truth accordingly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.damage.sent import Sent

Mutation = Callable[[Sent], None]
STAGES = ("cells", "rows", "guidance", "headings", "columns", "layout", "tabs", "identity")
"""Families, in the order in which a combination applies them: what is typed is typed before the tab is moved about."""


@dataclass(frozen=True, slots=True)
class Case:
    """One mutation."""

    family: str
    name: str
    mutate: Mutation
    kinds: tuple[str, ...]
    """The kinds of plan it can happen to."""


CASES: dict[str, Case] = {}


def damage(*kinds: str) -> Callable[[Mutation], Mutation]:
    """Register a mutation under its function's name; ``kinds`` says of which plans, all by default."""

    def register(mutate: Mutation) -> Mutation:
        family = mutate.__module__.rpartition(".")[2]
        name = f"{family}-{mutate.__name__.strip('_').replace('_', '-')}"
        assert name not in CASES
        CASES[name] = Case(family, name, mutate, kinds or ("handmade", "template"))
        return mutate

    return register


def in_order(names: list[str]) -> list[Case]:
    """The cases of a combination in the order in which they are applied."""
    cases = [CASES[name] for name in names]
    return sorted(cases, key=lambda case: (STAGES.index(case.family), case.name))
