"""The year once through on two real plans: template, returns, city workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.programs import openpyxl_fill
from tests.programs.jobs import Typing, job
from tests.stories.workbooks import (
    HANDMADE,
    HEADINGS,
    JARVA,
    KUNGSHOLMEN,
    filled_cells,
    findings,
    form,
    printed_actions,
    read,
    source,
)
from xlplan import merge, write_city, write_template
from xlplan.city.workbook import city_bytes
from xlplan.findings.finding import Severity
from xlplan.plan.model import Reading
from xlplan.template.workbook import PreparedAction, template_bytes

PLANS = {"kungsholmen": (KUNGSHOLMEN, 20), "jarva": (JARVA, 17)}
"""Each district's workbook made by hand, and how many actions its print has."""
NAMES = {"kungsholmen": "Kungsholmen", "jarva": "Järva"}
AREAS = {area.title: area for area in form().areas} | {
    "Systemhotade brottslighet": form().areas[2]  # so spelt in Järva's plan
}
Row = tuple[str, str, tuple[tuple[str, str], ...]]
"""District, area and texts under their headings."""


def printed_rows() -> list[Row]:
    """Every action of both plans, from the prints."""
    titles = {key: heading for heading, key in HEADINGS.items()}
    return [
        (NAMES[district], AREAS[area].title, tuple((titles[key], text) for key, text in texts.items()))
        for district in ("jarva", "kungsholmen")
        for area, texts in printed_actions(district)
    ]


@pytest.fixture(scope="module")
def handmade() -> dict[str, Reading]:
    return {district: read(HANDMADE / name) for district, (name, _) in PLANS.items()}


@pytest.fixture(scope="module")
def city(handmade: dict[str, Reading], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stad") / "stad.xlsx"
    write_city(merge(handmade.values(), form()), form(), path)
    return path


def table_rows(path: Path, tab: str) -> list[dict[str, str]]:
    """The rows of a city table, below the row of headings that begins with Nr."""
    book = load_workbook(path)
    header, *rows = [
        ["" if value is None else str(value) for value in row]
        for row in book[tab].iter_rows(min_row=3, values_only=True)
    ]
    assert header[0] == "Nr"
    return [dict(zip(header, row, strict=True)) for row in rows if any(row)]


def plan_texts(row: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((heading, row[heading]) for heading in HEADINGS if row[heading])


def test_the_table_of_all_actions_says_what_the_prints_say_letter_for_letter(city: Path) -> None:
    rows = [(row["Stadsdelsförvaltning"], row["Område"], plan_texts(row)) for row in table_rows(city, "Alla åtgärder")]
    assert len(rows) == 37
    assert Counter(rows) == Counter(printed_rows())


def test_the_tabs_of_the_areas_hold_the_same_37_actions(city: Path) -> None:
    rows = [
        (row["Stadsdelsförvaltning"], area.title, plan_texts(row))
        for area in form().areas
        for row in table_rows(city, area.tab)
    ]
    assert len(rows) == 37
    assert Counter(rows) == Counter(printed_rows())


def test_the_summary_counts_what_the_tables_hold(city: Path) -> None:
    """The figures as they are stored: a program that does not count shows these."""
    having = Counter(key for name in PLANS for _, texts in printed_actions(name) for key in texts)
    figures = {
        str(label): number
        for label, number in load_workbook(city, data_only=True)["Sammanfattning"].iter_rows(
            min_row=4, max_row=13, max_col=2, values_only=True
        )
    }
    assert figures == {
        "Stadsdelsförvaltningar som lämnat in": 2,
        "Stadsdelsförvaltningar som saknas": 9,
        "Åtgärder": 37,
        "Åtgärder med orsak": having["cause"],
        "Åtgärder med ansvarig": having["who"],
        "Åtgärder med tid": having["when"],
        "Åtgärder med uppföljning": having["follow_up"],
        "Åtgärder med besked om måluppfyllelse": 12,
        "– angivet av förvaltningen": 0,
        "– tolkat ur uppföljningens text": 12,
    }


@pytest.mark.parametrize("district", PLANS)
def test_a_plan_made_by_hand_is_read_with_every_row_and_text(district: str, handmade: dict[str, Reading]) -> None:
    reading = handmade[district]
    expected = [(AREAS[area].key, texts) for area, texts in printed_actions(district)]
    assert [(area.key, action.values) for area in reading.areas for action in area.actions] == expected
    assert len(reading.actions) == PLANS[district][1]
    assert (reading.district, reading.year, reading.round) == (district, 2024, None)


@pytest.mark.parametrize("district", PLANS)
def test_the_guidance_below_the_headings_is_no_action(district: str, handmade: dict[str, Reading]) -> None:
    assert min(action.row for action in handmade[district].actions) == 3
    guidance = set(source(district)["guidance"].values())
    assert len(guidance) == 5
    assert not [action for action in handmade[district].actions if guidance & set(action.values.values())]


@pytest.mark.parametrize("district", PLANS)
def test_every_cell_of_a_plan_made_by_hand_is_accounted_for(district: str, handmade: dict[str, Reading]) -> None:
    """Placed are the texts of the actions; all others are the form's own: headings, titles, guidance, instruction."""
    ledger = handmade[district].ledger
    texts = sum(len(texts) for _, texts in printed_actions(district))
    filled = len(filled_cells(HANDMADE / PLANS[district][0]))
    assert (ledger.filled, ledger.placed, ledger.boilerplate) == (filled, texts, filled - texts)
    assert ledger.unplaced == ()


def test_jarvas_follow_ups_give_twelve_verdicts_each_marked_as_inferred(handmade: dict[str, Reading]) -> None:
    statuses = [action.status for action in handmade["jarva"].actions]
    assert Counter(status.key if status else "no follow-up" for status in statuses) == {
        "fulfilled": 11,
        "not_fulfilled": 1,
        None: 5,
    }
    assert {status.source for status in statuses if status} == {"inferred"}


def test_nothing_in_the_plans_made_by_hand_is_wrong(handmade: dict[str, Reading]) -> None:
    severities = {each.kind.severity for reading in handmade.values() for each in findings(reading)}
    assert Severity.ERROR not in severities


@pytest.mark.parametrize("form_id", ["stockholm-2024", "stockholm-2024-tertial"])
@pytest.mark.parametrize("district", [each.key for each in form().districts])
def test_a_blank_template_is_an_empty_plan(form_id: str, district: str, tmp_path: Path) -> None:
    path = tmp_path / "mall.xlsx"
    assert write_template(form(form_id), district, path)
    reading = read(path, form(form_id))
    assert reading.actions == ()
    assert (reading.plan, reading.district, reading.year, reading.round) == (form_id, district, 2024, "plan")
    assert [area.key for area in reading.areas] == [area.key for area in form().areas]
    assert findings(reading, form(form_id)) == []
    assert reading.ledger.unplaced == ()


def prepared(district: str) -> Iterator[PreparedAction]:
    counts: Counter[str] = Counter()
    for title, texts in printed_actions(district):
        area = AREAS[title]
        counts[area.key] += 1
        yield PreparedAction(f"{area.code}-{counts[area.key]:02}", area.key, texts)


@pytest.mark.parametrize("district", PLANS)
def test_a_template_sent_out_with_the_actions_gives_them_back(district: str, tmp_path: Path) -> None:
    path = tmp_path / "ifylld.xlsx"
    write_template(form(), district, path, actions=list(prepared(district)))
    reading = read(path)
    assert [(area.key, action.id, action.values) for area in reading.areas for action in area.actions] == [
        (each.area, each.id, each.values) for each in prepared(district)
    ]
    assert len(reading.issued) == PLANS[district][1]
    assert reading.ledger.unplaced == ()


@pytest.mark.parametrize("district", PLANS)
def test_a_template_filled_in_under_its_headings_gives_the_same_values(district: str, tmp_path: Path) -> None:
    blank, filled = tmp_path / "mall.xlsx", tmp_path / "ifylld.xlsx"
    write_template(form(), district, blank)
    openpyxl_fill.fill(job(blank, filled, typing(district)))
    reading = read(filled)
    assert [(area.key, action.values) for area in reading.areas for action in area.actions] == [
        (AREAS[title].key, texts) for title, texts in printed_actions(district)
    ]
    assert (reading.district, reading.year) == (district, 2024)
    assert reading.ledger.unplaced == ()
    assert not [each for each in findings(reading) if each.kind.severity is Severity.ERROR]


def typing(district: str) -> Iterator[Typing]:
    titles = {key: heading for heading, key in HEADINGS.items()}
    rows: Counter[str] = Counter()
    for title, texts in printed_actions(district):
        tab = AREAS[title].tab
        rows[tab] += 1
        for key, text in texts.items():
            yield {"sheet": tab, "heading": titles[key], "row_after_header": rows[tab], "text": text}


def test_the_plans_in_our_template_make_the_same_city_plan_as_those_made_by_hand(city: Path, tmp_path: Path) -> None:
    readings = []
    for district in PLANS:
        path = tmp_path / f"{district}.xlsx"
        write_template(form(), district, path, actions=list(prepared(district)))
        readings.append(read(path))
    ours = tmp_path / "stad.xlsx"
    write_city(merge(readings, form()), form(), ours)
    without_source = [{**row, "Källa": ""} for row in table_rows(ours, "Alla åtgärder")]
    assert without_source == [{**row, "Källa": ""} for row in table_rows(city, "Alla åtgärder")]


def test_templates_made_twice_are_the_same_bytes() -> None:
    for district in PLANS:
        actions = list(prepared(district))
        assert template_bytes(form(), district) == template_bytes(form(), district)
        assert template_bytes(form(), district, actions=actions) == template_bytes(form(), district, actions=actions)


def test_merging_twice_and_in_any_order_gives_the_same_bytes(handmade: dict[str, Reading], city: Path) -> None:
    jarva, kungsholmen = handmade["jarva"], handmade["kungsholmen"]
    for readings in ([jarva, kungsholmen], [kungsholmen, jarva], [jarva, kungsholmen, jarva]):
        assert city_bytes(merge(readings, form()), form()) == city.read_bytes()
