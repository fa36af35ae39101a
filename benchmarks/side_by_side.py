"""Programs run as whole processes, in turns, so that whatever else the machine does hits them all alike."""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Program:
    """A program and what its runs took.

    Processor time is told beside the time that passed: on a busy machine it is the steadier one.
    """

    name: str
    command: Sequence[Any]
    fresh: Path | None = None
    """A folder that is not there when a run begins."""
    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    peak: int = 0
    """Most memory that any run took, in the unit of the operating system."""

    def run(self) -> None:
        """Run it once, to be measured.

        Raises:
            SystemExit: It failed; what it said is told.
        """
        if self.fresh:
            shutil.rmtree(self.fresh, ignore_errors=True)
        began = time.perf_counter()
        process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{self.name}: exit code {process.returncode}")
        self.seconds.append(took)
        self.cpu_seconds.append(usage.ru_utime + usage.ru_stime)
        self.peak = max(self.peak, usage.ru_maxrss)


def run_in_turns(programs: Sequence[Program], runs: int) -> None:
    """Run each once unmeasured, then all in turns, every other time from the last to the first.

    This process should hold little itself: the system counts it among the memory of what it starts.
    """
    for program in programs:
        program.run()
        program.seconds.clear()
        program.cpu_seconds.clear()
    for turn in range(runs):
        for program in programs if turn % 2 == 0 else reversed(programs):
            program.run()


def print_table(programs: Sequence[Program], against: Program) -> None:
    """Print what each took, and its ratios to one of them run by run; the memory as a ratio."""
    wide = max(len(program.name) for program in programs)
    letter = against.name.split()[0]
    heads = ("median s (min–max)", f"ratio to {letter} (min–max)", "processor time", "peak memory")
    print(f"{'':{wide}}  {heads[0]:>22}  {heads[1]:>24}  {heads[2]:>14}  {heads[3]:>11}")
    for program in programs:
        pairs = _pairs(program.seconds, against.seconds)
        cpu = statistics.median(_pairs(program.cpu_seconds, against.cpu_seconds))
        memory = program.peak / against.peak
        print(
            f"{program.name:{wide}}  {_spread(program.seconds):>22}  {_spread(pairs):>24}  {cpu:14.2f}  {memory:11.2f}"
        )


def _pairs(own: Sequence[float], others: Sequence[float]) -> list[float]:
    return [one / other for one, other in zip(own, others, strict=True)]


def _spread(figures: Sequence[float]) -> str:
    return f"{statistics.median(figures):.2f} ({min(figures):.2f}–{max(figures):.2f})"


def machine(packages: Sequence[str]) -> str:
    """What the figures depend on: the class of the machine, Python, versions of packages; call it after the runs."""
    from importlib.metadata import version

    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{cores} cores, {platform.machine()}, {platform.system()}, {python}; {versions}"
