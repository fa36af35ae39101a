"""A Word document being written: the only module that knows python-docx.

Headings, captions, header rows and alternative texts are what they say they are, so that a screen reader and the
coordinator who edits on find them. The same calls give the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import Table, _Cell

from xlplan.report.markup import printable
from xlplan.sheets import looks

FIGURE_CM = 2.5
"""Greatest width of a column of figures."""
FIGURES_PART = 0.75
"""Greatest part of a page's width for the columns of figures."""
FIGURE_PT, SMALL_PT, SMALLER_PT = 10, 9, 8
"""Size of figures, of the headings above them, and where more than ``FEW`` stand beside each other."""
FEW = 5
A4_CM = (21.0, 29.7)
MARGIN_CM = 2.0
_STAMP = (1980, 1, 1, 0, 0, 0)
_HEADINGS = {"Title": 24, "Heading 1": 18, "Heading 2": 14, "Heading 3": 12}
"""Points of each style of heading."""
_CHART = """\
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">\
<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{relation}"/></a:graphicData>"""
_PICTURE = """\
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">\
<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">\
<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>\
<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>\
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>"""
_INLINE = """\
<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>\
<wp:docPr id="{number}" name="{name}" descr=""/><wp:cNvGraphicFramePr/><a:graphic>{graphic}</a:graphic></wp:inline>\
</w:drawing>"""
_EITHER = """\
<mc:AlternateContent {names} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" \
xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" \
xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing" \
xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" \
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">\
<mc:Choice Requires="wp14">{chart}</mc:Choice><mc:Fallback>{picture}</mc:Fallback></mc:AlternateContent>"""
"""The native chart for programs that know the markup of Word 2010, which is Word; the picture for all others."""


@dataclass(frozen=True, slots=True)
class Words:
    """Text of one look within a paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    faint: bool = False


class Paper:
    """The document."""

    def __init__(self, *, title: str, author: str, language: str, created: datetime) -> None:
        self._document = Document()
        self._language = language
        self._charts = 0
        self._captions: dict[str, int] = {}
        core = self._document.core_properties
        core.title, core.subject, core.author, core.last_modified_by = title, title, author, author
        core.language, core.comments, core.revision = language, "", 1
        core.created = core.modified = created
        self._style()
        self._page(landscape=False)
        self._footer(title)
        self._document.add_paragraph(printable(title), style="Title")

    def heading(self, text: str, level: int) -> None:
        """A heading, 1 to 3."""
        self._document.add_heading(printable(text), level)

    def paragraph(self, *words: str | Words, style: str | None = None) -> None:
        """A paragraph; text without a look of its own is plain."""
        _fill(self._document.add_paragraph(style=style), words)

    def figures(self, caption: str, headings: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:
        """A table of figures with its caption above, its first row marked as header and its first column as labels."""
        self._caption(caption)
        table = self._table(headings, caption)
        room = self.room_cm
        count = max(len(headings) - 1, 1)
        figure = min(FIGURE_CM, room * FIGURES_PART / count)
        for col, cell in enumerate(table.rows[0].cells):
            cell.paragraphs[0].runs[0].font.size = Pt(SMALL_PT if count <= FEW else SMALLER_PT)
            cell.paragraphs[0].alignment = 2 if col else 0
        widths = [room - figure * (len(headings) - 1), *[figure] * (len(headings) - 1)]
        for row in rows:
            cells = _row(table)
            for col, (cell, value) in enumerate(zip(cells, row, strict=True)):
                paragraph = cell.paragraphs[0]
                _fill(paragraph, [Words(str(value), bold=col == 0)])
                paragraph.runs[0].font.size = Pt(FIGURE_PT)
                paragraph.alignment = 0 if col == 0 or not _is_figure(value) else 2
        self._finish(table, widths, whole_rows=True)

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[Sequence[Sequence[Words]]]], about: str,
              parts: Sequence[float]) -> None:  # fmt: skip
        """A table of texts.

        Args:
            headings: Its header row, repeated on each page.
            rows: For each cell its paragraphs, for each of these its words.
            about: What it holds, for those who do not see it.
            parts: Widths of the columns, in parts of the page's.
        """
        table = self._table(headings, about)
        for row in rows:
            for cell, paragraphs in zip(_row(table), row, strict=True):
                _fill_cell(cell, paragraphs)
        self._finish(table, [self.room_cm * part / sum(parts) for part in parts], whole_rows=False)

    def chart(self, caption: str, chart: bytes, workbook: bytes, picture: bytes, *, alt: str, height_cm: float) -> None:
        """A chart that can be edited: its part as a workbook has it, and the workbook with its numbers.

        The picture (SVG) stands instead of it in programs other than Word, which keep the alternative text of that.
        """
        self._charts += 1
        package = self._document.part.package
        assert package is not None
        numbers = Part(PackURI(f"/word/embeddings/chart{self._charts}.xlsx"), CONTENT_TYPE.SML_SHEET, workbook, package)
        part = Part(PackURI(f"/word/charts/chart{self._charts}.xml"), CONTENT_TYPE.DML_CHART, None, package)
        part._blob = _linked(chart, part.relate_to(numbers, RELATIONSHIP_TYPE.PACKAGE))
        drawn = Part(PackURI(f"/word/media/chart{self._charts}.svg"), "image/svg+xml", picture, package)
        known = {"width": Cm(self.room_cm), "height": Cm(height_cm), "name": f"Diagram {self._charts}"}
        either = {}
        for number, (name, graphic, kind, of) in enumerate(
            (("chart", _CHART, RELATIONSHIP_TYPE.CHART, part), ("picture", _PICTURE, RELATIONSHIP_TYPE.IMAGE, drawn)), 1
        ):
            known |= {"number": 1000 * number + self._charts, "relation": self._document.part.relate_to(of, kind)}
            either[name] = _INLINE.format(graphic=graphic.format(**known), **known)
        drawing = parse_xml(_EITHER.format(names=nsdecls("w"), **either))
        for each in drawing.iter("{*}docPr"):
            each.set("descr", printable(alt))
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run()._r.append(drawing)
        self._caption(caption, "Diagram" if self._language.startswith("sv") else "Figure", above=False)

    def landscape(self) -> None:
        """Go on, on pages across."""
        self._document.add_section(WD_SECTION.NEW_PAGE)
        self._page(landscape=True)

    def to_bytes(self) -> bytes:
        """The file's bytes."""
        target = BytesIO()
        self._document.save(target)
        result = BytesIO()
        with zipfile.ZipFile(target) as made, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as again:
            for name in made.namelist():
                entry = zipfile.ZipInfo(name, _STAMP)
                entry.compress_type = zipfile.ZIP_DEFLATED
                again.writestr(entry, made.read(name))
        return result.getvalue()

    def _style(self) -> None:
        styles = self._document.styles
        language = styles.element.find(".//" + qn("w:lang"))
        language.set(qn("w:val"), self._language)
        normal = styles["Normal"]
        _font(normal, 11, looks.INK, bold=False)
        normal.paragraph_format.space_after = Pt(6)
        for name, points in _HEADINGS.items():
            _font(styles[name], points, looks.NIGHT, bold=True)
        _font(styles["Quote"], 11, looks.INK, bold=False)
        styles["Quote"].font.italic = False
        styles["Quote"].paragraph_format.left_indent = Cm(0.8)
        _font(styles["Caption"], 10, looks.INK, bold=True)
        styles["Caption"].paragraph_format.keep_with_next = True

    def _page(self, *, landscape: bool) -> None:
        section = self._document.sections[-1]
        short, tall = (Cm(each) for each in A4_CM)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (tall, short) if landscape else (short, tall)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, Cm(MARGIN_CM))

    def _footer(self, title: str) -> None:
        paragraph = self._document.sections[0].footer.paragraphs[0]
        _fill(paragraph, [f"{title}\t\t"])
        paragraph._p.append(_field("PAGE", "1"))

    @property
    def room_cm(self) -> float:
        """Width of the text on the page."""
        section = self._document.sections[-1]
        margins = Emu((section.left_margin or 0) + (section.right_margin or 0))
        return float(Emu((section.page_width or 0) - margins).cm)

    def _caption(self, text: str, kind: str = "", *, above: bool = True) -> None:
        kind = kind or ("Tabell" if self._language.startswith("sv") else "Table")
        self._captions[kind] = self._captions.get(kind, 0) + 1
        paragraph = self._document.add_paragraph(f"{kind} ", style="Caption")
        paragraph._p.append(_field(f"SEQ {kind} \\* ARABIC", str(self._captions[kind])))
        paragraph.add_run(f". {printable(text)}")
        paragraph.paragraph_format.keep_with_next = above

    def _table(self, headings: Sequence[str], about: str) -> Table:
        table: Table = self._document.add_table(1, len(headings), style="Table Grid")
        table.autofit = False
        margins = "".join(f'<w:{side} w:w="60" w:type="dxa"/>' for side in ("left", "right"))
        table._tbl.tblPr.find(qn("w:tblLook")).addprevious(
            parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>")
        )
        header = table.rows[0]
        header._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        header._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, heading in zip(header.cells, headings, strict=True):
            _shade(cell, looks.NIGHT)
            _fill(cell.paragraphs[0], [Words(heading, bold=True)])
            cell.paragraphs[0].runs[0].font.color.rgb = RGBColor.from_string(looks.WHITE[1:])
        described = OxmlElement("w:tblDescription")
        described.set(qn("w:val"), printable(about))
        table._tbl.tblPr.append(described)
        return table

    def _finish(self, table: Table, widths: Sequence[float], *, whole_rows: bool) -> None:
        for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
            column.w = Cm(width)
        last = len(table.rows) - 1
        for number, row in enumerate(table.rows):
            if whole_rows and number:
                row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell, width in zip(row._tr.tc_lst, widths, strict=True):
                cell.width = Cm(width)
                for paragraph in cell.p_lst:
                    _tight(paragraph, with_next=whole_rows and number < last)
        self._document.add_paragraph()


def _row(table: Table) -> tuple[_Cell, ...]:
    """The cells of a new row."""
    cells: tuple[_Cell, ...] = table.add_row().cells  # type: ignore[no-untyped-call]
    return cells


def _fill(paragraph: Any, words: Iterable[str | Words]) -> None:
    for each in words:
        part = Words(each) if isinstance(each, str) else each
        run = paragraph.add_run(printable(part.text))
        run.bold, run.italic = part.bold or None, part.italic or None
        if part.faint:
            run.font.color.rgb = RGBColor.from_string(looks.HELP[1:])
            run.font.size = Pt(9)


def _fill_cell(cell: _Cell, paragraphs: Sequence[Sequence[Words]]) -> None:
    first = cell.paragraphs[0]
    for number, words in enumerate(paragraphs):
        _fill(first if not number else cell.add_paragraph(), words)


def _is_figure(value: str | int) -> bool:
    return isinstance(value, int) or value.endswith("%")


def _font(style: Any, points: float, colour: str, *, bold: bool) -> None:
    style.font.name, style.font.size, style.font.bold = looks.FONT, Pt(points), bold
    style.font.color.rgb = RGBColor.from_string(colour[1:])
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _shade(cell: _Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour[1:])):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _tight(paragraph: Any, *, with_next: bool) -> None:
    properties = paragraph.get_or_add_pPr()
    properties.get_or_add_spacing().after = Pt(2)
    if with_next:
        properties.get_or_add_keepNext()


def _field(code: str, shown: str) -> Any:
    """A field with what it shows until it is counted anew."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = shown
    run.append(text)
    field.append(run)
    return field


def _linked(chart: bytes, relation: str) -> bytes:
    """The chart with the workbook of its numbers named, so that Word opens it for editing."""
    link = (
        '<c:externalData xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'r:id="{relation}"><c:autoUpdate val="0"/></c:externalData>'
    )
    return re.sub(rb"<c:printSettings>", link.encode() + rb"<c:printSettings>", chart, count=1)
