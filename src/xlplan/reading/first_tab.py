"""What stands outside the tables: the questions of the first tab with their answers, and the form's own texts."""

from __future__ import annotations

from collections.abc import Callable, Container

from xlplan.findings.catalogue import OWN_TEXT_EDITED
from xlplan.form.layout import BEGUN_COL, LABEL_COL, LEFT_COL
from xlplan.plan.words import is_blank, plain
from xlplan.reading.account import Account
from xlplan.reading.vocabulary import Vocabulary
from xlplan.sheets.grid import Cell, CellKind

REACH = 4
"""An answer stands at most so many columns right of its question."""


def read_fields(account: Account, words: Vocabulary, earlier: Container[str] = ()) -> dict[str, str]:
    """Answers by field key: the first filled cell right of each question. Blank ones are left out.

    What is taken already is neither question nor answer; the answers to ``earlier`` questions are known.
    """
    fields: dict[str, str] = {}
    taken = account.placed | account.boilerplate
    for row, filled in account.grid.rows():
        cells = {col: cell for col, cell in filled.items() if (row, col) not in taken}
        for col, cell in cells.items():
            key = words.questions.get(plain(cell.text))
            if key is None or key in fields or key in earlier:
                continue
            account.set_aside((row, col))
            answer = next((right for right in range(col + 1, col + 1 + REACH) if right in cells), None)
            if answer is not None and plain(cells[answer].text) not in words.questions:
                account.place((row, answer))
                if not is_blank(cells[answer].text):
                    fields[key] = cells[answer].text
    return fields


def set_aside_told(account: Account, words: Vocabulary, is_label: Callable[[str], bool]) -> None:
    """Set aside what the form itself tells on its first tab in words that it also uses as labels of a card.

    They are known by standing in the column in which the form has them; its questions are left.
    """
    told = {(placed.col, plain(placed.text)) for placed in words.layout.first.texts}
    told |= {(LABEL_COL, name) for name in words.district_names}
    for row, col in account.left:
        text = account.grid.cells[row, col].text
        if (col, plain(text)) in told and plain(text) not in words.questions and is_label(text):
            account.set_aside((row, col))


def set_aside_counts(account: Account, words: Vocabulary) -> None:
    """Set aside the figures that count, beside an area's name, how far its tab has come."""
    for row, cells in account.grid.rows():
        if any(plain(cell.text) in words.area_names for cell in cells.values()):
            for col in (BEGUN_COL, LEFT_COL):
                if col in cells and _is_count(cells[col]):
                    account.set_aside((row, col))


def _is_count(cell: Cell) -> bool:
    """A whole number, or a formula that gives none: openpyxl drops results, gnumeric may give an error."""
    if cell.formula is not None and cell.kind in (CellKind.FORMULA, CellKind.ERROR):
        return True
    return cell.text.removeprefix("-").isdecimal()


def set_aside_own_texts(account: Account, words: Vocabulary, here: frozenset[str], acted: Container[int]) -> None:
    """Set aside, of the cells that are left, those whose text is the form's own, or one of those known ``here``.

    In the rows ``acted``, which hold an action, the form has written nothing: what is left there an office wrote.
    """
    for position in account.left:
        text = account.grid.cells[position].text
        if position[0] in acted:
            continue
        verbatim = words.is_own_verbatim(text) or plain(text) in here
        if verbatim or words.is_own(text):
            account.set_aside(position)
            if not verbatim and not account.passed_over:
                account.remark(OWN_TEXT_EDITED, *position, value=text)


def set_aside_office(account: Account, above: int, words: Vocabulary, district: str | None) -> None:
    """Set aside the name of the office that sent the plan, where it stands above a table."""
    office = words.districts.get(district or "")
    names = {plain(office.name), plain(office.official_name)} if office else set()
    for row, col in account.left:
        if row < above and plain(account.grid.cells[row, col].text) in names:
            account.set_aside((row, col))
