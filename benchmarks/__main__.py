"""``python -m benchmarks``: xlplan and its peers on the same work, in turns; ratios with median and spread."""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Callable, Iterable

from benchmarks import city_size, counted, likeness, merging, page, reading, starting, templates
from benchmarks.figures import Figure, table
from benchmarks.side_by_side import machine

PACKAGES = (
    "XlsxWriter",
    "openpyxl",
    "python-calamine",
    "pandas",
    "polars",
    "fastexcel",
    "pydantic",
    "click",
    "RapidFuzz",
)
SIZES = (11, 100, 1000)
RUNS = 5


def main() -> int:
    options = _options()
    runs, sizes = options.runs, options.sizes
    parts: dict[str, Callable[[], Iterable[Figure]]] = {
        "start": lambda: starting.measure(max(runs, 9)),
        "templates": lambda: templates.measure(max(runs, 7)),
        "read": lambda: reading.measure(sizes, runs),
        "merge": lambda: merging.measure(sizes, runs),
        "match": lambda: likeness.measure(runs),
        "size": lambda: city_size.measure(min(100, max(sizes))),
    }
    wanted = options.parts or [*parts, "counted"]
    began = time.monotonic()
    figures: list[Figure] = []
    for name in wanted:
        if name in parts:
            for figure in parts[name]():
                print(f"{figure.what}, against {figure.against}: {figure.measured}", file=sys.stderr, flush=True)
                figures.append(figure)
    if figures:
        figures.sort(key=lambda figure: int(figure.number or 99))
        told = f"{machine(PACKAGES)}; {_programs()}. Runs of each: {runs} or more.\n\n{table(figures)}"
        print(told)
        if options.write:
            page.write(told)
        print(f"{(time.monotonic() - began) / 60:.0f} minutes", file=sys.stderr)
    return _count(options.accept) if "counted" in wanted else 0


def _count(accept: bool) -> int:
    """Count the calls; 1 when they are not as committed."""
    counts = counted.count()
    print("calls: " + ", ".join(f"{name} {calls:,}" for name, calls in counts.items()))
    if accept:
        counted.accept(counts)
        return 0
    different = list(counted.compare(counts))
    for line in different:
        print(line)
    return int(bool(different))


def _programs() -> str:
    return "returns in part saved by LibreOffice" if shutil.which("soffice") else "LibreOffice not here"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", help="start, templates, read, merge, match, size, counted (default: all)")
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="how many returns (default: 11,100,1000)")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"runs of each program (default: {RUNS})")
    parser.add_argument("--write", action="store_true", help="write the table into docs/performance.md")
    parser.add_argument("--accept", action="store_true", help="commit the counted calls as they are now")
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(size) for size in text.split(",")))


if __name__ == "__main__":
    sys.exit(main())
