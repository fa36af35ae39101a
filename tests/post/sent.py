"""Returns as people send them, with what annotated copies must not touch, and findings about them."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import PIL.Image
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from tests.clients.plans import ROOT, form, prepared, twelve_actions
from tests.workbooks.sources import beside
from xlplan.findings.catalogue import ADDED_AREA, AREA_NOT_IN_WORKBOOK, ERROR_CELL, MISSING, UNPLACED_CELL
from xlplan.findings.finding import Finding
from xlplan.template.workbook import template_bytes

TAB = "Bengt's & Åsas flik"
_X14 = (
    b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
    b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    b'<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    b'<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>Svar!$A$1:$A$2</xm:f></x14:formula1>'
    b"<xm:sqref>D2:D9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
)


def finding(cell: tuple[int, int], sheet: str = TAB, what: str = "who") -> Finding:
    return Finding(MISSING[what], "retur.xlsx", sheet, *cell, {"column": "Vem"})


def error(cell: tuple[int, int], sheet: str = TAB) -> Finding:
    return Finding(ERROR_CELL, "retur.xlsx", sheet, *cell, {"value": '#REF! <&"> \x07\n]]>'})


def whole() -> Finding:
    return Finding(AREA_NOT_IN_WORKBOOK, "retur.xlsx", facts={"title": "Otrygga platser"})


def info() -> Finding:
    return Finding(ADDED_AREA, "retur.xlsx", TAB, facts={"title": "Eget"})


FINDINGS = (
    finding((2, 1)),
    error((2, 1)),
    finding((3, 5)),
    finding((40, 30)),
    error((4, 2)),
    finding((5, 2)),
    Finding(UNPLACED_CELL, "retur.xlsx", "Svar", 1, 1, {"value": "ja"}),
    Finding(UNPLACED_CELL, "retur.xlsx", "Finns inte", 1, 1, {"value": "ja"}),
    whole(),
    info(),
)


def picture() -> BytesIO:
    """A small picture."""
    stream = BytesIO()
    PIL.Image.new("RGB", (40, 30), (0, 110, 191)).save(stream, "PNG")
    return stream


def handmade() -> bytes:
    """openpyxl's, with a note, rich text, colours, a chart, a picture and a rule in an extension."""
    book = Workbook()
    answers = book.active
    answers.title = "Svar"
    answers["A1"], answers["A2"] = "ja", "nej"
    sheet = book.create_sheet(TAB)
    sheet.append(["Åtgärd", "Vem", "När"])
    sheet["A2"] = CellRichText("vanlig ", TextBlock(InlineFont(b=True), "fet"), " text")
    sheet["A2"].comment = Comment("Stämmer det?\nÅsa", "Åsa")
    sheet["B2"].fill = PatternFill("solid", fgColor="FF00B0F0")
    sheet["B4"], sheet["B5"] = "ljus på mörk", "temafärg"
    sheet["B4"].font, sheet["B4"].fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF003366")
    sheet["B5"].fill = PatternFill("solid", fgColor="FFEEEEEE")
    sheet["C3"].comment = Comment("Lämna mig", "Bo")
    sheet.merge_cells("D3:F4")
    sheet["D3"] = "sammanslaget"
    rule = DataValidation("list", "=svar")
    rule.add("C2:C9")
    sheet.add_data_validation(rule)
    chart = BarChart()
    chart.add_data(Reference(sheet, 3, 1, 3, 5))
    sheet.add_chart(chart, "H2")
    sheet.add_image(Image(picture()), "H20")
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = "A1:C5"
    book.defined_names["svar"] = DefinedName("svar", attr_text="Svar!$A$1:$A$2")
    book.active = 1
    buffer = BytesIO()
    book.save(buffer)
    return with_part(buffer.getvalue(), "xl/worksheets/sheet2.xml", (b"</worksheet>", _X14 + b"</worksheet>"))


def with_picture() -> bytes:
    """XlsxWriter's, with notes, a text box, a picture, merges, hidden rows, columns and tabs."""
    return beside()


def template() -> bytes:
    """Ours, filled in."""
    return template_bytes(form(), "jarva", actions=prepared(form(), twelve_actions()))


def example() -> bytes:
    """LibreOffice's: the city's own form."""
    return next((ROOT / "examples" / "handmade").glob("*Kungsholmen.xlsx")).read_bytes()


def saved_by(program: str, name: str = "plan.xlsx") -> bytes:
    return (ROOT / "tests" / "workbooks" / program / name).read_bytes()


SENT = {
    "handmade": handmade,
    "picture": with_picture,
    "template": template,
    "libreoffice": example,
    "libreoffice-beside": lambda: saved_by("libreoffice", "beside.xlsx"),
    "exceljs": lambda: saved_by("exceljs"),
    "exceljs-beside": lambda: saved_by("exceljs", "beside.xlsx"),
    "sheetjs": lambda: saved_by("sheetjs"),
    "gnumeric": lambda: saved_by("gnumeric", "beside.xlsx"),
}


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def with_part(content: bytes, name: str, *changes: tuple[bytes, bytes]) -> bytes:
    """The package with something in a part replaced, which must be there."""
    parts = members(content)
    for old, new in changes:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new)
    return packed(parts)


def save(content: bytes, path: Path) -> Path:
    path.write_bytes(content)
    return path


def by_openpyxl(content: bytes) -> Workbook:
    """The workbook as openpyxl sees it, which warns of the rules that it does not know."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return load_workbook(BytesIO(content))
