"""The hand-made example workbooks: they say what their sources say, and nothing in them is ours."""

from __future__ import annotations

import unicodedata
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from examples.make_examples import HANDMADE, PLANS, check

ACTIONS = {"kungsholmen": 20, "jarva": 17}


def test_every_cell_says_what_the_source_says() -> None:
    assert check() == []


@pytest.mark.parametrize("district", PLANS)
def test_the_tables_have_their_actions_below_heading_and_guidance(district: str) -> None:
    book = load_workbook(HANDMADE / PLANS[district][1])
    assert sum(sheet.max_row - 2 for sheet in book.worksheets[1:]) == ACTIONS[district]


@pytest.mark.parametrize("district", PLANS)
def test_libreoffice_saved_them_and_nothing_of_ours_is_in_them(district: str) -> None:
    path = HANDMADE / PLANS[district][1]
    assert unicodedata.is_normalized("NFC", path.name)
    with ZipFile(path) as package:
        parts = b"".join(package.read(name) for name in package.namelist())
    assert b"LibreOffice" in parts
    assert b"xlplan" not in parts
