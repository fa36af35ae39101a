"""The figures: every mutation on every plan, and combinations of two to four drawn from a fixed seed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.damage import cells, columns, guidance, headings, identity, layout, rows, tabs
from tests.damage.cases import CASES, in_order
from tests.damage.score import Score, score
from tests.damage.sent import PLANS, clean

FAMILIES = (tabs, headings, columns, guidance, rows, cells, identity, layout)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one plan after one mutation or several."""

    plan: str
    names: tuple[str, ...]
    score: Score


def outcome(plan: str, names: list[str]) -> Outcome:
    """Damage a clean plan and read it."""
    sent = clean(plan)
    for case in in_order(names):
        case.mutate(sent)
    return Outcome(plan, tuple(names), score(sent))


def fitting(plan: str) -> list[str]:
    """The mutations that can happen to a plan."""
    return [name for name, case in CASES.items() if plan.partition("-")[2] in case.kinds]


def singles(wanted: list[str] | None = None) -> list[Outcome]:
    """Every mutation alone, or those whose names begin as wanted."""
    return [
        outcome(plan, [name])
        for plan in PLANS
        for name in fitting(plan)
        if not wanted or any(name.startswith(each) for each in wanted)
    ]


def combinations(count: int, seed: int = 2024) -> list[Outcome]:
    """Two to four mutations drawn together, so many times."""
    dice = Random(seed)
    drawn = []
    for _ in range(count):
        plan = dice.choice(PLANS)
        drawn.append(outcome(plan, dice.sample(fitting(plan), dice.randint(2, 4))))
    return drawn


def report(outcomes: list[Outcome], *, every: bool = False) -> str:
    """The table, and each outcome that is not exact."""
    lines = []
    for title, chosen in (
        ("single mutations", [each for each in outcomes if len(each.names) == 1]),
        ("combinations of 2-4", [each for each in outcomes if len(each.names) > 1]),
    ):
        if not chosen:
            continue
        count, exact = sum(each.score.rows for each in chosen), sum(each.score.exact for each in chosen)
        excused = sum(each.score.excused for each in chosen)
        lines.append(
            f"{title:20} {len(chosen):5} plans {count:6} rows {100 * exact / count:7.2f} % exact"
            f" {excused:4} unknowable {sum(len(each.score.wrong) for each in chosen):4} wrong,"
            f" {sum(len(each.score.silent) for each in chosen):3} without a finding"
        )
    for each in outcomes:
        told = each.score
        if told.wrong or told.silent or told.untold or told.ledger or every:
            lines.append(f"\n{each.plan} {' + '.join(each.names)}: {told.exact} of {told.rows} {told.ledger}")
            lines += [f"   {'SILENT ' if line in told.silent else ''}{line}" for line in told.wrong]
            lines += [f"   {line}" for line in told.untold]
    return "\n".join(lines)
