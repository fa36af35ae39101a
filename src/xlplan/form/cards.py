"""An area's tab as cards: the area's texts at the top, then a block of rows for each action.

A card begins with a head of two columns, each with its value below it, as the districts' own forms have it; beside
them stands the number. Then comes a row for every further field, with its label and its value, and a blank row. All
cards have the same rows, so that one can be copied and pasted as a block.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlplan.form.model import AreaForm, Column, Form
from xlplan.form.places import NUMBER_KEY, Placed, Role, Slot, asked_columns
from xlplan.form.wording import Wording

LABEL_COL, TEXT_COL, NUMBER_COL = 1, 2, 3
"""Columns of a card: label, value, the number."""
HEAD_FIELDS = 2
"""So many of the form's columns make the head of a card."""


@dataclass(frozen=True, slots=True)
class CardField:
    """A field of a card; rows are counted from the card's first, which is 0."""

    key: str
    title: str
    guidance: str
    label: tuple[int, int]
    """(row, column) of its label."""
    value: tuple[int, int]
    """(row, column) of what is written in."""
    column: Column | None
    """The form's column; None for the number."""
    open: bool = False
    """Whether it is to be filled in this round."""

    @property
    def needed(self) -> bool:
        """Whether an action is not finished without it."""
        return self.open or (self.column is not None and self.column.required)


@dataclass(frozen=True, slots=True)
class CardTab:
    """The tab of one area."""

    area: AreaForm
    texts: tuple[Placed, ...]
    """All but what stands in the cards."""
    slots: tuple[Slot, ...]
    columns: tuple[CardField, ...]
    first_row: int
    """The first row of the first card."""
    prepared: int
    """How many cards are ready to be filled in."""

    @property
    def title(self) -> str:
        """The name on the tab."""
        return self.area.tab

    @property
    def header_row(self) -> int:
        """The row that tells what the cards hold: the first card's head."""
        return self.first_row

    @property
    def height(self) -> int:
        """Rows from a card to the next, the blank one between them too."""
        return max(field.value[0] for field in self.columns) + 2

    def row(self, card: int) -> int:
        """The first row of a card, which are counted from 0."""
        return self.first_row + card * self.height


def card_tab(
    form: Form, area: AreaForm, words: Wording, open_round: str | None, rows: Mapping[str, int] | None = None
) -> CardTab:
    """Lay an area's tab out as cards.

    Args:
        form: The form.
        area: The area.
        words: Our words in the form's language.
        open_round: The round whose follow-up is to be filled in now.
        rows: How many rows each of the area's fields takes, by key; one by default.
    """
    texts = [Placed(1, LABEL_COL, area.title, Role.TITLE)]
    slots = []
    row = 2
    for question in form.area_fields:
        texts.append(Placed(row, LABEL_COL, question.title, Role.LABEL))
        slots.append(Slot(row, TEXT_COL, question))
        row += (rows or {}).get(question.key, 1)
    return CardTab(area, tuple(texts), tuple(slots), _fields(form, words, open_round), row + 1, form.prepared_rows)


def _fields(form: Form, words: Wording, open_round: str | None) -> tuple[CardField, ...]:
    fields = []
    for index, place in enumerate(asked_columns(form, words, open_round)):
        if index < HEAD_FIELDS:
            label, value = (0, LABEL_COL + index), (1, LABEL_COL + index)
        else:
            label, value = (index, LABEL_COL), (index, TEXT_COL)
        fields.append(CardField(place.key, place.title, place.guidance, label, value, place.column, place.open))
    number = CardField(NUMBER_KEY, words.number, words.number_help, (0, NUMBER_COL), (1, NUMBER_COL), None)
    return (*fields, number)
