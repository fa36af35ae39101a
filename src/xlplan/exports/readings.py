"""The verb: what was read of returns, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from xlplan.exports.common import Fields, dictionary, findings_table, form_fields, several
from xlplan.exports.table import Field, Table, Value, table
from xlplan.findings.finding import Finding, Language
from xlplan.form.model import Column, Form
from xlplan.plan.model import Action, Area, Reading


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a return."""

    reading: Reading
    area: Area
    action: Action


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of a return with its key and, where it has one, its place."""

    reading: Reading
    key: str
    text: str
    sheet: str | None = None
    cell: str | None = None
    row: _Row | None = None


def tables_of_readings(
    told: Sequence[tuple[Reading, Sequence[Finding]]], forms: Sequence[Form], language: Language
) -> tuple[Table, ...]:
    """Tables of returns: actions, follow_ups, findings, sources, fields, unplaced and the dictionary of them all.

    Args:
        told: Readings with their findings, in the order they are to stand.
        forms: The forms they answer; their columns in order, each once.
        language: Of findings and dictionary.
    """
    make = Fields(language)
    readings = [reading for reading, _ in told]
    rows = [_Row(reading, area, action) for reading in readings for area in reading.areas for action in area.actions]
    tables = (
        _actions(rows, forms, make),
        _follow_ups(rows, forms, make),
        findings_table([finding for _, findings in told for finding in findings], language),
        _sources(readings, make),
        _fields(readings, make),
        _unplaced(readings, make),
    )
    return (*tables, dictionary(tables, language))


def _actions(rows: Sequence[_Row], forms: Sequence[Form], make: Fields) -> Table:
    """A row for each action: where it stands, the forms' columns, what we understood."""
    before = [
        *_of_return(make),
        make.text("area", lambda row: row.area.key),
        make.text("area_title", lambda row: row.area.title),
        make.text("sheet", lambda row: row.action.sheet),
        make.integer("row", lambda row: row.action.row),
        make.text("id", lambda row: row.action.id),
    ]
    after = [
        *make.timing(lambda row: row.action.timing),
        make.status(lambda row: row.action.status.key if row.action.status else None),
        make.text("status_source", lambda row: row.action.status.source if row.action.status else None),
        make.text("extra", lambda row: several(row.action.extra)),
        make.text("notes", lambda row: several({note.cell: note.text for note in row.action.notes})),
    ]
    columns = (column for form in forms for column in form.columns)
    return table("actions", [*before, *form_fields(columns, (*before, *after), _value), *after], rows)


def _value(column: Column) -> Callable[[_Row], Value]:
    return lambda row: row.action.values.get(column.key)


def _of_return(make: Fields) -> list[Field]:
    return [
        make.text("file", lambda row: row.reading.file),
        make.text("district", lambda row: row.reading.district),
        make.integer("year", lambda row: row.reading.year),
        make.text("round", lambda row: row.reading.round),
    ]


def _follow_ups(rows: Sequence[_Row], forms: Sequence[Form], make: Fields) -> Table:
    rounds = {column.key: column.round or "" for form in forms for column in form.follow_up_columns}
    fields = [
        make.text("file", lambda each: each.reading.file),
        make.text("district", lambda each: each.reading.district),
        make.text("area", lambda each: each.row.area.key),
        make.text("sheet", lambda each: each.row.action.sheet),
        make.integer("row", lambda each: each.row.action.row),
        make.text("id", lambda each: each.row.action.id),
        make.text("round", lambda each: rounds[each.key]),
        make.text("text"),
        make.text("cell"),
    ]
    records = (
        _Text(row.reading, key, row.action.values[key], row.action.sheet, row.action.cell(key), row)
        for row in rows
        for key in rounds
        if key in row.action.values
    )
    return table("follow_ups", fields, records)


def _sources(readings: Sequence[Reading], make: Fields) -> Table:
    fields = [
        *(make.text(key) for key in ("file", "sha256", "format", "plan")),
        make.integer("year"),
        make.text("district"),
        make.text("round"),
        make.text("received", lambda reading: reading.received or reading.modified),
        *(make.integer(key, _of_ledger(key)) for key in ("filled", "placed", "boilerplate")),
        make.integer("unplaced", lambda reading: len(reading.ledger.unplaced)),
    ]
    return table("sources", fields, readings)


def _of_ledger(key: str) -> Callable[[Reading], Value]:
    return lambda reading: getattr(reading.ledger, key)


def _fields(readings: Sequence[Reading], make: Fields) -> Table:
    fields = [
        make.text("file", lambda each: each.reading.file),
        make.text("sheet"),
        make.text("field", lambda each: each.key),
        make.text("answer", lambda each: each.text),
    ]
    return table("fields", fields, [each for reading in readings for each in _answers(reading)])


def _answers(reading: Reading) -> Iterator[_Text]:
    """What is answered outside the tables: on the first tab (no tab named), and above an area's actions."""
    yield from (_Text(reading, key, text) for key, text in reading.fields.items())
    for area in reading.areas:
        yield from (_Text(reading, key, text, area.sheet) for key, text in area.fields.items())


def _unplaced(readings: Sequence[Reading], make: Fields) -> Table:
    """Cells and notes that found no place in the plan: nothing is dropped."""
    fields = [
        make.text("file", lambda each: each.reading.file),
        make.text("sheet"),
        make.text("cell"),
        make.text("value", lambda each: each.text),
    ]
    records = (
        _Text(reading, "", each.value, each.sheet, each.cell)
        for reading in readings
        for each in (*reading.ledger.unplaced, *reading.ledger.loose_notes)
    )
    return table("unplaced", fields, records)
