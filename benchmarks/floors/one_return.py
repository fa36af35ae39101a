"""One return read in several ways in turns, within one process: ``FOLDER ROUNDS``; prints each way's seconds as JSON.

A round reads eleven returns each way; the first round is not counted.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from benchmarks.floors.read_values import expat, inflate
from xlplan.checks.check import check
from xlplan.form.load import load_form
from xlplan.reading.read import read_return
from xlplan.sheets.opening import open_workbook

FILES = 11


def calamine_rows(path: Path) -> list[tuple[Any, ...]]:
    book = CalamineWorkbook.from_path(path)
    return [
        (path.name, tab, number, *row)
        for tab in book.sheet_names
        for number, row in enumerate(book.get_sheet_by_name(tab).to_python(skip_empty_area=False), 1)
    ]


def openpyxl_full(path: Path) -> list[tuple[Any, ...]]:
    return [row for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True)]


def main() -> None:
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
    form = load_form(folder / "plan.yaml")
    files = sorted((folder / "inkommet").glob("*.xlsx"))[:FILES]
    ways: dict[str, Callable[[Path], object]] = {
        "xlplan: read": lambda path: read_return(path, form),
        "xlplan: read and check": lambda path: check(read_return(path, form), form),
        "xlplan: cells only": open_workbook,
        "calamine": calamine_rows,
        "openpyxl": openpyxl_full,
        "inflate": inflate,
        "expat": expat,
    }
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    for turn in range(rounds + 1):
        for way, read in ways.items() if turn % 2 else reversed(ways.items()):
            began = time.perf_counter()
            for path in files:
                read(path)
            if turn:
                seconds[way].append((time.perf_counter() - began) / len(files))
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
