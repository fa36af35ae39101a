"""Follow-ups: at odds with the status that is declared, or written where the plan stands."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.checks.looking import Look
from xlplan.findings.content import FOLLOW_UP_MISPLACED, STATUS_DISAGREES
from xlplan.findings.finding import Finding
from xlplan.plan.model import Action
from xlplan.plan.status import infer_status

AT_PEACE = (
    {"fulfilled", "partly"},
    {"partly", "ongoing"},
    {"not_fulfilled", "ongoing"},
    {"not_fulfilled", "not_started"},
    {"not_fulfilled", "partly"},
)
"""Pairs of verdicts that may stand beside each other: how much is a matter of degree, yes against no is none."""


def check_follow_ups(look: Look) -> Iterator[Finding]:
    """Findings about follow-ups and what stands where none should."""
    for action in look.reading.actions:
        yield from _disagreement(look, action)
    keys = {column.key for column in look.form.plan_columns}
    for action, column, value in look.cells():
        if column.key in keys and infer_status(value) is not None:
            yield look.at(FOLLOW_UP_MISPLACED, action, column.key, column=column.title, value=value)


def _disagreement(look: Look, action: Action) -> Iterator[Finding]:
    """A status that says otherwise than the words with which the latest follow-up opens."""
    column, status = look.form.status_column, action.status
    if column is None or status is None or status.source != "declared" or status.key is None:
        return
    filled = (action.values[each.key] for each in look.form.follow_up_columns[::-1] if each.key in action.values)
    opening = next(filled, "")
    said = infer_status(opening)
    if said is not None and said != status.key and {said, status.key} not in AT_PEACE:
        yield look.at(STATUS_DISAGREES, action, column.key, value=action.values[column.key], opening=_cut(opening))


def _cut(text: str, most: int = 40) -> str:
    """The beginning of a text, to a whole word.

    >>> _cut("Målet är ej uppfyllt eftersom arbetet ännu inte har påbörjats")
    'Målet är ej uppfyllt eftersom arbetet…'
    """
    return text if len(text) <= most else text[:most].rsplit(None, 1)[0] + "…"
