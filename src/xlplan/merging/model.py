"""The city plan as values: all districts' actions, and where every text of theirs came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from xlplan.findings.finding import Finding
from xlplan.plan.model import StatusKey, StatusSource, Timing
from xlplan.plan.words import plain

Link = Literal["first", "id+fingerprint", "same-text", "similar", "decided"]
"""How a row was tied to its action; ``decided`` is by a person."""
DecisionKind = Literal["same-action?", "conflict", "proposal"]
ANSWERS: dict[DecisionKind, tuple[str, ...]] = {
    "same-action?": ("same", "different"),
    "conflict": ("keep-a", "keep-b", "both"),
    "proposal": ("accept", "reject"),
}
"""What can be answered to each kind of decision."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a return."""

    file: str
    sheet: str
    cell: str
    sha256: str = ""
    """Of the file."""
    time: str = ""
    """When the file was saved, as it says itself (ISO 8601); may be empty."""


@dataclass(frozen=True, slots=True)
class Source:
    """A row of a return that an action was made from."""

    file: str
    sha256: str
    sheet: str
    row: int
    round: str | None
    link: Link


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What one round says of an action."""

    text: str
    status: StatusKey | None
    status_source: StatusSource | None
    place: Place


@dataclass(frozen=True, slots=True)
class CityAction:
    """One action of the city."""

    id: str
    """With its district: ``jarva/UNGA-03``."""
    district: str
    area: str
    values: dict[str, str]
    """Texts by column key; follow-ups and status are not among them."""
    places: dict[str, Place]
    follow_ups: dict[str, FollowUp]
    """By round key, in the form's order; rounds without any are left out."""
    sources: tuple[Source, ...]
    missing_in: tuple[str, ...] = ()
    """Rounds whose returns from the district do not have it any more."""
    timing: Timing | None = None
    extra: dict[str, str] = field(default_factory=dict)
    """Texts of columns that the form does not have, by heading."""
    extra_places: dict[str, Place] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    note_places: tuple[Place, ...] = ()
    """Where each of the notes stands."""

    @property
    def round_of_status(self) -> str | None:
        """The last round that gives a status."""
        return next((key for key in reversed(self.follow_ups) if self.follow_ups[key].status), None)

    @property
    def status(self) -> StatusKey | None:
        """The status as of the last round that gives any."""
        return self.follow_ups[self.round_of_status].status if self.round_of_status else None


@dataclass(frozen=True, slots=True)
class CityArea:
    """An area of the city plan: the form's, or one that a district added."""

    key: str
    title: str
    tab: str
    added: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things to decide between: an action of the city plan, or a row of a return."""

    text: str
    id: str | None = None
    file: str | None = None
    sheet: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person has to decide."""

    kind: DecisionKind
    district: str
    a: Side
    b: Side
    column: str | None = None
    """Key of the column that a conflict or proposal is about."""
    score: int | None = None
    """Likeness, 0-100."""
    decided: str | None = None
    """The answer given; see ``ANSWERS``."""
    about: str = ""
    """What tells the action apart from others of like text: its area, cause and label."""
    key: str = ""
    """Twelve hexadecimal digits by which an answer finds its decision again, whatever the order of the returns; they
    follow from the words as they were written, also where those are masked later."""

    def __post_init__(self) -> None:
        """Make the key, unless it is known already."""
        if not self.key:
            object.__setattr__(self, "key", self._digest())

    def _digest(self) -> str:
        texts = (self.kind, self.district, self.column or "", self.about, plain(self.a.text), plain(self.b.text))
        return sha256("\n".join(texts).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class UsedReturn:
    """A return and what became of it."""

    file: str
    sha256: str
    district: str | None
    round: str | None
    received: str | None
    used: bool
    sender: str | None = None
    """The address that it came from, where that is known."""
    actions: int = 0
    """Actions that it is a source of."""
    errors: int = 0
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class AreaText:
    """What a return says of an area, or of the plan as a whole."""

    district: str
    area: str
    """Its title in the district's plan; empty for the plan as a whole."""
    heading: str
    text: str
    file: str


@dataclass(frozen=True, slots=True)
class OwnForm:
    """Another form that returns answer, and what it has beyond the city form's columns."""

    id: str
    name: str
    """The district whose it is, or its title when it is for several."""
    title: str
    headings: tuple[str, ...]
    """Of each field of its own; their texts are the actions' ``extra``."""
    actions: tuple[str, ...]
    """Ids of the actions that its returns are sources of."""
    shared: tuple[str, ...]
    """Keys of the city form's columns that its fields stand in; it does not ask for the others."""


@dataclass(frozen=True, slots=True)
class CityPlan:
    """The consolidated plan; it depends only on the set of returns, not on their order."""

    plan: str
    year: int
    areas: tuple[CityArea, ...]
    """The form's in its order, then those that districts added."""
    actions: tuple[CityAction, ...]
    """By area, district (in the form's order) and number."""
    decisions: tuple[Decision, ...]
    returns: tuple[UsedReturn, ...]
    missing: tuple[str, ...]
    """Districts without a return, in the form's order."""
    findings: tuple[Finding, ...]
    own_forms: tuple[OwnForm, ...] = ()
    """The other forms that returns answer."""
    texts: tuple[AreaText, ...] = ()
    """What returns say of their areas and of the plan as a whole: the answers on the first tab, goals, situations."""
