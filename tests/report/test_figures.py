"""Every figure of the annual summary is what an independent count of the merged JSON gives."""

from __future__ import annotations

import itertools
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from ruamel.yaml import YAML

from tests.books.test_accessible import contrast, luminance
from tests.programs import libreoffice
from tests.report.html_tables import tables
from tests.report.recount import Recount, recount
from tests.report.years import ALL_YEARS, OTHERS, every_year
from xlplan.city.charts import FILLS, STRIPES
from xlplan.city.workbook import city_bytes
from xlplan.form.model import Form
from xlplan.form.shipped import shipped_path
from xlplan.merging.as_json import city_json
from xlplan.merging.model import CityPlan
from xlplan.report.page import html_bytes

NONE: Mapping[str, str] = {}
SMALLEST_PT, SMALLEST_OF_REGISTERS_PT = 7.5, 7
"""Letters on paper, of what a board reads and of the other tabs."""


def counted(name: str) -> Recount:
    return recounted(*ALL_YEARS[name](), OTHERS.get(name, {}))


def recounted(plan: CityPlan, form: Form, others: Mapping[str, str] = NONE) -> Recount:
    told = json.loads(json.dumps(city_json(plan, form, "sv")))
    return recount(told, written(form.id), {file: written(id_) for file, id_ in others.items()})


def written(form_id: str) -> dict[str, Any]:
    """A form as its YAML says it."""
    loaded: dict[str, Any] = YAML(typ="safe").load(shipped_path(form_id).read_text("utf-8"))
    return loaded


def page(name: str) -> str:
    return html_bytes(*ALL_YEARS[name]()).decode()


def figures(rows: list[list[str]]) -> dict[str, list[int | str]]:
    """The rows below the headings: their names, and their figures."""
    return {name: [number(text) for text in texts] for name, *texts in rows[1:]}


def number(text: str) -> int | str:
    return int(text) if text.isdigit() else text


def test_the_simulated_year_has_something_of_everything() -> None:
    count = counted("simulated")
    assert all(isinstance(each, int) and each > 0 for each in (*count.total.row, *count.total.has))
    assert len(count.rounds) == 3
    assert count.not_fulfilled
    assert count.missing


@every_year
def test_areas_and_districts_on_the_page(name: str) -> None:
    count, shown = counted(name), tables(page(name))
    for caption, expected in (
        ("Måluppfyllelse per samverkansområde. Åtgärder.", count.areas),
        ("Måluppfyllelse per stadsdelsförvaltning. Åtgärder.", count.districts),
    ):
        rows = {key: list(each.row) for key, each in expected.items()} | {"Summa": list(count.total.row)}
        assert figures(shown[caption]) == rows


@every_year
def test_actions_by_area_and_district_on_the_page(name: str) -> None:
    count, (headings, *rows) = counted(name), tables(page(name))["Antal åtgärder."]
    areas = headings[1:-1]
    cells = {(area, row[0]): int(text) for row in rows[:-1] for area, text in zip(areas, row[1:], strict=False)}
    assert cells == count.both
    assert [int(text) for text in rows[-1][1:]] == [*(count.areas[area].row[0] for area in areas), count.total.row[0]]


@every_year
def test_the_rounds_on_the_page(name: str) -> None:
    count, shown = counted(name), tables(page(name)).get("Måluppfyllelse efter varje uppföljning")
    if len(count.rounds) < 2:
        assert shown is None
    else:
        assert shown is not None
        assert figures(shown) == {f"Efter {title}": list(each) for title, each in count.rounds.items()}


@every_year
def test_shares_and_how_statuses_are_known_on_the_page(name: str) -> None:
    [rows] = [rows for caption, rows in tables(page(name)).items() if caption.startswith("Andel av alla")]
    assert [row[1:] for row in rows[1:]] == counted(name).total.texts


@every_year
def test_who_returned_on_the_page(name: str) -> None:
    count, rows = counted(name), tables(page(name))["Inlämning per stadsdelsförvaltning"][1:]
    assert [row[0] for row in rows if row[1] == "Ja"] == count.returned
    assert [row[0] for row in rows if row[1] == "Saknas"] == count.missing
    assert {row[0]: int(row[-1]) for row in rows} == {name: each.row[0] for name, each in count.districts.items()}


def summary_tab(content: bytes) -> Iterator[list[Any]]:
    """The rows of the city workbook's first tab as they are stored, blank cells at the end left out."""
    sheet = load_workbook(BytesIO(content), data_only=True).worksheets[0]
    for row in sheet.iter_rows(values_only=True):
        cells = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        yield cells


def under(heading: str, rows: list[list[Any]]) -> dict[str, list[Any]]:
    """The lines of a table of the summary: below the header row that begins with its heading."""
    first = next(place for place, row in enumerate(rows) if len(row) > 1 and row[0] == heading)
    found = {}
    for row in rows[first + 1 :]:
        if len(row) < 2:
            break
        found[row[0]] = row[1:]
    return found


def check_workbook(count: Recount, content: bytes) -> None:
    rows = list(summary_tab(content))
    total = count.total
    districts = len(count.districts)
    whole = total.row[0]
    known = int(whole) - int(total.row[6])
    of_all = [*zip(total.has[:4], total.of[:4], strict=True), (known, whole)]
    of_all += [*zip(total.has[4:], total.of[4:], strict=True)]
    overview = list(rows[3:13])
    assert [row[1] for row in overview] == [
        len(count.returned),
        len(count.missing),
        total.row[0],
        *(part for part, _ in of_all),
    ]
    shares = [row[2] for row in overview if len(row) > 2]
    expected = [len(count.returned) / districts, len(count.missing) / districts]
    expected += [part / (of or 1) for part, of in of_all if not isinstance(part, str)]
    assert shares == pytest.approx(expected)
    said = "Alla stadsdelsförvaltningar har lämnat in."
    assert rows[13] == [f"Saknas: {', '.join(count.missing)}." if count.missing else said]
    for heading, counts in (("Per samverkansområde", count.areas), ("Per stadsdelsförvaltning", count.districts)):
        lines = {name: list(each.row) for name, each in counts.items()} | {"Summa": list(total.row)}
        assert under(heading, rows) == lines
    if len(count.rounds) > 1:
        *earlier, (title, now) = count.rounds.items()
        lines = {f"Efter {title}": [total.row[0], *each] for title, each in earlier}
        assert under("Över uppföljningarna", rows) == lines | {f"Nu, efter {title}": [total.row[0], *now]}
    told = [row[0].split(" ")[0] for row in rows if row and any(row[0].startswith(f"{id_} ") for id_ in numbers(count))]
    assert told == [id_.partition("/")[2] for id_ in count.not_fulfilled[:8]]


def numbers(count: Recount) -> set[str]:
    return {id_.partition("/")[2] for id_ in count.not_fulfilled}


@every_year
def test_the_summary_of_the_city_workbook(name: str) -> None:
    check_workbook(counted(name), city_bytes(*ALL_YEARS[name]()))


@pytest.mark.needs("libreoffice")
@every_year
def test_the_formulas_of_the_city_workbook_counted_anew(name: str, office: libreoffice.Office, tmp_path: Path) -> None:
    """LibreOffice throws the stored results away, counts every formula itself, and saves what it found."""
    path, again = tmp_path / "stad.xlsx", tmp_path / "omräknad.xlsx"
    path.write_bytes(without_results(city_bytes(*ALL_YEARS[name]())))
    office.run(path, [{"do": "recalculate"}, {"do": "store", "path": str(again)}])
    check_workbook(counted(name), again.read_bytes())


def without_results(content: bytes) -> bytes:
    """The workbook with no result stored for any formula."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(result, "w") as target:
        for part in source.namelist():
            target.writestr(part, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", source.read(part)))
    return result.getvalue()


@pytest.mark.needs("libreoffice")
@every_year
def test_the_summary_is_one_printed_page(name: str, tmp_path: Path) -> None:
    path = tmp_path / "stad.xlsx"
    path.write_bytes(city_bytes(*ALL_YEARS[name]()))
    pages = libreoffice.pdf_text(libreoffice.convert(path, "pdf", tmp_path))
    assert "Ej uppfyllda åtgärder, med förvaltningarnas egna ord" in pages[0]
    assert ALL_YEARS[name]()[1].areas[0].title in pages[1]
    assert "Läget" not in pages[1]


@pytest.mark.needs("libreoffice")
@pytest.mark.parametrize(
    ("name", "areas"),
    [
        ("four", ["'Unga i riskzon'!$A$1:$I$19", "'Otrygga platser'!$A$1:$I$20"]),
        ("simulated", ["'Unga i riskzon'!$A$1:$K$13", "'Otrygga platser'!$A$1:$K$13"]),
    ],
)
def test_summary_and_areas_are_printed_in_letters_that_can_be_read(name: str, areas: list[str], tmp_path: Path) -> None:
    """On A3, with one follow-up and with three; where a row comes from stays on the screen."""
    path = tmp_path / "stad.xlsx"
    plan, form = ALL_YEARS[name]()
    path.write_bytes(city_bytes(plan, form))
    sizes = libreoffice.pdf_points(libreoffice.convert(path, "pdf", tmp_path))
    assert min(sizes[: 1 + len(form.areas)]) >= SMALLEST_PT
    assert min(sizes) >= SMALLEST_OF_REGISTERS_PT
    assert [sheet.print_area for sheet in load_workbook(path).worksheets[1:3]] == areas


def test_statuses_that_look_alike_in_grey_are_striped_in_charts() -> None:
    """Any two fills without stripes differ in lightness, and no two run the same way."""
    plain = sorted(luminance(fill[1:]) for status, fill in FILLS.items() if status not in STRIPES)
    assert min(after - before for before, after in itertools.pairwise(plain)) > 0.15
    assert len({each.run for each in STRIPES.values()}) == len(STRIPES)
    inks = [*FILLS.values(), *(each.colour for each in STRIPES.values())]
    assert min(contrast("000000", ink[1:]) for ink in inks) >= 4.5
    with zipfile.ZipFile(BytesIO(city_bytes(*ALL_YEARS["simulated"]()))) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 3
    for chart in charts:
        assert set(re.findall(r'<a:pattFill prst="(\w+)"', chart)) == {"ltUpDiag", "ltDnDiag", "ltVert"}
