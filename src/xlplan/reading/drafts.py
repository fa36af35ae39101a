"""Which rows are actions, which go on from the action above, and which head those below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xlplan.findings.catalogue import AREA_FROM_ABOVE, ROW_CONTINUED, ROW_NAMES_OTHER_AREA, SUB_HEADING
from xlplan.form.layout import NUMBER_KEY
from xlplan.plan.words import is_blank
from xlplan.reading.account import Account
from xlplan.reading.lines import ACTION, CAUSE, LABEL, Line, lines_of
from xlplan.reading.locate import Table
from xlplan.reading.vocabulary import Vocabulary
from xlplan.sheets.grid import Position

BLANK_ROWS_THAT_END = 2
"""After so many blank rows a table goes on only with rows that are plainly actions."""
_BULLETS = ("-", "–", "•", "*", "·")
_OPEN_ENDS = (",", "-", "–", "(", ":", " och", " samt", " eller")


@dataclass(slots=True)
class Draft:
    """An action in the making."""

    rows: list[int]
    """Its own row, and those that go on from it."""
    texts: dict[int, str]
    """By column with a heading."""
    places: dict[int, Position]
    area: str | None = None
    """The form's area that it is said to belong to, where that is not its table's."""
    label: tuple[str, Position] | None = None
    """The sub-heading it stands under, when it has no label itself."""


@dataclass(slots=True)
class Drafting:
    """Reads one table from the top; remembers what the rows above have said."""

    account: Account
    table: Table
    words: Vocabulary
    area_of_table: str | None
    area_col: int | None = None
    label_col: int | None = field(init=False)
    action_col: int | None = field(init=False)
    number_col: int | None = field(init=False)
    headed: frozenset[int] = field(init=False)
    """The columns with a heading."""
    heading_rows: frozenset[int] = field(init=False)
    area: str | None = None
    heading: tuple[str, Position] | None = None
    told_heading: bool = False
    drafts: list[Draft] = field(default_factory=list)

    def __post_init__(self) -> None:
        column = self.table.column
        self.label_col, self.action_col, self.number_col = column(LABEL), column(ACTION), column(NUMBER_KEY)
        self.headed = frozenset((*self.table.columns, *self.table.extra))
        self.heading_rows = self.table.heading_rows

    def take(self, line: Line, below: Line | None) -> None:
        """One row, with the one that follows it."""
        if line.divides and self.area_col is None:
            self._divide(line)
            if not line.guided:
                return
        if self._heads(line, below):
            col = min(line.own)
            self.heading, self.told_heading = (line.cells[col].text, (line.row, col)), False
        elif line.own and self._goes_on(line):
            self._join(line)
        elif line.own - self.table.extra.keys() and not self._stands_apart(line):
            self._begin(line)

    def _divide(self, line: Line) -> None:
        self.area, self.heading = line.divides, None
        if not line.guided:
            for col in line.own or line.cells:
                self.account.set_aside((line.row, col))

    def _heads(self, line: Line, below: Line | None) -> bool:
        """Whether a row heads those below: its only text is a label (or merged over the table), theirs have none."""
        if not line.alone or not (line.banner or line.own == {self.label_col}):
            return False
        if line.banner:
            return True
        begins = below is not None and bool(below.own) and not below.banner
        return begins and below is not None and self.label_col not in below.cells and self._is_action(below)

    def _is_action(self, line: Line) -> bool:
        return any(self.table.columns.get(col) in (ACTION, CAUSE) for col in line.own)

    def _stands_apart(self, line: Line) -> bool:
        """Whether a row is a single label with a blank row above it: a text below the table."""
        return bool(self.drafts) and not self._right_below(line) and line.own == {self.label_col}

    def _right_below(self, line: Line) -> bool:
        """Whether nothing but headings again stands between the last action and a row."""
        return all(row in self.heading_rows for row in range(self.drafts[-1].rows[-1] + 1, line.row))

    def _goes_on(self, line: Line) -> bool:
        """Whether a row goes on from the action right above it: it says nothing that makes it an action of its own.

        A row with a number of its own never does; one with an action, a cause or a label only if each of its texts
        plainly goes on from the one above.
        """
        if self.number_col in line.cells or not self.drafts or not self._right_below(line):
            return False
        if self.action_col in line.cells and self.action_col not in line.own:
            return False
        keys = {self.table.columns.get(col, "") for col in line.own}
        if not keys & {LABEL, CAUSE, ACTION}:
            return bool(keys - {""})
        above = self.drafts[-1].texts
        return all(col in above and reads_on(above[col], line.cells[col].text) for col in line.own)

    def _join(self, line: Line) -> None:
        draft = self.drafts[-1]
        draft.rows.append(line.row)
        for col in sorted(
            col for col in line.cells if col in self.headed and (line.row, col) in self.account.grid.cells
        ):
            text = line.cells[col].text
            if is_blank(text):
                continue
            draft.texts[col] = f"{draft.texts[col]}\n{text}" if col in draft.texts else text
            draft.places.setdefault(col, (line.row, col))
            self.account.remark(ROW_CONTINUED, line.row, col)

    def _begin(self, line: Line) -> None:
        texts = dict(line.texts)
        draft = Draft([line.row], texts, {col: (line.row, col) for col in texts}, self._area_of(line))
        if self.heading and self.label_col not in texts:
            draft.label = self.heading
            if not self.told_heading:
                self._tell_heading(*self.heading)
        self.drafts.append(draft)

    def _tell_heading(self, text: str, place: Position) -> None:
        self.told_heading = True
        title = next((column.title for column in self.words.form.columns if column.key == LABEL), LABEL)
        self.account.remark(SUB_HEADING, *place, value=text, column=title)

    def _area_of(self, line: Line) -> str | None:
        """The area that a row is said to belong to: by its area column, else by the line above it."""
        if self.area_col is not None:
            cell = line.cells.get(self.area_col)
            if cell is not None and not is_blank(cell.text):
                self.area = self.words.area_key(cell.text)
            elif self.drafts:
                self.account.remark(AREA_FROM_ABOVE, line.row, min(line.own))
            return self.area
        col = self.label_col
        named = self.words.area_key(line.cells[col].text) if col is not None and col in line.own else None
        here = self.area or self.area_of_table
        if named and here and named != here and col is not None:
            titles = {area.key: area.title for area in self.words.form.areas}
            self.account.remark(ROW_NAMES_OTHER_AREA, line.row, col, other=titles[named], area=titles[here])
        return self.area


def read_drafts(account: Account, table: Table, words: Vocabulary, area: str | None) -> tuple[list[Draft], bool]:
    """The actions of a table; ``area`` is the table's. The second value: whether a column tells each row's area.

    What stands apart below the table belongs to it where it is plainly an action, as its action is said.
    """
    lines = list(lines_of(account, table, words))
    drafting = Drafting(account, table, words, area, _area_column(table, lines, words, area))
    told: list[Line] = []
    for block in _blocks(lines):
        if not told or any(drafting.action_col in line.own or line.divides for line in block):
            told += block
    for line, after in zip(told, [*told[1:], None], strict=False):
        near = after is not None and after.row <= line.row + BLANK_ROWS_THAT_END
        drafting.take(line, after if near else None)
    return drafting.drafts, drafting.area_col is not None


def reads_on(above: str, text: str) -> bool:
    """Whether a text plainly goes on from the one above it.

    >>> reads_on("Vandra i parken", "och på torget"), reads_on("Vandra i parken", "Ring föräldrarna")
    (True, False)
    """
    begun, ended = text.strip(), above.rstrip()
    dashed = begun.startswith(_BULLETS) and not ended.splitlines()[0].lstrip().startswith(_BULLETS)
    return begun[:1].islower() or dashed or ended.endswith(_OPEN_ENDS)


def _area_column(table: Table, lines: Sequence[Line], words: Vocabulary, area: str | None) -> int | None:
    """The column whose every text names an area of the form: more than one, unless the table's is not known."""
    for col in [col for col, key in table.columns.items() if key == LABEL] + list(table.extra):
        texts = [line.cells[col].text for line in lines if col in line.own and len(line.own) > 1]
        named = {words.area_key(text) for text in texts}
        if named and None not in named and (len(named) > 1 or area is None):
            return col
    return None


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines parted where several blank rows stand between them."""
    block: list[Line] = []
    for line in lines:
        if not line.own and not line.divides:
            continue
        if block and line.row > block[-1].row + BLANK_ROWS_THAT_END:
            yield block
            block = []
        block.append(line)
    if block:
        yield block
