"""The verb: the city plan to the workbook that the coordinator works in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from xlplan import __version__
from xlplan.city.columns import CityColumn, city_columns
from xlplan.city.page import TableColumn, help_line, print_wide, start_page, write_table
from xlplan.city.registers import write_about, write_decisions, write_findings, write_returns
from xlplan.city.summary import write_summary
from xlplan.city.wording import CityWords, city_words
from xlplan.form.layout import plan_layout
from xlplan.form.model import Form
from xlplan.merging.masking import masked
from xlplan.merging.model import CityPlan
from xlplan.sheets import looks
from xlplan.sheets.files import safe_file_name, save
from xlplan.sheets.writing import Book

AUTHOR = "xlplan"


def write_city(
    plan: CityPlan, form: Form, path: Path, *, force: bool = False, keep_personal_numbers: bool = False
) -> bool:
    """Write the city workbook.

    Args:
        plan: The merged returns.
        form: The form they answer.
        path: Where to; an existing file with other content is kept unless ``force``.
        force: Write over an existing file.
        keep_personal_numbers: Leave personal numbers as the districts wrote them, else they are masked.

    Returns:
        False when the very same file stood there already.

    Raises:
        OutputExists: Another file is there.
    """
    return save(city_bytes(plan if keep_personal_numbers else masked(plan), form), path, force=force)


def city_bytes(plan: CityPlan, form: Form) -> bytes:
    """The workbook's bytes; the same plan gives the same bytes."""
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
    columns = city_columns(plan, form, words)
    write_summary(book, plan, form, words, title, columns)
    _write_areas(book, plan, words, title, columns)
    _write_all(book, plan, words, title, columns)
    write_returns(book, plan, form, words, title)
    write_findings(book, plan, form, words, title)
    write_decisions(book, plan, form, words, title)
    write_about(book, plan, form, words, title)
    return book.to_bytes()


def city_name(form: Form) -> str:
    """The file's name: ``Sammanställning – Åtgärdsplan 2024.xlsx``."""
    name = city_words(form.language).title.format(title=plan_layout(form).title)
    return safe_file_name(name) + ".xlsx"


def _write_areas(book: Book, plan: CityPlan, words: CityWords, title: str, columns: tuple[CityColumn, ...]) -> None:
    """A tab for each area of the form, and one for all areas that districts added."""
    of_area = [column for column in columns if column.key != "area"]
    tabs = [(area.tab, area.title, {area.key}, of_area) for area in plan.areas if not area.added]
    if added := {area.key for area in plan.areas if area.added}:
        tabs.append((words.own_areas, words.own_areas, added, list(columns)))
    for number, (tab, heading, keys, shown) in enumerate(tabs, 1):
        actions = [action for action in plan.actions if action.area in keys]
        sheet = start_page(book, tab, heading, help_line(words.area_help, actions, words))
        rows = [[column.text(action) for column in shown] for action in actions]
        write_table(sheet, f"omrade_{number}", _table(shown), rows, description=f"{heading}. {words.area_help}")
        print_wide(sheet, (title, "", heading), words.page)
        sheet.tab_colour(looks.LINK)


def _write_all(book: Book, plan: CityPlan, words: CityWords, title: str, columns: tuple[CityColumn, ...]) -> None:
    sheet = start_page(book, words.all_tab, words.all_tab, help_line(words.all_help, plan.actions, words))
    rows = [[column.text(action) for column in columns] for action in plan.actions]
    write_table(sheet, "alla_atgarder", _table(columns), rows, description=words.all_help)
    print_wide(sheet, (title, "", words.all_tab), words.page)


def _table(columns: tuple[CityColumn, ...] | list[CityColumn]) -> list[TableColumn]:
    return [TableColumn(column.title, column.width) for column in columns]
