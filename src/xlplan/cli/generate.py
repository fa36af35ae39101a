"""``xlplan generate``: the templates to send out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlplan.cli.main import Command
from xlplan.cli.options import force_option, lang_option, language, needed_form, plan_option, write
from xlplan.cli.words import WORDS, Refusal
from xlplan.findings.render import line
from xlplan.form.model import District, Form
from xlplan.template.workbook import PreparedAction, template_bytes, template_name, unseen_texts

if TYPE_CHECKING:
    from xlplan.cli.earlier import Earlier


@click.command("generate", cls=Command)
@plan_option
@click.option("--district", "districts", multiple=True, metavar="NYCKEL", help="Bara den här stadsdelsförvaltningen.")
@click.option("--fields", multiple=True, metavar="NYCKEL=TEXT", help="Fyll i ett fält på första fliken.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("utskick"),
    metavar="MAPP",
    help="Var arbetsböckerna läggs. Förval: utskick.",
)
@click.option(
    "--from",
    "earlier",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FIL",
    help="Börja med åtgärderna i den här inlämningen (eller alla i en mapp).",
)
@click.option("--round", "for_round", metavar="OMGÅNG", help="Uppföljningsomgång som mallen skickas ut för.")
@force_option
@lang_option
def command(
    plan: str | None,
    districts: tuple[str, ...],
    fields: tuple[str, ...],
    output: Path,
    earlier: tuple[Path, ...],
    for_round: str | None,
    force: bool,
    lang: str | None,
) -> int:
    """Gör mallar att skicka ut, en arbetsbok för varje stadsdelsförvaltning.

    \b
    Exempel:
      xlplan generate --plan stockholm-2024
      xlplan generate --plan plan.yaml --district jarva -o utskick
      xlplan generate --plan plan.yaml --round t1 --from inkommet
    """
    form = needed_form(plan, lang)
    words = WORDS[language(lang, form)]
    answers = _answers(fields, form, words)
    chosen = [_district(key, form, words) for key in districts] or list(form.districts)
    if for_round is not None and for_round not in {each.key for each in form.rounds}:
        known = ", ".join(each.key for each in form.rounds)
        raise Refusal(words["no_round"].format(key=for_round, known=known))
    start = _earlier(earlier, form, plan, lang)
    for district in chosen:
        carried: dict[str, str] = {}
        extended, actions = form, list[PreparedAction]()
        if start:
            carried, extended = start.fields_of(district.key), start.form_for(district.key)
            actions = start.actions_of(district.key)
        content = template_bytes(
            extended, district.key, actions=actions, fields={**carried, **answers}, for_round=for_round
        )
        path = output / template_name(form, district, for_round)
        write(content, path, force=force, words=words)
        for finding in unseen_texts(extended, district.key, actions):
            click.echo(line(replace(finding, file=path.name), language(lang, form)), err=True)
    return start.exit_code() if start else 0


def _earlier(paths: tuple[Path, ...], form: Form, plan: str | None, lang: str | None) -> Earlier | None:
    if not paths:
        return None
    from xlplan.cli.earlier import read_earlier

    return read_earlier(paths, form, plan, lang)


def _district(key: str, form: Form, words: dict[str, str]) -> District:
    district = form.district(key)
    if district is None:
        known = ", ".join(each.key for each in form.districts)
        raise Refusal(words["no_district"].format(key=key, known=known))
    return district


def _answers(fields: tuple[str, ...], form: Form, words: dict[str, str]) -> dict[str, str]:
    answers = {}
    known = [question.key for question in form.fields]
    for field in fields:
        key, equals, text = field.partition("=")
        if not equals:
            raise Refusal(words["bad_field"].format(text=field))
        if key not in known:
            raise Refusal(words["no_field"].format(key=key, known=", ".join(known)))
        answers[key] = text
    return answers
