"""Columns inserted, moved, removed, hidden."""

from __future__ import annotations

from tests.damage.cases import damage
from tests.damage.moves import insert_col, type_text
from tests.damage.sent import Sent, Table


def add_column(table: Table, col: int, heading: str, texts: list[str]) -> None:
    """Insert a column with a heading and a text for each action."""
    insert_col(table.sheet, col)
    if heading:
        type_text(table.sheet, table.header_row, col, heading)
    for row, text in zip(table.rows, texts, strict=False):
        if text:
            type_text(table.sheet, row.number, col, text)
            row.extra[heading] = text


@damage()
def one_between(sent: Sent) -> None:
    for table in sent.tables:
        add_column(table, table.headings["when"].column, "Kostnad", ["25 000 kr"] * len(table.rows))


@damage()
def one_at_the_end(sent: Sent) -> None:
    for table in sent.tables:
        add_column(table, table.last_col + 1, "Kommentar", ["Bra", "", "Prata med polisen"])


@damage()
def two_alike_at_the_end(sent: Sent) -> None:
    table = sent.longest
    for _ in range(2):
        same = sum(cell.value == "Kommentar" for cell in table.sheet[table.header_row])
        col = max(table.last_col, *(c for _, c in table.sheet._cells)) + 1
        type_text(table.sheet, table.header_row, col, "Kommentar")
        for row in table.rows[:2]:
            type_text(table.sheet, row.number, col, "Se ovan")
            row.extra[f"Kommentar ({same + 1})" if same else "Kommentar"] = "Se ovan"


@damage("handmade")
def numbers_before(sent: Sent) -> None:
    for table in sent.tables:
        insert_col(table.sheet, 1)
        type_text(table.sheet, table.header_row, 1, "Nr")
        for number, row in enumerate(table.rows, 1):
            table.sheet.cell(row.number, 1, number)


@damage("handmade")
def numbers_before_on_blank_rows_too(sent: Sent) -> None:
    for table in sent.tables:
        insert_col(table.sheet, 1)
        type_text(table.sheet, table.header_row, 1, "#")
        for number in range(1, 31):
            table.sheet.cell(table.rows[0].number + number - 1, 1, number)
        for row in table.rows:
            row.extra["#"] = str(row.number - table.rows[0].number + 1)


@damage()
def reversed_order(sent: Sent) -> None:
    if sent.merges:
        return
    for table in sent.tables:
        top = min(table.header_row, *(cell.row for cell in table.guidance.values()), 10_000)
        cols = sorted(cell.column for cell in table.headings.values())
        turned = dict(zip(cols, reversed(cols), strict=True))
        cells = {place: cell for place, cell in table.sheet._cells.items() if place[0] >= top and place[1] in turned}
        for place in cells:
            del table.sheet._cells[place]
        for (row, col), cell in cells.items():
            cell.column = turned[col]
            table.sheet._cells[row, turned[col]] = cell


@damage()
def action_first(sent: Sent) -> None:
    for table in sent.tables:
        action, cause = table.headings["action"].column, table.headings["cause"].column
        top = min(table.header_row, *(cell.row for cell in table.guidance.values()), 10_000)
        cells = [cell for (row, col), cell in table.sheet._cells.items() if row >= top and col in (action, cause)]
        for cell in cells:
            del table.sheet._cells[cell.row, cell.column]
        for cell in cells:
            cell.column = cause if cell.column == action else action
            table.sheet._cells[cell.row, cell.column] = cell


@damage()
def blank_one_between(sent: Sent) -> None:
    for table in sent.tables:
        insert_col(table.sheet, table.headings["who"].column)


@damage()
def who_deleted(sent: Sent) -> None:
    for table in sent.tables:
        col = table.headings["who"].column
        for cell in [cell for (row, c), cell in table.sheet._cells.items() if c == col and row >= table.header_row - 1]:
            cell.value = None
        for row in table.rows:
            others = [heading for heading in row.extra if heading.startswith("Vem")]
            row.say("who", row.extra.pop(others[0]) if others else "")


@damage()
def one_hidden(sent: Sent) -> None:
    table = sent.longest
    table.sheet.column_dimensions[table.headings["follow_up"].column_letter].hidden = True


@damage()
def two_with_one_heading(sent: Sent) -> None:
    table = sent.longest
    add_column(table, table.headings["who"].column + 1, "Vem", ["Polisen", "Polisen"])


@damage()
def who_divided(sent: Sent) -> None:
    table = sent.longest
    table.headings["who"].value = "Vem (förvaltningen)"
    add_column(table, table.headings["who"].column + 1, "Vem (polisen)", ["LPO-chef", "", "Kommunpolis"])


@damage()
def one_without_heading_at_the_end(sent: Sent) -> None:
    table = sent.longest
    col = max(c for (_, c), cell in table.sheet._cells.items() if cell.value is not None) + 1
    for row in table.rows:
        cell = type_text(table.sheet, row.number, col, "Kollat med Sara")
        sent.unnamed.append((row, cell))
    sent.tell("XP214", table.sheet.cell(table.header_row, col))  # type: ignore[arg-type]


@damage()
def side_table(sent: Sent) -> None:
    """Telephone numbers beside the table, a blank column between."""
    table = sent.longest
    col = max(c for _, c in table.sheet._cells) + 2
    for down, texts in enumerate([("Kontakt", "Telefon"), ("Kommunpolis", "010-123"), ("Fältare", "08-508")]):
        for right, text in enumerate(texts):
            sent.tell("XP208", type_text(table.sheet, table.header_row + down, col + right, text))
