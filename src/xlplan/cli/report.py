"""``xlplan report``: the annual summary, as a page or as a document."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from xlplan.cli.main import EXIT_OUR_FAULT, Command
from xlplan.cli.merge import city_forms, tell_errors
from xlplan.cli.options import (
    also_option,
    exit_code,
    force_option,
    keep_numbers_option,
    language,
    reading_options,
    write,
)
from xlplan.cli.previous import OUTBOX, merge_as_decided
from xlplan.cli.returns import read_returns
from xlplan.cli.words import WORDS, Refusal
from xlplan.form.model import Form
from xlplan.merging.masking import masked
from xlplan.merging.model import CityPlan
from xlplan.report.content import report_name
from xlplan.report.page import html_bytes


@click.command("report", cls=Command)
@click.argument("files", nargs=-1, metavar="[FIL...]", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form_of_output",
    type=click.Choice(["html", "docx"]),
    default="html",
    help="html (förval): en webbsida att visa och skriva ut. docx: ett Worddokument att skriva vidare i.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FIL",
    help="Sammanfattningens fil. Förval: en fil i mappen sammanstallning.",
)
@force_option
@keep_numbers_option
@also_option
@reading_options
def command(
    files: tuple[Path, ...],
    form_of_output: str,
    output: Path | None,
    force: bool,
    keep_numbers: bool,
    also: tuple[str, ...],
    plan: str | None,
    password: str | None,
    lang: str | None,
    fail_on: str,
) -> int:
    """Gör årssammanfattningen av inlämningarna.

    Utan filer tas allt som ligger i mappen inkommet. Det som staden har avgjort och rättat i sammanställningen gäller
    här också. Sidan behöver inget nät och inga andra filer.

    \b
    Exempel:
      xlplan report
      xlplan report inkommet -o arssammanfattning.html
      xlplan report inkommet --format docx
    """
    returns = read_returns(files, plan, lang, password, also)
    if not returns.readings:
        click.echo(f"xlplan: {WORDS[language(lang)]['nothing_read']}", err=True)
        return EXIT_OUR_FAULT if returns.faults else 3
    form, others = city_forms(returns, WORDS[language(lang)])
    words = WORDS[language(lang, form)]
    merged = merge_as_decided(returns.readings, form, language(lang, form), words, others)
    city = merged if keep_numbers else masked(merged)
    path = output or OUTBOX / f"{report_name(form)}.{form_of_output}"
    if path.resolve() in {each.resolve() for each in returns.files}:
        raise Refusal(words["is_a_return"].format(path=path))
    content = html_bytes(city, form) if form_of_output == "html" else _document(city, form, words)
    write(content, path, force=force, words=words)
    tell_errors(city, language(lang, form))
    return EXIT_OUR_FAULT if returns.faults else exit_code(city.findings, fail_on, returns.unread)


def _document(city: CityPlan, form: Form, words: dict[str, str]) -> bytes:
    if find_spec("docx") is None:
        raise Refusal(words["extra_missing"].format(extra="docx", format="docx"))
    from xlplan.report.document import document_bytes

    return document_bytes(city, form)
