"""Returns made as values, for tests of merging that need no workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from tests.stories.workbooks import form
from xlplan.form.model import Form
from xlplan.plan.model import Action, Area, Ledger, Reading
from xlplan.plan.status import read_status
from xlplan.reading.vocabulary import vocabulary
from xlplan.template.marks import issue

Row = Mapping[str, str]
"""Texts by column key; ``id`` is the number that the row carries, ``area`` its area if not the first."""
TERTIAL = form("stockholm-2024-tertial")
FIRST_AREA = TERTIAL.areas[0].key


def returned(
    rows: Sequence[Row],
    *,
    district: str | None = "jarva",
    round_: str | None = None,
    modified: str = "",
    file: str = "",
    of: Form = TERTIAL,
    extra: Mapping[str, str] | None = None,
    sent: Sequence[Row] = (),
) -> Reading:
    """A return with these rows, of a template sent out with some; its sha256 follows from all that is in it."""
    content = repr([sorted(row.items()) for row in rows]) + repr((district, round_, modified, of.id, extra))
    content += repr([sorted(row.items()) for row in sent])
    digest = sha256(content.encode()).hexdigest()
    areas = {row.get("area", FIRST_AREA): None for row in rows}
    return Reading(
        file=file or f"{district}-{digest[:6]}.xlsx",
        sha256=digest,
        format="xlsx",
        plan=of.id,
        year=of.year,
        district=district,
        round=round_,
        fields={},
        areas=tuple(_area(key, rows, of, extra or {}) for key in areas),
        ledger=Ledger(0, 0, 0, ()),
        findings=(),
        modified=modified,
        issued={row["id"]: issue({key: row[key] for key in row.keys() - {"id", "area"}}) for row in sent},
    )


def _area(key: str, rows: Sequence[Row], of: Form, extra: Mapping[str, str]) -> Area:
    area = of.area(key)
    assert area is not None
    actions = [
        _action(area.tab, number, row, of, extra)
        for number, row in enumerate(rows, 4)
        if row.get("area", FIRST_AREA) == key
    ]
    return Area(key, area.title, area.tab, False, tuple(actions))


def _action(sheet: str, number: int, row: Row, of: Form, extra: Mapping[str, str]) -> Action:
    keys = [column.key for column in of.columns]
    values = {key: row[key] for key in keys if key in row}
    told = " ".join(values[column.key] for column in of.follow_up_columns[::-1] if column.key in values)
    return Action(
        sheet=sheet,
        row=number,
        values=values,
        places={key: (number, keys.index(key) + 1) for key in values},
        id=row.get("id"),
        status=read_status(values.get("status", ""), told, vocabulary(of).status_words),
        extra=dict(extra),
    )
