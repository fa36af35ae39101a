"""What is said of a damaged plan: nothing where nothing is wrong, and every planted fault at its cell.

``python -m tests.damage.faults`` counts over every mutation of every plan.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache

from openpyxl.worksheet.worksheet import Worksheet

from tests.damage.cases import CASES
from tests.damage.figures import FAMILIES, fitting
from tests.damage.sent import FORM, PLANS, Sent, clean
from xlplan import check
from xlplan.findings.catalogue import MISSING
from xlplan.findings.content import COLUMN_MISSING
from xlplan.findings.finding import Finding, Severity
from xlplan.reading.read import read_workbook
from xlplan.sheets.opening import open_bytes

assert FAMILIES

FAULTS = {
    "cells-error": "XP305",
    "cells-formula-without-result": "XP306",
    "cells-very-long": "XP332",
    "cells-struck-out": "XP309",
    "cells-label-names-another-area": "XP413",
    "cells-answer-typed-behind-guidance": "XP330",
    "cells-status-in-own-words": "XP308",
    "cells-typed-beside-the-table": "XP208",
    "columns-who-deleted": "XP225",
    "columns-one-without-heading-at-the-end": "XP214",
    "columns-side-table": "XP208",
    "guidance-half-written-over": "XP401 XP404",
    "headings-under-a-row-of-groups": "XP208",
    "headings-one-blank": "XP214",
    "headings-first-blank": "XP214",
    "headings-action-blank": "XP214",
    "headings-last-blank": "XP214",
    "headings-all-deleted": "XP214 XP218",
    "headings-deleted-from-one-tab": "XP218",
    "headings-note-on-one": "XP209",
    "identity-genitive": "XP208",
    "identity-above-a-table-only": "XP203",
    "identity-districts-disagree": "XP204",
    "identity-years-disagree": "XP215",
    "layout-lead-text-above": "XP208",
    "layout-footer": "XP208",
    "layout-footer-close-by": "XP208",
    "layout-signatures": "XP208",
    "layout-remark-far-right": "XP208",
    "layout-remark-far-below": "XP208",
    "rows-action-alone": "XP401 XP403 XP404",
    "rows-cause-alone": "XP401 XP402 XP404",
    "rows-cause-and-who-alone": "XP402 XP404",
    "rows-label-alone-at-the-end": "XP401 XP402 XP403 XP404",
    "rows-sub-heading-over-rows-with-labels": "XP208",
    "rows-cells-merged-across": "XP401",
    "rows-twice": "XP511",
    "rows-counted-below": "XP208",
    "tabs-names-exchanged": "XP212",
    "tabs-area-deleted": "XP207",
    "tabs-summary-added": "XP208",
    "tabs-notes-added": "XP208",
    "tabs-last-years-left": "XP213",
    "tabs-last-years-left-under-a-title": "XP213",
    "tabs-copied-as-it-is": "XP401 XP402 XP404 XP511",
}
"""What a person should look at after a mutation, each judged by what its user did; all others are harmless."""
Place = tuple[str, str, str | None]
"""Code, tab, cell."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of one plan after one mutation."""

    plan: str
    name: str
    planted: frozenset[Place]
    """Faults whose cell (or tab) is known."""
    unnamed: frozenset[Place]
    """Those that are not told there."""
    wrong_errors: tuple[Place, ...]
    """Findings of severity error that are about no planted fault."""
    wrong_warnings: tuple[Place, ...]
    """Warnings of a kind that nobody planted, and that the plan as it was sent does not draw."""


def verdict(plan: str, name: str) -> Verdict:
    """Damage a clean plan and hear what is said of it."""
    sent = clean(plan)
    CASES[name].mutate(sent)
    found = _said(sent)
    places = {(each.kind.code, each.sheet, each.cell) for each in found}
    planted = frozenset(_planted(sent))
    kinds = set(FAULTS.get(name, "").split()) | {code for code, _ in _before(plan)}
    more = Counter((each.kind.code, each.kind.severity) for each in found) - _before(plan)
    new = [(each, (each.kind.code, each.sheet, each.cell)) for each in found]
    return Verdict(
        plan,
        name,
        planted,
        planted - places,
        tuple(at for each, at in new if each.kind.severity is Severity.ERROR and at not in planted),
        tuple(
            at
            for each, at in new
            if each.kind.severity is Severity.WARNING and at[0] not in kinds and (at[0], Severity.WARNING) in more
        ),
    )


def verdicts(plans: tuple[str, ...] = PLANS) -> list[Verdict]:
    """Every mutation of every plan."""
    return [verdict(plan, name) for plan in plans for name in fitting(plan)]


def report(heard: list[Verdict]) -> str:
    """The counts, and each that is not as it should be."""
    planted, unnamed = sum(len(each.planted) for each in heard), sum(len(each.unnamed) for each in heard)
    lines = [
        f"{len(heard)} damaged plans, {sum(1 for each in heard if each.name not in FAULTS)} of them harmlessly",
        f"{planted} faults planted at a known place, {planted - unnamed} named there",
        f"{sum(len(each.wrong_errors) for each in heard)} findings of severity error where nothing is wrong",
        f"{sum(len(each.wrong_warnings) for each in heard)} warnings of a kind that nobody planted",
    ]
    for each in heard:
        told = (("not named", each.unnamed), ("wrong error", each.wrong_errors), ("wrong warning", each.wrong_warnings))
        lines += [f"  {each.plan} {each.name}: {what} {at}" for what, places in told for at in sorted(places, key=str)]
    return "\n".join(lines)


def _said(sent: Sent) -> tuple[Finding, ...]:
    reading = read_workbook(open_bytes(sent.saved()), FORM, file=sent.name, digest="")
    return check(reading, FORM)


@cache
def _before(plan: str) -> Counter[tuple[str, Severity]]:
    """What is said of a plan as it was sent."""
    return Counter((each.kind.code, each.kind.severity) for each in _said(clean(plan)))


def _planted(sent: Sent) -> list[Place]:
    """What the mutation says it did, and each required text that a row truly lacks."""
    planted: list[Place] = []
    for code, place in sent.told:
        if isinstance(place, Worksheet):
            planted.append((code, place.title, None))
        else:
            planted.append((code, str(place), None) if isinstance(place, str) else _at(code, place))
    if sent.unknowable:
        return planted
    for table in sent.tables:
        for key in MISSING:
            lacking = [row for row in table.rows if key not in row.values and key in row.cells]
            if key in table.headings and table.headings[key].value is None and lacking == table.rows:
                planted.append((COLUMN_MISSING.code, table.sheet.title, None))
            else:
                planted += [_at(MISSING[key].code, row.cells[key]) for row in lacking]
    return planted


def _at(code: str, cell: object) -> Place:
    return code, cell.parent.title, cell.coordinate  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.stdout.write(report(verdicts()) + "\n")
