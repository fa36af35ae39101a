"""The process that reads the cases: files on stdin, what came of each on stdout as a line of JSON."""

from __future__ import annotations

import json
import os
import struct
import sys
import time
import traceback

from tests.fuzz import target

MEMORY = 512 << 20
FAULT = os.environ.get("XLPLAN_FUZZ_FAULT", "")
"""What goes wrong with each case, for the tests of the fuzzer itself."""


def main() -> None:
    """Read cases until stdin ends; each is its size in eight bytes, and the file."""
    import resource  # which Windows has not

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    target.forms()
    target.read(b"")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while head := sys.stdin.buffer.read(8):
        data = sys.stdin.buffer.read(struct.unpack("<Q", head)[0])
        began = time.monotonic()
        fault = ""
        try:
            exec(FAULT if data else "")
            outcome = target.read(data)
        except BaseException as error:
            outcome = f"{type(error).__name__}: {error}"[:500]
            fault = "".join(traceback.format_exception(error, limit=-12))[-6000:]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        answer = {"outcome": outcome, "fault": fault, "seconds": time.monotonic() - began, "peak_kib": peak}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
