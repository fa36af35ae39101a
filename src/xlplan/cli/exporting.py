"""``--format csv|jsonl|parquet`` of several commands: tidy tables into a folder, or the actions on stdout."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from xlplan.cli.options import write
from xlplan.cli.words import WORDS, Refusal

if TYPE_CHECKING:
    from xlplan.exports.files import Format
    from xlplan.exports.table import Table
    from xlplan.findings.finding import Language

_Command = TypeVar("_Command", bound=Callable[..., object])
TABLE_FORMATS: dict[str, Format] = {"csv": "csv", "jsonl": "jsonl", "parquet": "parquet"}


def table_options(command: _Command) -> _Command:
    """The options of tables."""
    raw = click.option("--raw", is_flag=True, help="CSV: lämna text som börjar med = + - @ som den är.")
    bom = click.option("--bom", is_flag=True, help="CSV: börja med det märke som Excel känner igen UTF-8 på.")
    return raw(bom(command))


def export(
    tables: Sequence[Table],
    form: Format,
    folder: Path | None,
    spoken: Language,
    *,
    raw: bool,
    bom: bool,
    force: bool,
) -> None:
    """Write each table into a folder; without one, print the first (parquet needs a folder).

    Raises:
        Refusal: A file is there already with other content, the folder cannot be written to, or an extra is missing.
    """
    from xlplan.exports.files import ExtraMissing, table_bytes

    words = WORDS[spoken]
    if folder is None and form == "parquet":
        raise Refusal(words["needs_folder"])
    try:
        files = {each.name: table_bytes(each, form, raw=raw, bom=bom) for each in tables[: None if folder else 1]}
    except ExtraMissing as error:
        raise Refusal(words["extra_missing"].format(extra=error, format=form)) from error
    for name, content in files.items():
        if folder:
            write(content, folder / f"{name}.{form}", force=force, words=words, on_stderr=True)
        else:
            click.echo(content, nl=False)
