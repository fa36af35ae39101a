"""Confusable actions, each in every guise: no number, owner, cause or follow-up left standing joins them silently."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from tests.unit.merging.returns import TERTIAL, Row, returned
from tests.year import story
from xlplan import merge

PAIRS: list[dict[str, Any]] = story.data()["confusable"]
OTHER: Row = {"cause": "Nedskräpning", "action": "Städa tunnlar", "who": "Parkingenjör"}


def row(pair: dict[str, Any], side: str) -> dict[str, str]:
    cause = pair.get("b_cause", pair["cause"]) if side == "b" else pair["cause"]
    return {"cause": cause, "action": pair[side], "who": "Enhetschef unga"}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['a']} - {pair['b']}")
def test_confusable_actions_are_never_joined_silently(pair: dict[str, Any]) -> None:
    """One written over the other in its row or standing alone, with marks or without, alone on the tab or not."""
    for sides, number, marks, followed, crowd in product(("ab", "ba"), *[(False, True)] * 4):
        kept = {"follow_up_t1": "Tre möten hölls med alla."} if followed else {}
        id_ = {"id": "UNGA-01"} if number else {}
        one, other = ({**row(pair, side), **kept} for side in sides)
        others = [OTHER] if crowd else []
        before = returned([one, *others], round_="t1" if followed else "plan")
        after = returned([{**other, **id_}, *others], round_="t2", sent=[{**one, "id": "UNGA-01"}] if marks else [])
        city = merge([before, after], TERTIAL)
        joined = [action for action in city.actions if len(action.sources) > 1]
        assert [action.values["action"] for action in joined] == [each["action"] for each in others]
