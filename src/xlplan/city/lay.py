"""A table with what the city wrote in it: its own columns, texts, corrections, order, widths, notes and colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlplan.city.bring_back import Back, BroughtBack
from xlplan.city.columns import CORRECTED, NOT_TO_CORRECT
from xlplan.city.page import fitting_widths, over_the_page
from xlplan.city.past import PastTable
from xlplan.city.table import OWN, Column, Laid, Line, PlainCells, Shown, Table, mark
from xlplan.city.wording import CityWords
from xlplan.sheets.appearance import CellLook
from xlplan.sheets.grid import Note
from xlplan.sheets.looks import INK

OWN_WIDTH = 24
LONGEST_QUOTE = 120
"""A text that was corrected is quoted at most so long."""
_PLAIN_INK = {None, INK.upper(), "#000000"}


def lay(table: Table, back: BroughtBack, words: CityWords) -> Laid:
    """The table as it is to be written; what finds no column is listed as lost."""
    past = back.past.tables.get(table.name)
    columns = _columns(table, past, back)
    rows = []
    corrections: list[dict[str, str]] = []
    keys = [each.key for each in table.columns]
    places = [keys.index(each.key) if each.key in keys else None for each in columns]
    for line in table.lines:
        if not back.touched(table, line):
            rows.append(_untouched(line, columns, places, back.plain))
            corrections.append({})
            continue
        corrected: dict[str, str] = {}
        cells = [
            _cell(table, line, column, "" if place is None else line.texts[place], back, corrected)
            for column, place in zip(columns, places, strict=True)
        ]
        if corrected:
            cells = [
                _told(cell, column, table, line, corrected, words) for cell, column in zip(cells, columns, strict=True)
            ]
        back.lose_without_column(table, line, {column.key for column in columns})
        rows.append(tuple(cells))
        corrections.append(corrected)
    known = {each.key: each for each in past.columns} if past else {}
    kept = {key: each.width for key, each in known.items() if each.width is not None}
    fitted = [
        replace(column, width=kept.get(column.key, width))
        for column, width in zip(columns, fitting_widths(columns, rows), strict=True)
    ]
    titles = frozenset(key for key, each in known.items() if each.renamed)
    if table.of_actions:
        fitted = over_the_page(fitted, rows, kept)
    return Laid(table, tuple(fitted), tuple(rows), frozenset(kept), titles, tuple(corrections))


def _columns(table: Table, past: PastTable | None, back: BroughtBack) -> list[Column]:
    """Ours and the city's own, in the city's order; one that is new comes behind its neighbour of our own order."""
    ours = {column.key: column for column in table.columns if column.key != CORRECTED or _any_correction(table, back)}
    known = {each.key: each for each in past.columns} if past else {}
    own = {key: Column(key, each.title, OWN_WIDTH, city=True) for key, each in known.items() if key.startswith(OWN)}
    for key in back.own_titles(table):
        own.setdefault(key, Column(key, key.removeprefix(OWN), OWN_WIDTH, city=True))
    order = [key for key in known if key in ours or key in own]
    before = ""
    for key in ours:
        if key not in order:
            order.insert(order.index(before) + 1 if before in order else 0, key)
        before = key
    order += [key for key in own if key not in order]
    columns = []
    for key in order:
        column = ours.get(key) or own[key]
        if key in known:
            title = known[key].title if known[key].renamed else column.title
            column = replace(column, title=title, hidden=known[key].hidden)
        columns.append(column)
    return columns


def _any_correction(table: Table, back: BroughtBack) -> bool:
    return table.of_actions and any(_corrections(table, line, back) for line in table.lines)


def _corrections(table: Table, line: Line, back: BroughtBack) -> dict[str, str]:
    found = {}
    if not back.of(table, line):
        return {}
    for column, text in zip(table.columns, line.texts, strict=True):
        if not column.city and column.key not in NOT_TO_CORRECT:
            correction = back.correction(table, line, column.key, str(text))
            if correction is not None:
                found[column.key] = correction.written
    return found


def _untouched(
    line: Line, columns: Sequence[Column], places: Sequence[int | None], plain: PlainCells
) -> tuple[Shown, ...]:
    """The cells of a line that the city wrote nothing in; ``places`` are those of the columns' texts."""
    cells = [plain["" if place is None else line.texts[place]] for place in places]
    for index, column in enumerate(columns) if line.links else ():
        if column.key in line.links:
            cells[index] = replace(cells[index], link=line.links[column.key])
    return tuple(cells)


def _cell(
    table: Table, line: Line, column: Column, text: str | int, back: BroughtBack, corrected: dict[str, str]
) -> Shown:
    here = back.here(table, line)
    look, note = _look(here, column.key), _note(here, column.key, table, line, back)
    if column.city and not text:
        kept = back.text(table, line, column.key)
        if kept is None:
            return Shown("", "", look, note)
        if not isinstance(kept.value, str):
            look = replace(look or CellLook(), number=kept.look)
        return Shown(kept.value, mark(kept.written), look, note)
    if table.of_actions and not column.city and column.key not in NOT_TO_CORRECT:
        correction = back.correction(table, line, column.key, str(text))
        if correction is not None:
            corrected[column.key] = correction.written
            marks = f"{mark(correction.written) or '-'}/{correction.corrects or '-'}"
            return Shown(correction.value, marks, look, note)
    link = line.links.get(column.key)
    return Shown(text, mark(text), look, note, link) if look or note or link else back.plain[text]


def _told(cell: Shown, column: Column, table: Table, line: Line, corrected: dict[str, str], words: CityWords) -> Shown:
    """The cell that tells which of the row's texts are the city's, and what the return says; others as they are."""
    if column.key != CORRECTED:
        return cell
    parts = []
    for ours, returned in zip(table.columns, line.texts, strict=True):
        if ours.key in corrected:
            quote = str(returned)
            quote = quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE].rstrip() + "…"
            told = words.correction if corrected[ours.key] else words.emptied
            parts.append(told.format(column=ours.title, text=f"”{quote}”" if quote else "–"))
    text = "\n".join(parts)
    return replace(cell, value=text, mark=mark(text))


def _look(here: Sequence[Back], key: str) -> CellLook | None:
    """What the city changed in the cell's look; one fill over a whole row is the row's, new columns have it too."""
    for back in here:
        cells = [cell.look for cell in back.row.cells.values()]
        fills = {look.fill if look else None for look in cells}
        of_row = CellLook(fill=next(iter(fills))) if len(fills) == 1 and None not in fills else None
        cell = back.row.cells.get(key)
        look = cell.look if cell else of_row
        if look and (look.fill or look.bold or look.italic or look.color not in _PLAIN_INK):
            color = None if look.color in _PLAIN_INK else look.color
            return replace(look, color=color)
    return None


def _note(here: Sequence[Back], key: str, table: Table, line: Line, back: BroughtBack) -> Note | None:
    notes = [cell.note for each in here if (cell := each.row.cells.get(key)) and cell.note]
    again = [each.text for each in back.again(table, line) if each.kind == "note" and each.column == key]
    texts = list(dict.fromkeys([*(note.text for note in notes), *again]))
    return Note("\n".join(texts), notes[0].author if notes else "") if texts else None
