"""The verb: the city plan to the workbook that the coordinator works in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from xlplan import __version__
from xlplan.city.answers import answer_lists, unasked, write_drop_downs
from xlplan.city.bring_back import BroughtBack
from xlplan.city.columns import ROW_KEYS, TO_RETURN, CityColumn, city_columns
from xlplan.city.corrected import corrected_plan
from xlplan.city.lay import lay
from xlplan.city.links import Places
from xlplan.city.lost import LOST, lost_table
from xlplan.city.origins import RowsOfReturns
from xlplan.city.own_forms import own_form_tables
from xlplan.city.own_tabs import write_own_tabs
from xlplan.city.page import HEADER_ROW, help_line, print_wide, printed_area, write_table
from xlplan.city.past import NOTHING, PastBook, read_past
from xlplan.city.register import write_register
from xlplan.city.registers import DECISIONS, decisions_table, findings_table, returns_table, to_return, write_about
from xlplan.city.summary import write_summary
from xlplan.city.table import ALL, Laid, Table, make_lines
from xlplan.city.wording import CityWords, city_words
from xlplan.form.layout import plan_layout
from xlplan.form.model import Form
from xlplan.merging.masking import masked
from xlplan.merging.model import CityArea, CityPlan
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
    places = Places(laid, HEADER_ROW + 1)
    write_summary(book, corrected_plan(plan, form, words, every.corrections), form, words, title, every, places)
    said = {words.summary_tab: book.last.said}
    for each in laid:
        said[each.table.tab] = _write(book, each, plan, words, title, places)
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
    every = _all_actions(plan, form, words, city_columns(plan, form, words, whole=whole))
    tabs = _area_tabs(plan, words)
    of_area = {key: tab.name for tab in tabs for key in tab.areas}
    known = RowsOfReturns(plan)
    return [
        *(_area_table(tab, plan, words, every) for tab in tabs),
        _without(TO_RETURN, every),
        *own_form_tables(plan, form, words),
        returns_table(plan, form, words),
        findings_table(plan, form, words, of_area, known),
        decisions_table(plan, form, words, of_area, known),
    ]


@dataclass(frozen=True, slots=True)
class _AreaTab:
    """A tab with the actions of some areas."""

    name: str
    """Of its table."""
    tab: str
    heading: str
    areas: frozenset[str]
    added: bool = False


def _area_tabs(plan: CityPlan, words: CityWords) -> list[_AreaTab]:
    """A tab for each area of the form, and one for all areas that districts added."""
    ours = [area for area in plan.areas if not area.added]
    tabs = [
        _AreaTab(f"omrade_{number}", area.tab, area.title, frozenset({area.key})) for number, area in enumerate(ours, 1)
    ]
    if added := frozenset(area.key for area in plan.areas if area.added):
        tabs.append(_AreaTab(f"omrade_{len(tabs) + 1}", words.own_areas, words.own_areas, added, added=True))
    return tabs


def _all_actions(plan: CityPlan, form: Form, words: CityWords, columns: Sequence[CityColumn]) -> Table:
    """The table of all actions with every column; a line leads to the district's return, and is known by its rows."""
    shown = tuple(each.column for each in columns)
    rows = [[each.text(action) for each in columns] for action in plan.actions]
    witnesses = [
        tuple(fingerprint(f"{source.sha256} {source.sheet} {source.row}") for source in action.sources)
        for action in plan.actions
    ]
    ways = {district.key: {TO_RETURN: to_return(district.official_name)} for district in form.districts}
    lines = make_lines(shown, ROW_KEYS, rows, witnesses, [ways[action.district] for action in plan.actions])
    help_text = help_line(words.all_help, lines, words)
    return Table(ALL, words.all_tab, words.all_tab, help_text, shown, lines, ROW_KEYS, of_actions=True)


def _area_table(tab: _AreaTab, plan: CityPlan, words: CityWords, every: Table) -> Table:
    """The lines of some areas; those of one area lack its column."""
    lines = tuple(line for action, line in zip(plan.actions, every.lines, strict=True) if action.area in tab.areas)
    help_text = help_line(words.area_help, lines, words)
    table = replace(every, name=tab.name, tab=tab.tab, heading=tab.heading, help=help_text, lines=lines)
    return replace(table if tab.added else _without("area", table), tab_colour=looks.LINK)


def _without(key: str, table: Table) -> Table:
    """A table without one of its columns."""
    place = [column.key for column in table.columns].index(key)
    return replace(
        table,
        columns=table.columns[:place] + table.columns[place + 1 :],
        lines=tuple(replace(line, texts=line.texts[:place] + line.texts[place + 1 :]) for line in table.lines),
    )


def _write(book: Book, laid: Laid, plan: CityPlan, words: CityWords, title: str, places: Places) -> set[str]:
    """Write a table on its tab; gives the texts of ours that stand above its rows."""
    table = laid.table
    sheet = write_table(book, laid, places)
    if table.name == DECISIONS:
        write_drop_downs(sheet, laid, plan.decisions, words)
    area = printed_area(laid) if table.of_actions else None
    print_wide(sheet, (title, "", table.heading), words.page, area=area)
    book.define(f"xlplan_city_{table.name}", f"{quote_sheet(table.tab)}!$A$1")
    return {table.heading, table.help}
