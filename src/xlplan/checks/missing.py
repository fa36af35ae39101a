"""What is left blank: required columns, the open round's follow-up, the first tab, whole areas."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.checks.looking import Look
from xlplan.findings.catalogue import MISSING, MISSING_OTHER
from xlplan.findings.content import (
    AREA_EMPTY,
    COLUMN_MISSING,
    FIELD_MISSING,
    FIELDS_EMPTY,
    MISSING_FOLLOW_UP,
    PLAN_EMPTY,
)
from xlplan.findings.finding import Finding


def check_missing(look: Look) -> Iterator[Finding]:
    """Findings about what is not there."""
    yield from _columns(look)
    yield from _fields(look)
    yield from _areas(look)


def _columns(look: Look) -> Iterator[Finding]:
    """Required values; a follow-up is asked for only when the return is of its round.

    Where a tab's table has no such column at all, that is told once of the tab.
    """
    open_round = look.open_round
    tables = look.form.layout == "table"
    told: set[tuple[str, str]] = set()
    asked = [column for column in look.form.columns if column.required or column is open_round]
    for action in look.actions:
        for column in (column for column in asked if column.key not in action.values):
            if tables and action.cols and column.key not in action.cols:
                if (action.sheet, column.key) not in told:
                    told.add((action.sheet, column.key))
                    yield look.about(COLUMN_MISSING, action.sheet, column=column.title)
            elif column.required:
                yield look.at(MISSING.get(column.key, MISSING_OTHER), action, column.key, column=column.title)
            else:
                yield look.at(MISSING_FOLLOW_UP, action, column.key, column=column.title)


def _fields(look: Look) -> Iterator[Finding]:
    """Blank fields of the first tab, when the workbook has that tab; the optional ones in one finding."""
    tab = look.form.instruction.tab
    if tab not in look.reading.tabs or not look.actions:
        return
    blank = [question for question in look.form.fields if question.key not in look.reading.fields]
    for question in blank:
        if question.required:
            yield look.about(FIELD_MISSING, tab, column=question.title)
    optional = [question.title for question in blank if not question.required]
    if optional and _well_begun(look):
        yield look.about(FIELDS_EMPTY, tab, fields=", ".join(optional))


def _areas(look: Look) -> Iterator[Finding]:
    """Areas without actions where others have some, and no text on their tab that could say why."""
    if not look.actions and look.reading.areas and _answered(look):
        yield look.about(PLAN_EMPTY)
    if not _well_begun(look):
        return
    explained = {each.sheet for each in look.reading.ledger.unplaced}
    for area in look.reading.areas:
        if not area.actions and not area.fields and not area.added and area.sheet not in explained:
            yield look.about(AREA_EMPTY, area.sheet, area=area.title)


def _answered(look: Look) -> bool:
    """Whether the district wrote anything on the first tab that the template does not fill in itself."""
    district = look.form.district(look.reading.district or "")
    ours = {", ".join(district.police_areas)} if district else set()
    return any(text not in ours for text in look.reading.fields.values())


def _well_begun(look: Look) -> bool:
    """Whether at least half of the areas have actions: before that, nobody needs to hear of optional blanks."""
    areas = look.reading.areas
    return bool(areas) and 2 * sum(bool(area.actions) for area in areas) >= len(areas)
