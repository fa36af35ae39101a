"""A table as values: named columns of one kind each, which say what they hold, and rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Kind = Literal["text", "integer", "date", "boolean"]
Value = str | int | date | bool | None


@dataclass(frozen=True, slots=True)
class Field:
    """A column."""

    key: str
    kind: Kind
    about: str
    """What it holds, in one sentence, in the language asked for."""
    of: Callable[[Any], Value]
    """Its value in a record; a blank text counts as none."""
    title: str = ""
    """The heading that a form has for it."""
    values: str = ""
    """The values that may stand in it, where they are a closed list."""


@dataclass(frozen=True, slots=True)
class Table:
    """A tidy table: a row is one thing, a column one property of it."""

    name: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(field.key for field in self.fields)


def table(name: str, fields: Sequence[Field], records: Iterable[Any]) -> Table:
    """A table of records, a row for each; blank texts become None, so that every format says the same."""
    rows = tuple(tuple(None if (value := field.of(record)) == "" else value for field in fields) for record in records)
    return Table(name, tuple(fields), rows)
