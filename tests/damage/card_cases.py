"""What happens to plans made of cards on their way: each mutation damages a plan and changes its truth accordingly."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from unicodedata import normalize

from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.damage.card_plans import Card, SentCards
from tests.damage.moves import insert_col, insert_rows, move, type_text

CardMutation = Callable[[SentCards], None]
CARD_CASES: dict[str, CardMutation] = {}


def damage(mutate: CardMutation) -> CardMutation:
    """Register a mutation under its function's name."""
    CARD_CASES[f"cards-{mutate.__name__.replace('_', '-')}"] = mutate
    return mutate


def relabel(cell: Cell, text: str) -> Cell:
    cell.value = text
    cell.data_type = "s"
    return cell


def cells_between(sheet: Worksheet, first: int, last: int) -> list[Cell]:
    return [cell for (row, _), cell in sorted(sheet._cells.items()) if first <= row <= last]


def delete_rows(sheet: Worksheet, first: int, count: int = 1) -> None:
    """Delete rows; the cells below move up, and stay the same objects."""
    for cell in cells_between(sheet, first, first + count - 1):
        del sheet._cells[cell.row, cell.column]
    move(cells_between(sheet, first + count, sheet.max_row), sheet, down=-count)


def drop(card: Card, key: str) -> None:
    """A field with its row goes."""
    delete_rows(card.sheet, card.cells[key].row)
    del card.cells[key], card.labels[key]
    card.say(key, "")


def pasted(sent: SentCards, card: Card, **values: str) -> Card:
    """A copy of a card below the last of its tab, with other values."""
    first, last = card.rows
    end = max(row for (row, _), cell in card.sheet._cells.items() if cell.value is not None)
    down = end + 2 - first
    twins = {}
    for cell in cells_between(card.sheet, first, last):
        twins[cell] = type_text(card.sheet, cell.row + down, cell.column, cell.value) if cell.value else None
    sheet = card.sheet
    cells = {key: sheet.cell(cell.row + down, cell.column) for key, cell in card.cells.items()}
    labels = {key: sheet.cell(cell.row + down, cell.column) for key, cell in card.labels.items()}
    title = sheet.cell(card.title.row + down, card.title.column) if card.title else None
    area = [each for each in sent.cards if each.sheet is sheet][-1].area
    if sheet.title == "Åtgärdsplan":  # everything stands on it, and this area, without activities, last
        area = "skolan-som-brottsplats"
    twin = Card(area, sheet, cells, labels, dict(card.values), title=title)
    for key, text in values.items():
        twin.type(key, text)
    sent.cards.append(twin)
    return twin


# Labels


@damage
def label_misspelt(sent: SentCards) -> None:
    relabel(sent.first.labels["when"], "Löptidd")
    relabel(sent.first.labels["district_contact"], "Stadsdelförvaltningens kontakt")


@damage
def labels_in_capitals_with_colons(sent: SentCards) -> None:
    for cell in sent.first.labels.values():
        relabel(cell, f"{str(cell.value).upper()}:")


@damage
def labels_in_genitive(sent: SentCards) -> None:
    relabel(sent.first.labels["police_contact"], "Polisens kontakt")


@damage
def label_parted(sent: SentCards) -> None:
    relabel(sent.first.labels["who"], "Samman kallande")


@damage
def label_over_two_lines(sent: SentCards) -> None:
    relabel(sent.first.labels["district_contact"], "Stadsdelsförvaltningens\nkontakt")


@damage
def labels_decomposed(sent: SentCards) -> None:
    """As a Mac may write them."""
    for cell in sent.first.labels.values():
        relabel(cell, normalize("NFD", str(cell.value)))


@damage
def labels_numbered(sent: SentCards) -> None:
    beside = [cell for key, cell in sent.first.labels.items() if cell.row == sent.first.cells[key].row]
    for number, cell in enumerate(beside, 1):
        relabel(cell, f"{number}. {cell.value}")


@damage
def label_with_an_addition(sent: SentCards) -> None:
    sent.told.append(("XP217", relabel(sent.first.labels["when"], "Löptid (från och till)")))


@damage
def label_unknown(sent: SentCards) -> None:
    """A label that nobody knows keeps its value under its own words."""
    card = sent.first
    relabel(card.labels["police_contact"], "Närvarande från lokalpolisområdet")
    card.extra["Närvarande från lokalpolisområdet"] = card.values["police_contact"]
    card.say("police_contact", "")


# Values


@damage
def label_and_value_in_one_cell(sent: SentCards) -> None:
    card = sent.first
    relabel(card.labels["when"], f"Löptid: {card.values['when']}")
    card.cells["when"].value = None


@damage
def every_value_in_its_label_s_cell(sent: SentCards) -> None:
    for card in sent.cards:
        for key, cell in card.cells.items():
            if key in card.values and card.labels[key].row == cell.row and ":" not in str(card.labels[key].value):
                relabel(card.labels[key], f"{card.labels[key].value}: {card.values[key]}")
                cell.value = None


@damage
def two_fields_in_one_cell(sent: SentCards) -> None:
    card = sent.first
    when, meetings = card.values["when"], card.values["meetings"]
    relabel(card.labels["when"], f"Löptid: {when}\nMötesfrekvens: {meetings}")
    card.cells["when"].value = None
    row = card.cells["meetings"].row
    kept = card.cells["when"], card.labels["when"]
    delete_rows(card.sheet, row)
    card.cells["meetings"], card.labels["meetings"] = kept


@damage
def value_goes_on_below(sent: SentCards) -> None:
    card = sent.first
    row = card.cells["who"].row + 1
    insert_rows(card.sheet, row)
    more = type_text(card.sheet, row, card.cells["who"].column, "och kommunpolisen")
    card.also.append(more)
    card.say("who", f"{card.values['who']}\noch kommunpolisen")
    sent.told.append(("XP411", more))


@damage
def value_a_line_a_row(sent: SentCards) -> None:
    card = sent.first
    lines = ["Enhetschef", "Rektor", "Fältassistent", "Kommunpolis"]
    cell = card.type("others", lines[0])
    insert_rows(card.sheet, cell.row + 1, 3)
    card.also += [type_text(card.sheet, cell.row + n, cell.column, text) for n, text in enumerate(lines[1:], 1)]
    card.say("others", "\n".join(lines))


@damage
def value_over_two_columns(sent: SentCards) -> None:
    card = sent.first
    cell = card.cells["police_contact"]
    more = type_text(card.sheet, cell.row, cell.column + 1, "Anna på områdespolisen")
    card.also.append(more)
    card.say("police_contact", f"{card.values['police_contact']}\nAnna på områdespolisen")
    sent.told.append(("XP411", more))


@damage
def value_that_is_a_label(sent: SentCards) -> None:
    """Sammankallande is who keeps contact; Hässelby-Vällingby's own plan says so."""
    sent.first.type("district_contact", "Sammankallande")
    sent.second.type("police_contact", "Stadsdelsförvaltningens kontakt")


@damage
def value_that_names_an_area(sent: SentCards) -> None:
    sent.first.type("others", sent.seed.form.areas[-1].title)


@damage
def value_blank(sent: SentCards) -> None:
    sent.first.type("when", None)


@damage
def value_of_blanks(sent: SentCards) -> None:
    sent.first.type("when", "  \n ")
    sent.first.say("when", "")


@damage
def value_a_number(sent: SentCards) -> None:
    cell = sent.first.type("meetings", "12")
    cell.value = 12


@damage
def value_with_odd_letters(sent: SentCards) -> None:
    sent.first.type("others", "=1+1 🙂\tOtrygga stråk\u00a0& torg: 24/7")


@damage
def value_struck_out(sent: SentCards) -> None:
    cell = sent.first.cells["who"]
    font = copy(cell.font)
    cell.font = Font(name=font.name, size=font.size, strike=True)
    sent.told.append(("XP309", cell))


# Rows


@damage
def field_missing(sent: SentCards) -> None:
    drop(sent.first, "meetings")


@damage
def first_field_missing(sent: SentCards) -> None:
    card = sent.second
    drop(card, next(key for key, cell in card.labels.items() if cell.row == card.cells[key].row))


@damage
def last_field_missing(sent: SentCards) -> None:
    drop(sent.first, list(sent.first.cells)[-1])


@damage
def field_added(sent: SentCards) -> None:
    card = sent.first
    row = card.cells["who"].row
    insert_rows(card.sheet, row)
    col = card.labels["who"].column
    card.also = [type_text(card.sheet, row, col, "Nyckeltal"), type_text(card.sheet, row, col + 1, "40 000 kr")]
    card.extra["Nyckeltal"] = "40 000 kr"


@damage
def field_twice_under_two_names(sent: SentCards) -> None:
    """Both are kept together, and a person is told."""
    card = sent.first
    cell = card.cells["who"]
    insert_rows(card.sheet, cell.row + 1)
    card.also = [
        type_text(card.sheet, cell.row + 1, card.labels["who"].column, "Sammankallare"),
        type_text(card.sheet, cell.row + 1, cell.column, "Rektorn"),
    ]
    card.say("who", f"{card.values['who']}\nRektorn")
    sent.told.append(("XP411", card.also[1]))


@damage
def fields_in_another_order(sent: SentCards) -> None:
    card = sent.first
    one, other = card.cells["when"].row, card.cells["police_contact"].row
    first, second = cells_between(card.sheet, one, one), cells_between(card.sheet, other, other)
    move(first, card.sheet, down=10_000)
    move(second, card.sheet, down=one - other)
    move(first, card.sheet, down=other - one - 10_000)


@damage
def blank_row_within(sent: SentCards) -> None:
    insert_rows(sent.first.sheet, sent.first.cells["who"].row)


@damage
def three_blank_rows_within(sent: SentCards) -> None:
    insert_rows(sent.first.sheet, sent.first.cells["district_contact"].row, 3)


@damage
def no_blank_row_between_cards(sent: SentCards) -> None:
    card = sent.second
    delete_rows(card.sheet, card.rows[0] - 1)


@damage
def row_hidden(sent: SentCards) -> None:
    cell = sent.first.cells["who"]
    cell.parent.row_dimensions[cell.row].hidden = True
    sent.told.append(("XP310", cell))


@damage
def label_merged_over_its_lines(sent: SentCards) -> None:
    value_goes_on_below(sent)
    label = sent.first.labels["who"]
    label.parent.merge_cells(
        start_row=label.row, end_row=label.row + 1, start_column=label.column, end_column=label.column
    )


@damage
def value_merged_over_two_fields(sent: SentCards) -> None:
    """Said once for both."""
    card = sent.cards[-1]
    keys = list(card.cells)
    one, other = keys[keys.index("district_contact")], keys[keys.index("district_contact") + 1]
    card.cells[other].value = None
    card.say(other, card.values[one])
    top, low = card.cells[one], card.cells[other]
    top.parent.merge_cells(start_row=top.row, end_row=low.row, start_column=top.column, end_column=low.column)


@damage
def text_below_the_last_card(sent: SentCards) -> None:
    sheet = sent.cards[-1].sheet
    sent.unread.append(type_text(sheet, sheet.max_row + 4, 2, "Kontrollera detta med polisen före mötet!"))


# Cards


@damage
def card_deleted(sent: SentCards) -> None:
    card = sent.cards.pop(0)
    first, last = card.rows
    above = card.title is None and first > 1 and not cells_between(card.sheet, first - 1, first - 1)
    delete_rows(card.sheet, first, last - first + 1 + above)


@damage
def card_emptied(sent: SentCards) -> None:
    card = sent.second
    for key in list(card.values):
        if key in card.cells:
            card.type(key, None)
    if card.title is None:
        sent.cards.remove(card)


@damage
def card_pasted_below(sent: SentCards) -> None:
    values = {"when": "Hela hösten", "who": "Fältgruppen", "police_contact": "Områdespolisen"}
    if "action" in sent.first.cells:
        values["action"] = "Nattvandring varje fredag"
    card = pasted(sent, sent.second, **values)
    if card.title:
        relabel(card.title, "9.9 Nattvandring varje fredag")
        card.values |= {"number": "9.9", "action": "Nattvandring varje fredag"}


@damage
def card_twice(sent: SentCards) -> None:
    pasted(sent, sent.second)


@damage
def cards_side_by_side(sent: SentCards) -> None:
    """The second beside the first, as two tables in a document."""
    card = sent.second
    above = sent.cards[sent.cards.index(card) - 1]
    first, last = card.rows
    move(cells_between(card.sheet, first, last), card.sheet, down=above.rows[0] - first, right=5)


# Areas and tabs


@damage
def everything_one_column_to_the_right(sent: SentCards) -> None:
    for sheet in {card.sheet.title: card.sheet for card in sent.cards}.values():
        insert_col(sheet, 1, 2)


@damage
def column_between_label_and_value(sent: SentCards) -> None:
    sheet = sent.first.sheet
    if all(cell.column == 1 for cell in sent.first.labels.values()):
        insert_col(sheet, 2)


@damage
def tabs_in_another_order(sent: SentCards) -> None:
    sent.book._sheets.reverse()


@damage
def tab_renamed(sent: SentCards) -> None:
    sent.first.sheet.title = "Blad3"


@damage
def marks_gone(sent: SentCards) -> None:
    for name in ("_xlplan", "_listor"):
        if name in sent.book.sheetnames:
            del sent.book[name]
    for name in list(sent.book.defined_names):
        del sent.book.defined_names[name]


@damage
def all_on_one_tab(sent: SentCards) -> None:
    """Every area's tab below the one before it; the names of the areas tell them apart."""
    sheets = list({card.sheet.title: card.sheet for card in sent.cards}.values())
    target = sheets[0]
    for sheet in sheets[1:]:
        down = target.max_row + 1
        move(cells_between(sheet, 1, sheet.max_row), target, down=down)
        del sent.book[sheet.title]
        for card in sent.cards:
            if card.sheet is sheet:
                card.sheet = target
    if len(sheets) > 1:
        target.title = "Åtgärder"
        for name in list(sent.book.defined_names):
            del sent.book.defined_names[name]


@damage
def area_s_text_over_several_rows(sent: SentCards) -> None:
    """A blank row between the paragraphs."""
    area, sheet = sent.first.area, sent.first.sheet
    situation = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Lägesbild")
    beside = sheet.cell(situation.row, situation.column + 1)
    if not beside.value:
        return
    insert_rows(sheet, situation.row + 1, 3)
    type_text(sheet, situation.row + 2, beside.column, "Ett stycke till om läget.")
    rows = [sheet.cell(row, beside.column).value for row in (situation.row,)]
    following = sent.area_fields[area]["situation"].removeprefix(str(rows[0]))
    sent.area_fields[area]["situation"] = f"{rows[0]}\n\nEtt stycke till om läget.{following}"


@damage
def area_s_text_below_its_label(sent: SentCards) -> None:
    """Too long for the box: written on the row below."""
    sheet = sent.first.sheet
    goal = next(cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("Övergripande mål"))
    beside = sheet.cell(goal.row, goal.column + 1)
    if beside.value and len(str(beside.value)) > 80:
        insert_rows(sheet, goal.row + 1)
        move([beside], sheet, down=1, right=-1)


@damage
def area_by_another_name(sent: SentCards) -> None:
    for sheet in sent.book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "Arbete mot våldsbejakande extremism":
                    relabel(cell, "Arbetet mot våldsbejakande extremism")
                elif str(cell.value).endswith("Unga i risk för kriminalitet") and len(str(cell.value)) < 40:
                    relabel(cell, f"Prioriterat område: {str(cell.value).lstrip('3. ')}")


@damage
def area_added(sent: SentCards) -> None:
    """A new tab, with cards as on the others."""
    card = sent.first
    sheet = sent.book.create_sheet("Otillåtna bosättningar")
    first, last = card.rows
    type_text(sheet, 1, 1, "Otillåtna bosättningar")
    for cell in cells_between(card.sheet, first, last):
        if cell.value:
            type_text(sheet, cell.row - first + 3, cell.column, cell.value)
    up = first - 3
    cells = {key: sheet.cell(cell.row - up, cell.column) for key, cell in card.cells.items()}
    labels = {key: sheet.cell(cell.row - up, cell.column) for key, cell in card.labels.items()}
    title = sheet.cell(card.title.row - up, card.title.column) if card.title else None
    sent.cards.append(Card("otillatna-bosattningar", sheet, cells, labels, dict(card.values), title=title))
