"""What was measured beside what was aimed at."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A ratio measured several times, run by run; beside it the target, if there is one (``gate`` must hold)."""

    number: str
    """The target's number; blank for what is told without one."""
    what: str
    against: str
    ratios: tuple[float, ...]
    gate: float | None = None
    stretch: float | None = None

    @property
    def median(self) -> float:
        return statistics.median(self.ratios)

    @property
    def measured(self) -> str:
        """Median and spread: ``0.52 (0.50–0.57)``."""
        if len(self.ratios) == 1:
            return number(self.median)
        return f"{number(self.median)} ({number(min(self.ratios))}–{number(max(self.ratios))})"

    @property
    def verdict(self) -> str:
        """Whether the target is met."""
        if self.gate is None:
            return ""
        if self.stretch is not None and self.median <= self.stretch:
            return "stretch"
        return "met" if self.median <= self.gate else "**missed**"


def against(own: Sequence[float], others: Sequence[float]) -> tuple[float, ...]:
    """The ratios of two series measured in turns, run by run."""
    return tuple(one / other for one, other in zip(own, others, strict=True))


def number(ratio: float | None) -> str:
    if ratio is None:
        return ""
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"


def table(figures: Iterable[Figure]) -> str:
    """A table in Markdown, the targets first in their order."""
    rows = [["#", "what", "against", "gate", "stretch", "measured: median (least–most)", ""], ["---"] * 7]
    for each in figures:
        aims = [number(each.gate), number(each.stretch)]
        rows.append([each.number, each.what, each.against, *aims, each.measured, each.verdict])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)
