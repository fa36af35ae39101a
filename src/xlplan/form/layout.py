"""Which field stands where: the form laid out once, for the writer and the reader alike.

Because both use this one plan they cannot disagree about where a field stands or which words are the form's own.
Rows and columns are 1-based, as Excel shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlplan.form.cards import CardTab, card_tab
from xlplan.form.model import AreaForm, Column, District, Form
from xlplan.form.places import NUMBER_KEY, ColumnPlace, Placed, Role, Slot, asked_columns
from xlplan.form.wording import Wording, wording

__all__ = ["NUMBER_KEY", "AreaTab", "CardTab", "ColumnPlace", "FirstTab", "Layout", "Placed", "Role", "Slot"]

NUMBER_WIDTH = 12
MARKS_TAB = "_xlplan"
CITY_TAB = "_xlplan_city"
"""The hidden tab of the city workbook."""
FIELD_LISTS, AREA_FIELD_LISTS = "answers", "areaanswers"
"""What the names of the lists for questions begin with; none of them can be the name of an area."""
LABEL_COL, TEXT_COL, BEGUN_COL, LEFT_COL = 1, 2, 3, 4
"""Columns of the first tab: what is asked, the answer or text, and for each area's tab the counts."""


@dataclass(frozen=True, slots=True)
class FirstTab:
    """The tab with instruction and questions."""

    title: str
    texts: tuple[Placed, ...]
    slots: tuple[Slot, ...]
    count_rows: tuple[int, ...]
    """For each area of the form, the row that tells how far its tab has come, in ``BEGUN_COL`` and ``LEFT_COL``."""


@dataclass(frozen=True, slots=True)
class AreaTab:
    """The tab of one area: title, perhaps area fields, guidance and header (or the reverse), then the actions."""

    area: AreaForm
    texts: tuple[Placed, ...]
    slots: tuple[Slot, ...]
    columns: tuple[ColumnPlace, ...]
    guidance_row: int
    header_row: int
    last_row: int

    @property
    def first_row(self) -> int:
        """The first row for actions."""
        return max(self.guidance_row, self.header_row) + 1

    @property
    def title(self) -> str:
        """The name on the tab."""
        return self.area.tab


@dataclass(frozen=True, slots=True)
class AnswerList:
    """A drop-down list on the hidden lists tab, below its heading in row 1."""

    name: str
    """Its defined name."""
    col: int
    heading: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A form laid out as a workbook for one district (or for none yet)."""

    form: Form
    district: District | None
    words: Wording
    title: str
    first: FirstTab
    areas: tuple[AreaTab | CardTab, ...]
    """As the form has it: tables or cards."""
    lists: tuple[AnswerList, ...]

    def own_texts(self) -> tuple[str, ...]:
        """Every text that is the form's own but the answers of its lists; known again when a return comes back."""
        tabs: tuple[FirstTab | AreaTab | CardTab, ...] = (self.first, *self.areas)
        placed = [placed.text for tab in tabs for placed in tab.texts if placed.text]
        placed += [field.title for tab in self.areas[:1] if isinstance(tab, CardTab) for field in tab.columns]
        names = [text for area in self.form.areas for text in (area.title, area.tab, *area.aliases)]
        earlier = [text for each in self.form.instruction.earlier for text in paragraphs(each)]
        last_year = (self.words.last_year.format(year=self.form.year - 1), self.words.last_year_help)
        return (self.words.marks, *last_year, *placed, *names, *earlier)


def plan_layout(form: Form, district: District | None = None, open_round: str | None = None) -> Layout:
    """Lay the form out for a district; the follow-up column of ``open_round`` is marked as to be filled in now."""
    words = wording(form.language)
    title = words.title.format(title=form.title, year=form.year)
    areas: tuple[AreaTab | CardTab, ...]
    if form.layout == "cards":
        areas = tuple(card_tab(form, area, words, open_round) for area in form.areas)
    else:
        columns = _columns(form, words, open_round)
        areas = tuple(_area_tab(form, area, columns) for area in form.areas)
    return Layout(form, district, words, title, _first_tab(form, district, words, title), areas, _lists(form))


def name_for(what: str, key: str) -> str:
    """The defined name of a thing of ours: ``xlplan_area_unga_i_riskzon``."""
    return f"xlplan_{what}_{re.sub(r'[^a-z0-9]', '_', key)}"


def paragraphs(text: str) -> list[str]:
    """Running text parted at its blank lines; a line break within a paragraph stays."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _columns(form: Form, words: Wording, open_round: str | None) -> tuple[ColumnPlace, ...]:
    asked = asked_columns(form, words, open_round)
    number = ColumnPlace(len(asked) + 1, NUMBER_KEY, words.number, words.number_help, NUMBER_WIDTH, None)
    return (*asked, number)


def _area_tab(form: Form, area: AreaForm, columns: tuple[ColumnPlace, ...]) -> AreaTab:
    texts = [Placed(1, 1, area.title, Role.TITLE)]
    slots = []
    row = 2
    for question in form.area_fields:
        texts.append(Placed(row, 1, question.title, Role.LABEL))
        slots.append(Slot(row, 2, question))
        row += 1
    guidance_row, header_row = (row, row + 1) if form.guidance == "above" else (row + 1, row)
    for place in columns:
        texts.append(Placed(header_row, place.col, place.title, Role.HEADER))
        if place.guidance:
            texts.append(Placed(guidance_row, place.col, place.guidance, Role.GUIDANCE))
    return AreaTab(area, tuple(texts), tuple(slots), columns, guidance_row, header_row, row + 1 + form.prepared_rows)


def _first_tab(form: Form, district: District | None, words: Wording, title: str) -> FirstTab:
    page = _Page()
    page.add(LABEL_COL, title, Role.TITLE)
    page.add(LABEL_COL, district.official_name if district else "", Role.SUBTITLE)
    page.section(words.details, words.details_help)
    slots = []
    for question in form.fields:
        slots.append(Slot(page.row, TEXT_COL, question))
        page.add(LABEL_COL, question.title, Role.LABEL)
    page.section(words.areas, words.areas_help)
    for col, heading in enumerate(words.area_headings, LABEL_COL):
        page.texts.append(Placed(page.row, col, heading, Role.HEADER))
    page.row += 1
    count_rows = tuple(range(page.row, page.row + len(form.areas)))
    for area in form.areas:
        page.texts.append(Placed(page.row, TEXT_COL, area.title, Role.LABEL))
        page.add(LABEL_COL, area.tab, Role.LINK, area.tab)
    cards = form.layout == "cards"
    page.add(TEXT_COL, words.own_area_cards if cards else words.own_area, Role.PARAGRAPH)
    page.section(words.instruction, "")
    links = {link.text: link.url for link in form.instruction.links}
    told = paragraphs(form.instruction.text)
    for paragraph in [*told, *(text for text in links if text not in told)]:
        page.add(TEXT_COL, paragraph, Role.LINK if paragraph in links else Role.PARAGRAPH, links.get(paragraph, ""))
    page.section(words.lock_heading, "")
    locked = words.lock_sheet_cards if cards else words.lock_sheet
    page.add(
        TEXT_COL,
        {"sheet": locked, "soft": words.lock_soft, "none": words.lock_none}[form.lock],
        Role.PARAGRAPH,
    )
    return FirstTab(form.instruction.tab, tuple(page.texts), tuple(slots), count_rows)


class _Page:
    """Texts put one below the other."""

    def __init__(self) -> None:
        self.row = 1
        self.texts: list[Placed] = []

    def add(self, col: int, text: str, role: Role, target: str = "") -> None:
        if text:
            self.texts.append(Placed(self.row, col, text, role, target))
            self.row += 1

    def section(self, heading: str, help_text: str) -> None:
        self.row += 1
        if help_text:
            self.texts.append(Placed(self.row, TEXT_COL, help_text, Role.HELP))
        self.add(LABEL_COL, heading, Role.SECTION)


def _sublists(form: Form, column: Column) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The lists of a column that depends on another, by the 1-based number of the other's answer."""
    other = next((each for each in form.columns if each.key == column.depends_on), None)
    lists = {each.answer: each.suggestions for each in column.suggestions_for}
    for number, answer in enumerate(other.answers if other else (), 1):
        if answer in lists:
            yield number, lists[answer]


def _lists(form: Form) -> tuple[AnswerList, ...]:
    asked: list[tuple[str, str, tuple[str, ...]]] = [
        *(("list", column.key, column.answers) for column in form.columns if column.answers),
        *(
            ("sublist", f"{column.key}_{number}", answers)
            for column in form.columns
            for number, answers in _sublists(form, column)
        ),
        *((FIELD_LISTS, question.key, question.choices) for question in form.fields if question.choices),
        *((AREA_FIELD_LISTS, question.key, question.choices) for question in form.area_fields if question.choices),
    ]
    return tuple(
        AnswerList(name_for(what, key), col, key, answers) for col, (what, key, answers) in enumerate(asked, 1)
    )
