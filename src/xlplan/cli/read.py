"""``xlplan read``: returned workbooks as data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from xlplan.checks.check import check
from xlplan.cli.main import EXIT_OUR_FAULT, Command
from xlplan.cli.options import exit_code, keep_numbers_option, language, reading_options
from xlplan.cli.returns import Returns, read_returns
from xlplan.findings.finding import Finding
from xlplan.plan.model import Reading
from xlplan.plan.personal import masked_values
from xlplan.reading.as_csv import actions_csv
from xlplan.reading.as_json import returns_json, returns_lines


@click.command("read", cls=Command)
@click.argument("files", nargs=-1, metavar="FIL...", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form_of_output",
    type=click.Choice(["json", "jsonl", "csv"]),
    default="json",
    help="JSON (förval), en inlämning per rad, eller en åtgärd per rad.",
)
@click.option("--raw", is_flag=True, help="CSV: lämna text som börjar med = + - @ som den är.")
@keep_numbers_option
@reading_options
def command(
    files: tuple[Path, ...],
    form_of_output: str,
    raw: bool,
    keep_numbers: bool,
    plan: str | None,
    password: str | None,
    lang: str | None,
    fail_on: str,
) -> int:
    """Läs inlämnade arbetsböcker och skriv ut planen som JSON, JSON Lines eller CSV.

    JSON har förvaltningarnas egna ord; i CSV visas personnummer som 640823-****.

    \b
    Exempel:
      xlplan read "Åtgärdsplan 2024 Järva.xlsx"
      xlplan read inkommet --format csv
    """
    returns = read_returns(files, plan, lang, password)
    told = [(reading, check(reading, returns.forms[reading.plan])) for reading in returns.readings]
    click.echo(_output(returns, told, form_of_output, raw, keep_numbers, lang).encode(), nl=False)
    if returns.unbalanced:
        return EXIT_OUR_FAULT
    return exit_code((finding for _, findings in told for finding in findings), fail_on, returns.unread)


def _output(
    returns: Returns,
    told: Sequence[tuple[Reading, Sequence[Finding]]],
    form_of_output: str,
    raw: bool,
    keep_numbers: bool,
    lang: str | None,
) -> str:
    form = next(iter(returns.forms.values()), None)
    if form_of_output == "csv":
        readings = returns.readings if keep_numbers else masked_values(returns.readings, ("Reading.sha256",))
        return actions_csv(readings, list(returns.forms.values()), raw=raw)
    render = returns_json if form_of_output == "json" else returns_lines
    return render(told, language(lang, form))
