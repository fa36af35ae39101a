"""What the tests of the command line share: running it, in this process or as a program, and files to give it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from tests.stories.workbooks import HANDMADE, JARVA, KUNGSHOLMEN
from xlplan.cli.main import EXIT_OUR_FAULT, run


@dataclass(frozen=True)
class Done:
    """What came of a command."""

    exit: int
    out: str
    err: str

    def __post_init__(self) -> None:
        """Whatever was asked, it never ends in a fault of our own."""
        assert "Traceback" not in self.out + self.err
        assert self.exit != EXIT_OUR_FAULT, self.err

    @property
    def lines(self) -> list[str]:
        return self.err.splitlines()


class Xlplan(Protocol):
    """Runs a command line in the folder the test stands in."""

    def __call__(self, *arguments: object) -> Done: ...


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the test stands."""
    place = tmp_path / "plan"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.delenv("XLPLAN_LANG", raising=False)
    monkeypatch.delenv("XLPLAN_DEBUG", raising=False)
    return place


@pytest.fixture
def xlplan(folder: Path, capfd: pytest.CaptureFixture[str]) -> Xlplan:
    """The command line in this process."""

    def call(*arguments: object) -> Done:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Done(code, out, err)

    return call


@pytest.fixture
def program(folder: Path) -> Xlplan:
    """The command line as a program of its own, as a person starts it."""

    def call(*arguments: object) -> Done:
        command = [sys.executable, "-m", "xlplan", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
        return Done(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture
def jarva(folder: Path) -> Path:
    """Järva's plan, made by hand: 17 actions."""
    return Path(shutil.copy(HANDMADE / JARVA, folder / "jarva.xlsx"))


@pytest.fixture
def kungsholmen(folder: Path) -> Path:
    """Kungsholmen's plan, made by hand: 20 actions."""
    return Path(shutil.copy(HANDMADE / KUNGSHOLMEN, folder / "kungsholmen.xlsx"))
