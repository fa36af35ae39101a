"""Rows and texts of a workbook as XML, for XlsxWriter's own work for each cell is most of a large workbook's time.

All else of a worksheet, and of the package, is XlsxWriter's. What stands here writes the same XML, but for ``spans``
of rows, which only help a program that reads, and ``customHeight``, which would keep rows from growing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from io import StringIO
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.worksheet import CellBlankTuple, CellFormulaTuple, CellStringTuple, Worksheet

from xlplan.sheets.address import column_letters

_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")


class Texts(SharedStringTable):
    """The texts of a workbook, each once; only what was written as runs is taken for XML."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: set[int] = set()
        """Numbers of the texts that are XML already: those with several looks."""
        self.uses = 0
        """How many cells were written with one."""

    def add(self, texts: Iterable[str]) -> None:
        """Take in texts, in their order."""
        for text in texts:
            self._get_shared_string_index(text)

    def _sort_string_data(self) -> None:
        """They stand in order; XlsxWriter would empty the table here, before the cells are written."""
        self.string_array = list(self.string_table)

    def xml(self) -> str:
        """The part of the package."""
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="http://schemas.openxmlformats.org/'
        head += f'spreadsheetml/2006/main" count="{self.uses}" uniqueCount="{self.unique_count}">'
        items = (
            f"<si>{text}</si>" if number in self.runs else f"<si>{_text_xml(text)}</si>"
            for number, text in enumerate(self.string_table)
        )
        return "".join([head, *items, "</sst>"])


def _text_xml(text: str) -> str:
    r"""A text as XML, with what looks like an escape escaped.

    >>> _text_xml("_x000D_x000D_\ra")
    '<t>_x005F_x000D_x005F_x000D__x000D_a</t>'
    """
    space = ' xml:space="preserve"' if text != text.strip() else ""
    if "_x" in text:
        text = _ESCAPE_LIKE.sub("_x005F_", text)
    if not text.isprintable():
        text = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return f"<t{space}>{escape(text, quote=False)}</t>"


@dataclass(frozen=True, slots=True)
class _Filled:
    """Rows that were given together."""

    first_row: int
    rows: Sequence[Sequence[str]]
    looks: Sequence[int]
    """Numbers of the formats of their columns."""
    heights: Sequence[int]
    """Pixels, one for each row or none."""

    def height(self, row: int) -> int | None:
        place = row - self.first_row
        return self.heights[place] if 0 <= place < len(self.heights) else None

    def cells(self, row: int, numbers: Mapping[str, int]) -> list[str]:
        """The XML of a row's cells; ``numbers`` are those of the texts."""
        at = row + 1
        return [
            f'<c r="{letters}{at}" s="{look}" t="s"><v>{numbers[text]}</v></c>'
            if text
            else f'<c r="{letters}{at}" s="{look}"/>'
            for letters, look, text in zip(
                _letters(len(self.looks)), self.looks, self.rows[row - self.first_row], strict=False
            )
        ]


class RowSheet(Worksheet):
    """A worksheet that also takes whole rows of texts, and writes all its rows itself. Rows and columns are 0-based."""

    str_table: Any
    fh: Any

    def __init__(self) -> None:
        super().__init__()
        self._filled: list[_Filled] = []

    def fill(
        self, first_row: int, rows: Sequence[Sequence[str]], formats: Sequence[Format], heights: Sequence[int]
    ) -> int:
        """Fill rows from the first column on; a cell written by itself, before or after, stands instead.

        Args:
            first_row: Where the first stands.
            rows: Texts that a cell can hold, for the first columns or all; where one is blank, an empty cell.
            formats: One for each column.
            heights: Pixels, one for each row or none.

        Returns:
            Other than 0 if the rows do not fit the sheet.
        """
        self.str_table.add(dict.fromkeys(text for row in rows for text in row if text))
        looks = [look._get_xf_index() for look in formats]
        self._filled.append(_Filled(first_row, rows, looks, heights))
        last_row, last_col = first_row + len(rows) - 1, len(formats) - 1
        return int(self._check_dimensions(first_row, 0) or self._check_dimensions(last_row, last_col))

    def put_text(self, row: int, col: int, text: str, look: Format) -> int:
        """Write a text that a cell can hold; as ``write_string``, without looking at what it was given."""
        return int(self._write_string(row, col, text, look))

    def _write_rich_string(self, row: int, col: int, *parts: Any) -> int:
        code = int(super()._write_rich_string(row, col, *parts))
        if not code:
            self.str_table.runs.add(self.table[row][col].string)
        return code

    def _prepare_formula(self, formula: str, *_options: bool) -> str:
        """Ours use no function younger than the format; XlsxWriter would look for some in a formula's texts, too."""
        return formula.removeprefix("=")

    def _write_rows(self) -> None:
        filled = {row: each for each in self._filled for row in range(each.first_row, each.first_row + len(each.rows))}
        for row in sorted({*filled, *self.table, *self.row_info, *self.comments}):
            cells = filled[row].cells(row, self.str_table.string_table) if row in filled else []
            for col, cell in sorted(self.table.get(row, {}).items()):
                cells[col : col + 1] = [self._cell(row, col, cell)]
            tag, whole = self._row_tag(row, filled.get(row)), "".join(cells)
            self.fh.write(f"{tag}>{whole}</row>" if cells else f"{tag}/>")
            self.str_table.uses += whole.count(' t="s"')
        self._filled.clear()

    def _size_row(self, row: int, anchor: int = 0) -> int:
        heights = (height for each in self._filled if (height := each.height(row)))
        return next(heights, None) or int(super()._size_row(row, anchor))

    def _row_tag(self, row: int, filled: _Filled | None) -> str:
        info: Any = self.row_info.get(row)
        look = height = ""
        if info and info.row_format:
            look = f' s="{info.row_format._get_xf_index()}" customFormat="1"'
        pixels = info.height if info else (filled and filled.height(row)) or self.original_row_height
        if pixels != self.original_row_height:
            height = f' ht="{pixels * 0.75:.16g}"'
        return f'<row r="{row + 1}"{look}{height}'

    def _cell(self, row: int, col: int, cell: Any) -> str:
        start = f'<c r="{column_letters(col + 1)}{row + 1}" s="{cell.format._get_xf_index()}"' if cell.format else ""
        if start and isinstance(cell, CellStringTuple | CellBlankTuple):
            return f'{start} t="s"><v>{cell.string}</v></c>' if isinstance(cell, CellStringTuple) else f"{start}/>"
        if start and isinstance(cell, CellFormulaTuple) and _is_text(cell.value):
            formula, text = escape(cell.formula, quote=False), escape(cell.value, quote=False)
            return f'{start} t="str"><f>{formula}</f><v>{text}</v></c>'
        before, self.fh = self.fh, StringIO()
        self._write_cell(row, col, cell)
        text, self.fh = self.fh.getvalue(), before
        return str(text)


def _is_text(result: object) -> bool:
    """Whether a formula's result is a text; an error and a blank one are told otherwise."""
    return isinstance(result, str) and bool(result) and not result.startswith("#")


@cache
def _letters(count: int) -> tuple[str, ...]:
    return tuple(map(column_letters, range(1, count + 1)))
