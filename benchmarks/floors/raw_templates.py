"""Workbooks written with plain XlsxWriter calls from contents taken down beforehand: ``CONTENTS.json FOLDER``.

No form, no layout, no measuring of text, no checks: only what XlsxWriter needs to make the same workbooks.
With ``--used-columns-only`` it leaves out the style of the columns beyond those in use, which XlsxWriter keeps column
by column up to the sheet's edge.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

LAST_COL = 16_383


def write_workbook(contents: dict[str, Any], path: Path, used_only: bool) -> None:
    book = Workbook(
        path,
        {
            "in_memory": True,
            "default_format_properties": {"font_name": "Calibri", "font_size": 11},
        },
    )
    book.set_properties({**contents["properties"], "created": datetime.fromisoformat(contents["created"])})
    for name, value in contents["custom"]:
        book.set_custom_property(name, value, "text")
    formats: list[Format | None] = [book.add_format(properties) for properties in contents["formats"]]
    formats.append(None)
    for sheet in contents["sheets"]:
        write_sheet(book, book.add_worksheet(sheet["name"]), sheet, formats, used_only)
    for name, target in contents["names"]:
        book.define_name(name, "=" + target)
    book.close()


def write_sheet(
    book: Workbook, worksheet: Worksheet, sheet: dict[str, Any], formats: list[Format | None], used_only: bool
) -> None:
    for first, last, pixels, style in sheet["columns"]:
        if not (used_only and last == LAST_COL):
            worksheet.set_column_pixels(first, last, pixels, formats[style])
    for row, height, style in sheet["rows"]:
        worksheet.set_row(row, height, formats[style])
    for row, col, kind, value, result, style in sheet["cells"]:
        if kind == "text":
            worksheet.write_string(row, col, value, formats[style])
        elif kind == "number":
            worksheet.write_number(row, col, value, formats[style])
        elif kind == "formula":
            worksheet.write_formula(row, col, value, formats[style], result)
        elif kind == "link":
            worksheet.write_url(row, col, value, formats[style], result)
        else:
            worksheet.write_blank(row, col, None, formats[style])
    area: tuple[int, int, int, int]
    for area, options in sheet["validations"]:
        worksheet.data_validation(*area, options)
    for area, places, criteria, look in sheet["colour_rules"]:
        rule = {"type": "formula", "criteria": criteria, "format": book.add_format(look), "multi_range": places}
        worksheet.conditional_format(*area, rule)
    set_view(worksheet, sheet)
    set_print(worksheet, sheet)


def set_view(worksheet: Worksheet, sheet: dict[str, Any]) -> None:
    if sheet["hidden"]:
        worksheet.hide()
    if sheet["plain_page"]:
        worksheet.hide_gridlines(2)
    if sheet["tab_colour"]:
        worksheet.set_tab_color(sheet["tab_colour"])
    if sheet["filter"]:
        worksheet.autofilter(*sheet["filter"])
    if sheet["freeze"]:
        worksheet.freeze_panes(*sheet["freeze"])
    if sheet["permissions"] is not None:
        worksheet.protect("", sheet["permissions"])
    if sheet["numbers_as_text"]:
        worksheet.ignore_errors({"number_stored_as_text": sheet["numbers_as_text"]})


def set_print(worksheet: Worksheet, sheet: dict[str, Any]) -> None:
    if sheet["landscape"]:
        worksheet.set_landscape()
    worksheet.set_paper(sheet["paper"])
    if sheet["fit"]:
        worksheet.fit_to_pages(*sheet["fit"])
    worksheet.set_margins(*sheet["margins"])
    if sheet["header"]:
        worksheet.set_header(sheet["header"])
    if sheet["footer"]:
        worksheet.set_footer(sheet["footer"])
    if sheet["repeat"]:
        worksheet.repeat_rows(*sheet["repeat"])
    if sheet["print_area"]:
        worksheet.print_area(*sheet["print_area"])


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    contents, folder = map(Path, arguments)
    folder.mkdir(parents=True, exist_ok=True)
    for name, book in json.loads(contents.read_bytes()).items():
        write_workbook(book, folder / name, "--used-columns-only" in sys.argv)


if __name__ == "__main__":
    main()
