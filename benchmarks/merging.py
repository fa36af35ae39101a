"""Returns to the city workbook, against bare concatenation with other libraries (targets 1, 2, 3, 9 and growth)."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import corpus
from benchmarks.figures import Figure, against
from benchmarks.side_by_side import FLOORS, XLPLAN, Program, python, run_in_turns

REFERENCE = "pandas-calamine"
ROUTES = ("pandas-openpyxl", "openpyxl-xlsxwriter", "polars-fastexcel", "calamine-xlsxwriter")
SLOW = ("pandas-openpyxl", "openpyxl-xlsxwriter")
SLOW_UNTIL = 100
"""Returns up to which the routes with openpyxl are run; beyond, they take minutes and tell nothing new."""
TARGETS = {11: ("1", 0.8, 0.4), 100: ("2", 1.0, 0.4), 1000: ("3", 1.0, 0.3)}
GROWTH_FROM = 100


@dataclass(frozen=True, slots=True)
class Size:
    """The programs that work on so many returns."""

    count: int
    ours: Program
    alone: Program
    reference: Program
    others: tuple[Program, ...]

    @property
    def all(self) -> tuple[Program, ...]:
        return self.ours, self.alone, self.reference, *self.others


def measure(sizes: Sequence[int], runs: int) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="xlplan-bench-") as place:
        prepared = [_programs(count, Path(place)) for count in sizes]
        together = [size for size in prepared if size.count >= GROWTH_FROM]
        for size in prepared:
            if size.count < GROWTH_FROM:
                run_in_turns(size.all, max(runs, 7))
        run_in_turns([program for size in together for program in size.all], runs, warm=max(sizes) <= GROWTH_FROM)
        for size in prepared:
            yield from _figures(size)
        if len(together) > 1:
            yield from _growth(together[0], together[-1])
        if sys.platform == "linux":
            yield from _memory(prepared)


def _programs(count: int, place: Path) -> Size:
    folder = corpus.returns(count)
    target = place / f"city-{count}.xlsx"
    merge = [*XLPLAN, "merge", folder / "inkommet", "--plan", folder / "plan.yaml", "-o", target, "--fail-on", "never"]

    def route(name: str) -> Program:
        made = place / f"{name}-{count}.xlsx"
        return Program(name, python(FLOORS / "concatenate.py", name, folder / "inkommet", made), fresh=made)

    others = tuple(route(name) for name in ROUTES if count <= SLOW_UNTIL or name not in SLOW)
    ours = Program(f"merge {count}", merge, fresh=target)
    alone = Program(f"merge {count}, one process", [*merge, "--workers", "1"], fresh=target)
    return Size(count, ours, alone, route(REFERENCE), others)


def _figures(size: Size) -> Iterator[Figure]:
    number, gate, stretch = TARGETS.get(size.count, ("", None, None))
    floor = size.reference
    yield Figure(
        number, size.ours.name, f"{REFERENCE}, {size.count}", against(size.ours.seconds, floor.seconds), gate, stretch
    )
    for program in (size.alone, *size.others):
        name = program.name if program is size.alone else f"{program.name}, {size.count}"
        yield Figure("", name, f"{REFERENCE}, {size.count}", against(program.seconds, floor.seconds))


def _growth(less: Size, more: Size) -> Iterator[Figure]:
    """Time for each return, of many against fewer."""
    for name, one, other in (("", more.ours, less.ours), (", one process", more.alone, less.alone)):
        per_return = [seconds * less.count / more.count for seconds in one.seconds]
        what = f"growth: time for each return, merge {more.count}{name}"
        yield Figure("", what, f"merge {less.count}", against(per_return, other.seconds), 1.15)


def _memory(sizes: Sequence[Size]) -> Iterator[Figure]:
    """Each measured once; all processes of a program together."""
    largest = sizes[-1]
    theirs = largest.reference.memory()[0]
    held = {size.count: size.ours.memory()[0] for size in sizes}
    against_theirs = (held[largest.count] / theirs,)
    yield Figure("9", f"peak memory, merge {largest.count}", f"{REFERENCE}, {largest.count}", against_theirs, 0.3, 0.05)
    alone = (largest.alone.memory()[0] / theirs,)
    yield Figure("", f"peak memory, merge {largest.count}, one process", f"{REFERENCE}, {largest.count}", alone)
    if len(sizes) > 1:
        yield Figure(
            "",
            f"peak memory, merge {largest.count}",
            f"merge {sizes[0].count}",
            (held[largest.count] / held[sizes[0].count],),
        )
