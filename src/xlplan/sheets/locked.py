"""Workbooks under a password: unlocked in memory, in a process of their own.

What a locked file asks for (how often to stir its key, how much to unpack) is the file's to say; the process that does
it has limits of memory and time, and the worst that can happen is that it ends.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec

from xlplan.sheets.limits import Limits
from xlplan.sheets.refusal import Reason, UnreadableWorkbook

NO_EXTRA = "crypto extra missing"
"""The detail when the library that unlocks is not installed."""
UNLOCKED, WRONG, FAILED = b"U", b"W", b"F"
"""What the process answers with first."""
_NOT_A_SECRET = "VelvetSweatshop"
"""The password under which Excel saves what it protects without asking for one; every Excel opens it unasked."""
_COMMAND = "import sys; sys.path[:] = sys.argv[1:]; from xlplan.sheets.unlocking import main; main()"


def unlock(data: bytes, password: str | None, limits: Limits) -> bytes:
    """The workbook within an encrypted compound file.

    Raises:
        UnreadableWorkbook: ENCRYPTED (no password given, or the extra is missing), WRONG_PASSWORD, or DAMAGED.
    """
    if find_spec("msoffcrypto") is None:
        raise UnreadableWorkbook(Reason.ENCRYPTED, NO_EXTRA)
    answer = _ask(data, _NOT_A_SECRET if password is None else password, limits)
    if answer.startswith(UNLOCKED):
        return answer.removeprefix(UNLOCKED)
    if password is None:
        raise UnreadableWorkbook(Reason.ENCRYPTED)
    if answer.startswith(WRONG):
        raise UnreadableWorkbook(Reason.WRONG_PASSWORD)
    raise UnreadableWorkbook(Reason.DAMAGED, answer[1:].decode("utf-8", "replace") or "it could not be unlocked")


def _ask(data: bytes, password: str, limits: Limits) -> bytes:
    head = {"password": password, "memory": limits.process_bytes, "seconds": limits.process_seconds}
    command = [sys.executable, "-I", "-c", _COMMAND, *filter(None, sys.path)]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(head).encode() + b"\n" + data,
            capture_output=True,
            timeout=2 * limits.process_seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return FAILED + type(error).__name__.encode()
    return done.stdout if done.returncode == 0 and done.stdout else FAILED + f"status {done.returncode}".encode()
