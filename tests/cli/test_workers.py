"""Many returns are read in several processes: nobody can tell from the result, and no file harms another."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Literal

import pytest

from benchmarks.corpus import make
from xlplan.cli.workers import AHEAD, Workers

from .conftest import Xlplan

COUNT = 9
DEADLY, WRONG = -7, -8
Method = Literal["fork", "spawn"]
linux = pytest.mark.skipif(sys.platform != "linux", reason="processes that are forked, and told of in /proc")
SCRIPT = """
import os, sys
from xlplan.cli import main, one_return

read = one_return.read_return

def read_or_fail(path, forms, **settings):
    if "DEADLY" in os.environ and path.name == os.environ["DEADLY"]:
        os._exit(9)
    if "FAULTY" in os.environ and path.name == os.environ["FAULTY"]:
        raise KeyError("deep inside")
    return read(path, forms, **settings)

one_return.read_return = read_or_fail
sys.exit(main.run(sys.argv[1:]))
"""
"""The command line, where some file ends the process that reads it, or shows a fault of ours."""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan folder with some returns."""
    folder = tmp_path_factory.mktemp("returns") / "plan"
    make(folder, COUNT)
    return folder


def job(task: int) -> int:
    if task == DEADLY:
        os._exit(1)
    if task == WRONG:
        raise ValueError(task)
    time.sleep(0.02 * (task % 3))
    return task * task


@pytest.fixture(params=["spawn", pytest.param("fork", marks=linux)])
def method(request: pytest.FixtureRequest) -> Method:
    """Each way to begin a process. Only spawn is tried where a second thread runs: there fork is not safe."""
    import threading

    if request.param == "fork" and threading.active_count() > 1:
        pytest.skip("a second thread runs")
    method: Method = request.param
    return method


def test_results_come_in_the_order_of_the_tasks(method: Method) -> None:
    workers = Workers(job, 2, died=DEADLY, method=method)
    assert list(workers.results(range(12))) == [task * task for task in range(12)]


def test_no_more_is_begun_than_the_processes_have_use_for() -> None:
    taken = []

    def tasks() -> Iterator[int]:
        for task in range(100):
            taken.append(task)
            yield task

    results = Workers(job, 2, died=DEADLY, method="spawn").results(tasks())
    for count in range(1, 6):
        next(results)
        assert len(taken) <= count - 1 + 2 * AHEAD
    results.close()


def test_a_process_that_dies_takes_one_task_with_it(method: Method) -> None:
    tasks = [1, 2, DEADLY, 3, 4]
    results = list(Workers(job, 2, died=DEADLY, method=method).results(tasks))
    assert results == [1, 4, DEADLY, 9, 16]


def test_an_exception_of_the_job_is_raised_where_its_result_is_due(method: Method) -> None:
    results = Workers(job, 2, died=DEADLY, method=method).results([3, WRONG, 5])
    assert next(results) == 9
    with pytest.raises(ValueError, match=str(WRONG)):
        next(results)


@pytest.mark.parametrize(
    "command", ["read --format json", "read --format csv", "check --format json", "check", "merge"]
)
def test_the_number_of_processes_changes_no_byte(command: str, plan: Path, xlplan: Xlplan, tmp_path: Path) -> None:
    told = set()
    for workers in (1, 2, 4):
        output = tmp_path / "city.xlsx"
        to_file = ["-o", output, "--force", "--format", "json"] if command == "merge" else []
        files = [plan / "inkommet", "--plan", plan / "plan.yaml", "--workers", workers]
        done = xlplan(*command.split(), *files, *to_file)
        told.add((done.exit, done.out, done.err, sha256(output.read_bytes()).hexdigest() if to_file else ""))
    assert len(told) == 1
    assert done.out.count("Åtgärdsplan") >= COUNT


def run(plan: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", SCRIPT, *arguments, "inkommet"]
    told = {**os.environ, "XLPLAN_LANG": "sv", **environment}
    told.pop("XLPLAN_DEBUG", None)
    return subprocess.run(command, cwd=plan, env=told, capture_output=True, text=True, encoding="utf-8", check=False)


@linux
def test_a_file_that_kills_its_process_is_told_and_the_others_are_read(plan: Path) -> None:
    victim = sorted((plan / "inkommet").iterdir())[3].name
    whole = run(plan, "read", "--format", "jsonl", "--workers", "2")
    done = run(plan, "read", "--format", "jsonl", "--workers", "2", DEADLY=victim)
    assert done.returncode == 3
    assert done.stderr.startswith(f"{victim}: läsningen avbröts av datorn")
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout.splitlines() == [line for line in whole.stdout.splitlines() if victim not in line]


@linux
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_fault_of_ours_in_one_file_is_told_and_the_others_are_read(plan: Path, workers: str) -> None:
    victim = sorted((plan / "inkommet").iterdir())[5].name
    done = run(plan, "read", "--format", "jsonl", "--workers", workers, FAULTY=victim)
    assert done.returncode == 70
    assert done.stderr.startswith(f"{victim}: internt fel, som är xlplans eget och inte ditt (KeyError: 'deep inside'")
    assert len(done.stderr.splitlines()) == 1
    assert len(done.stdout.splitlines()) == COUNT - 1


@linux
@pytest.mark.parametrize("stopped_by", [signal.SIGINT, signal.SIGKILL])
def test_no_process_is_left_when_the_command_is_stopped(plan: Path, stopped_by: signal.Signals) -> None:
    """Ctrl-C goes to all processes of the terminal; a kill to the first one only."""
    files = ["inkommet"] * 200
    command = [sys.executable, "-m", "xlplan", "check", "--format", "json", "--workers", "2", *files]
    process = subprocess.Popen(
        command, cwd=plan, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while len(begun := children.read_text().split()) < 2:
        assert process.poll() is None
        time.sleep(0.01)
    if stopped_by is signal.SIGINT:
        os.killpg(process.pid, stopped_by)
    else:
        process.kill()
    out, err = process.communicate(timeout=60)
    assert out == b""
    if stopped_by is signal.SIGINT:
        assert (process.returncode, err.decode().split("\n")) == (130, ["", "xlplan: avbrutet.", ""])
    for _ in range(500):
        if not any(Path(f"/proc/{child}").exists() for child in begun):
            return
        time.sleep(0.02)
    pytest.fail("a process was left behind")
