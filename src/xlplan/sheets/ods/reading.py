"""OpenDocument spreadsheets as workbooks: zipped (``.ods``, ``.ots``) and flat (``.fods``)."""

from __future__ import annotations

from collections.abc import Iterator

from xlplan.sheets.grid import Notice, NoticeKind, Properties, Workbook
from xlplan.sheets.limits import MEGABYTE, Limits
from xlplan.sheets.ods.content import Content, read_content
from xlplan.sheets.ods.meta import read_meta
from xlplan.sheets.ods.styles import Styles
from xlplan.sheets.package import Package
from xlplan.sheets.refusal import Reason, UnreadableWorkbook
from xlplan.sheets.xml import parse

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"


def read_ods(package: Package, limits: Limits, *, template: bool = False) -> Workbook:
    """The workbook of an OpenDocument package.

    Raises:
        UnreadableWorkbook: ENCRYPTED, DAMAGED (names the part), DOCTYPE, BOMB, or NO_SHEETS.
    """
    _refuse_encrypted(package)
    notices: list[Notice] = []
    styles, properties = Styles(), Properties()
    for part in ("styles.xml", "meta.xml"):
        if part not in package:
            continue
        try:
            if part == "styles.xml":
                parse(package.chunks(part), part, limits, styles.start, styles.end, len)
            else:
                properties = read_meta(package.chunks(part), part, limits)
        except UnreadableWorkbook as error:
            notices.append(Notice(NoticeKind.PART_UNREADABLE, detail=error.detail or part))
    content = read_content(package.chunks(_CONTENT, limits.part_bytes), _CONTENT, styles, limits)
    return _workbook("ots" if template else "ods", content, properties, notices)


def read_flat_ods(data: bytes, limits: Limits) -> Workbook:
    """The workbook of a flat OpenDocument file.

    Raises:
        UnreadableWorkbook: DAMAGED, DOCTYPE, BOMB, or NO_SHEETS.
    """
    if len(data) > limits.part_bytes:
        raise UnreadableWorkbook(Reason.BOMB, f"over {limits.part_bytes} bytes")
    if data.count(b"<") > limits.tags:
        raise UnreadableWorkbook(Reason.BOMB, f"over {limits.tags} tags")
    part = "office:document"
    content = read_content(_pieces(data), part, Styles(), limits)
    return _workbook("fods", content, read_meta(_pieces(data), part, limits), [])


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[begin : begin + MEGABYTE] for begin in range(0, len(data), MEGABYTE))


def _workbook(kind: str, content: Content, properties: Properties, notices: list[Notice]) -> Workbook:
    if not content.spreadsheet:
        raise UnreadableWorkbook(Reason.DAMAGED, "content without a spreadsheet")
    if not content.sheets:
        raise UnreadableWorkbook(Reason.NO_SHEETS, _CONTENT)
    return Workbook(kind, tuple(content.sheets), tuple(content.names), properties, (*notices, *content.notices))


def _refuse_encrypted(package: Package) -> None:
    if _MANIFEST in package:
        manifest = package.read(_MANIFEST)
        if b"encryption-data" in manifest:
            raise UnreadableWorkbook(Reason.ENCRYPTED, _MANIFEST)
