"""``.xlsb`` as workbooks: the package of an .xlsx, with binary parts where the cells are."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import ClassVar

from xlplan.sheets.biff.records import Budget
from xlplan.sheets.biff.xlsb_parts import read_binary_notes, read_looks, read_texts, read_workbook_part
from xlplan.sheets.biff.xlsb_sheet import read_xlsb_sheet
from xlplan.sheets.cells import CellMaker
from xlplan.sheets.comments import Notes
from xlplan.sheets.grid import DefinedName, Notice, Workbook
from xlplan.sheets.limits import Limits
from xlplan.sheets.ooxml import OoxmlReader
from xlplan.sheets.package import Package
from xlplan.sheets.refusal import Reason, UnreadableWorkbook
from xlplan.sheets.strings import StringTable
from xlplan.sheets.styles import Styles
from xlplan.sheets.worksheet import SheetContent
from xlplan.sheets.xml import Element, is_true


def read_xlsb(package: Package, part: str, limits: Limits) -> Workbook:
    """The workbook whose main part is ``part``.

    Raises:
        UnreadableWorkbook: DAMAGED (names the part), DOCTYPE, BOMB, ENCRYPTED, or NO_SHEETS.
    """
    try:
        return _XlsbReader(package, part, limits).read()
    except (struct.error, IndexError) as error:
        raise UnreadableWorkbook(Reason.DAMAGED, f"a record is too short: {error}") from error


class _XlsbReader(OoxmlReader):
    conventional: ClassVar[Mapping[str, str]] = {
        **OoxmlReader.conventional,
        "styles": "xl/styles.bin",
        "sharedstrings": "xl/sharedStrings.bin",
    }

    def __init__(self, package: Package, part: str, limits: Limits) -> None:
        super().__init__(package, part, limits)
        self.struck_fonts: list[bool] = []
        self.budget = Budget(limits)

    def format(self) -> str:
        return "xlsb"

    def whole(self, part: str) -> bytes:
        return self.package.read(part, self.limits.part_bytes)

    def read_root(self) -> tuple[Element, list[DefinedName]]:
        return read_workbook_part(self.package.read(self.part), self.part, self.budget)

    def read_maker(self, root: Element) -> CellMaker:
        settings = root.child("workbookPr")
        texts, looks = StringTable(), Styles()
        if (part := self.linked("styles")) is not None:
            with self.guarded(part):
                looks, self.struck_fonts = read_looks(self.package.read(part), part, self.budget)
        if (part := self.linked("sharedstrings")) is not None and part in self.package:
            texts = read_texts(self.whole(part), part, self.struck_fonts, self.limits, self.budget)
        return CellMaker(texts, looks, date1904=settings is not None and is_true(settings.get("date1904")))

    def sheet_content(self, part: str, title: str) -> SheetContent:
        kinds = {link.target: link.kind.removeprefix("xl") for link in self.links.values()}
        content = SheetContent(kinds.get(part, "worksheet"))
        if content.root == "worksheet":
            found = read_xlsb_sheet(
                self.whole(part), part, title, self.maker, self.struck_fonts, self.limits, self.left, self.budget
            )
            content.cells, content.merges, content.notices = found.cells, found.merges, found.notices.found
            content.hidden_rows, content.hidden_cols = found.hidden_rows, found.hidden_cols
        return content

    def notes_of(self, part: str, _title: str, /) -> tuple[Notes, list[Notice]]:
        return read_binary_notes(self.package.read(part), part, self.budget), []
