"""The account of the cells: each filled cell of each tab is placed, boilerplate, or listed as unplaced.

The readers note what they took; the count itself is made here, from the raw cells, by nobody who placed any. If a
cell was taken twice or a cell was taken that is not there, the account does not balance, which is our fault and
never passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from xlplan.findings.finding import Finding, Kind
from xlplan.plan.model import CellNote, Ledger, Unplaced
from xlplan.sheets.grid import Grid, Position, Workbook


class Unbalanced(Exception):
    """The account does not balance: a fault of xlplan, not of the file."""


@dataclass(slots=True)
class Account:
    """What was taken from one tab, and what there was to remark on the way."""

    grid: Grid
    placed: set[Position] = field(default_factory=set)
    boilerplate: set[Position] = field(default_factory=set)
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

    def remark(self, kind: Kind, row: int = 0, col: int = 0, **facts: str) -> None:
        """A finding about a cell, or about the tab."""
        self.remarks.append(Finding(kind, "", self.grid.title, row, col, facts))

    def take_notes(self, row: int) -> tuple[CellNote, ...]:
        """The notes on the cells of a row, which now belong to its action."""
        found = sorted(position for position in self.grid.notes if position[0] == row)
        self.placed_notes.update(found)
        return tuple(CellNote(self.grid.title, *position, self.grid.notes[position].text) for position in found)

    @property
    def left(self) -> list[Position]:
        """Filled cells that nobody has taken yet, in reading order."""
        return sorted(self.grid.cells.keys() - self.placed - self.boilerplate)


def balance(workbook: Workbook, accounts: list[Account]) -> Ledger:
    """Close the account of a workbook.

    Raises:
        Unbalanced: placed + boilerplate + unplaced is not filled.
    """
    filled = sum(1 for grid in workbook.sheets for cell in grid.cells.values() if cell.text != "")
    placed = sum(len(account.placed) for account in accounts)
    boilerplate = sum(len(account.boilerplate) for account in accounts)
    unplaced = tuple(
        Unplaced(account.grid.title, *position, account.grid.cells[position].text)
        for account in accounts
        for position in account.left
    )
    if placed + boilerplate + len(unplaced) != filled:
        raise Unbalanced(f"{placed} placed + {boilerplate} boilerplate + {len(unplaced)} unplaced != {filled} filled")
    return Ledger(filled, placed, boilerplate, unplaced, _loose_notes(accounts))


def _loose_notes(accounts: list[Account]) -> tuple[Unplaced, ...]:
    loose = []
    for account in accounts:
        grid = account.grid
        left = sorted(grid.notes.keys() - account.placed_notes)
        loose += [Unplaced(grid.title, *position, grid.notes[position].text) for position in left]
        loose += [Unplaced(grid.title, shape.row, shape.col, shape.text) for shape in grid.shapes]
    return tuple(loose)
