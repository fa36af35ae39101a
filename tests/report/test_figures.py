"""Every figure of the annual summary is what an independent count of the merged JSON gives."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.report.html_tables import tables
from tests.report.recount import Recount, per_cent, recount
from tests.report.years import YEARS
from xlplan.form.shipped import shipped_path
from xlplan.merging.as_json import city_json
from xlplan.report.page import html_bytes

every_year = pytest.mark.parametrize("name", YEARS)


def counted(name: str) -> Recount:
    plan, form = YEARS[name]()
    written: dict[str, Any] = YAML(typ="safe").load(shipped_path(form.id).read_text("utf-8"))
    return recount(json.loads(json.dumps(city_json(plan, form, "sv"))), written)


def page(name: str) -> str:
    return html_bytes(*YEARS[name]()).decode()


def figures(rows: list[list[str]]) -> dict[str, list[int]]:
    """The rows below the headings: their names, and their figures."""
    return {name: [int(text) for text in texts] for name, *texts in rows[1:]}


def test_the_simulated_year_has_something_of_everything() -> None:
    count = counted("simulated")
    assert min(count.total.row) > 0
    assert min(count.total.has) > 0
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
    total = counted(name).total
    [rows] = [rows for caption, rows in tables(page(name)).items() if caption.startswith("Andel av alla")]
    assert [row[1:] for row in rows[1:]] == [[str(each), per_cent(each, total.row[0])] for each in total.has]


@every_year
def test_who_returned_on_the_page(name: str) -> None:
    count, rows = counted(name), tables(page(name))["Inlämning per stadsdelsförvaltning"][1:]
    assert [row[0] for row in rows if row[1] == "Ja"] == count.returned
    assert [row[0] for row in rows if row[1] == "Saknas"] == count.missing
    assert {row[0]: int(row[-1]) for row in rows} == {name: each.row[0] for name, each in count.districts.items()}
