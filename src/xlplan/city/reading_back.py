"""The city workbook read back as the plan it was written from, with the city's own words beside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import get_args

from xlplan.city.past import PastBook, PastRow
from xlplan.city.table import ALL, OWN
from xlplan.city.wording import CityWords, city_words
from xlplan.form.model import Form
from xlplan.plan.model import StatusKey
from xlplan.plan.words import plain


@dataclass(frozen=True, slots=True)
class ReadAction:
    """An action as the workbook tells it."""

    id: str
    """With its district: ``jarva/UNGA-03``."""
    district: str
    area: str
    """Its area's title."""
    values: dict[str, str]
    """Texts by column key, blank ones left out; follow-ups and status are not among them."""
    follow_ups: dict[str, str]
    """Texts by round key, blank ones left out."""
    status: StatusKey | None
    source: str
    """The rows of returns it comes from, as they are told."""
    row: int
    """Its row on *Alla åtgärder*."""
    city: dict[str, str] = field(default_factory=dict)
    """What the city wrote of it, by heading."""


def read_actions(past: PastBook, form: Form) -> tuple[ReadAction, ...]:
    """The actions of *Alla åtgärder*, in their order; rows without number and district are passed over.

    Args:
        past: A city workbook, as :func:`~xlplan.city.workbook.read_previous` gives it.
        form: Its form.
    """
    table = past.tables.get(ALL)
    words = city_words(form.language)
    titles = {column.key: column.title for column in table.columns} if table else {}
    return tuple(_action(row, form, words, titles) for row in (table.rows if table else ()) if row.key)


def _action(row: PastRow, form: Form, words: CityWords, titles: dict[str, str]) -> ReadAction:
    texts = {key: cell.text for key, cell in row.cells.items() if cell.text}
    keys = {plain(district.name): district.key for district in form.districts}
    district = keys.get(plain(texts.get("district", "")), texts.get("district", ""))
    statuses = {plain(words.statuses[key]): key for key in get_args(StatusKey)}
    plan_keys = [column.key for column in form.plan_columns]
    told = {column.round: column.key for column in form.follow_up_columns if column.round}
    return ReadAction(
        id=f"{district}/{texts.get('nr', '')}",
        district=district,
        area=texts.get("area", ""),
        values={key: texts[key] for key in plan_keys if key in texts},
        follow_ups={round_: texts[key] for round_, key in told.items() if key in texts},
        status=statuses.get(plain(texts.get("status", ""))),
        source=texts.get("source", ""),
        row=row.number,
        city={titles[key]: text for key, text in texts.items() if key in _CITY or key.startswith(OWN)},
    )


_CITY = ("comment", "assessment", "verdict")
