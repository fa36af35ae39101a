"""Mails to the district offices: composed from the form's wording, written as drafts that a mail program opens unsent.

The address comes from the form and from nowhere else. The same content gives the same bytes, and the same message id.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from xlplan.form.model import District, Form, Round
from xlplan.post.days import day_text, left_text
from xlplan.post.mail_words import Purpose, signature, wording

_SPREADSHEETS = {
    "xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlsm": "vnd.ms-excel.sheet.macroEnabled.12",
    "xltx": "vnd.openxmlformats-officedocument.spreadsheetml.template",
    "xlsb": "vnd.ms-excel.sheet.binary.macroEnabled.12",
    "xls": "vnd.ms-excel",
    "ods": "vnd.oasis.opendocument.spreadsheet",
}
"""Registered media types by ending (IANA)."""
_OWN_DOMAIN = "xlplan.invalid"
"""Ends message ids where no sender is known; RFC 6761 keeps the name from meaning anything."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to one district office."""

    purpose: Purpose
    district: str
    round: str
    sender: str
    """Empty where the form names none; the mail program fills in its own."""
    to: str
    """Empty where the form has no address for the district."""
    subject: str
    text: str
    files: tuple[tuple[str, bytes], ...] = ()
    """Name and bytes of what is attached."""

    @property
    def digest(self) -> str:
        """32 hexadecimal digits that are the same for the same content."""
        found = sha256()
        parts = [self.sender, self.to, self.subject, self.text, *(name for name, _ in self.files)]
        for part in (*(part.encode() for part in parts), *(content for _, content in self.files)):
            found.update(len(part).to_bytes(8) + part)
        return found.hexdigest()[:32]

    @property
    def message_id(self) -> str:
        """Made of the content, so that nobody gets the same twice."""
        return f"<{self.digest}@{self.sender.partition('@')[2] or _OWN_DOMAIN}>"


def compose(
    purpose: Purpose,
    form: Form,
    district: District,
    about: Round,
    *,
    today: date,
    files: Iterable[tuple[str, bytes]] = (),
    letter: str = "",
) -> Mail:
    """A mail in the form's wording.

    Args:
        purpose: Which of the form's wordings.
        form: The form.
        district: To whom.
        about: The round it is about, with its last day.
        today: The day it is written.
        files: Names and bytes to attach.
        letter: What stands for ``{letter}``.
    """
    attached = tuple(files)
    language = form.language
    facts = {
        "title": form.title,
        "year": form.year,
        "district": district.name,
        "office": district.official_name,
        "key": district.key,
        "contact": district.contact or "",
        "round": about.title,
        "due": day_text(about.due, language),
        "left": left_text(about.due, today, language),
        "today": day_text(today, language),
        "file": ", ".join(name for name, _ in attached),
        "letter": letter.strip(),
        "signature": signature(form),
    }
    words = wording(form, purpose)
    return Mail(
        purpose=purpose,
        district=district.key,
        round=about.key,
        sender=form.mail.sender or "",
        to=district.email or "",
        subject=" ".join(words.subject.format_map(facts).split()),
        text=words.text.format_map(facts).strip() + "\n",
        files=attached,
    )


def message(mail: Mail) -> EmailMessage:
    """The mail as a message, without a date: that is set when it is sent."""
    made = EmailMessage(policy=SMTP)
    for name, value in (("From", mail.sender), ("To", mail.to), ("Subject", mail.subject)):
        if value:
            made[name] = value
    made["Message-ID"] = mail.message_id
    made.set_content(mail.text, charset="utf-8", cte="quoted-printable")
    for name, content in mail.files:
        kind = _SPREADSHEETS.get(name.rpartition(".")[2].lower(), "octet-stream")
        made.add_attachment(content, maintype="application", subtype=kind, filename=name)
    if mail.files:
        made.set_boundary(f"=_{mail.digest}")
    return made


def draft_bytes(mail: Mail) -> bytes:
    """The mail as an ``.eml`` file that Outlook and Thunderbird open as an unsent message.

    Source: X-Unsent is what Outlook writes in its own drafts and honours on opening.
    """
    made = message(mail)
    made["X-Unsent"] = "1"
    return made.as_bytes()
