"""What other people's programs do with workbooks, ours and the city's hand-made ones."""

from __future__ import annotations

import pytest

FILLING_PROGRAMS = [
    pytest.param("libreoffice", marks=pytest.mark.needs("libreoffice")),
    pytest.param("sheetjs", marks=pytest.mark.needs("node")),
    pytest.param("exceljs", marks=pytest.mark.needs("node")),
    "openpyxl",
]
"""All that can do a ``FillJob``; the names that the ``fill`` fixture takes."""
