"""The account of the cells: each filled cell of each tab is placed, boilerplate, or listed as unplaced.

The readers note what they took. When all is read, the raw cells are counted, and as placed counts only what the
finished plan truly says: a cell that was taken but whose text stands nowhere in it, or that was taken twice, leaves
the account unbalanced, which is our fault and never passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xlplan.findings.finding import Finding, Kind
from xlplan.form.layout import NUMBER_KEY
from xlplan.plan.model import Action, Area, CellNote, Ledger, Unplaced
from xlplan.plan.words import is_blank, slug
from xlplan.sheets.address import to_a1
from xlplan.sheets.grid import Grid, Position, Workbook


class Unbalanced(Exception):
    """The account does not balance: a fault of xlplan, not of the file."""


@dataclass(slots=True)
class Account:
    """What was taken from one tab, and what there was to remark on the way."""

    grid: Grid
    placed: set[Position] = field(default_factory=set)
    boilerplate: set[Position] = field(default_factory=set)
    headings: set[Position] = field(default_factory=set)
    """Those of the placed that are headings of the district's own."""
    placed_notes: set[Position] = field(default_factory=set)
    remarks: list[Finding] = field(default_factory=list)
    """Without the file's name, which no reader of a tab knows."""
    passed_over: bool = False
    """Whether the tab as a whole is no part of the plan; its cells are unplaced and the tab is told of once."""

    def place(self, position: Position) -> None:
        """The cell's text stands in the model."""
        if position in self.grid.cells:
            self.placed.add(position)

    def set_aside(self, position: Position) -> None:
        """The cell's text is the form's own."""
        if position in self.grid.cells:
            self.boilerplate.add(position)

    def place_all(self, positions: Iterable[Position]) -> None:
        """The texts of some cells stand in the model."""
        self.placed |= self.grid.cells.keys() & positions

    def set_all_aside(self, positions: Iterable[Position]) -> None:
        """The texts of some cells are the form's own."""
        self.boilerplate |= self.grid.cells.keys() & positions

    def remark(self, kind: Kind, row: int = 0, col: int = 0, **facts: str) -> None:
        """A finding about a cell, or about the tab."""
        self.remarks.append(Finding(kind, "", self.grid.title, row, col, facts))

    def take_notes(self, row: int) -> tuple[CellNote, ...]:
        """The notes on the cells of a row, which now belong to its action."""
        if not self.grid.notes:
            return ()
        found = sorted(position for position in self.grid.notes if position[0] == row)
        self.placed_notes.update(found)
        return tuple(CellNote(self.grid.title, *position, self.grid.notes[position].text) for position in found)

    @property
    def left(self) -> list[Position]:
        """Filled cells that nobody has taken yet, in reading order."""
        taken = self.placed | self.boilerplate
        return sorted(self.grid.cells.keys() - taken) if len(taken) < len(self.grid.cells) else []


def balance(
    workbook: Workbook, accounts: Sequence[Account], areas: Sequence[Area], fields: Mapping[str, str]
) -> Ledger:
    """Close the account of a workbook.

    Args:
        workbook: The raw cells, which are counted anew.
        accounts: What was taken from each tab.
        areas: The plan as it was read.
        fields: The answers as they were read.

    Raises:
        Unbalanced: placed + boilerplate + unplaced is not filled.
    """
    filled = sum(1 for grid in workbook.sheets for cell in grid.cells.values() if cell.text != "")
    said = _Said(areas, fields)
    missing = [
        f"{account.grid.title!r} {to_a1(*position)}"
        for account in accounts
        for position in sorted(said.not_at_once(account))
        if not said.holds(account.grid, position)
    ]
    placed = sum(len(account.placed) for account in accounts) - len(missing)
    boilerplate = sum(len(account.boilerplate) for account in accounts)
    unplaced = tuple(
        Unplaced(account.grid.title, *position, account.grid.cells[position].text)
        for account in accounts
        for position in account.left
    )
    if placed + boilerplate + len(unplaced) != filled:
        sums = f"{placed} placed + {boilerplate} boilerplate + {len(unplaced)} unplaced != {filled} filled"
        raise Unbalanced("; ".join([sums, *missing[:1]]))
    return Ledger(filled, placed, boilerplate, unplaced, _loose_notes(accounts))


class _Said:
    """What the finished plan says, and where it says to have it from."""

    def __init__(self, areas: Sequence[Area], fields: Mapping[str, str]) -> None:
        self.at: dict[str, dict[Position, str]] = {}
        """What it says to have from a cell, by tab."""
        self.by_row: dict[tuple[str, int], list[Action]] = {}
        """Actions that were read from rows of a table."""
        self.headings: set[str] = set()
        """Of the district's own columns."""
        self.added = {area.key for area in areas if area.added}
        self.loose = [*fields.values(), *(text for area in areas for text in area.fields.values())]
        """Texts that stand in no row: answers, what is said of an area, cards."""
        for action in (action for area in areas for action in area.actions):
            texts = self.at.setdefault(action.sheet, {})
            for key, place in action.places.items():
                texts[place] = action.values.get(key, "")
            texts[action.row, action.cols.get(NUMBER_KEY, 0)] = action.id or ""
            self.headings |= action.extra.keys()
            for row in {*action.table_rows, *(row for row, _ in action.places.values())} if action.table_rows else ():
                self.by_row.setdefault((action.sheet, row), []).append(action)
            if not action.table_rows:
                self.loose += [*action.values.values(), *action.extra, *action.extra.values(), action.id or ""]
        self.loose = [text for text in self.loose if text]

    def not_at_once(self, account: Account) -> list[Position]:
        """The placed cells of a tab in which something else stands than the plan says to have from them."""
        cells, texts = account.grid.cells, self.at.get(account.grid.title, {})
        return [position for position in account.placed if cells[position].text != texts.get(position)]

    def holds(self, grid: Grid, position: Position) -> bool:
        """Whether the plan says what stands in a cell; of a blank one there is nothing to say.

        In a cell of a card its label may stand too.
        """
        text = grid.cells[position].text.strip()
        actions = self.by_row.get((grid.title, position[0]))
        if is_blank(text) or any(text in said for said in (*self.headings, *_texts(actions or (), position[1]))):
            return True
        if actions:
            return False
        return slug(text) in self.added or any(text in said or said in text for said in self.loose)


def _texts(actions: Iterable[Action], col: int) -> Iterator[str]:
    """What the actions of a row say from a column; of one that is not the form's, all that is not."""
    for action in actions:
        keys = {key for key, at in action.cols.items() if at == col}
        keys |= {key for key, (_, at) in action.places.items() if at == col}
        yield from (action.values.get(key, "") for key in keys)
        yield action.id or ""
        if not keys:
            yield from action.extra.values()


def _loose_notes(accounts: Sequence[Account]) -> tuple[Unplaced, ...]:
    loose = []
    for account in accounts:
        grid = account.grid
        left = sorted(grid.notes.keys() - account.placed_notes)
        loose += [Unplaced(grid.title, *position, grid.notes[position].text) for position in left]
        loose += [Unplaced(grid.title, shape.row, shape.col, shape.text) for shape in grid.shapes]
    return tuple(loose)
