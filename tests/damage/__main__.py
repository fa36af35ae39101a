"""``python -m tests.damage``: read every damaged plan and print how it went; ``cards``: those made of cards."""

from __future__ import annotations

import sys

from tests.damage.card_figures import card_report
from tests.damage.figures import combinations, report, singles


def main() -> int:
    wanted = sys.argv[1:]
    if wanted == ["cards"]:
        sys.stdout.write(card_report() + "\n")
        return 0
    outcomes = singles(wanted)
    if not wanted:
        outcomes += combinations(400)
    sys.stdout.write(report(outcomes, every=bool(wanted)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
