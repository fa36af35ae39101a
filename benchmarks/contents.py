"""All that workbooks hold, as JSON for a program that writes them anew: ``FOLDER CONTENTS.json``.

Read with openpyxl: cells, formats, heights, widths, validations, colour rules, names, protection, print set-up,
properties. Two workbooks with the same contents here differ only in what openpyxl does not tell of: whether a row's
height is fixed, the language of the document.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import Border, Color, Font, PatternFill
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

NO_FORMAT = -1
PIXELS_PER_CHARACTER = 7
_PATTERNS = {"solid": 1, "lightUp": 14}
_LINES = {"thin": 1, "medium": 2}
_PERMISSIONS = {
    "objects": "objects",
    "scenarios": "scenarios",
    "format_cells": "formatCells",
    "format_columns": "formatColumns",
    "format_rows": "formatRows",
    "insert_columns": "insertColumns",
    "insert_rows": "insertRows",
    "insert_hyperlinks": "insertHyperlinks",
    "delete_columns": "deleteColumns",
    "delete_rows": "deleteRows",
    "select_locked_cells": "selectLockedCells",
    "sort": "sort",
    "autofilter": "autoFilter",
    "pivot_tables": "pivotTables",
    "select_unlocked_cells": "selectUnlockedCells",
}


def contents(path: Path) -> dict[str, Any]:
    """A workbook's contents, places counted from 0 as XlsxWriter counts them."""
    book: Any = load_workbook(path)
    results = load_workbook(path, data_only=True)
    formats: dict[str, int] = {}
    with zipfile.ZipFile(path) as package:
        xml = [package.read(f"xl/worksheets/sheet{number + 1}.xml").decode() for number in range(len(book.sheetnames))]
    pairs = zip(book.worksheets, results.worksheets, xml, strict=True)
    sheets = [_sheet(sheet, result, part, formats) for sheet, result, part in pairs]
    props = book.properties
    properties = {"title": props.title, "subject": props.subject, "author": props.creator, "category": props.category}
    return {
        "properties": properties,
        "created": props.created.isoformat(),
        "custom": [[prop.name, prop.value] for prop in book.custom_doc_props.props],
        "names": _names(book),
        "formats": [json.loads(each) for each in formats],
        "sheets": sheets,
    }


def _names(book: Any) -> list[list[str]]:
    return [[name, defined.attr_text] for name, defined in book.defined_names.items()]


def _sheet(sheet: Worksheet, results: Worksheet, xml: str, formats: dict[str, int]) -> dict[str, Any]:
    setup, view, margins = sheet.page_setup, sheet.sheet_view, sheet.page_margins
    fits = sheet.sheet_properties.pageSetUpPr is not None and sheet.sheet_properties.pageSetUpPr.fitToPage
    numbers = re.search(r'<ignoredError sqref="([^"]*)" numberStoredAsText="1"/>', xml)
    return {
        "name": sheet.title,
        "hidden": sheet.sheet_state == "hidden",
        "plain_page": view.showGridLines is False,
        "tab_colour": _colour(sheet.sheet_properties.tabColor),
        "columns": _columns(sheet, formats),
        "rows": [
            [number - 1, row.height, _format_number(row, formats)]
            for number, row in sorted(sheet.row_dimensions.items())
            if row.height is not None
        ],
        "cells": [
            [row - 1, col - 1, *_value(cell, results), _format_number(cell, formats)]
            for (row, col), cell in sorted(sheet._cells.items())
        ],
        "validations": _validations(sheet),
        "colour_rules": _colour_rules(sheet),
        "filter": _area(sheet.auto_filter.ref),
        "freeze": (_area(sheet.freeze_panes) or [])[:2],
        "permissions": _permissions(sheet),
        "numbers_as_text": numbers[1] if numbers else None,
        "landscape": setup.orientation == "landscape",
        "paper": setup.paperSize or 0,
        "fit": [setup.fitToWidth or 1, 1 if setup.fitToHeight is None else setup.fitToHeight] if fits else None,
        "margins": [margins.left, margins.right, margins.top, margins.bottom],
        "header": _codes(xml, "oddHeader"),
        "footer": _codes(xml, "oddFooter"),
        "repeat": [int(row) - 1 for row in re.findall(r"\d+", sheet.print_title_rows)]
        if sheet.print_title_rows
        else None,
        "print_area": _area(sheet.print_area.rpartition("!")[2]) if sheet.print_area else None,
    }


def _columns(sheet: Worksheet, formats: dict[str, int]) -> list[list[int]]:
    columns: list[Any] = sorted(sheet.column_dimensions.values(), key=lambda column: column.min or 0)
    return [
        [column.min - 1, column.max - 1, round(column.width * PIXELS_PER_CHARACTER), _format_number(column, formats)]
        for column in columns
    ]


def _value(cell: Any, results: Worksheet) -> tuple[str, Any, Any]:
    """A cell's kind, value, and the result of a formula or the text of a link."""
    if cell.hyperlink:
        inside = cell.hyperlink.location
        return "link", f"internal:{inside}" if inside else cell.hyperlink.target, cell.value
    if cell.data_type == "f":
        return "formula", cell.value, results.cell(cell.row, cell.column).value
    if cell.value is None:
        return "blank", None, None
    return ("text" if cell.data_type == "s" else "number"), cell.value, None


def _validations(sheet: Worksheet) -> list[list[Any]]:
    found = []
    for rule in sheet.data_validations.dataValidation:
        options: dict[str, Any] = {"validate": "any", "input_title": rule.promptTitle, "input_message": rule.prompt}
        if rule.type == "list":
            options |= {"validate": "list", "source": f"={rule.formula1}", "error_type": rule.errorStyle or "stop"}
            options |= {"error_title": rule.errorTitle, "error_message": rule.error}
        given = {key: value for key, value in options.items() if value is not None}
        found.append([_area(str(rule.sqref)), given])
    return found


def _colour_rules(sheet: Worksheet) -> list[list[Any]]:
    rules = [(rule.priority, str(each.sqref), rule) for each in sheet.conditional_formatting for rule in each.rules]
    return [
        [_area(place.split()[0]), place, f"={rule.formula[0]}", {**_font(rule.dxf.font), **_fill(rule.dxf.fill)}]
        for _, place, rule in sorted(rules, key=lambda rule: rule[0])
    ]


def _permissions(sheet: Worksheet) -> dict[str, bool] | None:
    protection = sheet.protection
    if not protection.sheet:
        return None
    return {ours: not getattr(protection, theirs) for ours, theirs in _PERMISSIONS.items()}


def _codes(xml: str, tag: str) -> str:
    found = re.search(f"<{tag}>([^<]*)</{tag}>", xml)
    return found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if found else ""


def _format_number(styled: Any, formats: dict[str, int]) -> int:
    """Which of the book's formats it has, counted in the order they are met."""
    if not styled.has_style:
        return NO_FORMAT
    alignment = styled.alignment
    properties = {
        **_font(styled.font),
        **_fill(styled.fill),
        **_border(styled.border),
        "align": alignment.horizontal or "",
        "valign": {"center": "vcenter"}.get(alignment.vertical, alignment.vertical) or "",
        "text_wrap": bool(alignment.wrapText),
        "indent": int(alignment.indent),
        "num_format": styled.number_format,
        "locked": styled.protection.locked,
    }
    return formats.setdefault(json.dumps(properties), len(formats))


def _font(font: Font | None) -> dict[str, Any]:
    if font is None:
        return {}
    properties = {
        "font_name": font.name,
        "font_size": font.sz,
        "font_color": _colour(font.color),
        "bold": font.b,
        "italic": font.i,
        "underline": 1 if font.u else None,
    }
    return {key: value for key, value in properties.items() if value}


def _fill(fill: PatternFill | None) -> dict[str, Any]:
    if fill is None:
        return {}
    properties: dict[str, Any] = {"fg_color": _colour(fill.fgColor), "bg_color": _colour(fill.bgColor)}
    if fill.patternType in _PATTERNS:
        properties["pattern"] = _PATTERNS[fill.patternType]
    return {key: value for key, value in properties.items() if value}


def _border(border: Border) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for side in ("left", "right", "top", "bottom"):
        line = getattr(border, side)
        if line.style:
            properties |= {side: _LINES[line.style], f"{side}_color": _colour(line.color)}
    return properties


def _colour(colour: Color | None) -> str | None:
    if colour is None or colour.type != "rgb" or colour.rgb == "00000000":
        return None
    return f"#{colour.rgb[2:]}"


def _area(place: str | None) -> list[int] | None:
    """First row, first column, last row, last column."""
    if not place:
        return None
    first_col, first_row, last_col, last_row = (number or 1 for number in range_boundaries(place))
    return [first_row - 1, first_col - 1, last_row - 1, last_col - 1]


def main() -> None:
    folder, target = map(Path, sys.argv[1:])
    books = {path.name: contents(path) for path in sorted(folder.glob("*.xlsx"))}
    target.write_text(json.dumps(books, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
