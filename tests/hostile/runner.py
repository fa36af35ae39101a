"""Runs command lines one after the other, each in a process forked from this one, and tells what each came to and cost.

Forked, as starting Python anew a hundred times would take longer than all the attacks. On stdin a JSON list of argument
lists, on stdout a line of JSON for each.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from xlplan.cli.main import run
from xlplan.cli.returns import read_returns

MEMORY = 512 << 20
WALL_CLOCK = 60
LOADED = read_returns


def main() -> None:
    for arguments in json.loads(sys.stdin.buffer.read()):
        sys.stdout.write(json.dumps(_measured(arguments)) + "\n")
        sys.stdout.flush()


def _measured(arguments: list[str]) -> dict[str, object]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.monotonic()
        child = os.fork()
        if not child:
            _child(arguments, out.fileno(), err.fileno())
        _, status, usage = os.wait4(child, 0)
        seconds = time.monotonic() - began
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode())
    return {
        "exit": os.waitstatus_to_exitcode(status),
        "out": texts[0],
        "err": texts[1],
        "seconds": seconds,
        "processor_seconds": usage.ru_utime + usage.ru_stime,
        "peak_kib": usage.ru_maxrss,
    }


def _child(arguments: list[str], out: int, err: int) -> None:
    import resource  # which Windows has not

    code = 99
    try:
        signal.alarm(WALL_CLOCK)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        os.dup2(out, 1)
        os.dup2(err, 2)
        code = run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def warm() -> None:
    """Load what reading loads, so that it is not counted for each."""
    import xlplan.cli.read
    import xlplan.sheets.biff.xls
    import xlplan.sheets.biff.xlsb
    import xlplan.sheets.ods.reading

    _ = (xlplan.cli.read, xlplan.sheets.biff.xls, xlplan.sheets.biff.xlsb, xlplan.sheets.ods.reading)
    for name in sys.argv[1:]:
        with tempfile.TemporaryFile() as nowhere:
            saved = os.dup(1)
            os.dup2(nowhere.fileno(), 1)
            run(["read", str(Path(name))])
            sys.stdout.flush()
            os.dup2(saved, 1)


if __name__ == "__main__":
    warm()
    main()
