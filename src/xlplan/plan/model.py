"""A return as values: what was read, where each value stood, and the account of the cells.

Rows and columns are 1-based, as Excel shows them. Values keep the district's own words; what we understood of
them (time, status) stands beside.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from xlplan.findings.finding import Finding
from xlplan.sheets.address import to_a1

StatusKey = Literal["fulfilled", "partly", "not_fulfilled", "ongoing", "not_started"]
StatusSource = Literal["declared", "inferred"]


def day_written(stamp: str) -> date | None:
    """The day of a time as programs write it (ISO 8601); None where it is none.

    >>> day_written("2026-04-28T09:12+02:00"), day_written("i går")
    (datetime.date(2026, 4, 28), None)
    """
    try:
        return date.fromisoformat(stamp[:10])
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Timing:
    """What a text about time says: its kind, and first and last day where it names any."""

    kind: str
    """date, month, week, quarter, tertial, season, year, frequency, on-demand, ongoing or unparsed."""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """How far an action has come, and how we know."""

    key: StatusKey | None
    """None when a text was there to read it from but gave no verdict."""
    source: StatusSource


@dataclass(frozen=True, slots=True)
class CellNote:
    """A note on a cell."""

    sheet: str
    row: int
    col: int
    text: str

    @property
    def cell(self) -> str:
        """Its address."""
        return to_a1(self.row, self.col)


@dataclass(frozen=True, slots=True)
class Action:
    """One action, as one row of a table or one card gives it."""

    sheet: str
    row: int
    values: dict[str, str]
    """Texts by column key; blank ones left out."""
    places: dict[str, tuple[int, int]]
    """(row, column) of each value."""
    cols: dict[str, int] = field(default_factory=dict)
    """Column in which each key of its table stands, also where the value is blank."""
    rows: dict[str, int] = field(default_factory=dict)
    """Row in which each key stands, where that is not the action's own: in a card."""
    id: str | None = None
    """The number the row carries (``UNGA-03``); a hint, never proof."""
    timing: Timing | None = None
    status: Status | None = None
    """None when there is nothing to read a status from."""
    extra: dict[str, str] = field(default_factory=dict)
    """Texts in columns the form does not know, by their heading."""
    extra_places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """(row, column) of each of them."""
    notes: tuple[CellNote, ...] = ()
    table_rows: tuple[int, ...] = ()
    """The rows of a table that its texts were taken from; empty for a card."""

    def where(self, key: str) -> tuple[int, int]:
        """(row, column) of a value, also where it is blank; column 0 where it has no place at all."""
        return self.places.get(key) or (self.rows.get(key, self.row), self.cols.get(key, 0))

    def cell(self, key: str) -> str | None:
        """The address of a value."""
        place = self.places.get(key)
        return to_a1(*place) if place else None


@dataclass(frozen=True, slots=True)
class Area:
    """An area of a return with its actions, in the order they stand."""

    key: str
    title: str
    sheet: str
    added: bool
    """Whether the district added it; the form does not have it."""
    actions: tuple[Action, ...]
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A filled cell (or a note) that found no place in the model."""

    sheet: str
    row: int
    col: int
    value: str

    @property
    def cell(self) -> str:
        """Its address."""
        return to_a1(self.row, self.col)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The account of the cells: ``filled = placed + boilerplate + len(unplaced)``."""

    filled: int
    placed: int
    boilerplate: int
    unplaced: tuple[Unplaced, ...]
    loose_notes: tuple[Unplaced, ...] = ()
    """Notes and text boxes that belong to no action."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One return, read."""

    file: str
    """The file's name, without folders."""
    sha256: str
    format: str
    plan: str
    """The form's id."""
    year: int | None
    district: str | None
    round: str | None
    fields: dict[str, str]
    areas: tuple[Area, ...]
    ledger: Ledger
    findings: tuple[Finding, ...]
    modified: str = ""
    """When the program that saved it says it did (ISO 8601); may be empty, may be wrong."""
    received: str = ""
    """When it came in, by the mail or the file that brought it (ISO 8601); empty where that is not known."""
    sender: str = ""
    """The address that it came from; empty where that is not known."""
    issued: dict[str, dict[str, str]] = field(default_factory=dict)
    """Fingerprints of what we sent out, by action id and column key."""
    tabs: tuple[str, ...] = ()
    """The workbook's tabs, in order."""

    @property
    def actions(self) -> tuple[Action, ...]:
        """All its actions."""
        return tuple(action for area in self.areas for action in area.actions)
