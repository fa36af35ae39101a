"""The verb: the city plan to the workbook that the coordinator works in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from xlplan import __version__
from xlplan.city.answers import answer_lists, unasked, write_drop_downs
from xlplan.city.bring_back import BroughtBack
from xlplan.city.columns import ROW_KEYS, CityColumn, city_columns
from xlplan.city.corrected import corrected_plan
from xlplan.city.lay import lay
from xlplan.city.lost import LOST, lost_table
from xlplan.city.own_forms import own_form_tables
from xlplan.city.own_tabs import write_own_tabs
from xlplan.city.page import help_line, print_wide, printed_area, write_table
from xlplan.city.past import NOTHING, PastBook, read_past
from xlplan.city.register import write_register
from xlplan.city.registers import DECISIONS, decisions_table, findings_table, returns_table, write_about
from xlplan.city.summary import write_summary
from xlplan.city.table import ALL, Laid, Table, make_lines
from xlplan.city.wording import CityWords, city_words
from xlplan.form.layout import plan_layout
from xlplan.form.model import Form
from xlplan.merging.masking import masked
from xlplan.merging.model import CityAction, CityArea, CityPlan
from xlplan.merging.roles import own_form
from xlplan.plan.words import fingerprint
from xlplan.sheets import looks
from xlplan.sheets.address import quote_sheet
from xlplan.sheets.files import safe_file_name, save
from xlplan.sheets.writing import Book

AUTHOR = "xlplan"


def write_city(
    plan: CityPlan,
    form: Form,
    path: Path,
    *,
    previous: PastBook = NOTHING,
    force: bool = False,
    keep_personal_numbers: bool = False,
) -> bool:
    """Write the city workbook.

    Args:
        plan: The merged returns.
        form: The form they answer.
        path: Where to; an existing file with other content is kept unless ``force``.
        previous: The earlier city workbook; what the city wrote in it comes back.
        force: Write over an existing file.
        keep_personal_numbers: Leave personal numbers as the districts wrote them, else they are masked.

    Returns:
        False when the very same file stood there already.

    Raises:
        OutputExists: Another file is there.
    """
    shown = plan if keep_personal_numbers else masked(plan)
    return save(city_bytes(shown, form, previous), path, force=force)


def city_bytes(plan: CityPlan, form: Form, previous: PastBook = NOTHING) -> bytes:
    """The workbook's bytes; the same plan and earlier workbook give the same bytes.

    Args:
        plan: The merged returns.
        form: The form they answer.
        previous: The earlier city workbook, as :func:`read_previous` gives it.
    """
    words = city_words(form.language)
    title = words.title.format(title=plan_layout(form).title)
    book = Book(
        title=title,
        subject=title,
        author=AUTHOR,
        category=f"xlplan {__version__}",
        language="sv-SE" if form.language == "sv" else "en-GB",
        created=datetime(form.year, 1, 1),
    )
    tables = city_tables(plan, form, words)
    back = BroughtBack(tables, previous, words)
    laid = [lay(table, back, words) for table in tables]
    lost = lost_table([*back.lost, *unasked(plan, previous, words)], words)
    if lost.lines:
        if LOST in previous.tables:
            back.sort_others(previous.tables[LOST], lost)
        laid.append(lay(lost, back, words))
    every = next(each for each in laid if each.table.name == ALL)
    write_summary(book, corrected_plan(plan, form, words, every.corrections), form, words, title, every)
    said = {words.summary_tab: book.last.said}
    for each in laid:
        said[each.table.tab] = _write(book, each, plan, words, title)
    write_about(book, plan, form, words, title)
    said[words.about_tab] = book.last.said
    write_own_tabs(book, previous)
    write_register(book, form.id, form.year, laid, said, answer_lists(words), words.marks)
    return book.to_bytes()


def read_previous(content: bytes, file: str, form: Form, others: Sequence[Form] = ()) -> PastBook | None:
    """An earlier city workbook, for :func:`city_bytes`; None when the file is no city workbook of this form and year.

    Raises:
        UnreadableWorkbook: It cannot be opened.
    """
    areas = tuple(CityArea(area.key, area.title, area.tab, False) for area in form.areas)
    own = tuple(own_form(each, form, (), ()) for each in sorted(others, key=lambda other: other.id))
    nothing = CityPlan(form.id, form.year, areas, (), (), (), (), (), own)
    past = read_past(content, file, city_tables(nothing, form, city_words(form.language), whole=True))
    if past is None or (past.form and (past.form, past.year) != (form.id, str(form.year))):
        return None
    return past


def corrected_by_city(plan: CityPlan, form: Form, previous: PastBook) -> CityPlan:
    """The plan with what the city typed over it in its workbook, for reports and templates to say the same."""
    if not previous.tables:
        return plan
    words = city_words(form.language)
    tables = city_tables(masked(plan), form, words)
    every = lay(next(each for each in tables if each.name == ALL), BroughtBack(tables, previous, words), words)
    return corrected_plan(plan, form, words, every.corrections)


def city_name(form: Form) -> str:
    """The file's name: ``Sammanställning – Åtgärdsplan 2024.xlsx``."""
    name = city_words(form.language).title.format(title=plan_layout(form).title)
    return safe_file_name(name) + ".xlsx"


def city_tables(plan: CityPlan, form: Form, words: CityWords, *, whole: bool = False) -> list[Table]:
    """The tables in the order of their tabs; ``whole`` gives all columns, also those that the plan has no use for."""
    columns = city_columns(plan, form, words, whole=whole)
    return [
        *_area_tables(plan, words, columns),
        _actions_table(ALL, words.all_tab, words.all_tab, words.all_help, columns, plan.actions, words),
        *own_form_tables(plan, form, words),
        returns_table(plan, form, words),
        findings_table(plan, form, words),
        decisions_table(plan, form, words),
    ]


def _area_tables(plan: CityPlan, words: CityWords, columns: Sequence[CityColumn]) -> list[Table]:
    """A table for each area of the form, and one for all areas that districts added."""
    of_area = [each for each in columns if each.column.key != "area"]
    tabs = [(area.tab, area.title, {area.key}, of_area) for area in plan.areas if not area.added]
    if added := {area.key for area in plan.areas if area.added}:
        tabs.append((words.own_areas, words.own_areas, added, [*columns]))
    tables = []
    for number, (tab, heading, keys, shown) in enumerate(tabs, 1):
        actions = [action for action in plan.actions if action.area in keys]
        tables.append(_actions_table(f"omrade_{number}", tab, heading, words.area_help, shown, actions, words))
    return tables


def _actions_table(
    name: str,
    tab: str,
    heading: str,
    help_text: str,
    columns: Sequence[CityColumn],
    actions: Sequence[CityAction],
    words: CityWords,
) -> Table:
    shown = tuple(each.column for each in columns)
    rows = [[each.text(action) for each in columns] for action in actions]
    witnesses = [
        tuple(fingerprint(f"{source.sha256} {source.sheet} {source.row}") for source in action.sources)
        for action in actions
    ]
    return Table(
        name,
        tab,
        heading,
        help_line(help_text, actions, words),
        shown,
        make_lines(shown, ROW_KEYS, rows, witnesses),
        ROW_KEYS,
        of_actions=True,
        tab_colour=None if name == ALL else looks.LINK,
    )


def _write(book: Book, laid: Laid, plan: CityPlan, words: CityWords, title: str) -> set[str]:
    """Write a table on its tab; gives the texts of ours that stand above its rows."""
    table = laid.table
    sheet = write_table(book, laid)
    if table.name == DECISIONS:
        write_drop_downs(sheet, laid, plan.decisions, words)
    area = printed_area(laid) if table.of_actions else None
    print_wide(sheet, (title, "", table.heading), words.page, area=area)
    book.define(f"xlplan_city_{table.name}", f"{quote_sheet(table.tab)}!$A$1")
    return {table.heading, table.help}
