"""The coordinator's desk: the city workbook made, worked in and made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.stories.workbooks import form
from xlplan import merge
from xlplan.city.answers import read_answers
from xlplan.city.past import NOTHING, PastBook
from xlplan.city.wording import city_words
from xlplan.city.workbook import city_bytes, read_previous
from xlplan.form.model import Form
from xlplan.merging.model import CityPlan
from xlplan.plan.model import Reading

HEADER = 3
ALL, LOST, DECIDE = "Alla åtgärder", "Utan plats", "Att avgöra"


class Desk:
    """A folder with one city workbook in it."""

    def __init__(self, folder: Path, of: Form | None = None) -> None:
        self.path = folder / "stad.xlsx"
        self.form = of or form()
        self.plan: CityPlan

    def merge(self, readings: Iterable[Reading]) -> bytes:
        """Merge, with what stands in the workbook; gives the new bytes."""
        past: PastBook = NOTHING
        if self.path.exists():
            found = read_previous(self.path.read_bytes(), self.path.name, self.form)
            assert found is not None
            past = found
        answers, self.unknown = read_answers(past, city_words(self.form.language))
        self.plan = merge(readings, self.form, answers=answers)
        self.path.write_bytes(city_bytes(self.plan, self.form, past))
        return self.path.read_bytes()

    def edit(self, change: Callable[[Workbook], object]) -> None:
        """Work in the workbook and save it, as another program does."""
        book = load_workbook(self.path)
        change(book)
        book.save(self.path)

    def write(self, tab: str, row: int, **texts: Any) -> None:
        """Type into cells by their headings (``_`` for a blank); a heading that is not there is added."""
        self.edit(lambda book: [type_in(book[tab], row, name.replace("_", " "), text) for name, text in texts.items()])

    def rows(self, tab: str) -> list[dict[str, str]]:
        """The rows of a table by heading; blank cells left out."""
        book = load_workbook(self.path)
        if tab not in book.sheetnames:
            return []
        header, *body = book[tab].iter_rows(min_row=HEADER, values_only=True)
        return [
            {str(name): str(text) for name, text in zip(header, row, strict=True) if text is not None} for row in body
        ]

    def headings(self, tab: str) -> list[str]:
        return [str(cell.value) for cell in load_workbook(self.path)[tab][HEADER]]


def column(sheet: Worksheet, heading: str) -> int:
    """The column of a heading; a new one at the right when there is none."""
    texts = {str(cell.value): cell.column for cell in sheet[HEADER] if cell.value is not None}
    return texts.get(heading) or max(texts.values()) + 1


def type_in(sheet: Worksheet, row: int, heading: str, text: object) -> None:
    at = column(sheet, heading)
    sheet.cell(HEADER, at).value = heading
    sheet.cell(row, at).value = text  # type: ignore[assignment]
