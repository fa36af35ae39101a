"""What XlsxWriter has no setting for: one pass over the finished package.

Row heights lose the mark that keeps them from growing, the labels of charts show numbers only, columns reach to the
sheet's edge, tables to their last row, the document gets its language, texts that look like escapes stay as they are,
and every part bears the same time stamp.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Container, Mapping
from html import escape
from io import BytesIO

from xlplan.sheets.address import MAX_COL

_STAMP = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can tell; Excel writes it too."""
_FIXED_HEIGHT = re.compile(rb'(<row [^>]*?) customHeight="1"')
_LAST_COLUMNS = re.compile(rb'(<col min="\d+" max=")\d+("[^>]*/></cols>)')
_TABLE_NAME = re.compile(rb' displayName="([^"]*)"')
_RANGE = re.compile(rb' ref="[^"]*"')
_ESCAPED = re.compile(rb"_x005F(_x[0-9A-Fa-f]{4}_)")
_ESCAPE_LIKE = re.compile(rb"_(?=x[0-9A-Fa-f]{4}_)")

_LABELS = re.compile(rb'<c:showVal val="1"/>')
_LABELS_WHOLE = (
    b'<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    b'<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
"""What is not said of a label counts as said (ECMA-376 part 1, 21.2.2): outside Excel, programs take it at its word."""


def finish(content: bytes, language: str, to_edge: Container[str], tables: Mapping[str, str]) -> bytes:
    """The package once more.

    Args:
        content: A package of XlsxWriter's.
        language: The document's, as ``sv-SE``.
        to_edge: Names of the worksheet parts in which the last columns given are drawn out to the sheet's edge.
        tables: The whole range of each table, by its name.
    """
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            part = source.read(info)
            if info.filename.startswith("xl/worksheets/sheet"):
                part = _FIXED_HEIGHT.sub(rb"\1", part)
                if info.filename in to_edge:
                    part = _LAST_COLUMNS.sub(rb"\g<1>%d\g<2>" % MAX_COL, part)
            elif info.filename.startswith("xl/tables/"):
                part = _drawn_out(part, tables)
            elif info.filename.startswith("xl/charts/"):
                part = _LABELS.sub(_LABELS_WHOLE, part)
            elif info.filename == "xl/sharedStrings.xml":
                part = _escaped_whole(part)
            elif info.filename == "docProps/core.xml":
                tag = f"<dc:language>{escape(language, quote=False)}</dc:language></cp:coreProperties>".encode()
                part = part.replace(b"</cp:coreProperties>", tag)
            entry = zipfile.ZipInfo(info.filename, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, part)
    return result.getvalue()


def _drawn_out(part: bytes, tables: Mapping[str, str]) -> bytes:
    """The part of a table with its whole range, also for its filter."""
    name = _TABLE_NAME.search(part)
    return _RANGE.sub(rb' ref="%s"' % tables[name[1].decode()].encode(), part) if name else part


def _escaped_whole(part: bytes) -> bytes:
    """Escape texts like ``_x000D_x000D_`` whole: of two that share a ``_``, XlsxWriter 3.3 escapes the first only.

    Its escapes are taken back and made anew; no others stand there, for the texts hold no control characters.
    """
    return _ESCAPE_LIKE.sub(b"_x005F_", _ESCAPED.sub(rb"\1", part)) if b"_x005F_" in part else part
