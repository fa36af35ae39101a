"""How far an action has come: declared in a status column, or read from a follow-up's opening words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from xlplan.plan.model import Status, StatusKey
from xlplan.plan.words import plain

_GOAL = r"(?:målet|målen|åtgärden|aktiviteten)(?: (?:är|har|blev|bedöms|anses|vara|helt))*"
_REACHED = r"(?:uppfyll|uppnå|nåd|nått|genomför)"
_OPENINGS: dict[StatusKey, str] = {
    "not_fulfilled": rf"(?:{_GOAL} )?(?:ej|inte|icke) (?:helt )?{_REACHED}",
    "partly": rf"(?:{_GOAL} )?(?:delvis|till viss del|till del) {_REACHED}",
    "fulfilled": rf"{_GOAL} (?:uppfyll|uppnå|nåd|nått)|uppfyll[dt]|uppnå(?:dd|tt)",
    "not_started": r"(?:arbetet|åtgärden|aktiviteten)?(?: (?:är|har))? ?(?:ej|inte|icke) (?:påbörja|starta)",
}
"""Verdicts that open a follow-up. Only the beginning counts: further on, such words speak of parts or of plans."""
_VERDICT = re.compile("|".join(rf"(?P<{status}>{opening})" for status, opening in _OPENINGS.items()))


def infer_status(follow_up: str) -> StatusKey | None:
    """The verdict with which a follow-up opens; None when it opens with none.

    >>> infer_status("Målet är uppfyllt Fyra fristående skolor har deltagit"), infer_status("Målet är ej uppfyllt.")
    ('fulfilled', 'not_fulfilled')
    >>> infer_status("Det har under året utförts 11 vandringar") is None
    True
    """
    verdict = _VERDICT.match(plain(follow_up))
    return cast("StatusKey", verdict.lastgroup) if verdict else None


def read_status(declared: str, follow_up: str, words: Mapping[str, StatusKey]) -> Status | None:
    """The status of an action from what its status cell declares, else from its follow-up.

    ``words`` gives the status of each answer and alias of the status column, in ``plain`` form. A declared text that
    is none of them has no status, and nothing is inferred over it: the district meant something, a person must look.
    """
    if plain(declared):
        return Status(words.get(plain(declared)), "declared")
    if plain(follow_up):
        return Status(infer_status(follow_up), "inferred")
    return None
