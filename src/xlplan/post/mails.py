"""Saved mails (.eml, .mbox): what is attached to them, however deep, and who sent it when.

Source: RFC 5322, 2045–2047 and 2231; RFC 4155 for mbox. Read with Python's older policy, which forgives senders much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import HeaderParser
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

from xlplan.post.origin import Attached, MailUnreadable, Origin
from xlplan.sheets.limits import MEGABYTE
from xlplan.sheets.refusal import Reason, UnreadableWorkbook

MAIL_BYTES = 150 * MEGABYTE
"""Of one mail in a mailbox: the largest that servers take, and its attachments as text."""
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]?[^\r\n]*\r?\n", re.ASCII)
_MAIL_HEADER = re.compile(
    rb"^(from|to|date|subject|received|message-id|mime-version|return-path|x-unsent)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 8192
_FIRST_YEAR = 1990
MAX_PARTS = 2_000
DEEPEST = 5
"""Mails in mails."""
NAMELESS = "namnlös"


def is_mailbox(path: Path) -> bool:
    """Whether a file is a mailbox; raises OSError where it cannot be looked into."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(5) == b"From "


def messages_of(path: Path) -> Iterator[bytes]:
    """The mails of a mailbox, one by one.

    Raises:
        UnreadableWorkbook: BOMB for a mail that is larger than any.
        OSError: The file cannot be read.
    """
    mail: list[bytes] = []
    size, blank = 0, True
    with path.open("rb") as file:
        while line := file.readline(MEGABYTE):
            if blank and line.startswith(b"From "):
                if mail:
                    yield b"".join(mail)
                mail, size = [], 0
            else:
                mail.append(line)
                size += len(line)
            if size > MAIL_BYTES:
                raise UnreadableWorkbook(Reason.BOMB, f"a mail over {MAIL_BYTES} bytes")
            blank = not line.strip()
    if mail:
        yield b"".join(mail)


def looks_like_mail(content: bytes) -> bool:
    """Whether a file begins with the headers of a mail, at least two of the usual ones."""
    head = content[:_HEAD]
    return bool(_HEADER.match(head)) and len({name.lower() for name in _MAIL_HEADER.findall(head)}) >= 2


def attached_to_mail(content: bytes, outer: Origin) -> Iterator[Attached]:
    """What a mail carries besides its text, and what mails within it carry.

    Args:
        content: The mail.
        outer: What is known of it from where it was found.

    Raises:
        MailUnreadable: It is damaged, or its parts lie in each other without end.
    """
    try:
        message = message_from_bytes(content)
        yield from _attached(message, _origin(message, outer), 1)
    except MailUnreadable:
        raise
    except Exception as error:  # whatever the library says of a damaged mail, parts in parts without end among it
        raise MailUnreadable(" ".join(f"{type(error).__name__} {error}".split())[:120]) from error


def subject_of(content: bytes) -> str:
    """What a mail says that it is about."""
    return _text(HeaderParser().parsestr(content[:_HEAD].decode("utf-8", "replace")).get("Subject"))


def origin_of_headers(headers: str, outer: Origin) -> Origin:
    """Who sent a mail and when, by its headers alone."""
    return _origin(HeaderParser().parsestr(headers), outer)


def _attached(message: Message, origin: Origin, depth: int) -> Iterator[Attached]:
    if depth > DEEPEST:
        raise MailUnreadable("mails in mails without end")
    waiting = [message]
    for _ in range(MAX_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        payload = part.get_payload()
        inside = [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []
        if part.get_content_type() == "message/rfc822" and inside:
            yield from _attached(inside[0], _origin(inside[0], origin), depth + 1)
        elif inside:
            waiting[:0] = inside
        else:
            title = _text(part.get_filename())
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and (title or part.get_content_maintype() not in ("text", "multipart")):
                yield Attached(title or NAMELESS, content, origin)
    raise MailUnreadable(f"over {MAX_PARTS} parts")


def _origin(message: Message, outer: Origin) -> Origin:
    """Who sent it and when; what a mail does not tell is as for what it was found in."""
    _, address = parseaddr(_text(message.get("From")))
    return replace(
        outer,
        received=_date(message) or outer.received,
        sender=address or outer.sender,
        subject=_text(message.get("Subject")) or outer.subject,
    )


def _date(message: Message) -> datetime | None:
    """When it was sent, else when the last server took it in."""
    for written in (message.get("Date"), str(message.get("Received") or "").rpartition(";")[2]):
        try:
            day = parsedate_to_datetime(str(written or ""))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if day.year >= _FIRST_YEAR:
            return day if day.tzinfo else day.replace(tzinfo=UTC)
    return None


def _text(written: object) -> str:
    """A header as text on one line, also where its coding is broken."""
    if written is None:
        return ""
    try:
        text = str(make_header(decode_header(str(written))))
    except (ValueError, LookupError, AssertionError, AttributeError, MessageError):
        text = str(written)
    return " ".join(text.split())
