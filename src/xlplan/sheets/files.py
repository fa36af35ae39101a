"""Putting a file in its place: whole or not at all, and never over another one unasked."""

from __future__ import annotations

import os
import re
import time
import unicodedata
from hashlib import sha256
from pathlib import Path

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
"""Names that Windows takes for devices, whatever ending they have."""
_TEMPORARY = ".xlplan-"
_STALE_SECONDS = 3600
"""A file being written is no older; one that is was left by a run that was killed."""
MAX_PATH = 250
"""Signs of a whole path that Explorer and Excel still open (260 with the drive's end, less what they add)."""
MAX_NAME_BYTES = 240
"""Of a name, in UTF-8; Linux file systems take 255."""
_MIN_NAME = 60
"""Signs that a name keeps however deep its folder lies."""


class OutputExists(Exception):
    """The file is there already, with other content, and was kept."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def safe_file_name(name: str) -> str:
    r"""The name as Windows allows it, without its ending: no ``<>:"/\|?*``, no dot or blank at the end, no device.

    >>> safe_file_name("Plan 2024: T1/T2."), safe_file_name("../.."), safe_file_name("nul.xlsx")
    ('Plan 2024- T1-T2', '..-', '_nul.xlsx')
    """
    safe = _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", name)).strip().rstrip(". ") or "namnlös"
    return f"_{safe}" if _DEVICES.fullmatch(safe) else safe


def fitting_name(folder: Path, name: str) -> str:
    """A safe name that is short enough for a folder; what is cut keeps its ending and gets a mark of its full name.

    >>> fitting_name(Path("/"), "a?.xlsx"), len(fitting_name(Path("/"), "å" * 300 + ".xlsx").encode())
    ('a-.xlsx', 240)
    """
    safe = safe_file_name(name)
    room = max(_MIN_NAME, MAX_PATH - len(str(folder.resolve())) - 1)
    if len(safe) <= room and len(safe.encode()) <= MAX_NAME_BYTES:
        return safe
    stem, dot, ending = safe.rpartition(".")
    if not dot or len(ending) > 5:
        stem, dot, ending = safe, "", ""
    mark = "~" + sha256(safe.encode()).hexdigest()[:8] + dot + ending
    while len(stem) + len(mark) > room or len((stem + mark).encode()) > MAX_NAME_BYTES:
        stem = stem[:-1]
    return stem.rstrip(". ") + mark


def save(content: bytes, path: Path, *, force: bool = False) -> bool:
    """Put a file in its place whole or not at all.

    Returns:
        False when the very same bytes stood there already.

    Raises:
        OutputExists: Another file is there; it is kept unless ``force``.
        OSError: The folder cannot be written to.
    """
    if path.exists():
        if path.is_file() and path.read_bytes() == content:
            return False
        if not force:
            raise OutputExists(path)
    written = _write_beside(content, path)
    try:
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
    return True


def is_open_elsewhere(path: Path) -> bool:
    """Whether Excel or LibreOffice says, by the file that it leaves beside, that a workbook is open in it."""
    beside = (f"~${path.name}", f".~lock.{path.name}#")
    return path.is_file() and any(path.with_name(name).exists() for name in beside)


def save_new(content: bytes, path: Path) -> Path:
    """Put a file in its place or, where another one stands, beside it with a number; no file is ever replaced.

    Returns:
        Where it stands; the very same bytes under the first free name count as it.

    Raises:
        OSError: The folder cannot be written to.
    """
    written = _write_beside(content, path)
    try:
        target, number = path, 1
        while not _publish(written, target):
            if target.is_file() and target.read_bytes() == content:
                break
            number += 1
            target = path.with_name(f"{path.stem} ({number}){path.suffix}")
        return target
    finally:
        written.unlink(missing_ok=True)


def _publish(written: Path, target: Path) -> bool:
    """Give a file its name if that is free; also when somebody else is about to."""
    try:
        os.link(written, target)
    except FileExistsError:
        return False
    except OSError:  # a file system without links: exFAT, some network drives
        if target.exists():
            return False
        written.rename(target)
    return True


def _write_beside(content: bytes, path: Path) -> Path:
    """The content in a file of its own beside the place where it is to stand, safely on disk."""
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent)
    handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        written.chmod(0o666 & ~mask)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
    return written


def _sweep(folder: Path) -> None:
    """Take away what killed runs left."""
    for path in folder.glob(f"{_TEMPORARY}*"):
        try:
            if time.time() - path.stat().st_mtime > _STALE_SECONDS:
                path.unlink()
        except OSError:  # gone by itself, or not ours to take
            continue
