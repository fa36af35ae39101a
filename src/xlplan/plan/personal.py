"""Personal identity numbers in the plan's texts, for the rooms that write them out.

The scanner itself stands among the findings, whose every sentence is masked with it.
"""

from __future__ import annotations

from xlplan.findings.personal import PersonalNumber, mask, personal_numbers

__all__ = ["PersonalNumber", "mask", "personal_numbers"]
