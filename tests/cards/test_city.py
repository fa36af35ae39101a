"""The city workbook over all four real plans: tables and cards side by side, each text once and letter for letter."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cards import source
from tests.cards.source import HASSELBY, SEEDS, SKARHOLMEN, Seed
from tests.stories.workbooks import HANDMADE, JARVA, KUNGSHOLMEN, form
from xlplan import load_form, merge, read_return
from xlplan.city.workbook import city_bytes
from xlplan.cli.main import run
from xlplan.form.shipped import shipped_path
from xlplan.merging.model import CityAction, CityPlan
from xlplan.merging.roles import shared_columns

SHARED = {
    SKARHOLMEN.name: {
        "action": "action",
        "purpose": "cause",
        "when": "when",
        "who": "who",
        "follow_up_vb": "follow_up",
    },
    HASSELBY.name: {"action": "action", "label": "label", "when": "when", "who": "who"},
}
"""Where each field that has a role in common stands in the city's columns."""
AREAS = {
    "utsatta-omraden": "otrygga-platser",
    "avgransade-platser": "otrygga-platser",
    "avgransade-platser-och-utsatta-omraden": "otrygga-platser",
    "unga-i-risk": "unga-i-riskzon",
    "skolan-som-brottsplats": "unga-i-riskzon",
    "avhopparverksamhet": "kriminella-miljoer",
    "valdsbejakande-extremism": "kriminella-miljoer",
    "sarskilt-utsatta-brottsoffer": "sarskilt-utsatta-brottsoffer",
    "otillaten-paverkan": "systemhotande-brottslighet",
}
"""Areas of 2019's agreement and the city's of 2024."""
every_seed = pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)


@cache
def city() -> CityPlan:
    readings = [read_return(HANDMADE / name, form()) for name in (JARVA, KUNGSHOLMEN)]
    readings += [read_return(HANDMADE / seed.handmade, seed.form) for seed in SEEDS]
    return merge(readings, form(), others=[seed.form for seed in SEEDS])


@cache
def tabs() -> dict[str, list[dict[str, str]]]:
    """The city workbook's tables by tab: each row by heading."""
    book = load_workbook(BytesIO(city_bytes(city(), form())))
    found = {}
    for sheet in book.worksheets:
        headings, *rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows(min_row=3)]
        found[sheet.title] = [dict(zip(headings, row, strict=True)) for row in rows]
    return found


def of(seed: Seed) -> list[CityAction]:
    return [action for action in city().actions if action.district == seed.district]


def test_all_actions_are_there() -> None:
    counted = Counter(action.district for action in city().actions)
    assert counted == {"jarva": 17, "kungsholmen": 20, "skarholmen": 8, "hasselby-vallingby": 8}
    assert city().decisions == ()


@every_seed
def test_fields_with_a_role_in_common_stand_in_its_column(seed: Seed) -> None:
    assert shared_columns(seed.form, form()) == SHARED[seed.name]


@every_seed
def test_each_activity_is_whole_under_its_area(seed: Seed) -> None:
    """All that its print says, in the city's columns or under its own heading; nothing else, and nothing twice."""
    titles = {column.key: column.title for column in seed.form.columns}
    shared = SHARED[seed.name]
    names = {area.key: area.title for area in seed.form.areas}
    city_names = {area.key: area.title for area in form().areas}
    expected = Counter()
    for area, activities in source.activities(seed).items():
        for said in activities:
            values = {shared[key]: text for key, text in said.items() if key in shared}
            extra = {titles[key]: text for key, text in said.items() if key not in shared}
            if names[area] != city_names[AREAS[area]]:
                extra["Område i planen"] = names[area]
            expected[AREAS[area], frozenset(values.items()), frozenset(extra.items())] += 1
    found = Counter(
        (action.area, frozenset(action.values.items()), frozenset(action.extra.items())) for action in of(seed)
    )
    assert [action.follow_ups for action in of(seed) if action.follow_ups] == []
    assert found == expected


@every_seed
def test_the_workbook_says_each_text_once(seed: Seed) -> None:
    """Common fields among all actions, own ones on the form's tab; read from its cells, and counted."""
    headings = {column.key: column.title for column in form().columns}
    own = next(rows for title, rows in tabs().items() if title.startswith("Egna fält") and _is_of(rows, seed))
    actions = {row["Nr"]: row for row in tabs()["Alla åtgärder"] if _is_of([row], seed)}
    fields = Counter((row["Nr"], row["Fält"], row["Text"]) for row in own)
    compared = 0
    for action in actions.values():
        said = _printed(seed, action["Åtgärd"])
        for key, text in said.items():
            shared = SHARED[seed.name].get(key)
            if shared:
                assert action[headings[shared]] == text
            else:
                title = next(column.title for column in seed.form.columns if column.key == key)
                assert fields[action["Nr"], title, text] == 1
                assert text not in action.values() or len(text) < 25
            compared += 1
    print(f"{seed.name}: {compared} texts of {len(actions)} activities, each in its cell")  # noqa: T201
    assert {row["Nr"]: row["Åtgärd"] for row in own} == {nr: row["Åtgärd"] for nr, row in actions.items()}
    assert len(actions) == seed.activities
    assert compared == sum(len(said) for each in source.activities(seed).values() for said in each)


@every_seed
def test_what_is_said_of_areas_has_its_tab(seed: Seed) -> None:
    told: dict[tuple[str, str], str] = {}
    for row in tabs()["Planernas texter"]:
        if _is_of([row], seed):
            place = row["Område"], row["Fält"]
            told[place] = f"{told[place]}\n\n{row['Text']}" if place in told else row["Text"]
    titles = {each.key: each.title for each in (*seed.form.fields, *seed.form.area_fields)}
    texts = [source.fields(seed), *source.area_fields(seed).values()]
    expected = Counter((titles[key], text) for each in texts for key, text in each.items() if text)
    assert Counter((heading, text) for (_, heading), text in told.items()) == expected


def _is_of(rows: list[dict[str, str]], seed: Seed) -> bool:
    name = seed.form.districts[0].name
    return any(name in row.values() for row in rows)


def _printed(seed: Seed, action: str) -> dict[str, str]:
    return next(said for each in source.activities(seed).values() for said in each if said["action"] == action)


def test_a_plan_of_the_offices_own_form_is_taken_in_counted_and_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["init", "plan", "--year", "2024"]) == 0
    monkeypatch.chdir(tmp_path / "plan")
    Path("mallar").mkdir()
    shutil.copy(shipped_path(SKARHOLMEN.form_id), "mallar")
    assert run(["collect", str(HANDMADE / SKARHOLMEN.handmade)]) == 0
    capsys.readouterr()
    assert run(["status", "--format", "json", "--today", "2024-05-02"]) == 0
    board = json.loads(capsys.readouterr().out)
    [row] = [each for each in board["districts"] if each["district"] == "skarholmen"]
    actions = read_return(HANDMADE / SKARHOLMEN.handmade, SKARHOLMEN.form).actions
    assert (row["errors"], row["actions"]) == (0, len(actions))
    assert run(["reply", "--from", "info"]) == 0
    assert [path.name[:10] for path in Path("svar").glob("*.eml")] == ["Skärholmen"]


def test_the_next_round_begins_with_what_stands_on_the_offices_own_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["init", "plan", "--year", "2024"]) == 0
    monkeypatch.chdir(tmp_path / "plan")
    Path("mallar").mkdir()
    shutil.copy(shipped_path(SKARHOLMEN.form_id), "mallar")
    assert run(["collect", str(HANDMADE / SKARHOLMEN.handmade)]) == 0
    assert run(["generate", "--round", "vb", "--district", "skarholmen"]) == 0
    [path] = Path("utskick/vb").glob("*.xlsx")
    own = read_return(HANDMADE / SKARHOLMEN.handmade, SKARHOLMEN.form)
    sent = read_return(path, load_form("plan.yaml"))
    assert {each.values["action"] for each in own.actions} <= {each.values["action"] for each in sent.actions}
