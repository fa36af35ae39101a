"""Two returns of one district for one round: two copies filled in side by side, or one that corrects the other.

Side by side, each has texts that the other lacks. A correction keeps what the first said and changes a little of it:
then the later text alone holds, and what it replaced is told. Where that is not plain to see they are two copies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xlplan.form.model import Form
from xlplan.merging.entry import Entry
from xlplan.plan.model import Reading
from xlplan.plan.words import plain

SAYS_SO = re.compile(r"\b(rättad|rättat|rättelse|korrigerad|korrigering|reviderad|ersätter|corrected|revised)\b")
"""What a sender puts in the name of a file that replaces another."""
FEWEST_KEPT = 5
"""Texts that have to be the same before a return can be taken for a correction by its texts."""
KEPT_FOR_EACH_CHANGED = 4


def corrected_by(entries: Sequence[Entry], earlier: Sequence[Sequence[Entry]], form: Form) -> frozenset[str]:
    """Which earlier returns a return corrects, by sha256.

    Args:
        entries: Its rows.
        earlier: The rows of the returns before it, of the same district, in order.
        form: The form.
    """
    reading = entries[0].reading if entries else None
    return frozenset(
        rows[0].reading.sha256
        for rows in earlier
        if rows and reading and rows[0].reading.round == reading.round
        if _says_so(reading) or _keeps(rows, entries, form)
    )


def _says_so(reading: Reading) -> bool:
    return SAYS_SO.search(plain(reading.file)) is not None


def _keeps(before: Sequence[Entry], after: Sequence[Entry], form: Form) -> bool:
    """Whether a return has all that an earlier one wrote, with little changed."""
    columns = [column.key for column in form.columns if column.kind == "follow_up"]
    later = {entry.face.words: entry for entry in after}
    kept = changed = 0
    for entry in before:
        for key in columns:
            text = plain(entry.action.values.get(key, ""))
            if not text or entry.is_as_issued(key):
                continue
            twin = later.get(entry.face.words)
            now = plain(twin.action.values.get(key, "")) if twin else ""
            if not now:
                return False
            kept, changed = kept + (now == text), changed + (now != text)
    return kept >= FEWEST_KEPT and kept >= KEPT_FOR_EACH_CHANGED * changed
