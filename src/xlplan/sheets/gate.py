"""The gate: takes in a file without waiting for it, and tells its kind by content, never by its name."""

from __future__ import annotations

import errno
import os
import re
import stat
from enum import StrEnum
from pathlib import Path

from xlplan.sheets.limits import Limits
from xlplan.sheets.refusal import Reason, UnreadableWorkbook


class Kind(StrEnum):
    """Containers that can hold a workbook; what else a file may be is a ``Reason``."""

    ZIP = "zip"
    OLE = "ole"
    FLAT_ODS = "flat-ods"
    """OpenDocument in a single XML file."""
    BIFF = "biff"
    """A bare stream of Excel 2–4, without a container."""


ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BIFF_MAGIC = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
"""BOF records of BIFF2, 3, 4, 5 and 8 ([MS-XLS] 2.4.21 and OpenOffice's description of the format, 5.8)."""

_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_HEAD = 4096
_MARKUP = (
    (re.compile(rb"<!doctype\s+html|<(?:\w+:)?html[\s>]|<table[\s>]|<body[\s>]"), Reason.HTML),
    (re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet|progid=.excel\.sheet"), Reason.XML_2003),
    (re.compile(rb"schemas\.microsoft\.com/office/word/2003|progid=.word\.document"), Reason.WORD),
    (re.compile(rb"opendocument\.spreadsheet"), Reason.ODS),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_file(path: Path, limits: Limits) -> bytes:
    """The bytes of a regular file (or of one that a link leads to).

    Raises:
        UnreadableWorkbook: NOT_FOUND, NOT_A_FILE, NO_PERMISSION, TOO_LARGE, or UNKNOWN with the system's words.
    """
    try:
        _refuse_special(Path(path).stat(), limits)
        with os.fdopen(os.open(path, _OPEN_FLAGS), "rb") as file:
            status = os.fstat(file.fileno())
            _refuse_special(status, limits)
            data = file.read(status.st_size + 1)
            if len(data) > status.st_size:  # it grew, or does not know its size
                data += file.read(limits.file_bytes - status.st_size)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise UnreadableWorkbook(Reason.NOT_FOUND, str(error)) from error
    except IsADirectoryError as error:
        raise UnreadableWorkbook(Reason.NOT_A_FILE, str(error)) from error
    except PermissionError as error:
        raise UnreadableWorkbook(Reason.NO_PERMISSION, str(error)) from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise UnreadableWorkbook(Reason.NOT_FOUND, str(error)) from error
        raise UnreadableWorkbook(Reason.UNKNOWN, str(error)) from error
    return data


def _refuse_special(status: os.stat_result, limits: Limits) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableWorkbook(Reason.NOT_A_FILE, stat.filemode(status.st_mode))
    if status.st_size > limits.file_bytes:
        raise UnreadableWorkbook(Reason.TOO_LARGE, f"{status.st_size} bytes")


def kind_of(data: bytes) -> Kind:
    """The container that the bytes are.

    Raises:
        UnreadableWorkbook: They are none that can hold a workbook; the reason says what they seem to be instead.
    """
    if data.startswith(ZIP_MAGIC):
        return Kind.ZIP
    if data.startswith(OLE_MAGIC):
        return Kind.OLE
    if data.startswith(BIFF_MAGIC):
        return Kind.BIFF
    reason, detail = _what_else(data)
    if reason is Reason.ODS:
        return Kind.FLAT_ODS
    raise UnreadableWorkbook(reason, detail)


def _what_else(data: bytes) -> tuple[Reason, str]:
    if not data:
        return Reason.EMPTY, "0 bytes"
    if not data.strip(b"\0"):
        return Reason.DAMAGED, "zero bytes only"
    if data.startswith(b"PK"):
        return Reason.OTHER_ZIP, "a zip without members, or in several volumes"
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return Reason.PDF, ""
    if head.startswith(b"{\\rtf"):
        return Reason.WORD, "rich text format"
    return _what_text(head)


def _what_text(head: bytes) -> tuple[Reason, str]:
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    plain = head.replace(b"\0", b"")[2:] if utf16 else head.removeprefix(b"\xef\xbb\xbf")
    lower = plain.lower().lstrip()
    if lower.startswith(b"mime-version:") and b"multipart/related" in lower:
        return Reason.HTML, "a web archive"
    if lower.startswith(b"<"):
        for pattern, reason in _MARKUP:
            if pattern.search(lower):
                return reason, ""
    if not utf16 and _CONTROL.search(plain):
        return Reason.UNKNOWN, f"begins with {head[:8].hex(' ')}"
    return Reason.TEXT, ""


def what_ole(data: bytes) -> tuple[Reason, str]:
    """What an OLE file holds, from the names of its streams ([MS-CFB] 2.6.1: entries of 128 bytes, names in UTF-16)."""
    found = [(place, reason) for name, reason in _STREAMS if (place := _stream_place(data, name)) >= 0]
    if found:
        return min(found)[1], ""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Reason.ENCRYPTED, ""
    if _cut_before_directory(data):
        return Reason.TRUNCATED, "an OLE file without its directory"
    return Reason.UNKNOWN, "an OLE file without a workbook"


def _cut_before_directory(data: bytes) -> bool:
    """Whether the header says that the directory begins beyond the end ([MS-CFB] 2.2)."""
    shift = int.from_bytes(data[30:32], "little")
    first = int.from_bytes(data[48:52], "little")
    return shift in (9, 12) and (first + 1) << shift >= len(data)


_STREAMS = (
    ("Workbook", Reason.OLD_EXCEL),
    ("Book", Reason.OLD_EXCEL),
    ("WordDocument", Reason.WORD),
    ("PowerPoint Document", Reason.POWERPOINT),
)


def _stream_place(data: bytes, name: str) -> int:
    entry = name.encode("utf-16-le") + b"\0\0"
    place = data.find(entry)
    while place >= 0 and place % 128:
        place = data.find(entry, place + 1)
    return place
