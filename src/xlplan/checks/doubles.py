"""The same action twice. One action for several causes is no double: the form asks for separate actions then."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.checks.looking import Look
from xlplan.findings.content import SAME_ACTION_ELSEWHERE, SAME_ROW
from xlplan.findings.finding import Finding
from xlplan.plan.model import Action
from xlplan.plan.words import plain

READ_TWICE = "same-row-twice"
"""Name of what reading tells of a row that says the same as another from end to end; one cause is enough."""


def check_doubles(look: Look) -> Iterator[Finding]:
    """A finding at each action whose text and cause stood before, naming where."""
    told = {(each.sheet, each.row) for each in look.reading.findings if each.kind.name == READ_TWICE}
    first: dict[tuple[str, str], Action] = {}
    for action in look.actions:
        said = plain(action.values.get("action", "")), plain(action.values.get("cause", ""))
        if not said[0]:
            continue
        earlier = first.setdefault(said, action)
        if earlier is action or (action.sheet, action.row) in told:
            continue
        if earlier.sheet == action.sheet:
            yield look.at(SAME_ROW, action, "action", other=earlier.cell("action") or "")
        else:
            other = f"'{earlier.sheet}'!{earlier.cell('action')}"
            yield look.at(SAME_ACTION_ELSEWHERE, action, "action", other=other)
