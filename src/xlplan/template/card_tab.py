"""An area's tab as cards: title, the area's texts, then a block of rows for each action, and blank ones to fill in.

Labels are locked cell by cell and everything else is unlocked: so a card can be copied and pasted below the last one
on the protected sheet. A card is not split over two pages where it fits on one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xlplan.form.cards import LABEL_COL, NUMBER_COL, TEXT_COL, CardField, CardTab, card_tab
from xlplan.form.layout import AREA_FIELD_LISTS, Layout, name_for
from xlplan.form.places import Slot
from xlplan.sheets import looks
from xlplan.sheets.address import column_letters
from xlplan.sheets.looks import Style
from xlplan.sheets.text_size import row_height, row_pieces
from xlplan.sheets.writing import ALL_COLUMNS, Book, Sheet
from xlplan.template.card_help import echo_status, mark_gaps
from xlplan.template.messages import column_rule, refusal
from xlplan.template.slots import write_slot

WIDTHS = {LABEL_COL: 35, TEXT_COL: 64, NUMBER_COL: 14}
"""In Excel's characters; at ``SCALE`` they fill a page of A4 upright."""
ROOM = 1
"""Characters of a width that texts do not use, for letters that are wider than they are reckoned."""
SCALE = 80
"""Per cent, in print."""
PAGE_PT = 905.0
"""Height of the rows that such a page holds."""
EXPECTED_PT = 7.5
"""What a blank value adds to its row, on the average, once it is filled in: pages are parted in advance."""
PADDING_PT = 6
TITLE_PT = 32
SPARE_CARDS = 3
"""Blank cards below those that are written in, at least."""


def fitted(layout: Layout, tab: CardTab, answers: Mapping[str, str], open_round: str | None) -> CardTab:
    """The tab with as many rows for each of the area's texts as show all of it; ``answers`` by field key."""
    rows = {key: len(pieces(text)) for key, text in answers.items() if text}
    return card_tab(layout.form, tab.area, layout.words, open_round, rows)


def pieces(text: str) -> list[str]:
    """One of the area's texts as the rows that it takes."""
    return row_pieces(text, WIDTHS[TEXT_COL] - ROOM, PADDING_PT)


def cards_of(tab: CardTab, actions: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """What stands in each card of a tab, the blank ones too."""
    return [*actions, *({} for _ in range(max(tab.prepared - len(actions), SPARE_CARDS)))]


def texts_at(
    tab: CardTab, actions: Sequence[Mapping[str, str]], answers: Mapping[str, str]
) -> Iterator[tuple[int, int, str, float]]:
    """(row, column, text, width) of each text that is written in."""
    for slot in tab.slots:
        for row, text in enumerate(pieces(answers.get(slot.question.key, "")), slot.row):
            yield row, slot.col, text, WIDTHS[slot.col]
    for card, values in enumerate(actions):
        for field in tab.columns:
            if text := values.get(field.key, ""):
                yield tab.row(card) + field.value[0], field.value[1], text, WIDTHS[field.value[1]]


def write_card_tab(
    book: Book, layout: Layout, tab: CardTab, actions: Sequence[Mapping[str, str]], answers: Mapping[str, str]
) -> None:
    """Write the tab; ``actions`` are texts by column key, a card each, ``answers`` the area's texts by field key."""
    sheet = book.sheet(tab.title)
    for col, width in WIDTHS.items():
        sheet.columns(col, col, width, looks.UNLOCKED)
    sheet.columns(NUMBER_COL + 1, ALL_COLUMNS, 9, looks.UNLOCKED)
    cards = cards_of(tab, actions)
    heights = _heights(tab, cards, answers)
    for row, height in heights.items():
        sheet.row(row, height)
    for placed in tab.texts:
        sheet.text(placed.row, placed.col, placed.text, looks.TITLE if placed.row == 1 else looks.CARD_LABEL)
    for slot in tab.slots:
        _write_answer(sheet, slot, answers.get(slot.question.key, ""))
    for card, values in enumerate(cards):
        _write_card(sheet, tab, tab.row(card), values)
    for field in tab.columns:
        _write_rule(sheet, layout, tab, field, len(cards))
    mark_gaps(sheet, tab, len(cards))
    echo_status(sheet, tab, len(cards))
    last = tab.row(len(cards))
    sheet.no_number_warnings(2, LABEL_COL, last, NUMBER_COL)
    _set_page(sheet, layout, tab, _page_breaks(tab, cards, heights))
    _lock(sheet, layout, tab, len(cards))


def _heights(tab: CardTab, cards: Sequence[Mapping[str, str]], answers: Mapping[str, str]) -> dict[int, float]:
    """Height of each row, so that it shows all its texts."""
    texts: dict[int, list[tuple[str, float]]] = {}
    for placed in tab.texts:
        texts.setdefault(placed.row, []).append((placed.text, WIDTHS[placed.col] - ROOM))
    for card in range(len(cards)):
        for field in tab.columns:
            row, col = field.label
            texts.setdefault(tab.row(card) + row, []).append((field.title, WIDTHS[col] - ROOM))
            texts.setdefault(tab.row(card) + field.value[0], [])
    for row, _, text, width in texts_at(tab, cards, answers):
        texts.setdefault(row, []).append((text, width - ROOM))
    heights = {row: row_height(cells, padding_pt=PADDING_PT) for row, cells in sorted(texts.items())}
    return {**heights, 1: TITLE_PT}


def _write_answer(sheet: Sheet, slot: Slot, answer: str) -> None:
    """An answer, over several rows where it needs them."""
    for row, text in enumerate(pieces(answer), slot.row):
        write_slot(sheet, replace(slot, row=row), text, AREA_FIELD_LISTS, looks.INPUT)


def _write_card(sheet: Sheet, tab: CardTab, first: int, values: Mapping[str, str]) -> None:
    for field in tab.columns:
        sheet.text(first + field.label[0], field.label[1], field.title, _label_style(field))
        sheet.text(first + field.value[0], field.value[1], values.get(field.key, ""), _value_style(field))


def _label_style(field: CardField) -> Style:
    if field.open:
        return looks.HEADER_OPEN
    return looks.HEADER if field.label[0] == 0 else looks.CARD_LABEL


def _value_style(field: CardField) -> Style:
    if field.column is None:
        return looks.NUMBERING
    return looks.CARD_TITLE if field.label[0] == 0 else looks.INPUT


def _write_rule(sheet: Sheet, layout: Layout, tab: CardTab, field: CardField, cards: int) -> None:
    """A field's drop-down list and guidance, the same in every card."""
    rule = column_rule(field.column, field.title, field.guidance, _list_source(tab, field), layout.words)
    if rule.source or rule.message:
        (row, col), *also = [(tab.row(card) + field.value[0], field.value[1]) for card in range(cards)]
        sheet.drop_down(row, col, row, col, rule, also)


def _list_source(tab: CardTab, field: CardField) -> str | None:
    """The name of the field's list; for one that depends on another, the formula that gives the name."""
    column = field.column
    if column is None or column.answers:
        return name_for("list", column.key) if column else None
    other = next((each for each in tab.columns if each.key == column.depends_on), None)
    if other is None:
        return None
    cell = f"${column_letters(other.value[1])}{tab.first_row + other.value[0]}"
    return f'INDIRECT("{name_for("sublist", column.key)}_"&MATCH({cell},{name_for("list", other.key)},0))'


def _page_breaks(tab: CardTab, cards: Sequence[Mapping[str, str]], heights: Mapping[int, float]) -> list[int]:
    """The first rows of the cards that begin a new page, for they would be split otherwise."""
    filled = sum(height for row, height in heights.items() if row < tab.first_row) % PAGE_PT
    breaks = []
    for card, values in enumerate(cards):
        height = sum(heights.get(row, 0) for row in range(tab.row(card), tab.row(card + 1)))
        blank = sum(field.key not in values for field in tab.columns if field.column)
        height += blank * EXPECTED_PT
        if filled and filled + height > PAGE_PT:
            breaks.append(tab.row(card))
            filled = 0.0
        filled = (filled + height) % PAGE_PT
    return breaks


def _set_page(sheet: Sheet, layout: Layout, tab: CardTab, breaks: Sequence[int]) -> None:
    office = layout.district.official_name if layout.district else ""
    sheet.print_on(
        paper="a4",
        landscape=False,
        header=(tab.area.title, "", office),
        footer=layout.title,
        page=layout.words.page,
        scale=SCALE,
        breaks=breaks,
    )


def _lock(sheet: Sheet, layout: Layout, tab: CardTab, cards: int) -> None:
    """Lock as the form asks; under ``soft`` what is typed over a label is refused by a rule of its own."""
    if layout.form.lock == "sheet":
        sheet.protect()
    elif layout.form.lock == "soft":
        title, message = refusal(layout.words)
        labels = [(placed.row, placed.col) for placed in tab.texts]
        labels += [(tab.row(card) + field.label[0], field.label[1]) for card in range(cards) for field in tab.columns]
        sheet.refuse_typing_in(labels, title, message)
