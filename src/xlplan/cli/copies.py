"""``xlplan check --annotate``: the senders' own workbooks back, with the findings marked in them."""

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


def _name(file: str, *, rebuilt: bool) -> str:
    """The return's name; of one out of a folder with the folder in it, and as .xlsx where it was written anew."""
    path = PurePosixPath(file)
    stem = safe_file_name(" ".join((*path.parent.parts, path.stem)))
    return stem + (".xlsx" if rebuilt else path.suffix)
