"""gnumeric: a spreadsheet program with a file library of its own, used through its converter ``ssconvert``."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Literal

from tests.programs.jobs import ProgramError

Format = Literal["xlsx", "ods", "xls"]
EXPORTERS: dict[Format, str] = {
    "xlsx": "Gnumeric_Excel:xlsx2",
    "ods": "Gnumeric_OpenCalc:odf",
    "xls": "Gnumeric_Excel:excel_biff8",
}
SECONDS = 120


def available() -> str | None:
    """Why gnumeric cannot be used here, or ``None``."""
    return None if shutil.which("ssconvert") else "ssconvert (gnumeric) is not installed"


def convert(path: Path, to: Format, outdir: Path) -> Path:
    """Open a workbook and save it in a format.

    Raises:
        ProgramError: gnumeric made no file.
    """
    target = outdir / f"{path.stem}.{to}"
    target.unlink(missing_ok=True)
    command = ["ssconvert", "--export-type", EXPORTERS[to], str(path), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    if not target.exists():
        raise ProgramError(f"gnumeric made no {target.name} of {path}: {done.stderr}")
    return target
