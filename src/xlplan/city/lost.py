"""What the city wrote and whose place is gone: listed on a tab of its own, and put back when the place comes back."""

from __future__ import annotations

from dataclasses import dataclass

from xlplan.city.past import PastBook, PastRow
from xlplan.city.table import Column, Table, make_lines
from xlplan.city.wording import CityWords
from xlplan.sheets import looks

LOST = "utan_plats"
"""Name of the table."""
_KEYS = ("tab", "district", "nr", "action", "what", "text", "key")
_NAMES = ("tab", "district", "nr", "action", "what", "text", "why")
_WIDTHS = (26, 22, 11, 50, 26, 60, 40, 20)


@dataclass(frozen=True, slots=True)
class Lost:
    """A text of the city's without a place."""

    tab: str
    district: str
    nr: str
    action: str
    what: str
    """In words: ``Anteckning på Vem``."""
    text: str
    why: str
    kind: str
    """``cell``, ``note``, ``correction``, ``answer``, ``row``, ``text``, ``formula`` or ``look``."""
    column: str = ""
    """Key of its column or of its decision."""


def lost_table(lost: list[Lost], words: CityWords) -> Table:
    """*Utan plats*; each line once."""
    columns = tuple(
        Column(key, title, width, looks.ASIDE if key == "key" else looks.BODY)
        for key, title, width in zip((*_NAMES, "key"), words.lost_headings, _WIDTHS, strict=True)
    )
    rows = dict.fromkeys(
        (each.tab, each.district, each.nr, each.action, each.what, each.text, each.why, f"{each.kind}|{each.column}")
        for each in lost
    )
    lines = make_lines(columns, _KEYS, [*rows])
    return Table(LOST, words.lost_tab, words.lost_tab, words.lost_help, columns, lines, _KEYS)


def earlier_lost(past: PastBook) -> list[Lost]:
    """What was without a place already."""
    table = past.tables.get(LOST)
    return [_lost(row) for row in table.rows if row.key] if table else []


def _lost(row: PastRow) -> Lost:
    texts = {key: cell.text for key, cell in row.cells.items()}
    kind, _, column = texts.get("key", "").partition("|")
    tab, district, nr, action, what, text, why = (texts.get(name, "") for name in _NAMES)
    return Lost(tab, district, nr, action, what, text, why, kind or "text", column)
