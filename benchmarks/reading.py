"""Returns read, modelled and checked, with nothing written, against reading bare values (targets 4, 5 and 10)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from statistics import median

from benchmarks import corpus
from benchmarks.figures import Figure, against
from benchmarks.side_by_side import FLOORS, Program, environment, python, run_in_turns

FEW = 11


def measure(sizes: Sequence[int], runs: int) -> Iterator[Figure]:
    yield from one_return(max(runs, 5))
    largest = max(sizes)
    for size in sizes:
        yield from many_returns(size, runs, judged=size == largest)
    yield from workers_memory(largest)


def one_return(rounds: int) -> Iterator[Figure]:
    """In process, without start-up."""
    command = python(FLOORS / "one_return.py", corpus.returns(FEW), rounds)
    told = subprocess.run(command, check=True, capture_output=True, env=environment()).stdout
    seconds: dict[str, list[float]] = json.loads(told)
    read = seconds["xlplan: read"]
    yield Figure("5", "read one return, in process", "openpyxl, full", against(read, seconds["openpyxl"]), 0.2, 0.1)
    yield Figure("5", "the same", "calamine, rows", against(read, seconds["calamine"]), 2.5, 1.2)
    for way in ("xlplan: read and check", "xlplan: cells only", "inflate", "expat", "openpyxl"):
        yield Figure("", f"{way}, in process", "calamine, rows", against(seconds[way], seconds["calamine"]))


def many_returns(size: int, runs: int, *, judged: bool) -> Iterator[Figure]:
    """Whole processes."""
    folder = corpus.returns(size)
    values = {
        way: Program(f"{way}, values only", python(FLOORS / "read_values.py", way, folder / "inkommet"))
        for way in ("calamine", "inflate", "expat")
    }
    ours = {
        count: Program(f"read and check {size}", python(FLOORS / "read_returns.py", folder, count)) for count in (1, 2)
    }
    run_in_turns([*ours.values(), *values.values()], runs, warm=size <= 100)
    aims = {1: (2.5, 1.25), 2: (1.4, 0.7)} if judged else {}
    floor = values["calamine"]
    for count, program in ours.items():
        name = f"{program.name}, {'one process' if count == 1 else 'two processes'}"
        gate, stretch = aims.get(count, (None, None))
        number = "4" if judged else ""
        yield Figure(number, name, floor.name, against(program.seconds, floor.seconds), gate, stretch)
    for way in ("inflate", "expat"):
        yield Figure("", f"{way}, {size} returns", floor.name, against(values[way].seconds, floor.seconds))


def workers_memory(largest: int) -> Iterator[Figure]:
    """The most that a reading process holds, many returns against few of them, all of one form."""
    if sys.platform != "linux":
        return
    folder = corpus.returns(largest)
    few, many = (
        median(
            Program(f"read {size}", python(FLOORS / "read_returns.py", folder, 2, size)).memory()[1] for _ in range(3)
        )
        for size in (FEW, largest)
    )
    yield Figure(
        "10", f"peak memory of a reading process, {largest} returns", f"{FEW} returns", (many / few,), 1.2, 1.05
    )
