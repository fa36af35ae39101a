"""Mails that Outlook has saved (.msg), read with python-oxmsg (extra ``mail``).

Source: [MS-OXMSG] 2.2.2.2 for mails within mails: their properties begin after 24 bytes rather than 32.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING

from xlplan.post.mails import NAMELESS, origin_of_headers
from xlplan.post.origin import Attached, MailUnreadable, Origin

if TYPE_CHECKING:
    from oxmsg.properties import Properties
    from oxmsg.storage import Storage

NO_EXTRA = "mail extra missing"
"""The detail when the library that reads them is not installed."""
_WITHIN = "__substg1.0_3701000D"
"""The storage of a mail that is attached to a mail."""
_SUBJECT, _SENT, _DELIVERED, _SENDER, _SENDER_SMTP, _HEADERS = 0x0037, 0x0039, 0x0E06, 0x0C1F, 0x5D01, 0x007D
_LONG_NAME, _SHORT_NAME, _CONTENT = 0x3707, 0x3704, 0x3701
_HEADER_BYTES, _HEADER_BYTES_WITHIN, _HEADER_BYTES_ATTACHED = 32, 24, 8


def attached_to_outlook_mail(content: bytes, outer: Origin) -> list[Attached]:
    """What a mail carries besides its text, and what mails within it carry.

    Args:
        content: The mail.
        outer: What is known of it from where it was found.

    Raises:
        MailUnreadable: It is damaged, or the extra that reads it is missing.
    """
    if find_spec("oxmsg") is None:
        raise MailUnreadable(NO_EXTRA)
    try:
        return list(attached_in(_storage(content), outer))
    except MailUnreadable:
        raise
    except Exception as error:  # whatever the library says of a damaged file
        raise MailUnreadable(" ".join(f"{type(error).__name__} {error}".split())[:120]) from error


def _storage(content: bytes) -> Storage:
    """The file's storages, if they are no larger than the file could be."""
    from olefile import OleFileIO
    from oxmsg.storage import Storage

    with OleFileIO(BytesIO(content)) as file:
        claimed = sum(entry.size for entry in file.direntries if entry is not None)
        if claimed > 3 * len(content):
            raise ValueError(f"{claimed} bytes in a file of {len(content)}")
        return Storage.from_ole(file)


def attached_in(storage: Storage, outer: Origin, header: int = _HEADER_BYTES) -> Iterator[Attached]:
    """As ``attached_to_outlook_mail``, of a storage with so many bytes before its properties."""
    from oxmsg.properties import Properties

    origin = _origin(Properties(storage, properties_header_offset=header), outer)
    for each in storage.iter_attachment_storages():
        properties = Properties(each, properties_header_offset=_HEADER_BYTES_ATTACHED)
        within = next((inner for inner in each.storages if inner.name == _WITHIN), None)
        if within is not None:
            yield from attached_in(within, origin, _HEADER_BYTES_WITHIN)
        else:
            name = _text(properties, _LONG_NAME) or _text(properties, _SHORT_NAME)
            content = properties.binary_prop_value(_CONTENT)
            if not name and not content:
                raise MailUnreadable("an attachment without name and content")
            yield Attached(name or NAMELESS, content or b"", origin)


def _origin(properties: Properties, outer: Origin) -> Origin:
    headers = properties.str_prop_value(_HEADERS)
    if headers:
        return origin_of_headers(headers, replace(outer, subject=_text(properties, _SUBJECT)))
    sent = properties.date_prop_value(_SENT) or properties.date_prop_value(_DELIVERED)
    sender = _text(properties, _SENDER_SMTP) or _text(properties, _SENDER)
    return replace(
        outer,
        received=_aware(sent) or outer.received,
        sender=sender if "@" in sender else outer.sender,
        subject=_text(properties, _SUBJECT) or outer.subject,
    )


def _aware(day: datetime | None) -> datetime | None:
    return day.replace(tzinfo=UTC) if day is not None and day.tzinfo is None else day


def _text(properties: Properties, key: int) -> str:
    return " ".join((properties.str_prop_value(key) or "").split())
