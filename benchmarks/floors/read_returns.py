"""Our own reading with nothing written: model, ledger and findings of all returns of a folder: ``FOLDER PROCESSES``."""

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
        returns = read_returns([folder / "inkommet"], str(folder / "plan.yaml"), "sv")
    print(len(returns.told), sum(len(findings) for _, findings in returns.told))


if __name__ == "__main__":
    main()
