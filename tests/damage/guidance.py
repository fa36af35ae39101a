"""What happens to the row of guidance."""

from __future__ import annotations

from openpyxl.comments import Comment

from tests.damage.cases import damage
from tests.damage.moves import cells_of, insert_rows, move, type_text
from tests.damage.sent import Row, Sent, Table

WALKS = {"cause": "Otrygga stråk", "action": "Vandra varje vecka"}


def in_the_way(table: Table) -> bool:
    """Whether the area's title stands in the row of guidance, as in the city's own form."""
    return bool(table.guidance) and table.title.row == next(iter(table.guidance.values())).row


@damage()
def cleared(sent: Sent) -> None:
    for table in sent.tables:
        for cell in table.guidance.values():
            cell.value = None
        table.guidance = {}


@damage()
def row_deleted(sent: Sent) -> None:
    for table in sent.tables:
        for cell in table.guidance.values():
            cell.value = None
        if in_the_way(table) and table.sheet.title != "Brottsoffer":
            table.title.value = None
        table.guidance = {}


@damage()
def edited(sent: Sent) -> None:
    table = sent.longest
    if "action" in table.guidance:
        cell = table.guidance["action"]
        cell.value = (
            "Koppla varje åtgärd mot respektive orsak. Beskriv tydligt vad som ska göras, och hur det ska utföras!"
        )
        sent.tell("XP217", cell)


@damage("handmade")
def half_written_over(sent: Sent) -> None:
    """The first action is typed over some of the guidance; the rest is left standing."""
    table = sent.longest
    if not any(cell.value for cell in table.guidance.values()):
        return
    number = next(iter(table.guidance.values())).row
    row = Row(table.area, {key: table.sheet.cell(number, cell.column) for key, cell in table.headings.items()}, {})  # type: ignore[misc]
    for key, text in WALKS.items():
        row.type(key, text)
        table.guidance.pop(key, None)
    table.rows.insert(0, row)


@damage("handmade")
def written_over(sent: Sent) -> None:
    """All of it; the tab's name still tells the area."""
    table = sent.tables[0]
    if "action" not in table.guidance:
        return
    number = next(iter(table.guidance.values())).row
    row = Row(table.area, {key: table.sheet.cell(number, cell.column) for key, cell in table.headings.items()}, {})  # type: ignore[misc]
    for key, text in {**WALKS, "when": "Vid behov", "who": "Polisen", "follow_up": "Inte påbörjat"}.items():
        row.type(key, text)
    row.type("label", "Vandring")
    table.guidance = {}
    table.rows.insert(0, row)


@damage()
def on_the_other_side_of_the_headings(sent: Sent) -> None:
    for table in sent.tables:
        if not table.guidance or in_the_way(table):
            continue
        first, second = sorted((table.header_row, next(iter(table.guidance.values())).row))
        if second == first + 1:
            upper, lower = cells_of(table.sheet, first, first), cells_of(table.sheet, second, second)
            move(upper, table.sheet, down=10_000)
            move(lower, table.sheet, down=-1)
            move(upper, table.sheet, down=-9_999)


@damage("handmade")
def above_the_headings(sent: Sent) -> None:
    for table in sent.tables:
        if table.guidance and in_the_way(table):
            upper, lower = cells_of(table.sheet, 1, 1), cells_of(table.sheet, 2, 2)
            move(upper, table.sheet, down=10_000)
            move(lower, table.sheet, down=-1)
            move(upper, table.sheet, down=-9_999)


@damage()
def as_notes_on_the_headings(sent: Sent) -> None:
    """The form's own words, only elsewhere: nothing that a person has to look at."""
    table = sent.longest
    for key, cell in table.guidance.items():
        if cell.value:
            table.headings[key].comment = Comment(str(cell.value), "Staden")
            cell.value = None


@damage()
def again_in_the_middle(sent: Sent) -> None:
    table = sent.longest
    number = table.rows[2].number
    insert_rows(table.sheet, number)
    for key, cell in table.guidance.items():
        if cell.value:
            type_text(table.sheet, number, table.headings[key].column, str(cell.value))


@damage()
def one_of_them_left(sent: Sent) -> None:
    table = sent.longest
    for key in [key for key in table.guidance if key != "who"]:
        table.guidance.pop(key).value = None
