"""Answers that are none of a list's, with the nearest that is."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from xlplan.checks.looking import Look
from xlplan.findings.catalogue import STATUS_NOT_LISTED
from xlplan.findings.content import NOT_LISTED
from xlplan.findings.finding import Finding
from xlplan.form.model import Choice
from xlplan.plan.words import plain


def check_answers(look: Look) -> Iterator[Finding]:
    """Findings about values of columns and fields that have a list; suggestions are no list."""
    for action, column, value in look.cells():
        if column.choices and plain(value) not in _words(column.choices):
            kind = STATUS_NOT_LISTED if column.kind == "status" else NOT_LISTED
            near = _nearest(value, column.choices)
            answers = ", ".join(column.answers)
            yield look.at(kind, action, column.key, value=value, column=column.title, near=near, answers=answers)
    for question in look.form.fields:
        answer = look.reading.fields.get(question.key, "")
        choices = [Choice(text=text) for text in question.choices]
        if answer and choices and plain(answer) not in _words(choices):
            tab, near = look.form.instruction.tab, _nearest(answer, choices)
            answers = ", ".join(question.choices)
            yield look.about(NOT_LISTED, tab, value=answer, column=question.title, near=near, answers=answers)


def _words(choices: Iterable[Choice]) -> dict[str, str]:
    """Each answer by its own words and its aliases."""
    return {plain(word): choice.text for choice in choices for word in (*choice.aliases, choice.text)}


def _nearest(value: str, choices: Iterable[Choice]) -> str:
    """The answer whose words, or an alias's, are most like a value."""
    words = _words(choices)
    return words[difflib.get_close_matches(plain(value)[:200], words, n=1, cutoff=0)[0]]
