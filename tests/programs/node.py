"""Node: SheetJS and ExcelJS, which many web services read and write workbooks with, and the Open XML SDK validator.

The validator is Microsoft's own, compiled to WebAssembly inside an npm package; it needs no .NET and no network.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.programs.jobs import FillJob, ProgramError

FOLDER = Path(__file__).with_name("node")
SECONDS = 180


def available() -> str | None:
    """Why the Node programs cannot be used here, or ``None``."""
    if shutil.which("node") is None:
        return "node is not installed"
    if not (FOLDER / "node_modules" / "@ooxml-tools" / "validate").is_dir():
        return "the Node packages are not installed (make programs)"
    return None


def fill_with_sheetjs(job: FillJob) -> None:
    """Do a job with SheetJS.

    Raises:
        ProgramError: It could not; the message has what Node said.
    """
    run_script("fill_sheetjs.mjs", stdin=json.dumps(job))


def fill_with_exceljs(job: FillJob) -> None:
    """Do a job with ExcelJS.

    Raises:
        ProgramError: It could not; the message has what Node said.
    """
    run_script("fill_exceljs.mjs", stdin=json.dumps(job))


def validate_ooxml(path: Path) -> list[str]:
    """What the Open XML SDK finds wrong with a file, as Microsoft 365 would take it; nothing if it is sound."""
    return validate_many([path])[path]


def validate_many(paths: Sequence[Path]) -> dict[Path, list[str]]:
    """The same for many files in one run, which spares the start of the validator."""
    faults: dict[str, list[str]] = json.loads(run_script("validate.mjs", *map(str, paths)))
    return {path: faults[str(path)] for path in paths}


def run_script(script: str, *arguments: str, stdin: str = "") -> str:
    done = subprocess.run(
        ["node", str(FOLDER / script), *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    if done.returncode:
        raise ProgramError(f"{script}: {done.stderr.strip()}")
    return done.stdout
