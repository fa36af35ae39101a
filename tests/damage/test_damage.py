"""Everyday damage: alone it costs no row, together hardly any, and nothing is ever wrong in silence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.damage.cases import CASES
from tests.damage.figures import combinations, fitting, outcome
from tests.damage.sent import PLANS

UNKNOWABLE = {"tabs-names-exchanged"}
"""The tab's name and the title on it contradict each other: the reader takes the name, and says so of the tab."""
LEAST_EXACT = 0.97


def test_there_are_many() -> None:
    assert len(CASES) >= 60
    assert all(case.name.startswith(f"{case.family}-") for case in CASES.values())


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("name", CASES)
def test_one_mutation_costs_no_row(name: str, plan: str) -> None:
    if name not in fitting(plan):
        pytest.skip("cannot happen to this plan")
    score = outcome(plan, [name]).score
    assert score.ledger == ""
    assert score.silent == ()
    assert score.untold == ()
    if name in UNKNOWABLE:
        assert score.exact + score.excused == score.rows
    else:
        assert score.wrong == ()


def test_combinations_cost_hardly_any_row() -> None:
    outcomes = combinations(150)
    exact = sum(each.score.exact + each.score.excused for each in outcomes)
    assert exact >= LEAST_EXACT * sum(each.score.rows for each in outcomes)
    assert [(each.plan, each.names, each.score.silent) for each in outcomes if each.score.silent] == []
    assert [(each.plan, each.names, each.score.ledger) for each in outcomes if each.score.ledger] == []


@pytest.mark.parametrize("plan", PLANS)
def test_a_title_above_a_list_whose_rows_name_their_areas_is_no_fault(plan: str) -> None:
    score = outcome(plan, ["tabs-all-in-one-list-with-a-column-more", "identity-above-a-table-only"]).score
    assert (score.exact, score.silent, score.ledger) == (score.rows, (), "")


@pytest.mark.parametrize("plan", PLANS)
def test_a_label_that_is_its_areas_name_in_a_column_without_heading_is_told(plan: str) -> None:
    score = outcome(plan, ["headings-first-blank", "cells-label-names-its-area"]).score
    assert (score.silent, score.ledger) == ((), "")


@pytest.mark.slow
@settings(max_examples=600, deadline=None, derandomize=True, database=None)
@given(st.data())
def test_no_combination_is_wrong_in_silence(data: st.DataObject) -> None:
    plan = data.draw(st.sampled_from(PLANS))
    names = data.draw(st.lists(st.sampled_from(fitting(plan)), min_size=2, max_size=4, unique=True))
    score = outcome(plan, names).score
    assert score.silent == ()
    assert score.ledger == ""
