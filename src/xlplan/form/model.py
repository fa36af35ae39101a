"""What a form asks: the parts behind the YAML files under ``templates/`` and behind a plan folder's ``plan.yaml``.

Plain values; :func:`xlplan.form.load.load_form` makes them and keeps to the rules that stand beside the types.
"""

from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from xlplan.form.rules import (
    Code,
    ColumnKind,
    Day,
    Email,
    FindingCode,
    FindingSeverity,
    Guidance,
    Heading,
    Key,
    Line,
    Name,
    Prose,
    Role,
    Rule,
    StatusKey,
    Tab,
    Url,
)

DEFAULT_INSTRUCTION_TAB = "Instruktion"
MAX_COLUMNS = 40
"""The formulas that count what is left to fill in name every column, and Excel's formulas are not endless."""
MAX_AREAS = 100

ROLES = {"action": "what", "cause": "why"}
"""Role by key of a column, where the key is not the role's own name."""


class Part:
    """Common to all parts of a form: nothing unknown, nothing changed after loading."""

    __slots__ = ()
    __pydantic_config__: ClassVar = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Part):
    """A link in the instruction."""

    text: Line
    """As it stands in the instruction, so that it can be made a link there."""
    url: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction(Part):
    """What the first tab tells the district office."""

    tab: Tab = DEFAULT_INSTRUCTION_TAB
    text: Prose
    links: tuple[Link, ...] = ()
    earlier: tuple[Prose, ...] = ()
    """Wordings of other years and issues, recognised when a return comes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Part):
    """A field to fill outside the tables: on the first tab, or above an area's actions."""

    key: Key
    title: Name
    aliases: tuple[Name, ...] = ()
    guidance: Guidance | None = None
    required: bool = False
    choices: tuple[Line, ...] = ()
    role: Role | None = None
    """What it means beside the fields of other forms: ``goal``, ``situation``; its key by default."""

    @property
    def meaning(self) -> str:
        """Its role, or what its key stands for."""
        return self.role or self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class District(Part):
    """A district office that fills in the form."""

    key: Key
    """The same from year to year; names folders and files."""
    name: Name
    """As in running text: ``Kungsholmen``."""
    official_name: Name
    """As on letters: ``Kungsholmens stadsdelsförvaltning``."""
    aliases: tuple[Name, ...] = ()
    """Former names and parts, e.g. ``Rinkeby-Kista`` for Järva."""
    police_areas: tuple[Line, ...] = ()
    """Lokalpolisområden; many-to-many."""
    email: Email | None = None
    """Where its mail goes; nowhere else is an address taken from. No part of the template."""
    contact: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaForm(Part):
    """A prioritised area: one tab."""

    key: Key
    """The same from year to year."""
    title: Name
    """In full, as it stands above the table."""
    tab: Tab
    """The name on the tab, at most 31 characters."""
    code: Code
    """Begins the number of each action in the area: ``UNGA`` in ``UNGA-03``."""
    aliases: tuple[Name, ...] = ()
    """Names of other years and other spellings; each belongs to one area only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Part):
    """One entry of a drop-down list; in a status column it says which status it means."""

    text: Name
    status: StatusKey | None = None
    aliases: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions(Part):
    """Answers to choose from where another column has a certain answer."""

    answer: Line
    """The other column's answer."""
    suggestions: Annotated[tuple[Line, ...], Rule(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Part):
    """A column of the area tables."""

    key: Key
    title: Heading
    kind: ColumnKind = "text"
    """``text`` free, ``choice`` from a list, ``timing`` when, ``status`` how it went, ``follow_up`` a round's text."""
    aliases: tuple[Heading, ...] = ()
    """Other headings that mean this column; each belongs to one column only."""
    guidance: Guidance | None = None
    """Stands by the heading, in italics."""
    required: bool = False
    """An action without it draws a warning."""
    choices: tuple[Choice, ...] = ()
    """The answers; others draw a warning."""
    suggestions: tuple[Line, ...] = ()
    """Answers to choose from; any other text is as good."""
    depends_on: Key | None = None
    """The column whose answer decides which of ``suggestions_for`` are shown."""
    suggestions_for: tuple[Suggestions, ...] = ()
    """Answers to choose from, for answers of the column that this one depends on."""
    round: Key | None = None
    """The round that a follow-up column belongs to."""
    role: Role | None = None
    """What it means beside the columns of other forms, so that plans of several forms can stand side by side.

    ``what``, ``why``, ``when``, ``who``, ``label``, ``number``, ``status``, ``follow_up:t1``; by default what its kind
    and key stand for.
    """
    width: Annotated[float, Rule(ge=4, le=120, allow_inf_nan=False)] = 30
    """In Excel's characters."""

    @property
    def meaning(self) -> str:
        """Its role, or what its kind and key stand for; its key where they stand for nothing more."""
        if self.kind == "follow_up":
            return self.role or f"follow_up:{self.round}"
        by_kind = {"timing": "when", "status": "status"}.get(self.kind)
        return self.role or by_kind or ROLES.get(self.key, self.key)

    @property
    def answers(self) -> tuple[str, ...]:
        """What its own drop-down list shows, in order; empty when it has none or depends on another column."""
        return tuple(choice.text for choice in self.choices) or self.suggestions


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Part):
    """A time at which returns come in: the plan itself, a tertial, the year's end."""

    key: Key
    title: Name
    due: Day | None = None
    """The last day to hand in, as 2024-04-30."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Part):
    """How alike two wordings have to be, from 0 to 100, to be one action; likeness alone never joins them."""

    same_from: Annotated[int, Rule(ge=70, le=100)] = 85
    """From here a second witness or mere spelling is enough to join them."""
    ask_from: Annotated[int, Rule(ge=30, le=70)] = 55
    """From here a person is asked; below it a row is a new action."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextYear(Part):
    """Which actions are carried over into the next year's templates."""

    statuses: tuple[StatusKey, ...] = ("partly", "not_fulfilled", "ongoing", "not_started")
    """Those with one of these statuses."""
    without_status: bool = True
    """Those of which nothing tells how they went."""
    always: tuple[Name, ...] = ("tillsvidare", "linjearbete")
    """Words that keep an action going whatever its status, in its time or its last follow-up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Part):
    """The wording of a mail; ``{due}`` and the like are put in."""

    subject: Line
    text: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail(Part):
    """What the mails to the district offices say; what is left out has a wording of ours."""

    sender: Email | None = None
    """The address that the mails come from."""
    signature: Prose | None = None
    """Ends each mail."""
    invitation: Letter | None = None
    """With the template."""
    reminder: Letter | None = None
    """To those who have not answered."""
    reply: Letter | None = None
    """With a marked copy of a return."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Part):
    """A whole form, for one year."""

    id: Key
    title: Name
    year: Annotated[int, Rule(ge=2000, le=2100)]
    language: Literal["sv", "en"] = "sv"
    layout: Literal["table", "cards"] = "table"
    """``table``: a row for each action. ``cards``: a block of rows, headed by the form's first two columns."""
    lock: Literal["sheet", "soft", "none"] = "sheet"
    """How headings and guidance are protected."""
    guidance: Literal["above", "below"] = "above"
    """Whether the guidance stands above or below the headings of the table."""
    file_name: Line = "{title} {year} – {district}"
    """Name of each district's workbook, without ``.xlsx``; ``{key}``, ``{office}``, ``{round}`` may stand in it too."""
    prepared_rows: Annotated[int, Rule(ge=1, le=1000)] = 60
    """Rows (or cards) ready to fill in on each tab."""
    source: Prose | None = None
    """Where the facts and wordings come from, with date."""
    instruction: Instruction
    fields: tuple[Question, ...] = ()
    """Asked on the first tab."""
    districts: Annotated[tuple[District, ...], Rule(min_length=1)]
    areas: Annotated[tuple[AreaForm, ...], Rule(min_length=1, max_length=MAX_AREAS)]
    area_fields: tuple[Question, ...] = ()
    """Asked above the actions of each area."""
    columns: Annotated[tuple[Column, ...], Rule(min_length=2, max_length=MAX_COLUMNS)]
    rounds: Annotated[tuple[Round, ...], Rule(min_length=1)]
    mail: Mail = Mail()
    """No part of the template."""
    findings: Annotated[dict[FindingCode, FindingSeverity], Rule(shown={"default": {}})] = field(default_factory=dict)
    """Severity of kinds of findings in ``check``, by code: ``{XP401: info, XP326: off}``. No part of the template."""

    matching: Matching = Matching()
    """When re-worded rows are one action. No part of the template."""

    next_year: NextYear = NextYear()
    """What ``generate --next-year`` carries over. No part of the template."""

    def __hash__(self) -> int:
        """Of what nearly always tells forms apart: they are looked up for each return, and some have many districts."""
        return hash((self.id, self.year, self.language))

    def district(self, key: str) -> District | None:
        """The district of that key."""
        return next((district for district in self.districts if district.key == key), None)

    def area(self, key: str) -> AreaForm | None:
        """The area of that key."""
        return next((area for area in self.areas if area.key == key), None)

    @property
    def status_column(self) -> Column | None:
        """The column in which a status is declared."""
        return next((column for column in self.columns if column.kind == "status"), None)

    @property
    def follow_up_columns(self) -> tuple[Column, ...]:
        """The follow-up columns, in the order of the form."""
        return tuple(column for column in self.columns if column.kind == "follow_up")

    @property
    def plan_columns(self) -> tuple[Column, ...]:
        """The columns that say what the plan is: all but follow-ups and status."""
        return tuple(column for column in self.columns if column.kind not in ("follow_up", "status"))
