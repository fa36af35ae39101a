"""Help that answers while people type, for a tab of cards; see :mod:`xlplan.template.live_help`.

Cards are found by the label of their action, wherever they were pasted, and a card's other values by how far below
that label they stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlplan.form.cards import LABEL_COL, TEXT_COL, CardField, CardTab
from xlplan.sheets import looks
from xlplan.sheets.address import column_letters, quote_sheet
from xlplan.sheets.writing import Sheet

ACTION = "action"
PASTED_CARDS = 20
"""Cards that are counted beyond those that are ready."""


def mark_gaps(sheet: Sheet, tab: CardTab, cards: int) -> None:
    """Stripe, in each card that has begun, the needed values that are empty."""
    label, text = column_letters(LABEL_COL), column_letters(TEXT_COL)
    first, last = tab.first_row + 1, tab.first_row + tab.height - 2
    begun = f"COUNTA(${label}{first}:${text}{first})"
    begun += f"+COUNTA(${text}{first + 1}:${text}{last})" if last > first else ""
    for field in tab.columns:
        if field.needed:
            row, col = tab.first_row + field.value[0], field.value[1]
            areas = [(row + card * tab.height, col) * 2 for card in range(cards)]
            sheet.stripe_when(areas, f"=AND({begun}>0,LEN(TRIM({column_letters(col)}{row}))=0)", looks.MISSING)


def echo_status(sheet: Sheet, tab: CardTab, cards: int) -> None:
    """Put the colour of a status behind its word."""
    for field in tab.columns:
        if field.column is None or field.column.kind != "status":
            continue
        for card in range(cards):
            row, col = tab.row(card) + field.value[0], field.value[1]
            for choice in field.column.choices:
                word = choice.text.replace('"', '""')
                pair = looks.STATUS_COLOURS[choice.status or "not_started"]
                sheet.colour_when((row, col, row, col), f'=${column_letters(col)}{row}="{word}"', pair)


def begun_formula(tab: CardTab, cards: int) -> str:
    """Counts the cards whose action is written in."""
    return f"=IFERROR(SUMPRODUCT({_begun(tab, cards)}),0)"


def gaps_formula(tab: CardTab, cards: int) -> str:
    """Counts the needed values that are empty in cards whose action is written in."""
    needed = [field for field in tab.columns if field.needed and field.key != ACTION]
    if not needed:
        return "=0"
    empty = "+".join(f'({_range(tab, field.value, cards)}="")' for field in needed)
    return f"=IFERROR(SUMPRODUCT({_begun(tab, cards)}*({empty})),0)"


def gaps(tab: CardTab, actions: Sequence[Mapping[str, str]]) -> int:
    """What :func:`gaps_formula` gives for the actions written in."""
    needed = [field.key for field in tab.columns if field.needed and field.key != ACTION]
    return sum(not action.get(key) for action in actions if action.get(ACTION) for key in needed)


def begun(actions: Sequence[Mapping[str, str]]) -> int:
    """What :func:`begun_formula` gives for the actions written in."""
    return sum(bool(action.get(ACTION)) for action in actions)


def _begun(tab: CardTab, cards: int) -> str:
    action = _action(tab)
    title = action.title.replace('"', '""')
    return f'({_range(tab, action.label, cards)}="{title}")*({_range(tab, action.value, cards)}<>"")'


def _action(tab: CardTab) -> CardField:
    return next(field for field in tab.columns if field.key == ACTION)


def _range(tab: CardTab, place: tuple[int, int], cards: int) -> str:
    """The column of a place in a card, over all cards and shifted so that it runs beside their actions' labels."""
    shift = place[0] - _action(tab).label[0]
    first, last = tab.first_row + shift, tab.row(cards + PASTED_CARDS) + shift
    letters = column_letters(place[1])
    return f"{quote_sheet(tab.title)}!${letters}${first}:${letters}${last}"
