"""Which round we are in: the last one that something was sent out for or came in for."""

from __future__ import annotations

from collections.abc import Iterable

from xlplan.form.model import Form, Round
from xlplan.post.folder import PlanFolder


def current_round(folder: PlanFolder, form: Form, came_in: Iterable[str] = ()) -> Round:
    """The round that the year stands at.

    Args:
        folder: The plan folder; a follow-up's templates lie in ``utskick/<round>``.
        form: Its form.
        came_in: Rounds of returns.
    """
    begun = set(came_in) | {path.parent.name for path in folder.outbox.glob("*/*.xlsx")}
    return next((each for each in reversed(form.rounds) if each.key in begun), form.rounds[0])
