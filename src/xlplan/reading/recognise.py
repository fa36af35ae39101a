"""Whose plan it is, for which year and round: marks first, then words, with every disagreement said.

Marks are a help and no proof; a workbook without any is recognised by what a person would go by: what stands on its
first tab, the file's name, the texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from xlplan.form.layout import CITY_TAB, MARKS_TAB
from xlplan.form.model import Form
from xlplan.plan.words import plain
from xlplan.reading.vocabulary import Vocabulary
from xlplan.sheets.grid import Grid, Workbook
from xlplan.template.marks import CATEGORY, PROPERTY, Marks, parse_marks

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?![-_.]?\d)")
"""A year that is no part of a date: ``2025-01-15``."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a return says it is."""

    district: str | None
    district_source: str
    """What it was known by: marks, properties, first-tab, file-name, tab, heading or texts."""
    rival_district: str | None
    """Another district that a weaker source names."""
    year: int | None
    rival_year: int | None
    """Another year that a weaker source names."""
    round: str | None
    rival_round: str | None
    """Another round that the file's name speaks of."""


def read_marks(workbook: Workbook) -> tuple[Marks, dict[int, set[tuple[int, int]]]]:
    """The marks of a workbook, wherever they survived, and the marks' own cells by sheet index."""
    own: dict[int, set[tuple[int, int]]] = {}
    for index, grid in enumerate(workbook.sheets):
        if grid.title == MARKS_TAB:
            marks, own[index] = parse_marks(grid)
            if marks.form:
                return marks, own
    custom = workbook.properties.custom
    form, district, year, round_ = (custom.get(PROPERTY + key, "") for key in ("form", "district", "year", "round"))
    return Marks(form=form, district=district, year=year, round=round_), own


def is_made_by_us(workbook: Workbook) -> bool:
    """Whether we made the workbook out of returns, as the city workbook: by its hidden tab, else by its category."""
    category = workbook.properties.category
    return category.split(" ")[0] == "xlplan" or any(grid.title == CITY_TAB for grid in workbook.sheets)


def identify(workbook: Workbook, file_name: str, words: Vocabulary, marks: Marks) -> Identity:
    """Tell district, year and round."""
    form = words.form
    votes = list(_district_votes(workbook, file_name, words, marks)) or _most_named(workbook, words)
    district, source = votes[0] if votes else (None, "")
    rival = next((other for other, _ in votes[1:] if other != district), None)
    years = list(dict.fromkeys(_year_votes(workbook, file_name, form, marks)))
    rounds = list(dict.fromkeys(_round_votes(file_name, form, marks)))
    return Identity(
        district=district,
        district_source=source,
        rival_district=rival,
        year=years[0] if years else None,
        rival_year=years[1] if len(years) > 1 else None,
        round=rounds[0] if rounds else None,
        rival_round=rounds[1] if len(rounds) > 1 else None,
    )


def _district_votes(workbook: Workbook, file_name: str, words: Vocabulary, marks: Marks) -> Iterator[tuple[str, str]]:
    """(district, source) from the strongest source to the weakest."""
    if marks.district in words.districts:
        yield marks.district, "marks"
    if workbook.properties.category == CATEGORY:
        yield from ((key, "properties") for key in _named(workbook.properties.subject, words))
    for grid in workbook.sheets[:1]:
        yield from ((key, "first-tab") for text in _headings(grid, words) for key in _named(text, words))
    yield from ((key, "file-name") for key in _named(file_name, words))
    yield from ((grid_key, "tab") for grid in workbook.sheets for grid_key in _named(grid.title, words))


def _headings(grid: Grid, words: Vocabulary) -> Iterator[str]:
    """Short texts that are no answers to the form's questions: a police area is named like some other district."""
    for _, cells in grid.rows():
        if not any(plain(cell.text) in words.questions for cell in cells.values()):
            yield from (cell.text for cell in cells.values() if len(cell.text) <= 120)


def _short_texts(grid: Grid) -> Iterator[str]:
    return (cell.text for _, cells in grid.rows() for cell in cells.values() if len(cell.text) <= 120)


def _named(text: str, words: Vocabulary) -> tuple[str, ...]:
    """The one district that a short text names; none when it names several (a list is no signature)."""
    keys = words.districts_in(text)
    return keys if len(keys) == 1 else ()


def _most_named(workbook: Workbook, words: Vocabulary) -> list[tuple[str, str]]:
    """The district that the plan's own texts name in most cells, if no other comes near."""
    texts = (cell.text for grid in workbook.sheets for cell in grid.cells.values())
    counts = Counter(key for text in texts for key in words.districts_in(text))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < 2 * ranked[1][1]):
        return []
    return [(ranked[0][0], "texts")]


def _year_votes(workbook: Workbook, file_name: str, form: Form, marks: Marks) -> Iterator[int]:
    """Years from the strongest source to the weakest."""
    if _YEAR.fullmatch(marks.year):
        yield int(marks.year)
    title = plain(form.title)
    headings = (
        text for grid in workbook.sheets[:1] for text in (grid.title, *_short_texts(grid)) if title in plain(text)
    )
    for text in (*headings, file_name):
        if years := _YEAR.findall(text):
            yield int(years[-1])


def _round_votes(file_name: str, form: Form, marks: Marks) -> Iterator[str]:
    """Rounds from the strongest source to the weakest; of a file's name, only what is no plain plan."""
    keys = {each.key for each in form.rounds}
    if marks.round in keys:
        yield marks.round
    words = plain(file_name)
    named = [each.key for each in form.rounds if re.search(rf"\b({each.key}|{re.escape(plain(each.title))})\b", words)]
    if len(named) == 1 and named[0] != form.rounds[0].key:
        yield named[0]
