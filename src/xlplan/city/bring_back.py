"""What the coordinator wrote in the earlier city workbook, put back into the new tables; nothing of it is lost.

An action stands on its area's tab and in *Alla åtgärder*, and a text may be written in either: as with two copies of a
return, the one that was changed since we wrote it holds; two that were changed differently are both kept.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from xlplan.city.answers import answer_of
from xlplan.city.columns import NOT_TO_CORRECT, ROW_KEYS
from xlplan.city.find import Lines, WrittenRows
from xlplan.city.lost import Lost, earlier_lost
from xlplan.city.past import PastBook, PastRow, PastTable
from xlplan.city.register import WrittenRow
from xlplan.city.table import ALL, OWN, Line, PlainCells, Table, mark
from xlplan.city.wording import CityWords

BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Back:
    """A row of the earlier workbook that is a line of the new tables."""

    table: PastTable
    row: PastRow
    written: WrittenRow | None


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the city's for a cell."""

    value: str | float
    written: str
    """As it is read in the cell."""
    corrects: str | None = None
    """Mark of the text of the returns that it corrects; None in a column of the city's own."""
    look: str = "General"
    """Number format of a number."""


class BroughtBack:
    """The rows of an earlier workbook sorted to the lines of the new tables.

    Attributes:
        lost: What has no place any more.
        plain: The cells that the city changed nothing of.
    """

    def __init__(self, tables: Sequence[Table], past: PastBook, words: CityWords) -> None:
        self.past = past
        self.lost: list[Lost] = []
        self.plain = PlainCells()
        self._words = words
        self._rows: dict[tuple[str, str], list[Back]] = {}
        self._again: dict[tuple[str, str], list[Lost]] = {}
        actions = [table for table in tables if table.of_actions] if past.tables else []
        self._lines = Lines(actions)
        names = {table.name for table in tables}
        for table in past.tables.values():
            if table.written.keys == ROW_KEYS:
                self._sort_actions(table)
            elif table.name in names:
                self.sort_others(table, next(each for each in tables if each.name == table.name))
        for tab, cell, text in past.loose:
            self._lose("text", tab, None, cell, cell, text, "outside")
        for each in earlier_lost(past):
            self._sort_lost(each)

    def of(self, table: Table, line: Line) -> list[Back]:
        """The earlier rows of a line of any table."""
        return self._rows.get((_group(table.name, of_actions=table.of_actions), line.key), [])

    def touched(self, table: Table, line: Line) -> bool:
        """Whether the earlier workbook had anything of a line."""
        return bool(self._rows or self._again) and bool(self.of(table, line) or self.again(table, line))

    def here(self, table: Table, line: Line) -> list[Back]:
        """As :meth:`of`, those that stood in the same table; for an area's tab those of all areas."""
        return [back for back in self.of(table, line) if (back.table.name == ALL) == (table.name == ALL)]

    def own_titles(self, table: Table) -> list[str]:
        """Keys of the columns that the city added and for which lines of the table have texts, in their order."""
        found: dict[str, None] = {}
        for line in table.lines:
            for back in self.here(table, line):
                found |= {key: None for key, cell in back.row.cells.items() if key.startswith(OWN) and cell.text}
            found |= {each.column: None for each in self.again(table, line) if each.column.startswith(OWN)}
        return list(found)

    def again(self, table: Table, line: Line) -> list[Lost]:
        """Texts that were without a place, and this is their place again."""
        return self._again.get((_group(table.name, of_actions=table.of_actions), line.key), [])

    def text(self, table: Table, line: Line, key: str) -> Text | None:
        """The city's text for a cell of a column of its own; None when it wrote nothing there."""
        cells = [(back, back.row.cells[key]) for back in self.of(table, line) if key in back.row.cells]
        again = [each.text for each in self.again(table, line) if each.column == key and each.kind == "cell"]
        changed = [cell for back, cell in cells if mark(cell.text) != _marks(back, key)[0]]
        held = changed or [cell for _, cell in cells if cell.text][:1]
        texts = list(dict.fromkeys([*(cell.text for cell in held if cell.text), *again]))
        if len(texts) == 1 and held and held[0].number is not None and not again:
            return Text(held[0].number, texts[0], look=held[0].look.number if held[0].look else "General")
        return Text(BETWEEN.join(texts), BETWEEN.join(texts)) if texts else None

    def correction(self, table: Table, line: Line, key: str, returned: str) -> Text | None:
        """What the city typed over a text of the returns; None where it did not, or where they say the same by now.

        A correction of what the returns said before is listed as lost: they have something new to say.
        """
        found: dict[str, str] = {}
        standing: dict[str, str] = {}
        for back in self.of(table, line):
            cell, (written, of_returns) = back.row.cells.get(key), _marks(back, key)
            if cell is None or back.written is None or key not in back.written.marks:
                continue
            if mark(cell.text) != written:
                found[cell.text] = of_returns
            elif written != of_returns:
                standing[cell.text] = of_returns
        found = found or standing
        now = mark(returned)
        found = {text: corrects for text, corrects in found.items() if mark(text) not in (now, corrects)}
        valid = [text for text, corrects in found.items() if corrects == now]
        for text, corrects in found.items():
            if corrects != now:
                self._lose_of(table, line, "correction", key, text, "changed")
        return Text(BETWEEN.join(valid), BETWEEN.join(valid), now) if valid else None

    def _sort_actions(self, table: PastTable) -> None:
        for row, written in WrittenRows(table).of_all(table.rows):
            texts = {key: cell.text for key, cell in row.cells.items()}
            witnesses = written.witnesses if written else ()
            key = self._lines.find(row.key, texts.get("district", ""), texts.get("action", ""), witnesses)
            back = Back(table, row, written)
            if key is not None and (written or not table.written.rows):
                self._rows.setdefault((_ACTIONS, key), []).append(back)
                self._lose_typed_over(back, NOT_TO_CORRECT)
                self._lose_formulas(back)
            elif written is None:
                self._lose_row(back)
            else:
                self._lose_all(back)

    def sort_others(self, table: PastTable, now: Table) -> None:
        """Sort the rows of a table that holds no actions to its lines as they are now."""
        known = {line.key: line.key for line in now.lines}
        instead = _instead(now)
        for row in table.rows:
            back = Back(table, row, table.written.rows.get(row.key))
            text = row.cells[now.instead].text if now.instead in row.cells else ""
            if key := known.get(row.key) or instead.get(text):
                self._rows.setdefault((table.name, key), []).append(back)
                self._lose_typed_over(back, {column.key for column in now.columns if not column.city})
                self._lose_formulas(back)
            elif back.written is None:
                self._lose_row(back)
            else:
                self._lose_all(back)

    def _sort_lost(self, each: Lost) -> None:
        """Back to its place, if that is there again; else it stays lost. Answers are looked after by themselves."""
        key = self._lines.find(f"{each.nr} | {each.district}", each.district, each.action) if each.action else None
        if key is not None and each.kind in ("cell", "note"):
            self._again.setdefault((_ACTIONS, key), []).append(each)
        elif each.kind != "answer":
            self.lost.append(each)

    def _lose_row(self, back: Back) -> None:
        """A row that belongs to nothing, as one line."""
        titles = {column.key: column.title for column in back.table.columns}
        parts = [f"{titles[key]}: {cell.text}" for key, cell in back.row.cells.items() if cell.text]
        parts += [cell.note.text for cell in back.row.cells.values() if cell.note]
        if parts:
            self._lose("row", back.table.tab, None, "", "", "\n".join(parts), "added")

    def _lose_all(self, back: Back) -> None:
        """All that the city wrote in a row that is gone."""
        coloured = False
        for column in back.table.columns:
            cell = back.row.cells[column.key]
            written, returned = _marks(back, column.key)
            if column.key in _CITY or column.key.startswith(OWN):
                if cell.text and not (column.key == "answer" and answer_of(cell.text, self._words)):
                    self._lose("cell", back.table.tab, back.row, column.key, column.title, cell.text, "row")
            elif (back.written is not None and mark(cell.text) != written) or written != returned:
                self._lose("correction", back.table.tab, back.row, column.key, column.title, cell.text, "row")
            if cell.note:
                self._lose("note", back.table.tab, back.row, column.key, column.title, cell.note.text, "row")
            coloured = coloured or bool(cell.look and cell.look.fill)
        if coloured:
            self._lose("look", back.table.tab, back.row, "", "", self._words.lost_what["look"], "row")

    def _lose_typed_over(self, back: Back, columns: Collection[str]) -> None:
        """What was typed over our texts in columns that take no corrections; not what only changed its row."""
        for column in back.table.columns:
            cell = back.row.cells[column.key]
            if back.written is None or column.key not in columns or column.key not in back.written.marks:
                continue
            if cell.text and mark(cell.text) not in back.table.written.marks_in(column.key):
                place = f"{column.title} ({cell.at})"
                self._lose("text", back.table.tab, None, column.key, place, cell.text, "outside")

    def lose_without_column(self, table: Table, line: Line, columns: Collection[str]) -> None:
        """List what was written in columns that the table does not have any more."""
        for back in self.here(table, line):
            for column in back.table.columns:
                cell = back.row.cells[column.key]
                if column.key in columns:
                    continue
                written, returned = _marks(back, column.key)
                if back.written and table.of_actions and (mark(cell.text) != written or written != returned):
                    self._lose("correction", back.table.tab, back.row, column.key, column.title, cell.text, "row")
                if cell.note:
                    self._lose("note", back.table.tab, back.row, column.key, column.title, cell.note.text, "row")

    def _lose_formulas(self, back: Back) -> None:
        for column in back.table.columns:
            cell = back.row.cells[column.key]
            if cell.formula is not None and (column.key in _CITY or column.key.startswith(OWN)):
                self._lose("formula", back.table.tab, back.row, column.key, column.title, f"={cell.formula}", "formula")

    def _lose_of(self, table: Table, line: Line, kind: str, key: str, text: str, why: str) -> None:
        back = self.of(table, line)[0]
        title = next((column.title for column in table.columns if column.key == key), key)
        self._lose(kind, back.table.tab, back.row, key, title, text, why)

    def _lose(self, kind: str, tab: str, row: PastRow | None, key: str, title: str, text: str, why: str) -> None:
        texts = (
            {name: row.cells[name].text for name in ("district", "nr", "action") if name in row.cells} if row else {}
        )
        what = self._words.lost_what.get(kind, title).format(column=title)
        place = (tab, texts.get("district", ""), texts.get("nr", ""), texts.get("action", ""))
        self.lost.append(Lost(*place, what, text, self._words.lost_why[why], kind, key))


_ACTIONS = "actions"
_CITY = frozenset({"comment", "assessment", "verdict", "answer"})


def _instead(now: Table) -> dict[str, str]:
    """The key of the first line with each text in the column that a row may be known by instead."""
    keys = [column.key for column in now.columns]
    if now.instead not in keys:
        return {}
    place = keys.index(now.instead)
    return {str(line.texts[place]): line.key for line in reversed(now.lines)}


def _group(name: str, *, of_actions: bool) -> str:
    return _ACTIONS if of_actions else name


def _marks(back: Back, key: str) -> tuple[str, str]:
    return back.written.marks.get(key, ("", "")) if back.written else ("", "")
