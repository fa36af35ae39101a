"""A comparison as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlplan.diff.model import Change, Difference, Run, Told
from xlplan.diff.wording import DiffWords
from xlplan.findings.render import safe
from xlplan.form.model import Form

SCHEMA_VERSION = 1


def diff_text(difference: Difference, form: Form, words: DiffWords) -> str:
    """For people to read: a block for each action, ``[-gone-]{+new+}`` in what changed."""
    lines = [words.title.format(before=difference.before, after=difference.after), counts(difference, words)]
    for change in difference.changes:
        lines += ["", *_block(change, form, words)]
    return "\n".join(lines) + "\n"


def counts(difference: Difference, words: DiffWords) -> str:
    """How many there are of each kind, in a sentence."""
    return words.counts.format(
        added=difference.count("added"),
        gone=difference.count("gone"),
        moved=difference.count("moved"),
        changed=difference.count("changed"),
        same=difference.same,
    )


def column_title(key: str, form: Form, words: DiffWords) -> str:
    """The heading of a column; one of the district's or city's own is called as it is."""
    titles = {column.key: column.title for column in form.columns}
    return titles.get(key, words.status if key == "status" else key)


def name_of(told: Told) -> str:
    """What an action is called where there is room for one line."""
    return safe(next((told.texts[key] for key in ("action", "label", "cause") if key in told.texts), ""))


def _block(change: Change, form: Form, words: DiffWords) -> Iterator[str]:
    told = change.told
    kinds = ", ".join(words.kinds[kind] for kind in change.kinds)
    parts = [part for part in (told.id, told.area) if part]
    yield f"{kinds}: {' · '.join(map(safe, parts))} ({safe(told.place)})"
    if not change.sure:
        yield f"  ({words.alike.format(score=change.score)})"
    if len(change.kinds) == 1 and change.kinds[0] in ("added", "gone"):
        for key, text in told.texts.items():
            yield f"  {safe(column_title(key, form, words))}: {safe(text)}"
        return
    yield f"  {name_of(change.before or told)}"
    if "moved" in change.kinds and change.before:
        yield f"  {words.moved}: [-{safe(change.before.area)}-]{{+{safe(told.area)}+}}"
    for cell in change.cells:
        yield f"  {safe(column_title(cell.column, form, words))}: {''.join(map(_marked, cell.runs))}"


def _marked(run: Run) -> str:
    mark, text = run
    return {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}[mark].format(safe(text))


def diff_json(difference: Difference, form: Form, words: DiffWords) -> dict[str, Any]:
    """For programs."""
    return {
        "schema_version": SCHEMA_VERSION,
        "before": difference.before,
        "after": difference.after,
        "same": difference.same,
        "changes": [_change(change, form, words) for change in difference.changes],
    }


def _change(change: Change, form: Form, words: DiffWords) -> dict[str, Any]:
    return {
        "kinds": list(change.kinds),
        "before": _told(change.before),
        "after": _told(change.after),
        "score": change.score if change.before and change.after else None,
        "sure": change.sure,
        "cells": [
            {
                "column": cell.column,
                "title": column_title(cell.column, form, words),
                "before": cell.before,
                "after": cell.after,
                "words": [list(run) for run in cell.runs],
            }
            for cell in change.cells
        ],
    }


def _told(told: Told | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {"id": told.id, "district": told.district, "area": told.area, "texts": told.texts, "place": told.place}
