"""Putting a file in its place: whole or not at all, and never over another one unasked."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


class OutputExists(Exception):
    """The file is there already, with other content, and was kept."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def safe_file_name(name: str) -> str:
    r"""The name as Windows allows it, without its ending: no ``<>:"/\|?*``, no dot or blank at the end.

    >>> safe_file_name("Plan 2024: T1/T2.")
    'Plan 2024- T1-T2'
    """
    return _NOT_IN_NAMES.sub("-", name).strip().rstrip(". ") or "namnlös"


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
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".xlplan-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True
