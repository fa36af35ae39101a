"""What happens to the row of headings."""

from __future__ import annotations

from unicodedata import normalize

from openpyxl.comments import Comment

from tests.damage.cases import damage
from tests.damage.moves import cells_of, insert_col, insert_rows, type_text
from tests.damage.sent import Sent, Table


def rename(sent: Sent, **headings: str) -> None:
    for table in sent.tables:
        for key, text in headings.items():
            if key in table.headings:
                table.headings[key].value = text


def each_heading(sent: Sent, change: str) -> None:
    for table in sent.tables:
        for cell in table.headings.values():
            if cell.value:
                old = str(cell.value)
                cell.value = getattr(old, change)()
                for row in table.rows:
                    if old in row.extra:
                        row.extra[str(cell.value)] = row.extra.pop(old)


@damage()
def misspelt(sent: Sent) -> None:
    rename(sent, cause="Orssak", action="Åtgäred", follow_up="Uppföljing")


@damage()
def upper_case(sent: Sent) -> None:
    each_heading(sent, "upper")


@damage()
def without_accents(sent: Sent) -> None:
    rename(sent, action="Atgard", when="Nar", follow_up="Uppfoljning", label="Prioriterat samverkansomrade")


@damage()
def hyphen_and_line_break(sent: Sent) -> None:
    rename(sent, label="Prioriterat samverkans-\nområde", follow_up="Upp-\nföljning", action="Åt-\ngärd")


@damage()
def no_break_spaces(sent: Sent) -> None:
    rename(sent, cause="\u00a0Orsak\u00a0", label="Prioriterat\u00a0samverkansområde", who=" Vem\u00a0\n")


@damage()
def letters_in_parts(sent: Sent) -> None:
    rename(sent, action=normalize("NFD", "Åtgärd"), when=normalize("NFD", "När"))


@damage()
def synonyms(sent: Sent) -> None:
    rename(sent, cause="Bakgrund", action="Aktivitet", when="Tidplan", who="Ansvarig", follow_up="Resultat")


@damage()
def additions(sent: Sent) -> None:
    rename(
        sent,
        action="Åtgärd (vad ska göras?)",
        who="Vem (ansvarig funktion)",
        when="När – senast",
        cause="Orsak till det",
    )


@damage()
def colons(sent: Sent) -> None:
    rename(sent, cause="Orsak:", action="Åtgärd:", when="När?", who="Vem?")


@damage()
def numbered(sent: Sent) -> None:
    rename(sent, cause="1. Orsak", action="2. Åtgärd", when="3. När", who="4. Vem", follow_up="5. Uppföljning")


@damage()
def over_two_rows(sent: Sent) -> None:
    for table in sent.tables:
        insert_rows(table.sheet, table.header_row + 1)
        below = table.header_row + 1
        for key, (upper, lower) in {
            "label": ("Prioriterat samverkans-", "område"),
            "follow_up": ("Upp-", "följning"),
            "who": ("Vem", "(ansvarig)"),
        }.items():
            if key in table.headings:
                table.headings[key].value = upper
                type_text(table.sheet, below, table.headings[key].column, lower)


@damage()
def merged_over_two_rows(sent: Sent) -> None:
    for table in sent.tables:
        insert_rows(table.sheet, table.header_row + 1)
        for cell in table.headings.values():
            sent.merges.append((cell, table.sheet.cell(table.header_row + 1, cell.column)))  # type: ignore[arg-type]


@damage()
def under_a_row_of_groups(sent: Sent) -> None:
    table = sent.longest
    insert_rows(table.sheet, table.header_row)
    above = table.header_row - 1
    group = type_text(table.sheet, above, table.headings["cause"].column, "Planering")
    sent.merges.append((group, table.sheet.cell(above, table.headings["who"].column)))  # type: ignore[arg-type]
    sent.tell("XP208", group)


def repeat(table: Table, at: int) -> None:
    insert_rows(table.sheet, at)
    for cell in table.headings.values():
        if cell.value:
            type_text(table.sheet, at, cell.column, str(cell.value))


@damage()
def on_every_page(sent: Sent) -> None:
    for table in sent.tables:
        for row in table.rows[2::2]:
            repeat(table, row.number)


@damage()
def twice(sent: Sent) -> None:
    repeat(sent.longest, sent.longest.header_row + 1)


def leave_blank(sent: Sent, key: str) -> None:
    for table in sent.tables:
        if key in table.headings:
            cell = table.headings[key]
            cell.value = None
            if any(key in row.values for row in table.rows):
                sent.tell("XP214", cell)


@damage()
def one_blank(sent: Sent) -> None:
    leave_blank(sent, "when")


@damage()
def first_blank(sent: Sent) -> None:
    leave_blank(sent, "label")


@damage()
def action_blank(sent: Sent) -> None:
    leave_blank(sent, "action")


@damage("template")
def last_blank(sent: Sent) -> None:
    leave_blank(sent, "follow_up")


@damage()
def all_deleted(sent: Sent) -> None:
    """The guidance still says which column is which."""
    for table in sent.tables:
        if table.guidance:
            for cell in table.headings.values():
                cell.value = None
            sent.tell("XP218", table.sheet)


@damage()
def deleted_from_one_tab(sent: Sent) -> None:
    """Neither headings nor guidance; the other tabs still say which column is which."""
    table = sent.tables[1]
    for cell in (*table.headings.values(), *table.guidance.values()):
        cell.value = None
    table.guidance = {}
    sent.tell("XP218", table.sheet)


@damage()
def one_merged_over_two_columns(sent: Sent) -> None:
    table = sent.longest
    col = table.headings["who"].column + 1
    insert_col(table.sheet, col)
    sent.merges.append((table.headings["who"], table.sheet.cell(table.header_row, col)))  # type: ignore[arg-type]
    row = table.rows[1]
    cell = type_text(table.sheet, row.number, col, "Polisen")
    sent.doubled.append((row, cell, table.headings["who"]))
    row.also.append(cell)


@damage()
def note_on_one(sent: Sent) -> None:
    cell = sent.longest.headings["who"]
    cell.comment = Comment("Får vi byta rubrik?", "Anna")
    sent.tell("XP209", cell)


@damage()
def shouted_and_coloured(sent: Sent) -> None:
    each_heading(sent, "swapcase")
    for table in sent.tables:
        for cell in cells_of(table.sheet, table.header_row, table.header_row):
            cell.style = "Normal"
