"""Reading one return for a command: whatever happens is the outcome of this file alone."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xlplan import __version__
from xlplan.checks.check import check
from xlplan.cli.words import WORDS, error_words
from xlplan.findings.catalogue import UNREADABLE
from xlplan.findings.finding import Finding, Language
from xlplan.findings.render import line, safe
from xlplan.form.model import Form
from xlplan.plan.model import Reading
from xlplan.post.folder import filed_in
from xlplan.reading.read import read_return
from xlplan.sheets.refusal import Reason, UnreadableWorkbook

File = tuple[Path, str]
"""A file and what to call it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A file was not read, and that is a fault of xlplan."""

    detail: str


@dataclass(frozen=True, slots=True)
class Died:
    """A file was not read: the process that read it ended."""


Outcome = tuple[Reading, tuple[Finding, ...]] | Finding | Died | Fault
"""What came of a file: the return and what there is to say of it, or why it was not read."""


def is_ours(outcome: Finding | Died | Fault) -> bool:
    """Whether it is a workbook that we made out of returns."""
    return isinstance(outcome, Finding) and outcome.kind is UNREADABLE[Reason.CITY_WORKBOOK]


def read_one(file: File, forms: Sequence[Form], password: str | None) -> Outcome:
    """Read and check one file; whatever happens is the outcome of this file alone."""
    path, name = file
    try:
        reading = read_return(path, forms, name=name, password=password)
        form = next(form for form in forms if form.id == reading.plan)
        if folder := filed_in(path):
            from xlplan.post.settled import as_filed

            reading = as_filed(reading, path, folder, form)
        return reading, check(reading, form)
    except UnreadableWorkbook as error:
        return Finding(UNREADABLE[error.reason], name, facts={"detail": error.detail})
    except Exception as error:
        if os.environ.get("XLPLAN_DEBUG"):
            raise
        return Fault(error_words(error))


def why(outcome: Finding | Died | Fault, name: str, spoken: Language) -> str:
    """Why a file was not read, in one sentence."""
    match outcome:
        case Finding():
            return line(outcome, spoken)
        case Died():
            return WORDS[spoken]["died"].format(path=safe(name))
        case Fault():
            return WORDS[spoken]["fault"].format(path=safe(name), detail=outcome.detail, version=__version__)
