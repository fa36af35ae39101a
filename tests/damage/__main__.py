"""``python -m tests.damage``: read every damaged plan and print how it went."""

from __future__ import annotations

import sys

from tests.damage.figures import combinations, report, singles


def main() -> int:
    wanted = sys.argv[1:]
    outcomes = singles(wanted)
    if not wanted:
        outcomes += combinations(400)
    sys.stdout.write(report(outcomes, every=bool(wanted)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
