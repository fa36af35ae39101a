"""Follow-ups: at odds with the status that is declared, or written where the plan stands."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.checks.looking import Look
from xlplan.findings.content import FOLLOW_UP_MISPLACED, STATUS_DISAGREES
from xlplan.findings.finding import Finding
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
    yield from _disagreements(look)
    for column in look.form.plan_columns:
        for action, value in look.values(column):
            if infer_status(value) is not None:
                yield look.at(FOLLOW_UP_MISPLACED, action, column.key, column=column.title, value=value)


def _disagreements(look: Look) -> Iterator[Finding]:
    """Statuses that say otherwise than the words with which the latest follow-up opens."""
    column, latest_first = look.form.status_column, look.form.follow_up_columns[::-1]
    for action in look.actions if column else ():
        status = action.status
        if column is None or status is None or status.source != "declared" or status.key is None:
            continue
        opening = next((action.values[each.key] for each in latest_first if each.key in action.values), "")
        said = infer_status(opening)
        if said is not None and said != status.key and {said, status.key} not in AT_PEACE:
            yield look.at(STATUS_DISAGREES, action, column.key, value=action.values[column.key], opening=_cut(opening))


def _cut(text: str, most: int = 40) -> str:
    """The beginning of a text, to a whole word.

    >>> _cut("Målet är ej uppfyllt eftersom arbetet ännu inte har påbörjats")
    'Målet är ej uppfyllt eftersom arbetet…'
    """
    return text if len(text) <= most else text[:most].rsplit(None, 1)[0] + "…"
