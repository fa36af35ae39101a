"""How large the city workbook is, against XlsxWriter with the same cells (target 12)."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook
from xlsxwriter import Workbook

from benchmarks import corpus
from benchmarks.figures import Figure
from benchmarks.side_by_side import XLPLAN, environment


def measure(count: int) -> Iterator[Figure]:
    folder = corpus.returns(count)
    with tempfile.TemporaryDirectory(prefix="xlplan-bench-") as place:
        ours, theirs = Path(place) / "city.xlsx", Path(place) / "cells.xlsx"
        merge = [*XLPLAN, "merge", folder / "inkommet", "--plan", folder / "plan.yaml", "-o", ours]
        subprocess.run([*merge, "--fail-on", "never"], check=True, capture_output=True, env=environment())
        write_cells(ours, theirs)
        ratio = ours.stat().st_size / theirs.stat().st_size
    yield Figure("12", f"size of the city workbook of {count} returns", "XlsxWriter, same cells", (ratio,), 1.0, 0.8)


def write_cells(source: Path, target: Path) -> None:
    """The values of a workbook and the looks of its cells, written again with XlsxWriter."""
    book = Workbook(target, {"strings_to_urls": False, "strings_to_formulas": False})
    looks: dict[str, object] = {}
    for sheet in load_workbook(source):
        page = book.add_worksheet(sheet.title)
        for (row, col), cell in sorted(sheet._cells.items()):
            given = {
                "bold": bool(cell.font.b),
                "font_size": cell.font.sz,
                "num_format": cell.number_format,
                "text_wrap": bool(cell.alignment.wrapText),
                "locked": cell.protection.locked,
            }
            key = json.dumps(given)
            look = looks.get(key) or looks.setdefault(key, book.add_format(given))
            page.write(row - 1, col - 1, cell.value, look)
    book.close()
