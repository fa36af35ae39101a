"""Reading many returns for a command: each unreadable one told on stderr in one line, the others read all the same."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from xlplan.cli.options import files_or_inbox, language, wanted_form, workbooks
from xlplan.cli.words import WORDS
from xlplan.findings.catalogue import UNREADABLE
from xlplan.findings.finding import Finding
from xlplan.findings.render import line
from xlplan.form.model import Form
from xlplan.plan.model import Reading
from xlplan.reading.account import Unbalanced
from xlplan.reading.read import read_return
from xlplan.sheets.refusal import UnreadableWorkbook

SHOW_PROGRESS_FROM = 5


@dataclass(slots=True)
class Returns:
    """What came of reading some files."""

    files: list[Path] = field(default_factory=list)
    paths: dict[str, Path] = field(default_factory=dict)
    """The files by what they are called."""
    readings: list[Reading] = field(default_factory=list)
    forms: dict[str, Form] = field(default_factory=dict)
    """The forms that the readings answer, by id."""
    unread: int = 0
    unbalanced: int = 0


def read_returns(paths: Sequence[Path], plan: str | None, lang: str | None, password: str | None = None) -> Returns:
    """Read files (and the workbooks of folders); without any, the returns of the plan folder we stand in.

    Without a form each file is read with the shipped form that fits it best.

    Raises:
        Refusal: No files, an empty folder, or a form with errors.
    """
    words = WORDS[language(lang)]
    paths = files_or_inbox(paths, lang)
    form = wanted_form(plan, lang)
    forms = [form] if form else _shipped()
    result = Returns()
    result.files = list(workbooks(paths, lang))
    names = different_names(result.files)
    result.paths = {name: path for path, name in names.items()}
    for path in _watched(result.files, words["reading"]):
        try:
            reading = read_return(path, forms, name=names[path], password=password)
        except UnreadableWorkbook as error:
            finding = Finding(UNREADABLE[error.reason], names[path], facts={"detail": error.detail})
            click.echo(line(finding, language(lang, form)), err=True)
            result.unread += 1
        except Unbalanced as error:
            click.echo(words["unbalanced"].format(path=names[path], detail=error), err=True)
            result.unbalanced += 1
        else:
            result.readings.append(reading)
            result.forms |= {each.id: each for each in forms if each.id == reading.plan}
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


def _watched(files: Sequence[Path], doing: str) -> Iterable[Path]:
    """The files, with a progress bar on stderr where a person waits for many."""
    if len(files) < SHOW_PROGRESS_FROM or not sys.stderr.isatty():
        return files
    return _with_progress(files, doing)


def _with_progress(files: Sequence[Path], doing: str) -> Iterator[Path]:
    from rich.console import Console
    from rich.progress import track

    yield from track(files, description=doing, console=Console(stderr=True), transient=True)
