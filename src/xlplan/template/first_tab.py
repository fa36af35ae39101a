"""The first tab: what the plan is, the fields to fill in, the tabs and how far each has come, and the instruction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlplan.form.layout import (
    BEGUN_COL,
    FIELD_LISTS,
    LABEL_COL,
    LEFT_COL,
    TEXT_COL,
    AreaTab,
    CardTab,
    Layout,
    Placed,
    Role,
)
from xlplan.sheets import looks
from xlplan.sheets.looks import Style
from xlplan.sheets.text_size import row_height
from xlplan.sheets.writing import Book, Sheet
from xlplan.template import card_help, card_tab
from xlplan.template.area_tab import last_row
from xlplan.template.live_help import begun_formula, gaps, gaps_formula
from xlplan.template.slots import write_slot

WIDTHS = {LABEL_COL: 32, TEXT_COL: 78, BEGUN_COL: 13, LEFT_COL: 13}
"""In Excel's characters; together they fill a page of A4 upright."""
PADDING_PT = 6
_LOOK: dict[Role, Style] = {
    Role.TITLE: looks.TITLE,
    Role.SUBTITLE: looks.SUBTITLE,
    Role.SECTION: looks.SECTION,
    Role.HELP: looks.SECTION_HELP,
    Role.HEADER: looks.HEADER,
    Role.LABEL: looks.LABEL,
    Role.PARAGRAPH: looks.PARAGRAPH,
}
_HEIGHT = {Role.TITLE: 30.0, Role.SUBTITLE: 20.0, Role.SECTION: 24.0}


def write_first_tab(
    book: Book, layout: Layout, answers: Mapping[str, str], actions: Mapping[str, Sequence[Mapping[str, str]]]
) -> None:
    """Write the tab; ``answers`` are texts by field key, ``actions`` what stands on each area's tab, by area key."""
    tab = layout.first
    sheet = book.sheet(tab.title)
    for col, width in WIDTHS.items():
        sheet.columns(col, col, width)
    _set_heights(sheet, layout, answers)
    for placed in sorted(tab.texts, key=lambda placed: (placed.row, placed.col)):
        _write_text(sheet, placed)
    for slot in tab.slots:
        write_slot(sheet, slot, answers.get(slot.question.key, ""), FIELD_LISTS)
    _write_counts(sheet, layout, actions)
    sheet.plain_page()
    sheet.tab_colour(looks.NIGHT)
    office = layout.district.official_name if layout.district else ""
    sheet.print_on(
        paper="a4",
        landscape=False,
        header=(layout.title, "", office),
        page=layout.words.page,
        area=(1, 1, tab.texts[-1].row, LEFT_COL),
    )
    if layout.form.lock == "sheet":
        sheet.protect()


def _write_text(sheet: Sheet, placed: Placed) -> None:
    if placed.role is Role.SECTION:
        for col in (TEXT_COL, BEGUN_COL, LEFT_COL):
            sheet.text(placed.row, col, "", looks.SECTION_HELP)
    if placed.role is not Role.LINK:
        sheet.text(placed.row, placed.col, placed.text, _LOOK[placed.role])
    elif placed.col == LABEL_COL:
        target = placed.target.replace("'", "''")
        sheet.link(placed.row, placed.col, f"internal:'{target}'!A1", placed.text, looks.LINK_CELL)
    else:
        sheet.link(placed.row, placed.col, placed.target, placed.text, looks.LINK_LINE)


def _write_counts(sheet: Sheet, layout: Layout, actions: Mapping[str, Sequence[Mapping[str, str]]]) -> None:
    """Actions begun and cells left, by formulas with their results for viewers that do not calculate."""
    for row, tab in zip(layout.first.count_rows, layout.areas, strict=True):
        told = _counts(tab, actions.get(tab.area.key, ()))
        for col, (formula, result) in zip((BEGUN_COL, LEFT_COL), told, strict=True):
            sheet.formula(row, col, formula, result, looks.FIGURE)


def _counts(tab: AreaTab | CardTab, written: Sequence[Mapping[str, str]]) -> tuple[tuple[str, int], tuple[str, int]]:
    """Formula and result of the actions begun, and of the cells left to fill in."""
    if isinstance(tab, CardTab):
        cards = len(card_tab.cards_of(tab, written))
        return (
            (card_help.begun_formula(tab, cards), card_help.begun(written)),
            (card_help.gaps_formula(tab, cards), card_help.gaps(tab, written)),
        )
    last = last_row(tab, len(written))
    return (begun_formula(tab, last), len(written)), (gaps_formula(tab, last), gaps(tab, written))


def _set_heights(sheet: Sheet, layout: Layout, answers: Mapping[str, str]) -> None:
    """Each row high enough for its texts; set before the cells are written."""
    texts: dict[int, list[tuple[str, float]]] = {}
    fixed: dict[int, float] = {}
    for placed in layout.first.texts:
        if placed.role in _HEIGHT:
            fixed[placed.row] = _HEIGHT[placed.role]
        if placed.role is not Role.HELP:
            texts.setdefault(placed.row, []).append((placed.text, WIDTHS[placed.col]))
    for slot in layout.first.slots:
        texts.setdefault(slot.row, []).append((answers.get(slot.question.key, ""), WIDTHS[TEXT_COL]))
    for row, cells in texts.items():
        sheet.row(row, fixed.get(row) or row_height(cells, padding_pt=PADDING_PT))
