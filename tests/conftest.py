"""What all tests share: asking for other people's programs, and handing them out.

``@pytest.mark.needs("libreoffice")`` (or ``gnumeric``, ``node``, ``openxml-audit``) skips a test with a reason where
the program is missing, and fails it in CI, where none may be. A test that needs a program outside Python is a
``client`` test without having to say so.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Protocol

import pytest

from tests.programs import chromium, gnumeric, libreoffice, neomutt, node, openpyxl_fill, openxml_audit
from tests.programs.jobs import FillJob

AVAILABLE: dict[str, Callable[[], str | None]] = {
    "libreoffice": libreoffice.available,
    "gnumeric": gnumeric.available,
    "node": node.available,
    "neomutt": neomutt.available,
    "chromium": chromium.available,
    "openxml-audit": openxml_audit.available,
}
OUTSIDE_PYTHON = {"libreoffice", "gnumeric", "node", "chromium", "neomutt"}

collect_ignore = ["programs/uno_script.py"]
"""Belongs to the system's Python and imports what only that has."""


class Fill(Protocol):
    """Has a program (libreoffice, sheetjs, exceljs, openpyxl) do a job."""

    def __call__(self, program: str, job: FillJob) -> None: ...


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", f"needs(*programs): uses {', '.join(AVAILABLE)}; skipped where one is missing, failed in CI"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Make every test with a program outside Python a ``client`` test, before tests are selected by mark."""
    for item in items:
        if _programs(item) & OUTSIDE_PYTHON:
            item.add_marker("client")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for program in sorted(_programs(item)):
        reason = AVAILABLE[program]()
        if reason is None:
            continue
        if in_ci():
            pytest.fail(f"{reason}; in CI every program must be there", pytrace=False)
        pytest.skip(reason)


def in_ci() -> bool:
    """Whether a missing program is a failure rather than a skip."""
    return os.environ.get("XLPLAN_CI") == "1" or os.environ.get("CI", "").lower() in {"1", "true"}


def _programs(item: pytest.Item) -> set[str]:
    named = {program for mark in item.iter_markers("needs") for program in mark.args}
    unknown = named - AVAILABLE.keys()
    if unknown:
        raise pytest.UsageError(f"{item.nodeid}: no such program: {', '.join(sorted(unknown))}")
    if "office" in getattr(item, "fixturenames", ()):
        named.add("libreoffice")
    return named


class OfficeDesk:
    """Keeps one LibreOffice running for a test process and starts another when it died."""

    def __init__(self) -> None:
        self._office: libreoffice.Office | None = None

    def office(self) -> libreoffice.Office:
        if self._office is None or not self._office.alive:
            self.close()
            self._office = libreoffice.Office()
        return self._office

    def close(self) -> None:
        if self._office is not None:
            self._office.close()
            self._office = None


@pytest.fixture(scope="session")
def office_desk() -> Iterator[OfficeDesk]:
    desk = OfficeDesk()
    yield desk
    desk.close()


@pytest.fixture
def office(office_desk: OfficeDesk) -> libreoffice.Office:
    """A running LibreOffice, shared by the tests of a process; each job has its own window."""
    return office_desk.office()


@pytest.fixture
def fill(office_desk: OfficeDesk) -> Fill:
    """Have a program do a job; for ``@pytest.mark.parametrize("program", FILLING_PROGRAMS)``."""

    def run(program: str, job: FillJob) -> None:
        if program == "libreoffice":
            office_desk.office().fill(job)
        else:
            {
                "sheetjs": node.fill_with_sheetjs,
                "exceljs": node.fill_with_exceljs,
                "openpyxl": openpyxl_fill.fill,
            }[program](job)

    return run
