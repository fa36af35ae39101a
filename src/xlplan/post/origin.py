"""Where a file came from: who sent it, when, and in what it was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file came from."""

    source: str
    """The name of the file it was found in."""
    received: datetime
    """With its time zone."""
    sender: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that a mail carries; of a mail within a mail, with the inner one's origin."""

    name: str
    content: bytes
    origin: Origin


class MailUnreadable(Exception):
    """A mail that cannot be opened; says why, in technical English."""
