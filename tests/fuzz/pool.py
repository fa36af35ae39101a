"""Reading cases in processes that may die, hang or run out of memory."""

from __future__ import annotations

import json
import os
import select
import struct
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECONDS = 5.0
"""By the clock, for one case."""
CASES_EACH = 3_000
"""A process is replaced after so many: what it keeps for later must not count against the next case."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one case."""

    outcome: str
    fault: str
    """What went wrong with us; empty when nothing did."""
    seconds: float
    peak_kib: int


class Reader:
    """One process at a time that reads cases."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._cases = 0

    def read(self, data: bytes) -> Answer:
        """One case; the process that it kills is replaced."""
        process = self._running()
        self._cases += 1
        began = time.monotonic()
        line = self._ask(process, data, began + self._seconds)
        took = time.monotonic() - began
        if line is None:
            self.close()
            return Answer("too long", f"over {self._seconds:g} s", took, 0)
        if not line:
            status = process.wait()
            self.close()
            return Answer("died", f"the process died, status {status}", took, 0)
        answer = Answer(**json.loads(line))
        if answer.fault:
            self.close()
        return answer

    def _ask(self, process: subprocess.Popen[bytes], data: bytes, until: float) -> bytes | None:
        """The answer; empty when the process died, None when it took too long."""
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(struct.pack("<Q", len(data)) + data)
            process.stdin.flush()
        except BrokenPipeError:
            return b""
        line = b""
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([process.stdout], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                return None
            piece = os.read(process.stdout.fileno(), 1 << 16)
            if not piece:
                return b""
            line += piece
        return line

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._cases >= CASES_EACH:
            self.close()
        if self._process is None:
            command = [sys.executable, "-m", "tests.fuzz.worker"]
            self._process = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            self._cases = 0
            assert self._ask(self._process, b"", time.monotonic() + 60)
        return self._process

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None
