"""What became of the texts that were sent out, told in a follow-up round by the fingerprints that went with them.

A number is a hint and no proof: one that two rows carry, or whose row keeps nothing of what was sent, says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from xlplan.checks.looking import Look
from xlplan.findings.content import ISSUED_CHANGED, ISSUED_EMPTIED, ISSUED_GONE
from xlplan.findings.finding import Finding
from xlplan.plan.model import Action
from xlplan.plan.words import fingerprint


def check_issued(look: Look) -> Iterator[Finding]:
    """Findings about issued actions; none before the first follow-up."""
    issued = look.reading.issued
    if look.open_round is None or not issued:
        return
    carried = Counter(action.id for action in look.actions)
    for action in look.actions:
        if action.id in issued and carried[action.id] == 1:
            yield from _changes(look, action, issued[action.id])
    texts = {fingerprint(action.values.get("action", "")) for action in look.actions}
    for id_, prints in issued.items():
        if id_ not in carried and prints and prints.get("action") not in texts:
            yield look.about(ISSUED_GONE, id=id_)


def _changes(look: Look, action: Action, issued: Mapping[str, str]) -> Iterator[Finding]:
    """Columns of an action that read otherwise than when they were sent; what is missing is told as such."""
    now = {key: fingerprint(text) for key, text in action.values.items()}
    if not any(now.get(key) == mark for key, mark in issued.items()):
        return
    fixed = [*look.form.plan_columns, *(column for column in look.form.follow_up_columns if column != look.open_round)]
    for column in fixed:
        mark = issued.get(column.key)
        if not mark or now.get(column.key) == mark:
            continue
        if column.key in now:
            yield look.at(ISSUED_CHANGED, action, column.key, column=column.title, id=action.id or "")
        elif not column.required:
            yield look.at(ISSUED_EMPTIED, action, column.key, column=column.title, id=action.id or "")
