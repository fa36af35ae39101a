"""What every check is given: the return, its form, and the short way to a finding at a cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xlplan.findings.finding import Finding, Kind
from xlplan.form.model import Column, Form
from xlplan.plan.model import Action, Reading


@dataclass(frozen=True, slots=True)
class Look:
    """A return beside the form that it answers."""

    reading: Reading
    form: Form

    @property
    def year(self) -> int:
        """The plan's year."""
        return self.reading.year or self.form.year

    @property
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

    def cells(self) -> Iterator[tuple[Action, Column, str]]:
        """Each filled value of the form's columns, action by action."""
        for action in self.reading.actions:
            for column in self.form.columns:
                if column.key in action.values:
                    yield action, column, action.values[column.key]
