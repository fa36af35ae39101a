"""Mails and zips as people send them, made in the test."""

from __future__ import annotations

import zipfile
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO

from msgforge import Message as OutlookMessage

PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
"""A logo, as far as anybody looks."""
File = tuple[str, bytes]


def mail(
    sender: str, day: str, *files: File, inner: EmailMessage | None = None, subject: str = "Åtgärdsplan"
) -> EmailMessage:
    """A mail with a logo in its signature, files, and perhaps another mail within."""
    made = EmailMessage(policy=SMTP)
    made["From"] = f"Åsa Öberg <{sender}>"
    made["To"] = "samordnare@stad.example"
    made["Subject"] = subject
    made["Date"] = day
    made.set_content("Hej! Här kommer den.\n")
    made.add_attachment(PNG, maintype="image", subtype="png", filename="logo.png", disposition="inline")
    for name, content in files:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    if inner is not None:
        made.add_attachment(inner)
    return made


def zipped(*files: File) -> bytes:
    """A zip with a folder in it."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(f"Planer/{name}", content)
    return target.getvalue()


def outlook(sender: str, day: datetime, *files: File) -> bytes:
    """A mail as Outlook saves it, written by msgforge (MIT), whose files Outlook opens."""
    made = OutlookMessage(subject="Åtgärdsplan", text_body="Hej!", sender=(sender, "Åsa"), sent=day)
    for name, content in files:
        made.attach_bytes(name, content)
    content = made.as_bytes()
    assert isinstance(content, bytes)
    return content


def mailbox(*mails: EmailMessage) -> bytes:
    """Mails one after another, as Thunderbird keeps them."""
    return b"".join(
        b"From - Tue Apr 28 09:12:00 2026\n" + each.as_bytes().replace(b"\r\n", b"\n") + b"\n" for each in mails
    )
