"""Rows tied to actions by likeness, 2,000 to 2,000, against comparing each with each by RapidFuzz (target 11)."""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.figures import Figure, against
from benchmarks.matching import actions
from xlplan.merging.match import Clues, match_rows

COUNT = 2000


def measure(runs: int) -> Iterator[Figure]:
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    known, rows = actions(COUNT, 1)
    texts, others = [each.faces[0].action for each in known], [row.action for row in rows]
    ways = {
        "ours": lambda: match_rows(known, rows, Clues()),
        "cdist": lambda: cdist(texts, others, scorer=ratio, score_cutoff=85),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(runs):
        for name, do in ways.items() if turn % 2 else reversed(ways.items()):
            began = time.perf_counter()
            do()
            seconds[name].append(time.perf_counter() - began)
    what = f"matching {COUNT:,} re-worded rows with {COUNT:,} actions"
    yield Figure("11", what, "cdist(ratio, score_cutoff=85)", against(seconds["ours"], seconds["cdist"]), 1.2, 0.25)
