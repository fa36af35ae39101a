"""LibreOffice: what many districts have, and our eyes and hands where Excel is not to be had.

``convert`` opens and saves without a window; an ``Office`` works like a person at the keyboard (see ``uno_script.py``).
Each test process has its own user profile, so that tests may run side by side.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from tests.programs.jobs import FillJob, ProgramError

Format = Literal["xlsx", "ods", "xls", "pdf", "odt"]
Step = dict[str, Any]
"""``{"do": name, …}``; the names are the ``do_…`` methods of ``uno_script.Workbook``."""

SYSTEM_PYTHON = Path("/usr/bin/python3")
"""Has the ``uno`` module, which no virtual environment can install."""
UNO_SCRIPT = Path(__file__).with_name("uno_script.py")
FILTERS: dict[Format, str] = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "ods": "ods:calc8",
    "xls": "xls:MS Excel 97",
    "pdf": "pdf:calc_pdf_Export",
    "odt": "odt:writer8",
}
OF_DOCUMENTS = {".docx": "pdf:writer_pdf_Export"}
CONVERT_SECONDS = 120
PDF_ZOOM = 3
"""Sizes are told in whole pixels; as large as it goes, to a third of a point."""
JOB_SECONDS = 120


def available() -> str | None:
    """Why LibreOffice cannot be used here, or ``None``."""
    for program in ("soffice", "pdftoppm", "pdftotext"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    return _uno_missing()


def convert(path: Path, to: Format, outdir: Path) -> Path:
    """Open a workbook and save it in a format, as ``soffice --convert-to`` does.

    Raises:
        ProgramError: LibreOffice made no file, or the result would overwrite the source.
    """
    target = outdir / f"{path.stem}.{to}"
    if target.resolve() == path.resolve():
        raise ProgramError(f"{path} would be overwritten: give another outdir")
    target.unlink(missing_ok=True)
    command = ["soffice", f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--norestore"]
    made_by = OF_DOCUMENTS.get(path.suffix, FILTERS[to]) if to == "pdf" else FILTERS[to]
    command += ["--convert-to", made_by, "--outdir", str(outdir), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=CONVERT_SECONDS, check=False)
    if not target.exists():
        raise ProgramError(f"LibreOffice made no {target.name} of {path}: {done.stdout} {done.stderr}")
    return target


def pdf_text(path: Path) -> list[str]:
    """The text of a PDF, page by page, laid out as printed."""
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


def pdf_points(path: Path) -> list[float]:
    """Of each page of a PDF the size of most of its letters, in points."""
    command = ["pdftohtml", "-xml", "-i", "-stdout", "-zoom", str(PDF_ZOOM), str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    fonts = {name: float(size) / PDF_ZOOM for name, size in re.findall(r'<fontspec id="(\d+)" size="(\d+)"', told)}
    sizes = []
    for page in told.split("<page ")[1:]:
        letters: Counter[float] = Counter()
        for font, text in re.findall(r'<text [^>]*font="(\d+)">(.*?)</text>', page):
            letters[fonts[font]] += len(text)
        sizes.append(letters.most_common(1)[0][0] if letters else 0.0)
    return sizes


def pdf_pages_png(path: Path, outdir: Path, dpi: int = 60) -> list[Path]:
    """The pages of a PDF as pictures, in order."""
    stem = outdir / path.stem
    subprocess.run(["pdftoppm", "-png", "-r", str(dpi), str(path), str(stem)], check=True)
    return sorted(outdir.glob(f"{path.stem}-*.png"))


class Office:
    """A running LibreOffice that does steps in workbooks; made by ``office()``."""

    def __init__(self) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="xlplan-office-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [str(SYSTEM_PYTHON), str(UNO_SCRIPT), self._profile.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=_plain_environment(),
            start_new_session=True,
        )
        self._answer()

    @property
    def alive(self) -> bool:
        """Whether it can take another job."""
        return self._process.poll() is None

    def run(self, path: Path, steps: Iterable[Step]) -> list[dict[str, Any]]:
        """Open a workbook, do the steps, close it without saving (``store`` is a step); give each step's result.

        Raises:
            ProgramError: The workbook could not be opened, a step failed, or LibreOffice died or hung.
        """
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps({"open": str(path), "steps": list(steps)}) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise ProgramError("LibreOffice is gone") from error
        results: list[dict[str, Any]] = self._answer()["results"]
        return results

    def fill(self, job: FillJob) -> None:
        """Type the job's texts under their headings and save.

        Raises:
            ProgramError: A text was refused or became something else.
        """
        headings: dict[str, list[str]] = {}
        for typing in job["type"]:
            headings.setdefault(typing["sheet"], []).append(typing["heading"])
        steps: list[Step] = [{"do": "type", "headings": headings[t["sheet"]], **t} for t in job["type"]]
        results = self.run(Path(job["open"]), [*steps, {"do": "store", "path": job["save"]}])
        for typing, result in zip(job["type"], results, strict=False):
            if result["text"] != typing["text"]:
                raise ProgramError(
                    f"{typing['sheet']}!{result['cell']}: typed {typing['text']!r}, has {result['text']!r}"
                )

    def close(self) -> None:
        """End LibreOffice and remove its profile."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=30)
        self._kill()
        self._process.wait()
        for stream in (self._process.stdout, self._process.stderr):
            assert stream is not None
            stream.close()
        self._profile.cleanup()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        watchdog = threading.Timer(JOB_SECONDS, self._kill)
        watchdog.start()
        try:
            line = self._process.stdout.readline()
        finally:
            watchdog.cancel()
        if not line:
            assert self._process.stderr is not None
            self._kill()
            raise ProgramError(f"LibreOffice died or hung: {self._process.stderr.read()}")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise ProgramError(answer["error"])
        return answer

    def _kill(self) -> None:
        """End the script and the LibreOffice it started; they are one process group."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


@contextlib.contextmanager
def office() -> Iterator[Office]:
    """A LibreOffice of one's own for the time of a ``with``."""
    running = Office()
    try:
        yield running
    finally:
        running.close()


@functools.cache
def _uno_missing() -> str | None:
    if not SYSTEM_PYTHON.exists():
        return f"{SYSTEM_PYTHON} is not there"
    done = subprocess.run(
        [str(SYSTEM_PYTHON), "-c", "import uno"], capture_output=True, env=_plain_environment(), check=False
    )
    return "python3-uno is not installed" if done.returncode else None


@functools.cache
def _profile() -> Path:
    """This process's own user profile for conversions."""
    folder = Path(tempfile.mkdtemp(prefix="xlplan-libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _plain_environment() -> dict[str, str]:
    """The environment without what would turn the system's Python into the virtual environment's."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
