"""The measured table in ``docs/performance.md``, between its two markers."""

from __future__ import annotations

from pathlib import Path

from benchmarks.side_by_side import ROOT

PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def write(text: str, page: Path = PAGE) -> None:
    """Put the measured figures where the page has room for them."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{text.strip()}\n\n{END}{after}", encoding="utf-8")
