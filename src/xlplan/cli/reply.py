"""``xlplan reply``: marked copies and letters back to those whose returns have something to mend."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from xlplan.cli.boards import Desk, desk
from xlplan.cli.mailing import day_of, send_all, sending_options, today_option, write_drafts
from xlplan.cli.main import Command
from xlplan.cli.options import FAIL_ON, force_option, lang_option, password_option, write
from xlplan.cli.post_words import POST_WORDS
from xlplan.cli.words import WORDS
from xlplan.findings.finding import worst
from xlplan.form.model import District
from xlplan.post.annotate import annotate
from xlplan.post.letter import letter
from xlplan.post.mail import Mail, compose
from xlplan.post.receipts import receipt_of
from xlplan.sheets.files import safe_file_name


@click.command("reply", cls=Command)
@click.option("--round", "for_round", metavar="OMGÅNG", help="Uppföljningsomgång. Förval: den som pågår.")
@click.option(
    "--from",
    "least",
    type=click.Choice(["info", "warning", "error"]),
    default="warning",
    help="Minsta allvar att skriva om. Förval: warning.",
)
@sending_options
@today_option
@force_option
@password_option
@lang_option
def command(
    for_round: str | None,
    least: str,
    smtp: bool,
    dry_run: bool,
    today: datetime | None,
    force: bool,
    password: str | None,
    lang: str | None,
) -> int:
    """Gör svar till dem vars inlämning har något att se över: en märkt kopia och ett brev, som mail i mappen svar.

    Bara den senaste inlämningen från varje förvaltning får svar. Adressen tas ur plan.yaml, aldrig ur ett mail.

    \b
    Exempel:
      xlplan reply
      xlplan reply --from error
    """
    at = desk(lang, day_of(today), for_round, password)
    mails = []
    for district in at.form.districts:
        mail = _reply(at, district, least, datetime.combine(day_of(today), datetime.min.time()), force=force)
        if mail:
            mails.append(mail)
    write_drafts(mails, at.folder.replies, at.spoken, force=force)
    if not mails:
        click.echo(POST_WORDS[at.spoken]["nothing_to_mend"])
    elif smtp:
        return send_all([mail for _, mail in mails], at.form, at.folder.replies, at.spoken, dry_run=dry_run)
    return 3 if at.returns.unread else 0


def _reply(at: Desk, district: District, least: str, today: datetime, *, force: bool) -> tuple[str, Mail] | None:
    """The name and the mail of a reply to a district, its copy written; None where there is nothing to mend."""
    found = at.counting(district.key)
    if found is None or worst(tuple(found[1])) < FAIL_ON[least]:
        return None
    reading, findings, form = found
    path = at.returns.paths[reading.file]
    language = at.form.language
    copy = annotate(path.read_bytes(), findings, form, language)
    name = f"{path.stem}.xlsx" if copy.rebuilt else path.name
    write(copy.content, at.folder.replies / name, force=force, words=WORDS[at.spoken])
    receipt = receipt_of(at.folder, reading.sha256)
    sent_as = receipt.name if receipt else path.name
    due = at.board.round.due if at.board.round.due and at.board.round.due >= today.date() else None
    text = letter(sent_as, findings, form, language, district=district.official_name, due=due)
    files = [(safe_file_name(f"{Path(sent_as).stem}{Path(name).suffix}"), copy.content)]
    mail = compose("reply", at.form, district, at.board.round, today=today.date(), files=files, letter=text)
    return f"{district.name} {path.stem}", mail
