"""Rows between, merged, continued, headed, moved."""

from __future__ import annotations

from copy import copy

from tests.damage.cases import damage
from tests.damage.moves import blank_row, cells_of, insert_rows, move, new_action, type_text
from tests.damage.sent import Row, Sent

WALKS = {"cause": "Otrygga stråk", "action": "Vandra varje vecka", "when": "2 ggr/månad", "who": "Polisen"}


def continue_below(sent: Sent, **texts: str) -> Row:
    """An action's texts go on in the row below it."""
    table = sent.longest
    row = table.rows[1]
    number = max(row.number, *(int(cell.row) for cell in row.also), 0) + 1
    insert_rows(table.sheet, number)
    below = blank_row(table, number)
    for key, text in texts.items():
        row.also.append(below.type(key, text))
        row.say(key, f"{row.values[key]}\n{text}" if key in row.values else text)
        sent.tell("XP411", row.also[-1])
    return row


@damage()
def blank_between(sent: Sent) -> None:
    insert_rows(sent.longest.sheet, sent.longest.rows[2].number)


@damage()
def three_blank_between(sent: Sent) -> None:
    insert_rows(sent.longest.sheet, sent.longest.rows[2].number, 3)


@damage()
def blank_between_all(sent: Sent) -> None:
    for row in sent.longest.rows[1:]:
        insert_rows(sent.longest.sheet, row.number)


@damage()
def action_continues(sent: Sent) -> None:
    continue_below(sent, action="och med stöd av fältassistenterna under kvällar och helger")


@damage()
def action_continues_with_a_dash(sent: Sent) -> None:
    continue_below(sent, action="- Även på lov")


@damage()
def who_continues(sent: Sent) -> None:
    continue_below(sent, who="Polisen")


@damage()
def follow_up_continues(sent: Sent) -> None:
    continue_below(sent, follow_up="Under hösten tillkom två möten.")


@damage()
def several_texts_continue(sent: Sent) -> None:
    """As a page break in a converted document leaves it."""
    continue_below(sent, action="samt i skolorna", who="och polisen")


@damage()
def action_alone(sent: Sent) -> None:
    """Just begun: an action of its own."""
    new_action(sent.longest, 2, {"action": "Nattvandring varje fredag"})


@damage()
def cause_alone(sent: Sent) -> None:
    new_action(sent.longest, 2, {"cause": "Nedskräpning"})


@damage()
def cause_and_who_alone(sent: Sent) -> None:
    new_action(sent.longest, 2, {"cause": "Nedskräpning", "who": "Trafikkontoret"})


@damage()
def label_alone_at_the_end(sent: Sent) -> None:
    table = sent.longest
    new_action(table, len(table.rows), {"label": "Lovskola"})


@damage()
def new_on_top(sent: Sent) -> None:
    new_action(sent.longest, 0, WALKS)


@damage()
def new_at_the_end(sent: Sent) -> None:
    """Below another area's name, where its actions stand there too, it is that area's."""
    above = sent.longest.rows[-1]
    new_action(sent.longest, len(sent.longest.rows), WALKS).area = above.area


@damage()
def far_below(sent: Sent) -> None:
    """Somebody jumped past the prepared rows."""
    table = sent.longest
    row = blank_row(table, table.last_row + 80)
    for key, text in WALKS.items():
        row.type(key, text)
    table.rows.append(row)


def head(sent: Sent, banner: bool) -> None:
    table = sent.longest
    if sent.merges:
        return
    rows = [row for row in table.rows[2:] if row.area == table.area]
    for row in rows:
        row.type("label", None, "")
    insert_rows(table.sheet, table.rows[2].number)
    heading = blank_row(table, table.rows[2].number - 1)
    cell = heading.type("label", "Skola och fritid")
    for row in rows:
        row.say("label", "Skola och fritid")
        row.also.append(cell)
    sent.tell("XP412", cell)
    if banner:
        sent.merges.append((cell, heading.cells["who"]))


@damage()
def sub_heading(sent: Sent) -> None:
    head(sent, banner=False)


@damage()
def sub_heading_merged_over_the_table(sent: Sent) -> None:
    head(sent, banner=True)


@damage()
def sub_heading_over_rows_with_labels(sent: Sent) -> None:
    """The rows have labels of their own: there is no place for it, and it is told of."""
    table = sent.longest
    for number, row in enumerate(table.rows[2:], 1):
        row.type("label", f"Del {number}a")
    insert_rows(table.sheet, table.rows[2].number)
    heading = blank_row(table, table.rows[2].number - 1)
    cell = heading.type("label", "Skola och fritid")
    sent.merges.append((cell, heading.cells["who"]))
    sent.tell("XP208", cell)


@damage()
def label_and_cause_merged(sent: Sent) -> None:
    table = sent.longest
    if not all("action" in row.values and not row.also for row in table.rows[1:4]):
        return
    first, *others = table.rows[1:4]
    first.type("label", "Fältarbete")
    first.type("cause", "Nyrekrytering till nätverk")
    for row in others:
        for key in ("label", "cause"):
            row.type(key, None, first.values[key])
            row.also.append(first.cells[key])
    for key in ("label", "cause"):
        sent.merges.append((first.cells[key], others[-1].cells[key]))


@damage()
def who_merged(sent: Sent) -> None:
    table = sent.longest
    if any(row.also for row in table.rows[:3]):
        return
    table.rows[0].type("who", "Trygghetssamordnaren")
    for row in table.rows[1:3]:
        row.type("who", None, "Trygghetssamordnaren")
        row.also.append(table.rows[0].cells["who"])
    sent.merges.append((table.rows[0].cells["who"], table.rows[2].cells["who"]))


@damage()
def cells_merged_across(sent: Sent) -> None:
    """When and who in one cell: the text stands under the first."""
    row = sent.longest.rows[1]
    row.type("when", "Under året, polisen")
    row.type("who", None, "")
    sent.merges.append((row.cells["when"], row.cells["who"]))


@damage()
def hidden(sent: Sent) -> None:
    row = sent.longest.rows[1]
    sent.hidden.append(row.cells["action"])
    first = min((row.cells[key] for key in row.values), key=lambda cell: int(cell.column))
    sent.tell("XP310", first)


@damage()
def deleted(sent: Sent) -> None:
    table = sent.longest
    row = table.rows.pop(1)
    for cell in cells_of(table.sheet, row.number, row.number):
        cell.value = None


@damage()
def in_another_order(sent: Sent) -> None:
    table = sent.longest
    if any(row.also for row in table.rows):
        return
    numbers = [row.number for row in table.rows]
    rows = [cells_of(table.sheet, number, number) for number in numbers]
    for cells, number in zip(rows, reversed(numbers), strict=True):
        for cell in cells:
            table.sheet._cells.pop((cell.row, cell.column), None)
            cell.row = number
    for cells in rows:
        for cell in cells:
            table.sheet._cells[cell.row, cell.column] = cell
    table.rows.reverse()


@damage()
def cut_and_pasted_to_another_tab(sent: Sent) -> None:
    source, target = sent.longest, next(table for table in sent.tables if table is not sent.longest)
    if source.rows[1].also:
        return
    row = source.rows.pop(1)
    row.area = target.area
    cells = [cell for key, cell in row.cells.items() if key in target.headings]
    move(cells, target.sheet, down=target.last_row + 1 - row.number)
    target.rows.append(row)


@damage()
def twice(sent: Sent) -> None:
    """The same action copied: both are kept, and a person should look."""
    table = sent.longest
    if any(row.also for row in table.rows):
        return
    row = new_action(table, 2, table.rows[1].values)
    row.extra = copy(table.rows[1].extra)
    sent.tell("XP511", min((row.cells[key] for key in row.values), key=lambda cell: int(cell.column)))


@damage()
def counted_below(sent: Sent) -> None:
    table = sent.longest
    cell = type_text(table.sheet, table.last_row + 2, table.headings["label"].column, "Antal åtgärder: 6")
    sent.tell("XP208", cell)


@damage()
def headed_by_other_areas(sent: Sent) -> None:
    """Another area's actions below a line with its name, without headings of their own."""
    target, source = sent.longest, next(table for table in sent.tables if table is not sent.longest)
    start = target.last_row + 2
    title = type_text(target.sheet, start, target.headings["label"].column, str(source.title.value))
    for number, row in enumerate(source.rows, 1):
        for key, cell in row.cells.items():
            if key in target.headings:
                down = start + number - cell.row
                move([cell], target.sheet, down, target.headings[key].column - cell.column)
        row.also.append(title)
    for cell in list(source.sheet._cells.values()):
        cell.value = None
    source.headings, source.guidance = target.headings, {}
    source.sheet, source.title = target.sheet, title
    sent.tables.remove(source)
    target.rows += source.rows
