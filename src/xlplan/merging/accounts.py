"""What returns say of one round of an action: accounts, how they differ, and what they make together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlplan.form.model import Column, Form
from xlplan.merging.entry import Entry
from xlplan.merging.model import FollowUp
from xlplan.plan.status import infer_status
from xlplan.plan.words import plain

BETWEEN_TEXTS = "\n\n"
SHORTEST_START = 3
"""Words that a text has to begin with for another to be its continuation; fewer are a turn of phrase."""


def accounts_of(entry: Entry, form: Form) -> Iterator[tuple[Column, FollowUp]]:
    """What a row says of each round: its text there, with the verdict declared for the round or read from the text.

    A status that stands as it was sent out, without a text for the round, is no verdict of that round.
    """
    declared_round = _declared_round(entry, form)
    status_key = form.status_column.key if form.status_column else ""
    for column in form.follow_up_columns:
        text = entry.action.values.get(column.key, "")
        declared = entry.action.status if column.round == declared_round else None
        if not text and entry.is_as_issued(status_key):
            declared = None
        if text or declared:
            key = column.key if text or not status_key else status_key
            verdict = declared.key if declared else infer_status(text)
            yield column, FollowUp(text, verdict, "declared" if declared else "inferred", entry.place(key))


def _declared_round(entry: Entry, form: Form) -> str | None:
    """The round of a declared status: the return's, else the last one with a follow-up, else the form's last."""
    status = entry.action.status
    if status is None or status.source != "declared":
        return None
    rounds = [column.round for column in form.follow_up_columns]
    if entry.reading.round in rounds:
        return entry.reading.round
    told = [column.round for column in form.follow_up_columns if column.key in entry.action.values]
    return (told or rounds or [None])[-1]


def agree(a: FollowUp, b: FollowUp) -> bool:
    """Whether two accounts say the same."""
    return plain(a.text) == plain(b.text) and declared(a) == declared(b)


def differ(a: FollowUp, b: FollowUp) -> bool:
    """Whether two accounts contradict each other: both have a text, or both a declared status, and not the same."""
    texts = bool(a.text and b.text) and plain(a.text) != plain(b.text)
    return texts or _verdicts_differ(a, b)


def _verdicts_differ(a: FollowUp, b: FollowUp) -> bool:
    return declared(a) is not None and declared(b) is not None and declared(a) != declared(b)


def declared(account: FollowUp) -> str | None:
    """The status that an account declares; None for one read from its text."""
    return account.status if account.status_source == "declared" else None


def continued(a: FollowUp, b: FollowUp) -> FollowUp | None:
    """The account of the two whose text goes on where the other's ends, with the status declared in either."""
    if _verdicts_differ(a, b) or not (longer := longer_text(a.text, b.text)):
        return None
    whole, part = (a, b) if longer == a.text else (b, a)
    if declared(part) and not declared(whole):
        return FollowUp(whole.text, part.status, part.status_source, whole.place)
    return whole


def longer_text(one: str, other: str) -> str:
    """The text of the two that begins with all of the other and goes on; empty when neither does."""
    part, whole = sorted((one, other), key=lambda text: len(plain(text)))
    start = plain(part)
    return whole if len(start.split()) >= SHORTEST_START and plain(whole).startswith(start + " ") else ""


def told(account: FollowUp, form: Form) -> str:
    """What an account says, for a person to compare: its text, or its status where that is all or they differ in it."""
    choices = form.status_column.choices if form.status_column else ()
    word = next((choice.text for choice in choices if choice.status == declared(account)), "")
    return f"{word}: {account.text}" if word and account.text else account.text or word


def together(accounts: Sequence[FollowUp]) -> FollowUp:
    """The accounts of one round as one: each different text once, the latest first.

    The status is the latest that was declared, else the latest that a text gives.
    """
    latest = list(reversed(accounts))
    texts = {plain(each.text): each.text for each in latest if each.text}
    verdicts = [each for each in latest if declared(each)] or [each for each in latest if each.status]
    verdict = verdicts[0] if verdicts else latest[0]
    shown = [each for each in latest if each.text] or latest
    place = next(each.place for each in accounts if plain(each.text) == plain(shown[0].text))
    return FollowUp(BETWEEN_TEXTS.join(texts.values()), verdict.status, verdict.status_source, place)
