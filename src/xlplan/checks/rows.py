"""What is wrong within one row: a required column left blank, a status that is none of the answers."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.findings.catalogue import MISSING, MISSING_OTHER, STATUS_NOT_LISTED
from xlplan.findings.finding import Finding
from xlplan.form.model import Form
from xlplan.plan.model import Action, Reading


def check_rows(reading: Reading, form: Form) -> Iterator[Finding]:
    """Findings about each action of a return."""
    for action in reading.actions:
        yield from _missing(reading.file, action, form)
        yield from _status(reading.file, action, form)


def _missing(file: str, action: Action, form: Form) -> Iterator[Finding]:
    for column in form.columns:
        if column.required and column.key not in action.values:
            kind = MISSING.get(column.key, MISSING_OTHER)
            col = action.cols.get(column.key, 0)
            yield Finding(kind, file, action.sheet, action.row, col, {"column": column.title})


def _status(file: str, action: Action, form: Form) -> Iterator[Finding]:
    column = form.status_column
    if column and action.status and action.status.source == "declared" and action.status.key is None:
        facts = {"value": action.values[column.key], "answers": ", ".join(column.answers)}
        yield Finding(STATUS_NOT_LISTED, file, action.sheet, *action.places[column.key], facts)
