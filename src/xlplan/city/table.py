"""The tables of the city workbook as values: what stands in them before anything of the city's own is put back."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from xlplan.sheets import looks
from xlplan.sheets.appearance import CellLook
from xlplan.sheets.grid import Note
from xlplan.sheets.looks import Style
from xlplan.sheets.writing import storable

ALL = "alla_atgarder"
"""Name of the table of all actions; those of the areas are named otherwise."""
OWN = "own:"
"""Begins the key of a column that the city added, before its heading."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    key: str
    title: str
    width: float
    style: Style = looks.BODY
    city: bool = False
    """Whether it is the city's to write in."""
    hidden: bool = False
    stretches: bool = False
    """Whether it takes the room that a printed page has left: for the longest texts, which make rows high."""


@dataclass(frozen=True, slots=True)
class Target:
    """A row of a table that a link leads to."""

    table: str
    """Its name."""
    known_by: tuple[tuple[str, str], ...]
    """Keys of columns, and the texts there that tell the row apart; the first row that has them all."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table, before anything of the city's own is put back."""

    key: str
    """What it is known by; no two lines of a table have the same."""
    texts: tuple[str | int, ...]
    """A text or figure for each column."""
    witnesses: tuple[str, ...] = ()
    """Marks of the rows of returns that an action was made from: they hold when its number or text changes."""
    links: Mapping[str, Target] = field(default_factory=dict)
    """By column, where its text leads."""


@dataclass(frozen=True, slots=True)
class Table:
    """An Excel Table on a tab of its own."""

    name: str
    tab: str
    heading: str
    help: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    keys: tuple[str, ...]
    """Keys of the columns whose texts tell the lines apart."""
    of_actions: bool = False
    """Whether its lines are actions: the same action may stand in several such tables."""
    instead: str = ""
    """Key of a column by which a row is known where its own line is gone: a district that has returned by now."""
    tab_colour: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as it is written."""

    value: str | int | float
    mark: str
    """What the register says of it; see :func:`mark`."""
    look: CellLook | None = None
    """Where the city changed its look."""
    note: Note | None = None
    link: Target | None = None
    """Where it leads."""


class PlainCells(dict[str | int, Shown]):
    """The cell of each text or figure that the city changed nothing of: one for all the cells that say the same."""

    def __missing__(self, text: str | int) -> Shown:
        self[text] = cell = Shown(text, mark(text))
        return cell


@dataclass(frozen=True, slots=True)
class Laid:
    """A table as it is written: with the city's own cells, columns, order and looks."""

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[tuple[Shown, ...], ...]
    kept_widths: frozenset[str] = frozenset()
    """Keys of the columns whose width is the city's."""
    kept_titles: frozenset[str] = frozenset()
    """Keys of our columns that the city gave another heading."""
    corrections: tuple[dict[str, str], ...] = ()
    """For each row of actions what the city typed over the returns, by column key."""


@lru_cache(maxsize=50_000)
def mark(text: str | float) -> str:
    r"""Ten hexadecimal digits of a text as a cell holds it; empty for a blank one. Programs change line ends only.

    >>> mark("Järva\r\n") == mark("Ja\u0308rva"), mark("Järva") == mark("järva"), mark(" ")
    (True, False, '')
    """
    lines = unicodedata.normalize("NFC", storable(str(text)).replace("\r\n", "\n")).split("\n")
    plain = "\n".join(line.rstrip() for line in lines).strip()
    return sha256(plain.encode()).hexdigest()[:10] if plain else ""


def row_key(texts: Iterable[str | int]) -> str:
    """What a row is known by, from the texts of its table's key columns; empty when they are all blank.

    Long texts stand there by their mark: a key has a place in a cell.
    """
    parts = [" ".join(str(text).split()) for text in texts]
    if not any(parts):
        return ""
    return " | ".join(part if len(part) <= 60 else mark(part) for part in parts)


def different(keys: Sequence[str]) -> list[str]:
    """The keys in their order, the second of two alike as ``… #2``."""
    seen: Counter[str] = Counter()
    result = []
    for key in keys:
        seen[key] += 1
        result.append(key if seen[key] == 1 or not key else f"{key} #{seen[key]}")
    return result


def make_lines(
    columns: Sequence[Column],
    keys: Sequence[str],
    rows: Sequence[Sequence[str | int]],
    witnesses: Sequence[tuple[str, ...]] = (),
    links: Sequence[Mapping[str, Target]] = (),
) -> tuple[Line, ...]:
    """Lines with their keys, from rows of texts."""
    order = [column.key for column in columns]
    places = [order.index(key) for key in keys]
    named = different([row_key(row[place] for place in places) for row in rows])
    known = witnesses or [()] * len(rows)
    leads = links or [{}] * len(rows)
    return tuple(
        Line(key, tuple(row), seen, lead) for key, row, seen, lead in zip(named, rows, known, leads, strict=True)
    )
