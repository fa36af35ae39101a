"""The figures of plans made of cards: every mutation on every plan."""

from __future__ import annotations

from tests.damage.card_cases import CARD_CASES
from tests.damage.card_plans import PLANS, CardScore, clean, score


def outcome(plan: str, name: str) -> CardScore:
    """Damage a clean plan and read it."""
    sent = clean(plan)
    CARD_CASES[name](sent)
    return score(sent)


def card_report() -> str:
    """The sum, and each outcome that is not exact."""
    outcomes = {(plan, name): outcome(plan, name) for plan in PLANS for name in CARD_CASES}
    cards, exact = (sum(getattr(each, what) for each in outcomes.values()) for what in ("cards", "exact"))
    silent = sum(len(each.silent) for each in outcomes.values())
    lines = [
        f"{len(CARD_CASES)} mutations, {len(outcomes)} plans, {cards} cards, {100 * exact / cards:.2f} % exact,"
        f" {silent} without a finding"
    ]
    for (plan, name), told in outcomes.items():
        if told.wrong or told.untold or told.ledger:
            lines.append(f"{plan} {name}: {told.exact} of {told.cards} {told.ledger}")
            lines += [f"   {'SILENT ' if line in told.silent else ''}{line}" for line in (*told.wrong, *told.untold)]
    return "\n".join(lines)
