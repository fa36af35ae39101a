"""From a form to the workbook for one district: the tabs in order, and the marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from xlplan.findings.catalogue import ROW_TOO_HIGH
from xlplan.findings.finding import Finding
from xlplan.form.layout import MARKS_TAB, NUMBER_KEY, CardTab, Layout, name_for, plan_layout
from xlplan.form.model import District, Form
from xlplan.sheets import looks
from xlplan.sheets.files import save
from xlplan.sheets.text_size import MAX_ROW_PT, height_needed
from xlplan.sheets.writing import Book
from xlplan.template.area_tab import texts_at as row_texts_at
from xlplan.template.area_tab import write_area_tab
from xlplan.template.card_tab import fitted, write_card_tab
from xlplan.template.card_tab import texts_at as card_texts_at
from xlplan.template.first_tab import write_first_tab
from xlplan.template.marks import CATEGORY, PROPERTY, Marks, form_hash, issue, marks_rows

AUTHOR = "xlplan"


@dataclass(frozen=True, slots=True)
class PreparedAction:
    """An action that stands in the template when it is sent out."""

    id: str
    area: str
    """Key of its area."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Texts by column key."""
    earlier: str = ""
    """What it was called last year, where it goes on: ``2024/UNGA-03``."""


def write_template(
    form: Form,
    district: str,
    path: Path,
    *,
    actions: Sequence[PreparedAction] = (),
    fields: Mapping[str, str] | None = None,
    area_fields: Mapping[str, Mapping[str, str]] | None = None,
    for_round: str | None = None,
    force: bool = False,
) -> bool:
    """Write the template for one district.

    Args:
        form: The form.
        district: Key of the district.
        path: Where to; an existing file with other content is kept unless ``force``.
        actions: Actions to write in, in order.
        fields: Answers to write in on the first tab, by field key.
        area_fields: The areas' texts to write in, by area key and field key.
        for_round: The follow-up round it is sent out for; the form's first round by default.
        force: Write over an existing file.

    Returns:
        False when the very same file stood there already.

    Raises:
        KeyError: The form has no such district, area, field or round.
        OutputExists: Another file is there.
    """
    content = template_bytes(
        form, district, actions=actions, fields=fields, area_fields=area_fields, for_round=for_round
    )
    return save(content, path, force=force)


def template_bytes(
    form: Form,
    district: str,
    *,
    actions: Sequence[PreparedAction] = (),
    fields: Mapping[str, str] | None = None,
    area_fields: Mapping[str, Mapping[str, str]] | None = None,
    for_round: str | None = None,
) -> bytes:
    """The template's bytes; see :func:`write_template`. The same arguments give the same bytes."""
    addressee = form.district(district)
    if addressee is None:
        raise KeyError(district)
    told = area_fields or {}
    layout = _fitted(plan_layout(form, addressee, for_round), told, for_round)
    book = Book(
        title=f"{layout.title} – {addressee.official_name}",
        subject=addressee.official_name,
        author=AUTHOR,
        category=CATEGORY,
        language="sv-SE" if form.language == "sv" else "en-GB",
        created=datetime(form.year, 1, 1),
    )
    rows = _rows(layout, actions)
    write_first_tab(book, layout, {**_known_answers(form, addressee), **(fields or {})}, rows)
    for tab in layout.areas:
        answers = told.get(tab.area.key, {})
        if isinstance(tab, CardTab):
            write_card_tab(book, layout, tab, rows[tab.area.key], answers)
        else:
            write_area_tab(book, layout, tab, rows[tab.area.key], answers)
    _write_lists(book, layout)
    marks = Marks(
        form=form.id,
        form_hash=form_hash(form),
        district=district,
        year=str(form.year),
        round=for_round or form.rounds[0].key,
        issued={action.id: issue(dict(action.values), action.earlier) for action in actions},
    )
    _write_marks(book, layout, marks)
    return book.to_bytes()


def unseen_texts(
    form: Form,
    district: str,
    actions: Sequence[PreparedAction],
    area_fields: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[Finding, ...]:
    """A finding for each text that is longer than a row can show, however wide its column was made."""
    told = area_fields or {}
    layout = _fitted(plan_layout(form, form.district(district)), told, None)
    findings = []
    for tab in layout.areas:
        rows = _rows(layout, actions)[tab.area.key]
        answers = told.get(tab.area.key, {})
        texts = card_texts_at(tab, rows, answers) if isinstance(tab, CardTab) else row_texts_at(tab, rows)
        findings += [
            Finding(ROW_TOO_HIGH, "", tab.title, row, col)
            for row, col, text, width in texts
            if height_needed([(text, width)]) > MAX_ROW_PT
        ]
    return tuple(findings)


def _fitted(layout: Layout, told: Mapping[str, Mapping[str, str]], for_round: str | None) -> Layout:
    """The layout with room for what the areas' texts say; a table's rows grow by themselves."""
    tabs = [tab for tab in layout.areas if isinstance(tab, CardTab)]
    room = tuple(fitted(layout, tab, told.get(tab.area.key, {}), for_round) for tab in tabs)
    return replace(layout, areas=room) if room else layout


def _rows(layout: Layout, actions: Sequence[PreparedAction]) -> dict[str, list[dict[str, str]]]:
    """The rows of each area's tab; raises KeyError for an area that the form does not have."""
    rows: dict[str, list[dict[str, str]]] = {tab.area.key: [] for tab in layout.areas}
    for action in actions:
        rows[action.area].append({**action.values, NUMBER_KEY: action.id})
    return rows


def _known_answers(form: Form, district: District) -> dict[str, str]:
    """What the form knows of the district and need not ask."""
    known = {
        "lokalpolisomrade": ", ".join(district.police_areas),
        "kontaktperson": district.contact or "",
        "e_post": district.email or "",
    }
    asked = {question.key for question in form.fields}
    return {key: text for key, text in known.items() if text and key in asked}


def _write_lists(book: Book, layout: Layout) -> None:
    """The answers of the drop-down lists on a hidden tab, each list with a name that rules refer to."""
    if not layout.lists:
        return
    sheet = book.sheet(layout.words.lists_tab, hidden=True)
    for each in layout.lists:
        sheet.columns(each.col, each.col, 30)
        sheet.text(1, each.col, each.heading, looks.LABEL)
        for row, answer in enumerate(each.answers, 2):
            sheet.text(row, each.col, answer, looks.PAGE)
        book.define(each.name, sheet.span(2, each.col, 1 + len(each.answers), each.col))
    sheet.protect()


def _write_marks(book: Book, layout: Layout, marks: Marks) -> None:
    sheet = book.sheet(MARKS_TAB, hidden=True)
    sheet.columns(1, 1, 24)
    sheet.columns(2, 2, 40)
    for row, texts in enumerate(marks_rows(marks, layout.words.marks), 1):
        for col, text in enumerate(texts, 1):
            if text:
                sheet.text(row, col, text, looks.PAGE if row > 1 else looks.LINK_LINE)
    sheet.protect()
    for tab in layout.areas:
        quoted = tab.title.replace("'", "''")
        book.define(name_for("area", tab.area.key), f"'{quoted}'!$A$1")
        book.define(name_for("head", tab.area.key), f"'{quoted}'!$A${tab.header_row}")
    for key in ("form", "district", "year", "round"):
        book.custom_property(PROPERTY + key, getattr(marks, key))
