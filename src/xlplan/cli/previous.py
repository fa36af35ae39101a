"""The earlier city workbook that stands where the new one is to be written, or that ``--previous`` names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from xlplan.city.answers import read_answers
from xlplan.city.past import NOTHING, PastBook
from xlplan.city.wording import city_words
from xlplan.city.workbook import city_name, corrected_by_city, read_previous
from xlplan.cli.options import write
from xlplan.cli.words import WORDS, Refusal
from xlplan.findings.catalogue import UNREADABLE
from xlplan.findings.finding import Finding, Language
from xlplan.form.model import Form
from xlplan.merging.merge import merge
from xlplan.merging.model import CityPlan
from xlplan.plan.model import Reading
from xlplan.sheets.files import OutputExists, save
from xlplan.sheets.refusal import UnreadableWorkbook

OUTBOX = Path("sammanstallning")


@dataclass(frozen=True, slots=True)
class Previous:
    """The earlier workbook as it was read."""

    book: PastBook = NOTHING
    standing: bytes | None = None
    """What stands at the output place, when that is a city workbook of this plan."""


def read_standing(
    place: Path,
    given: Path | None,
    form: Form,
    spoken: Language,
    words: dict[str, str],
    others: Sequence[Form] = (),
) -> Previous:
    """Read the earlier city workbook.

    Args:
        place: Where the new one is to be written.
        given: The file that the user named instead.
        form: The form.
        spoken: Language of messages.
        words: The command line's words in that language.
        others: Further forms that returns answer.

    Raises:
        Refusal: The named file cannot be read, or is no city workbook of this plan.
    """
    if given is not None:
        book = _read(given, form, others, spoken, named=True)
        if book is None:
            raise Refusal(words["no_city"].format(path=given))
        same = place.exists() and place.samefile(given)
        return Previous(book, place.read_bytes() if same else None)
    book = _read(place, form, others, spoken, named=False) if place.is_file() else None
    return Previous(book, place.read_bytes()) if book else Previous()


def merge_as_decided(
    readings: Iterable[Reading], form: Form, spoken: Language, words: dict[str, str], others: Sequence[Form] = ()
) -> CityPlan:
    """Returns merged with what a person answered and corrected in the city workbook in its usual place, if any is."""
    book = read_standing(OUTBOX / city_name(form), None, form, spoken, words, others).book
    answers, _ = read_answers(book, city_words(form.language))
    return corrected_by_city(merge(readings, form, answers=answers, others=others), form, book)


def _read(path: Path, form: Form, others: Sequence[Form], spoken: Language, *, named: bool) -> PastBook | None:
    """The workbook; None when it is another one. One that was not named may be any file: it is then let be."""
    try:
        book = read_previous(path.read_bytes(), path.name, form, others)
    except UnreadableWorkbook as error:
        if not named:
            return None
        finding = Finding(UNREADABLE[error.reason], path.name, facts={"detail": error.detail})
        raise Refusal(f"{path}: {finding.message(spoken)} {finding.hint(spoken)}") from error
    except OSError as error:
        if not named:
            return None
        raise Refusal(f"{path}: {error.strerror or error}") from error
    if book and not book.seen:
        click.echo(WORDS[spoken]["no_looks"].format(path=path), err=True)
    return book


def write_over(
    content: bytes, place: Path, previous: Previous, *, force: bool, words: dict[str, str], silent: bool
) -> None:
    """Write the new city workbook; an earlier one in its place is kept beside it, under a name of its own.

    Raises:
        Refusal: Another file than a city workbook of this plan is there, or the folder cannot be written to.
    """
    if previous.standing is not None and previous.standing != content:
        _keep_beside(previous.standing, place, previous.book.saved, words)
        force = True
    write(content, place, force=force, words=words, silent=silent)


def _keep_beside(content: bytes, place: Path, saved: str, words: dict[str, str]) -> None:
    """Keep an earlier workbook under the first name that is free, or that it has already."""
    name = f"{place.stem} ({words['previous']}{f' {saved}' if saved else ''}"
    number = 1
    while True:
        kept = place.with_name(f"{name}{f' {number}' if number > 1 else ''}){place.suffix}")
        try:
            save(content, kept)
        except OutputExists:
            number += 1
        except OSError as error:
            raise Refusal(words["cannot_write"].format(path=kept, why=error.strerror or error)) from error
        else:
            return
