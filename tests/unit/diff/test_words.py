"""Word by word: both texts can be had back from the runs, and no run is empty."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from xlplan.diff.words import word_runs

TEXTS = st.lists(st.sampled_from(["åtgärd", "polis", "torg", " ", "  ", "\n", ",", "12", "Ö-vik"]), max_size=25).map(
    "".join
)


@settings(deadline=None, derandomize=True)
@given(TEXTS, TEXTS)
def test_both_texts_are_in_the_runs(before: str, after: str) -> None:
    runs = word_runs(before, after)
    assert "".join(text for mark, text in runs if mark != "new") == before
    assert "".join(text for mark, text in runs if mark != "gone") == after
    assert all(text for _, text in runs)
    assert all(one[0] != other[0] for one, other in pairwise(runs))


def test_neighbouring_changes_are_one() -> None:
    assert word_runs("Möten varje vecka i Tensta", "Möten en gång i Tensta") == (
        ("same", "Möten "),
        ("gone", "varje vecka"),
        ("new", "en gång"),
        ("same", " i Tensta"),
    )
