"""Opening a workbook: the gate, the kind told by content, and the reader for that kind."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from xlplan.sheets.gate import Kind, kind_of, read_file, what_ole
from xlplan.sheets.grid import Workbook
from xlplan.sheets.limits import DEFAULT, Limits
from xlplan.sheets.ooxml import read_ooxml
from xlplan.sheets.package import Package
from xlplan.sheets.refusal import Reason, UnreadableWorkbook

__all__ = ["DEFAULT", "Limits", "Reason", "UnreadableWorkbook", "open_bytes", "open_workbook"]

_CONVENTIONAL = {
    "xl/workbook.xml": None,
    "xl/workbook.bin": Reason.XLSB,
    "word/document.xml": Reason.WORD,
    "ppt/presentation.xml": Reason.POWERPOINT,
}
"""Main parts where every known program puts them, and what they are other than OOXML workbooks."""
_XLSB_MAGIC = b"\x83\x01"
"""The record BrtBeginBook ([MS-XLSB] 2.4.18)."""


def open_workbook(path: Path, *, limits: Limits = DEFAULT) -> Workbook:
    """Read a spreadsheet file: every filled cell of every tab, and what stands beside them.

    Args:
        path: A file of any name; its kind is told by content.
        limits: What it may cost.

    Raises:
        UnreadableWorkbook: It is no workbook that we read, or not whole; nothing of it is then given.
    """
    return open_bytes(read_file(path, limits), limits=limits)


def open_bytes(data: bytes, *, limits: Limits = DEFAULT) -> Workbook:
    """Read a spreadsheet from memory, as ``open_workbook`` does.

    Raises:
        UnreadableWorkbook: As ``open_workbook``.
    """
    if len(data) > limits.file_bytes:
        raise UnreadableWorkbook(Reason.TOO_LARGE, f"over {limits.file_bytes} bytes")
    match kind_of(data):
        case Kind.ZIP:
            return _open_zip(Package(data, limits), limits)
        case Kind.OLE:
            raise UnreadableWorkbook(*what_ole(data))
        case Kind.BIFF:
            raise UnreadableWorkbook(Reason.OLD_EXCEL, "Excel 2–4")


def _open_zip(package: Package, limits: Limits) -> Workbook:
    _refuse_open_document(package)
    part = _main_part(package)
    if _CONVENTIONAL.get(part.lower()) or package.head(part, 2) == _XLSB_MAGIC:
        raise UnreadableWorkbook(_CONVENTIONAL.get(part.lower()) or Reason.XLSB, part)
    return read_ooxml(package, part, limits)


def _refuse_open_document(package: Package) -> None:
    kind = package.head("mimetype", 200).decode("ascii", "replace") if "mimetype" in package else ""
    if "opendocument.spreadsheet" in kind or (not kind and "content.xml" in package):
        raise UnreadableWorkbook(Reason.ODS, kind)
    if kind:
        raise UnreadableWorkbook(Reason.OTHER_ZIP, kind)


def _main_part(package: Package) -> str:
    """The part that the package's own link names, or a conventional one, or any that is called a workbook."""
    links: list[str] = []
    with suppress(UnreadableWorkbook):
        links = [link.target for link in package.relationships().values() if link.kind == "officedocument"]
    for part in [*links, *_CONVENTIONAL]:
        if part in package:
            return part
    for part in package.names():
        if part.rpartition("/")[2].startswith("workbook") and part.endswith(".xml"):
            return part
    if any("worksheets/" in name for name in package.names()):
        raise UnreadableWorkbook(Reason.DAMAGED, "no workbook part")
    raise UnreadableWorkbook(Reason.OTHER_ZIP, ", ".join(f"{name!r}" for name in package.names()[:5]))
