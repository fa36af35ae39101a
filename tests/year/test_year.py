"""The simulated year: no wrong link is made silently, and hardly a true one is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.year import story
from tests.year.run import Score, Year
from xlplan import merge
from xlplan.merging.apart import apart

LEAST_RECALL = 0.98


def test_the_story_is_as_rich_as_it_should_be() -> None:
    assert len(story.form().districts) == 11
    assert len(story.seeds()) == 37
    assert len(story.data()["rewordings"]) >= 40
    assert len(story.data()["confusable"]) >= 30
    kinds = {how for at in range(11) for _, how in story.confusable_of(at)}
    assert kinds == {"over", "instead", "beside", "both", "late over"}


def test_the_word_that_makes_it_another_action_is_seen_in_every_confusable_pair() -> None:
    """But for those that differ in nothing but their cause."""
    pairs = [(each["a"], each["b"]) for each in story.data()["confusable"] if "b_cause" not in each]
    assert [pair for pair in pairs if not apart(*pair).decisive] == []


@pytest.mark.slow
@pytest.mark.parametrize("marks", [True, False], ids=["with ids", "ids stripped"])
def test_actions_are_followed_through_the_year(marks: bool, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    year: Year = request.getfixturevalue("year") if marks else Year(tmp_path, marks=False)
    city = year.merged() if marks else year.run()
    total = Score()
    for score in year.scores.values():
        total += score
    assert total.true > 600
    assert total.wrong == []
    assert total.precision == 1
    assert total.recall >= LEAST_RECALL, total.missed
    assert merge(reversed(year.readings), story.form(), answers=year.answers) == city
    told = {each.kind.code for each in city.findings}
    assert {"XP607", "XP608", "XP609", "XP610"} <= told if marks else not told & {"XP607", "XP608", "XP609"}
