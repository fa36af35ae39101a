"""Each attack ends in a reading or in one sentence, at a bearable cost, and the file after it is read all the same."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.attacks import ATTACKS, HOSTILE_NAMES, KEPT, Attack
from tests.stories.workbooks import HANDMADE, JARVA

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="measures processes that it forks")

ROOT = Path(__file__).parents[2]
GOOD = HANDMADE / JARVA
GOOD_ACTIONS = 17
SECONDS, MEBIBYTES = 5.0, 512
SLACK = 12
"""A busy machine gives a process only a part of its time: the clock is for hangs, the processor time for cost."""
BATCHES = 4
SUPERUSER = os.name == "posix" and not os.geteuid()
LEFT_OUT = {"file_that_may_not_be_read"} if SUPERUSER else set()
NAMES = tuple(name for name in ATTACKS if name not in LEFT_OUT)
QUICK = tuple(name for name in NAMES if not ATTACKS[name].slow)
SLOW = tuple(name for name in NAMES if ATTACKS[name].slow)


@dataclass(frozen=True)
class Done:
    """What came of reading one attack and a good file after it."""

    attack: Attack
    path: Path
    exit: int
    out: str
    err: str
    seconds: float
    processor_seconds: float
    peak_kib: int

    @cached_property
    def returns(self) -> list[dict[str, Any]]:
        """The readings; none when there is no answer at all."""
        found: list[dict[str, Any]] = json.loads(self.out)["returns"] if self.out else []
        return found

    def faults(self) -> Iterator[str]:
        """What is wrong with how it ended."""
        if self.exit not in (0, 1, 3) or "Traceback" in self.out + self.err:
            yield f"exit code {self.exit}: {self.err[-300:]}"
            return
        *bad, last = self.returns or [{"areas": []}]
        if sum(len(area["actions"]) for area in last["areas"]) != GOOD_ACTIONS:
            yield "the good file after it was not read"
        yield from self._faults_of_reading(bad[0]) if bad else self._faults_of_refusal()
        if self.processor_seconds > SECONDS or self.seconds > SECONDS * SLACK:
            yield f"{self.processor_seconds:.1f} s of processor time, {self.seconds:.1f} s by the clock"
        if self.peak_kib > MEBIBYTES << 10:
            yield f"{self.peak_kib >> 10} MiB"

    def _faults_of_reading(self, reading: dict[str, Any]) -> Iterator[str]:
        cells = reading["cells"]
        if cells["filled"] != cells["placed"] + cells["boilerplate"] + len(cells["unplaced"]):
            yield "the account does not balance"
        if self.attack.keeps and KEPT not in json.dumps(reading, ensure_ascii=False):
            yield "its text is lost"
        if self.attack.ending == "refused" or self.exit == 3:
            yield f"it was read, exit code {self.exit}"
        if self.err:
            yield f"it was read, and on stderr stands {self.err[:300]!r}"

    def _faults_of_refusal(self) -> Iterator[str]:
        *lines, rest = self.err.split("\n")
        if len(lines) != 1 or rest or ": fel XP1" not in lines[0] or not lines[0].endswith("."):
            yield f"on stderr stands {self.err[:300]!r}"
        elif not lines[0].isprintable() or len(lines[0]) > 400 + len(self.path.name):
            yield f"no line to show to anybody: {lines[0][:300]!r}"
        if self.attack.ending == "read" or self.exit != 3:
            yield f"it was refused, exit code {self.exit}: {self.err[:300]!r}"


def make(names: Iterable[str], folder: Path) -> dict[str, Path]:
    """The attacks, each in a folder of its own."""
    found = {}
    for number, name in enumerate(names):
        own = folder / str(number)
        own.mkdir()
        found[name] = ATTACKS[name].make(own)
    return found


def measured(names: Iterable[str], folder: Path) -> dict[str, Done]:
    """All of them, one after the other, each with the good file after it in its command."""
    paths = make(names, folder)
    commands = [["read", "--", str(path), str(GOOD)] for path in paths.values()]
    finished = subprocess.run(
        [sys.executable, "-m", "tests.hostile.runner", str(GOOD)],
        cwd=ROOT,
        input=json.dumps(commands).encode(),
        capture_output=True,
        timeout=120 + len(paths) * SECONDS * 2,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr.decode()
    answers = [json.loads(line) for line in finished.stdout.splitlines()]
    return {
        name: Done(ATTACKS[name], path, **answer) for (name, path), answer in zip(paths.items(), answers, strict=True)
    }


def all_faults(done: dict[str, Done]) -> list[str]:
    """What is wrong with any of them; the worst are told to who listens."""
    slow = max(done, key=lambda name: done[name].processor_seconds)
    large = max(done, key=lambda name: done[name].peak_kib)
    read = sum(len(came.returns) == 2 for came in done.values())
    sys.stdout.write(
        f"{len(done)} attacks, {read} read; slowest: {slow}, {done[slow].processor_seconds:.1f} s; "
        f"largest: {large}, {done[large].peak_kib >> 10} MiB\n"
    )
    return [f"{name}: {fault}" for name, came in done.items() for fault in came.faults()]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_each_ends_in_a_reading_or_in_one_sentence(batch: int, tmp_path: Path) -> None:
    assert all_faults(measured(QUICK[batch::BATCHES], tmp_path)) == []


@pytest.mark.slow
def test_those_that_cost_most(tmp_path: Path) -> None:
    assert all_faults(measured(SLOW, tmp_path)) == []


@pytest.mark.slow
def test_all_in_one_command(tmp_path: Path) -> None:
    """As a person would: one command, the good file last."""
    paths = make(NAMES, tmp_path)
    command = [sys.executable, "-m", "xlplan", "read", "--", *map(str, paths.values()), str(GOOD)]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=300, check=False)
    returns = json.loads(finished.stdout)["returns"]
    told = finished.stderr.decode().split("\n")[:-1]
    assert finished.returncode == 3
    assert len(returns) + len(told) == len(paths) + 1
    assert sum(len(area["actions"]) for area in returns[-1]["areas"]) == GOOD_ACTIONS
    assert len(told) >= sum(ATTACKS[name].ending == "refused" for name in NAMES)


def test_a_name_is_only_a_name(tmp_path: Path) -> None:
    """It is told whole, and nothing of it reaches a terminal as a command."""
    for name, came in measured([f"name: {kind}" for kind in HOSTILE_NAMES], tmp_path).items():
        told = came.returns[0]["file"]
        assert told == came.path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), name
        assert not any(sign < " " and sign != "\n" for sign in came.out), name


@pytest.mark.parametrize("name", ["texts_that_look_like_formulas", "formulas_without_results", "formulas_with_results"])
def test_no_text_runs_where_it_is_opened(name: str, tmp_path: Path) -> None:
    [path] = make([name], tmp_path).values()
    command = [sys.executable, "-m", "xlplan", "read", "--format", "csv", "--", str(path)]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=False)
    rows = list(csv.reader(StringIO(finished.stdout.decode("utf-8-sig"), newline="")))
    assert len(rows) > 10
    assert [value for row in rows for value in row if value.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
