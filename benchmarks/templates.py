"""The templates of a city by the command line, against the same workbooks with plain XlsxWriter calls.

``python benchmarks/templates.py [--runs N]`` runs, in turns and as whole processes: A, ``xlplan generate`` for the 11
districts and 5 areas of the form stockholm-2024; B, a program that writes all that those workbooks hold with
XlsxWriter, the contents taken down beforehand; B2, the same without the style of the columns beyond those in use,
which costs XlsxWriter as much as all the rest; C, a command with click that says hello. Before anything is timed, A's
and B's workbooks are read with openpyxl and must hold the same: cells, formats, sizes, rules, names, print set-up.

Nothing is asserted of the figures: they are ratios on one machine.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from side_by_side import Program, machine, print_table, run_in_turns

HERE = Path(__file__).parent
PLAN = "stockholm-2024"
PACKAGES = ("xlplan", "XlsxWriter", "pydantic", "ruamel.yaml", "click")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=15, help="measured runs of each program (default: 15)")
    runs: int = parser.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="xlplan-templates-") as folder:
        compare(Path(folder), runs)


def compare(folder: Path, runs: int) -> None:
    taken_down, made = folder / "contents.json", folder / "B"
    generate: list[Any] = [Path(sysconfig.get_path("scripts")) / "xlplan", "generate", "--plan", PLAN, "-o"]
    raw: list[Any] = [sys.executable, HERE / "floors" / "raw_templates.py", taken_down]
    subprocess.run([*generate, folder / "A"], check=True, stdout=subprocess.DEVNULL)
    take_down(folder / "A", taken_down)
    subprocess.run([*raw, made], check=True)
    take_down(made, folder / "again.json")
    told = check_same(taken_down, folder / "again.json")
    ours = Program("A xlplan generate", [*generate, folder / "A"], fresh=folder / "A")
    floor = Program("B raw XlsxWriter, same contents", [*raw, made], fresh=made)
    floor_used = Program("B2 as B, used columns only", [*raw, made, "--used-columns-only"], fresh=made)
    least = Program("C click, hello", [sys.executable, HERE / "floors" / "bare_click.py"])
    programs = [ours, floor, floor_used, least]
    run_in_turns(programs, runs)
    print(machine(PACKAGES))
    print(told)
    print(f"{runs} runs of each, in turns\n")
    for against in (floor, floor_used):
        print_table(programs, against)
        print()


def take_down(folder: Path, target: Path) -> None:
    """Write what workbooks hold as JSON; by a program of its own, so that this process stays small."""
    subprocess.run([sys.executable, HERE / "contents.py", folder, target], check=True)


def check_same(ours: Path, raw: Path) -> str:
    """Say what both sets of workbooks hold.

    Raises:
        SystemExit: They do not hold the same; the first difference is told.
    """
    left, right = json.loads(ours.read_bytes()), json.loads(raw.read_bytes())
    different = first_difference(left, right)
    if different:
        raise SystemExit(f"A and B do not hold the same: {different}")
    sheets = [sheet for book in left.values() for sheet in book["sheets"]]
    counted = {
        name: sum(len(sheet[key]) for sheet in sheets)
        for name, key in (("cells", "cells"), ("rules", "validations"), ("colour rules", "colour_rules"))
    }
    counts = ", ".join(f"{number} {name}" for name, number in counted.items())
    return f"A and B hold the same: {len(left)} workbooks, {len(sheets)} tabs, {counts}"


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


if __name__ == "__main__":
    main()
