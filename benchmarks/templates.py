"""The templates of a city by the command line, against the same workbooks with plain XlsxWriter calls (target 6).

In turns and as whole processes: ``xlplan generate`` for the 11 districts and 5 areas of the form stockholm-2024; a
program that writes all that those workbooks hold with XlsxWriter, the contents taken down beforehand; the same without
the style of the columns beyond those in use, which costs XlsxWriter as much as all the rest. Before anything is timed,
both are read with openpyxl and must hold the same: cells, formats, sizes, rules, names, print set-up.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.corpus import FORM
from benchmarks.figures import Figure, against
from benchmarks.side_by_side import FLOORS, XLPLAN, Program, environment, python, run_in_turns


def measure(runs: int) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="xlplan-bench-") as place:
        folder = Path(place)
        taken_down, made = folder / "contents.json", folder / "B"
        generate = [*XLPLAN, "generate", "--plan", FORM, "-o", folder / "A"]
        raw = python(FLOORS / "raw_templates.py", taken_down, made)
        subprocess.run(generate, check=True, stdout=subprocess.DEVNULL, env=environment())
        take_down(folder / "A", taken_down)
        subprocess.run(raw, check=True, env=environment())
        take_down(made, folder / "again.json")
        check_same(taken_down, folder / "again.json")
        ours = Program("`generate`, 11 templates", generate, fresh=folder / "A")
        floor = Program("XlsxWriter, same contents", raw, fresh=made)
        spared = Program("XlsxWriter spared the columns not in use", [*raw, "--used-columns-only"], fresh=made)
        run_in_turns([ours, floor, spared], runs)
    yield Figure("6", ours.name, floor.name, against(ours.seconds, floor.seconds), 1.2, 0.15)
    yield Figure("", ours.name, spared.name, against(ours.seconds, spared.seconds))


def take_down(folder: Path, target: Path) -> None:
    """Write what workbooks hold as JSON."""
    subprocess.run(python(FLOORS.parent / "contents.py", folder, target), check=True, env=environment())


def check_same(ours: Path, raw: Path) -> None:
    """Make sure that both sets of workbooks hold the same.

    Raises:
        SystemExit: They do not; the first difference is told.
    """
    if different := first_difference(json.loads(ours.read_bytes()), json.loads(raw.read_bytes())):
        raise SystemExit(f"the templates of xlplan and of plain XlsxWriter do not hold the same: {different}")


def first_difference(left: Any, right: Any, where: str = "") -> str:
    """Where two JSON values differ first; nothing when they are the same."""
    if left == right:
        return ""
    if isinstance(left, dict) and isinstance(right, dict) and left.keys() == right.keys():
        return next(found for key in left if (found := first_difference(left[key], right[key], f"{where}/{key}")))
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        pairs = enumerate(zip(left, right, strict=True))
        return next(found for at, pair in pairs if (found := first_difference(*pair, f"{where}/{at}")))
    return f"{where}: {str(left)[:200]} | {str(right)[:200]}"
