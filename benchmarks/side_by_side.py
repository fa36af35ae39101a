"""Programs run as whole processes, in turns, so that whatever else the machine does hits them all alike."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

POLLED_EVERY = 0.02
"""Seconds between two looks at the memory of a program and the processes that it began."""
ROOT = Path(__file__).resolve().parents[1]
FLOORS = Path(__file__).parent / "floors"
XLPLAN = (sys.executable, "-m", "xlplan")


@dataclass(slots=True)
class Program:
    """A program and what its runs took."""

    name: str
    command: Sequence[Any]
    fresh: Path | None = None
    """A file or folder that is not there when a run begins."""
    place: Path | None = None
    """The folder it stands in."""
    passes: tuple[int, ...] = (0, 1)
    """Exit codes that are no failure; 1 tells of findings."""
    seconds: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Run it once, measured.

        Raises:
            SystemExit: It failed; what it said is told.
        """
        began = time.perf_counter()
        self._end(self._begin())
        self.seconds.append(time.perf_counter() - began)

    def memory(self) -> tuple[float, float]:
        """Run it once: the most that it and its processes held together, and the most of one that it began, in MiB.

        Shared memory counts in shares (PSS), so that a sum tells what the machine must hold.
        """
        process = self._begin()
        total = most = 0.0
        while process.poll() is None:
            held = {pid: _held(pid) for pid in _family(process.pid)}
            total = max(total, sum(held.values()))
            most = max([most, *(size for pid, size in held.items() if pid != process.pid)])
            time.sleep(POLLED_EVERY)
        self._end(process)
        return total / 1024, most / 1024

    def _begin(self) -> subprocess.Popen[bytes]:
        if self.fresh:
            shutil.rmtree(self.fresh, ignore_errors=True) if self.fresh.is_dir() else self.fresh.unlink(missing_ok=True)
        quiet = subprocess.DEVNULL
        return subprocess.Popen(self.command, stdout=quiet, stderr=quiet, env=environment(), cwd=self.place)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        if process.wait() not in self.passes:
            raise SystemExit(f"{self.name}: exit code {process.returncode}: {' '.join(map(str, self.command))}")


def python(program: Path, *arguments: object) -> list[str]:
    """A command that runs a Python program."""
    return [sys.executable, str(program), *map(str, arguments)]


def environment() -> dict[str, str]:
    """That of this process, in which programs find xlplan and the benchmarks of this very folder.

    Compiled modules are kept, as an installer leaves them: else each run of xlplan would compile its own anew, while
    the libraries it is put against lie compiled.
    """
    paths = [str(ROOT), str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": os.pathsep.join(paths), "PYTHONPYCACHEPREFIX": str(ROOT / ".bench" / "compiled")}


def run_in_turns(programs: Sequence[Program], runs: int, *, warm: bool = True) -> None:
    """Run each once unmeasured, then all in turns, every other time from the last to the first."""
    for program in programs if warm else ():
        program.run()
        program.seconds.clear()
    for turn in range(runs):
        for program in programs if turn % 2 == 0 else reversed(programs):
            program.run()


def _family(pid: int) -> list[int]:
    """A process and all that it and its own began."""
    try:
        begun = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        begun = []
    return [pid, *(each for child in begun for each in _family(int(child)))]


def _held(pid: int) -> int:
    """KiB that a process holds, of shared memory its share; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def machine(packages: Sequence[str]) -> str:
    """What the figures depend on: the class of the machine, Python, versions of packages."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{cores} cores, {platform.machine()}, {platform.system()}, {python}; {versions}"
