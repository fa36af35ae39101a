"""A tab made of cards as a person takes it in, line by line: labels with their values, areas' names, other texts.

Labels are told by their words, in whatever column. A value stands right of its label, below it, or in its cell, and
may go on in the cells to its right and below. Nothing is decided here about whose value it is.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from xlplan.form.cards import HEAD_FIELDS
from xlplan.form.layout import NUMBER_KEY
from xlplan.plan.words import is_blank, plain
from xlplan.reading.card_labels import CardWords, Kind, Labels
from xlplan.sheets.grid import Cell, Grid, Position

PROSE_GAP = 2
"""A text about an area or the plan goes on below so many rows: with one blank row between paragraphs."""
FEWEST_AGAIN = 2
"""So many labels that stand again in their rows, in one column, make cards beside each other."""
LONG = 80
"""A text longer than this is no title."""
LONGEST_TITLE = 160
NUMBERED = re.compile(r"^(?:aktivitet\s+)?(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(\S.*)$", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.)]?$")
_LEVELS = re.compile(r"^\d{1,2}\.\d{1,2}")


@dataclass(slots=True)
class Labelled:
    """A label with what stands by it."""

    at: Position
    labels: Labels
    cells: list[Position] = field(default_factory=list)
    """Where its value stands, apart from its own cell."""
    lent: Position | None = None
    """A merged cell above that speaks for it too."""
    below: bool = False
    """Whether its value stands below it."""
    last_row: int = 0

    @property
    def prose(self) -> bool:
        """Whether it is a text about an area or the plan, which has paragraphs."""
        return all(label.kind is not Kind.COLUMN for label in self.labels)

    @property
    def said(self) -> bool:
        """Whether anything stands by it."""
        return bool(self.cells) or self.lent is not None or any(label.value for label in self.labels)


@dataclass(slots=True)
class Unknown:
    """A label that the form does not have, with its value."""

    at: Position
    cells: list[Position]
    last_row: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """A line that names an area of the form."""

    at: Position
    key: str
    cells: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """A line that is none of these: perhaps a title."""

    at: Position
    cells: tuple[Position, ...]


CardLine = Labelled | Unknown | Named | Other


def card_lines(grid: Grid, words: CardWords, taken: set[Position]) -> list[CardLine]:
    """The lines of a tab, from the top; cells of ``taken`` are passed over.

    Cards that stand side by side come one after the other, area by area.
    """
    rows = _rows(grid, taken)
    found: list[tuple[int, CardLine]] = []
    for band, columns in enumerate(_bands(rows, words)):
        of_band = {
            row: within for row, cells in rows.items() if (within := {c: cells[c] for c in cells if c in columns})
        }
        found += [(band, line) for line in _Lines(grid, words, of_band).read()]
    starts = sorted(line.at[0] for _, line in found if isinstance(line, Named))
    found.sort(key=lambda each: (bisect(starts, each[1].at[0]), each[0]))
    return [line for _, line in found]


def label_keys(grid: Grid, words: CardWords) -> set[str]:
    """The different labels of cards and areas in the column that has most: what a tab of cards is known by."""
    keys: dict[int, set[str]] = {}
    for _, cells in grid.rows():
        for col, cell in cells.items():
            if parts := words.parts(cell.text):
                keys.setdefault(col, set()).update(each.key for each in parts[0] if each.kind is not Kind.FIELD)
                break
    return max(keys.values(), key=len, default=set())


def _rows(grid: Grid, taken: set[Position]) -> dict[int, dict[int, Cell]]:
    free = {row: {col: cells[col] for col in cells if (row, col) not in taken} for row, cells in grid.rows()}
    return {row: cells for row, cells in free.items() if cells}


def _bands(rows: Mapping[int, Mapping[int, Cell]], words: CardWords) -> list[range]:
    """The columns parted where the same labels stand again further right, as cards beside each other do."""
    again: dict[int, set[str]] = {}
    for cells in rows.values():
        seen: set[str] = set()
        for col, cell in cells.items():
            for labels in words.parts(cell.text):
                if labels[0].key in seen:
                    again.setdefault(col, set()).add(labels[0].key)
                seen.add(labels[0].key)
    starts = [1]
    for col in sorted(col for col, keys in again.items() if len(keys) >= FEWEST_AGAIN):
        starts += [col] if col > starts[-1] + 1 else []  # beside a start are the values of its labels
    return [range(start, end) for start, end in zip(starts, [*starts[1:], 1 << 20], strict=True)]


class _Lines:
    """Reads the rows of one band of a tab from the top; remembers the label that is still open."""

    def __init__(self, grid: Grid, words: CardWords, rows: dict[int, dict[int, Cell]]) -> None:
        self.grid, self.words, self.rows = grid, words, rows
        self.columns, self.beside = self._label_columns()
        self.lent = self._lent()
        self.open: Labelled | Unknown | None = None
        self.found: list[CardLine] = []
        self.done: set[int] = set()

    def read(self) -> list[CardLine]:
        """All lines."""
        for row, cells in self.rows.items():
            if row in self.done:
                continue
            labels = self._labels(row, cells)
            if labels and self._is_head(row, cells, labels):
                self._take_head(row, cells, labels)
            elif labels:
                self._take_labels(row, cells, labels)
            else:
                self._take_other(row, cells)
        return self.found

    def _label_columns(self) -> tuple[set[int], set[Kind]]:
        """The columns in which labels stand, and the kinds of label that have their values beside them.

        In a column of values a label may stand too, as an answer: so different ones are counted.
        """
        first: dict[int, set[str]] = {}
        second, right = Counter[int](), Counter[int]()
        beside: set[Kind] = set()
        for cells in self.rows.values():
            exact = {col: parts[0] for col in cells if (parts := self.words.parts(cells[col].text))}
            if not exact:
                continue
            begin = min(exact)
            first.setdefault(begin, set()).add(exact[begin][0].key)
            for col in (col for col in cells if col > begin):
                right[col] += 1
                second[col] += col in exact
                beside |= set() if col in exact else {label.kind for label in exact[begin]}
        most = max((len(keys) for keys in first.values()), default=0)
        columns = {col for col, keys in first.items() if 2 * len(keys) >= most}
        columns |= {col for col, times in second.items() if times >= 2 and 5 * times >= 3 * right[col]}
        return columns, beside

    def _lent(self) -> dict[Position, Position]:
        """The first cell of what is merged over several rows, by each place below it that it covers."""
        lent = {}
        for merge in self.grid.merges:
            top = (merge.first_row, merge.first_col)
            if top in self.grid.cells and merge.last_row > merge.first_row:
                below = (row for row in self.rows if merge.first_row < row <= merge.last_row)
                lent.update({(row, merge.first_col): top for row in below})
        return lent

    def _labels(self, row: int, cells: Mapping[int, Cell]) -> dict[int, list[Labels]]:
        """The labels of a row by column; what stands right of a label and is no column of labels is a value."""
        known = {col: parts for col in cells if (parts := self.words.parts(cells[col].text))}
        for col in cells.keys() & self.columns - known.keys():
            if near := self.words.near(cells[col].text, with_value=col < max(cells)):
                known[col] = [near]
        if len(known) > 1 and self._heads(row, known):
            return known
        found: dict[int, list[Labels]] = {}
        for col in sorted(known):
            if col in self.columns or not (found or self._goes_on(row, col)):
                found[col] = known[col]
        return found

    def _heads(self, row: int, known: Mapping[int, list[Labels]]) -> bool:
        """Whether labels side by side are a head: the form's own, or with no label right below the first."""
        head = {column.key for column in self.words.words.form.columns[:HEAD_FIELDS]} | {NUMBER_KEY}
        keys = [labels[0][0].key for labels in known.values()]
        if any(labels[0][0].value for labels in known.values()):
            return False
        if set(keys) <= head or len(keys) > HEAD_FIELDS:
            return True
        below = self.rows.get(row + 1, {})
        return (
            known.keys() <= self.columns
            and min(known) in below
            and not any(self.words.parts(below[col].text) for col in below)
        )

    def _goes_on(self, row: int, col: int) -> bool:
        """Whether a text that could be a label is the next line of a value."""
        return self.open is not None and col > self.open.at[1] and row == self.open.last_row + 1

    def _is_head(self, row: int, cells: Mapping[int, Cell], labels: Mapping[int, list[Labels]]) -> bool:
        plainly = {col: parts for col, parts in labels.items() if parts[0][0].kind is Kind.COLUMN}
        return len(plainly) > 1 and 2 * len(plainly) > len(cells) and self._heads(row, plainly)

    def _take_head(self, row: int, cells: Mapping[int, Cell], labels: Mapping[int, list[Labels]]) -> None:
        """Labels side by side, each with its value in the rows below."""
        lines: dict[int, Labelled | Unknown] = {}
        for col in cells:
            known = labels.get(col)
            lines[col] = Labelled((row, col), known[0]) if known else Unknown((row, col), [])
        below = row + 1
        while below in self.rows and not self._labels(below, self.rows[below]):
            for col in self.rows[below]:
                heading = max((each for each in lines if each <= col), default=min(lines))
                lines[heading].cells.append((below, col))
            self.done.add(below)
            below += 1
        self.found += [line for line in lines.values() if isinstance(line, Labelled) or line.cells]
        self.open = None

    def _take_labels(self, row: int, cells: Mapping[int, Cell], labels: Mapping[int, list[Labels]]) -> None:
        """Labels with their values to the right."""
        before = tuple((row, col) for col in cells if col < min(labels))
        if before:
            self.found.append(Other(before[0], before))
        self.open = None
        for col in (col for col in cells if col >= min(labels)):
            for part in labels.get(col, ()):
                self.open = Labelled((row, col), part, last_row=row)
                self.found.append(self.open)
            if col not in labels and self.open:
                self.open.cells.append((row, col))
        if isinstance(self.open, Labelled) and not self.open.said:
            right = (at for at in sorted(self.lent) if at[0] == row and at[1] > self.open.at[1])
            self.open.lent = next((self.lent[at] for at in right), None)

    def _take_other(self, row: int, cells: Mapping[int, Cell]) -> None:
        """A row without labels: an area's name, more of a value, an unknown label, or something else."""
        places = tuple((row, col) for col in cells)
        first = min(cells)
        text = cells[first].text
        inside = self.open is not None and first > self.open.at[1]
        key = None if inside else self._area(text)
        if key:
            self.found.append(Named(places[0], key, tuple(at for at in places if self._area(cells[at[1]].text) == key)))
            self.open = None
        elif self._adds(row, cells):
            assert self.open is not None
            self.open.cells += places
            self.open.last_row = row
        elif len(cells) > 1 and first in self.columns and len(text) <= LONG and not _NUMBER.match(text.strip()):
            self.open = Unknown(places[0], list(places[1:]), row)
            self.found.append(self.open)
        elif not all(is_blank(cell.text) for cell in cells.values()):
            self.found.append(Other(places[0], places))
            self.open = None

    def _area(self, text: str) -> str | None:
        named = self.words.words.area_key(text)
        return named or (self.words.words.area_key(text.partition(":")[2]) if ":" in text else None)

    def _adds(self, row: int, cells: Mapping[int, Cell]) -> bool:
        """Whether a row goes on from the label that is open."""
        line = self.open
        if line is None or any(len(c.text) >= 30 and self.words.words.is_own(c.text) for c in cells.values()):
            return False
        prose = isinstance(line, Labelled) and line.prose
        gap = row - line.last_row
        if min(cells) > line.at[1]:
            return gap <= (PROSE_GAP if prose else 1)
        text = cells[min(cells)].text
        if isinstance(line, Unknown) or min(cells) < line.at[1] or (line.said and not line.below):
            return False
        numbered = bool(_LEVELS.match(text.strip())) and len(text) <= LONGEST_TITLE
        beside = any(label.kind in self.beside for label in line.labels)
        if numbered or gap > PROSE_GAP or (beside and not line.below and (gap > 1 or len(plain(text)) <= LONG)):
            return False
        if not prose and (gap > 1 or NUMBERED.match(text.strip())):
            return False
        line.below = True
        return True
