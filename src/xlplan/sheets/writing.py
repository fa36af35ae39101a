"""Writing .xlsx: with ``rows`` and ``finishing``, the only module that knows XlsxWriter.

What XlsxWriter answers with a warning and a number below zero (a list too long, a cell outside the sheet) is an
exception here: a template must never lack its drop-down list in silence. Text is always written as text; nothing
that a district wrote can become a formula or a link. The same calls give the same bytes.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any, Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from xlplan.sheets.address import MAX_COL, quote_sheet, to_a1
from xlplan.sheets.finishing import Packing
from xlplan.sheets.looks import FONT, Style
from xlplan.sheets.rows import RowSheet, Texts
from xlplan.sheets.text_size import line_count

ALL_COLUMNS = MAX_COL
"""The last column, for styles that reach to the sheet's edge."""
MAX_HEADER = 255
"""Excel's limit for the code of a header or footer (ECMA-376 part 1, 18.3.1.46)."""
MAX_TEXT = 32_767
"""Excel's limit for the text of a cell, in UTF-16 units."""
CUT_MARK = " […]"
NOTE_PX, NOTE_CHARS, LINE_PX, MOST_NOTE_PX = 280, 38, 18, 600
"""Width of a note's box, in pixels and in characters; height of a line and of the highest box, in pixels."""
BORDER_OF_BARS = "#3E4C59"
_STRIPES = {"up": "light_upward_diagonal", "down": "light_downward_diagonal", "upright": "light_vertical"}
"""What XlsxWriter calls them."""
NO_ZEROS = "#,##0;;;"
"""Number format of the figures within bars: none where there is no bar."""
LIGHT_STRIPES = 14
"""XlsxWriter's number of the pattern lightUp."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PERMISSIONS = (
    "objects",
    "scenarios",
    "format_cells",
    "format_columns",
    "format_rows",
    "insert_rows",
    "delete_rows",
    "insert_hyperlinks",
    "sort",
    "autofilter",
    "select_locked_cells",
    "select_unlocked_cells",
)


class WriteRefused(Exception):
    """XlsxWriter would not write something, and the workbook would have lacked it."""


@dataclass(frozen=True, slots=True)
class DropDown:
    """A rule for a range of cells: answers from a named list, and a message on selecting the cell."""

    source: str | None = None
    """Defined name of the list, or a formula that gives one; None for a message only."""
    strict: Literal["warning", "information"] = "warning"
    title: str = ""
    message: str = ""
    error_title: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Stripes:
    """Thin stripes across a colour."""

    run: Literal["up", "down", "upright"]
    """Which way they run, read from the left."""
    colour: str


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: its name and the ranges of its categories and values, as formulas."""

    name: str
    categories: str
    values: str
    colour: str
    stripes: Stripes | None = None
    """For those who see no colours."""


class _Workbook(Workbook):
    """XlsxWriter's workbook with our own rows, texts and package."""

    worksheet_class = RowSheet

    def __init__(self, packing: Packing, options: dict[str, Any]) -> None:
        super().__init__(BytesIO(), options)
        self.str_table = Texts()
        self._packing = packing

    def _get_packager(self) -> Packing:
        return self._packing


class Book:
    """A workbook being written; sheets in the order they are added."""

    def __init__(
        self, *, title: str, subject: str, author: str, category: str, language: str, created: datetime
    ) -> None:
        self._packing = Packing(language)
        self._book = _Workbook(
            self._packing,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {"font_name": FONT, "font_size": 11},
            },
        )
        self._book.set_properties(
            {"title": title, "subject": subject, "author": author, "category": category, "created": created}
        )
        self._formats: dict[Style, Format] = {}
        self._seen: dict[int, tuple[Style, Format]] = {}
        """Styles met, by identity: comparing one field by field for each cell takes longer than writing it."""
        self._sheets: list[Sheet] = []

    def sheet(self, title: str, *, hidden: bool = False) -> Sheet:
        """Add a tab."""
        with _refusing(f"tab {title!r}"):
            worksheet: Any = self._book.add_worksheet(title)
        if hidden:
            worksheet.hide()
        self._sheets.append(Sheet(title, worksheet, self._format, self._book))
        return self._sheets[-1]

    @property
    def last(self) -> Sheet:
        """The tab added last."""
        return self._sheets[-1]

    def define(self, name: str, target: str) -> None:
        """Give a place in the workbook a name that every sheet sees; ``target`` as in ``'Tab'!$A$1``."""
        with _refusing(f"name {name!r}"):
            _must(self._book.define_name(name, "=" + target), f"name {name!r}")

    def custom_property(self, name: str, value: str) -> None:
        """Add a custom document property, as text (numbers are lost by other programs)."""
        with _refusing(f"property {name!r}"):
            _must(self._book.set_custom_property(name, value, "text"), f"property {name!r}")

    def to_bytes(self) -> bytes:
        """Close the workbook and give the file's bytes; once only."""
        with _refusing("workbook"):
            for number, sheet in enumerate(self._sheets, 1):
                self._packing.tables |= sheet.tables
                if sheet.to_edge:
                    self._packing.to_edge.add(f"xl/worksheets/sheet{number}.xml")
            self._book.close()
        return self._packing.to_bytes()

    def _format(self, style: Style) -> Format:
        seen = self._seen.get(id(style))
        if seen is None:
            if style not in self._formats:
                self._formats[style] = self._book.add_format(_format_properties(style))
            self._seen[id(style)] = seen = (style, self._formats[style])
        return seen[1]


class Sheet:
    """One tab being written. Rows and columns are 1-based, as Excel shows them."""

    def __init__(self, title: str, worksheet: RowSheet, formats: Callable[[Style], Format], book: Any) -> None:
        self.title = title
        self.to_edge = False
        """Whether the last columns given reach to the sheet's edge."""
        self.said: set[str] = set()
        """Every text written by itself, as it is stored."""
        self.tables: dict[str, str] = {}
        """The whole range of each table, by its name."""
        self._sheet = worksheet
        self._formats = formats
        self._book = book

    def at(self, row: int, col: int) -> str:
        """The place as a formula names it: ``'Tab'!$C$6``."""
        return f"{quote_sheet(self.title)}!{_absolute(row, col)}"

    def span(self, first_row: int, first_col: int, last_row: int, last_col: int) -> str:
        """The range as a formula names it: ``'Tab'!$A$1:$C$6``."""
        return f"{self.at(first_row, first_col)}:{_absolute(last_row, last_col)}"

    def text(self, row: int, col: int, text: str, style: Style) -> None:
        """Write text as text; without any, an empty cell in that style. What Excel cannot hold is cut, visibly."""
        if text:
            self.said.add(stored := storable(text))
            code = self._sheet.put_text(row - 1, col - 1, stored, self._formats(style))
        else:
            code = self._sheet.write_blank(row - 1, col - 1, None, self._formats(style))
        self._must_cell(code, row, col)

    def fill(
        self,
        first_row: int,
        rows: Sequence[Sequence[str]],
        styles: Sequence[Style],
        heights_pt: Sequence[float] | None = None,
    ) -> None:
        """Write rows of texts from the first column on, as :meth:`text` does cell by cell.

        Args:
            first_row: Where the first stands.
            rows: Texts for the first columns or all; a cell with something else in it may be written by itself.
            styles: One for each column.
            heights_pt: One for each row.
        """
        cut = {text: stored for text in {text for row in rows for text in row} if (stored := storable(text)) != text}
        if cut:
            rows = [[cut.get(text, text) for text in row] for row in rows]
        formats = [self._formats(style) for style in styles]
        heights = [int(height * 4 / 3 + 0.5) for height in heights_pt or ()]
        _must(self._sheet.fill(first_row - 1, rows, formats, heights), self.title)

    def number(self, row: int, col: int, number: float, style: Style) -> None:
        """Write a number."""
        self._must_cell(self._sheet.write_number(row - 1, col - 1, number, self._formats(style)), row, col)

    def formula(self, row: int, col: int, formula: str, result: float | str, style: Style) -> None:
        """Write a formula of ours with its result, so that viewers that do not calculate show it too."""
        code = self._sheet.write_formula(row - 1, col - 1, formula, self._formats(style), result)
        self._must_cell(code, row, col)

    def link(self, row: int, col: int, target: str, text: str, style: Style, tip: str = "") -> None:
        """Write a link: ``target`` is an address on the web, or ``internal:'Tab'!A1``."""
        place = self._place(row, col)
        self.said.add(stored := storable(text))
        with _refusing(place):
            _must(self._sheet.write_url(row - 1, col - 1, target, self._formats(style), stored, tip or None), place)

    def rich(self, row: int, col: int, runs: Sequence[tuple[str, Style]], style: Style) -> None:
        """Write a text of which each run has a look of its own; ``style`` is the cell's. A text too long stays plain.

        XlsxWriter wants two runs or more, none of them empty.
        """
        runs = [(run, look) for run, look in runs if run]
        whole = "".join(run for run, _ in runs)
        if len(runs) < 2 or storable(whole) != whole:
            look = runs[0][1] if len(runs) == 1 else style
            self.text(row, col, whole, replace(style, struck=look.struck, bold=look.bold, color=look.color))
            return
        parts = [part for run, look in runs for part in (self._formats(look), run)]
        place = self._place(row, col)
        with _refusing(place):
            _must(self._sheet.write_rich_string(row - 1, col - 1, *parts, self._formats(style)), place)

    def note(self, row: int, col: int, text: str, author: str) -> None:
        """Put a note on a cell, in a box that shows all of it."""
        place = self._place(row, col)
        lines = line_count(text, NOTE_CHARS) + 1
        options = {"author": author, "width": NOTE_PX, "height": min(max(lines, 3) * LINE_PX, MOST_NOTE_PX)}
        with _refusing(place):
            _must(self._sheet.write_comment(row - 1, col - 1, storable(text), options), place)

    def columns(self, first: int, last: int, width: float, style: Style | None = None, *, hidden: bool = False) -> None:
        """Set the width (in Excel's characters) and the style of empty cells of some columns.

        XlsxWriter keeps each of 16,384 columns by itself, which takes longer than all the rest of a workbook: so of
        columns up to the sheet's edge it is told the first only, and the range is drawn out when the book is finished.
        """
        if last == ALL_COLUMNS:
            self.to_edge, last = True, first
        fmt = self._formats(style) if style else None
        options = {"hidden": True} if hidden else None
        place = f"{self.title}: columns {first}-{last}"
        _must(self._sheet.set_column(first - 1, last - 1, width, fmt, options), place)

    def row(self, row: int, height_pt: float | None = None, style: Style | None = None) -> None:
        """Set a row's height, which still grows as people type, and the style of its empty cells."""
        fmt = self._formats(style) if style else None
        _must(self._sheet.set_row(row - 1, height_pt, fmt), f"{self.title}: row {row}")

    def drop_down(
        self,
        first_row: int,
        first_col: int,
        last_row: int,
        last_col: int,
        rule: DropDown,
        also: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Put one rule on a range, and on the cells of ``also``, (row, column) each."""
        options: dict[str, Any] = {"validate": "any"}
        if rule.source:
            options = {"validate": "list", "source": f"={rule.source}", "error_type": rule.strict}
            options |= {"error_title": rule.error_title, "error_message": rule.error}
        options |= {"input_title": rule.title, "input_message": rule.message}
        options["other_cells"] = [[row - 1, col - 1, row - 1, col - 1] for row, col in also]
        self._validate(first_row, first_col, last_row, last_col, options)

    def only_below(self, row: int, last_row: int, col: int, rule: DropDown) -> None:
        """Refuse what is typed into ``row`` but not below it, down to ``last_row``; ``rule`` gives the messages.

        A row inserted just below then takes over a rule that lets people type.
        """
        options = {
            "validate": "custom",
            "value": f"=ROW()>ROW({_absolute(row, col)})",
            "input_title": rule.title,
            "input_message": rule.message,
            "error_title": rule.error_title,
            "error_message": rule.error,
        }
        self._validate(row, col, last_row, col, options)

    def refuse_typing(
        self, first_row: int, first_col: int, last_row: int, last_col: int, title: str, message: str
    ) -> None:
        """Refuse what is typed into a range of cells (not what is pasted or deleted), with a message."""
        options = {"validate": "custom", "value": "=FALSE", "error_title": title, "error_message": message}
        self._validate(first_row, first_col, last_row, last_col, options)

    def refuse_typing_in(self, cells: Sequence[tuple[int, int]], title: str, message: str) -> None:
        """As :meth:`refuse_typing`, in single cells, (row, column) each."""
        (row, col), *also = cells
        others = [[row - 1, col - 1, row - 1, col - 1] for row, col in also]
        options = {"validate": "custom", "value": "=FALSE", "error_title": title, "error_message": message}
        self._validate(row, col, row, col, {**options, "other_cells": others})

    def _validate(self, first_row: int, first_col: int, last_row: int, last_col: int, options: dict[str, Any]) -> None:
        place = f"{self.title}: rule on {to_a1(first_row, first_col)}"
        with _refusing(place):
            code = self._sheet.data_validation(first_row - 1, first_col - 1, last_row - 1, last_col - 1, options)
            _must(code, place)

    def colour_when(self, area: tuple[int, int, int, int], formula: str, pair: tuple[str, str]) -> None:
        """Give cells a text colour and fill where ``formula`` holds.

        Args:
            area: First row, first column, last row, last column.
            formula: For the first cell of ``area``; its relative references move with the cells.
            pair: Text colour and fill.
        """
        self._format_when([area], formula, {"font_color": pair[0], "bg_color": pair[1]})

    def stripe_when(self, areas: Sequence[tuple[int, int, int, int]], formula: str, pair: tuple[str, str]) -> None:
        """Stripe cells where ``formula`` holds; as :meth:`colour_when`, ``pair`` being stripes and ground.

        ``formula`` is for the first cell of the first area; one rule serves them all.
        """
        look = {"pattern": LIGHT_STRIPES, "fg_color": pair[0], "bg_color": pair[1]}
        self._format_when(areas, formula, look)

    def _format_when(self, areas: Sequence[tuple[int, int, int, int]], formula: str, look: dict[str, Any]) -> None:
        first_row, first_col, last_row, last_col = areas[0]
        place = f"{self.title}: colour rule on {to_a1(first_row, first_col)}"
        options = {"type": "formula", "criteria": formula, "format": self._book.add_format(look)}
        options["multi_range"] = " ".join(f"{to_a1(*area[:2])}:{to_a1(*area[2:])}" for area in areas)
        with _refusing(place):
            code = self._sheet.conditional_format(first_row - 1, first_col - 1, last_row - 1, last_col - 1, options)
            _must(code, place)

    def filter(self, first_row: int, first_col: int, last_row: int, last_col: int) -> None:
        """Put filter arrows on the first row of a range."""
        _must(self._sheet.autofilter(first_row - 1, first_col - 1, last_row - 1, last_col - 1), f"{self.title}: filter")

    def table(
        self,
        name: str,
        first_row: int,
        last_row: int,
        headings: Sequence[str],
        *,
        first_col: int = 1,
        header_style: Style,
        title: str,
        description: str,
    ) -> None:
        """Mark a filled range as an Excel Table with a header row; its cells must have been written before.

        XlsxWriter notes each cell of a table, which takes as much memory as the cells: so it is told of the first row
        only, and the range is drawn out when the book is finished.
        """
        options = {
            "name": name,
            "columns": [{"header": heading, "header_format": self._formats(header_style)} for heading in headings],
            "style": None,
            "title": title,
            "description": description,
        }
        place = f"{self.title}: table {name}"
        last_col = first_col + len(headings) - 1
        with _refusing(place):
            _must(self._sheet.add_table(first_row - 1, first_col - 1, first_row, last_col - 1, options), place)
        self.tables[name] = f"{to_a1(first_row, first_col)}:{to_a1(last_row, last_col)}"

    def bars(
        self, row: int, col: int, series: Sequence[Series], *, title: str, alt: str, width: int, height: int
    ) -> None:
        """Draw a chart of stacked bars with its upper left corner in a cell; sizes in pixels."""
        chart = self._book.add_chart({"type": "bar", "subtype": "stacked"})
        for each in series:
            chart.add_series(
                {
                    "name": each.name,
                    "categories": "=" + each.categories,
                    "values": "=" + each.values,
                    **_fill(each),
                    "border": {"color": BORDER_OF_BARS, "width": 0.75},
                    "gap": 40,
                    "data_labels": {"value": True, "num_format": NO_ZEROS, "font": {"name": FONT, "size": 11}},
                }
            )
        font = {"name": FONT, "size": 11}
        chart.set_title({"name": title, "name_font": {"name": FONT, "size": 13, "bold": True}, "overlay": False})
        chart.set_legend({"position": "bottom", "font": font})
        chart.set_y_axis({"reverse": True, "num_font": font})
        chart.set_x_axis({"num_font": font, "major_gridlines": {"visible": True, "line": {"color": "#D9DEE4"}}})
        chart.set_size({"width": width, "height": height})
        place = f"{self.title}: chart {title!r}"
        with _refusing(place):
            _must(self._sheet.insert_chart(row - 1, col - 1, chart, {"description": alt}), place)

    def freeze(self, row: int, col: int = 1) -> None:
        """Keep the rows above ``row`` and the columns left of ``col`` in sight."""
        self._sheet.freeze_panes(row - 1, col - 1)

    def protect(self) -> None:
        """Lock locked cells, without password and with every permission that people need."""
        self._sheet.protect("", dict.fromkeys(_PERMISSIONS, True))

    def print_on(
        self,
        *,
        paper: Literal["a4", "a3"],
        landscape: bool,
        header: Sequence[str],
        page: str,
        footer: str = "",
        repeat: tuple[int, int] | None = None,
        area: tuple[int, int, int, int] | None = None,
        scale: int | None = None,
        breaks: Sequence[int] = (),
        pages_high: int = 0,
    ) -> None:
        """Set up printing, one page wide.

        Args:
            paper: Its size.
            landscape: Across instead of upright.
            header: What stands left, in the middle and right above each page.
            page: The line below each page, ``&P`` being its number and ``&N`` how many there are.
            footer: What stands left below each page.
            repeat: First and last row to stand on each page.
            area: First row, first column, last row and last column to print; all that is filled by default.
            scale: Per cent, for a tab that is narrow enough; fitted to the page's width by default.
            breaks: Rows that begin a new page; only with ``scale``, for Excel heeds none on pages that it fits.
            pages_high: At most so many pages; 0 for as many as it takes.
        """
        if landscape:
            self._sheet.set_landscape()
        self._sheet.set_paper({"a4": 9, "a3": 8}[paper])
        if scale:
            self._sheet.set_print_scale(scale)
            self._sheet.set_h_pagebreaks([row - 1 for row in breaks])
        else:
            self._sheet.fit_to_pages(1, pages_high)
        self._sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.7)
        with _refusing(f"{self.title}: header or footer"):
            self._sheet.set_header(_header_code(header))
            below = f"&R&11{page}"
            self._sheet.set_footer(_header_code([footer], beside=len(below)) + below)
        if repeat:
            self._sheet.repeat_rows(repeat[0] - 1, repeat[1] - 1)
        if area:
            first_row, first_col, last_row, last_col = area
            self._sheet.print_area(first_row - 1, first_col - 1, last_row - 1, last_col - 1)

    def no_number_warnings(self, first_row: int, first_col: int, last_row: int, last_col: int) -> None:
        """Spare people the green corners on numbers that are meant as text."""
        span = f"{to_a1(first_row, first_col)}:{to_a1(last_row, last_col)}"
        _must(self._sheet.ignore_errors({"number_stored_as_text": span}), self.title)

    def plain_page(self) -> None:
        """Hide the grid lines on screen: for a page of text."""
        self._sheet.hide_gridlines(2)

    def tab_colour(self, colour: str) -> None:
        """Colour the tab."""
        self._sheet.set_tab_color(colour)

    def _must_cell(self, code: int | None, row: int, col: int) -> None:
        if code:
            _must(code, self._place(row, col))

    def _place(self, row: int, col: int) -> str:
        return f"{self.title}!{to_a1(row, col)}"


def _fill(series: Series) -> dict[str, Any]:
    if series.stripes is None:
        return {"fill": {"color": series.colour}}
    pattern = _STRIPES[series.stripes.run]
    return {"pattern": {"pattern": pattern, "fg_color": series.stripes.colour, "bg_color": series.colour}}


def _header_code(parts: Sequence[str], *, beside: int = 0) -> str:
    """The code of a header of 11 points; parts too long for Excel's 255 characters, ``beside`` among them, are cut."""
    room = (MAX_HEADER - beside - len("&L&11&C&11&R&11")) // max(sum(map(bool, parts)), 1)
    return "".join(f"&{side}&11{_header_text(part, room)}" for side, part in zip("LCR", parts, strict=False) if part)


def _header_text(text: str, room: int) -> str:
    """Text for a header in at most so many UTF-16 units: ``&`` doubled, no digit right behind the size of the font."""
    text = f" {text}" if text[0].isdigit() else text
    while len((code := text.replace("&", "&&")).encode("utf-16-le")) // 2 > room:
        text = text.removesuffix("…")[:-1] + "…"
    return code


def storable(text: str) -> str:
    """The text as a cell can hold it: control characters as U+FFFD, the end cut off visibly beyond Excel's limit.

    XlsxWriter counts characters, Excel UTF-16 units: so units are counted here.
    """
    if not text.isprintable():  # told faster
        text = _ILLEGAL.sub("\ufffd", text)
    if len(text) <= MAX_TEXT // 2:
        return text
    if len(text.encode("utf-16-le")) // 2 <= MAX_TEXT:
        return text
    room = (MAX_TEXT - len(CUT_MARK)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT_MARK


def _absolute(row: int, col: int) -> str:
    letters = to_a1(row, col).rstrip("0123456789")
    return f"${letters}${row}"


def _must(code: int | None, what: str) -> None:
    if code:
        raise WriteRefused(f"{what}: refused with {code}")


@contextmanager
def _refusing(what: str) -> Iterator[None]:
    """Make an exception of any warning or error of XlsxWriter's."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            yield
        except WriteRefused:
            raise
        except Exception as error:
            raise WriteRefused(f"{what}: {error}") from error


def _format_properties(style: Style) -> Mapping[str, Any]:
    properties: dict[str, Any] = {
        "font_name": FONT,
        "font_size": style.size,
        "font_color": style.color,
        "text_wrap": style.wrap,
        "align": style.align,
        "valign": {"center": "vcenter"}.get(style.valign, style.valign),
        "num_format": style.number,
        "locked": style.locked,
    }
    properties |= {name: True for name in ("bold", "italic") if getattr(style, name)}
    if style.struck:
        properties["font_strikeout"] = True
    if style.underline:
        properties["underline"] = 1
    if style.indent:
        properties["indent"] = style.indent
    if style.fill:
        properties["bg_color"] = style.fill
    if style.border:
        properties |= {"border": 1, "border_color": style.border}
    if style.rule_below:
        properties |= {"bottom": 2, "bottom_color": style.rule_below}
    return properties
