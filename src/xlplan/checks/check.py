"""The verb: what a person should know about a plan that was read."""

from __future__ import annotations

from xlplan.checks.rows import check_rows
from xlplan.findings.finding import Finding
from xlplan.form.model import Form
from xlplan.plan.model import Reading


def check(reading: Reading, form: Form) -> tuple[Finding, ...]:
    """All findings of a return: those of reading it and those about its actions, in reading order."""
    tabs = {title: index for index, title in enumerate(reading.tabs)}
    found = (*reading.findings, *check_rows(reading, form))
    return tuple(sorted(found, key=lambda finding: (tabs.get(finding.sheet, -1), finding.order)))
