"""What every check is given: the return, its form, and the short way to a finding at a cell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from xlplan.findings.finding import Finding, Kind
from xlplan.form.model import Column, Form
from xlplan.plan.model import Action, Reading


@dataclass(frozen=True)
class Look:
    """A return beside the form that it answers."""

    reading: Reading
    form: Form

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """All actions of the return."""
        return self.reading.actions

    @property
    def year(self) -> int:
        """The plan's year."""
        return self.reading.year or self.form.year

    @cached_property
    def open_round(self) -> Column | None:
        """The follow-up column of the round that the return is of; None before any follow-up."""
        return next((column for column in self.form.follow_up_columns if column.round == self.reading.round), None)

    def about(self, kind: Kind, sheet: str = "", row: int = 0, col: int = 0, **facts: str) -> Finding:
        """A finding of this return."""
        return Finding(kind, self.reading.file, sheet, row, col, facts)

    def at(self, kind: Kind, action: Action, key: str, **facts: str) -> Finding:
        """A finding at an action's cell, also where that is blank."""
        row, col = action.where(key)
        return self.about(kind, action.sheet, row, col, **facts)

    def values(self, column: Column) -> list[tuple[Action, str]]:
        """Each action that has a value in a column, with it."""
        key = column.key
        return [(action, action.values[key]) for action in self.actions if key in action.values]
