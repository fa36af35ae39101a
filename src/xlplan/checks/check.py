"""The verb: what a person should know about a plan that was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from xlplan.checks.answers import check_answers
from xlplan.checks.doubles import check_doubles
from xlplan.checks.follow_ups import check_follow_ups
from xlplan.checks.issued import check_issued
from xlplan.checks.looking import Look
from xlplan.checks.missing import check_missing
from xlplan.checks.personal import check_personal
from xlplan.checks.texts import check_texts
from xlplan.checks.timing import check_timing
from xlplan.findings.catalogue import ERROR_CELL, NO_RESULT
from xlplan.findings.finding import Finding, Severity
from xlplan.form.model import Form
from xlplan.plan.model import Reading

CHECKS: tuple[Callable[[Look], Iterator[Finding]], ...] = (
    check_missing,
    check_answers,
    check_timing,
    check_follow_ups,
    check_texts,
    check_personal,
    check_doubles,
    check_issued,
)
"""Each a generator over the plan, never over the cells."""


_SPOILT = (ERROR_CELL, NO_RESULT)
"""A cell without a text to judge."""


def check(reading: Reading, form: Form) -> tuple[Finding, ...]:
    """All findings of a return: those of reading it and those about its actions, in reading order.

    Severities are those that the form sets, else the catalogue's; a kind that the form turns off is left out.
    """
    tabs = {title: index for index, title in enumerate(reading.tabs)}
    look = Look(reading, form)
    spoilt = {_place(finding) for finding in reading.findings if finding.kind in _SPOILT}
    told = (finding for each in CHECKS for finding in each(look) if _place(finding) not in spoilt)
    found = _once((*reading.findings, *told))
    return tuple(sorted(_as_set(found, form), key=lambda finding: (tabs.get(finding.sheet, -1), finding.order)))


def _place(finding: Finding) -> tuple[str, int, int]:
    return finding.sheet, finding.row, finding.col


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each finding once: what reading has told already is not told again."""
    told: set[object] = set()
    for finding in findings:
        place = (finding.kind.code, finding.sheet, finding.row, finding.col)
        key = place if finding.cell and not finding.facts else (*place, tuple(sorted(finding.facts.items())))
        if key not in told:
            told.add(key)
            yield finding


def _as_set(findings: Iterable[Finding], form: Form) -> Iterator[Finding]:
    """The findings with the severities of the form's ``findings``."""
    for finding in findings:
        severity = form.findings.get(finding.kind.code)
        if severity is None:
            yield finding
        elif severity != "off":
            yield replace(finding, kind=replace(finding.kind, severity=Severity[severity.upper()]))
