"""Which number formats show a date: the same answer as openpyxl gives."""

from __future__ import annotations

import pytest
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.styles.numbers import is_date_format as openpyxl_is_date_format

from xlplan.sheets.number_formats import BUILT_IN, parse_format

CODES = [
    *BUILTIN_FORMATS.values(),
    "yyyy\\-mm\\-dd;@",
    "[$-41D]d mmmm yyyy",
    '[$-F800]dddd", "mmmm dd", "yyyy',
    "[Red]0.00",
    "[Blue][<=100]0;[Magenta]0",
    '0 "dagar"',
    '#,##0 "kr"',
    "_-* #,##0.00 [$kr-41D]_-;-* #,##0.00 [$kr-41D]_-",
    "[h]:mm",
    "[mm]:ss",
    "[ss].00",
    "mm:ss.0",
    "0.00E+00",
    "# ?/?",
    "h:mm AM/PM",
    '"Dnr" 0000',
    "0;yyyy",
    "@",
]


def is_date_format(code: str) -> bool:
    """Whether a format code shows a date, a time or an elapsed time."""
    number_format = parse_format(code)
    return number_format.shows_date or number_format.shows_time or number_format.elapsed


@pytest.mark.parametrize("code", CODES)
def test_as_openpyxl(code: str) -> None:
    assert is_date_format(code) == openpyxl_is_date_format(code)


@pytest.mark.parametrize(
    ("code", "is_date"), [("Standard", False), ("0\\d", False), ("0_d", False), ('"a;"yyyy', True)]
)
def test_where_openpyxl_is_less_exact(code: str, is_date: bool) -> None:
    assert is_date_format(code) is is_date


def test_the_built_in_ones_cover_all_dates() -> None:
    dates = {number for number, code in BUILTIN_FORMATS.items() if openpyxl_is_date_format(code)}
    assert dates <= {number for number, code in BUILT_IN.items() if is_date_format(code)}
