"""``xlplan collect``: what has come in, filed where it belongs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlplan.cli.main import Command
from xlplan.cli.options import lang_option, language, needed_folder, needed_form, password_option
from xlplan.cli.post_words import POST_WORDS
from xlplan.cli.words import WORDS, Refusal
from xlplan.post.folder import PlanFolder, is_passing

if TYPE_CHECKING:
    from xlplan.findings.finding import Language
    from xlplan.form.model import Form
    from xlplan.post.collect import Filed
    from xlplan.post.parcels import Noise, Trouble

COUNTED = ("new", "known", "ours", "unclear", "trouble", "noise")


@click.command("collect", cls=Command)
@click.argument("sources", nargs=-1, metavar="[KÄLLA...]", type=click.Path(path_type=Path))
@click.option("--as", "settle", metavar="NYCKEL", help="Säg själv vems det är, till exempel jarva.")
@password_option
@lang_option
def command(sources: tuple[Path, ...], settle: str | None, password: str | None, lang: str | None) -> int:
    """Ta emot inlämningar: filer, mappar, zip-filer och sparade mail (.eml .mbox .msg).

    Förvaltning, år och omgång läses ur arbetsboken. Den läggs orörd i inkommet/FÖRVALTNING, aldrig över en annan, och
    samma fil två gånger räknas en gång. Det som inte går att placera läggs i inkommet/_oklart. Källorna lämnas som de
    är. Utan källa tas det som ligger löst i mappen inkommet.

    \b
    Exempel:
      xlplan collect ~/Hämtningar/svar.mbox
      xlplan collect "Åtgärdsplan Järva.msg" svar.zip
      xlplan collect --as jarva "inkommet/_oklart/plan.xlsx"
    """
    from xlplan.post.collect import collect

    folder = needed_folder(lang)
    form = needed_form(None, lang)
    spoken = language(lang, form)
    if settle is not None and form.district(settle) is None:
        known = ", ".join(each.key for each in form.districts)
        raise Refusal(WORDS[spoken]["no_district"].format(key=settle, known=known))
    forms = [form, *(needed_form(str(path), lang) for path in folder.other_forms)]
    counts: Counter[str] = Counter()
    try:
        for each in collect(sources or _loose(folder), folder, forms, settle=settle, password=password):
            counts[_tell(each, form, spoken)] += 1
    except OSError as error:
        reason = WORDS[spoken]["cannot_write"].format(path=error.filename or folder.inbox, why=error.strerror or error)
        raise Refusal(reason) from error
    counts["new"] += counts["moved"]
    words = POST_WORDS[spoken]
    told = [words[f"count_{key}"].format(count=counts[key]) for key in COUNTED if counts[key]]
    click.echo((", ".join(told) or words["nothing_came"]) + ".")
    return 3 if counts["trouble"] else int(counts["unclear"] > 0)


def _loose(folder: PlanFolder) -> tuple[Path, ...]:
    return tuple(sorted(path for path in folder.inbox.glob("*") if path.is_file() and not is_passing(path)))


def _tell(each: Filed | Noise | Trouble, form: Form, spoken: Language) -> str:
    """A line of what became of a file; gives what to count it as."""
    from xlplan.findings.render import line, safe
    from xlplan.post.collect import Filed
    from xlplan.post.parcels import Trouble

    words = POST_WORDS[spoken]
    if isinstance(each, Trouble):
        click.echo(line(each.finding, spoken), err=True)
        return "trouble"
    if not isinstance(each, Filed):
        if each.mail:
            click.echo(words["mail_without"].format(subject=safe(each.name)))
        if each.why:
            click.echo(line(each.why, spoken), err=True)
        return "noise"
    district = form.district(each.district or "")
    sender = each.item.origin.sender
    facts = {
        "district": district.name if district else "",
        "name": safe(each.item.name),
        "path": each.path,
        "day": f"{each.item.origin.received:%Y-%m-%d}",
        "sender": words["from"].format(sender=safe(sender)) if sender else "",
    }
    if each.state == "unclear" and each.finding:
        click.echo(line(each.finding, spoken), err=True)
        click.echo(words["filed_unclear"].format_map(facts), err=True)
    else:
        click.echo(words[f"filed_{each.state}"].format_map(facts))
    return each.state
