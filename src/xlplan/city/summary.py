"""The first tab of the city workbook, one printed page: how it stands, by area, by district and over the rounds.

The numbers are formulas over *Alla åtgärder* with their results stored, so that a correction there shows here and a
viewer that does not calculate shows them all the same. What was said after earlier rounds is history and stands still.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from xlplan.city.charts import status_series
from xlplan.city.figures import MEANINGS, Figures, Summary, asked_keys, summarise
from xlplan.city.links import Places
from xlplan.city.page import HEADER_ROW, HELP_PT, HELP_ROW, TITLE_PT, TITLE_ROW
from xlplan.city.table import ALL, Laid, Target
from xlplan.city.wording import STATUS_ORDER, CityWords
from xlplan.form.model import Form
from xlplan.merging.model import CityAction, CityPlan
from xlplan.sheets import looks
from xlplan.sheets.address import column_letters, quote_sheet
from xlplan.sheets.text_size import on_lines, row_height
from xlplan.sheets.writing import Book, Sheet

LABEL_WIDTH, FIGURE_WIDTH = 42, 11
FIGURE_COLS = 1 + len(STATUS_ORDER) + len(MEANINGS)
"""Columns of figures: all actions, their statuses, what they lack."""
LINE_WIDTH = LABEL_WIDTH + FIGURE_WIDTH * FIGURE_COLS - 3
"""Room for a line of text across the page, in Excel's characters; it leaves some for the edges."""
LINE_PT = 18
"""Height of a line of figures."""
SECTION_PT = 26
PX_PER_POINT = 4 / 3
CHART_COL = 5
"""Where the chart beside the overview begins; and that beside the chart of districts:"""
ROUNDS_COL = 7
COL_PX, LABEL_PX = 82, 299
BAR_PX, AROUND_BARS_PX = 24, 105
TOLD_AT_MOST, LINES_TOLD = 8, 2
"""So many actions that were not fulfilled are named on the page, with so many lines of the offices' own words."""
FIRST_STATUS = 3
"""The column of the first status in each table."""


def write_summary(
    book: Book, plan: CityPlan, form: Form, words: CityWords, title: str, every: Laid, places: Places
) -> None:
    """Write the tab.

    Args:
        book: The workbook.
        plan: The city plan as the city corrected it.
        form: The form.
        words: Those of the workbook.
        title: Of the workbook.
        every: The table of all actions.
        places: Where its rows stand.
    """
    page = _Page(book.sheet(words.summary_tab), plan, form, words, every, places)
    page.write(title)


class _Page:
    """The tab being filled from the top."""

    def __init__(self, sheet: Sheet, plan: CityPlan, form: Form, words: CityWords, every: Laid, places: Places) -> None:
        self._sheet, self._plan, self._form, self._words, self._places = sheet, plan, form, words, places
        self._summary: Summary = summarise(plan, form)
        self._counting = _Counting(every, words, form, self._summary)
        self._row = HELP_ROW

    def write(self, title: str) -> None:
        sheet, words, summary = self._sheet, self._words, self._summary
        sheet.columns(1, 1, LABEL_WIDTH)
        sheet.columns(2, 1 + FIGURE_COLS, FIGURE_WIDTH)
        sheet.row(TITLE_ROW, TITLE_PT)
        sheet.text(TITLE_ROW, 1, title, looks.TITLE)
        sheet.row(HELP_ROW, HELP_PT)
        sheet.text(HELP_ROW, 1, words.lacks_help, looks.SUBTITLE)
        overview = self._overview()
        self._missing()
        titles = [area.title for area in self._plan.areas]
        areas = self._block(words.by_area, titles, list(summary.by_area.values()), "area")
        names = [district.name for district in self._form.districts]
        districts = self._block(words.by_district, names, list(summary.by_district.values()), "district")
        rounds = self._rounds() if len(summary.rounds) > 1 else None
        height = round((self._row_after_overview - overview) * LINE_PT * PX_PER_POINT)
        beside = (FIGURE_COLS + 2 - CHART_COL) * COL_PX
        self._chart((overview, CHART_COL), areas, words.charts[0], (beside, height))
        self._lower_charts(districts, rounds)
        self._not_fulfilled()
        sheet.plain_page()
        sheet.tab_colour(looks.NIGHT)
        sheet.print_on(paper="a3", landscape=False, header=(title,), page=words.page, pages_high=1)

    def _overview(self) -> int:
        """What is counted over all; gives the row of its heading."""
        words, summary, counting = self._words, self._summary, self._counting
        self._row += 1
        heading = self._row
        self._section(words.overview, CHART_COL - 2)
        of_districts = [len(summary.returned), len(summary.missing)]
        labels = iter(words.overview_rows)
        for number in of_districts:
            row = self._line(next(labels))
            self._sheet.number(row, 2, number, looks.FIGURE)
            self._share(row, f"{len(self._form.districts)}", number, len(self._form.districts))
        total = summary.total
        all_row = self._line(next(labels))
        self._sheet.formula(all_row, 2, f"=COUNTIFS({counting.every})", total.actions, looks.FIGURE)
        told = total.actions - total.statuses[-1]
        *has, (declared, _), (inferred, _) = total.basis
        counted = [
            *((counting.having(lack), *each) for lack, each in zip(counting.blanks, has, strict=True)),
            (counting.having(counting.statuses[-1]), told, total.actions),
            (counting.known(words.declared), declared, total.actions),
            (counting.known(words.inferred), inferred, total.actions),
        ]
        wholes = [*map(counting.asked, MEANINGS), "", "", ""]
        for (formula, counted_so, of), unasked in zip(counted, wholes, strict=True):
            row = self._line(next(labels))
            self._count(row, 2, formula, counted_so)
            if counted_so is not None:
                self._share(row, f"($B${all_row}{unasked})" if unasked else f"$B${all_row}", counted_so, of)
        self._row_after_overview = self._row + 1
        return heading

    def _missing(self) -> None:
        """The names of the districts that have not returned a plan; and what it means that something is not asked."""
        names = [district.name for district in self._form.districts if district.key in self._summary.missing]
        self._text_line(self._words.missing_names.format(names=", ".join(names)) if names else self._words.none_missing)
        if any(self._summary.not_asked.values()):
            self._text_line(self._words.not_asked_help)

    def _block(self, heading: str, labels: Sequence[str], figures: Sequence[Figures], key: str) -> tuple[int, int]:
        """A table of figures below its heading; gives the first and last row of its lines."""
        counting = self._counting
        self._header(heading, self._words.lacks)
        first = self._row + 1
        for label, each in zip(labels, figures, strict=True):
            row = self._line(label)
            of_row = f"{counting.range(key)},$A{row},"
            for col, (formula, number) in enumerate(zip(counting.row(of_row), each.row, strict=True), 2):
                self._count(row, col, formula, number)
        last = self._row
        row = self._line(self._words.total)
        for col, numbers in enumerate(zip(*(each.row for each in figures), strict=True), 2):
            letters = column_letters(col)
            known = [number for number in numbers if number is not None]
            if known or not numbers:
                self._sheet.formula(row, col, f"=SUM({letters}{first}:{letters}{last})", sum(known), looks.TOTAL)
            else:
                self._sheet.text(row, col, self._words.not_asked, looks.TOTAL_WORD)
        return first, last

    def _rounds(self) -> tuple[int, int]:
        """How it stood after each round; the last is now, and counted by formulas."""
        words, counting = self._words, self._counting
        titles = {each.key: each.title for each in self._form.rounds}
        self._header(words.by_round, ())
        first = self._row + 1
        *earlier, now = self._summary.rounds
        for each in earlier:
            row = self._line(words.after.format(round=titles[each.round]))
            for col, number in enumerate((sum(each.statuses), *each.statuses), 2):
                self._sheet.number(row, col, number, looks.FIGURE)
        row = self._line(words.now.format(round=titles[now.round]))
        formulas = [f"=COUNTIFS({condition})" for condition in (counting.every, *counting.statuses)]
        for col, (formula, number) in enumerate(zip(formulas, (sum(now.statuses), *now.statuses), strict=True), 2):
            self._sheet.formula(row, col, formula, number, looks.FIGURE)
        return first, row

    def _lower_charts(self, districts: tuple[int, int], rounds: tuple[int, int] | None) -> None:
        top = self._row + 2
        height = AROUND_BARS_PX + BAR_PX * (districts[1] - districts[0] + 1)
        wide = LABEL_PX + COL_PX * (ROUNDS_COL - 2) - 12
        whole = LABEL_PX + COL_PX * FIGURE_COLS
        self._chart((top, 1), districts, self._words.charts[1], (wide if rounds else whole, height))
        if rounds:
            self._chart((top, ROUNDS_COL), rounds, self._words.charts[2], (whole - wide - 12, height))
        self._row = top + ceil(height / 20)

    def _chart(self, at: tuple[int, int], rows: tuple[int, int], told: tuple[str, str], size: tuple[int, int]) -> None:
        series = status_series(self._sheet, self._words, rows, FIRST_STATUS)
        title, alt = told
        self._sheet.bars(*at, series, title=title, alt=alt, width=size[0], height=size[1])

    def _not_fulfilled(self) -> None:
        """The first of the actions that were not fulfilled: a link to the row, and the office's own words."""
        words, sheet = self._words, self._sheet
        self._row += 1
        self._section(words.not_fulfilled)
        found = [each for each in self._plan.actions if each.status == "not_fulfilled"]
        names = {district.key: district.name for district in self._form.districts}
        for action in found[:TOLD_AT_MOST]:
            self._row += 1
            sheet.row(self._row, LINE_PT)
            number, district = action.id.partition("/")[2], names[action.district]
            [what] = on_lines(f"{number} {district}: {_what(action, self._form)}", LINE_WIDTH)
            target = Target(ALL, (("nr", number), ("district", district)))
            self._places.write(sheet, (self._row, 1), target, what, (looks.LINK_ABOVE, looks.TEXT_LINE))
            self._text_line(_own_words(action) or words.no_words, LINES_TOLD)
        if len(found) > TOLD_AT_MOST:
            self._text_line(words.more_not_fulfilled.format(count=len(found) - TOLD_AT_MOST))
        if not found:
            self._text_line(words.none_not_fulfilled)

    def _section(self, heading: str, last_col: int = 1 + FIGURE_COLS) -> None:
        """A heading with a line below it as far as that column."""
        self._sheet.row(self._row, SECTION_PT)
        self._sheet.text(self._row, 1, heading, looks.SECTION)
        for col in range(2, last_col + 1):
            self._sheet.text(self._row, col, "", looks.SECTION)

    def _header(self, heading: str, lacks: Iterable[str]) -> None:
        """A heading across the page, then the header row of a table."""
        self._row += 1
        self._section(heading)
        self._row += 1
        titles = [self._words.actions, *(self._words.statuses[status] for status in STATUS_ORDER), *lacks]
        self._sheet.row(self._row, row_height([(title, FIGURE_WIDTH) for title in titles], padding_pt=6))
        self._sheet.text(self._row, 1, heading, looks.HEADER)
        for col, title in enumerate(titles, 2):
            self._sheet.text(self._row, col, title, looks.HEADER_FIGURE)

    def _line(self, label: str) -> int:
        self._row += 1
        self._sheet.row(self._row, max(LINE_PT, row_height([(label, LABEL_WIDTH - 1)], padding_pt=3)))
        self._sheet.text(self._row, 1, label, looks.LABEL)
        return self._row

    def _text_line(self, text: str, most: int = 1) -> None:
        """A text across the page, on at most so many lines."""
        for line in on_lines(text, LINE_WIDTH, most):
            self._row += 1
            self._sheet.row(self._row, LINE_PT)
            self._sheet.text(self._row, 1, line, looks.TEXT_LINE)

    def _count(self, row: int, col: int, formula: str, number: int | None) -> None:
        """A formula with its result; where nobody was asked for what is counted, the cell says so."""
        if number is None:
            self._sheet.text(row, col, self._words.not_asked, looks.FIGURE_WORD)
        else:
            self._sheet.formula(row, col, formula, number, looks.FIGURE)

    def _share(self, row: int, whole: str, part: int, of: int) -> None:
        self._sheet.formula(row, 3, f"=IF({whole}=0,0,B{row}/{whole})", part / of if of else 0, looks.SHARE)


class _Counting:
    """Formulas that count rows of *Alla åtgärder*: what stands within ``COUNTIFS(…)``."""

    def __init__(self, every: Laid, words: CityWords, form: Form, summary: Summary) -> None:
        self._columns = {column.key: index for index, column in enumerate(every.columns, 1)}
        self._tab = quote_sheet(words.all_tab)
        self._last = HEADER_ROW + max(len(every.rows), 1)
        self.every = f'{self.range("nr")},"?*"'
        self.statuses = [f'{self.range("status")},"{words.statuses[status]}"' for status in STATUS_ORDER]
        blanks = [f'{self.every},{self.range(key)},""' if key else self.every for key in asked_keys(form)]
        told = [f'{self.range(column.key)},""' for column in form.follow_up_columns]
        self.blanks = [*blanks, ",".join([self.every, *told])]
        """Rows without cause, owner, time, follow-up, whether asked for it or not."""
        self._unasked = {
            meaning: [each.name for each in form.districts if meaning in summary.not_asked.get(each.key, ())]
            for meaning in MEANINGS
        }

    def range(self, key: str) -> str:
        letters = column_letters(self._columns[key])
        return f"{self._tab}!${letters}${HEADER_ROW + 1}:${letters}${self._last}"

    def row(self, of_row: str) -> list[str]:
        """The formulas of a line: actions, statuses, and what is lacking although asked for."""
        counted = [f"=COUNTIFS({of_row}{condition})" for condition in (self.every, *self.statuses)]
        lacks = zip(MEANINGS, self.blanks, strict=True)
        return [*counted, *(f"=COUNTIFS({of_row}{blank}){self.asked(meaning, of_row)}" for meaning, blank in lacks)]

    def asked(self, meaning: str, of_row: str = "") -> str:
        """What to take away for the blank cells of those who were not asked; empty where everybody was."""
        blank = self.blanks[MEANINGS.index(meaning)]
        names = [name.replace('"', '""') for name in self._unasked[meaning]]
        return "".join(f'-COUNTIFS({of_row}{self.range("district")},"{name}",{blank})' for name in names)

    def having(self, lack: str) -> str:
        """The formula of all but those that ``lack`` counts."""
        return f"=COUNTIFS({self.every})-COUNTIFS({lack})"

    def known(self, word: str) -> str:
        """The formula of how many statuses are known in a way, as the column tells it."""
        return f'=COUNTIFS({self.range("known_by")},"{word}*")'


def _what(action: CityAction, form: Form) -> str:
    keys = [column.key for column in form.plan_columns if column.meaning == "what"]
    return next((action.values[key] for key in keys if key in action.values), "")


def _own_words(action: CityAction) -> str:
    """The words of the round that the status comes from, else the latest."""
    told = [action.follow_ups[action.round_of_status or ""], *reversed(action.follow_ups.values())]
    return next((each.text for each in told if each.text), "")
