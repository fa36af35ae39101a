"""The verb: a returned workbook to the plan it holds, with every cell accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from xlplan.findings.catalogue import AREA_DISAGREES, OTHER_YEARS_TAB
from xlplan.form.layout import MARKS_TAB
from xlplan.form.model import Form
from xlplan.plan.model import Action, Area, Reading
from xlplan.plan.words import slug
from xlplan.reading.account import Account, balance
from xlplan.reading.areas import AreaTable, find_areas, other_years_tabs
from xlplan.reading.bind import read_actions
from xlplan.reading.doubles import remark_doubles
from xlplan.reading.first_tab import read_fields, set_aside_counts, set_aside_office, set_aside_own_texts
from xlplan.reading.last_year import set_aside_last_year
from xlplan.reading.locate import find_tables
from xlplan.reading.notable import notable
from xlplan.reading.recognise import identify, is_made_by_us, read_marks
from xlplan.reading.vocabulary import Vocabulary, vocabulary
from xlplan.sheets.gate import read_file
from xlplan.sheets.grid import Workbook
from xlplan.sheets.limits import A_RETURN, DEFAULT, Limits
from xlplan.sheets.mend_marks import without_marks
from xlplan.sheets.opening import open_bytes
from xlplan.sheets.refusal import Reason, UnreadableWorkbook

EVERYWHERE = 1 << 30
"""A row below all others."""


def read_return(
    path: Path, form: Form | Sequence[Form], *, name: str | None = None, password: str | None = None
) -> Reading:
    """Read a returned workbook.

    Args:
        path: The file; it is never changed.
        form: The form it answers, or several of which the one that fits best is taken.
        name: What to call the file; its name without folders by default.
        password: For a file that is locked; others do not ask for it.

    Returns:
        The plan with its ledger and what was notable on the way; the actions' content is for ``check``.

    Raises:
        UnreadableWorkbook: The file cannot be read, or not safely; it tells the reason.
        Unbalanced: The account of the cells does not balance: a fault of xlplan.
    """
    content = read_file(path, A_RETURN)
    limits = A_RETURN.started()
    workbook = without_marks(open_bytes(content, password=password, limits=limits))
    chosen = form if isinstance(form, Form) else choose_form(workbook, form)
    digest = sha256(content).hexdigest()
    return read_workbook(workbook, chosen, file=printable(name or path.name), digest=digest, limits=limits)


def printable(name: str) -> str:
    """A file's name as text, also when the file system gave it in another encoding (PEP 383)."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def choose_form(workbook: Workbook, forms: Sequence[Form]) -> Form:
    """The form that a workbook answers: by its marks, else by how many headings it shares; the first of equals."""
    if len(forms) == 1:
        return forms[0]
    marks, _ = read_marks(workbook)
    for form in forms:
        if form.id == marks.form:
            return form
    return max(forms, key=lambda form: _shared_headings(workbook, vocabulary(form)))


def read_workbook(workbook: Workbook, form: Form, *, file: str, digest: str, limits: Limits = DEFAULT) -> Reading:
    """Read an opened workbook; see :func:`read_return`. The clock of the limits is asked after each step.

    Raises:
        UnreadableWorkbook: CITY_WORKBOOK when we made it out of returns.
        Unbalanced: As :func:`read_return`.
    """
    if is_made_by_us(workbook):
        raise UnreadableWorkbook(Reason.CITY_WORKBOOK)
    words = vocabulary(form)
    marks, marked_cells = read_marks(workbook)
    identity = identify(workbook, file, words, marks)
    limits.check_clock()
    accounts = [Account(grid) for grid in workbook.sheets]
    for index, positions in marked_cells.items():
        accounts[index].set_all_aside(positions)
    area_tables = _tables(workbook, words)
    limits.check_clock()
    year = identity.year or form.year
    for index, other in other_years_tabs(workbook, area_tables, words, year).items():
        accounts[index].passed_over = True
        accounts[index].remark(OTHER_YEARS_TAB, year=str(other))
    area_tables = tuple(table for table in area_tables if not accounts[table.sheet_index].passed_over)
    set_aside_last_year(accounts, area_tables, words, marks)
    areas = _read_areas(accounts, area_tables, words, year)
    limits.check_clock()
    with_tables = {table.sheet_index for table in area_tables}
    fields: dict[str, str] = {}
    if form.layout == "cards":
        from xlplan.reading.cards import read_cards

        passed = {index for index, account in enumerate(accounts) if account.passed_over}
        cards = read_cards(workbook, accounts, words, year, frozenset(with_tables | passed))
        areas, fields = joined(areas, cards.areas), cards.fields
        with_tables |= cards.tabs
    acted = _rows_of_actions(areas)
    remark_doubles(areas, {account.grid.title: account for account in accounts})
    for index, account in enumerate(accounts):
        limits.check_clock()
        here = frozenset[str]()
        if account.grid.title == words.layout.words.lists_tab:
            here = words.answers
        elif index not in with_tables and account.grid.title != MARKS_TAB and not account.passed_over:
            here = words.district_names
            set_aside_counts(account, words)
            fields |= read_fields(account, words, fields)
        set_aside_own_texts(account, words, here, acted.get(account.grid.title, ()))
    tops = {each.sheet_index: each.table.body_row for each in area_tables}
    for index in with_tables:
        set_aside_office(accounts[index], tops.get(index, EVERYWHERE), words, identity.district)
    ledger = balance(workbook, accounts, areas, fields)
    return Reading(
        file=file,
        sha256=digest,
        format=workbook.format,
        plan=form.id,
        year=year,
        district=identity.district,
        round=identity.round,
        fields=fields,
        areas=areas,
        ledger=ledger,
        findings=notable(file, workbook, words, marks, identity, areas, ledger, accounts),
        modified=workbook.properties.modified,
        issued=marks.issued,
        tabs=tuple(grid.title for grid in workbook.sheets),
    )


def _tables(workbook: Workbook, words: Vocabulary) -> tuple[AreaTable, ...]:
    """The tables; in a plan of cards only those with headings, for guidance stands in cards too."""
    found = find_areas(workbook, words)
    return found if words.form.layout == "table" else tuple(each for each in found if each.table.found_by == "headings")


def _shared_headings(workbook: Workbook, words: Vocabulary) -> tuple[int, int]:
    """(different headings known, headings of the form not met, negated), over the workbook."""
    if words.form.layout == "cards":
        from xlplan.reading.cards import shared_labels

        return shared_labels(workbook, words), -len(words.form.columns)
    known = {key for grid in workbook.sheets for table in find_tables(grid, words) for key in table.columns.values()}
    return len(known), -len(words.form.columns)


def _read_areas(
    accounts: list[Account], tables: tuple[AreaTable, ...], words: Vocabulary, year: int
) -> tuple[Area, ...]:
    """The areas in the order they first stand; actions of one area are put together, wherever they stand."""
    found: dict[str, Area] = {}
    actions: dict[str, list[Action]] = {}
    for each in tables:
        account = accounts[each.sheet_index]
        for position in each.title_cells if each.key else ():
            account.set_aside(position)
        read, grouped = read_actions(account, each.table, words, year, each.key)
        _remark_rival(account, each, grouped, {area for area, _ in read}, words)
        if not read or not all(area for area, _ in read):
            _named(found, each.key, each, account, words)
        for area, action in read:
            actions.setdefault(_named(found, area or each.key, each, account, words), []).append(action)
        made = found.get(slug(each.title)) if each.key is None else None
        for position in each.title_cells if made and made.added else ():
            account.place(position)
    return tuple(replace(area, actions=tuple(actions.get(key, ()))) for key, area in found.items())


def joined(areas: Sequence[Area], more: Sequence[Area]) -> tuple[Area, ...]:
    """Areas put together by their keys; those of ``more`` give fields and titles that are not there yet."""
    found = {area.key: area for area in areas}
    for area in more:
        earlier = found.get(area.key)
        found[area.key] = (
            replace(earlier, actions=earlier.actions + area.actions, fields={**area.fields, **earlier.fields})
            if earlier
            else area
        )
    return tuple(found.values())


def _rows_of_actions(areas: Sequence[Area]) -> dict[str, set[int]]:
    """The rows of tables that actions were read from, by tab."""
    rows: dict[str, set[int]] = {}
    for action in (action for area in areas for action in area.actions):
        rows.setdefault(action.sheet, set()).update(action.table_rows)
    return rows


def _remark_rival(account: Account, each: AreaTable, grouped: bool, told: set[str | None], words: Vocabulary) -> None:
    """Say so when tab, title or the rows themselves name different areas."""
    titles = {area.key: area.title for area in words.form.areas}
    apart = grouped or not told & {each.key, None}
    others = sorted(titles[area] for area in told if area and area != each.key) if apart else []
    if each.key and (each.rival or others):
        account.remark(AREA_DISAGREES, area=titles[each.key], other=titles[each.rival] if each.rival else others[0])


def _named(found: dict[str, Area], area: str | None, each: AreaTable, account: Account, words: Vocabulary) -> str:
    """The key of an area of the form, or of the one that a table's title names, which is among those found then."""
    asked = words.form.area(area) if area else None
    key = asked.key if asked else slug(each.title)
    if key not in found:
        found[key] = Area(key, asked.title if asked else each.title, account.grid.title, asked is None, ())
    return key
