"""``xlplan collect``: what has come in, filed where it belongs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlplan.cli.main import Command
from xlplan.cli.options import known_forms, lang_option, language, needed_folder, password_option
from xlplan.cli.post_words import POST_WORDS
from xlplan.cli.words import WORDS, Refusal
from xlplan.post.folder import PlanFolder, is_passing

if TYPE_CHECKING:
    from xlplan.findings.finding import Language
    from xlplan.form.model import Form
    from xlplan.post.collect import Filed
    from xlplan.post.parcels import Noise, Trouble

_Told = tuple[str, list[tuple[str, bool]]]
"""What a file is counted as; and lines, each with whether it goes to stderr."""
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
    from xlplan.cli.returns import watched
    from xlplan.post.collect import collect

    folder = needed_folder(lang)
    forms = known_forms(None, lang)
    form = forms[0]
    spoken = language(lang, form)
    if settle is not None and form.district(settle) is None:
        known = ", ".join(each.key for each in form.districts)
        raise Refusal(WORDS[spoken]["no_district"].format(key=settle, known=known))
    words = POST_WORDS[spoken]
    counts: Counter[str] = Counter()
    told: list[_Told] = []
    found = collect(sources or _loose(folder), folder, forms, settle=settle, password=password)
    try:
        told += watched((_told(each, form, spoken) for each in found), None, words["collecting"])
    except OSError as error:
        reason = WORDS[spoken]["cannot_write"].format(path=error.filename or folder.inbox, why=error.strerror or error)
        raise Refusal(reason) from error
    finally:  # what was filed is told, also when the disk is full
        for counted, lines in told:
            counts[counted] += 1
            for text, on_stderr in lines:
                click.echo(text, err=on_stderr)
    counts["new"] += counts["moved"]
    counted_up = [words[f"count_{key}"].format(count=counts[key]) for key in COUNTED if counts[key]]
    click.echo((", ".join(counted_up) or words["nothing_came"]) + ".")
    return 3 if counts["trouble"] else int(counts["unclear"] > 0)


def _loose(folder: PlanFolder) -> tuple[Path, ...]:
    return tuple(sorted(path for path in folder.inbox.glob("*") if path.is_file() and not is_passing(path)))


def _told(each: Filed | Noise | Trouble, form: Form, spoken: Language) -> _Told:
    """What to count a file as, and what to say of what became of it."""
    from xlplan.findings.catalogue import UNREADABLE
    from xlplan.findings.render import line, safe
    from xlplan.post.collect import Filed
    from xlplan.post.parcels import Trouble

    words = POST_WORDS[spoken]
    if isinstance(each, Trouble):
        return "trouble", [(line(each.finding, spoken), True)]
    if not isinstance(each, Filed):
        without = [(words["mail_without"].format(subject=safe(each.name)), False)] if each.mail else []
        return "noise", [*without, *([(line(each.why, spoken), True)] if each.why else [])]
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
        what = "filed_unreadable" if each.finding.kind in UNREADABLE.values() else "filed_unclear"
        return each.state, [(line(each.finding, spoken), True), (words[what].format_map(facts), True)]
    return each.state, [(words[f"filed_{each.state}"].format_map(facts), False)]
