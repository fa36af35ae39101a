"""``xlplan check --annotate`` and ``--letter``: what goes back to the senders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

import click

from xlplan.cli.options import write
from xlplan.cli.returns import Returns
from xlplan.cli.words import WORDS, Refusal
from xlplan.findings.catalogue import UNREADABLE
from xlplan.findings.finding import Finding, Language
from xlplan.findings.render import line
from xlplan.plan.model import Reading
from xlplan.post.annotate import annotate
from xlplan.post.letter import letter
from xlplan.sheets.files import safe_file_name
from xlplan.sheets.refusal import UnreadableWorkbook


def write_copies(
    returns: Returns, told: Iterable[tuple[Reading, Sequence[Finding]]], folder: Path, spoken: Language, *, force: bool
) -> None:
    """Write a marked copy of each return into a folder, and name it on stderr.

    Raises:
        Refusal: A copy would stand where a return or another file stands, or the folder cannot be written to.
    """
    words = WORDS[spoken]
    sources = {path.resolve() for path in returns.files}
    for reading, findings in told:
        try:
            copy = annotate(returns.paths[reading.file].read_bytes(), findings, returns.forms[reading.plan], spoken)
        except UnreadableWorkbook as error:
            finding = Finding(UNREADABLE[error.reason], reading.file, facts={"detail": error.detail})
            click.echo(line(finding, spoken), err=True)
            continue
        target = folder / _name(reading.file, rebuilt=copy.rebuilt)
        if target.resolve() in sources:
            raise Refusal(words["is_a_return"].format(path=target))
        write(copy.content, target, force=force, words=words, on_stderr=True)
        if copy.rebuilt:
            click.echo(words["rebuilt"].format(path=target), err=True)


def write_letters(
    returns: Returns, told: Iterable[tuple[Reading, Sequence[Finding]]], folder: Path, spoken: Language, *, force: bool
) -> None:
    """Write a letter about each return, also one that could not be read, into a folder, and name it on stderr.

    Raises:
        Refusal: Another file stands where a letter would, or the folder cannot be written to.
    """
    texts = {
        reading.file: letter(reading.file, findings, returns.forms[reading.plan], spoken, district=reading.district)
        for reading, findings in told
    }
    texts |= {file: letter(file, [finding], None, spoken) for file, finding in returns.refused.items()}
    for file, text in texts.items():
        target = folder / f"{_stem(file)}.txt"
        write(text.encode(), target, force=force, words=WORDS[spoken], on_stderr=True)


def _name(file: str, *, rebuilt: bool) -> str:
    """The return's name, as .xlsx where it was written anew."""
    return _stem(file) + (".xlsx" if rebuilt else PurePosixPath(file).suffix)


def _stem(file: str) -> str:
    """The return's name without suffix; of one out of a folder with the folder in it."""
    path = PurePosixPath(file)
    return safe_file_name(" ".join((*path.parent.parts, path.stem)))
