"""Which line of the new tables a row of the earlier workbook is: never by its number alone.

A row is first known again as one that we wrote, by its number and district together with its other texts, or by its
texts alone (people sort single columns). What we wrote names the rows of returns that the action was made from; by them
it is found among the new lines, also when a late return has changed its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xlplan.city.columns import CORRECTED, TO_RETURN
from xlplan.city.past import PastRow, PastTable
from xlplan.city.register import WrittenRow
from xlplan.city.table import Line, Table, mark
from xlplan.plan.words import plain

NO_CONTENT = frozenset({"nr", "district", "area", "source", TO_RETURN, "known_by", "missing_in", "status", CORRECTED})
"""Columns that tell nothing of what an action is, or too little."""
ENOUGH = 0.5
"""Part of a row's texts that must be as we wrote them."""


class WrittenRows:
    """The rows of a table as we wrote them."""

    def __init__(self, table: PastTable) -> None:
        self._rows = table.written.rows
        self._by_action: dict[str, list[WrittenRow]] = {}
        for row in self._rows.values():
            if action := row.marks.get("action", ("", ""))[0]:
                self._by_action.setdefault(action, []).append(row)

    def of_all(self, rows: Sequence[PastRow]) -> Iterator[tuple[PastRow, WrittenRow | None]]:
        """Each row as we wrote it; None when it cannot be told, or when we did not write it.

        Of several rows that could be one of ours the most alike is it; a copy that says the same is it too, while one
        that was worked on is a row of the city's own.
        """
        found = [(row, self._of(row)) for row in rows]
        best: dict[str, float] = {}
        for row, written in found:
            if written is not None:
                best[written.key] = max(best.get(written.key, 0), _likeness(row, written))
        taken: set[str] = set()
        for row, written in found:
            if written is None:
                yield row, None
                continue
            likeness = _likeness(row, written)
            mine = likeness == 1 or (likeness == best[written.key] and written.key not in taken)
            taken.add(written.key if mine else "")
            yield row, written if mine else None

    def _of(self, row: PastRow) -> WrittenRow | None:
        written = self._rows.get(row.key)
        if written is not None and _likeness(row, written) >= ENOUGH:
            return written
        action = row.cells.get("action")
        alike = self._by_action.get(mark(action.text), []) if action else []
        scores = sorted(((_likeness(row, each), each.key) for each in alike), reverse=True)
        if scores and scores[0][0] >= ENOUGH and (len(scores) == 1 or scores[0][0] > scores[1][0]):
            return self._rows[scores[0][1]]
        return None


def _likeness(row: PastRow, written: WrittenRow) -> float:
    """Part of the row's texts that stand as we wrote them; 1 for one that we wrote without any."""
    pairs = [
        (marks[0], mark(row.cells[key].text))
        for key, marks in written.marks.items()
        if key in row.cells and key not in NO_CONTENT and not key.startswith("own:") and marks[0]
    ]
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else 1.0


class Lines:
    """The lines of the new tables that hold the same actions, to be found by an earlier row."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._by_witness: dict[str, str] = {}
        self._by_text: dict[tuple[str, str], set[str]] = {}
        self._texts: dict[str, str] = {}
        for table in tables:
            places = {column.key: index for index, column in enumerate(table.columns)}
            for line in table.lines:
                self._add(line, places)

    def _add(self, line: Line, places: dict[str, int]) -> None:
        for witness in line.witnesses:
            self._by_witness.setdefault(witness, line.key)
        if "action" in places and (text := plain(str(line.texts[places["action"]]))):
            self._texts[line.key] = text
            self._by_text.setdefault((plain(str(line.texts[places["district"]])), text), set()).add(line.key)

    def find(self, key: str, district: str, action: str, witnesses: Iterable[str] = ()) -> str | None:
        """The key of the line, or None."""
        for witness in witnesses:
            if witness in self._by_witness:
                return self._by_witness[witness]
        text = plain(action)
        if text and self._texts.get(key) == text:
            return key
        same = self._by_text.get((plain(district), text), set()) if text else set()
        return next(iter(same)) if len(same) == 1 else None
