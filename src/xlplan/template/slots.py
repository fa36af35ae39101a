"""The cells to fill in outside the tables."""

from __future__ import annotations

from xlplan.form.layout import Slot, name_for
from xlplan.sheets import looks
from xlplan.sheets.looks import Style
from xlplan.sheets.writing import DropDown, Sheet
from xlplan.template.messages import MAX_MESSAGE, MAX_TITLE, cut_message


def write_slot(sheet: Sheet, slot: Slot, answer: str, lists: str, style: Style = looks.ANSWER) -> None:
    """Write a cell to fill in, with its answer if it has one, its drop-down list and its guidance as a message.

    ``lists`` is what the names of the lists begin with.
    """
    question = slot.question
    sheet.text(slot.row, slot.col, answer, style)
    if question.choices or question.guidance:
        rule = DropDown(
            source=name_for(lists, question.key) if question.choices else None,
            strict="information",
            title=cut_message(question.title, MAX_TITLE),
            message=cut_message((question.guidance or "").replace("\n", " "), MAX_MESSAGE),
        )
        sheet.drop_down(slot.row, slot.col, slot.row, slot.col, rule)
