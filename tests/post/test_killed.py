"""Runs that are killed at any moment: no half file, no lost return, and the next run completes."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Xlplan
from tests.post.samples import mail, mailbox, zipped
from tests.post.test_collect import DAY, SENDER, filled
from xlplan.cli.main import run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork to kill"),
]
TIMES = 70
"""That each of three commands is killed in the midst: 210 in all."""
DISTRICTS = ("Järva", "Farsta", "Bromma")
"""All that the plan has here, so that a run is short."""
MOST_RUNS = 6 * TIMES
"""Some are done before they are killed, and do not count."""
PASSING = ".xlplan-"

Files = dict[str, bytes]


def files_of(folder: Path) -> Files:
    """Every file of a folder but those that are being written."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(PASSING)
    }


def begin(folder: Path, arguments: list[str]) -> int:
    """Start a command in a process of its own; gives its number."""
    process = os.fork()
    if process == 0:
        code = 70
        try:
            os.chdir(folder)
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            code = run(arguments)
        finally:
            os._exit(code)
    return process


def whole(folder: Path, arguments: list[str]) -> tuple[float, int]:
    """How long a run takes that nobody kills, and its exit code."""
    start = time.perf_counter()
    _, status = os.waitpid(begin(folder, arguments), 0)
    return time.perf_counter() - start, os.waitstatus_to_exitcode(status)


@pytest.fixture
def begun(xlplan: Xlplan, year: Path, tmp_path: Path) -> Path:
    """A plan folder with templates, and a mailbox of answers beside it."""
    plan = year / "plan.yaml"
    before, districts, after = re.split(
        r"(?<=\ndistricts:\n)(.*?)(?=\nareas:)", plan.read_text("utf-8"), flags=re.DOTALL
    )
    blocks = re.split(r"(?m)^(?=  - key: )", districts)
    few = [block for block in blocks if any(f"name: {name}\n" in block for name in DISTRICTS)]
    plan.write_text(before + "".join(few) + after, encoding="utf-8")
    assert xlplan("generate").exit == 0
    plans = [filled(year / "utskick", name) for name in DISTRICTS]
    mails = [mail(SENDER, DAY, plans[0]), mail(SENDER, DAY, ("a.zip", zipped(plans[1], plans[2])))]
    (tmp_path / "Inkorg").write_bytes(mailbox(*mails))
    return year


def check(start: Path, arguments: list[str], tmp_path: Path, keeps: Callable[[Files], Files]) -> tuple[int, int]:
    """Kill a command at random moments until that has been done often enough.

    Args:
        start: The plan folder that each run begins with; it stays as it is.
        arguments: The command.
        tmp_path: Where the runs take place.
        keeps: Those of the files that must be there at any moment.

    Returns:
        How often it was killed in the midst, and how often it had then left some of its files but not all.
    """
    shutil.copytree(start, tmp_path / "hel")
    with contextlib.chdir(tmp_path / "hel"):
        assert run(arguments) in (0, 1)  # here, so that all is loaded when the others are begun
    shutil.copytree(start, tmp_path / "igen")
    seconds, _ = whole(tmp_path / "igen", arguments)
    expected, before = files_of(tmp_path / "hel"), files_of(start)
    chance = random.Random(2026)
    killed = partly = 0
    for number in range(MOST_RUNS):
        if killed == TIMES:
            break
        place = tmp_path / f"{number}"
        shutil.copytree(start, place)
        process = begin(place, arguments)
        time.sleep(chance.uniform(0, seconds))
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        left = files_of(place)
        assert {name: content for name, content in left.items() if expected.get(name) != content} == {}
        assert keeps(left) == keeps(before)
        killed += os.WIFSIGNALED(status)
        partly += before.keys() < left.keys() < expected.keys()
        _, code = whole(place, arguments)
        assert code in (0, 1)
        assert files_of(place) == expected
        shutil.rmtree(place)
    return killed, partly


def all_of_it(files: Files) -> Files:
    return {name: content for name, content in files.items() if name.startswith(("inkommet", "plan.yaml"))}


def the_form(files: Files) -> Files:
    return {name: content for name, content in files.items() if name == "plan.yaml"}


def test_collect(begun: Path, tmp_path: Path) -> None:
    source = tmp_path / "Inkorg"
    before = source.read_bytes()
    killed, partly = check(begun, ["collect", str(source)], tmp_path, the_form)
    assert killed == TIMES
    assert partly > 0
    assert source.read_bytes() == before


def test_generate(begun: Path, tmp_path: Path) -> None:
    shutil.rmtree(begun / "utskick")
    killed, partly = check(begun, ["generate", "--mail"], tmp_path, all_of_it)
    assert killed == TIMES
    assert partly > 0


def test_merge(begun: Path, tmp_path: Path, xlplan: Xlplan) -> None:
    assert xlplan("collect", tmp_path / "Inkorg").exit == 0
    killed, _ = check(begun, ["merge"], tmp_path, all_of_it)
    assert killed == TIMES


def test_two_runs_at_once(begun: Path, tmp_path: Path) -> None:
    """The same mails taken in twice at the same time are filed once."""
    arguments = ["collect", str(tmp_path / "Inkorg")]
    shutil.copytree(begun, tmp_path / "hel")
    whole(tmp_path / "hel", arguments)
    expected = files_of(tmp_path / "hel")
    for number in range(15):
        place = tmp_path / f"{number}"
        shutil.copytree(begun, place)
        both = [begin(place, arguments) for _ in range(2)]
        assert [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in both] == [0, 0]
        assert files_of(place) == expected
