"""How long it takes to tie re-worded rows to actions: ``python -m benchmarks.matching``.

The actions are made of the words of the districts' own plans of 2024. Every row of the return is re-worded, so that
none is tied by equal words and all have to be compared; no real plan has nearly as many on a tab. Then districts of
200 actions each, one by one and together: the time has to grow with their number.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from random import Random

from xlplan.merging.face import Clues, Face, Known
from xlplan.merging.match import match_rows

SOURCES = Path(__file__).parents[1] / "examples" / "source"
SIZES = (250, 500, 1000, 2000)
DISTRICTS = (1, 2, 4, 8)
OF_A_DISTRICT = 200


def words() -> list[str]:
    """The words of the plans' actions and causes."""
    texts = []
    for name in ("jarva-2024.json", "kungsholmen-2024.json"):
        for area in json.loads((SOURCES / name).read_text(encoding="utf-8"))["areas"]:
            texts += [row["Åtgärd"] + " " + row["Orsak"] for row in area["rows"]]
    return sorted({word for text in texts for word in text.split()})


def actions(count: int, seed: int) -> tuple[list[Known], list[Face]]:
    """Actions, and rows that say each of them with one word exchanged."""
    random, vocabulary = Random(seed), words()
    known, rows = [], []
    for number in range(count):
        text = random.choices(vocabulary, k=random.randint(4, 25))
        cause = " ".join(random.choices(vocabulary, k=6))
        known.append(Known("a", (Face("a", f"UNGA-{number}", " ".join(text), cause, ""),)))
        text[random.randrange(len(text))] = random.choice(vocabulary)
        rows.append(Face("a", None, " ".join(text), cause, ""))
    random.shuffle(rows)
    return known, rows


def seconds(count: int, districts: int = 1) -> float:
    """How long the matching of so many actions of so many districts takes."""
    plans = [actions(count, seed) for seed in range(districts)]
    start = time.perf_counter()
    for known, rows in plans:
        match_rows(known, rows, Clues())
    return time.perf_counter() - start


def main() -> None:
    """Print both tables."""
    seconds(10)  # what is loaded once is not counted
    print("rows × actions on one tab   seconds")
    for count in SIZES:
        print(f"{count:5} × {count:<5}               {seconds(count):8.2f}")
    print(f"districts of {OF_A_DISTRICT} actions    seconds")
    for districts in DISTRICTS:
        print(f"{districts:9}                   {seconds(OF_A_DISTRICT, districts):8.2f}")


if __name__ == "__main__":
    main()
