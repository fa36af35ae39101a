"""Opening a workbook: the gate, the kind told by content, and the reader for that kind.

Nearly all returns are .xlsx; the other readers are loaded when the first file asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from xlplan.sheets.gate import OLE_MAGIC, Kind, kind_of, read_file, what_ole
from xlplan.sheets.grid import Workbook
from xlplan.sheets.limits import DEFAULT, Limits
from xlplan.sheets.ooxml import read_ooxml
from xlplan.sheets.package import Package
from xlplan.sheets.refusal import Reason, UnreadableWorkbook

__all__ = ["DEFAULT", "Limits", "Reason", "UnreadableWorkbook", "open_bytes", "open_workbook"]

_CONVENTIONAL = {
    "xl/workbook.xml": None,
    "xl/workbook.bin": None,
    "word/document.xml": Reason.WORD,
    "ppt/presentation.xml": Reason.POWERPOINT,
}
"""Main parts where every known program puts them, and what they are other than OOXML workbooks."""
_XLSB_MAGIC = b"\x83\x01"
"""The record BrtBeginBook ([MS-XLSB] 2.4.18)."""


def open_workbook(path: Path, *, password: str | None = None, limits: Limits = DEFAULT) -> Workbook:
    """Read a spreadsheet file: every filled cell of every tab, and what stands beside them.

    Args:
        path: A file of any name; its kind is told by content.
        password: For a file that is locked (an .xlsx, .xlsm, .xlsb or .xls); others do not ask for it.
        limits: What it may cost.

    Raises:
        UnreadableWorkbook: It is no workbook that we read, or not whole; nothing of it is then given.
    """
    return open_bytes(read_file(path, limits), password=password, limits=limits)


def open_bytes(data: bytes, *, password: str | None = None, limits: Limits = DEFAULT) -> Workbook:
    """Read a spreadsheet from memory, as ``open_workbook`` does.

    Raises:
        UnreadableWorkbook: As ``open_workbook``.
    """
    try:
        return _open(data, limits.started())
    except UnreadableWorkbook as error:
        if error.reason is not Reason.ENCRYPTED or not data.startswith(OLE_MAGIC):
            raise
    from xlplan.sheets.locked import unlock

    return _open(unlock(data, password, limits), limits.started())


def _open(data: bytes, limits: Limits) -> Workbook:
    if len(data) > limits.file_bytes:
        raise UnreadableWorkbook(Reason.TOO_LARGE, f"over {limits.file_bytes} bytes")
    match kind_of(data):
        case Kind.ZIP:
            return _open_zip(Package(data, limits), limits)
        case Kind.FLAT_ODS:
            from xlplan.sheets.ods.reading import read_flat_ods

            with _told_as(Reason.ODS):
                return read_flat_ods(data, limits)
        case Kind.OLE:
            return _open_ole(data, limits)
        case Kind.BIFF:
            raise UnreadableWorkbook(Reason.OLD_EXCEL, "Excel 2–4")


@contextmanager
def _told_as(reason: Reason) -> Iterator[None]:
    """Damage is told as the kind of file that it is in, where saving it as .xlsx is the cure."""
    try:
        yield
    except UnreadableWorkbook as error:
        if error.reason is not Reason.DAMAGED:
            raise
        raise UnreadableWorkbook(reason, error.detail) from error


def _open_ole(data: bytes, limits: Limits) -> Workbook:
    reason, detail = what_ole(data)
    if reason is not Reason.OLD_EXCEL:
        raise UnreadableWorkbook(reason, detail)
    from xlplan.sheets.biff.xls import read_xls

    with _told_as(reason):
        return read_xls(data, limits)


def _open_zip(package: Package, limits: Limits) -> Workbook:
    kind = _declared_kind(package)
    if "opendocument.spreadsheet" in kind or (not kind and "content.xml" in package):
        from xlplan.sheets.ods.reading import read_ods

        with _told_as(Reason.ODS):
            return read_ods(package, limits, template=kind.strip().endswith("-template"))
    if kind:
        raise UnreadableWorkbook(Reason.OTHER_ZIP, kind)
    part = _main_part(package)
    if (reason := _CONVENTIONAL.get(part.lower())) is not None:
        raise UnreadableWorkbook(reason, part)
    if package.head(part, 2) == _XLSB_MAGIC:
        from xlplan.sheets.biff.xlsb import read_xlsb

        with _told_as(Reason.XLSB):
            return read_xlsb(package, part, limits)
    return read_ooxml(package, part, limits)


def _declared_kind(package: Package) -> str:
    """What the package says that it is, as OpenDocument packages do; empty otherwise."""
    return package.head("mimetype", 200).decode("ascii", "replace") if "mimetype" in package else ""


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
