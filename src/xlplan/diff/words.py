"""Two texts compared word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from xlplan.diff.model import Mark, Run

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
LONG = 2_000
"""From so many words on, words that stand everywhere are not looked for: else the longest texts take long."""


def word_runs(before: str, after: str) -> tuple[Run, ...]:
    """Both texts as one, in runs; the runs that are not new make the earlier text, those not gone the later one.

    >>> word_runs("fem unga män", "tio unga män")
    (('gone', 'fem'), ('new', 'tio'), ('same', ' unga män'))
    """
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > LONG)
    runs: list[list[str]] = []
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            runs.append(["same", "".join(old[i1:i2])])
        else:
            runs += [["gone", "".join(old[i1:i2])], ["new", "".join(new[j1:j2])]]
    return _joined(runs)


def _joined(runs: list[list[str]]) -> tuple[Run, ...]:
    """Neighbouring changes with nothing but a blank between them as one."""
    gone = new = ""
    result: list[Run] = []
    for place, (mark, text) in enumerate(runs):
        between = 0 < place < len(runs) - 1 and mark == "same" and text.isspace() and (gone or new)
        gone += text if mark == "gone" or between else ""
        new += text if mark == "new" or between else ""
        if mark == "same" and not between:
            result += [*_changed(gone, new), ("same", text)]
            gone = new = ""
    return (*result, *_changed(gone, new))


def _changed(gone: str, new: str) -> list[Run]:
    marked: list[tuple[Mark, str]] = [("gone", gone), ("new", new)]
    return [run for run in marked if run[1]]
