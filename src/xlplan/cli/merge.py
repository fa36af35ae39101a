"""``xlplan merge``: returns to the city workbook."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from xlplan.city.answers import read_answers
from xlplan.city.wording import city_words
from xlplan.city.workbook import city_bytes, city_name
from xlplan.cli.exporting import TABLE_FORMATS, export, table_options
from xlplan.cli.main import EXIT_OUR_FAULT, Command
from xlplan.cli.options import also_option, exit_code, force_option, keep_numbers_option, language, reading_options
from xlplan.cli.previous import OUTBOX, read_standing, write_over
from xlplan.cli.returns import Returns, read_returns
from xlplan.cli.words import WORDS, Refusal
from xlplan.exports.city import tables_of_city
from xlplan.findings.counting import counted
from xlplan.findings.finding import Language, Severity
from xlplan.findings.render import line
from xlplan.form.model import Form
from xlplan.merging.as_json import city_json
from xlplan.merging.masking import masked
from xlplan.merging.merge import merge
from xlplan.merging.model import CityPlan


@click.command("merge", cls=Command)
@click.argument("files", nargs=-1, metavar="[FIL...]", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FIL",
    help="Sammanställningens fil. Förval: en fil i mappen sammanstallning. För csv, jsonl och parquet: en mapp.",
)
@click.option(
    "--format",
    "form_of_output",
    type=click.Choice(["text", "json", *TABLE_FORMATS]),
    default="text",
    help="json: skriv ut den sammanslagna planen; en arbetsbok skrivs då bara med -o. csv, jsonl, parquet: tabeller "
    "till mappen -o; utan den skrivs åtgärderna ut.",
)
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="FIL",
    help="Tidigare sammanställning, vars kommentarer, svar och egna kolumner förs över. Förval: den som redan ligger "
    "där sammanställningen skrivs.",
)
@table_options
@force_option
@keep_numbers_option
@also_option
@reading_options
def command(
    files: tuple[Path, ...],
    output: Path | None,
    form_of_output: str,
    previous: Path | None,
    raw: bool,
    bom: bool,
    force: bool,
    keep_numbers: bool,
    also: tuple[str, ...],
    plan: str | None,
    password: str | None,
    lang: str | None,
    fail_on: str,
) -> int:
    """Slå ihop inlämningar till stadens sammanställning.

    Utan filer tas allt som ligger i mappen inkommet. Det som staden har skrivit i en tidigare sammanställning
    (kommentarer, bedömningar, svar, egna kolumner, färger) förs över till den nya; den tidigare sparas bredvid.

    \b
    Exempel:
      xlplan merge inkommet -o sammanstallning.xlsx
      xlplan merge a.xlsx b.xlsx --plan stockholm-2024 -o stad.xlsx
      xlplan merge inkommet --plan stockholm-2024 --also skarholmen-samverkan
      xlplan merge inkommet --format csv --bom -o tabeller
    """
    returns = read_returns(files, plan, lang, password, also)
    words = WORDS[language(lang)]
    if not returns.readings:
        click.echo(f"xlplan: {words['nothing_read']}", err=True)
        return EXIT_OUR_FAULT if returns.faults else 3
    form, others = city_forms(returns, words)
    spoken = language(lang, form)
    told = WORDS[spoken]
    place = output if output and form_of_output not in TABLE_FORMATS else OUTBOX / city_name(form)
    if place.resolve() in {each.resolve() for each in returns.files}:
        raise Refusal(told["is_a_return"].format(path=place))
    earlier = read_standing(place, previous, form, spoken, told, others)
    answers, unknown = read_answers(earlier.book, city_words(form.language))
    found = {reading.file: findings for reading, findings in returns.told}
    merged = merge(returns.readings, form, answers=answers, others=others, told=found)
    returns.told.clear()  # many returns are not to be held beside the workbook made of them
    merged = replace(merged, findings=(*merged.findings, *unknown))
    city = merged if keep_numbers else masked(merged)
    done = EXIT_OUR_FAULT if returns.faults else exit_code(city.findings, fail_on, returns.unread)
    if form_of_output in TABLE_FORMATS:
        tables, kind = tables_of_city(city, form, spoken), TABLE_FORMATS[form_of_output]
        export(tables, kind, output, spoken, raw=raw, bom=bom, force=force)
        return done
    if form_of_output == "json":
        document = json.dumps(city_json(city, form, spoken), ensure_ascii=False, indent=2) + "\n"
        click.echo(document.encode(), nl=False)
    else:
        _tell(city, lang, form)
    if output or form_of_output == "text":
        content = city_bytes(city, form, earlier.book)
        write_over(content, place, earlier, force=force, words=told, silent=form_of_output == "json")
    return done


def city_forms(returns: Returns, words: dict[str, str]) -> tuple[Form, list[Form]]:
    """The form whose columns the city plan has, and the others that returns answer.

    That is the form named or in the plan folder; else, of several, the only one that is a table: its columns are what
    all can be seen under.

    Raises:
        Refusal: They answer several, and it cannot be told which is the city's.
    """
    forms = list(returns.forms.values())
    if returns.city:
        return returns.city, [form for form in forms if form.id != returns.city.id]
    tables = [form for form in forms if form.layout == "table"] if len(forms) > 1 else forms
    if len(tables) != 1:
        raise Refusal(words["several_plans"].format(plans=", ".join(sorted(returns.forms))))
    return tables[0], [form for form in forms if form is not tables[0]]


def tell_errors(city: CityPlan, spoken: Language) -> None:
    """The errors one by one on stderr."""
    for finding in city.findings:
        if finding.kind.severity is Severity.ERROR:
            click.echo(line(finding, spoken), err=True)


def _tell(city: CityPlan, lang: str | None, form: Form) -> None:
    """What came of it: errors one by one on stderr, the sum on stdout."""
    spoken = language(lang, form)
    tell_errors(city, spoken)
    used = sum(each.used for each in city.returns)
    left = sum(each.decided is None for each in city.decisions)
    told = counted(
        WORDS[spoken]["merged"], actions=len(city.actions), used=used, missing=len(city.missing), decisions=left
    )
    click.echo(told)
