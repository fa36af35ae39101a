"""An earlier city workbook as it came back from the coordinator: its tables, and all else that a person wrote in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xlplan.city.columns import unique_title
from xlplan.city.links import told_by
from xlplan.city.register import Register, WrittenColumn, WrittenTable, parse_register
from xlplan.city.table import ALL, OWN, Table, different, mark, row_key
from xlplan.form.layout import CITY_TAB
from xlplan.plan.words import plain
from xlplan.sheets.address import MAX_ROW, to_a1
from xlplan.sheets.appearance import CellLook, SheetLook, read_appearance
from xlplan.sheets.grid import Cell, CellKind, Grid, Note, Workbook
from xlplan.sheets.opening import open_bytes

HEADER_WITHIN = 30
"""The header row stands among the first rows of its tab."""
RENAMED_FROM = 0.8
"""Part of a column's cells that must be as we wrote them for it to be ours under another heading."""


@dataclass(frozen=True, slots=True)
class PastCell:
    """A cell of a table."""

    text: str
    at: str
    """Its address."""
    number: float | None = None
    formula: str | None = None
    note: Note | None = None
    look: CellLook | None = None


@dataclass(frozen=True, slots=True)
class PastColumn:
    """A column of a table, from left to right."""

    key: str
    title: str
    width: float | None
    """None when it is as we set it."""
    hidden: bool
    renamed: bool = False


@dataclass(frozen=True, slots=True)
class PastRow:
    """A row of a table."""

    key: str
    cells: dict[str, PastCell]
    number: int
    """Of the row, as Excel shows it."""


@dataclass(frozen=True, slots=True)
class PastTable:
    """A table."""

    name: str
    tab: str
    columns: tuple[PastColumn, ...]
    rows: tuple[PastRow, ...]
    written: WrittenTable


@dataclass(frozen=True, slots=True)
class PastBook:
    """The whole workbook."""

    file: str = ""
    form: str = ""
    year: str = ""
    saved: str = ""
    """When a person saved it, as it says itself: ``2024-05-03 14.12``; empty while it is as we wrote it."""
    tables: dict[str, PastTable] = field(default_factory=dict)
    loose: tuple[tuple[str, str, str], ...] = ()
    """Texts of a person's outside the tables: tab, cell, text."""
    own_tabs: tuple[tuple[Grid, SheetLook], ...] = ()
    """Tabs that the city added."""
    seen: bool = True
    """Whether its colours and widths could be read; only an .xlsx tells them."""


NOTHING = PastBook()


def read_past(content: bytes, file: str, tables: Sequence[Table]) -> PastBook | None:
    """Read an earlier city workbook; None when it is none.

    Args:
        content: The file.
        file: Its name.
        tables: The tables as they are now: by them a workbook is known that has lost its hidden tab.

    Raises:
        UnreadableWorkbook: It cannot be opened.
    """
    workbook = open_bytes(content)
    marks = next((grid for grid in workbook.sheets if grid.title == CITY_TAB), None)
    register = parse_register(marks) if marks else _as_now(tables)
    shown = _looks(content)
    reader = _Reader(workbook, register, shown)
    found = {name: table for name, written in register.tables.items() if (table := reader.table(name, written))}
    if not found or (marks is None and ALL not in found):
        return None
    loose, own_tabs = tuple(reader.loose()), tuple(reader.own_tabs())
    saved = _saved(workbook.properties.modified, register.year)
    return PastBook(file, register.form, register.year, saved, found, loose, own_tabs, seen=bool(shown))


def _saved(modified: str, year: str) -> str:
    """The time of saving for a file's name; we write the plan's first day there, in every workbook."""
    if modified.startswith(f"{year}-01-01T00:00:00"):
        return ""
    return modified[:16].replace("T", " ").replace(":", ".")


def _as_now(tables: Sequence[Table]) -> Register:
    register = Register()
    for table in tables:
        columns = [WrittenColumn(column.key, column.title, column.width) for column in table.columns]
        register.tables[table.name] = WrittenTable(table.tab, table.keys, columns)
    return register


def _looks(content: bytes) -> Mapping[str, SheetLook]:
    """Looks are for the eye: a workbook whose looks cannot be read keeps its texts all the same."""
    try:
        return read_appearance(content)
    except Exception:
        return {}


class _Reader:
    def __init__(self, workbook: Workbook, register: Register, shown: Mapping[str, SheetLook]) -> None:
        self.register = register
        self.shown = shown
        self.grids = {grid.title: grid for grid in workbook.sheets if grid.title != CITY_TAB}
        self.names = {
            each.name: each.target.rpartition("!")[0].strip("'").replace("''", "'") for each in workbook.names
        }
        self.taken: dict[str, int] = {}
        # tabs with a table of ours, and the row of its headings

    def table(self, name: str, written: WrittenTable) -> PastTable | None:
        grid = self.grids.get(self.names.get(f"xlplan_city_{name}", "")) or self.grids.get(written.tab)
        header = _header_row(grid, written) if grid else None
        if grid is None or header is None:
            return None
        self.taken[grid.title] = header
        look = self.shown.get(grid.title, SheetLook())
        columns = _columns(grid, header, written, look)
        rows = _rows(grid, header, columns, written, look)
        return PastTable(name, grid.title, tuple(columns.values()), rows, written)

    def loose(self) -> Iterator[tuple[str, str, str]]:
        """Texts on our tabs that stand outside the tables and are not ours."""
        for title, grid in self.grids.items():
            if title not in self.taken and title not in self.register.texts:
                continue
            ours = self.register.texts.get(title, set())
            below = self.taken.get(title, MAX_ROW + 1)
            for (row, col), cell in sorted(grid.cells.items()):
                typed = cell.kind is CellKind.TEXT and cell.formula is None
                if ours and row < below and typed and mark(cell.text) not in ours:
                    yield title, to_a1(row, col), cell.text
            for (row, col), note in sorted(grid.notes.items()):
                if row <= below:
                    yield title, to_a1(row, col), note.text

    def own_tabs(self) -> Iterator[tuple[Grid, SheetLook]]:
        """Tabs that are none of ours."""
        if not self.register.texts:
            return
        for title, grid in self.grids.items():
            if title not in self.taken and title not in self.register.texts and (grid.cells or grid.notes):
                yield grid, self.shown.get(title, SheetLook())


def _header_row(grid: Grid, written: WrittenTable) -> int | None:
    """The row with most of the table's headings, two at least."""
    titles = {plain(column.title) for column in written.columns}
    counts = {
        row: len(titles & {plain(cell.text) for cell in cells.values()})
        for row, cells in grid.rows()
        if row <= HEADER_WITHIN
    }
    best = max(counts, key=lambda row: (counts[row], -row), default=0)
    return best if counts.get(best, 0) >= 2 else None


def _columns(grid: Grid, header: int, written: WrittenTable, look: SheetLook) -> dict[int, PastColumn]:
    """The columns by their place: ours by their headings, the others as the city's own."""
    known = {plain(column.title): column for column in written.columns}
    found: dict[int, WrittenColumn] = {}
    texts = {col: cell.text for (row, col), cell in sorted(grid.cells.items()) if row == header}
    for col, text in texts.items():
        column = known.pop(plain(text), None)
        if column is not None:
            found[col] = column
    used = {col for row, col in (*grid.cells, *grid.notes) if row > header}
    strangers = [col for col in sorted({*texts, *used}) if col not in found]
    renamed = _renamed(grid, header, {col: texts[col] for col in strangers if col in texts}, found, known, written)
    taken = {column.title.casefold() for column in found.values()}
    columns: dict[int, PastColumn] = {}
    for col in sorted({*found, *renamed, *strangers}):
        ours = found.get(col) or renamed.get(col)
        width, hidden = look.widths.get(col), col in look.hidden
        if ours is None:
            title = unique_title(" ".join(texts.get(col, "").split()) or UNNAMED, taken)
            taken.add(title.casefold())
            columns[col] = PastColumn(OWN + title, title, width, hidden)
            continue
        moved = width is not None and (WIDTH_FLAG in ours.flags or abs(width - ours.width) > WIDTH_NOISE)
        given = col in renamed or TITLE_FLAG in ours.flags
        title = " ".join(texts[col].split()) if given else ours.title
        columns[col] = PastColumn(ours.key, title, width if moved else None, hidden, given)
    return columns


UNNAMED = "Egen kolumn"
WIDTH_FLAG, TITLE_FLAG, WIDTH_NOISE = "w", "t", 0.6
"""Flags of the register; widths that differ less, in characters, differ because another program saved them."""


def _renamed(
    grid: Grid,
    header: int,
    strangers: Mapping[int, str],
    found: Mapping[int, WrittenColumn],
    missing: Mapping[str, WrittenColumn],
    written: WrittenTable,
) -> dict[int, WrittenColumn]:
    """Columns under headings that we do not know, whose cells are those of a column of ours that is missing."""
    places = {column.key: col for col, column in found.items()}
    if not missing or not all(key in places for key in written.keys):
        return {}
    below = [row for row, _ in grid.rows() if row > header]
    keys = {row: row_key(_text(grid, row, places[key]) for key in written.keys) for row in below}
    result: dict[int, WrittenColumn] = {}
    left = list(missing.values())
    for col in strangers:
        for column in left:
            pairs = [
                (written.rows[key].marks.get(column.key, ("", ""))[0], mark(_text(grid, row, col)))
                for row, key in keys.items()
                if key in written.rows
            ]
            pairs = [pair for pair in pairs if pair[0]]
            if pairs and sum(a == b for a, b in pairs) >= RENAMED_FROM * len(pairs):
                result[col] = column
                left.remove(column)
                break
    return result


def _rows(
    grid: Grid, header: int, columns: Mapping[int, PastColumn], written: WrittenTable, look: SheetLook
) -> tuple[PastRow, ...]:
    places = {column.key: col for col, column in columns.items()}
    filled = sorted({row for row, _ in (*grid.cells, *grid.notes) if row > header})
    keys = different([row_key(_text(grid, row, places.get(key, 0)) for key in written.keys) for row in filled])
    rows = []
    for row, key in zip(filled, keys, strict=True):
        cells = {column.key: _cell(grid, row, col, look) for col, column in columns.items()}
        rows.append(PastRow(key, cells, row))
    return tuple(rows)


def _cell(grid: Grid, row: int, col: int, look: SheetLook) -> PastCell:
    cell = grid.cells.get((row, col), Cell(""))
    number = None
    if cell.kind in (CellKind.NUMBER, CellKind.DATE) and cell.raw:
        number = float(cell.raw)
    link = told_by(cell.formula) if cell.formula and cell.kind is CellKind.FORMULA else None
    return PastCell(
        text=link or cell.text,
        at=to_a1(row, col),
        number=number,
        formula=cell.formula,
        note=grid.notes.get((row, col)),
        look=look.cells.get((row, col)),
    )


def _text(grid: Grid, row: int, col: int) -> str:
    cell = grid.cells.get((row, col))
    return cell.text if cell else ""
