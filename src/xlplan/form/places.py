"""Places in a workbook that a form is laid out on: its own texts, cells to fill in, columns.

Rows and columns are 1-based, as Excel shows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from xlplan.form.model import Column, Form, Question
from xlplan.form.wording import Wording

LAST_YEAR = "last_year"
"""Key of the column that tells how an action went last year; it is ours, in templates for a new year only."""
NUMBER_KEY = "nr"
"""Key of the column that carries an action's number; it is ours, no form defines it."""


class Role(StrEnum):
    """What a text of the form is for; the writer gives each role its look."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    SECTION = "section"
    LABEL = "label"
    HELP = "help"
    PARAGRAPH = "paragraph"
    LINK = "link"
    GUIDANCE = "guidance"
    HEADER = "header"


@dataclass(frozen=True, slots=True)
class Placed:
    """A text of the form at its place."""

    row: int
    col: int
    text: str
    role: Role
    target: str = ""
    """Where a link leads."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell to fill in outside the tables."""

    row: int
    col: int
    question: Question


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """A column of a table at its place."""

    col: int
    key: str
    title: str
    guidance: str
    width: float
    column: Column | None
    """The form's column; None for the number."""
    open: bool = False
    """Whether it is to be filled in this round."""

    @property
    def needed(self) -> bool:
        """Whether an action is not finished without it."""
        return self.open or (self.column is not None and self.column.required)


def asked_columns(form: Form, words: Wording, open_round: str | None) -> tuple[ColumnPlace, ...]:
    """The form's columns one beside the other; the follow-up of ``open_round`` says that it is to be filled in now."""
    asked = []
    for col, column in enumerate(form.columns, 1):
        opened = column.round is not None and column.round == open_round
        guidance = " ".join(part for part in (words.open_now if opened else "", column.guidance or "") if part)
        asked.append(ColumnPlace(col, column.key, column.title, guidance, column.width, column, opened))
    return tuple(asked)
