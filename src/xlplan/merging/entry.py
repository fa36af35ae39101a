"""A row of a return on its way into the city plan, with what was sent out in its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from xlplan.form.model import Form
from xlplan.merging.face import Face
from xlplan.merging.model import Place
from xlplan.plan.model import Action, Reading
from xlplan.plan.words import fingerprint, plain
from xlplan.sheets.address import to_a1


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a return."""

    reading: Reading
    area: str
    action: Action
    face: Face
    issued: Mapping[str, str] = field(default_factory=dict)
    """Fingerprints of its action's texts as they were sent out, by column key; empty when not known."""
    corrects: frozenset[str] = frozenset()
    """sha256 of the returns that this return is a corrected version of."""

    def is_as_issued(self, key: str) -> bool:
        """Whether a text is the one that was sent out, so that it says nothing new."""
        return key in self.issued and self.issued[key] == fingerprint(self.action.values.get(key, ""))

    def answers(self, key: str, text: str) -> bool:
        """Whether a text is the one that was sent out and that this row changes, knowing it."""
        return key in self.issued and self.issued[key] == fingerprint(text) and not self.is_as_issued(key)

    def place(self, key: str) -> Place:
        """Where the text of a column stands, or of a heading that the form does not have."""
        at = self.action.places.get(key) or self.action.extra_places.get(key)
        return self.at(self.action.sheet, to_a1(*at) if at else f"A{self.action.row}")

    def at(self, sheet: str, cell: str) -> Place:
        """A cell of the return."""
        return Place(self.reading.file, sheet, cell, self.reading.sha256, self.reading.modified)


def entries_of(reading: Reading, form: Form) -> list[Entry]:
    """The rows of a return, in their order."""
    return [
        Entry(reading, area.key, action, face_of(area.key, action.values, form, action.id))
        for area in reading.areas
        for action in area.actions
    ]


def face_of(area: str, values: Mapping[str, str], form: Form, number: str | None = None) -> Face:
    """What a row with these texts is known by."""
    others = {
        column.key: plain(values[column.key])
        for column in form.columns
        if column.kind in ("text", "follow_up") and column.key in values
        if column.key not in ("action", "cause", "label")
    }
    return Face(area, number, values.get("action", ""), values.get("cause", ""), values.get("label", ""), others)


class Issued:
    """What a return's template was sent out with: which number stood for which words."""

    def __init__(self, reading: Reading) -> None:
        self.prints = reading.issued
        self._numbers: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for number in reading.issued:
            self._numbers[self.words(number)].append(number)

    def words(self, number: str) -> tuple[str, ...]:
        """Fingerprints of the words that a number was sent out with."""
        return tuple(self.prints[number].get(key, "") for key in ("action", "cause", "label"))

    def numbers(self, face: Face) -> list[str]:
        """The numbers that were sent out with these words; none for words that were not sent out."""
        key = tuple(fingerprint(text) for text in (face.action, face.cause, face.label))
        return self._numbers.get(key, []) if any(key) else []

    def shares(self, number: str, values: Mapping[str, str]) -> bool:
        """Whether a row still has a text that was sent out under a number."""
        prints = self.prints.get(number, {})
        return any(prints.get(key) == fingerprint(text) for key, text in values.items())
