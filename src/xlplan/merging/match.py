"""Who is the same action? Links are made silently only on two witnesses; likeness alone goes before a person.

Two witnesses are the number with the same text, or the same text with the same cause in the same area. Short actions
that differ in one decisive word score high and are different, so a score is never enough.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from xlplan.merging.model import Link
from xlplan.plan.words import plain

ASK_FROM = 55
"""Least likeness (token_sort_ratio, 0-100) that goes before a person; below it, re-worded actions were not found."""


@dataclass(frozen=True, slots=True)
class Face:
    """What an action is known by."""

    area: str
    number: str | None
    action: str
    cause: str
    label: str

    @property
    def words(self) -> tuple[str, str, str]:
        """Its texts in plain form."""
        return plain(self.action), plain(self.cause), plain(self.label)

    @property
    def about(self) -> str:
        """What it is known by in a decision, whatever becomes of its other texts."""
        return "|".join((self.area, *self.words))

    @property
    def text(self) -> str:
        """The text it is compared by: the action, or what stands for it when that is blank."""
        return plain(self.action) or plain(self.label) or plain(self.cause)


@dataclass(frozen=True, slots=True)
class Match:
    """A row tied to an action, by their indices."""

    row: int
    action: int
    link: Link


@dataclass(frozen=True, slots=True)
class Likeness:
    """A row that looks like an action and was not tied to it."""

    row: int
    action: int
    score: int


def match_rows(actions: Sequence[Face], rows: Sequence[Face]) -> tuple[list[Match], list[Likeness]]:
    """Tie the rows of a return to the actions of its district, one to one.

    Returns:
        The links made, and for each row left over the most alike action left over in its area, if any is alike enough.
    """
    matches: list[Match] = []
    _link(matches, actions, rows, "id+fingerprint", _number_and_text)
    _link(matches, actions, rows, "same-text", _texts)
    return matches, _alike(matches, actions, rows)


def _number_and_text(face: Face) -> Hashable | None:
    return (face.area, face.number, face.text) if face.number and face.text else None


def _texts(face: Face) -> Hashable | None:
    return (face.area, *face.words) if face.text else None


def _link(
    matches: list[Match],
    actions: Sequence[Face],
    rows: Sequence[Face],
    link: Link,
    witness: Callable[[Face], Hashable | None],
) -> None:
    """Tie rows and actions that bear the same witness; of several alike, the first row to the first action."""
    taken_rows, taken_actions = {match.row for match in matches}, {match.action for match in matches}
    waiting: dict[Hashable, list[int]] = {}
    for index, action in enumerate(actions):
        if index not in taken_actions and (seen := witness(action)) is not None:
            waiting.setdefault(seen, []).append(index)
    for row, face in enumerate(rows):
        if row not in taken_rows and waiting.get(seen := witness(face)):
            matches.append(Match(row, waiting[seen].pop(0), link))


def _alike(matches: Sequence[Match], actions: Sequence[Face], rows: Sequence[Face]) -> list[Likeness]:
    from rapidfuzz.fuzz import token_sort_ratio

    taken_rows, taken_actions = {match.row for match in matches}, {match.action for match in matches}
    found = []
    for row, face in enumerate(rows):
        if row in taken_rows or not face.text:
            continue
        scores = [
            (token_sort_ratio(face.text, action.text, score_cutoff=ASK_FROM), -index)
            for index, action in enumerate(actions)
            if index not in taken_actions and action.area == face.area
        ]
        best, index = max(scores, default=(0, 0))
        if best:
            found.append(Likeness(row, -index, round(best)))
    return found
