"""A comparison as a workbook: one row for each text that differs, the words struck through or bold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from xlplan.city.page import HEADER_ROW, PADDING_PT, print_wide, start_page
from xlplan.diff.model import Change, Difference, Run
from xlplan.diff.telling import column_title, counts, name_of
from xlplan.diff.wording import DiffWords
from xlplan.form.model import Form
from xlplan.sheets import looks
from xlplan.sheets.looks import Style
from xlplan.sheets.text_size import row_height
from xlplan.sheets.writing import Book

WIDTHS = (12, 20, 11, 40, 22, 44, 44, 56, 40)
WORDS_COL = 8
PLAIN = Style()
GONE = replace(PLAIN, color=looks.RED[0], struck=True)
NEW = replace(PLAIN, color=looks.GREEN[0], bold=True)
_LOOK = {"same": PLAIN, "gone": GONE, "new": NEW}


@dataclass(frozen=True, slots=True)
class _Line:
    texts: tuple[str, ...]
    """Of all columns; that of the words is told by ``runs``."""
    runs: tuple[Run, ...]


def diff_workbook(difference: Difference, form: Form, words: DiffWords) -> bytes:
    """The workbook's bytes; the same comparison gives the same bytes."""
    title = words.title.format(before=difference.before, after=difference.after)
    book = Book(
        title=title[:255],
        subject=title[:255],
        author="xlplan",
        category="xlplan",
        language="sv-SE" if form.language == "sv" else "en-GB",
        created=datetime(form.year, 1, 1),
    )
    sheet = start_page(book, words.tab, title, f"{counts(difference, words)} {words.help}")
    for col, width in enumerate(WIDTHS, 1):
        sheet.columns(col, col, width)
    districts = {district.key: district.name for district in form.districts}
    lines = [line for change in difference.changes for line in _lines(change, districts, form, words)]
    lines = lines or [_Line((words.nothing, *[""] * (len(WIDTHS) - 1)), ())]
    for row, line in enumerate(lines, HEADER_ROW + 1):
        cells = [*zip(line.texts, WIDTHS, strict=True), ("".join(text for _, text in line.runs), WIDTHS[WORDS_COL - 1])]
        sheet.row(row, row_height(cells, scale=1.05, padding_pt=PADDING_PT))
        for col, text in enumerate(line.texts, 1):
            if col == WORDS_COL:
                sheet.rich(row, col, [(text, _LOOK[mark]) for mark, text in line.runs], looks.BODY)
            else:
                sheet.text(row, col, text, looks.BODY)
    last_row = HEADER_ROW + len(lines)
    sheet.table(
        "skillnader",
        HEADER_ROW,
        last_row,
        words.headings,
        header_style=looks.HEADER,
        title=words.tab,
        description=title,
    )
    sheet.freeze(HEADER_ROW + 1)
    print_wide(sheet, (title,), words.page)
    return book.to_bytes()


def _lines(change: Change, districts: dict[str, str], form: Form, words: DiffWords) -> Iterator[_Line]:
    told = change.told
    what = ", ".join(words.kinds[kind] for kind in change.kinds)
    if not change.sure:
        what += f" ({words.alike.format(score=change.score)})"
    who = (
        what,
        districts.get(told.district, told.district),
        told.id.rpartition("/")[2],
        name_of(change.before or told),
    )
    if change.before is None or change.after is None:
        texts = "\n".join(f"{column_title(key, form, words)}: {text}" for key, text in told.texts.items())
        mark: Run = ("gone", texts) if change.after is None else ("new", texts)
        yield _Line((*who, words.moved, *_sides(change, told.area), "", told.place), (mark,))
        return
    if "moved" in change.kinds:
        areas = (change.before.area, change.after.area)
        yield _Line((*who, words.moved, *areas, "", told.place), (("gone", areas[0]), ("new", areas[1])))
    for cell in change.cells:
        title = column_title(cell.column, form, words)
        yield _Line((*who, title, cell.before, cell.after, "", told.place), cell.runs)


def _sides(change: Change, area: str) -> tuple[str, str]:
    return (area, "") if change.after is None else ("", area)
