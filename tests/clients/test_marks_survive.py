"""What each program leaves of our marks, as a table, and that reading is right with what is left, or with nothing."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.custom import CustomPropertyList

from tests.clients import plans
from tests.conftest import Fill
from tests.programs import gnumeric
from tests.programs.jobs import job
from xlplan import write_template
from xlplan.form.layout import MARKS_TAB, name_for
from xlplan.form.model import Form
from xlplan.sheets.opening import open_workbook
from xlplan.template.marks import CATEGORY, PROPERTY

pytestmark = pytest.mark.client


@dataclass(frozen=True)
class Left:
    """What is left of the marks when a program has opened and saved a template."""

    register: bool = True
    """The hidden tab's cells, each of them."""
    hidden: bool = True
    """The hidden tab is still hidden."""
    names: bool = True
    """The range names of each area and its header."""
    custom: bool = True
    core: bool = True
    """Title, subject and category."""


EVERYTHING = Left()
TABLE = {
    "libreoffice": EVERYTHING,
    "libreoffice over ods": EVERYTHING,
    "libreoffice over xls": EVERYTHING,
    "gnumeric": Left(hidden=False),
    "sheetjs": EVERYTHING,
    "exceljs": Left(custom=False),
    "openpyxl": EVERYTHING,
    "openpyxl, gnumeric": Left(hidden=False, custom=False),
}
"""Each way of programs, and what is left behind it."""
NEEDS = {"libreoffice": "libreoffice", "gnumeric": "gnumeric", "sheetjs": "node", "exceljs": "node"}


def needing(way: str) -> pytest.MarkDecorator | tuple[()]:
    needed = {NEEDS[program] for part in way.split(", ") if (program := part.split(" ")[0]) in NEEDS}
    return pytest.mark.needs(*sorted(needed)) if needed else ()


every_way = pytest.mark.parametrize("way", [pytest.param(way, marks=needing(way)) for way in TABLE])


@pytest.fixture(scope="module")
def form() -> Form:
    return plans.form()


@pytest.fixture(scope="module")
def template(form: Form, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("utskick") / "plan.xlsx"
    write_template(form, plans.DISTRICT, path, actions=plans.prepared(form, plans.twelve_actions()))
    return path


@pytest.fixture(scope="module")
def already_saved() -> dict[str, Path]:
    return {}


@pytest.fixture
def saved(way: str, template: Path, fill: Fill, already_saved: dict[str, Path], tmp_path: Path) -> Path:
    """The template when the programs of a way have opened and saved it; made once."""
    if way not in already_saved:
        already_saved[way] = saved_by(way, template, fill, tmp_path)
    return already_saved[way]


def saved_by(way: str, path: Path, fill: Fill, folder: Path) -> Path:
    """Opened and saved by each program of a way in turn."""
    for step, part in enumerate(way.split(", ")):
        program, _, over = part.partition(" over ")
        out = folder / f"{step}"
        out.mkdir()
        if over:
            between = out / f"plan.{over}"
            fill(program, job(path, between))
            path = between
        if program == "gnumeric":
            path = gnumeric.convert(path, "xlsx", out)
        else:
            fill(program, job(path, out / "plan.xlsx"))
            path = out / "plan.xlsx"
    return path


def left_in(path: Path, template: Path, form: Form) -> Left:
    before, now = open_workbook(template), open_workbook(path)
    tabs_before, tabs = ({grid.title: grid for grid in book.sheets} for book in (before, now))
    marks, marks_before = tabs.get(MARKS_TAB), tabs_before[MARKS_TAB]
    names = {name.name: name.target.replace("$'", "'") for name in now.names if name.sheet is None}
    ours = {name.name: name.target for name in before.names if name.name.startswith(("xlplan_area_", "xlplan_head_"))}
    core = [(book.properties.title, book.properties.subject, book.properties.category) for book in (before, now)]
    return Left(
        register=marks is not None
        and {at: cell.text for at, cell in marks.cells.items()}
        == {at: cell.text for at, cell in marks_before.cells.items()},
        hidden=marks is not None and marks.state == "hidden",
        names=len(ours) == 2 * len(form.areas) and {name: names.get(name) for name in ours} == ours,
        custom=now.properties.custom == before.properties.custom,
        core=core[0] == core[1],
    )


def test_the_template_has_them_all(template: Path, form: Form) -> None:
    book = open_workbook(template)
    assert left_in(template, template, form) == EVERYTHING
    assert book.properties.category == CATEGORY
    assert book.properties.custom[f"{PROPERTY}district"] == plans.DISTRICT
    assert {name_for("area", area.key) for area in form.areas} <= {name.name for name in book.names}


@every_way
def test_what_is_left_of_the_marks(way: str, saved: Path, form: Form, template: Path) -> None:
    assert left_in(saved, template, form) == TABLE[way]
    reading = plans.read(saved, form)
    plans.check_sound(reading)
    assert plans.as_plan(reading) == plans.twelve_actions()
    assert plans.ids(reading.actions) == {
        action.id: action.values["action"] for action in plans.prepared(form, plans.twelve_actions())
    }
    assert reading.issued.keys() == plans.ids(reading.actions).keys()


@every_way
@pytest.mark.parametrize("stripped", ["tab and names", "all"])
def test_reading_is_right_without_marks(stripped: str, way: str, saved: Path, form: Form, tmp_path: Path) -> None:
    bare = tmp_path / "utan märken.xlsx"
    strip(saved, bare, properties=stripped == "all")
    reading = plans.read(bare, form)
    assert (reading.plan, reading.district, reading.year) == ("stockholm-2024", plans.DISTRICT, 2024)
    assert [area.key for area in reading.areas] == list(plans.TAKEN)
    assert not any(area.added for area in reading.areas)
    assert plans.as_plan(reading) == plans.twelve_actions()
    assert reading.issued == {}
    plans.check_ledger(reading)


def strip(path: Path, to: Path, *, properties: bool) -> None:
    """Copy a workbook without its marks: without the tab and the names, and without the properties if told."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # gnumeric's styles have no default
        book = load_workbook(path)
    del book[MARKS_TAB]
    for name in list(book.defined_names):
        if name.startswith(("xlplan_area_", "xlplan_head_")):
            del book.defined_names[name]
    if properties:
        book.properties = DocumentProperties()
        book.custom_doc_props = CustomPropertyList()  # type: ignore[attr-defined]  # not in the stubs
    book.save(to)
