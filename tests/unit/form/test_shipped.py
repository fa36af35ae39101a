"""The forms that come with xlplan: they load, and they say what the city said."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from xlplan.form.load import load_form
from xlplan.form.model import Form
from xlplan.form.shipped import shipped_examples, shipped_forms, shipped_path

SOURCES = Path(__file__).parents[3] / "examples" / "source"
STOCKHOLM = ["stockholm-2024", "stockholm-2024-tertial"]


def seed(name: str) -> dict:
    return json.loads((SOURCES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(params=STOCKHOLM)
def form(request: pytest.FixtureRequest) -> Form:
    return load_form(request.param)


@pytest.mark.parametrize("form_id", shipped_forms())
def test_every_shipped_form_loads_under_its_id(form_id: str) -> None:
    assert load_form(form_id).id == form_id
    assert load_form(shipped_path(form_id)) == load_form(str(shipped_path(form_id))) == load_form(form_id)


def test_the_ids_are_sorted_and_hold_no_other_file() -> None:
    assert set(STOCKHOLM) <= set(shipped_forms())
    assert shipped_forms() == sorted(shipped_forms())
    with pytest.raises(KeyError):
        shipped_path("../pyproject")


def test_the_examples_have_their_folder() -> None:
    assert shipped_examples().parts[-2:] == ("examples", "handmade")


def test_in_an_installed_package_the_forms_lie_within_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    templates = tmp_path / "_shipped" / "templates"
    templates.mkdir(parents=True)
    (templates / "malmo-2027.yaml").touch()
    (templates / "form.schema.json").touch()
    monkeypatch.setattr("xlplan.form.shipped._PACKAGE", tmp_path)
    assert shipped_forms() == ["malmo-2027"]
    assert shipped_path("malmo-2027") == templates / "malmo-2027.yaml"


def test_districts_and_areas_are_those_of_2024(form: Form) -> None:
    assert [district.key for district in form.districts] == [
        "bromma", "enskede-arsta-vantor", "farsta", "hagersten-alvsjo", "hasselby-vallingby", "jarva", "kungsholmen",
        "norra-innerstaden", "skarpnack", "skarholmen", "sodermalm",
    ]  # fmt: skip
    assert [(area.key, area.code, area.tab) for area in form.areas] == [
        ("unga-i-riskzon", "UNGA", "Unga i riskzon"),
        ("otrygga-platser", "PLATS", "Otrygga platser"),
        ("systemhotande-brottslighet", "SYSTEM", "Systemhotande brottslighet"),
        ("sarskilt-utsatta-brottsoffer", "OFFER", "Särskilt utsatta brottsoffer"),
        ("kriminella-miljoer", "MILJO", "Kriminella miljöer"),
    ]


def test_the_columns_come_in_the_city_s_order() -> None:
    titles = [column.title for column in load_form("stockholm-2024").columns]
    assert titles == [*seed("jarva-2024")["columns"], "Måluppfyllelse"]


def test_in_the_tertial_form_a_plain_follow_up_is_the_year_s() -> None:
    form = load_form("stockholm-2024-tertial")
    assert [(column.key, column.round) for column in form.follow_up_columns] == [
        ("follow_up_t1", "t1"),
        ("follow_up_t2", "t2"),
        ("follow_up_vb", "vb"),
    ]
    assert "Uppföljning" in form.follow_up_columns[2].aliases


def test_the_guidance_is_the_city_s_letter_for_letter(form: Form) -> None:
    guidance = seed("jarva-2024")["guidance"]
    said = {column.title: column.guidance for column in form.plan_columns if column.key != "label"}
    assert said == {title: text for title, text in guidance.items() if title != "Uppföljning"}
    assert {column.guidance for column in form.follow_up_columns} == {guidance["Uppföljning"]}


def test_the_instruction_is_the_city_s_letter_for_letter(form: Form) -> None:
    jarva, kungsholmen = seed("jarva-2024"), seed("kungsholmen-2024")
    assert form.instruction.text.startswith(jarva["plan"]["introduction"] + "\n\nTomma celler fylls i av er")
    assert [asdict(link) for link in form.instruction.links] == jarva["links"]
    assert form.instruction.earlier == (kungsholmen["plan"]["introduction"],)


@pytest.mark.parametrize("plan", ["jarva-2024", "kungsholmen-2024", "hasselby-vallingby-2020"])
def test_every_area_of_the_real_plans_is_known(form: Form, plan: str) -> None:
    known = {name for area in form.areas for name in (area.title, *area.aliases)}
    assert [area["title"] for area in seed(plan)["areas"] if area["title"] not in known] == []


def test_the_suggestions_for_when_are_words_of_the_plans() -> None:
    plans = [seed("jarva-2024"), seed("kungsholmen-2024")]
    written = " | ".join(row["När"] for plan in plans for area in plan["areas"] for row in area["rows"])
    suggestions = next(column for column in load_form("stockholm-2024").columns if column.kind == "timing").suggestions
    added = [each for each in suggestions if each not in written]
    assert suggestions[0] == "Under året"
    assert added == ["Tillsvidare", "Linjearbete", "T1", "T2"]
