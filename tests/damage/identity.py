"""Whose plan it is and for which year."""

from __future__ import annotations

from openpyxl.packaging.custom import CustomPropertyList

from tests.damage.cases import damage
from tests.damage.moves import insert_rows, type_text
from tests.damage.sent import Sent

OFFICES = {"jarva": "Järva stadsdelsförvaltning", "kungsholmen": "Kungsholmens stadsdelsförvaltning"}


FIRST_TABS = ("Instruktion", "Information", "Åtgärdsplan 2024")


def unmark(sent: Sent) -> None:
    """As some programs leave it: hidden tabs, names and properties are gone."""
    for title in ("_xlplan", "_listor"):
        if title in sent.book.sheetnames:
            sent.book.remove(sent.book[title])
    sent.book.defined_names.clear()
    for sheet in sent.book.worksheets:
        sheet.defined_names.clear()
        sheet.data_validations.dataValidation.clear()
        sheet.conditional_formatting = type(sheet.conditional_formatting)()
    sent.book.properties.category = sent.book.properties.subject = None
    sent.book.custom_doc_props = CustomPropertyList()


def write_office(sent: Sent, text: str) -> None:
    titles = [each.title for each in sent.book.worksheets]
    title = next((each for each in FIRST_TABS if each in titles), "")
    sheet = sent.book[title] if title else sent.book.create_sheet("Om planen", 0)
    if sent.kind == "template" and title:
        sheet["A2"] = text
    else:
        insert_rows(sheet, 2)
        type_text(sheet, 2, 1, text)
    sent.book.move_sheet(sheet, -sent.book.index(sheet))


@damage("template")
def marks_lost(sent: Sent) -> None:
    unmark(sent)


@damage()
def in_the_file_name_only(sent: Sent) -> None:
    unmark(sent)
    for title in FIRST_TABS:
        if title in sent.book.sheetnames:
            sent.book.remove(sent.book[title])
    sent.name = f"{OFFICES[str(sent.district)]} slutlig (2).xlsx"


@damage()
def on_the_first_tab_only(sent: Sent) -> None:
    unmark(sent)
    sent.name = "Slutlig version.xlsx"
    write_office(sent, OFFICES[str(sent.district)])


@damage()
def genitive(sent: Sent) -> None:
    unmark(sent)
    sent.name = "plan.xlsx"
    write_office(sent, {"jarva": "Järvas åtgärdsplan", "kungsholmen": "Kungsholmens åtgärdsplan"}[str(sent.district)])


@damage()
def above_a_table_only(sent: Sent) -> None:
    unmark(sent)
    sent.name = "plan.xlsx"
    if "Instruktion" in sent.book.sheetnames:
        sent.book["Instruktion"]["A2"] = None
    table = sent.tables[0]
    insert_rows(table.sheet, 1, 2)
    type_text(table.sheet, 1, 1, OFFICES[str(sent.district)])


@damage()
def districts_disagree(sent: Sent) -> None:
    sent.name = "Åtgärdsplan 2024 Farsta.xlsx"
    write_office(sent, OFFICES[str(sent.district)])
    sent.tell("XP204")


@damage()
def years_disagree(sent: Sent) -> None:
    sent.name = sent.name.replace("2024", "2023")
    if sent.kind == "handmade" and "Åtgärdsplan 2024" not in sent.book[sent.book.sheetnames[0]]["A1"].value:
        sent.year = 2023
    sent.tell("XP215")


@damage()
def dated_file_name(sent: Sent) -> None:
    sent.name = f"2025-01-15 {sent.name}"


@damage()
def year_nowhere(sent: Sent) -> None:
    """Then it is the form's."""
    sent.name = f"{sent.district}.xlsx"
