"""Texts as OOXML stores them: escapes, rich-text runs, and the table of shared strings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from xlplan.sheets.grid import Cell
from xlplan.sheets.limits import Limits
from xlplan.sheets.refusal import Reason, UnreadableWorkbook
from xlplan.sheets.xml import Attributes, is_true, local, parse

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")

Run = tuple[str, bool | None]
"""A text and whether it is struck through; None when that is for the cell's own font to say."""


def unescape(text: str) -> str:
    r"""The text that ``_xHHHH_`` escapes stand for (ECMA-376 part 1, 22.9.2.19).

    >>> unescape("a_x000A_b"), unescape("_x005F_x000A_")
    ('a\nb', '_x000A_')
    """
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def struck_part(runs: Iterable[Run], *, font_struck: bool = False) -> str:
    r"""What of the runs is struck through; parts that stand apart are joined by a newline.

    >>> struck_part([("a", True), ("b", True), ("c", None), ("d", True)])
    'ab\nd'
    """
    parts: list[str] = []
    apart = True
    for text, struck in runs:
        if font_struck if struck is None else struck:
            if apart:
                parts.append(text)
            else:
                parts[-1] += text
            apart = False
        elif text:
            apart = True
    return "\n".join(parts)


@dataclass(slots=True)
class StringTable:
    """The shared strings of a workbook, each as the cell that it makes in an unstruck font."""

    cells: list[Cell] = field(default_factory=list)
    runs: dict[int, tuple[Run, ...]] = field(default_factory=dict)
    """Of those strings that have more than one run, or a run with its own font, by index."""

    def struck_cell(self, index: int) -> Cell:
        """The cell that a string makes in a font that is struck through."""
        text = self.cells[index].text
        return Cell(text, struck=struck_part(self.runs.get(index, ((text, None),)), font_struck=True))


class RunReader:
    """Collects the runs of one rich text (``CT_Rst``): used for ``si`` in the table and ``is`` in a cell.

    ``t``, ``r``, ``rPr`` and ``strike`` belong to it; phonetic runs (``rPh``) are a reading aid, not text, and are
    left out. The owner feeds ``texts`` with character data.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.runs: list[Run] = []
        self.struck: bool | None = None
        self.phonetic = 0
        self.starts: dict[str, Callable[[Attributes], object]] = {
            "t": self._start_text,
            "r": self._start_run,
            "rPr": self._start_font,
            "strike": self._strike,
            "rPh": self._start_phonetic,
        }
        self.ends: dict[str, Callable[[], object]] = {
            "t": self._end_text,
            "r": self._end_run,
            "rPh": self._end_phonetic,
        }

    def clear(self) -> None:
        """Make ready for the next text."""
        self.texts.clear()
        self.runs = []
        self.struck = None
        self.phonetic = 0

    def text(self) -> str:
        """The whole text so far."""
        return "".join(text for text, _ in self.runs)

    def _start_text(self, _attributes: Attributes) -> None:
        self.texts.clear()

    def _start_run(self, _attributes: Attributes) -> None:
        self.struck = None

    def _start_font(self, _attributes: Attributes) -> None:
        self.struck = False

    def _strike(self, attributes: Attributes) -> None:
        self.struck = is_true(attributes.get("val", "1"))

    def _start_phonetic(self, _attributes: Attributes) -> None:
        self.phonetic += 1

    def _end_phonetic(self) -> None:
        self.phonetic -= 1

    def _end_run(self) -> None:
        self.struck = None

    def _end_text(self) -> None:
        if not self.phonetic:
            self.runs.append((unescape("".join(self.texts)), self.struck))


class _TablePass:
    def __init__(self, part: str, limits: Limits) -> None:
        self.part = part
        self.limits = limits
        self.table = StringTable()
        self.depth = 0
        self.reader = RunReader()

    def start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth > self.limits.depth:
            raise UnreadableWorkbook(Reason.BOMB, f"{self.part}: too deep")
        if ":" in name:
            name = local(name)
        if name == "si":
            self.reader.clear()
        elif (handler := self.reader.starts.get(name)) is not None:
            handler(attributes)

    def end(self, name: str) -> None:
        self.depth -= 1
        if ":" in name:
            name = local(name)
        if name == "si":
            self.keep()
        elif (handler := self.reader.ends.get(name)) is not None:
            handler()

    def keep(self) -> None:
        runs = self.reader.runs
        table = self.table
        if len(table.cells) >= self.limits.cells:
            raise UnreadableWorkbook(Reason.BOMB, f"{self.part}: over {self.limits.cells} strings")
        if len(runs) == 1 and runs[0][1] is None:
            table.cells.append(Cell(runs[0][0]))
            return
        if runs:
            table.runs[len(table.cells)] = tuple(runs)
        table.cells.append(Cell("".join(text for text, _ in runs), struck=struck_part(runs)))


def read_strings(chunks: Iterable[bytes], part: str, limits: Limits) -> StringTable:
    """The table of shared strings; its ``count`` is not believed.

    Raises:
        UnreadableWorkbook: DAMAGED, DOCTYPE or BOMB.
    """
    table_pass = _TablePass(part, limits)
    parse(chunks, part, limits, table_pass.start, table_pass.end, table_pass.reader.texts.append)
    return table_pass.table
