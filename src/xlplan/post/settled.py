"""A return as it counts in its plan folder: what the receipt tells goes with what the workbook tells."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from xlplan.findings.catalogue import DISTRICT_DISAGREES, DISTRICT_UNKNOWN, OTHER_YEAR, YEAR_DISAGREES
from xlplan.form.load import FormError, load_form
from xlplan.form.model import Form
from xlplan.plan.model import Reading
from xlplan.post.folder import PlanFolder
from xlplan.post.receipts import Receipt, receipt_of
from xlplan.reading.bind import in_year

_SETTLED = (DISTRICT_UNKNOWN, DISTRICT_DISAGREES, OTHER_YEAR, YEAR_DISAGREES)
"""What a person's word answers."""


@cache
def _year_of(plan: Path) -> int | None:
    """The year of a plan folder's form; None where it has errors."""
    try:
        return load_form(plan).year
    except FormError:
        return None


def as_filed(reading: Reading, path: Path, folder: PlanFolder, form: Form) -> Reading:
    """The reading with when it was received, and with the district that a person said or whose folder it lies in.

    A person's word (``collect --as``) goes before what the workbook says, the folder it lies in only where the workbook
    says nothing. In another plan folder than the one we stand in, a district's returns are of that folder's year.
    """
    receipt = receipt_of(folder, reading.sha256) or Receipt(reading.sha256, path.name, "")
    year = form.year
    if folder.root != Path.cwd().resolve() and form.district(path.parent.name):
        year = _year_of(folder.plan) or form.year
        reading = in_year(reading, form, year)
    reading = replace(reading, received=receipt.received, sender=receipt.sender)
    district = receipt.district if receipt.settled else ""
    if not district and reading.district is None and form.district(path.parent.name):
        district = path.parent.name
    if not district:
        return reading
    findings = tuple(each for each in reading.findings if each.kind not in _SETTLED)
    return replace(in_year(reading, form, year), district=district, findings=findings)
