"""What changed between two versions of a plan, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mark = Literal["same", "gone", "new"]
Run = tuple[Mark, str]
"""A piece of a text, and whether it stands in both, in the earlier or in the later one."""
Kind = Literal["added", "gone", "moved", "changed"]


@dataclass(frozen=True, slots=True)
class Told:
    """An action as one version tells it."""

    id: str
    """Its number, with its district where that is known; may be empty."""
    district: str
    """Key of its district; empty where that is unknown."""
    area: str
    """Its area's title."""
    texts: dict[str, str]
    """Texts by column key, follow-ups and status among them; blank ones left out."""
    place: str
    """Where it stands: ``jarva.xlsx, fliken Unga i riskzon, rad 6``."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a plan."""

    name: str
    actions: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class CellChange:
    """A text that differs."""

    column: str
    """The column's key."""
    before: str
    after: str
    runs: tuple[Run, ...]
    """Both texts as one, word by word."""


@dataclass(frozen=True, slots=True)
class Change:
    """An action that is not the same in both versions."""

    kinds: tuple[Kind, ...]
    before: Told | None
    after: Told | None
    cells: tuple[CellChange, ...] = ()
    score: int = 100
    """Likeness of the two, 0-100."""
    sure: bool = True
    """Whether they are the same action by the evidence that merging asks for; else they are merely alike."""

    @property
    def told(self) -> Told:
        """The action as it is now, or was last."""
        told = self.after or self.before
        assert told is not None
        return told


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed."""

    before: str
    """Name of the earlier version."""
    after: str
    changes: tuple[Change, ...]
    """In the order of the later version; what is gone stands where it stood."""
    same: int
    """Actions that say the same in both."""

    def count(self, kind: Kind) -> int:
        """How many changes of a kind there are."""
        return sum(kind in change.kinds for change in self.changes)
