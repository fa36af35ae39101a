"""How last year went, as the city sent it out beside each action: our own words, unless a person changed them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlplan.form.places import LAST_YEAR
from xlplan.plan.words import fingerprint, plain
from xlplan.reading.account import Account
from xlplan.reading.areas import AreaTable
from xlplan.reading.vocabulary import Vocabulary
from xlplan.template.marks import Marks


def set_aside_last_year(
    accounts: Sequence[Account], tables: Iterable[AreaTable], words: Vocabulary, marks: Marks
) -> None:
    """Set aside the column's heading and each text in it that was issued so, wherever its row went."""
    issued = {prints[LAST_YEAR] for prints in marks.issued.values() if LAST_YEAR in prints}
    for each in tables if issued else ():
        account, table = accounts[each.sheet_index], each.table
        for col in (col for col, heading in table.extra.items() if plain(heading) == words.last_year):
            for row in table.heading_rows:
                account.set_aside((row, col))
            for row, cells in account.grid.rows():
                if table.body_row <= row < table.end_row and col in cells and fingerprint(cells[col].text) in issued:
                    account.set_aside((row, col))
