"""How much a file may cost. An ordinary return inflates to half a megabyte and has a few hundred filled cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic

from xlplan.sheets.refusal import Reason, UnreadableWorkbook

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Budgets for one file; going over one of them is ``Reason.BOMB`` (``TOO_LARGE`` for the file itself).

    Sizes are bytes as they come out of the zip, never as its headers claim.
    """

    file_bytes: int = 50 * MEGABYTE
    members: int = 10_000
    """Members of the zip."""
    part_bytes: int = 40 * MEGABYTE
    """One sheet or string table."""
    side_part_bytes: int = 16 * MEGABYTE
    """Any other part."""
    total_bytes: int = 60 * MEGABYTE
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
    tags: int = 4_000_000
    """Of all parts that are read; each costs two calls of Python. An ordinary return has some ten thousand."""
    records: int = 2_000_000
    """Of a binary workbook, in all its sheets."""
    elements: int = 200_000
    """XML elements of a part that is held as a tree."""
    sheets: int = 1_000
    cells: int = 500_000
    """Filled cells, in all sheets; also texts in the string table."""
    text_signs: int = 20_000_000
    """Signs in all filled cells: a text that is stored once can stand in each of them."""
    notice_signs: int = 2_000_000
    """Signs in what is noticed on one sheet."""
    repeated: int = 100_000
    """Places that one row of OpenDocument may fill by repeating what stands in it."""
    merges: int = 200_000
    """Merged ranges on one sheet."""
    seconds: float = 10.0
    """By the clock, for reading a file. The other limits keep it below half of that on an ordinary computer."""
    deadline: float = float("inf")
    """When reading must have ended, by ``time.monotonic``; set when it begins."""
    process_bytes: int = 500 * MEGABYTE
    """Memory of a process that unlocks a file."""
    process_seconds: int = 4
    """Its processor time; by the clock it has twice that."""

    def started(self) -> Limits:
        """The same limits with the clock running."""
        return replace(self, deadline=monotonic() + self.seconds)

    def check_clock(self) -> None:
        """Called now and then by whatever can take long.

        Raises:
            UnreadableWorkbook: BOMB when the time is over.
        """
        if monotonic() > self.deadline:
            raise UnreadableWorkbook(Reason.BOMB, f"over {self.seconds:g} seconds")


DEFAULT = Limits()
A_RETURN = Limits(cells=100_000)
"""For a plan that is sent in: each of its texts is asked what it is, at some fifty microseconds."""
