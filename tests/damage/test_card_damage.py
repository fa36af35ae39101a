"""Everyday damage to plans made of cards: no card is lost, and what is not exact is pointed at."""

from __future__ import annotations

import pytest

from tests.damage.card_cases import CARD_CASES
from tests.damage.card_figures import outcome
from tests.damage.card_plans import PLANS, clean, score


def test_there_are_many() -> None:
    assert len(CARD_CASES) >= 40


@pytest.mark.parametrize("plan", PLANS)
def test_undamaged_plans_are_exact(plan: str) -> None:
    found = score(clean(plan))
    assert (found.exact, found.wrong, found.ledger) == (8, (), "")


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("name", CARD_CASES)
def test_one_mutation_costs_no_card(name: str, plan: str) -> None:
    found = outcome(plan, name)
    assert found.silent == ()
    assert found.wrong == ()
    assert found.untold == ()
    assert found.ledger == ""
