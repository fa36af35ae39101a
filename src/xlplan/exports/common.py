"""Columns that several tables share: those of a form, of a finding, of the dictionary."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from xlplan.city.wording import city_words
from xlplan.exports.table import Field, Kind, Table, Value, table
from xlplan.exports.words import about
from xlplan.findings.finding import Finding, Language
from xlplan.findings.render import to_json
from xlplan.form.model import Column
from xlplan.plan.model import Timing


class Fields:
    """Makes columns of ours, with what they hold told in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._statuses = "; ".join(
            f"{key} = {word}" for key, word in city_words(language).statuses.items() if key != "unknown"
        )

    def text(self, key: str, of: Callable[[Any], Value] | None = None) -> Field:
        """A column of text; its value is the attribute of that name unless ``of`` gives it."""
        return self._field(key, "text", of)

    def action(self, of: Callable[[Any], Value]) -> Field:
        """The column of a city action's id."""
        return Field("id", "text", about("city_id", self.language), of)

    def integer(self, key: str, of: Callable[[Any], Value] | None = None) -> Field:
        """A column of whole numbers."""
        return self._field(key, "integer", of)

    def boolean(self, key: str) -> Field:
        """A column of yes and no."""
        return self._field(key, "boolean", None)

    def status(self, of: Callable[[Any], Value] | None = None) -> Field:
        """The column of the status."""
        return Field("status", "text", about("status", self.language), of or attrgetter("status"), "", self._statuses)

    def timing(self, of: Callable[[Any], Timing | None]) -> list[Field]:
        """The columns of what is understood of a time."""
        kinds: list[tuple[str, Kind, Callable[[Timing], Value]]] = [
            ("timing_kind", "text", lambda timing: timing.kind),
            ("timing_from", "date", lambda timing: timing.start),
            ("timing_to", "date", lambda timing: timing.end),
        ]
        return [self._field(key, kind, _of_timing(of, value)) for key, kind, value in kinds]

    def _field(self, key: str, kind: Kind, of: Callable[[Any], Value] | None) -> Field:
        return Field(key, kind, about(key, self.language), of or attrgetter(key))


def form_fields(
    columns: Iterable[Column], ours: Sequence[Field], of: Callable[[Column], Callable[[Any], Value]]
) -> list[Field]:
    """The columns of forms, each key once, in their order.

    Args:
        columns: Of the forms that the records answer.
        ours: Columns of our own: a form's column of the same name is called ``…_text`` instead.
        of: What gives the value for a column.
    """
    taken = {field.key for field in ours}
    once = {column.key: column for column in columns}
    return [_form_field(column, taken, of(column)) for column in once.values()]


def _form_field(column: Column, taken: Collection[str], of: Callable[[Any], Value]) -> Field:
    key = column.key
    while key in taken:
        key = f"{key}_text"
    return Field(key, "text", column.guidance or "", of, column.title, "; ".join(column.answers))


def findings_table(findings: Sequence[Finding], language: Language) -> Table:
    """A row for each finding; personal numbers are masked in it always."""
    make = Fields(language)
    keys = ("file", "sheet", "cell", "code", "name", "severity", "message", "hint")
    fields = [make.text(key, _item(key)) for key in keys]
    return table("findings", fields, [to_json(finding, language) for finding in findings])


def dictionary(tables: Sequence[Table], language: Language) -> Table:
    """The data dictionary: a row for each column of each table."""
    make = Fields(language)
    keys = ("table", "column", "type", "title", "about", "values")
    records = [
        dict(zip(keys, (each.name, field.key, field.kind, field.title, field.about, field.values), strict=True))
        for each in tables
        for field in each.fields
    ]
    return table("dictionary", [make.text(key, _item(key)) for key in keys], records)


def several(texts: Mapping[str, str]) -> str:
    """Texts under headings as one text."""
    return "\n".join(f"{heading}: {text}" for heading, text in texts.items())


def _item(key: str) -> Callable[[Any], Value]:
    return lambda record: record[key]


def _of_timing(of: Callable[[Any], Timing | None], value: Callable[[Timing], Value]) -> Callable[[Any], Value]:
    return lambda record: value(timing) if (timing := of(record)) else None
