"""Which rows are headers: headings found by their words, over one row or two.

Columns may stand in any order, be missing or be new; nothing is told from position.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from xlplan.form.layout import NUMBER_KEY
from xlplan.reading.vocabulary import Vocabulary
from xlplan.sheets.grid import Cell, Grid, Position
from xlplan.sheets.refusal import Reason, UnreadableWorkbook

FEWEST_HEADINGS = 3
"""So many different columns make a row a header; two are enough when nothing else stands in the row."""

HEADINGS_IN_PLAN_OF_CARDS = 4
"""So many different headings side by side make a table where cards are expected."""
MOST_HEADERS = 500
"""On one tab; each table looks at the rows around it."""


_COUNT = re.compile(r"\d{1,3}")
"""A number in the row of headings, which counts rows and is no heading."""


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of a table."""

    first_row: int
    last_row: int
    columns: dict[int, str]
    """Key by column; of two columns with one heading, the first."""
    extra: dict[int, str]
    """Headings that the form does not know (or has met already), by column."""
    own: frozenset[Position]
    """Cells that hold the form's headings."""
    added: frozenset[Position] = frozenset()
    """Those of them that stand below a heading and add to it: ``(ansvarig)``."""


def find_headers(grid: Grid, words: Vocabulary) -> tuple[Header, ...]:
    """The headers of a tab, from the top; in a plan of cards, where labels stand side by side too, only wide ones.

    Raises:
        UnreadableWorkbook: BOMB when there are more than any plan has.
    """
    fewest = HEADINGS_IN_PLAN_OF_CARDS if words.form.layout == "cards" else 2
    rows = dict(grid.rows())
    near = {position for position, cell in grid.cells.items() if words.is_near_heading(cell.text)}
    known = {row for row, col in near if words.heading_key(rows[row][col].text)}
    begun = Counter(row for row, _ in near)
    across = _merged_across(grid)
    found: list[Header] = []
    for row in sorted({*begun, *(row - 1 for row in known)} & rows.keys()):
        if found and row <= found[-1].last_row:
            continue
        below, beside = rows.get(row + 1, {}), across.get(row, {})
        if len(rows[row].keys() | below.keys() | beside.keys()) < fewest:
            continue
        if begun[row] < 2 and not known & {row, row + 1}:
            continue
        header = _header(row, rows[row], below, beside, words)
        if header and len(set(header.columns.values())) >= fewest:
            found.append(header)
        if len(found) > MOST_HEADERS:
            raise UnreadableWorkbook(Reason.BOMB, f"sheet {grid.title!r}: over {MOST_HEADERS} tables")
    return tuple(found)


def guidance_as_header(grid: Grid, words: Vocabulary) -> Header | None:
    """A row of guidance that says which column is which, where the headings are gone; of several, the first."""
    for row, cells in grid.rows():
        if len(cells) < FEWEST_HEADINGS:
            continue
        first: dict[str, int] = {}
        for col, cell in sorted(cells.items()):
            if key := words.guided(cell.text):
                first.setdefault(key, col)
        if len(first.keys() - {NUMBER_KEY}) >= FEWEST_HEADINGS:
            columns = {col: key for key, col in first.items()}
            return Header(row, row, columns, {}, frozenset((row, col) for col in columns))
    return None


def _merged_across(grid: Grid) -> dict[int, dict[int, str]]:
    """What cells merged over several columns say in those after their first, by row."""
    spread: dict[int, dict[int, str]] = {}
    for merge in grid.merges:
        cell = grid.cells.get((merge.first_row, merge.first_col))
        if cell is not None and merge.last_col - merge.first_col < 10:
            later = range(merge.first_col + 1, merge.last_col + 1)
            spread.setdefault(merge.first_row, {}).update(dict.fromkeys(later, cell.text))
    return spread


def _header(
    row: int, cells: dict[int, Cell], below: dict[int, Cell], across: dict[int, str], words: Vocabulary
) -> Header | None:
    """The header that begins in a row, if any: over two rows where that makes more headings known than one."""
    texts = {col: cell.text for col, cell in cells.items()}
    lower = {col: cell.text for col, cell in below.items()}
    upper = across | texts
    most = len(upper.keys() | lower.keys())
    alone, next_alone = _enough(_known(texts, words), texts), _enough(_known(lower, words), lower)
    added = bool(lower) and all(_adds(text, upper.get(col), words) for col, text in lower.items())
    if len(next_alone) < most and (added or len(alone) < most):
        joined = _joined(upper, lower, words)
        both = _enough(_known(joined, words), texts | lower)
        if len(both) > len(next_alone) and (len(both) > len(alone) or (alone and added)):
            own = frozenset((at, col) for col in both for at, part in ((row, cells), (row + 1, below)) if col in part)
            more = frozenset((row + 1, col) for col in both if col in below and _is_addition(lower[col]))
            return Header(row, row + 1, both, _extra(joined, both), own, more)
    if not alone:
        return None
    return Header(row, row, alone, _extra(texts | across, alone), frozenset((row, col) for col in alone))


def _adds(text: str, upper: str | None, words: Vocabulary) -> bool:
    """Whether a text is a heading together with the one above it, if there is one, or adds to it."""
    if upper is None:
        return bool(words.whole_heading(text))
    means = words.exact_heading if words.whole_heading(upper) else words.whole_heading
    return bool(means(f"{upper}\n{text}")) or _is_addition(text)


def _joined(upper: Mapping[int, str], lower: Mapping[int, str], words: Vocabulary) -> dict[int, str]:
    """The texts of two rows put together by column.

    Where the two make no heading together, the upper may be the name of a group of columns.
    """
    joined = dict(upper)
    for col, text in lower.items():
        above = upper.get(col)
        grouped = not _adds(text, above, words) and words.whole_heading(text) and not words.heading_key(above or "")
        joined[col] = text if above is None or grouped else f"{above}\n{text}"
    return joined


def _is_addition(text: str) -> bool:
    return text.strip().startswith("(")


def _known(texts: Mapping[int, str], words: Vocabulary) -> dict[int, str]:
    """Key by column, each key once; a text of several lines is a heading only as a whole."""
    columns: dict[int, str] = {}
    for col, text in sorted(texts.items()):
        key = words.heading_key(text)
        if key and key not in columns.values():
            columns[col] = key
    return columns


def _enough(columns: dict[int, str], texts: Mapping[int, str]) -> dict[int, str]:
    """The columns when they make a header; else none."""
    known = set(columns.values()) - {NUMBER_KEY}
    enough = len(known) >= FEWEST_HEADINGS or (len(known) == 2 and len(columns) == len(texts) and "action" in known)
    return columns if enough and len(texts) >= 2 and 2 * len(columns) >= len(texts) else {}


def _extra(texts: Mapping[int, str], columns: dict[int, str]) -> dict[int, str]:
    """Headings of the other columns; two of the same wording are told apart by a number."""
    extra: dict[int, str] = {}
    met: Counter[str] = Counter()
    for col, text in sorted(texts.items()):
        if col not in columns and not _COUNT.fullmatch(text.strip()):
            heading = text.strip()
            met[heading] += 1
            extra[col] = f"{heading} ({met[heading]})" if met[heading] > 1 else heading
    return extra
