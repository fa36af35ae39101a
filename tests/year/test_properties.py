"""Order, repetition and lateness of real workbooks: the city workbook depends only on the set of returns."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.year import story
from tests.year.run import Year
from xlplan import merge
from xlplan.city.workbook import city_bytes
from xlplan.merging.model import CityAction, CityPlan
from xlplan.plan.model import Reading
from xlplan.plan.words import plain

pytestmark = pytest.mark.slow

FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
SOME = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
OF_FEW = ("bromma", "enskede-arsta-vantor", "farsta")
"""Districts enough for copies, sorted and deleted numbers, and a late return."""


def merged(readings: list[Reading], year: Year, *, answered: bool = True) -> CityPlan:
    return merge(readings, story.form(), answers=year.answers if answered else {})


@FEW
@given(data=st.data(), random=st.randoms(use_true_random=False), answered=st.booleans())
def test_any_order_and_any_repetition_give_the_same_bytes(
    year: Year, data: st.DataObject, random: Random, answered: bool
) -> None:
    few = [each for each in year.readings if each.district in OF_FEW]
    chosen = data.draw(st.lists(st.sampled_from(few), min_size=1, unique_by=lambda each: each.sha256))
    again = chosen + data.draw(st.lists(st.sampled_from(chosen), max_size=4))
    random.shuffle(again)
    one, other = (merged(readings, year, answered=answered) for readings in (chosen, again))
    assert city_bytes(one, story.form()) == city_bytes(other, story.form())


def without(city: CityPlan, late: Reading) -> list[CityAction]:
    """The actions that a return has no row in, without what its lacking them says of them."""
    return [
        replace(action, missing_in=() if action.district == late.district else action.missing_in)
        for action in city.actions
        if late.sha256 not in {source.sha256 for source in action.sources}
    ]


@SOME
@given(data=st.data())
def test_a_return_saved_last_changes_only_its_rows(year: Year, data: st.DataObject) -> None:
    late = data.draw(st.sampled_from(year.readings))
    of_district = [each for each in year.readings if each.district == late.district and each.modified < late.modified]
    others = [each for each in year.readings if each.district != late.district]
    before = merged([*of_district, *others], year)
    after = merged([*of_district, *others, late], year)
    untouched = {action.id for action in without(after, late)}
    assert without(after, late) == [action for action in without(before, late) if action.id in untouched]
    assert {action.id for action in before.actions} <= {action.id for action in after.actions}


@SOME
@given(data=st.data())
def test_whatever_return_comes_late_other_districts_stay_as_they_were(year: Year, data: st.DataObject) -> None:
    late = data.draw(st.sampled_from(year.readings))
    before = merged([each for each in year.readings if each is not late], year)
    after = merged(year.readings, year)
    for one, other in ((before, after), (after, before)):
        kept = {action.id: action for action in other.actions}
        assert [kept.get(each.id) for each in one.actions if each.district != late.district] == [
            each for each in one.actions if each.district != late.district
        ]


def test_every_row_of_every_return_is_the_source_of_one_action(year: Year) -> None:
    city = merged(year.readings, year)
    sources = [(each.sha256, each.sheet, each.row) for action in city.actions for each in action.sources]
    rows = [(reading.sha256, row.sheet, row.row) for reading in year.readings for row in reading.actions]
    assert sorted(sources) == sorted(rows)
    assert len({action.id for action in city.actions}) == len(city.actions)


def test_every_text_of_every_return_is_in_the_city_plan_or_in_a_decision(year: Year) -> None:
    """In the action, in a decision about it, or told as replaced by a correction; capitals and commas apart."""
    city = merged(year.readings, year, answered=False)
    sides = [side.text for each in city.decisions for side in (each.a, each.b)]
    sides += [text for each in city.findings for text in each.facts.values()]
    of_row = {(each.sha256, each.sheet, each.row): action for action in city.actions for each in action.sources}
    lost = []
    for reading in year.readings:
        for row in reading.actions:
            action = of_row[reading.sha256, row.sheet, row.row]
            kept = plain(
                "\n".join([*action.values.values(), *(each.text for each in action.follow_ups.values()), *sides])
            )
            lost += [text for key, text in row.values.items() if key != "status" and plain(text) not in kept]
    assert lost == []
