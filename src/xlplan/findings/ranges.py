"""Like findings in a column, told as one range: ``E6:E9``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xlplan.findings.finding import Finding
from xlplan.sheets.address import to_a1


@dataclass(frozen=True, slots=True)
class Range:
    """Findings of one kind that say the same of adjacent rows in one column; often only one."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The uppermost, which speaks for all."""
        return self.findings[0]

    @property
    def cells(self) -> str:
        """The address of the cell or range; empty for a finding about no cell."""
        first, last = self.first, self.findings[-1]
        if first.cell is None:
            return ""
        return first.cell if first is last else f"{first.cell}:{to_a1(last.row, last.col)}"


def ranges(findings: Iterable[Finding]) -> list[Range]:
    """Findings as ranges, in the order in which their first stood."""
    groups: list[list[Finding]] = []
    below: dict[object, list[Finding]] = {}
    for finding in findings:
        said = (finding.kind, finding.file, finding.sheet, finding.col, tuple(sorted(finding.facts.items())))
        group = below.get((*said, finding.row - 1)) if finding.row else None
        if group is None:
            group = []
            groups.append(group)
        group.append(finding)
        below[(*said, finding.row)] = group
    return [Range(tuple(group)) for group in groups]
