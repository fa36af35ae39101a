"""``xlplan schema``: the JSON Schema of the form."""

from __future__ import annotations

import click

from xlplan.cli.main import Command


@click.command("schema", cls=Command)
def command() -> None:
    """Skriv ut JSON-schemat för malldefinitioner, så att textredigeraren kan hjälpa till."""
    from xlplan.form.schema import schema_text

    click.echo(schema_text().encode(), nl=False)
