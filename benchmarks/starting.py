"""How soon a command answers, against a command with click that says hello (targets 7 and 8)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import corpus
from benchmarks.figures import Figure, against
from benchmarks.side_by_side import FLOORS, XLPLAN, Program, python, run_in_turns


def measure(runs: int) -> Iterator[Figure]:
    made = corpus.returns(11)
    one = min((made / "inkommet").glob("*.xlsx"))
    with tempfile.TemporaryDirectory(prefix="xlplan-bench-") as folder:
        plan = Path(folder) / "plan-2024"
        Program("init", [*XLPLAN, "init", plan, "--form", corpus.FORM, "--year", "2024"]).run()
        bare = Program("click, hello", python(FLOORS / "bare_click.py"))
        asked: list[tuple[str, list[object], str, float | None, float | None]] = [
            ("`--version`", ["--version"], "7", 1.1, 1.02),
            ("`--help`", ["--help"], "7", 1.2, 1.12),
            ("`status` of a new plan folder", ["status"], "", None, None),
            ("`read` of one return", ["read", one, "--plan", made / "plan.yaml"], "8", 5, 3.6),
            ("`check` of one return", ["check", one, "--plan", made / "plan.yaml"], "8", 5, 3.6),
        ]
        programs = [Program(name, [*XLPLAN, *arguments], place=plan) for name, arguments, *_ in asked]
        run_in_turns([bare, *programs], runs)
    for program, (name, _, number, gate, stretch) in zip(programs, asked, strict=True):
        yield Figure(number, name, bare.name, against(program.seconds, bare.seconds), gate, stretch)
