"""Many returns to one city plan: nothing lost, nothing joined that should not be, and no order that matters."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.merging.returns import TERTIAL, Row, returned
from xlplan import merge
from xlplan.merging.as_json import city_json
from xlplan.merging.model import CityPlan
from xlplan.plan.model import Reading

NAV = {"cause": "Nyrekrytering", "action": "Fristående skolor i navet", "when": "Under året", "who": "Samordnare"}
NUMBERED = {**NAV, "id": "UNGA-01"}
DISTRICT = {**NUMBERED, "follow_up_t1": "Tre möten har hållits."}
POLICE = {**NUMBERED, "follow_up_t1": "Målet är uppfyllt. Fyra skolor deltar."}
WALKS = {"cause": "Otrygga stråk", "action": "Vandra varje vecka", "when": "T2", "who": "Polisen"}


def city(*readings: Reading) -> CityPlan:
    return merge(readings, TERTIAL)


ROWS = st.builds(
    lambda action, cause, number, texts: {"action": action, "cause": cause, **number, **texts},
    st.sampled_from(["Nattvandring", "Stärka föräldraperspektivet", "Stärka anhörigperspektivet"]),
    st.sampled_from(["Otrygghet", "Droger"]),
    st.sampled_from([{}, {"id": "UNGA-01"}, {"id": "UNGA-02"}]),
    st.dictionaries(
        st.sampled_from(["who", "follow_up_t1", "follow_up_vb", "status"]),
        st.sampled_from(["A", "B", "Målet är uppfyllt.", "Pågår", "Uppfyllt"]),
        max_size=3,
    ),
)
RETURNS = st.lists(
    st.builds(
        lambda rows, district, round_, modified: returned(rows, district=district, round_=round_, modified=modified),
        st.lists(ROWS, max_size=3),
        st.sampled_from(["jarva", "bromma", None]),
        st.sampled_from([None, "plan", "t1", "vb"]),
        st.sampled_from(["", "2024-05-01T10:00:00Z", "2024-05-02T10:00:00Z"]),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(RETURNS, st.randoms(use_true_random=False), st.data())
def test_neither_order_nor_repetition_of_returns_matters(
    readings: list[Reading], random: Random, data: st.DataObject
) -> None:
    shuffled = readings + data.draw(st.lists(st.sampled_from(readings), max_size=3))
    random.shuffle(shuffled)
    assert merge(shuffled, TERTIAL) == merge(readings, TERTIAL)


@settings(max_examples=60, deadline=None)
@given(RETURNS)
def test_no_text_of_a_usable_return_is_lost(readings: list[Reading]) -> None:
    """Each text stands in the action that its row became a source of, or in a decision about it."""
    plan = merge(readings, TERTIAL)
    for reading in readings:
        if reading.district is None:
            continue
        for row in reading.actions:
            [action] = [
                each
                for each in plan.actions
                if any((source.sha256, source.row) == (reading.sha256, row.row) for source in each.sources)
            ]
            kept = [*action.values.values(), *(each.text for each in action.follow_ups.values())]
            kept += [side.text for each in plan.decisions for side in (each.a, each.b)]
            texts = [text for key, text in row.values.items() if key != "status"]
            assert [text for text in texts if not any(text in each for each in kept)] == []


@settings(max_examples=60, deadline=None)
@given(RETURNS)
def test_ids_are_unique_and_every_row_is_the_source_of_one_action(readings: list[Reading]) -> None:
    plan = merge(readings, TERTIAL)
    ids = [action.id for action in plan.actions]
    assert len(set(ids)) == len(ids)
    rows = {(each.sha256, row.row) for each in readings if each.district for row in each.actions}
    sources = [(source.sha256, source.row) for action in plan.actions for source in action.sources]
    assert sorted(sources) == sorted(rows)


class TestCopies:
    """District and police fill in a copy each of one template."""

    def copies(self, one: Row, other: Row) -> tuple[Reading, Reading]:
        return (
            returned([one], round_="t1", modified="2024-05-02T09:00:00Z", file="forvaltning.xlsx"),
            returned([other], round_="t1", modified="2024-05-03T09:00:00Z", file="polis.xlsx"),
        )

    def test_with_different_follow_ups_keep_both_texts_the_later_first(self) -> None:
        district, police = self.copies(DISTRICT, POLICE)
        for plan in (city(district, police), city(police, district)):
            [action] = plan.actions
            assert action.follow_ups["t1"].text == f"{POLICE['follow_up_t1']}\n\n{DISTRICT['follow_up_t1']}"
            [decision] = plan.decisions
            assert (decision.kind, decision.column) == ("conflict", "follow_up_t1")
            assert {decision.a.text, decision.b.text} == {DISTRICT["follow_up_t1"], POLICE["follow_up_t1"]}
            assert [each.kind.code for each in plan.findings if each.kind.code.startswith("XP6")] == ["XP602"]

    def test_that_agree_are_no_conflict(self) -> None:
        plan = city(*self.copies(DISTRICT, {**DISTRICT, "who": NAV["who"]}))
        assert plan.decisions == ()
        assert plan.actions[0].follow_ups["t1"].text == DISTRICT["follow_up_t1"]

    def test_of_which_one_is_blank_take_the_other(self) -> None:
        for one, other in ((NUMBERED, POLICE), (POLICE, NUMBERED)):
            plan = city(*self.copies(one, other))
            assert plan.decisions == ()
            assert plan.actions[0].follow_ups["t1"].text == POLICE["follow_up_t1"]
            assert plan.actions[0].status == "fulfilled"

    def test_three_of_which_two_agree_say_each_text_once(self) -> None:
        district, police = self.copies(DISTRICT, POLICE)
        third = returned([DISTRICT], round_="t1", modified="2024-05-04T09:00:00Z", file="kopia.xlsx")
        text = city(district, police, third).actions[0].follow_ups["t1"].text
        assert text.count(DISTRICT["follow_up_t1"]) == text.count(POLICE["follow_up_t1"]) == 1

    def test_with_different_declared_statuses_are_a_conflict(self) -> None:
        plan = city(*self.copies({**NUMBERED, "status": "Pågår"}, {**NUMBERED, "status": "Uppfyllt"}))
        [decision] = plan.decisions
        assert (decision.kind, decision.a.text, decision.b.text) == ("conflict", "Pågår", "Uppfyllt")

    def test_with_different_plan_texts_keep_both_the_later_first(self) -> None:
        plan = city(*self.copies(NUMBERED, {**NUMBERED, "who": "Polisen"}))
        assert plan.actions[0].values["who"] == "Polisen\n\nSamordnare"
        [decision] = plan.decisions
        assert (decision.kind, decision.column, decision.b.text) == ("conflict", "who", "Polisen")

    def test_with_different_texts_in_a_column_of_their_own_keep_both(self) -> None:
        one = returned([NAV], extra={"Kostnad": "5 000 kr"}, file="a.xlsx")
        other = returned([NAV], extra={"Kostnad": "7 000 kr"}, file="b.xlsx")
        kept = str(city(one, other))
        assert "5 000 kr" in kept
        assert "7 000 kr" in kept


class TestRounds:
    def test_texts_of_the_rounds_stand_side_by_side(self) -> None:
        t1 = returned([{**NAV, "follow_up_t1": "Tre möten."}], round_="t1")
        vb = returned([{**NAV, "follow_up_vb": "Målet är uppfyllt."}], round_="vb")
        [action] = city(vb, t1).actions
        assert {key: each.text for key, each in action.follow_ups.items()} == {
            "t1": "Tre möten.",
            "vb": "Målet är uppfyllt.",
        }
        assert (action.status, action.round_of_status) == ("fulfilled", "vb")

    def test_an_action_that_a_later_return_lacks_stays_and_is_marked(self) -> None:
        plan = city(returned([NAV, WALKS], round_="plan"), returned([NAV], round_="t1"))
        assert [(action.values["action"], action.missing_in) for action in plan.actions] == [
            (NAV["action"], ()),
            (WALKS["action"], ("t1",)),
        ]

    def test_a_new_action_in_a_later_return_is_new(self) -> None:
        plan = city(returned([NAV], round_="plan"), returned([NAV, WALKS], round_="t1"))
        assert [(action.id, [source.round for source in action.sources]) for action in plan.actions] == [
            ("jarva/UNGA-01", ["plan", "t1"]),
            ("jarva/UNGA-02", ["t1"]),
        ]
        assert plan.decisions == ()

    def test_a_late_return_changes_only_its_own_rows(self) -> None:
        jarva, bromma = returned([NAV]), returned([WALKS], district="bromma")
        before, after = city(jarva), city(jarva, bromma)
        assert [action for action in after.actions if action.district == "jarva"] == list(before.actions)
        assert set(before.missing) - set(after.missing) == {"bromma"}

    def test_numbers_shuffled_in_a_later_round_leave_every_text_with_its_action(self) -> None:
        texts = ["Nattvandring", "Fältarbete", "Kurator"]
        plan_rows = [{"action": text, "cause": "Oro", "id": f"UNGA-0{n}"} for n, text in enumerate(texts, 1)]
        for order in permutations(range(3)):
            later = [
                {"action": texts[n], "cause": "Oro", "id": f"UNGA-0{place}", "follow_up_t1": f"Om {texts[n]}"}
                for place, n in enumerate(order, 1)
            ]
            plan = city(returned(plan_rows, round_="plan"), returned(later, round_="t1"))
            assert {action.id: action.follow_ups["t1"].text for action in plan.actions} == {
                f"jarva/UNGA-0{n}": f"Om {text}" for n, text in enumerate(texts, 1)
            }


class TestDifferentActions:
    def test_that_look_alike_stay_two_and_a_person_decides(self) -> None:
        one = {"action": "Stärka föräldraperspektivet", "cause": "Kriminella konflikter", "id": "UNGA-01"}
        other = {**one, "action": "Stärka anhörigperspektivet"}
        plan = city(returned([one], round_="plan"), returned([other], round_="t1"))
        assert [action.values["action"] for action in plan.actions] == [one["action"], other["action"]]
        [decision] = plan.decisions
        assert (decision.kind, decision.decided) == ("same-action?", None)
        assert (decision.a.text, decision.b.text) == (one["action"], other["action"])
        assert decision.score is not None
        assert 55 <= decision.score < 100

    def test_that_stand_in_one_return_are_never_asked_about(self) -> None:
        """The district wrote them as two."""
        rows = [
            {"action": "Stärka föräldraperspektivet", "cause": "Konflikter"},
            {"action": "Stärka anhörigperspektivet", "cause": "Konflikter"},
        ]
        plan = city(returned(rows, round_="plan"), returned(rows, round_="t1"))
        assert len(plan.actions) == 2
        assert plan.decisions == ()

    def test_that_share_words_but_not_cause_are_two(self) -> None:
        rows = [{"action": "Nattvandring", "cause": cause} for cause in ("Otrygghet", "Nyrekrytering")]
        plan = city(returned(rows))
        assert [action.values["cause"] for action in plan.actions] == ["Otrygghet", "Nyrekrytering"]

    def test_of_two_districts_are_never_joined(self) -> None:
        plan = city(returned([NAV]), returned([NAV], district="bromma"))
        assert [action.id for action in plan.actions] == ["bromma/UNGA-01", "jarva/UNGA-01"]


class TestLeftOut:
    @pytest.mark.parametrize("wrong", [{"district": None}, {"year": 2023}, {"plan": "stockholm-2024"}])
    def test_a_return_that_cannot_be_used_is_listed_with_its_reason(self, wrong: dict[str, object]) -> None:
        good, bad = returned([NAV]), returned([WALKS])
        bad = Reading(**{**{name: getattr(bad, name) for name in Reading.__slots__}, **wrong})
        plan = city(bad, good)
        assert [action.values["action"] for action in plan.actions] == [NAV["action"]]
        assert {each.sha256: each.used for each in plan.returns} == {good.sha256: True, bad.sha256: False}
        [finding] = [each for each in plan.findings if each.kind.code == "XP603"]
        assert finding.file == bad.file

    def test_nothing_at_all_is_an_empty_city_plan(self) -> None:
        plan = city()
        assert (plan.actions, plan.returns, plan.findings) == ((), (), ())
        assert plan.missing == tuple(district.key for district in TERTIAL.districts)


def test_every_text_knows_its_file_tab_and_cell() -> None:
    reading = returned([{**NAV, "follow_up_t1": "Tre möten."}], file="järva.xlsx")
    [action] = city(reading).actions
    assert {key: (place.file, place.sheet, place.cell) for key, place in action.places.items()} == {
        "cause": ("järva.xlsx", "Unga i riskzon", "B4"),
        "action": ("järva.xlsx", "Unga i riskzon", "C4"),
        "when": ("järva.xlsx", "Unga i riskzon", "D4"),
        "who": ("järva.xlsx", "Unga i riskzon", "E4"),
    }
    assert action.follow_ups["t1"].place.cell == "F4"


def test_a_decision_in_the_document_names_the_action_by_its_id() -> None:
    """Whether the row carried a number or not: the city gave it one."""
    for number in ({}, {"id": "UNGA-01"}):
        one = {"action": "Stärka föräldraperspektivet", "cause": "Konflikter", **number}
        other = {"action": "Stärka anhörigperspektivet", "cause": "Konflikter", **number}
        told = city_json(city(returned([one], round_="plan"), returned([other], round_="t1")), TERTIAL, "sv")
        [decision] = told["decisions"]
        assert decision["a"]["id"] == "jarva/UNGA-01"
