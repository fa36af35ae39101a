"""Where the table stands, and what stands about it."""

from __future__ import annotations

from tests.damage.cases import damage
from tests.damage.identity import OFFICES
from tests.damage.moves import insert_col, insert_rows, type_text
from tests.damage.sent import Sent


@damage()
def moved_down(sent: Sent) -> None:
    for table in sent.tables:
        insert_rows(table.sheet, 1, 6)


@damage()
def moved_right(sent: Sent) -> None:
    for table in sent.tables:
        insert_col(table.sheet, 1, 2)


@damage()
def moved_down_and_right(sent: Sent) -> None:
    insert_rows(sent.longest.sheet, 1, 40)
    insert_col(sent.longest.sheet, 1, 5)


@damage()
def banner_above(sent: Sent) -> None:
    """The plan's own title, merged over the table."""
    for table in sent.tables:
        insert_rows(table.sheet, 1, 2)
        first = type_text(table.sheet, 1, 1, "Åtgärdsplan 2024")
        sent.merges.append((first, table.sheet.cell(1, 6)))  # type: ignore[arg-type]


@damage()
def lead_text_above(sent: Sent) -> None:
    table = sent.longest
    insert_rows(table.sheet, 1, 2)
    lead = "Vi har i år valt att samla våra åtgärder kring skolan, för att lägesbilden visar att det är där det börjar."
    sent.tell("XP208", type_text(table.sheet, 1, 1, lead))


@damage()
def office_and_area_above(sent: Sent) -> None:
    for table in sent.tables:
        insert_rows(table.sheet, 1, 2)
        type_text(table.sheet, 1, 1, OFFICES[str(sent.district)])


@damage()
def blank_row_below_the_headings(sent: Sent) -> None:
    for table in sent.tables:
        insert_rows(table.sheet, table.rows[0].number)


@damage()
def blank_column_before(sent: Sent) -> None:
    for table in sent.tables:
        insert_col(table.sheet, 1)


@damage()
def footer(sent: Sent) -> None:
    table = sent.longest
    text = "Planen är beslutad av stadsdelsnämnden den 23 maj 2024"
    sent.tell("XP208", type_text(table.sheet, table.last_row + 4, table.headings["label"].column, text))


@damage()
def footer_close_by(sent: Sent) -> None:
    table = sent.longest
    text = "* Åtgärden finansieras med sociala investeringsmedel"
    sent.tell("XP208", type_text(table.sheet, table.last_row + 2, table.headings["label"].column, text))


@damage()
def signatures(sent: Sent) -> None:
    table = sent.longest
    row, col = table.last_row + 4, table.headings["label"].column
    for down, right, text in ((0, 0, "Ort och datum"), (0, 1, "Namn"), (1, 0, "Spånga 2024-05-23"), (1, 1, "A. Ek")):
        sent.tell("XP208", type_text(table.sheet, row + down, col + right, text))


@damage()
def remark_far_right(sent: Sent) -> None:
    table = sent.longest
    sent.tell("XP208", type_text(table.sheet, 1, 30, "OBS! Utkast"))


@damage()
def remark_far_below(sent: Sent) -> None:
    table = sent.longest
    sent.tell("XP208", type_text(table.sheet, table.last_row + 500, 8, "Slut"))
