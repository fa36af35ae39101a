"""What the commands that write mails share: drafts in a folder, sending them if asked, a line for each."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from xlplan.cli.main import EXIT_USAGE
from xlplan.cli.options import write
from xlplan.cli.post_words import POST_WORDS
from xlplan.cli.words import WORDS, Refusal

if TYPE_CHECKING:
    from xlplan.findings.finding import Language
    from xlplan.form.model import Form
    from xlplan.post.mail import Mail

_Command = TypeVar("_Command", bound=Callable[..., object])
today_option = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATUM",
    help="Räkna som om det vore den här dagen (2026-04-30).",
)


def sending_options(command: _Command) -> _Command:
    """The options of every command that can send mails."""
    smtp = click.option(
        "--smtp", is_flag=True, help="Skicka mailen, genom e-postservern i XLPLAN_SMTP_HOST. Aldrig samma två gånger."
    )
    dry_run = click.option("--dry-run", is_flag=True, help="Med --smtp: säg bara vad som skulle skickas.")
    return smtp(dry_run(command))


def day_of(today: datetime | None) -> date:
    """The day to count from."""
    return today.date() if today else date.today()


def write_drafts(mails: Sequence[tuple[str, Mail]], folder: Path, spoken: Language, *, force: bool) -> None:
    """Write each mail as a draft under its name, and say which lack an address.

    Raises:
        Refusal: A draft cannot be written.
    """
    from xlplan.post.mail import draft_bytes
    from xlplan.sheets.files import safe_file_name

    for name, mail in mails:
        path = folder / (safe_file_name(name) + ".eml")
        write(draft_bytes(mail), path, force=force, words=WORDS[spoken])
        if not mail.to:
            click.echo(POST_WORDS[spoken]["no_address"].format(district=mail.district), err=True)


def send_all(mails: Sequence[Mail], form: Form, folder: Path, spoken: Language, *, dry_run: bool) -> int:
    """Send mails, with a line for each, and give the exit code: 0 when all of them are sent now or were before.

    Raises:
        Refusal: There is no server to send through.
    """
    from xlplan.post.sending import NoServer, send, server_of

    words = POST_WORDS[spoken]
    names = {district.key: district.name for district in form.districts}

    def tell(mail: Mail, outcome: str, said: str = "") -> None:
        facts = {"district": names[mail.district], "to": mail.to, "subject": mail.subject, "said": said}
        click.echo(words[outcome].format_map(facts), err=outcome not in ("would", "sent", "before"))

    failed = False
    try:
        server = server_of(os.environ, form.mail.sender or "")
        for mail in mails:
            if not mail.to:
                failed = True
                tell(mail, "no-address")
        if dry_run:
            for mail in mails:
                if mail.to:
                    tell(mail, "would")
            return EXIT_USAGE if failed else 0
        for mail, outcome, said in send(mails, server, folder):
            tell(mail, outcome, said)
            failed = failed or outcome in ("unsure", "refused")
    except NoServer as error:
        raise Refusal(words["no_server"].format(why=error)) from error
    except OSError as error:
        reason = WORDS[spoken]["cannot_write"].format(path=folder, why=error.strerror or error)
        raise Refusal(reason) from error
    return EXIT_USAGE if failed else 0
