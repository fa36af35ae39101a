"""``xlplan read``: returned workbooks as data."""

from __future__ import annotations

from pathlib import Path

import click

from xlplan.cli.exporting import TABLE_FORMATS, export, table_options
from xlplan.cli.main import EXIT_OUR_FAULT, Command
from xlplan.cli.options import exit_code, force_option, keep_numbers_option, language, reading_options, write
from xlplan.cli.returns import read_returns
from xlplan.cli.words import WORDS
from xlplan.reading.as_json import returns_json, returns_lines


@click.command("read", cls=Command)
@click.argument("files", nargs=-1, metavar="FIL...", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form_of_output",
    type=click.Choice(["json", "jsonl", "csv", "parquet"]),
    default="json",
    help="JSON (förval); jsonl: en inlämning per rad; csv: en åtgärd per rad. Med -o skrivs csv, jsonl och parquet "
    "som flera tabeller.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="MAPP",
    help="Mapp för tabellerna: actions, follow_ups, findings, sources med flera, och en dictionary över kolumnerna.",
)
@table_options
@force_option
@keep_numbers_option
@reading_options
def command(
    files: tuple[Path, ...],
    form_of_output: str,
    output: Path | None,
    raw: bool,
    bom: bool,
    force: bool,
    keep_numbers: bool,
    plan: str | None,
    password: str | None,
    lang: str | None,
    fail_on: str,
) -> int:
    """Läs inlämnade arbetsböcker och skriv ut planen som JSON, JSON Lines, CSV eller Parquet.

    JSON har förvaltningarnas egna ord; i tabeller visas personnummer som 640823-****.

    \b
    Exempel:
      xlplan read "Åtgärdsplan 2024 Järva.xlsx"
      xlplan read inkommet --format csv
      xlplan read inkommet --format parquet -o tabeller
    """
    returns = read_returns(files, plan, lang, password)
    told = returns.told
    spoken = language(lang, next(iter(returns.forms.values()), None))
    if form_of_output == "json" or (form_of_output == "jsonl" and output is None):
        render = returns_json if form_of_output == "json" else returns_lines
        content = render(told, spoken).encode()
        if output:
            write(content, output / "returns.json", force=force, words=WORDS[spoken], on_stderr=True)
        else:
            click.echo(content, nl=False)
    else:
        from xlplan.exports.readings import tables_of_readings
        from xlplan.plan.personal import masked_values

        shown = told if keep_numbers else masked_values(told, ("Reading.sha256",))
        export(
            tables_of_readings(shown, list(returns.forms.values()), spoken),
            TABLE_FORMATS[form_of_output],
            output,
            spoken,
            raw=raw,
            bom=bom,
            force=force,
        )
    if returns.faults:
        return EXIT_OUR_FAULT
    return exit_code((finding for _, findings in told for finding in findings), fail_on, returns.unread)
