"""From what an OpenDocument cell stores to what a person reads in it.

A number is shown from its value, in the way that cells of every format are; what the file displays is kept where it
has words or signs of its own: ``1 500 kr``, ``800101-1234``, ``maj 2024``.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal

from xlplan.sheets.dates import Moment, iso_moment, moment_of, moment_text
from xlplan.sheets.grid import Cell, CellKind
from xlplan.sheets.number_formats import NumberFormat, decimal_of, plain
from xlplan.sheets.xml import Attributes, is_true

_PREFIX = re.compile(r"(?:[\w.-]+:)?=?")
_ERROR = re.compile(r"#[A-Z0-9/_]{1,15}[!?]?|(?:Err|Fel):[0-9]{1,4}")
_PLAIN_NUMBER = re.compile(r"[-+−]?(?!0[0-9])[0-9][0-9\s.,'’]*(?:E[+−-]?[0-9]+)?", re.IGNORECASE)
_SHARE = re.compile(r"([-+−]?[0-9\s.,]+)\s*%")
_LETTER = re.compile(r"[^\W\d_]{2}")
_DURATION = re.compile(r"PT([0-9]{1,9})H([0-9]{1,2})M([0-9]{1,2})(?:[.,][0-9]*)?S")
_TRUTHS = {"TRUE": "1", "SANT": "1", "FALSE": "0", "FALSKT": "0"}
_SHOWS_BOTH = NumberFormat(shows_date=True, shows_time=True)
_LONGEST_NUMBER = 100
"""What displays more than that is text to us."""
_NUMBERS = ("float", "percentage", "currency")


def formula_of(attributes: Attributes) -> str | None:
    """The formula without the name of its grammar and without ``=``; None when the cell has none.

    >>> formula_of({"table:formula": "of:=[.A1]+1"})
    '[.A1]+1'
    """
    stored = attributes.get("table:formula")
    return None if stored is None else _PREFIX.sub("", stored, count=1)


def make_cell(attributes: Attributes, displayed: str, struck: str) -> tuple[Cell, bool]:
    """A cell, and whether all is well with it; False for a date that is none.

    Args:
        attributes: Of the cell's element, with the usual prefixes.
        displayed: Its paragraphs.
        struck: What of them is struck through.

    Returns:
        The cell; its text may be empty, it is then not a filled one.
    """
    formula = formula_of(attributes)
    kind = attributes.get("office:value-type", "")
    if attributes.get("calcext:value-type") == "error" or (formula is not None and _ERROR.fullmatch(displayed)):
        return Cell(displayed or "#ERROR", CellKind.ERROR, formula=formula), True
    if formula is not None and not kind and not displayed:
        return Cell(f"={formula}", CellKind.FORMULA, formula=formula), True
    if kind in _NUMBERS and (number := decimal_of(attributes.get("office:value", ""))) is not None:
        return _struck(_number(number, attributes["office:value"].strip(), formula, displayed), struck), True
    if kind == "boolean":
        truth = is_true(attributes.get("office:boolean-value"))
        return _struck(Cell("SANT" if truth else "FALSKT", CellKind.BOOL, formula=formula), struck), True
    if kind in ("date", "time"):
        return _stored_moment(attributes, kind, formula, displayed, struck)
    return Cell(displayed or attributes.get("office:string-value", ""), formula=formula, struck=struck), True


def _number(number: Decimal, raw: str, formula: str | None, displayed: str) -> Cell:
    if len(displayed) > _LONGEST_NUMBER:
        return Cell(displayed, CellKind.NUMBER, raw, formula)
    if displayed.upper() in _TRUTHS and number in (0, 1):
        return Cell("SANT" if number else "FALSKT", CellKind.BOOL, formula=formula)
    if not displayed or _PLAIN_NUMBER.fullmatch(displayed):
        return Cell(plain(number), CellKind.NUMBER, raw, formula)
    if (share := _SHARE.fullmatch(displayed)) is not None:
        return Cell(f"{share[1].strip().replace(',', '.')} %", CellKind.NUMBER, raw, formula)
    moment = _displayed_moment(number, displayed)
    if moment is not None:
        return Cell(moment_text(moment, _SHOWS_BOTH), CellKind.DATE, raw, formula, moment)
    return Cell(displayed, CellKind.NUMBER, raw, formula)


def _displayed_moment(number: Decimal, displayed: str) -> Moment | None:
    """The moment of a cell that is stored as a mere number but displays a date or time, when the two agree."""
    shown = iso_moment(displayed)
    is_time = isinstance(shown, time)
    meant = moment_of(number, NumberFormat(shows_date=not is_time, shows_time=is_time), date1904=False)
    day = meant.date() if isinstance(meant, datetime) and type(shown) is date else meant
    return meant if shown is not None and day == shown else None


def _stored_moment(
    attributes: Attributes, kind: str, formula: str | None, displayed: str, struck: str
) -> tuple[Cell, bool]:
    stored = attributes.get(f"office:{kind}-value", "")
    moment = iso_moment(stored) if kind == "date" else _time_of_day(stored)
    if moment is None:
        is_span = _DURATION.fullmatch(stored) is not None
        return _struck(Cell(displayed or stored, formula=formula), struck), is_span
    in_words = _LETTER.search(displayed) is not None
    text = displayed if in_words else moment_text(moment, _SHOWS_BOTH)
    return _struck(Cell(text, CellKind.DATE, formula=formula, moment=moment), struck), True


def _time_of_day(stored: str) -> time | None:
    """The time of day that a duration of less than a day stands for."""
    match = _DURATION.fullmatch(stored)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59 or int(match[3]) > 59:
        return None
    return time(int(match[1]), int(match[2]), int(match[3]))


def _struck(cell: Cell, struck: str) -> Cell:
    return Cell(cell.text, cell.kind, cell.raw, cell.formula, cell.moment, cell.text) if struck else cell
