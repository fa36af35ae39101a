"""Actions as CSV, one a row: UTF-8, comma, quotes where needed (RFC 4180).

A text that begins with = + - @, tab or carriage return would run as a formula where a spreadsheet opens the file
(CWE-1236); such a text gets a ``'`` before it, unless it is asked to stay as it is.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from xlplan.form.model import Form
from xlplan.plan.model import Reading
from xlplan.reading.as_json import action_json

RISKY = ("=", "+", "-", "@", "\t", "\r", "\0")
_BEFORE = ("file", "district", "year", "round", "area", "sheet", "row", "id")
_AFTER = ("timing_kind", "timing_from", "timing_to", "status", "status_source", "extra", "notes")


def actions_csv(readings: Sequence[Reading], forms: Sequence[Form], *, raw: bool = False) -> str:
    """All actions; columns: where it stands, the forms' column keys, what we understood.

    Args:
        readings: In the order they are to stand.
        forms: The forms they answer; their columns in order, each once.
        raw: Leave risky beginnings as they are.
    """
    keys = list(dict.fromkeys(column.key for form in forms for column in form.columns))
    result = StringIO()
    writer = csv.writer(result, lineterminator="\r\n")
    writer.writerow([*_BEFORE, *keys, *_AFTER])
    for reading in readings:
        for area in reading.areas:
            for action in area.actions:
                told = action_json(action)
                timing = told["timing"] or {}
                row = [
                    reading.file,
                    reading.district,
                    reading.year,
                    reading.round,
                    area.key,
                    action.sheet,
                    action.row,
                    action.id,
                    *(action.values.get(key) for key in keys),
                    timing.get("kind"),
                    timing.get("from"),
                    timing.get("to"),
                    told["status"],
                    told["status_source"],
                    "\n".join(f"{heading}: {text}" for heading, text in action.extra.items()),
                    "\n".join(f"{note.cell}: {note.text}" for note in action.notes),
                ]
                writer.writerow([value if raw else harmless(value) for value in row])
    return result.getvalue()


def harmless(value: object) -> object:
    """The value, with ``'`` before a text that would run as a formula.

    >>> harmless("=1+1"), harmless("1+1"), harmless(-3)
    ("'=1+1", '1+1', -3)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value
