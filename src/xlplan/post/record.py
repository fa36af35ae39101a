"""What was changed in a package, kept in a part of our own, so that it can be taken back byte by byte.

A program that saves the file drops the part or changes the others; then their digests differ and the record is void.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from xlplan.sheets.limits import Limits
from xlplan.sheets.markup import Edits, Unsafe
from xlplan.sheets.parts import CONTENT_TYPES, Parts

RECORD = "xlplan/marks.json"
LINK_TYPE = "urn:xlplan:marks"
_TYPE = "application/json"
_VERSION = 1


def keep_record(parts: Parts, workbook_part: str) -> None:
    """Add the record; the last thing to be done to a package."""
    parts.add(RECORD, b"", _TYPE)
    parts.link(workbook_part, LINK_TYPE, RECORD)
    record: dict[str, object] = {"version": _VERSION, "added": list(parts.added)}
    changed = {}
    for part, edits in sorted(parts.edits.items()):
        if edits:
            new, undo = edits.apply()
            changed[part] = {
                "sha256": sha256(new).hexdigest(),
                "was": sha256(edits.data).hexdigest(),
                "undo": [(start, length, old.decode()) for start, length, old in undo],
            }
    record["changed"] = changed
    parts.added[RECORD] = json.dumps(record, ensure_ascii=False, sort_keys=True).encode()


def take_back(content: bytes, limits: Limits) -> bytes | None:
    """The package as it was, by its record; None when it has none that holds."""
    parts = Parts(content, limits)
    if RECORD not in parts.package:
        return None
    try:
        record = json.loads(parts.read(RECORD))
        if record["version"] != _VERSION:
            return None
        for part, changed in record["changed"].items():
            if not _undo(parts, part, changed):
                return None
        added = {name.lower() for name in record["added"]}
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, Unsafe):
        return None
    parts.removed |= added - {CONTENT_TYPES.lower(), *record["changed"]}
    return parts.to_bytes()


def _undo(parts: Parts, part: str, changed: dict[str, Any]) -> bool:
    """Note down what makes a part as it was; False when it has been changed since."""
    if part not in parts.package:
        return False
    data = parts.read(part)
    if sha256(data).hexdigest() != changed["sha256"]:
        return False
    edits = Edits(data)
    for start, length, old in changed["undo"]:
        edits.replace(int(start), int(start) + int(length), str(old))
    if sha256(edits.apply()[0]).hexdigest() != changed["was"]:
        return False
    parts.edits[part.lower()] = edits
    return True
