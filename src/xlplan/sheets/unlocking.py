"""The process that unlocks a workbook: request on stdin, answer on stdout, within limits that it sets itself."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from importlib import import_module
from io import BytesIO

from xlplan.sheets.locked import FAILED, UNLOCKED, WRONG


def main() -> None:
    """Answer one request: a line of JSON, then the file."""
    head = json.loads(sys.stdin.buffer.readline())
    _limit(head["memory"], head["seconds"])
    answer = unlocked(sys.stdin.buffer.read(), head["password"])
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


def unlocked(data: bytes, password: str) -> bytes:
    """The answer: UNLOCKED and the file, WRONG, or FAILED and why."""
    if not password:
        return WRONG
    crypto = import_module("msoffcrypto")
    wrong: type[Exception] = import_module("msoffcrypto.exceptions").InvalidKeyError
    target = BytesIO()
    try:
        file = crypto.OfficeFile(BytesIO(data))
        if file.format == "ooxml":
            file.load_key(password=password, verify_password=True)
        else:
            file.load_key(password=password)
        file.decrypt(target)
    except wrong:
        return WRONG
    except (Exception, RecursionError) as error:
        return FAILED + f"{type(error).__name__}: {error}".encode("utf-8", "replace")
    return UNLOCKED + target.getvalue()


def _limit(memory: int, seconds: int) -> None:
    """Limits of this process, where the system has them (Windows has none: there the clock of the caller counts)."""
    with suppress(ImportError, OSError, ValueError):
        resource = import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
