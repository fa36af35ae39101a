"""The first tab of an annotated copy: what is to be mended, a row each, with a link to its cell and a box to tick."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from xlplan.post.styles import Look
from xlplan.post.tabs import MAIN
from xlplan.post.words import Words
from xlplan.sheets.address import column_letters, quote_sheet, to_a1
from xlplan.sheets.markup import quoted
from xlplan.sheets.mend_marks import DONE_COL
from xlplan.sheets.text_size import row_height
from xlplan.sheets.writing import storable

WIDTHS = (26.0, 9.0, 11.0, 9.0, 58.0, 58.0, 9.0)
"""Of tab, cell, severity, code, what, what to do, done."""
_LINK_COL = 2
_PADDING_PT = 6
_TITLE_PT, _LINE_PT, _HEAD_PT = 30, 18, 21
_LOOKS = (Look.BODY, Look.LINK, Look.BODY, Look.BODY, Look.BODY, Look.BODY, Look.TICK)
_TAB_COLOUR = "FF9B0107"


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as the tab shows it."""

    tab: str
    """Empty for the whole workbook."""
    cell: str
    severity: str
    code: str
    what: str
    hint: str
    target: str = ""
    """The title of the tab that the link leads to, if there is one."""


@dataclass(frozen=True, slots=True)
class MendSheet:
    """The worksheet part, and where its table stands."""

    xml: str
    header: str
    """The rows to print on each page."""
    table: str


def mend_sheet(lines: Sequence[Line], remarks: Sequence[str], words: Words, look: Callable[[Look], int]) -> MendSheet:
    """The tab.

    Args:
        lines: What to mend, in the order shown.
        remarks: What else to say above the table, a line each.
        words: In the reader's language.
        look: Gives the number of a style.
    """
    told = [*(words.intro if lines else (words.nothing,)), *remarks]
    header = len(told) + 3
    last = header + max(len(lines), 1)
    rows = [_row(1, [(1, words.tab, Look.TITLE)], _TITLE_PT, look)]
    rows += [_row(number, [(1, text, Look.TEXT)], _LINE_PT, look) for number, text in enumerate(told, 2)]
    rows.append(_row(header, [(col, text, Look.HEADER) for col, text in enumerate(words.headings, 1)], _HEAD_PT, look))
    rows += [_line(number, line, words, look) for number, line in enumerate(lines, header + 1)]
    table = f"A{header}:{to_a1(last, DONE_COL)}"
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="{_TAB_COLOUR}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{to_a1(last, DONE_COL)}"/>{_view(header)}<sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{''.join(_columns())}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<autoFilter ref="{table}"/>{_ticks(header, len(lines), words)}{_links(header, lines)}'
        '<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.7" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{quoted('&R' + words.page)}</oddFooter></headerFooter></worksheet>"
    )
    letters = column_letters(DONE_COL)
    return MendSheet(xml, f"${header}:${header}", f"$A${header}:${letters}${last}")


def _view(header: int) -> str:
    top = to_a1(header + 1, 1)
    return (
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{header}" topLeftCell="{top}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="{top}" sqref="{top}"/></sheetView></sheetViews>'
    )


def _columns() -> Iterator[str]:
    for col, width in enumerate(WIDTHS, 1):
        yield f'<col min="{col}" max="{col}" width="{width + 0.7109375:g}" customWidth="1"/>'


def _line(number: int, line: Line, words: Words, look: Callable[[Look], int]) -> str:
    texts = (line.tab or words.whole, line.cell, line.severity, line.code, line.what, line.hint, "")
    height = row_height(list(zip(texts, WIDTHS, strict=True)), padding_pt=_PADDING_PT)
    looks = [Look.BODY if each is Look.LINK and not line.target else each for each in _LOOKS]
    cells = [(col, text, each) for col, (text, each) in enumerate(zip(texts, looks, strict=True), 1)]
    return _row(number, cells, height, look)


def _row(number: int, cells: Sequence[tuple[int, str, Look]], height: float, look: Callable[[Look], int]) -> str:
    return f'<row r="{number}" ht="{height:g}">{"".join(_cell(number, *cell, look) for cell in cells)}</row>'


def _cell(row: int, col: int, text: str, look: Look, style: Callable[[Look], int]) -> str:
    """Text within the cell itself, so that the sender's table of texts stays as it is."""
    head = f'<c r="{to_a1(row, col)}" s="{style(look)}"'
    if not text:
        return f"{head}/>"
    return f'{head} t="inlineStr"><is><t xml:space="preserve">{quoted(storable(text))}</t></is></c>'


def _ticks(header: int, lines: int, words: Words) -> str:
    if not lines:
        return ""
    letter = column_letters(DONE_COL)
    return (
        '<dataValidations count="1"><dataValidation type="list" errorStyle="warning" allowBlank="1" '
        f'showInputMessage="1" showErrorMessage="1" sqref="{letter}{header + 1}:{letter}{header + lines}">'
        f"<formula1>&quot;{words.done}&quot;</formula1></dataValidation></dataValidations>"
    )


def _links(header: int, lines: Sequence[Line]) -> str:
    links = [
        f'<hyperlink ref="{to_a1(number, _LINK_COL)}" location="{quoted(quote_sheet(line.target) + "!" + line.cell)}" '
        f'display="{quoted(line.cell)}"/>'
        for number, line in enumerate(lines, header + 1)
        if line.target and line.cell
    ]
    return f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
