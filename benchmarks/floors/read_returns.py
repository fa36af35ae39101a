"""Our own reading with nothing written: model, ledger and findings of a folder: ``FOLDER PROCESSES [FIRST]``.

Of all returns, or of so many of the first.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from xlplan.cli.options import WORKERS_ASKED
from xlplan.cli.returns import read_returns


def main() -> None:
    folder, processes = Path(sys.argv[1]), int(sys.argv[2])
    with click.Context(click.Command("read")) as context:
        context.meta[WORKERS_ASKED] = processes
        files = [folder / "inkommet"]
        if len(sys.argv) > 3:
            files = sorted(files[0].glob("*.xlsx"))[: int(sys.argv[3])]
        returns = read_returns(files, str(folder / "plan.yaml"), "sv")
    print(len(returns.told), sum(len(findings) for _, findings in returns.told))


if __name__ == "__main__":
    main()
