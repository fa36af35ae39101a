"""The city plan as it leaves the house: without personal identity numbers."""

from __future__ import annotations

from xlplan.merging.model import CityPlan
from xlplan.plan.personal import masked_values

DIGESTS = ("Source.sha256", "Place.sha256", "UsedReturn.sha256", "Decision.key")


def masked(plan: CityPlan) -> CityPlan:
    """The city plan with every personal number masked (``640823-****``): in texts, headings, notes, findings, names.

    Merging works on the plan as the districts wrote it; masking is the last thing before a workbook, a report, an
    export or JSON is written. What is read back from such a file is masked already, so it is held against masked texts:
    ``mask`` of a masked text is that text. A decision's key and the digests of files stay as they are, and so do
    the numbers of actions, so that nobody's comment and no decision loses its row by masking.
    """
    return masked_values(plan, DIGESTS)
