"""``python -m tests.year``: how well actions are followed through the simulated year, with ids and without."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.year.run import Score, Year


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")


for marks in (True, False):
    with tempfile.TemporaryDirectory() as folder:
        year = Year(Path(folder), marks)
        city = year.run()
    total = Score()
    tell("with ids and marks" if marks else "all ids and marks stripped")
    for name, score in year.scores.items():
        total += score
        tell(
            f"  {name:8} {score.true:4} true links: {score.made} made, {score.asked} asked, {len(score.missed)} missed,"
            f" {len(score.wrong)} wrong; questions: "
            + (", ".join(f"{count} {kind}" for kind, count in sorted(score.questions.items())) or "none")
        )
    tell(f"  precision {total.precision:.4f}, recall {total.recall:.4f}; {len(city.actions)} actions")
    for line in (*total.wrong, *total.missed):
        tell(f"    {line}")
