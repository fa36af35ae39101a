"""Has every program open the originals and save them; run by hand: ``python -m tests.workbooks.make``."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import openpyxl

from tests.programs import gnumeric, libreoffice, node
from tests.programs.jobs import job
from tests.workbooks.sources import SOURCES

FOLDER = Path(__file__).parent


def by_libreoffice(source: Path, target: Path) -> None:
    shutil.move(libreoffice.convert(source, target.suffix[1:], target.parent), target)  # type: ignore[arg-type]


def flat_by_libreoffice(source: Path, target: Path) -> None:
    command = ["soffice", "--headless", "--convert-to", "fods:OpenDocument Spreadsheet Flat XML", "--outdir"]
    subprocess.run([*command, str(target.parent), str(source)], check=True, capture_output=True)


def by_gnumeric(source: Path, target: Path) -> None:
    gnumeric.convert(source, target.suffix[1:], target.parent)  # type: ignore[arg-type]


def by_gnumeric_for_excel_95(source: Path, target: Path) -> None:
    subprocess.run(["ssconvert", "-T", "Gnumeric_Excel:excel_biff7", str(source), str(target)], check=True)


def by_sheetjs(source: Path, target: Path) -> None:
    node.fill_with_sheetjs(job(source, target))


def by_exceljs(source: Path, target: Path) -> None:
    node.fill_with_exceljs(job(source, target))


def by_openpyxl(source: Path, target: Path) -> None:
    openpyxl.load_workbook(source, rich_text=True).save(target)


def by_pylightxl(source: Path, target: Path) -> None:
    pylightxl = import_module("pylightxl")
    pylightxl.writexl(pylightxl.readxl(source), target)


PROGRAMS: dict[str, tuple[Callable[[Path, Path], None], tuple[str, ...]]] = {
    "libreoffice": (by_libreoffice, ("ods", "xls", "xlsx")),
    "libreoffice-flat": (flat_by_libreoffice, ("fods",)),
    "gnumeric": (by_gnumeric, ("ods", "xls", "xlsx")),
    "gnumeric-excel95": (by_gnumeric_for_excel_95, ("xls",)),
    "sheetjs": (by_sheetjs, ("ods", "xls", "xlsb", "xlsx")),
    "exceljs": (by_exceljs, ("xlsx",)),
    "openpyxl": (by_openpyxl, ("xlsx",)),
}
"""Who saves, and in which formats."""
ROUGH_PROGRAMS = {"pylightxl": (by_pylightxl, ("xlsx",))}
"""Who changes so much that only which cells there are can be compared: texts, order of tabs, numbers that are none."""


def main() -> None:
    for name, make in SOURCES.items():
        original = FOLDER / "xlsxwriter" / f"{name}.xlsx"
        original.parent.mkdir(exist_ok=True)
        original.write_bytes(make())
        with tempfile.TemporaryDirectory() as scratch:
            source = Path(scratch) / f"{name}.xlsx"
            shutil.copy(original, source)
            for program, (save, endings) in {**PROGRAMS, **ROUGH_PROGRAMS}.items():
                (FOLDER / program).mkdir(exist_ok=True)
                for ending in endings:
                    save(source, FOLDER / program / f"{name}.{ending}")


if __name__ == "__main__":
    main()
