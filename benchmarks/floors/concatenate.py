"""All rows of all workbooks of a folder in one tab, each with its file, tab and row: ``ROUTE FOLDER TARGET.xlsx``.

What a person with a data library would write: no model, no checks, no summary. Wholly blank rows are left out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any


def with_pandas(engine: str) -> Callable[[list[Path], Path], None]:
    def route(files: list[Path], target: Path) -> None:
        import pandas

        frames = []
        for path in files:
            for tab, frame in pandas.read_excel(path, sheet_name=None, header=None, engine=engine).items():
                frame.insert(0, "row", range(1, len(frame) + 1))
                frame.insert(0, "tab", tab)
                frame.insert(0, "file", path.name)
                frames.append(frame.dropna(how="all", subset=frame.columns[3:]))
        pandas.concat(frames, ignore_index=True).to_excel(target, index=False, engine="xlsxwriter")

    return route


def with_polars(files: list[Path], target: Path) -> None:
    import fastexcel
    import polars

    frames = []
    for path in files:
        book = fastexcel.read_excel(path)
        for tab in book.sheet_names:
            frame = book.load_sheet(tab, header_row=None, dtypes="string").to_polars()
            if frame.width:
                place = [polars.lit(path.name).alias("file"), polars.lit(tab).alias("tab")]
                filled = polars.any_horizontal(polars.all().is_not_null())
                frames.append(frame.filter(filled).with_row_index("row", 1).select(*place, polars.all()))
    polars.concat(frames, how="diagonal_relaxed").write_excel(target)


def with_openpyxl(files: list[Path], target: Path) -> None:
    from openpyxl import load_workbook

    def rows() -> Iterator[list[Any]]:
        for path in files:
            for sheet in load_workbook(path):
                for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
                    if any(value is not None for value in row):
                        yield [path.name, sheet.title, number, *row]

    write(rows(), target, {})


def with_calamine(files: list[Path], target: Path) -> None:
    from python_calamine import CalamineWorkbook

    def rows() -> Iterator[list[Any]]:
        for path in files:
            book = CalamineWorkbook.from_path(path)
            for tab in book.sheet_names:
                for number, row in enumerate(book.get_sheet_by_name(tab).to_python(skip_empty_area=False), 1):
                    if any(value != "" for value in row):
                        yield [path.name, tab, number, *row]

    write(rows(), target, {"constant_memory": True})


def write(rows: Iterable[list[Any]], target: Path, options: dict[str, Any]) -> None:
    from xlsxwriter import Workbook

    book = Workbook(target, {"strings_to_urls": False, "strings_to_formulas": False, **options})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()


ROUTES = {
    "pandas-openpyxl": with_pandas("openpyxl"),
    "pandas-calamine": with_pandas("calamine"),
    "polars-fastexcel": with_polars,
    "openpyxl-xlsxwriter": with_openpyxl,
    "calamine-xlsxwriter": with_calamine,
}


def main() -> None:
    route, folder, target = sys.argv[1:]
    ROUTES[route](sorted(Path(folder).glob("*.xlsx")), Path(target))


if __name__ == "__main__":
    main()
