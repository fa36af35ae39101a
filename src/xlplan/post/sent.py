"""The records of mails that were sent: one small file for each, made before the mail goes out and marked after."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlplan.sheets.files import save

if TYPE_CHECKING:
    from xlplan.post.mail import Mail

RECORDS = "skickat"


def record_of(mail: Mail, folder: Path) -> Path:
    """Where the record of a mail is kept: under a name made of its content."""
    return folder / RECORDS / f"{mail.district} {mail.digest[:16]}.json"


def was_sent(folder: Path) -> dict[str, str]:
    """The day that each district was last sent something from a folder, by the records, as 2026-04-30."""
    days: dict[str, str] = {}
    for path in sorted((folder / RECORDS).glob("*.json")):
        written = _read(path)
        if written.get("state") == "sent":
            key = str(written.get("district"))
            days[key] = max(days.get(key, ""), str(written.get("at"))[:10])
    return days


def claim(record: Path, mail: Mail) -> bool:
    """Make the record of a mail that is about to be sent; False where there is one already."""
    record.parent.mkdir(parents=True, exist_ok=True)
    try:
        with record.open("xb") as file:
            file.write(_record(mail, "sending"))
    except FileExistsError:
        return False
    return True


def mark_as_sent(record: Path, mail: Mail) -> None:
    """Say in the record of a mail that the server took it."""
    save(_record(mail, "sent"), record, force=True)


def _record(mail: Mail, state: str) -> bytes:
    written = {
        "schema_version": 1,
        "state": state,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "message_id": mail.message_id,
        "purpose": mail.purpose,
        "district": mail.district,
        "round": mail.round,
        "to": mail.to,
        "subject": mail.subject,
        "files": {name: sha256(content).hexdigest() for name, content in mail.files},
    }
    return (json.dumps(written, ensure_ascii=False, indent=1) + "\n").encode()


def state_of(record: Path) -> str:
    """``sent``, ``sending`` where a run ended before it knew, or nothing where the record cannot be read."""
    return str(_read(record).get("state", ""))


def _read(record: Path) -> dict[str, Any]:
    try:
        written = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return written if isinstance(written, dict) else {}
