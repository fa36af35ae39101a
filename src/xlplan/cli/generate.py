"""``xlplan generate``: the templates to send out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlplan.cli.mailing import day_of, send_all, sending_options, today_option, write_drafts
from xlplan.cli.main import Command
from xlplan.cli.options import force_option, lang_option, language, needed_form, plan_option, write
from xlplan.cli.words import WORDS, Refusal
from xlplan.findings.counting import counted
from xlplan.findings.render import line
from xlplan.form.model import District, Form
from xlplan.form.naming import template_name
from xlplan.post.folder import plan_folder
from xlplan.post.mail import Mail, compose
from xlplan.template.workbook import PreparedAction, template_bytes, unseen_texts

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
    metavar="MAPP",
    help="Var arbetsböckerna läggs. Förval: utskick; i en planmapp utskick/OMGÅNG för en uppföljning.",
)
@click.option(
    "--from",
    "earlier",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FIL",
    help="Börja med åtgärderna i den här inlämningen (eller alla i en mapp). I en planmapp med --round: inkommet.",
)
@click.option("--round", "for_round", metavar="OMGÅNG", help="Uppföljningsomgång som mallen skickas ut för.")
@click.option(
    "--next-year",
    is_flag=True,
    help="Börja nästa år med de åtgärder ur --from som fortsätter, med årets uppföljning bredvid; de som är klara "
    "räknas upp.",
)
@click.option("--mail", is_flag=True, help="Gör också ett mail till varje förvaltning, att öppna och skicka.")
@sending_options
@today_option
@force_option
@lang_option
def command(
    plan: str | None,
    districts: tuple[str, ...],
    fields: tuple[str, ...],
    output: Path | None,
    earlier: tuple[Path, ...],
    for_round: str | None,
    next_year: bool,
    mail: bool,
    smtp: bool,
    dry_run: bool,
    today: datetime | None,
    force: bool,
    lang: str | None,
) -> int:
    """Gör mallar att skicka ut, en arbetsbok för varje stadsdelsförvaltning.

    \b
    Exempel:
      xlplan generate --plan stockholm-2024
      xlplan generate --plan plan.yaml --district jarva -o utskick
      xlplan generate --plan plan.yaml --round t1 --from inkommet
      xlplan generate --plan plan.yaml --next-year --from inkommet
      xlplan generate --mail
    """
    form = needed_form(plan, lang)
    words = WORDS[language(lang, form)]
    answers = _answers(fields, form, words)
    chosen = [_district(key, form, words) for key in districts] or list(form.districts)
    if for_round is not None and for_round not in {each.key for each in form.rounds}:
        known = ", ".join(each.key for each in form.rounds)
        raise Refusal(words["no_round"].format(key=for_round, known=known))
    folder = plan_folder()
    if folder and (for_round or next_year) and not earlier:
        earlier = tuple(folder.returns())
    output = output or (folder.outbox_of(for_round) if folder else Path("utskick"))
    start = _earlier(earlier, form, plan, lang, next_year=next_year)
    form = start.form if start else form
    mails: list[tuple[str, Mail]] = []
    for district in chosen:
        carried: dict[str, str] = {}
        told: dict[str, dict[str, str]] = {}
        extended, actions = form, list[PreparedAction]()
        if start:
            carried, extended = start.fields_of(district.key), start.form_for(district.key)
            actions, told = start.actions_of(district.key), start.area_fields_of(district.key)
        content = template_bytes(
            extended,
            district.key,
            actions=actions,
            fields={**carried, **answers},
            area_fields=told,
            for_round=for_round,
        )
        path = output / template_name(form, district, for_round)
        write(content, path, force=force, words=words)
        if mail or smtp:
            about = next((each for each in form.rounds if each.key == for_round), form.rounds[0])
            files = [(path.name, content)]
            mails.append((path.stem, compose("invitation", form, district, about, today=day_of(today), files=files)))
        for finding in unseen_texts(extended, district.key, actions, told):
            click.echo(line(replace(finding, file=path.name), language(lang, form)), err=True)
    if start and (done := start.left_out({district.key for district in chosen})):
        click.echo(counted(words["left_out"], count=len(done)))
        for each in done:
            click.echo(f"  {each}")
    write_drafts(mails, output, language(lang, form), force=force)
    for error in start.errors(language(lang, form)) if start else ():
        click.echo(error, err=True)
    code = start.exit_code() if start else 0
    if smtp:
        only = [each for _, each in mails]
        code = send_all(only, form, output, language(lang, form), dry_run=dry_run) or code
    return code


def _earlier(
    paths: tuple[Path, ...], form: Form, plan: str | None, lang: str | None, *, next_year: bool
) -> Earlier | None:
    if not paths:
        if next_year:
            raise Refusal(WORDS[language(lang, form)]["next_year_from"])
        return None
    from xlplan.cli.earlier import read_earlier, read_last_year

    return read_last_year(paths, form, plan, lang) if next_year else read_earlier(paths, form, plan, lang)


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
