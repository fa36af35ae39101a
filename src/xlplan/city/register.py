"""The hidden tab by which the city workbook is known again: what we wrote in each cell, and from which rows of returns.

Reading works without it, but then nobody can tell a text that the city corrected from one that a district changed. Of
an area's rows those that say the same in the table of all actions are told by their key, and by what that table lacks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xlplan.city.table import ALL, Column, Laid, Line, mark
from xlplan.form.layout import CITY_TAB
from xlplan.sheets import looks
from xlplan.sheets.grid import Grid
from xlplan.sheets.writing import Book, Sheet

SCHEMA = "1"
MARKS_IN_A_CELL = 2_000
SAME, WIDTH, TITLE = "/", "w", "t"
"""Between what stands in a cell and what the returns say; the flags of a column whose width or title is the city's."""


@dataclass(frozen=True, slots=True)
class WrittenColumn:
    """A column as it was written."""

    key: str
    title: str
    width: float
    flags: str = ""


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row as it was written."""

    key: str
    witnesses: tuple[str, ...]
    marks: dict[str, tuple[str, str]]
    """By column: mark of what stands in the cell, and of what the returns say; they differ where the city corrected."""


@dataclass(slots=True)
class WrittenTable:
    """A table as it was written."""

    tab: str
    keys: tuple[str, ...]
    columns: list[WrittenColumn] = field(default_factory=list)
    rows: dict[str, WrittenRow] = field(default_factory=dict)
    _marks: dict[str, set[str]] = field(default_factory=dict)

    def take_from(self, every: WrittenTable | None) -> None:
        """What rows do not tell themselves, another table's say; where somebody spoiled those, it is not known."""
        for row in [row for row in self.rows.values() if row.witnesses == (SAME,)]:
            there = every.rows.get(row.key) if every else None
            if there is None:
                del self.rows[row.key]
                continue
            marks = {each.key: {**there.marks, **row.marks}.get(each.key) for each in self.columns}
            known = {key: each for key, each in marks.items() if each}
            self.rows[row.key] = WrittenRow(row.key, there.witnesses, known)

    def marks_in(self, column: str) -> set[str]:
        """The marks of all that was written in a column."""
        if column not in self._marks:
            self._marks[column] = {row.marks[column][0] for row in self.rows.values() if column in row.marks}
        return self._marks[column]


@dataclass(slots=True)
class Register:
    """All that the hidden tab tells."""

    form: str = ""
    year: str = ""
    tables: dict[str, WrittenTable] = field(default_factory=dict)
    texts: dict[str, set[str]] = field(default_factory=dict)
    """By tab: marks of all texts of ours on it."""


def write_register(
    book: Book,
    form: str,
    year: int,
    laid: Sequence[Laid],
    said: Mapping[str, set[str]],
    lists: Mapping[str, Sequence[str]],
    heading: str,
) -> None:
    """Write the hidden tab.

    Args:
        book: The workbook.
        form: The form's id.
        year: The form's year.
        laid: The tables as they are written.
        said: By tab, every text of ours on it.
        lists: Answers of drop-down lists, by the name that rules know them by.
        heading: For people who find the tab.
    """
    sheet = book.sheet(CITY_TAB, hidden=True)
    rows: list[Sequence[str]] = [(heading,), ("schema", SCHEMA), ("form", form), ("year", str(year))]
    in_all = {line.key: (line, marks) for each in laid if each.table.name == ALL for line, marks in _marked(each)}
    for each in laid:
        name = each.table.name
        rows.append(("table", name, each.table.tab, " ".join(each.table.keys)))
        rows += [("column", name, *_column(column, each)) for column in each.columns]
        for line, marks in _marked(each):
            there = in_all.get(line.key) if name != ALL and each.table.of_actions else None
            rows.append(("row", name, line.key, *_told(line, marks, there)))
    for tab, texts in said.items():
        of_texts = sorted({mark(text) for text in texts})
        for start in range(0, len(of_texts), MARKS_IN_A_CELL):
            rows.append(("texts", tab, " ".join(of_texts[start : start + MARKS_IN_A_CELL])))
    sheet.fill(1, rows, [looks.LINK_LINE] * max(map(len, rows)))
    _write_lists(book, sheet, lists, len(rows) + 2)


def _marked(laid: Laid) -> Iterator[tuple[Line, dict[str, str]]]:
    """The lines of a table, and the marks of their cells by column."""
    keys = [column.key for column in laid.columns]
    for line, cells in zip(laid.table.lines, laid.rows, strict=True):
        yield line, dict(zip(keys, [cell.mark or "-" for cell in cells], strict=True))


def _told(line: Line, marks: Mapping[str, str], there: tuple[Line, Mapping[str, str]] | None) -> tuple[str, str]:
    """A row's witnesses and marks; of an area's row that says what is said ``there`` of all, only the others."""
    if (
        there
        and there[0].witnesses == line.witnesses
        and all(there[1].get(key, each) == each for key, each in marks.items())
    ):
        return SAME, " ".join(each for key, each in marks.items() if key not in there[1])
    return " ".join(line.witnesses), " ".join(marks.values())


def _column(column: Column, laid: Laid) -> tuple[str, str, str, str]:
    width = WIDTH if column.key in laid.kept_widths else ""
    title = TITLE if column.key in laid.kept_titles else ""
    return column.key, column.title, f"{column.width:.4f}", width + title


def _write_lists(book: Book, sheet: Sheet, lists: Mapping[str, Sequence[str]], row: int) -> None:
    for name, answers in lists.items():
        for number, answer in enumerate(answers):
            sheet.text(row + number, 1, "list", looks.LINK_LINE)
            sheet.text(row + number, 2, answer, looks.LINK_LINE)
        book.define(name, sheet.span(row, 2, row + len(answers) - 1, 2))
        row += len(answers) + 1


def parse_register(grid: Grid) -> Register:
    """What a hidden tab tells; lines that somebody spoiled are passed over."""
    register = Register()
    lines = [[cells[col].text if col in cells else "" for col in range(1, 7)] for _, cells in grid.rows()]
    in_all = {texts[2] for texts in lines if texts[:2] == ["column", ALL]}
    for texts in lines:
        _take(register, texts, in_all)
    for table in register.tables.values():
        table.take_from(register.tables.get(ALL))
    return register


def _take(register: Register, texts: list[str], in_all: Collection[str]) -> None:
    table = register.tables.get(texts[1])
    match texts[0]:
        case "form" | "year":
            setattr(register, texts[0], texts[1])
        case "table":
            register.tables[texts[1]] = WrittenTable(texts[2], tuple(texts[3].split()))
        case "column" if table is not None:
            table.columns.append(WrittenColumn(texts[2], texts[3], _number(texts[4]), texts[5]))
        case "row" if table is not None:
            marks = [_pair(each) for each in texts[4].split(" ")]
            columns = [column.key for column in table.columns if texts[3] != SAME or column.key not in in_all]
            by_key = dict(zip(columns, marks, strict=False))
            table.rows[texts[2]] = WrittenRow(texts[2], tuple(texts[3].split()), by_key)
        case "texts":
            register.texts.setdefault(texts[1], set()).update(texts[2].split())


def _pair(text: str) -> tuple[str, str]:
    written, parted, returned = text.partition(SAME)
    written, returned = written.replace("-", ""), returned.replace("-", "")
    return written, returned if parted else written


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
