"""What an action is known by, and what comes of comparing a return's rows with the actions known so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from xlplan.form.model import Matching
from xlplan.merging.model import Link
from xlplan.plan.words import plain


@dataclass(frozen=True, slots=True)
class Face:
    """What an action is known by."""

    area: str
    number: str | None
    action: str
    cause: str
    label: str
    others: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Plain texts of its other columns, by key."""
    words: tuple[str, str, str] = field(init=False, compare=False)
    """Its action, cause and label in plain form."""
    text: str = field(init=False, compare=False)
    """The text it is compared by, in plain form: the action, or what stands for it when that is blank."""

    def __post_init__(self) -> None:
        action, cause, label = plain(self.action), plain(self.cause), plain(self.label)
        object.__setattr__(self, "words", (action, cause, label))
        object.__setattr__(self, "text", action or label or cause)

    @property
    def about(self) -> str:
        """What it is known by in a decision, whatever becomes of its other texts."""
        return "|".join((self.area, *self.words))

    @property
    def told(self) -> str:
        """The text it is compared by, as written."""
        action, cause, label = self.words
        return self.action if action else self.label if label else self.cause if cause else ""

    @property
    def cells(self) -> dict[str, str]:
        """Plain texts of its columns but the action itself, blank ones left out."""
        texts = {"cause": self.words[1], "label": self.words[2], **self.others}
        return {key: text for key, text in texts.items() if text}


@dataclass(frozen=True, slots=True)
class Known:
    """An action of the district as far as its returns are read: where it stands now, and every wording it has had."""

    area: str
    faces: tuple[Face, ...]
    """The first wording first."""


@dataclass(frozen=True, slots=True)
class Match:
    """A row tied to an action, by their indices."""

    row: int
    action: int
    link: Link
    score: int = 100


@dataclass(frozen=True, slots=True)
class Likeness:
    """A row and an action that a person is asked about, or has said to be different."""

    row: int
    action: int
    score: int
    different: bool = False


@dataclass(frozen=True, slots=True)
class Clues:
    """What else there is to go by."""

    numbers: Mapping[str, int] = field(default_factory=dict)
    """Which action a number means in this return."""
    follow_ups: frozenset[str] = frozenset()
    """Columns that a new action cannot have a text of an earlier one in."""
    matching: Matching = field(default_factory=Matching)
    answer: Callable[[int, int], str | None] | None = None
    """What a person said of a row and an action; None when nothing was ever answered."""
