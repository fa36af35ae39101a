"""Sending mails through a server that the environment names, none of them twice.

Before a mail goes out its record is made, under a name made of its content, and that can be done once only: two runs at
the same time, or a run after one that was killed, do not send it again. Only where the server surely refused it is the
record taken away.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Literal

from xlplan.post.mail import Mail, message
from xlplan.post.sent import claim, mark_as_sent, record_of, state_of

SECONDS = 60
"""To wait for the server."""
Security = Literal["starttls", "ssl", "none"]
PORTS: Mapping[str, int] = {"starttls": 587, "ssl": 465, "none": 25}
Outcome = Literal["sent", "before", "unsure", "refused", "no-address"]


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server and how to talk to it."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = ""
    sender: str = ""


class NoServer(Exception):
    """The server cannot be used; says why."""


def server_of(environment: Mapping[str, str], sender: str) -> Server:
    """The server that the environment names: XLPLAN_SMTP_HOST, _PORT, _TLS, _USER, _PASSWORD, _FROM.

    Raises:
        NoServer: A value is missing or cannot be used; the name of its variable.
    """
    value = {key: environment.get(f"XLPLAN_SMTP_{key}", "").strip() for key in ("HOST", "PORT", "TLS", "USER", "FROM")}
    security = value["TLS"].lower() or "starttls"
    if not value["HOST"]:
        raise NoServer("XLPLAN_SMTP_HOST")
    if security not in PORTS:
        raise NoServer("XLPLAN_SMTP_TLS=starttls|ssl|none")
    if value["PORT"] and not value["PORT"].isdecimal():
        raise NoServer("XLPLAN_SMTP_PORT")
    if not (value["FROM"] or sender):
        raise NoServer("XLPLAN_SMTP_FROM")
    return Server(
        host=value["HOST"],
        port=int(value["PORT"] or PORTS[security]),
        security=security,  # type: ignore[arg-type]  # is one of PORTS
        user=value["USER"],
        password=environment.get("XLPLAN_SMTP_PASSWORD", ""),
        sender=value["FROM"] or sender,
    )


def send(mails: Iterable[Mail], server: Server, folder: Path) -> Iterator[tuple[Mail, Outcome, str]]:
    """Send mails one by one.

    Args:
        mails: What to send.
        server: Through what.
        folder: Where the records are kept, in ``skickat``.

    Yields:
        Each mail, what came of it, and what the server said where it refused.

    Raises:
        NoServer: It does not answer, or does not let us in; nothing was sent by then.
        OSError: The record cannot be written; the mail was not sent.
    """
    waiting = [mail for mail in mails if mail.to]
    connection = None
    try:
        for mail in waiting:
            record = record_of(mail, folder)
            if record.exists():
                yield mail, "before" if state_of(record) == "sent" else "unsure", ""
                continue
            connection = connection or _connect(server)
            if not claim(record, mail):
                yield mail, "before", ""
                continue
            outcome, said = _send_one(connection, mail, server)
            if outcome == "refused":
                record.unlink(missing_ok=True)
            elif outcome == "sent":
                mark_as_sent(record, mail)
            yield mail, outcome, said
            if outcome == "unsure":
                connection = None
    finally:
        if connection is not None:
            _hang_up(connection)


def _connect(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    try:
        if server.security == "ssl":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
            if server.security == "starttls":
                connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
    except (OSError, smtplib.SMTPException) as error:
        raise NoServer(f"{server.host}:{server.port}: {_said(error)}") from error
    return connection


def _send_one(connection: smtplib.SMTP, mail: Mail, server: Server) -> tuple[Outcome, str]:
    made = message(mail)
    del made["From"]
    made["From"] = mail.sender or server.sender
    made["Date"] = format_datetime(datetime.now(UTC))
    try:
        connection.send_message(made, server.sender, [mail.to])
    except (smtplib.SMTPServerDisconnected, TimeoutError, ConnectionError) as error:
        return "unsure", _said(error)
    except (OSError, smtplib.SMTPException) as error:
        return "refused", _said(error)
    return "sent", ""


def _hang_up(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException):
        connection.close()


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
