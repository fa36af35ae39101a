"""What was notable while a workbook was read: its file, identity, tabs, cells that found no place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from xlplan.findings.catalogue import (
    ADDED_AREA,
    AREA_NOT_IN_WORKBOOK,
    DISTRICT_DISAGREES,
    DISTRICT_FROM_TEXTS,
    DISTRICT_UNKNOWN,
    LOOSE_NOTE,
    NO_TABLE,
    NOTICES,
    OTHER_FORM,
    OTHER_ISSUE,
    OTHER_YEAR,
    ROUND_DISAGREES,
    UNPLACED_CELL,
    UNPLACED_CELLS,
    YEAR_DISAGREES,
)
from xlplan.findings.finding import Finding, Kind
from xlplan.form.model import Form
from xlplan.plan.model import Area, Ledger, Unplaced
from xlplan.plan.words import is_blank
from xlplan.reading.account import Account
from xlplan.reading.cells import cell_findings
from xlplan.reading.recognise import Identity
from xlplan.reading.vocabulary import Vocabulary
from xlplan.sheets.address import to_a1
from xlplan.sheets.grid import Workbook
from xlplan.template.marks import Marks, form_hash

TOLD_EACH = 1000
"""Unplaced cells of a tab, when they are more, are told together: nobody reads so many lines."""
TOLD_EACH_WITHOUT_A_TABLE = 1
"""Of a workbook without a table of ours nothing has a place, which is one cause and not one for each cell."""


def notable(
    file: str,
    workbook: Workbook,
    words: Vocabulary,
    marks: Marks,
    identity: Identity,
    areas: tuple[Area, ...],
    ledger: Ledger,
    accounts: Sequence[Account],
) -> tuple[Finding, ...]:
    """All findings of reading a workbook, in the order of ``Finding.order``."""
    form = words.form

    def about(kind: Kind, sheet: str = "", row: int = 0, col: int = 0, **facts: str) -> Finding:
        return Finding(kind, file, sheet, row, col, facts)

    found = [about(NOTICES[each.kind], each.sheet, each.row, each.col, detail=each.detail) for each in workbook.notices]
    if not areas:
        found.append(about(NO_TABLE, headings=", ".join(column.title for column in form.columns)))
    if identity.district is None:
        found.append(about(DISTRICT_UNKNOWN))
    elif identity.district_source == "texts":
        found.append(about(DISTRICT_FROM_TEXTS, district=_name(form, identity.district)))
    if identity.district and identity.rival_district:
        district, other = _name(form, identity.district), _name(form, identity.rival_district)
        found.append(about(DISTRICT_DISAGREES, district=district, other=other))
    if identity.year and identity.year != form.year:
        found.append(about(OTHER_YEAR, year=str(identity.year), expected=str(form.year)))
    elif marks.form and marks.form != form.id:
        found.append(about(OTHER_FORM, other=marks.form, expected=form.id))
    elif marks.form_hash and marks.form_hash != form_hash(form):
        found.append(about(OTHER_ISSUE))
    if identity.rival_year:
        found.append(about(YEAR_DISAGREES, year=str(identity.year), other=str(identity.rival_year)))
    if identity.round and identity.rival_round:
        found.append(
            about(ROUND_DISAGREES, round=_round(form, identity.round), other=_round(form, identity.rival_round))
        )
    found += [about(ADDED_AREA, area.sheet, title=area.title) for area in areas if area.added]
    found += [replace(remark, file=file) for account in accounts for remark in account.remarks]
    passed_over = {account.grid.title for account in accounts if account.passed_over}
    present = {area.key for area in areas}
    if areas:
        missing = [area for area in form.areas if area.key not in present]
        found += [about(AREA_NOT_IN_WORKBOOK, title=area.title) for area in missing]
    for sheet, cells in groupby(ledger.unplaced, key=lambda each: each.sheet):
        unplaced = [each for each in cells if not is_blank(each.value)]
        if sheet in passed_over:
            continue
        if len(unplaced) <= (TOLD_EACH if areas else TOLD_EACH_WITHOUT_A_TABLE):
            found += [about(UNPLACED_CELL, sheet, each.row, each.col, value=each.value) for each in unplaced]
        else:
            where = f"{to_a1(*_corner(unplaced, min))}:{to_a1(*_corner(unplaced, max))}"
            found.append(about(UNPLACED_CELLS, sheet, count=str(len(unplaced)), where=where))
    found += [about(LOOSE_NOTE, each.sheet, each.row, each.col, value=each.value) for each in _notes(ledger, words)]
    found += [finding for account in accounts for finding in cell_findings(file, account)]
    return tuple(sorted(found, key=lambda finding: finding.order))


def _notes(ledger: Ledger, words: Vocabulary) -> list[Unplaced]:
    """Notes on no action, but for those that say what the form itself says."""
    return [each for each in ledger.loose_notes if not words.is_own_verbatim(each.value)]


def _corner(cells: Sequence[Unplaced], choose: Callable[[Iterable[int]], int]) -> tuple[int, int]:
    """The upper left or the lower right corner of what holds the cells."""
    return choose(each.row for each in cells), choose(each.col for each in cells)


def _name(form: Form, key: str) -> str:
    district = form.district(key)
    return district.name if district else key


def _round(form: Form, key: str) -> str:
    return next((each.title for each in form.rounds if each.key == key), key)
