"""The models by themselves, for forms that are made in Python."""

import json
from dataclasses import asdict

import pytest

from tests.stories.workbooks import form_of
from xlplan.form.consistency import inconsistencies
from xlplan.form.load import load_form
from xlplan.form.rules import check_tab_title
from xlplan.form.validating import validated

TERTIAL = load_form("stockholm-2024-tertial")


def test_a_form_survives_being_dumped_and_made_again() -> None:
    assert form_of(asdict(TERTIAL)) == TERTIAL
    assert form_of(json.loads(json.dumps(asdict(TERTIAL), default=str))) == TERTIAL


def test_columns_by_their_part_in_the_plan() -> None:
    assert [column.key for column in TERTIAL.plan_columns] == ["label", "cause", "action", "when", "who"]
    assert [column.key for column in TERTIAL.follow_up_columns] == ["follow_up_t1", "follow_up_t2", "follow_up_vb"]
    assert TERTIAL.status_column is not None
    assert TERTIAL.status_column.answers == ("Uppfyllt", "Delvis uppfyllt", "Ej uppfyllt", "Pågår", "Ej påbörjat")
    assert TERTIAL.columns[3].answers[0] == "Under året"


def test_districts_and_areas_are_found_by_key() -> None:
    assert TERTIAL.district("jarva") is TERTIAL.districts[5]
    assert TERTIAL.area("otrygga-platser") is TERTIAL.areas[1]
    assert TERTIAL.district("kista") is TERTIAL.area("kista") is None


def test_a_form_made_in_python_must_hang_together_too() -> None:
    twice = asdict(TERTIAL) | {"areas": [asdict(TERTIAL.areas[0])] * 2}
    none, problems = validated(twice, {(): 1})
    assert none is None
    assert ("areas[1].key", "double") in [(problem.path, problem.code) for problem in problems]


def test_an_alias_belongs_to_one_part_only() -> None:
    form = {
        "areas": [
            {"title": "Unga", "tab": "Unga", "aliases": ["Ungdomar"]},
            {"title": "Äldre", "aliases": [" ungdomar"]},
        ],
        "districts": [{"name": "Järva"}, {"name": "Kista", "aliases": ["JÄRVA"]}],
        "columns": [
            {"key": "action", "choices": [{"text": "Ja", "aliases": ["Ja"]}, {"text": "Nej", "aliases": ["ja"]}]},
        ],
    }
    assert [(found.path, found.code, found.first) for found in inconsistencies(form)] == [
        (("districts", 1, "aliases", 0), "double", ("districts", 0, "name")),
        (("areas", 1, "aliases", 0), "double", ("areas", 0, "aliases", 0)),
        (("columns", 0, "choices", 1, "aliases", 0), "double", ("columns", 0, "choices", 0, "text")),
    ]


def test_two_follow_up_columns_cannot_share_a_round() -> None:
    column = {"kind": "follow_up", "round": "vb"}
    form = {"columns": [{"key": "action"}, column, column], "rounds": [{"key": "vb"}]}
    assert [(found.path, found.code) for found in inconsistencies(form)] == [(("columns", 2, "round"), "double")]


def test_what_is_wrong_with_single_values_does_not_disturb_the_look_at_the_whole() -> None:
    assert inconsistencies({"areas": "Unga", "columns": [None, 7, {"key": []}], "instruction": 3, "rounds": {}}) == [
        (("columns",), "action_missing", {}, None)
    ]


@pytest.mark.parametrize("tab", ["Unga i riskzon", "x" * 31, "O'Hara", "å" * 31])
def test_tab_titles_that_excel_takes(tab: str) -> None:
    assert check_tab_title(tab) == tab


@pytest.mark.parametrize("tab", ["x" * 32, "😀" * 16, "a/b", "[a]", "'a", "a'", "HISTORY", "_xlplan"])
def test_tab_titles_that_excel_refuses(tab: str) -> None:
    with pytest.raises(ValueError, match="tab title"):
        check_tab_title(tab)
