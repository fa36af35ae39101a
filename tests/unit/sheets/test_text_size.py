"""A text that is said to fit by its length alone fits when it is measured."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from xlsxwriter.utility import xl_pixel_width

from xlplan.sheets.text_size import LINE_PT, PIXELS_PER_CHARACTER, height_needed, line_count, surely_fits

_SIGNS = st.one_of(st.sampled_from("WM@ i\n–"), st.characters(exclude_categories=("Cs",)))


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.text(_SIGNS, max_size=300), st.floats(2, 100), st.integers(1, 25))
@example("W" * 100, 10.0, 25)
@example("M W " * 40, 12.5, 25)
@example("ௌ" * 40, 5.0, 25)
@example("뷁" * 40, 5.0, 25)
def test_what_surely_fits_fits(text: str, width: float, lines: int) -> None:
    if surely_fits(text, width, lines * LINE_PT):
        assert height_needed([(text, width)]) <= lines * LINE_PT


def test_a_text_of_ordinary_length_surely_fits_a_row() -> None:
    assert surely_fits("Nattvandring varje fredag under våren, med föräldrar från två skolor.", 30, 368)
    assert not surely_fits("Nattvandring varje fredag under våren. " * 100, 30, 368)


@pytest.mark.parametrize("sign", [*map(chr, range(33, 127)), "ö", "…", "—", "Ж"])
def test_a_sign_is_as_wide_as_xlsxwriter_has_found_it_in_excel(sign: str) -> None:
    across = xl_pixel_width(sign) * 14 + 3  # and a blank for the one word
    assert line_count(sign * 14, across / PIXELS_PER_CHARACTER) == 1
    assert line_count(sign * 14, (across - 4) / PIXELS_PER_CHARACTER) == 2
