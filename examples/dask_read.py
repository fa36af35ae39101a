"""Read returns on many machines: ``python examples/dask_read.py FOLDER --plan plan.yaml -o TABLES``.

Reading is a function of a file's bytes and the form, so any scheduler can spread it. Here Dask does: each task reads
and checks some returns and writes their tidy tables, a Parquet file of each (``TABLES/actions/part-00000.parquet``);
only counts come back. The parts in the order of their names are the tables of ``xlplan read --format parquet``. A
return that cannot be read is told, and the others are read.

Without ``--scheduler`` a cluster is begun on this machine; with it, folder and tables must be where all machines see
them. Needs xlplan's extras ``distributed`` and ``export``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from dask.distributed import Client, LocalCluster

from xlplan import UnreadableWorkbook, check, load_form, read_return
from xlplan.exports.files import table_bytes
from xlplan.exports.readings import tables_of_readings
from xlplan.form.model import Form
from xlplan.plan.personal import masked_values

PART = 25
"""Returns of a task: few enough that a worker holds little, enough that the scheduler has little to do."""


def main() -> int:
    options = _options()
    files = sorted(options.folder.rglob("*.xlsx"))
    parts = [files[start : start + PART] for start in range(0, len(files), PART)]
    cluster = options.scheduler or LocalCluster(n_workers=options.workers, threads_per_worker=1, dashboard_address=None)
    with Client(cluster) as client:
        tasks = client.map(
            read_part,
            range(len(parts)),
            parts,
            plan=options.plan.resolve(),
            tables=options.output.resolve(),
            pure=False,
        )
        unread = [line for lines in client.gather(tasks) for line in lines]
    if not options.scheduler:
        cluster.close()
    for line in unread:
        print(line, file=sys.stderr)
    print(f"{len(files) - len(unread)} of {len(files)} returns read into {options.output}")
    return 3 if unread else 0


def read_part(number: int, files: Sequence[Path], plan: Path, tables: Path) -> list[str]:
    """Read some returns and write their tables; what comes back is why some were not read."""
    form = known_form(plan)
    told, unread = [], []
    for path in files:
        try:
            reading = read_return(path, form)
        except UnreadableWorkbook as error:
            unread.append(f"{path.name}: {error}")
        else:
            told.append((reading, check(reading, form)))
    for table in tables_of_readings(masked_values(told, ("Reading.sha256",)), [form], form.language):
        if table.name != "dictionary" or number == 0:
            target = tables / table.name / f"part-{number:05}.parquet"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(table_bytes(table, "parquet"))
    return unread


@lru_cache(maxsize=1)
def known_form(plan: Path) -> Form:
    """The form, loaded once by each worker."""
    return load_form(plan)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Read returns on many machines.")
    parser.add_argument("folder", type=Path, help="where the returns are, at any depth")
    parser.add_argument("--plan", type=Path, required=True, help="the form that they answer")
    parser.add_argument("-o", "--output", type=Path, required=True, help="where the tables go")
    parser.add_argument("--workers", type=int, default=2, help="processes of the local cluster (default: 2)")
    parser.add_argument("--scheduler", help="address of a Dask scheduler, instead of a local cluster")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
