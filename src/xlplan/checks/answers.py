"""Answers that are none of a list's, with the nearest that is."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from xlplan.checks.looking import Look
from xlplan.findings.catalogue import STATUS_NOT_LISTED
from xlplan.findings.content import NOT_LISTED
from xlplan.findings.finding import Finding
from xlplan.form.model import Choice
from xlplan.plan.words import plain


def check_answers(look: Look) -> Iterator[Finding]:
    """Findings about values of columns and fields that have a list; suggestions are no list."""
    for column in look.form.columns:
        words = _words(column.choices)
        for action, value in look.values(column) if words else ():
            if plain(value) not in words:
                kind = STATUS_NOT_LISTED if column.kind == "status" else NOT_LISTED
                near, answers = _nearest(value, words), ", ".join(column.answers)
                yield look.at(kind, action, column.key, value=value, column=column.title, near=near, answers=answers)
    for question in look.form.fields:
        answer = look.reading.fields.get(question.key, "")
        words = {plain(text): text for text in question.choices}
        if answer and words and plain(answer) not in words:
            tab, near = look.form.instruction.tab, _nearest(answer, words)
            answers = ", ".join(question.choices)
            yield look.about(NOT_LISTED, tab, value=answer, column=question.title, near=near, answers=answers)


def _words(choices: Iterable[Choice]) -> dict[str, str]:
    """Each answer by its own words and its aliases."""
    return {plain(word): choice.text for choice in choices for word in (*choice.aliases, choice.text)}


def _nearest(value: str, words: Mapping[str, str]) -> str:
    """The answer whose words, or an alias's, are most like a value."""
    return words[difflib.get_close_matches(plain(value)[:200], words, n=1, cutoff=0)[0]]
