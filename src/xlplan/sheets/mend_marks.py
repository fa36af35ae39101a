"""The marks by which an annotated copy is known, and a workbook read as if they were not there.

An annotated copy has a first tab of ours, fills and notes. It comes back mended, re-saved by any program: so the marks
are recognised by what survives that. The tab has a defined name, each line of a note its beginning, a fill its colour.
"""

from __future__ import annotations

from dataclasses import replace

from xlplan.sheets.grid import Cell, DefinedName, Grid, Note, Position, Workbook

MEND_NAME = "xlplan_mend"
"""Defined name of the tab that lists what is to be mended."""
DONE_COL = 7
"""The tab's last column, where people tick."""
DONE_WORDS = ("Ja", "Yes")
NOTE_HEAD = "▼ xlplan"
"""Begins our part of a note, which may stand below what others wrote."""
_NOTE_LINES = (NOTE_HEAD, "XP", "→ ")
"""What each of its lines begins with; what follows them is somebody's again."""


def own_span(text: str) -> tuple[int, int] | None:
    r"""Where our lines stand in a note, with the line break before them; None when it has none.

    >>> own_span("Fråga\n▼ xlplan: att rätta\nXP401 Saknas.\n→ Ange.\nKlart!")
    (5, 47)
    """
    begin = text.find(NOTE_HEAD)
    if begin < 0 or (begin and text[begin - 1] not in "\r\n"):
        return None
    end = begin
    for line in text[begin:].splitlines(keepends=True):
        if not line.startswith(_NOTE_LINES) or (end > begin and line.startswith(NOTE_HEAD)):
            break
        end += len(line)
    while begin and text[begin - 1] in "\r\n":
        begin -= 1
    while begin and end > begin and text[end - 1] in "\r\n":
        end -= 1
    return begin, end


def without_own(text: str) -> str:
    r"""A note without our lines.

    >>> without_own("Fråga\n▼ xlplan: att rätta\nXP401 Saknas.\n→ Ange.\nKlart!")
    'Fråga\nKlart!'
    """
    while (span := own_span(text)) is not None:
        text = text[: span[0]] + text[span[1] :]
    return text


def mend_title(names: tuple[DefinedName, ...]) -> str | None:
    """The title of our tab, as its name points to it."""
    for name in names:
        if name.name.lower() == MEND_NAME:
            title = name.target.lstrip("=").rpartition("!")[0].replace("$", "")
            quoted = title.startswith("'") and title.endswith("'") and len(title) > 1
            return title[1:-1].replace("''", "'") if quoted else title
    return None


def without_marks(workbook: Workbook) -> Workbook:
    """The workbook as its sender made it: without our tab and notes.

    What people wrote on our tab (beside its columns, or more than a tick in the last one) is kept: then the tab stays
    with that alone.
    """
    title = mend_title(workbook.names)
    index = next((index for index, grid in enumerate(workbook.sheets) if grid.title == title), None)
    sheets = [_without_notes(grid) for grid in workbook.sheets]
    names = tuple(name for name in workbook.names if name.name.lower() != MEND_NAME)
    if title is None or index is None:
        return replace(workbook, sheets=tuple(sheets), names=names) if sheets != list(workbook.sheets) else workbook
    grid = sheets[index]
    heading = min((row for row, col in grid.cells if col == DONE_COL), default=0)
    theirs = {position: cell for position, cell in grid.cells.items() if not _is_ours(position, cell, heading)}
    if theirs or grid.notes or grid.shapes:
        sheets[index] = replace(grid, cells=theirs, merges=())
        return replace(workbook, sheets=tuple(sheets), names=names)
    del sheets[index]
    return replace(
        workbook,
        sheets=tuple(sheets),
        names=tuple(_moved(name, index) for name in names if name.sheet != index),
        notices=tuple(notice for notice in workbook.notices if notice.sheet != title),
    )


def _without_notes(grid: Grid) -> Grid:
    if not any(NOTE_HEAD in note.text for note in grid.notes.values()):
        return grid
    kept = {position: replace(note, text=without_own(note.text)) for position, note in grid.notes.items()}
    return replace(grid, notes={position: note for position, note in kept.items() if _says(note)})


def _says(note: Note) -> bool:
    return bool(note.text.strip())


def _is_ours(position: Position, cell: Cell, heading: int) -> bool:
    row, col = position
    return col < DONE_COL or (col == DONE_COL and (row == heading or cell.text in DONE_WORDS))


def _moved(name: DefinedName, index: int) -> DefinedName:
    return replace(name, sheet=name.sheet - 1) if name.sheet is not None and name.sheet > index else name
