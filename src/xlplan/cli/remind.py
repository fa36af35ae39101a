"""``xlplan remind``: a mail to those who have not answered."""

from __future__ import annotations

from datetime import datetime

import click

from xlplan.cli.boards import desk
from xlplan.cli.mailing import day_of, send_all, sending_options, today_option, write_drafts
from xlplan.cli.main import Command
from xlplan.cli.options import force_option, lang_option, password_option
from xlplan.cli.post_words import POST_WORDS
from xlplan.post.folder import REMINDERS
from xlplan.post.mail import compose


@click.command("remind", cls=Command)
@click.option("--round", "for_round", metavar="OMGÅNG", help="Uppföljningsomgång. Förval: den som pågår.")
@sending_options
@today_option
@force_option
@password_option
@lang_option
def command(
    for_round: str | None,
    smtp: bool,
    dry_run: bool,
    today: datetime | None,
    force: bool,
    password: str | None,
    lang: str | None,
) -> int:
    """Gör påminnelser till dem som inte har svarat, att öppna och skicka. De läggs i utskick/paminnelser.

    \b
    Exempel:
      xlplan remind
      xlplan remind --smtp --dry-run
    """
    day = day_of(today)
    at = desk(lang, day, for_round, password)
    mails = []
    for row in at.board.missing():
        district = at.form.district(row.district)
        if district is not None:
            mail = compose("reminder", at.form, district, at.board.round, today=day)
            mails.append((f"{day.isoformat()} {district.name}", mail))
    folder = at.folder.outbox / REMINDERS
    write_drafts(mails, folder, at.spoken, force=force)
    if not mails:
        click.echo(POST_WORDS[at.spoken]["nobody_missing"])
    elif smtp:
        return send_all([mail for _, mail in mails], at.form, folder, at.spoken, dry_run=dry_run)
    return 3 if at.returns.unread else 0
