"""Receipts: what is known of a return that the workbook itself does not tell: who sent it, when, and what was decided.

One small JSON file for each, named after the return's bytes, so that a return can be moved or renamed by hand and keeps
its receipt. They are written whole and never changed but by a person's decision, and a return without one is as good.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from xlplan.post.folder import RECEIPTS, PlanFolder, digest
from xlplan.sheets.files import save

_NAME_LENGTH = 20
"""Hexadecimal digits of the sha256 that name a receipt."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is known of a return beside its content."""

    sha256: str
    name: str
    """As the sender called the file."""
    received: str
    """ISO 8601, in the sender's time zone where a mail tells it."""
    sender: str = ""
    subject: str = ""
    source: str = ""
    """The file it came in: a mail, a zip, or itself."""
    district: str = ""
    round: str = ""
    settled: bool = False
    """Whether a person said whose it is; this goes before what the workbook says."""
    why: str = ""
    """The code of the finding for which it could not be placed."""


def put_receipt(folder: PlanFolder, receipt: Receipt, *, force: bool = False) -> None:
    """Write a receipt, unless there is one; raises OSError where the folder cannot be written to."""
    path = _place(folder, receipt.sha256)
    if force or not path.exists():
        text = json.dumps({"schema_version": 1, **asdict(receipt)}, ensure_ascii=False, indent=1) + "\n"
        save(text.encode(), path, force=True)


def receipt_of(folder: PlanFolder, sha256: str) -> Receipt | None:
    """The receipt of a return; None where it has none (one that cannot be read is none)."""
    return _read(_place(folder, sha256))


def receipts(folder: PlanFolder) -> Iterator[tuple[Path, Receipt]]:
    """Every return that counts, with its receipt or one made from the file itself.

    Raises:
        OSError: A return cannot be read.
    """
    keys = {path.name for path in folder.inbox.iterdir() if path.is_dir()} if folder.inbox.is_dir() else set()
    for path in folder.returns():
        sha256 = digest(path)
        district = path.parent.name if path.parent.name in keys and path.parent.parent == folder.inbox else ""
        yield path, receipt_of(folder, sha256) or Receipt(sha256, path.name, "", district=district)


def _place(folder: PlanFolder, sha256: str) -> Path:
    return folder.inbox / RECEIPTS / f"{sha256[:_NAME_LENGTH]}.json"


def _read(path: Path) -> Receipt | None:
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        known = {each.name: type(each.default) for each in fields(Receipt)}
        return Receipt(**{name: value for name, value in written.items() if name in known})
    except (OSError, ValueError, TypeError, AttributeError):
        return None
