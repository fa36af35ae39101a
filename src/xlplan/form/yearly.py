"""A shipped form as the start of a year's own: the same text, comments and all, with year, days and addresses to fill.

The text is edited where its YAML nodes stand, so that every other sign of it stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node

from xlplan.form.model import Form
from xlplan.form.shipped import shipped_path

_OPENING = re.compile(r"\A(#.*\n)+")
"""What a shipped form says of itself: its own year, and that it is to be copied."""
OPENING = {
    "sv": """\
# Åtgärdsplanens mall för {year}, gjord ur {form}, som följer med xlplan och berättar varifrån orden kommer.
#
# Ändra det som inte stämmer hos er. Nycklarna (key) ska vara desamma från år till år.
""",
    "en": """\
# The plan's form for {year}, made from {form}, which comes with xlplan and tells where the words are from.
#
# Change what is not so with you. Keys stay the same from year to year.
""",
}
FILL_IN = {"sv": "fyll i förvaltningens e-postadress", "en": "fill in the office's e-mail address"}


class _Edit(NamedTuple):
    """New text for the signs from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def form_text(form_id: str, year: int) -> str:
    """The text of a shipped form for a year.

    Args:
        form_id: One of ``shipped_forms()``.
        year: The year it is to hold for: set as ``year``, put in ``id`` in place of the old one, and all due days move
            by as many years. Districts without ``email`` get an empty one to fill in.

    Raises:
        KeyError: No such form is shipped.
    """
    text = shipped_path(form_id).read_text(encoding="utf-8")
    form = _parts(YAML(typ="safe", pure=True).compose(text))
    for edit in sorted(_edits(form, year), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return _OPENING.sub(OPENING[_language(form)].format(year=year, form=form_id), text)


def following(form: Form) -> Form:
    """The form for the year after: year, id and due days move by one, all else stays."""
    rounds = tuple(replace(each, due=_moved(each.due, 1)) if each.due else each for each in form.rounds)
    id_ = form.id.replace(str(form.year), str(form.year + 1))
    return replace(form, id=id_, year=form.year + 1, rounds=rounds)


def _edits(form: Mapping[str, Node], year: int) -> Iterator[_Edit]:
    old = int(form["year"].value)
    yield _instead(form["year"], str(year))
    yield _instead(form["id"], form["id"].value.replace(str(old), str(year)))
    for each in form["rounds"].value:
        due = _parts(each).get("due")
        if due is not None:
            yield _instead(due, _moved(date.fromisoformat(due.value), year - old).isoformat())
    language = _language(form)
    for each in form["districts"].value:
        parts = _parts(each)
        if "email" not in parts:
            after = parts["official_name"]
            indent = " " * each.start_mark.column
            yield _Edit(after.end_mark.index, after.end_mark.index, f"\n{indent}email: # {FILL_IN[language]}")


def _language(form: Mapping[str, Node]) -> str:
    return form["language"].value if "language" in form else "sv"


def _parts(node: MappingNode) -> dict[str, Node]:
    return {key.value: child for key, child in node.value}


def _instead(node: Node, text: str) -> _Edit:
    return _Edit(node.start_mark.index, node.end_mark.index, text)


def _moved(day: date, years: int) -> date:
    """The same day in another year; the last of February for a day that is not there.

    >>> _moved(date(2024, 2, 29), 1)
    datetime.date(2025, 2, 28)
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
