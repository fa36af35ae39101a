"""Tabs renamed, moved, hidden, joined, divided, added."""

from __future__ import annotations

from datetime import datetime

from openpyxl.worksheet.worksheet import Worksheet

from tests.damage.cases import damage
from tests.damage.moves import cells_of, move, type_text
from tests.damage.sent import FORM, Row, Sent, Table

OWN = {"cause": "Bryggor utan belysning", "action": "Sätt upp lampor", "when": "T2", "who": "Trafikkontoret"}


def rename(sent: Sent, table: Table, title: str) -> None:
    """As Excel does it: our range names follow."""
    old, table.sheet.title = table.sheet.title, title
    for name in sent.book.defined_names.values():
        name.attr_text = name.attr_text.replace(f"'{old}'", f"'{title}'")


@damage()
def renamed(sent: Sent) -> None:
    rename(sent, sent.longest, "Våra ungdomar")


@damage()
def all_renamed(sent: Sent) -> None:
    for number, table in enumerate(sent.tables, 1):
        rename(sent, table, f"Blad{number}")


@damage()
def misspelt(sent: Sent) -> None:
    wrong = {"sarskilt-utsatta-brottsoffer": "Särskillt utsata brotsoffer", "unga-i-riskzon": "Unga i riskzonn"}
    rename(sent, sent.longest, wrong.get(sent.longest.area, "Otryga plattser"))


@damage()
def numbered(sent: Sent) -> None:
    for number, table in enumerate(sent.tables, 1):
        rename(sent, table, f"{number}. {table.sheet.title}"[:31])


@damage()
def upper_case(sent: Sent) -> None:
    for table in sent.tables:
        rename(sent, table, f"{table.sheet.title.upper()[:30]} ")


@damage()
def shortened(sent: Sent) -> None:
    short = {"unga-i-riskzon": "Riskzon", "otrygga-platser": "Platser", "systemhotande-brottslighet": "Systemhotande"}
    for table in sent.tables:
        rename(sent, table, short.get(table.area, table.sheet.title))


@damage()
def names_exchanged(sent: Sent) -> None:
    """The tab's name and the title above the table disagree: nobody can know which was meant."""
    if len(sent.tables) < 2 or not all(table.title.value and not shares(sent, table) for table in sent.tables):
        return
    first, second = sent.tables[:2]
    one, two = first.sheet.title, second.sheet.title
    first.sheet.title = "x"
    second.sheet.title = one
    first.sheet.title = two
    for table in (first, second):
        sent.unknowable += table.rows
        sent.tell("XP212", table.sheet)


@damage()
def in_another_order(sent: Sent) -> None:
    sent.book._sheets.reverse()


@damage()
def hidden(sent: Sent) -> None:
    sent.longest.sheet.sheet_state = "hidden"


@damage()
def area_deleted(sent: Sent) -> None:
    table = sent.tables[-1]
    if len(sent.tables) < 2 or any(other.sheet is table.sheet for other in sent.tables[:-1]):
        return
    sent.tables.pop()
    sent.book.remove(table.sheet)
    sent.tell("XP207")


@damage()
def summary_added(sent: Sent) -> None:
    sheet = sent.book.create_sheet("Sammanfattning", 1)
    for row, (left, right) in enumerate([("Samverkansområde", "Antal"), ("Unga i riskzon", "6"), ("Summa", "17")], 1):
        type_text(sheet, row, 1, left)
        type_text(sheet, row, 2, right)
    sent.tell("XP208", sheet["B3"])


@damage()
def notes_added(sent: Sent) -> None:
    sheet = sent.book.create_sheet("Anteckningar")
    sent.tell("XP208", type_text(sheet, 3, 2, "Fråga Sara om lovskolan"))


def copied_rows(sheet: Worksheet, table: Table) -> None:
    for cell in list(table.sheet._cells.values()):
        if cell.value is not None:
            text = f"{cell.value:%Y-%m-%d}" if isinstance(cell.value, datetime) else str(cell.value)
            type_text(sheet, cell.row, cell.column, "SANT" if cell.value is True else text)


def shares(sent: Sent, table: Table) -> bool:
    """Whether the table's tab holds another area's too."""
    tabs = [other.sheet for other in sent.tables]
    return tabs.count(table.sheet) > 1 or any(row.area != table.area for row in table.rows)


@damage()
def last_years_left(sent: Sent) -> None:
    sheet = sent.book.create_sheet(f"{sent.tables[0].sheet.title[:20]} 2023")
    copied_rows(sheet, sent.tables[0])
    sent.tell("XP213", sheet)


@damage()
def last_years_left_under_a_title(sent: Sent) -> None:
    sheet = sent.book.create_sheet("Gammalt")
    copied_rows(sheet, sent.tables[0])
    sheet.insert_rows(1, 2)
    type_text(sheet, 1, 1, "Åtgärdsplan 2022")
    sent.tell("XP213", "Gammalt")


@damage()
def copied_as_it_is(sent: Sent) -> None:
    """Both are kept, as Excel's copy that somebody forgot; a person should look at each row."""
    table = sent.tables[0]
    if shares(sent, table) or sent.merges or sent.unnamed or sent.patches or any(row.also for row in table.rows):
        return
    sheet = sent.book.create_sheet(f"{table.sheet.title[:25]} (2)")
    copied_rows(sheet, table)
    for row in list(table.rows):
        cells = {key: sheet.cell(cell.row, cell.column) for key, cell in row.cells.items()}
        copy = Row(row.area, cells, dict(row.values), dict(row.extra))  # type: ignore[arg-type]
        sent.tell("XP511", min((copy.cells[key] for key in copy.values), key=lambda cell: int(cell.column)))
        table.rows.append(copy)


@damage()
def own_area_added(sent: Sent) -> None:
    sheet = sent.book.create_sheet("Båtar och bryggor")
    headings = {column.key: column for column in FORM.columns if column.key in OWN}
    for col, column in enumerate(headings.values(), 1):
        type_text(sheet, 1, col, column.title)
    cells = {key: type_text(sheet, 2, col, OWN[key]) for col, key in enumerate(headings, 1)}
    row = Row("batar-och-bryggor", cells, dict(OWN))
    titles = {key: sheet.cell(1, cell.column) for key, cell in cells.items()}
    sent.tables.append(Table(sheet, row.area, titles, {}, sheet.cell(1, 9), [row]))  # type: ignore[arg-type]
    sent.tell("XP206", sheet)


@damage()
def divided_over_two(sent: Sent) -> None:
    """The second half under the same title and headings on a tab of its own."""
    table = sent.longest
    if shares(sent, table) or sent.merges or any(row.also for row in table.rows):
        return
    half = len(table.rows) // 2
    sheet = sent.book.create_sheet(f"{table.sheet.title[:22]} forts")
    first = table.rows[half].number
    for cell in cells_of(table.sheet, 1, table.rows[0].number - 1):
        if cell.value is not None:
            type_text(sheet, cell.row, cell.column, str(cell.value))
    move(cells_of(table.sheet, first, 10_000), sheet, down=table.rows[0].number - first)


def below_one_another(sent: Sent, gap: int) -> None:
    target, *others = sent.tables
    if not all(table.title.value for table in sent.tables):
        return
    for table in others:
        if table.sheet is target.sheet:
            continue
        start = target.sheet.max_row + gap
        old = table.sheet
        move(cells_of(old, 1, 1_000_000), target.sheet, down=start)
        table.sheet = target.sheet
        sent.book.remove(old)


@damage()
def all_on_one(sent: Sent) -> None:
    below_one_another(sent, 2)
    rename(sent, sent.tables[0], "Åtgärder")


@damage()
def all_on_one_without_blank_rows(sent: Sent) -> None:
    below_one_another(sent, 0)


def one_list(sent: Sent, key: str | None, heading: str) -> None:
    """One table of all actions, the area in a column of its own or in place of the label."""
    keys = [column.key for column in FORM.columns]
    sheet = sent.book.create_sheet("Lista", 1)
    shift = 0 if key else 1
    if not key:
        type_text(sheet, 1, 1, heading)
    titles = {}
    for col, column in enumerate(FORM.columns, 1 + shift):
        titles[column.key] = type_text(sheet, 1, col, column.title)
    for number, row in enumerate(sent.rows, 2):
        title = next((area.title for area in FORM.areas if area.key == row.area), "Båtar och bryggor")
        values = {**row.values, key: title} if key else row.values
        row.cells = {each: sheet.cell(number, keys.index(each) + 1 + shift) for each in keys}  # type: ignore[misc]
        for each, text in values.items():
            row.type(str(each), text)
        row.also, row.extra = [], {}
        if not key:
            row.also.append(type_text(sheet, number, 1, title))
            row.extra[heading] = title
    rows = sent.rows
    for old in {table.sheet.title for table in sent.tables}:
        sent.book.remove(sent.book[old])
    sent.tables = [Table(sheet, "", titles, {}, sheet.cell(1, 20), rows)]  # type: ignore[arg-type]
    sent.told, sent.merges, sent.hidden, sent.unnamed, sent.doubled = [], [], [], [], []


@damage()
def all_in_one_list(sent: Sent) -> None:
    one_list(sent, "label", "")


@damage()
def all_in_one_list_with_a_column_more(sent: Sent) -> None:
    one_list(sent, None, "Område")
