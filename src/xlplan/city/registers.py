"""The tabs that tell where the city plan comes from: returns, findings, what to decide, and how it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlplan import __version__
from xlplan.city.origins import RowsOfReturns
from xlplan.city.page import help_line, print_wide
from xlplan.city.table import ALL, Column, Table, Target, make_lines
from xlplan.city.wording import CityWords
from xlplan.findings.render import severity_word, to_json
from xlplan.form.model import Form
from xlplan.merging.model import CityAction, CityPlan, Decision, Side, UsedReturn
from xlplan.plan.model import day_written
from xlplan.sheets import looks
from xlplan.sheets.text_size import row_height
from xlplan.sheets.writing import Book

RETURNS, DECISIONS = "inlamning", "att_avgora"
"""Names of the tables of what came in and of what to decide."""


def returns_table(plan: CityPlan, form: Form, words: CityWords) -> Table:
    """*Inlämning*: every district, every return, and what became of it."""
    columns = (
        Column("district", words.district, 34),
        Column("returned", words.returned, 14),
        Column("file", words.file, 50),
        Column("round", words.round, 24),
        Column("saved", words.saved, 24),
        Column("sender", words.sender, 34),
        Column("late", words.late, 12),
        Column("used", words.used, 14),
        Column("actions", words.actions, 12),
        Column("errors", words.errors, 10),
        Column("warnings", words.warnings, 12),
        Column("to_actions", words.to_actions, 20),
    )
    short = {district.key: district.name for district in form.districts}
    names = {district.key: district.official_name for district in form.districts}
    rounds = {each.key: each.title for each in form.rounds}
    rows: list[list[str | int]] = []
    links: list[dict[str, Target]] = []
    for key in [*names, None]:
        came = [each for each in plan.returns if each.district == key]
        for each in came:
            figures = [each.actions, each.errors, each.warnings]
            name = names[key] if key else words.statuses["unknown"]
            used = words.yes if each.used else words.no
            saved = (each.received or "")[:16].replace("T", " ")
            came_in = [saved, each.sender or "", _days_late(each, form)]
            link = short[key] if key and each.actions else ""
            rows.append([name, words.yes, each.file, rounds.get(each.round or "", ""), *came_in, used, *figures, link])
            links.append({"to_actions": Target(ALL, (("district", link),))} if link else {})
        if key and not came:
            rows.append([names[key], words.no, "", "", "", "", "", "", 0, 0, 0, ""])
            links.append({})
    keys = ("district", "file")
    lines = make_lines(columns, keys, rows, links=links)
    tab, help_text = words.returns_tab, words.returns_help
    return Table(RETURNS, tab, tab, help_text, columns, lines, keys, instead="district")


def _days_late(each: UsedReturn, form: Form) -> int | str:
    """Days from the last day of its round to the day it came; empty where either is not known."""
    about = next((about for about in form.rounds if about.key == (each.round or form.rounds[0].key)), None)
    day = day_written(each.received or "")
    return max(0, (day - about.due).days) if about and about.due and day else ""


def findings_table(
    plan: CityPlan, form: Form, words: CityWords, tables: Mapping[str, str], known: RowsOfReturns
) -> Table:
    """*Anmärkningar*: what is wrong or worth a look, and where; with the way to the action, else to the return.

    Args:
        plan: The merged returns.
        form: The form they answer.
        words: The workbook's words.
        tables: By area, the name of the table of its actions.
        known: Which action each row of a return became.
    """
    columns = (
        Column("file", words.file, 40),
        Column("sheet", words.sheet, 28),
        Column("cell", words.cell, 8),
        Column("severity", words.severity, 12),
        Column("code", words.code, 10),
        Column("what", words.what, 70),
        Column("hint", words.hint, 60),
        Column("go_to", words.go_to, 24),
    )
    rows: list[list[str | int]] = []
    links: list[dict[str, Target]] = []
    for finding in plan.findings:
        told = to_json(finding, form.language)
        district = known.district(finding.file)
        action = known.action(district, finding.file, finding.sheet, finding.row)
        text, target = _to_action(action, form, words, tables) if action else _to_return(district, form, words)
        place = [finding.file, finding.sheet, finding.cell or ""]
        word = severity_word(finding.kind.severity, form.language)
        rows.append([*place, word, finding.kind.code, told["message"], told["hint"], text])
        links.append({"go_to": target} if target else {})
    keys = ("file", "sheet", "cell", "code", "what")
    lines = make_lines(columns, keys, rows, links=links)
    help_text = help_line(words.findings_help, rows, words)
    return Table("anmarkningar", words.findings_tab, words.findings_tab, help_text, columns, lines, keys)


def decisions_table(
    plan: CityPlan, form: Form, words: CityWords, tables: Mapping[str, str], known: RowsOfReturns
) -> Table:
    """*Att avgöra*: what a person has to decide, both texts with their sources and actions, and the answer given.

    Args: as :func:`findings_table`.
    """
    widths = (18, 20, 11, 16, 46, 26, 16, 46, 26, 16, 9, 14, 14, 14)
    names = ("what", "district", "nr", "column", "a", "source_a", "to_a", "b", "source_b", "to_b", "score", "answer",
             "state", "key")  # fmt: skip
    columns = tuple(
        Column(key, title, width, looks.ASIDE if key == "key" else looks.BODY, city=key == "answer")
        for key, title, width in zip(names, words.decision_headings, widths, strict=True)
    )
    districts = {district.key: district.name for district in form.districts}
    titles = {column.key: column.title for column in form.columns}
    rows = []
    links = []
    for each in plan.decisions:
        sides = [_to_side(each.district, side, known, form, words, tables) for side in (each.a, each.b)]
        rows.append(_decision_row(each, districts, titles, words, [text for text, _ in sides]))
        links.append({key: target for key, (_, target) in zip(("to_a", "to_b"), sides, strict=True) if target})
    lines = make_lines(columns, ("key",), rows, links=links)
    help_text = help_line(words.decisions_help, rows, words)
    return Table(DECISIONS, words.decisions_tab, words.decisions_tab, help_text, columns, lines, ("key",))


def _decision_row(
    decision: Decision, districts: dict[str, str], titles: dict[str, str], words: CityWords, ways: Sequence[str]
) -> Sequence[str | int]:
    answer = words.answers[decision.decided] if decision.decided else ""
    return [
        words.decision_kinds[decision.kind],
        districts[decision.district],
        (decision.a.id or decision.b.id or "").rpartition("/")[2],
        titles.get(decision.column or "", decision.column or ""),
        decision.a.text,
        _source(decision.a, words),
        ways[0],
        decision.b.text,
        _source(decision.b, words),
        ways[1],
        decision.score if decision.score is not None else "",
        answer,
        words.decided.format(answer=answer) if answer else words.undecided,
        decision.key,
    ]


def _to_action(
    action: CityAction, form: Form, words: CityWords, tables: Mapping[str, str]
) -> tuple[str, Target | None]:
    """How a link to an action is called, and where it leads: to its row on its area's tab."""
    number = action.id.partition("/")[2]
    district = next(each.name for each in form.districts if each.key == action.district)
    target = Target(tables[action.area], (("nr", number), ("district", district)))
    return words.place_of_action.format(number=number, district=district), target


def _to_return(district: str | None, form: Form, words: CityWords) -> tuple[str, Target | None]:
    """As :func:`_to_action`, to the district's line on *Inlämning*."""
    named = next((each for each in form.districts if each.key == district), None)
    return (f"{words.returns_tab}, {named.name}", to_return(named.official_name)) if named else ("", None)


def to_return(official_name: str) -> Target:
    """The line of a district on *Inlämning*."""
    return Target(RETURNS, (("district", official_name),))


def _to_side(
    district: str, side: Side, known: RowsOfReturns, form: Form, words: CityWords, tables: Mapping[str, str]
) -> tuple[str, Target | None]:
    action = known.action(district, side.file, side.sheet, side.row)
    return _to_action(action, form, words, tables) if action else ("", None)


def write_about(book: Book, plan: CityPlan, form: Form, words: CityWords, title: str) -> None:
    """*Om*: how the workbook was made and from which files."""
    sheet = book.sheet(words.about_tab)
    sheet.columns(1, 1, 50)
    sheet.columns(2, 2, 90)
    sheet.row(1, 32)
    sheet.text(1, 1, title, looks.TITLE)
    column = form.status_column
    facts = {
        "version": __version__,
        "form": form.id,
        "year": str(form.year),
        "status_column": column.title if column else "–",
    }
    row = 2
    for label, text in words.about_rows:
        text = text.format_map(facts)
        sheet.row(row, row_height([(text, 90)], padding_pt=6))
        sheet.text(row, 1, label, looks.LABEL)
        sheet.text(row, 2, text, looks.BODY)
        row += 1
    sheet.row(row + 1, 24)
    sheet.text(row + 1, 1, words.about_sources, looks.SECTION)
    sheet.text(row + 2, 1, words.file, looks.HEADER)
    sheet.text(row + 2, 2, "sha256", looks.HEADER)
    for line, each in enumerate(plan.returns, row + 3):
        sheet.row(line, row_height([(each.file, 50)], padding_pt=6))
        sheet.text(line, 1, each.file, looks.BODY)
        sheet.text(line, 2, each.sha256, looks.BODY)
    print_wide(sheet, (title,), words.page, table=False)


def _source(side: Side, words: CityWords) -> str:
    return words.source_text.format(file=side.file, sheet=side.sheet, row=side.row) if side.file else ""
