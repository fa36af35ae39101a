"""Reading many returns for a command: each unreadable one told on stderr in one line, the others read all the same."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from xlplan.cli.options import WORKERS_ASKED, files_or_inbox, known_forms, language, workbooks
from xlplan.cli.words import WORDS

if TYPE_CHECKING:
    from xlplan.cli.one_return import File, Outcome
    from xlplan.findings.finding import Finding
    from xlplan.form.model import Form
    from xlplan.plan.model import Reading

SHOW_PROGRESS_FROM = 5
WORTH_A_PROCESS = {"fork": 5, "spawn": 40}
"""Fewest returns for each process, by how it is begun, for several to be faster than one.

Source: processor time of one process and of two, with 2 to 44 returns, the least of nine runs each. What two take more
of is as much as 4 returns for each process where it is a copy, and 26 where it loads all anew; the rest is a margin.
"""
_T = TypeVar("_T")


@dataclass(slots=True)
class Returns:
    """What came of reading some files."""

    files: list[Path] = field(default_factory=list)
    paths: dict[str, Path] = field(default_factory=dict)
    """The files by what they are called."""
    told: list[tuple[Reading, tuple[Finding, ...]]] = field(default_factory=list)
    """Each return that was read, and what there is to say of it."""
    refused: dict[str, Finding] = field(default_factory=dict)
    """Why files could not be read, by what they are called."""
    city: Form | None = None
    """The city's form, where one is named or lies in the plan folder."""
    forms: dict[str, Form] = field(default_factory=dict)
    """The forms that the readings answer, by id."""
    unread: int = 0
    """Files that could not be read; a workbook of our own making only counts where nothing else was there."""
    faults: int = 0
    """Files that were not read through a fault of xlplan."""

    @property
    def readings(self) -> list[Reading]:
        """The returns that were read."""
        return [reading for reading, _ in self.told]


def read_returns(
    paths: Sequence[Path],
    plan: str | None,
    lang: str | None,
    password: str | None = None,
    also: Sequence[str] = (),
) -> Returns:
    """Read files and check them; without any, the returns of the plan folder we stand in.

    Of a folder its workbooks are read; many files in several processes.

    Each file is read with the one of :func:`known_forms` that fits it best; where no form is named, of those shipped.

    Raises:
        Refusal: No files, an empty folder, or a form with errors.
    """
    words = WORDS[language(lang)]
    paths = files_or_inbox(paths, lang)
    result = Returns()
    result.files = list(workbooks(paths, lang))
    known = known_forms(plan, lang, also, result.files)
    result.city = next(iter(known), None)
    forms = known or _shipped()
    names = different_names(result.files)
    result.paths = {name: path for path, name in names.items()}
    named = [(path, names[path]) for path in result.files]

    from xlplan.cli.one_return import Fault, is_ours, read_one, why  # and with it all that reading takes
    from xlplan.findings.finding import Finding

    outcomes = _outcomes(partial(read_one, forms=forms, password=password), named)
    for (_, name), outcome in zip(named, watched(outcomes, len(named), words["reading"]), strict=True):
        if isinstance(outcome, tuple):
            result.told.append(outcome)
            result.forms |= {each.id: each for each in forms if each.id == outcome[0].plan}
        else:
            result.unread += not isinstance(outcome, Fault) and not is_ours(outcome)
            result.faults += isinstance(outcome, Fault)
            if isinstance(outcome, Finding) and not is_ours(outcome):
                result.refused[name] = outcome
            click.echo(why(outcome, name, language(lang, result.city)), err=True)
    result.unread += not (result.told or result.unread or result.faults)
    return result


def different_names(paths: Sequence[Path]) -> dict[Path, str]:
    """What to call each file: its name, with as many folders before it as make the names differ."""
    names = {path: path.name for path in paths}
    for depth in range(2, max((len(path.parts) for path in paths), default=0) + 1):
        counts = Counter(names.values())
        if max(counts.values()) == 1:
            break
        names = {path: "/".join(path.parts[-depth:]) if counts[name] > 1 else name for path, name in names.items()}
    return names


def _shipped() -> list[Form]:
    from xlplan.form.load import load_form
    from xlplan.form.shipped import shipped_forms

    return [load_form(form_id) for form_id in shipped_forms()]


def watched(outcomes: Iterator[_T], total: int | None, doing: str) -> Iterator[_T]:
    """What comes, one after another, with a progress bar on stderr where a person waits for many; None: not known."""
    if not sys.stderr.isatty() or (total is not None and total < SHOW_PROGRESS_FROM):
        return outcomes
    return _with_progress(outcomes, total, doing)


def _outcomes(job: Callable[[File], Outcome], files: Sequence[File]) -> Iterator[Outcome]:
    """Done in as many processes as were asked for, else as have enough to do."""
    context = click.get_current_context(silent=True)
    asked = context.meta.get(WORKERS_ASKED) if context else None
    if len(files) > 1 and asked != 1:
        from xlplan.cli.one_return import Died, File, Outcome
        from xlplan.cli.workers import Workers, cores, start_method

        count = min(asked or cores(), len(files) // (1 if asked else WORTH_A_PROCESS[start_method()]))
        if count > 1:
            outcomes = Workers[File, Outcome](job, count, died=Died()).results(files)
            return chain([next(outcomes)], outcomes)  # begun before the progress bar begins a thread
    return map(job, files)


def _with_progress(outcomes: Iterator[_T], total: int | None, doing: str) -> Iterator[_T]:
    from rich.console import Console
    from rich.progress import track

    if total is None:
        yield from islice(outcomes, SHOW_PROGRESS_FROM)
    yield from track(outcomes, description=doing, total=total, console=Console(stderr=True), transient=True)
