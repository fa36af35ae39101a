"""The package: each part goes into the zip as soon as it is written, with what XlsxWriter has no setting for.

The labels of charts show numbers only, columns reach to the sheet's edge, tables to their last row, the document gets
its language, and every part bears the same time stamp. No more than one part is held at a time.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from html import escape
from io import BytesIO, StringIO
from typing import Any

from xlsxwriter.packager import Packager

from xlplan.sheets.address import MAX_COL
from xlplan.sheets.rows import Texts

_STAMP = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can tell; Excel writes it too."""
_LAST_COLUMNS = re.compile(r'(<col min="\d+" max=")\d+("[^>]*/></cols>)')
_TABLE_NAME = re.compile(r' displayName="([^"]*)"')
_RANGE = re.compile(r' ref="[^"]*"')
_LABELS = '<c:showVal val="1"/>'
_LABELS_WHOLE = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
"""What is not said of a label counts as said (ECMA-376 part 1, 21.2.2): outside Excel, programs take it at its word."""


class Packing(Packager):
    """XlsxWriter's packager, which would keep all parts until the last is written."""

    workbook: Any

    def __init__(self, language: str) -> None:
        """The document is in ``language``, as ``sv-SE``."""
        super().__init__()
        self.to_edge: set[str] = set()
        """Names of the worksheet parts in which the last columns given are drawn out to the sheet's edge."""
        self.tables: dict[str, str] = {}
        """The whole range of each table, by its name."""
        self._language = language
        self._result = BytesIO()
        self._open: tuple[str, StringIO] | None = None

    def to_bytes(self) -> bytes:
        """The package, when the workbook is closed."""
        return self._result.getvalue()

    def _create_package(self) -> list[Any]:
        """Every part is in our zip already: nothing is left for XlsxWriter's."""
        with zipfile.ZipFile(self._result, "w", zipfile.ZIP_DEFLATED) as self._zip:
            super()._create_package()
            self._close_part()
        return []

    def _filename(self, xml_filename: str) -> StringIO:
        """Where XlsxWriter writes a part; when it asks for the next, that part is whole."""
        self._close_part()
        self._open = xml_filename, StringIO()
        return self._open[1]

    def _write_shared_strings_file(self) -> None:
        texts: Texts = self.workbook.str_table
        if texts.count:
            self._filename("xl/sharedStrings.xml").write(texts.xml())

    def _close_part(self) -> None:
        if self._open:
            (name, text), self._open = self._open, None
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            self._zip.writestr(entry, self._finished(name, text.getvalue()))
            text.close()  # what wrote it lives on

    def _finished(self, name: str, part: str) -> str:
        if name in self.to_edge:
            return _LAST_COLUMNS.sub(rf"\g<1>{MAX_COL}\g<2>", part, count=1)
        if name.startswith("xl/tables/"):
            return _drawn_out(part, self.tables)
        if name.startswith("xl/charts/"):
            return part.replace(_LABELS, _LABELS_WHOLE)
        if name == "docProps/core.xml":
            tag = f"<dc:language>{escape(self._language, quote=False)}</dc:language></cp:coreProperties>"
            return part.replace("</cp:coreProperties>", tag)
        return part


def _drawn_out(part: str, tables: Mapping[str, str]) -> str:
    """The part of a table with its whole range, also for its filter."""
    name = _TABLE_NAME.search(part)
    return _RANGE.sub(f' ref="{tables[name[1]]}"', part) if name else part
