"""A guard against becoming slower that is no clock: how many calls a fixed piece of work makes.

Counted with ``sys.setprofile``: calls of Python functions and of C functions from Python. The same work on the same
Python and libraries makes the same calls, on a busy machine too. The committed counts stand in ``counted.json`` by
version of Python; ``python -m benchmarks --accept`` writes those of the Python at hand anew.
"""

from __future__ import annotations

import json
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import corpus
from xlplan.checks.check import check
from xlplan.city.workbook import city_bytes
from xlplan.form.load import load_form
from xlplan.merging.merge import merge
from xlplan.reading.read import read_return
from xlplan.template.workbook import template_bytes

COMMITTED = Path(__file__).with_name("counted.json")
RETURNS = 3
TOLERANCE = 0.03
"""How far a count may be from the committed one, as a share of it."""


def count() -> dict[str, int]:
    """The calls of each piece of work, done once before so that nothing is counted that is done but once."""
    counts: dict[str, int] = {}
    with tempfile.TemporaryDirectory(prefix="xlplan-bench-") as place:
        folder = Path(place) / "plan"
        corpus.make(folder, RETURNS)
        form = load_form(folder / "plan.yaml")
        files = sorted((folder / "inkommet").glob("*.xlsx"))
        readings = [read_return(path, form) for path in files]
        city = merge(readings, form)
        work: dict[str, Callable[[], object]] = {
            "template": lambda: template_bytes(form, form.districts[0].key),
            "read": lambda: [read_return(path, form) for path in files],
            "check": lambda: [check(reading, form) for reading in readings],
            "merge": lambda: merge(readings, form),
            "city workbook": lambda: city_bytes(city, form),
        }
        for name, do in work.items():
            do()
            with _counting(counts, name):
                do()
    return counts


def compare(counts: dict[str, int]) -> Iterator[str]:
    """One line for each piece of work that makes more or fewer calls than were committed."""
    committed = _committed().get(_python())
    if committed is None:
        yield f"calls: none committed for {_python()}; python -m benchmarks counted --accept writes them"
        return
    for name, calls in counts.items():
        change = calls / committed.get(name, calls) - 1
        if abs(change) > TOLERANCE:
            word = "more" if change > 0 else "fewer"
            yield f"calls: {name}: {abs(change):.1%} {word} than the committed {committed[name]:,} ({calls:,})"


def accept(counts: dict[str, int]) -> None:
    """Commit the counts of this Python."""
    kept = {**_committed(), _python(): counts}
    COMMITTED.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _python() -> str:
    return f"{platform.python_implementation()} {sys.version_info.major}.{sys.version_info.minor}"


def _committed() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = json.loads(COMMITTED.read_text(encoding="utf-8")) if COMMITTED.exists() else {}
    return found


@contextmanager
def _counting(counts: dict[str, int], name: str) -> Iterator[None]:
    calls = 0

    def see(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(see)
    try:
        yield
    finally:
        sys.setprofile(None)
        counts[name] = calls
