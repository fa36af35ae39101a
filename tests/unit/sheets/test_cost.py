"""What the worst files cost, each in a process of its own: seconds and memory, whatever comes of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .attacks import ATTACKS

SECONDS, MEBIBYTES = 5.0, 512
SLACK = 2
"""For machines that are slower than those it was measured on."""
SCRIPT = """
import re, sys, time
from pathlib import Path
from xlplan.sheets.opening import UnreadableWorkbook, open_bytes

def kib(name):
    return int(re.search(name + r":\\s+([0-9]+)", Path("/proc/self/status").read_text())[1])

data = Path(sys.argv[1]).read_bytes()
resident, peak = kib("VmRSS"), kib("VmHWM")
began = time.process_time()
try:
    open_bytes(data)
except UnreadableWorkbook:
    pass
print(time.process_time() - began, (resident + kib("VmHWM") - peak) / 1024)
"""
"""Processor time, which a busy machine does not lengthen; memory as it grows here, whatever peak the process was
begun with: some systems hand on that of the process which began it."""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is told in /proc")
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_file_costs_more(attack: str, tmp_path: Path) -> None:
    path = tmp_path / "attack"
    path.write_bytes(ATTACKS[attack]())
    done = subprocess.run([sys.executable, "-c", SCRIPT, str(path)], capture_output=True, text=True, check=True)
    seconds, memory = map(float, done.stdout.split())
    assert seconds < SECONDS * SLACK
    assert memory < MEBIBYTES


def test_an_xlsx_loads_no_other_reader() -> None:
    original = Path(__file__).parents[2] / "workbooks" / "xlsxwriter" / "plan.xlsx"
    script = f"""
import sys
from pathlib import Path
from xlplan.sheets.opening import open_workbook
open_workbook(Path({str(original)!r}))
print([name for name in sys.modules if name.startswith(("python_calamine", "openpyxl", "xlplan.sheets.biff"))])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
