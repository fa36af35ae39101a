"""The originals, written by XlsxWriter: what the other programs were given to open and to save in their formats."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO

import xlsxwriter

HEADINGS = ("Nr", "Orsak", "Åtgärd", "När", "Vem", "Uppföljning")
ACTIONS = (
    ("UNGA-01", "Skolfrånvaro", "SSP:\n- möten varje månad\n- samtal med vårdnadshavare", "Q2 2024", "Skola", ""),
    ("UNGA-02", "Droger & klotter", "Fältarbete <kvällar>", "löpande", "Polis, fritid", "Uppfyllt 2024-05-01"),
    ("", "", "fortsätter på raden under", "", "", ""),
)


def plan() -> bytes:
    """A small return: tabs with tables, a hidden tab with marks, a name, properties."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for title in ("Unga i riskzon", "Otrygga platser", "Bengt's flik"):
            sheet = book.add_worksheet(title)
            sheet.write_string("B2", f"Åtgärdsplan: {title}")
            for col, heading in enumerate(HEADINGS, 1):
                sheet.write_string(3, col, heading)
            for row, action in enumerate(ACTIONS, 4):
                for col, text in enumerate(action, 1):
                    if text:
                        sheet.write_string(row, col, text)
        marks = book.add_worksheet("_xlplan")
        marks.write_string("A1", "form")
        marks.write_string("B1", "stockholm-2024")
        marks.hide()
        book.define_name("xlplan_form", "=_xlplan!$B$1")
        book.define_name("'Otrygga platser'!lokal", "='Otrygga platser'!$C$5")
        book.set_properties({"title": "Åtgärdsplan", "subject": "Järva", "category": "plan", "author": "Åsa"})
        book.set_custom_property("xlplan-form", "stockholm-2024")
    return buffer.getvalue()


NUMBERS = (
    0, 7, -12, 1.5, 0.1 + 0.2, 1 / 3, 198001011234, 8001011234, 123456789012345, 12345678901234567, 1e21, 1.5e-7, -0.25
)  # fmt: skip


def values() -> bytes:
    """Numbers, dates, times, shares, booleans and formulas with a result."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Värden")
        for row, number in enumerate(NUMBERS):
            sheet.write_number(row, 0, number)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        minute = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        clock = book.add_format({"num_format": "hh:mm"})
        for row, moment in enumerate((date(2024, 5, 1), date(1900, 3, 1), date(2099, 12, 31), date(2024, 2, 29))):
            sheet.write_datetime(row, 1, moment, day)
        sheet.write_datetime(4, 1, datetime(2024, 5, 1, 13, 30), minute)
        sheet.write_datetime(5, 1, time(13, 30), clock)
        for row, (share, code) in enumerate(((0.25, "0%"), (0.125, "0.0%"), (1, "0%"))):
            sheet.write_number(row, 2, share, book.add_format({"num_format": code}))
        sheet.write_number(4, 2, 1500, book.add_format({"num_format": '#,##0 "kr"'}))
        sheet.write_number(5, 2, 1500.5, book.add_format({"num_format": "#,##0.00"}))
        sheet.write_boolean(0, 3, True)
        sheet.write_boolean(1, 3, False)
        sheet.write_formula(0, 4, "=1+1", None, 2)
        sheet.write_formula(1, 4, '="SSP"&"/EST"', None, "SSP/EST")
        sheet.write_formula(2, 4, "=DATE(2024,5,1)", day, 45413)
        sheet.write_formula(3, 4, "=A1=0", None, True)
    return buffer.getvalue()


TEXTS = (
    "kort", " blank först", "blank sist ", "två  blanka", "rad ett\nrad två", "rad ett\n\nrad tre", "a\tb", "=A1",
    "+46 8", "007", "2024-05-01", "SANT", "#REF!", "< & > \" '", "😀 🙁", "A\u030atga\u0308rd", "1\u00a0500 m²",
    "lång " * 51, "x" * 254, "x" * 255, "x" * 256, "ordet " * 200, "_x000D_", "’citat’", "#saknas",
    "-", "1.", "\u2028", "å" * 255,
)  # fmt: skip


def texts() -> bytes:
    """Texts that programs like to change, and struck-out ones."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Texter")
        wrap = book.add_format({"text_wrap": True})
        for row, text in enumerate(TEXTS):
            sheet.write_string(row, 1, text, wrap)
        struck = book.add_format({"font_strikeout": True})
        sheet.write_string("D1", "struken", struck)
        sheet.write_rich_string("D2", struck, "bort", " kvar")
        sheet.write_rich_string("D3", "före ", struck, "mitten", " efter")
    return buffer.getvalue()


def _picture() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


def beside() -> bytes:
    """What stands beside cells: notes, merges, text boxes, pictures, hidden rows, columns and tabs."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Framme")
        sheet.write_string("A1", "synlig")
        sheet.merge_range("B2:D3", "sammanslagen")
        sheet.merge_range("B4:B6", "nedåt")
        sheet.write_string("C5", "bredvid")
        sheet.write_comment("A1", "Fråga till Åsa:\nstämmer det?", {"author": "Bo"})
        sheet.write_comment("F9", "På en tom cell")
        sheet.insert_textbox("H3", "I en ruta\npå två rader")
        sheet.insert_image("H20", "pixel.png", {"image_data": BytesIO(_picture()), "description": "En karta"})
        sheet.write_string("A8", "dold rad")
        sheet.set_row(7, None, None, {"hidden": True})
        sheet.write_string("F1", "dold kolumn")
        sheet.set_column("F:G", None, None, {"hidden": True})
        hidden = book.add_worksheet("Dold")
        hidden.write_string("C3", "på dold flik")
        hidden.hide()
        empty = book.add_worksheet("Tom")
        empty.write_blank("B2", None, book.add_format({"bold": True}))
    return buffer.getvalue()


def odd() -> bytes:
    """Error cells, equal neighbours, far cells, formatted empty rows, text beside numbers."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Udda")
        for row, error in enumerate(("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!")):
            sheet.write_formula(row, 0, {"#REF!": "=#REF!", "#N/A": "=NA()", "#DIV/0!": "=1/0"}.get(error, f"={error}"),
                                None, error)  # fmt: skip
        for col in range(3, 8):
            sheet.write_string(9, col, "lika")
            sheet.write_string(10, col, "lika")
            sheet.write_number(11, col, 3)
        sheet.write_string(199, 29, "långt borta")
        shade = book.add_format({"bg_color": "#DDEEFF"})
        for row in range(20, 150):
            for col in range(6):
                sheet.write_blank(row, col, None, shade)
        sheet.write_string(180, 2, "efter tomma rader")
    return buffer.getvalue()


SOURCES: dict[str, Callable[[], bytes]] = {
    "plan": plan,
    "values": values,
    "texts": texts,
    "beside": beside,
    "odd": odd,
}
