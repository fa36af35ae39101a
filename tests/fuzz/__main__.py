"""``python -m tests.fuzz --minutes 20 --seed 1``: damage and read, and keep each input that fails with its cause."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.fuzz.run import run


def _tell(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int)
    parser.add_argument("--only", default="", help="take the seeds with this in their names")
    parser.add_argument("--folder", type=Path, default=Path("fuzz-findings"))
    asked = parser.parse_args()
    summary = run(
        seed=asked.seed,
        seconds=asked.minutes * 60,
        cases=asked.cases,
        folder=asked.folder,
        only=asked.only,
        tell=_tell,
    )
    _tell(str(summary))
    for cause, name in summary.findings.items():
        _tell(f"{name}: {cause}")
    return 1 if summary.findings else 0


if __name__ == "__main__":
    sys.exit(main())
