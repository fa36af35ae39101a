"""What a form asks: the models behind the YAML files under ``templates/`` and behind a plan folder's ``plan.yaml``.

Every rule that can be told from the form alone stands here, so that nothing after loading has to ask again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from string import Formatter
from typing import Annotated, Any, Literal, NamedTuple, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema

from xlplan.findings.catalogue import kinds
from xlplan.form.problems import KeyPath, nearest, path_text

DEFAULT_INSTRUCTION_TAB = "Instruktion"
MAX_TAB_TITLE = 31
"""Excel's limit for the name on a tab, in UTF-16 units."""
FORBIDDEN_IN_TAB_TITLE = r"[]:*?/\\"
MAX_LINE = 255
"""Excel's limit for a text within a formula and for a document property, in UTF-16 units."""
TAKEN_TABS = ("history", "_listor", "_lists")
"""Excel's own, and the hidden tab of the answers in each language."""
TAKEN_HEADINGS = ("Nr", "No.")
"""Our own column stands in every table, under one of these; a return may have been written in either language."""
TAKEN_COLUMN_KEY = "nr"
MAX_COLUMNS = 40
"""The formulas that count what is left to fill in name every column, and Excel's formulas are not endless."""
MAX_AREAS = 100

ROLES = {"action": "what", "cause": "why"}
"""Role by key of a column, where the key is not the role's own name."""

FILE_NAME_PARTS = ("title", "year", "district", "office", "key", "round")
"""What a pattern for file names may put in: title, year, the district's name, its official name, its key, the round."""
MAIL_PARTS = (
    "title", "year", "district", "office", "contact", "round", "due", "left", "today", "file", "letter", "signature"
)  # fmt: skip
"""What the text of a mail may put in: the last day and how long is left to it, the attached file, the letter of
findings (in ``reply`` only), and what ``FILE_NAME_PARTS`` says."""

KEY_PATTERN = r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$"
ROLE_PATTERN = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*(:[a-z][a-z0-9]*([-_][a-z0-9]+)*)?$"
CODE_PATTERN = r"^[A-ZÅÄÖ]{2,8}$"
URL_PATTERN = r"^(https?://|mailto:)\S+$"
EMAIL_PATTERN = r"^[^\s@<>,;:\"()\[\]\\]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$"
LINE_PATTERN = r"^[^\x00-\x1f\x7f\ufffe\uffff]*$"
PROSE_PATTERN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]*$"
"""What XML 1.0 (2.2 Characters) cannot hold is shut out of all texts; of lines, the control characters too."""


def check_tab_title(tab: str) -> str:
    """The tab title itself; raises ValueError where Excel would refuse it.

    Source: Excel's own message on renaming a tab; "History" is reserved for change tracking.
    """
    if (length := len(tab.encode("utf-16-le", "surrogatepass")) // 2) > MAX_TAB_TITLE:
        facts = {"length": length, "max_length": MAX_TAB_TITLE}
        raise PydanticCustomError("tab_too_long", "a tab title has at most {max_length} characters", facts)
    if found := sorted(set(tab) & set(FORBIDDEN_IN_TAB_TITLE)):
        raise PydanticCustomError("tab_characters", "a tab title must not contain {found}", {"found": " ".join(found)})
    if found := re.findall(r"_x[0-9A-Fa-f]{4}_", tab):  # how OOXML writes a character that XML cannot hold
        raise PydanticCustomError("tab_characters", "a tab title must not contain {found}", {"found": " ".join(found)})
    if tab.startswith("'") or tab.endswith("'"):
        raise PydanticCustomError("tab_apostrophe", "a tab title must not begin or end with an apostrophe")
    if tab.casefold() in TAKEN_TABS or tab.casefold().startswith("_xlplan"):
        raise PydanticCustomError("tab_taken", "the tab title {tab} is taken", {"tab": tab})
    return tab


def check_units(text: str) -> str:
    """The text itself; raises ValueError where Excel, which counts UTF-16 units, finds it too long for one line."""
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > MAX_LINE:
        facts = {"max_length": MAX_LINE}
        raise PydanticCustomError("string_too_long", "a line has at most {max_length} characters", facts)
    return text


def check_name(name: str) -> str:
    """The name itself; raises ValueError where nothing is left of it when names are compared."""
    if not comparable(name):
        raise PydanticCustomError("name_without_letters", "a name has at least one letter or digit")
    return name


def comparable(name: str) -> str:
    """A name as it is compared: without regard to letter case, punctuation, spacing and Unicode form.

    >>> comparable("  Nr. ") == comparable("NR"), comparable("–")
    (True, '')
    """
    name = re.sub(r"[\u00ad\u200b-\u200d\ufeff]", "", unicodedata.normalize("NFKC", name))
    return " ".join(re.sub(r"[\W_]+", " ", name.casefold()).split())


def check_day(written: object) -> object:
    """A day as it may be written, ``2024-04-30``; raises ValueError for other texts and for numbers."""
    if isinstance(written, date):
        return written
    if isinstance(written, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", written.strip(), re.ASCII):
        try:
            return date.fromisoformat(written.strip())
        except ValueError:
            pass
    raise PydanticCustomError("not_a_day", "not a date as 2024-04-30")


Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN, max_length=60)]
"""A name for use in code and files: small letters a to z, digits, ``-`` and ``_``."""
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_LINE, pattern=LINE_PATTERN),
    AfterValidator(check_units),
]
"""Text on one line."""
Name = Annotated[Line, AfterValidator(check_name)]
"""A line by which something is known again when a return comes back."""
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=8000, pattern=PROSE_PATTERN)]
"""Running text; a blank line parts paragraphs."""
Guidance = Annotated[Prose, AfterValidator(check_name)]
"""Running text that is known again when a return comes back."""
Heading = Annotated[
    Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=LINE_PATTERN)],
    AfterValidator(check_name),
]
"""The title of a column; what is longer is not taken for one when a return comes back."""
Tab = Annotated[Name, AfterValidator(check_tab_title), Field(json_schema_extra={"maxLength": MAX_TAB_TITLE})]
"""The name on a tab."""
Day = Annotated[date, BeforeValidator(check_day)]
Role = Annotated[str, StringConstraints(pattern=ROLE_PATTERN, max_length=60)]
"""What a column or field means beside those of other forms."""
ColumnKind = Literal["text", "choice", "timing", "status", "follow_up"]
StatusKey = Literal["fulfilled", "partly", "not_fulfilled", "ongoing", "not_started"]


FindingSeverity = Literal["off", "info", "warning", "error"]


def check_finding_code(code: str) -> str:
    """The code itself; raises ValueError where no kind of finding has it, naming those of its family."""
    known = [kind.code for kind in kinds()]
    if code not in known:
        family = [each for each in known if each[:3] == code[:3]] or known
        expected = ", ".join(f"'{each}'" for each in family)
        raise PydanticCustomError("literal_error", "one of {expected}", {"expected": expected})
    return code


class _AsPairs:
    """A mapping as it is written, kept as pairs: a form can be hashed."""

    def __get_pydantic_core_schema__(self, _source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(
            lambda mapping: tuple(sorted(mapping.items())),
            handler.generate_schema(dict[FindingCode, FindingSeverity]),
            serialization=core_schema.plain_serializer_function_ser_schema(dict),
        )


FindingCode = Annotated[str, AfterValidator(check_finding_code), Field(json_schema_extra={"pattern": r"^XP[1-6]\d\d$"})]
"""The code of a kind of finding."""
FindingSettings = Annotated[tuple[tuple[str, str], ...], _AsPairs()]


class Part(BaseModel):
    """Common to all parts of a form: nothing unknown, nothing changed after loading, an empty value as none at all."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, written: Any) -> Any:
        if not isinstance(written, Mapping):
            return written
        return {key: value for key, value in written.items() if value is not None or key not in cls.model_fields}


class Link(Part):
    """A link in the instruction."""

    text: Line
    """As it stands in the instruction, so that it can be made a link there."""
    url: Annotated[str, StringConstraints(pattern=URL_PATTERN, max_length=2000)]


class Instruction(Part):
    """What the first tab tells the district office."""

    tab: Tab = DEFAULT_INSTRUCTION_TAB
    text: Prose
    links: tuple[Link, ...] = ()
    earlier: tuple[Prose, ...] = ()
    """Wordings of other years and issues, recognised when a return comes back."""


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
    email: Annotated[str, StringConstraints(strip_whitespace=True, pattern=EMAIL_PATTERN)] | None = Field(
        default=None, exclude=True
    )
    """Where its mail goes; nowhere else is an address taken from. No part of the template."""
    contact: Line | None = None


class AreaForm(Part):
    """A prioritised area: one tab."""

    key: Key
    """The same from year to year."""
    title: Name
    """In full, as it stands above the table."""
    tab: Tab
    """The name on the tab, at most 31 characters."""
    code: Annotated[str, StringConstraints(pattern=CODE_PATTERN)]
    """Begins the number of each action in the area: ``UNGA`` in ``UNGA-03``."""
    aliases: tuple[Name, ...] = ()
    """Names of other years and other spellings; each belongs to one area only."""


class Choice(Part):
    """One entry of a drop-down list; in a status column it says which status it means."""

    text: Name
    status: StatusKey | None = None
    aliases: tuple[Name, ...] = ()


class Suggestions(Part):
    """Answers to choose from where another column has a certain answer."""

    answer: Line
    """The other column's answer."""
    suggestions: Annotated[tuple[Line, ...], Field(min_length=1)]


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
    width: Annotated[float, Field(ge=4, le=120, allow_inf_nan=False)] = 30
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


class Round(Part):
    """A time at which returns come in: the plan itself, a tertial, the year's end."""

    key: Key
    title: Name
    due: Day | None = None
    """The last day to hand in, as 2024-04-30."""


class Matching(Part):
    """How alike two wordings have to be, from 0 to 100, to be one action; likeness alone never joins them."""

    same_from: Annotated[int, Field(ge=70, le=100)] = 85
    """From here a second witness or mere spelling is enough to join them."""
    ask_from: Annotated[int, Field(ge=30, le=70)] = 55
    """From here a person is asked; below it a row is a new action."""


class NextYear(Part):
    """Which actions are carried over into the next year's templates."""

    statuses: tuple[StatusKey, ...] = ("partly", "not_fulfilled", "ongoing", "not_started")
    """Those with one of these statuses."""
    without_status: bool = True
    """Those of which nothing tells how they went."""
    always: tuple[Name, ...] = ("tillsvidare", "linjearbete")
    """Words that keep an action going whatever its status, in its time or its last follow-up."""


class Letter(Part):
    """The wording of a mail; ``{due}`` and the like are put in."""

    subject: Line
    text: Prose


class Mail(Part):
    """What the mails to the district offices say; what is left out has a wording of ours."""

    sender: Annotated[str, StringConstraints(strip_whitespace=True, pattern=EMAIL_PATTERN)] | None = None
    """The address that the mails come from."""
    signature: Prose | None = None
    """Ends each mail."""
    invitation: Letter | None = None
    """With the template."""
    reminder: Letter | None = None
    """To those who have not answered."""
    reply: Letter | None = None
    """With a marked copy of a return."""


class Form(Part):
    """A whole form, for one year."""

    id: Key
    title: Name
    year: Annotated[int, Field(ge=2000, le=2100)]
    language: Literal["sv", "en"] = "sv"
    layout: Literal["table", "cards"] = "table"
    """``table``: a row for each action. ``cards``: a block of rows, headed by the form's first two columns."""
    lock: Literal["sheet", "soft", "none"] = "sheet"
    """How headings and guidance are protected."""
    guidance: Literal["above", "below"] = "above"
    """Whether the guidance stands above or below the headings of the table."""
    file_name: Line = "{title} {year} – {district}"
    """Name of each district's workbook, without ``.xlsx``; ``{key}``, ``{office}``, ``{round}`` may stand in it too."""
    prepared_rows: Annotated[int, Field(ge=1, le=1000)] = 60
    """Rows (or cards) ready to fill in on each tab."""
    source: Prose | None = None
    """Where the facts and wordings come from, with date."""
    instruction: Instruction
    fields: tuple[Question, ...] = ()
    """Asked on the first tab."""
    districts: Annotated[tuple[District, ...], Field(min_length=1)]
    areas: Annotated[tuple[AreaForm, ...], Field(min_length=1, max_length=MAX_AREAS)]
    area_fields: tuple[Question, ...] = ()
    """Asked above the actions of each area."""
    columns: Annotated[tuple[Column, ...], Field(min_length=2, max_length=MAX_COLUMNS)]
    rounds: Annotated[tuple[Round, ...], Field(min_length=1)]
    mail: Mail = Field(default=Mail(), exclude=True)
    """No part of the template."""
    findings: FindingSettings = Field(default=(), exclude=True, json_schema_extra={"default": {}})
    """Severity of kinds of findings in ``check``, by code: ``{XP401: info, XP326: off}``. No part of the template."""

    matching: Matching = Field(default=Matching(), exclude=True)
    """When re-worded rows are one action. No part of the template."""

    next_year: NextYear = Field(default=NextYear(), exclude=True)
    """What ``generate --next-year`` carries over. No part of the template."""

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if found := inconsistencies({**self.model_dump(), "mail": self.mail.model_dump()}):
            places = "; ".join(f"{path_text(each.path)}: {each.code}" for each in found)
            raise PydanticCustomError("inconsistent", "{places}", {"places": places})
        return self

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


class Inconsistency(NamedTuple):
    """Two places of a form that do not fit each other."""

    path: KeyPath
    code: str
    params: Mapping[str, str] = {}
    first: KeyPath | None = None
    """The other place, where there is one."""


class _Claim(NamedTuple):
    """A name that stands somewhere and belongs to one owner."""

    path: KeyPath
    owner: int
    text: str


def inconsistencies(form: Mapping[str, Any]) -> list[Inconsistency]:
    """What does not hang together in a form, found by looking at several of its values at once.

    Takes the form as plain data and tolerates whatever is wrong with single values (the models tell of that), so that
    all problems of a form can be listed together.
    """
    return [
        *_doubles(form),
        *(found for path, column in _parts(form, "columns") for found in _column_problems(path, column)),
        *_taken_problems(form),
        *_round_problems(form),
        *_dependence_problems(form),
        *_name_problems(form),
        *_column_set_problems(form),
    ]


def _doubles(form: Mapping[str, Any]) -> Iterator[Inconsistency]:
    """Keys and codes that stand twice, and names and aliases that could mean two different parts."""
    for name in ("districts", "areas", "columns", "rounds", "fields", "area_fields"):
        yield from _claimed_twice(_claims(form, name, ["key"]))
    instruction = form.get("instruction")
    tab = instruction.get("tab") if isinstance(instruction, Mapping) else None
    first_tab = _Claim(("instruction", "tab"), -1, str(tab or DEFAULT_INSTRUCTION_TAB))
    yield from _claimed_twice(_claims(form, "districts", ["name", "official_name", "aliases"]))
    yield from _claimed_twice([first_tab, *_claims(form, "areas", ["title", "tab", "aliases"])])
    yield from _claimed_twice(_claims(form, "areas", ["code"]))
    yield from _claimed_twice(_claims(form, "rounds", ["title"]))
    yield from _claimed_twice(_claims(form, "columns", ["round"]))
    for name in ("columns", "fields", "area_fields"):
        yield from _claimed_twice(_claims(form, name, ["title", "aliases"]))
    areas = [claim._replace(owner=0) for claim in _claims(form, "areas", ["title", "tab"])]
    for name in ("columns", "fields"):
        others = [claim._replace(owner=1) for claim in _claims(form, name, ["title", "aliases"])]
        yield from _claimed_twice([*areas, *others])
    for path, column in _parts(form, "columns"):
        yield from _claimed_twice(_claims(column, "choices", ["text", "aliases"], path))


def _column_problems(path: KeyPath, column: Mapping[str, Any]) -> Iterator[Inconsistency]:
    kind = column.get("kind") or "text"
    if kind not in get_args(ColumnKind):
        return
    if kind == "follow_up" and column.get("round") is None:
        yield Inconsistency(path, "round_missing")
    if kind != "follow_up" and column.get("round") is not None:
        yield Inconsistency((*path, "round"), "round_not_wanted")
    if kind in ("choice", "status") and not column.get("choices"):
        yield Inconsistency(path, "choices_missing", {"kind": kind})
    if kind == "status":
        without = [place for place, choice in _parts(column, "choices", path) if choice.get("status") is None]
        yield from (Inconsistency(place, "status_missing") for place in without)
    if column.get("choices") and column.get("suggestions"):
        yield Inconsistency((*path, "suggestions"), "choices_and_suggestions")
    if bool(column.get("depends_on")) != bool(column.get("suggestions_for")):
        yield Inconsistency(path, "dependence_incomplete")
    elif column.get("depends_on") and (column.get("choices") or column.get("suggestions")):
        yield Inconsistency((*path, "suggestions_for"), "choices_and_suggestions")


def _dependence_problems(form: Mapping[str, Any]) -> Iterator[Inconsistency]:
    """Columns that depend on one that is not there or has no list, or on answers that it does not have."""
    answers = {
        str(column.get("key")): [
            *(str(choice.get("text")) for _, choice in _parts(column, "choices")),
            *(text for text in _listed(column, "suggestions") if isinstance(text, str)),
        ]
        for _, column in _parts(form, "columns")
    }
    for path, column in _parts(form, "columns"):
        other = column.get("depends_on")
        if not other:
            continue
        if not answers.get(str(other)) or other == column.get("key"):
            yield Inconsistency((*path, "depends_on"), "dependence_unknown", {"value": str(other)})
            continue
        for place, each in _parts(column, "suggestions_for", path):
            if (answer := str(each.get("answer"))) not in answers[str(other)]:
                facts = {"value": answer, "column": str(other), "near": nearest(answer, answers[str(other)])}
                yield Inconsistency((*place, "answer"), "dependence_answer", facts)


def _name_problems(form: Mapping[str, Any]) -> Iterator[Inconsistency]:
    """Patterns for file names and mails that name something unknown."""
    patterns: list[tuple[KeyPath, Any, tuple[str, ...]]] = [(("file_name",), form.get("file_name"), FILE_NAME_PARTS)]
    mail = form.get("mail")
    for letter, wording in mail.items() if isinstance(mail, Mapping) else ():
        if isinstance(wording, Mapping):
            patterns += [(("mail", letter, part), wording.get(part), MAIL_PARTS) for part in ("subject", "text")]
    for path, pattern, parts in patterns:
        if isinstance(pattern, str) and not _can_be_filled_in(pattern, parts):
            known = " ".join(f"{{{part}}}" for part in parts)
            yield Inconsistency(path, "file_name_part", {"known": known})


def _can_be_filled_in(pattern: str, parts: tuple[str, ...]) -> bool:
    try:
        plainly = all(not spec and not conversion for _, _, spec, conversion in Formatter().parse(pattern))
        pattern.format_map(dict.fromkeys(parts, "") if plainly else {})
    except (KeyError, ValueError, IndexError, AttributeError):
        return False
    return True


def _taken_problems(form: Mapping[str, Any]) -> Iterator[Inconsistency]:
    """Columns that claim the name of our own, which carries the number."""
    headings = {comparable(heading) for heading in TAKEN_HEADINGS}
    for claim in _claims(form, "columns", ["title", "aliases", "key"]):
        taken = claim.text == TAKEN_COLUMN_KEY if claim.path[2] == "key" else comparable(claim.text) in headings
        if taken:
            yield Inconsistency(claim.path, "column_taken", {"value": claim.text})


def _round_problems(form: Mapping[str, Any]) -> Iterator[Inconsistency]:
    """Rounds that columns name but that the form does not have."""
    known = [claim.text for claim in _claims(form, "rounds", ["key"])]
    for claim in _claims(form, "columns", ["round"]):
        if claim.text not in known:
            facts = {"value": claim.text, "known": ", ".join(known), "near": nearest(claim.text, known)}
            yield Inconsistency(claim.path, "round_unknown", facts)


def _column_set_problems(form: Mapping[str, Any]) -> Iterator[Inconsistency]:
    columns = list(_parts(form, "columns"))
    if columns and not any(column.get("key") == "action" for _, column in columns):
        yield Inconsistency(("columns",), "action_missing")
    status = [(*path, "kind") for path, column in columns if column.get("kind") == "status"]
    yield from (Inconsistency(path, "second_status", first=status[0]) for path in status[1:])


def _parts(holder: Mapping[str, Any], name: str, above: KeyPath = ()) -> Iterator[tuple[KeyPath, Mapping[str, Any]]]:
    """The parts of a list that are such parts at all, with their paths."""
    for place, part in enumerate(_listed(holder, name)):
        if isinstance(part, Mapping):
            yield (*above, name, place), part


def _listed(holder: Mapping[str, Any], name: str) -> Sequence[Any]:
    """A list that is one; else nothing."""
    listed = holder.get(name)
    return listed if isinstance(listed, list | tuple) else ()


def _claims(holder: Mapping[str, Any], name: str, keys: Sequence[str], above: KeyPath = ()) -> Iterator[_Claim]:
    """The texts that the parts of a list have under some keys, lists of texts one by one."""
    for owner, (path, part) in enumerate(_parts(holder, name, above)):
        for key in keys:
            value = part.get(key)
            if isinstance(value, str):
                yield _Claim((*path, key), owner, value)
            elif isinstance(value, list | tuple):
                texts = ((place, text) for place, text in enumerate(value) if isinstance(text, str))
                yield from (_Claim((*path, key, place), owner, text) for place, text in texts)


def _claimed_twice(claims: Iterable[_Claim]) -> Iterator[Inconsistency]:
    """Each text that a second owner claims, as names are compared; nothing can be told of a blank one."""
    seen: dict[str, _Claim] = {}
    for claim in claims:
        text = comparable(claim.text)
        first = seen.setdefault(text, claim)
        if text and first.owner != claim.owner:
            yield Inconsistency(claim.path, "double", {"value": claim.text}, first.path)
