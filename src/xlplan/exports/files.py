"""Tables as files: CSV, JSON Lines, Parquet; the same tables give the same bytes.

A text that begins with = + - @, tab or carriage return would run as a formula where a spreadsheet opens the CSV
(CWE-1236); such a text gets a ``'`` before it, unless it is asked to stay as it is.
"""

from __future__ import annotations

import csv
import json
from codecs import BOM_UTF8
from datetime import date
from importlib.util import find_spec
from io import BytesIO, StringIO
from typing import Literal

from xlplan.exports.table import Kind, Table, Value

Format = Literal["csv", "jsonl", "parquet"]
RISKY = ("=", "+", "-", "@", "\t", "\r", "\0")


class ExtraMissing(Exception):
    """A library that is no part of the core is not installed; the message is the name of the extra that has it."""


def table_bytes(whole: Table, form: Format, *, raw: bool = False, bom: bool = False) -> bytes:
    """A table as a file.

    Args:
        whole: The table.
        form: csv: UTF-8, comma, quotes where needed (RFC 4180), blank where there is no value. jsonl: an object a line.
        raw: CSV: leave risky beginnings as they are.
        bom: CSV: begin with the mark by which Excel knows UTF-8.

    Raises:
        ExtraMissing: Parquet without polars.
    """
    if form == "parquet":
        return _parquet(whole)
    if form == "jsonl":
        return _jsonl(whole)
    return (BOM_UTF8 if bom else b"") + _csv(whole, raw=raw).encode()


def _csv(whole: Table, *, raw: bool) -> str:
    result = StringIO()
    writer = csv.writer(result, lineterminator="\r\n")
    writer.writerow(whole.keys)
    for row in whole.rows:
        values = (_plain(value) for value in row)
        writer.writerow([value if raw else harmless(value) for value in values])
    return result.getvalue()


def harmless(value: object) -> object:
    """The value, with ``'`` before a text that would run as a formula.

    >>> harmless("=1+1"), harmless("1+1"), harmless(-3)
    ("'=1+1", '1+1', -3)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def _plain(value: Value) -> Value:
    """The value as text formats have it: days as 2024-04-30, yes and no as true and false."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else value


def _jsonl(whole: Table) -> bytes:
    records = (dict(zip(whole.keys, row, strict=True)) for row in whole.rows)
    return "".join(json.dumps(record, ensure_ascii=False, default=date.isoformat) + "\n" for record in records).encode()


def _parquet(whole: Table) -> bytes:
    if find_spec("polars") is None:
        raise ExtraMissing("export")
    import polars

    kinds: dict[Kind, type[polars.DataType]] = {
        "text": polars.String,
        "integer": polars.Int64,
        "date": polars.Date,
        "boolean": polars.Boolean,
    }
    columns = zip(*whole.rows, strict=True) if whole.rows else ([] for _ in whole.fields)
    series = [
        polars.Series(field.key, list(column), dtype=kinds[field.kind], strict=True)
        for field, column in zip(whole.fields, columns, strict=True)
    ]
    target = BytesIO()
    polars.DataFrame(series).write_parquet(target)
    return target.getvalue()
