"""The first tab of the city workbook: how it stands, by area and by district, in numbers and one chart.

The numbers are formulas over *Alla åtgärder* with their results stored, so that a correction there shows here and a
viewer that does not calculate shows them all the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from xlplan.city.figures import LACKS, Figures, count, count_by
from xlplan.city.page import HEADER_ROW, TITLE_PT, TITLE_ROW
from xlplan.city.table import Column
from xlplan.city.wording import STATUS_ORDER, CityWords
from xlplan.form.model import Form
from xlplan.merging.model import CityPlan
from xlplan.sheets import looks
from xlplan.sheets.address import column_letters, quote_sheet
from xlplan.sheets.text_size import row_height
from xlplan.sheets.writing import Book, Series, Sheet

LABEL_WIDTH, FIGURE_WIDTH = 44, 12
LINE_PT = 19
"""Height of a line of figures."""
STATUS_COLOURS = ("#2E7D32", "#A5C882", "#5B9BD5", "#B0B7C0", "#B03A2E", "#E4E7EB")
"""Bars in the order of ``STATUS_ORDER``; each also has its word in the legend and its number in the table."""
CHART_PX = (1010, 360)


def write_summary(
    book: Book, plan: CityPlan, form: Form, words: CityWords, title: str, columns: tuple[Column, ...]
) -> None:
    """Write the tab."""
    sheet = book.sheet(words.summary_tab)
    sheet.columns(1, 1, LABEL_WIDTH)
    sheet.columns(2, 2 + len(STATUS_ORDER) + len(LACKS) + 1, FIGURE_WIDTH)
    sheet.row(TITLE_ROW, TITLE_PT)
    sheet.text(TITLE_ROW, 1, title, looks.TITLE)
    counting = _Counting(plan, words, columns, form)
    row = _write_overview(sheet, plan, form, words, counting)
    area_titles = [area.title for area in plan.areas]
    by_area = count_by(plan.actions, [area.key for area in plan.areas], "area")
    first, row = _write_block(sheet, row + 2, words.by_area, area_titles, by_area, "area", words, counting)
    _write_chart(sheet, row + 2, first, len(area_titles), words)
    row += 2 + CHART_PX[1] // 20
    names = [district.name for district in form.districts]
    by_district = count_by(plan.actions, [district.key for district in form.districts], "district")
    _, row = _write_block(sheet, row + 1, words.by_district, names, by_district, "district", words, counting)
    sheet.text(row + 2, 1, words.lacks_help, looks.SUBTITLE)
    sheet.plain_page()
    sheet.tab_colour(looks.NIGHT)
    sheet.print_on(paper="a4", landscape=False, header=(title,), page=words.page)


class _Counting:
    """Formulas that count rows of *Alla åtgärder*."""

    def __init__(self, plan: CityPlan, words: CityWords, columns: Sequence[Column], form: Form) -> None:
        self._columns = {column.key: index for index, column in enumerate(columns, 1)}
        self._tab = quote_sheet(words.all_tab)
        self._last = HEADER_ROW + max(len(plan.actions), 1)
        self._words = words
        self._follow_ups = [column.key for column in form.follow_up_columns]

    def range(self, key: str) -> str:
        letters = column_letters(self._columns[key])
        return f"{self._tab}!${letters}${HEADER_ROW + 1}:${letters}${self._last}"

    def conditions(self) -> list[str]:
        """What each column of the summary counts, in order: all, each status, then what is lacking."""
        every = f'{self.range("nr")},"?*"'
        statuses = [f'{self.range("status")},"{self._words.statuses[status]}"' for status in STATUS_ORDER]
        lacks = [f'{every},{self.range(key)},""' if key in self._columns else "" for key in LACKS]
        untold = ",".join([every, *(f'{self.range(key)},""' for key in self._follow_ups)])
        return [every, *statuses, *lacks, untold]


def _write_overview(sheet: Sheet, plan: CityPlan, form: Form, words: CityWords, counting: _Counting) -> int:
    figures = count(plan.actions)
    every, *statuses = counting.conditions()
    unknown, untold = statuses[len(STATUS_ORDER) - 1], statuses[-1]
    arrived = len(form.districts) - len(plan.missing)
    sheet.row(3, 24)
    sheet.text(3, 1, words.overview, looks.SECTION)
    returned, missing, actions, followed, told = words.overview_rows
    for row, (label, number) in enumerate([(returned, arrived), (missing, len(plan.missing))], 4):
        sheet.row(row, LINE_PT)
        sheet.text(row, 1, label, looks.LABEL)
        sheet.number(row, 2, number, looks.FIGURE)
    counted = [
        (actions, f"=COUNTIFS({every})", figures.actions),
        (followed, f"=COUNTIFS({every})-COUNTIFS({untold})", figures.actions - figures.lacks[-1]),
        (told, f"=COUNTIFS({every})-COUNTIFS({unknown})", figures.actions - figures.statuses[-1]),
    ]
    for row, (label, formula, number) in enumerate(counted, 6):
        sheet.row(row, LINE_PT)
        sheet.text(row, 1, label, looks.LABEL)
        sheet.formula(row, 2, formula, number, looks.FIGURE)
    return 8


def _write_block(
    sheet: Sheet,
    row: int,
    heading: str,
    labels: Sequence[str],
    figures: Sequence[Figures],
    key: str,
    words: CityWords,
    counting: _Counting,
) -> tuple[int, int]:
    """A table of figures below its heading; gives the first and last row of its lines (the total not among them)."""
    titles = [words.actions, *(words.statuses[status] for status in STATUS_ORDER), *words.lacks]
    sheet.row(row, 24)
    sheet.text(row, 1, heading, looks.SECTION)
    sheet.row(row + 1, row_height([(title, FIGURE_WIDTH - 1) for title in titles], padding_pt=6))
    sheet.text(row + 1, 1, heading, looks.HEADER)
    for col, title in enumerate(titles, 2):
        sheet.text(row + 1, col, title, looks.HEADER)
    first = row + 2
    for line, (label, each) in enumerate(zip(labels, figures, strict=True), first):
        sheet.row(line, LINE_PT)
        sheet.text(line, 1, label, looks.LABEL)
        for col, (condition, number) in enumerate(zip(counting.conditions(), each.row, strict=True), 2):
            formula = f"=COUNTIFS({counting.range(key)},$A{line},{condition})"
            sheet.formula(line, col, formula, number, looks.FIGURE)
    total = first + len(labels)
    sheet.row(total, LINE_PT)
    sheet.text(total, 1, words.total, looks.LABEL)
    for col in range(2, 2 + len(titles)):
        letters = column_letters(col)
        number = sum(each.row[col - 2] for each in figures)
        sheet.formula(total, col, f"=SUM({letters}{first}:{letters}{total - 1})", number, looks.TOTAL)
    return first, total


def _write_chart(sheet: Sheet, row: int, first: int, lines: int, words: CityWords) -> None:
    last = first + lines - 1
    series = [
        Series(words.statuses[status], sheet.span(first, 1, last, 1), sheet.span(first, col, last, col), colour)
        for col, (status, colour) in enumerate(zip(STATUS_ORDER, STATUS_COLOURS, strict=True), 3)
    ]
    width, height = CHART_PX
    sheet.bars(row, 1, series, title=words.chart, alt=words.chart_alt, width=width, height=height)
