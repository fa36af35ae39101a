"""Charts for the document: drawn by the writer of workbooks, whose chart part Word understands as it is."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from xlplan.city.charts import status_series
from xlplan.city.wording import STATUS_ORDER
from xlplan.report.content import Content
from xlplan.sheets import looks
from xlplan.sheets.writing import Book

PART = "xl/charts/chart1.xml"


def drawn_chart(content: Content, title: str, rows: Sequence[tuple[str, Sequence[int]]]) -> tuple[bytes, bytes]:
    """Stacked bars of statuses.

    Args:
        content: With its words and year.
        title: Of the chart.
        rows: For each bar its name and its counts in the order of ``STATUS_ORDER``.

    Returns:
        The chart's part, and the workbook that it takes its numbers from.
    """
    city = content.city
    book = Book(
        title=title,
        subject=title,
        author="xlplan",
        category="xlplan",
        language="sv-SE" if content.form.language == "sv" else "en-GB",
        created=datetime(content.form.year, 1, 1),
    )
    sheet = book.sheet(city.summary_tab)
    sheet.columns(1, 1, 40)
    for col, status in enumerate(STATUS_ORDER, 2):
        sheet.text(1, col, city.statuses[status], looks.HEADER)
    for row, (name, counts) in enumerate(rows, 2):
        sheet.text(row, 1, name, looks.LABEL)
        for col, number in enumerate(counts, 2):
            sheet.number(row, col, number, looks.FIGURE)
    series = status_series(sheet, city, (2, len(rows) + 1), 2)
    sheet.bars(1, len(STATUS_ORDER) + 3, series, title=title, alt=title, width=640, height=400)
    workbook = book.to_bytes()
    with zipfile.ZipFile(BytesIO(workbook)) as package:
        return package.read(PART), workbook
