"""How much a file may cost. An ordinary return inflates to half a megabyte and has a few hundred filled cells."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Budgets for one file; going over one of them is ``Reason.BOMB`` (``TOO_LARGE`` for the file itself).

    Sizes are bytes as they come out of the zip, never as its headers claim.
    """

    file_bytes: int = 100 * MEGABYTE
    members: int = 10_000
    """Members of the zip."""
    part_bytes: int = 120 * MEGABYTE
    """One sheet or string table."""
    side_part_bytes: int = 32 * MEGABYTE
    """Any other part."""
    total_bytes: int = 200 * MEGABYTE
    """All parts that are read."""
    ratio: int = 200
    """Inflated to deflated, for parts beyond ``ratio_from_bytes``. Deflate reaches 1032; sheets stay below 50."""
    ratio_from_bytes: int = 10 * MEGABYTE
    token_bytes: int = 1 * MEGABYTE
    """One XML tag. Expat before 2.6 takes quadratic time over long ones (CVE-2023-52425)."""
    depth: int = 200
    """XML elements within each other."""
    names: int = 10_000
    """Different names of elements and attributes in a part: the parser remembers each."""
    elements: int = 500_000
    """XML elements of a part that is held as a tree."""
    sheets: int = 1_000
    cells: int = 1_000_000
    """Filled cells, in all sheets; also texts in the string table."""
    merges: int = 200_000
    """Merged ranges on one sheet."""


DEFAULT = Limits()
