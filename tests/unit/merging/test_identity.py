"""Numbers that were shuffled, doubled, deleted; rows re-worded, moved, split: what a city makes of them."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.unit.merging.returns import TERTIAL, Row, returned
from xlplan import merge
from xlplan.merging.model import CityPlan
from xlplan.plan.model import Reading

TEXTS = ("Nattvandring", "Fältarbete", "Kurator", "Lovskola")
PLAN: list[Row] = [{"action": text, "cause": "Oro", "who": f"Chef {n}"} for n, text in enumerate(TEXTS, 1)]
SENT: list[Row] = [{**row, "id": f"UNGA-0{n}"} for n, row in enumerate(PLAN, 1)]
IDS = {text: f"jarva/UNGA-0{n}" for n, text in enumerate(TEXTS, 1)}


def city(*readings: Reading, answers: dict[str, str] | None = None) -> CityPlan:
    return merge(readings, TERTIAL, answers=answers or {})


def codes(plan: CityPlan) -> list[str]:
    return [each.kind.code for each in plan.findings if each.kind.code.startswith("XP6")]


def followed(rows: list[Row]) -> list[Row]:
    return [{**row, "follow_up_t1": f"Om {row['action']}"} for row in rows]


def told_under(plan: CityPlan) -> dict[str, str]:
    return {action.id: action.follow_ups["t1"].text for action in plan.actions if "t1" in action.follow_ups}


TRUTH = {id_: f"Om {text}" for text, id_ in IDS.items()}


@pytest.mark.parametrize("marks", [True, False])
def test_numbers_shuffled_by_a_sort_are_told_and_nothing_is_merged_wrongly(marks: bool) -> None:
    for order in permutations(range(4)):
        rows = [{**PLAN[n], "id": SENT[place]["id"]} for place, n in enumerate(order)]
        t1 = returned(followed(rows), round_="t1", sent=SENT if marks else ())
        plan = city(returned(PLAN, round_="plan"), t1)
        assert told_under(plan) == TRUTH
        wrong = sum(n != place for place, n in enumerate(order))
        assert codes(plan) == (["XP608"] if wrong else [])
        if wrong:
            [finding] = [each for each in plan.findings if each.kind.code == "XP608"]
            assert finding.facts["count"] == str(wrong)


@pytest.mark.parametrize("marks", [True, False])
def test_a_number_doubled_by_a_copied_row_stays_with_its_action(marks: bool) -> None:
    """The officer copied a row to get its drop-downs and wrote a new action over the text."""
    copied = {**SENT[1], "action": "Utbilda krogpersonal", "cause": "Alkohol", "who": "Ny"}
    for place in range(5):
        rows = [*SENT[:place], copied, *SENT[place:]]
        t1 = returned(followed(rows), round_="t1", sent=SENT if marks else ())
        plan = city(returned(PLAN, round_="plan"), t1)
        assert told_under(plan) == {**TRUTH, "jarva/UNGA-05": "Om Utbilda krogpersonal"}
        assert codes(plan) == ["XP607"]


def test_deleted_numbers_are_told_and_known_by_their_texts() -> None:
    t1 = returned(followed(PLAN), round_="t1", sent=SENT)
    plan = city(returned(PLAN, round_="plan"), t1)
    assert told_under(plan) == TRUTH
    assert codes(plan) == ["XP609"]


def test_a_row_overwritten_with_another_action_keeps_no_number() -> None:
    rows = [SENT[0], {**SENT[1], "action": "Utbilda krogpersonal", "cause": "Alkohol", "who": "Ny"}]
    plan = city(returned(PLAN, round_="plan"), returned(rows, round_="t1", sent=SENT))
    assert [action.id for action in plan.actions] == [*IDS.values(), "jarva/UNGA-05"]
    assert plan.actions[1].missing_in == ("t1",)


BEFORE: Row = {
    "action": "Möten med fältassistenter",
    "cause": "Behov av att stärka samarbetet",
    "who": "Fältassistenterna",
    "id": "UNGA-01",
}


class TestReworded:
    def year(self, *after: Row, marks: bool = True) -> CityPlan:
        plain = {key: text for key, text in BEFORE.items() if key != "id"}
        sent = [BEFORE] if marks else []
        return city(returned([plain], round_="plan"), returned(list(after), round_="t1", sent=sent))

    @pytest.mark.parametrize("marks", [True, False])
    def test_with_words_added_and_an_unchanged_cell_is_the_same_and_the_change_is_shown(self, marks: bool) -> None:
        plan = self.year({**BEFORE, "action": "Regelbundna möten med fältassistenter"}, marks=marks)
        [action] = plan.actions
        assert [source.link for source in action.sources] == ["first", "id+fingerprint"]
        [decision] = plan.decisions
        assert (decision.kind, decision.column) == ("proposal", "action")
        assert action.values["action"] == BEFORE["action"]
        assert codes(plan) == ["XP606"]

    def test_in_spelling_only_is_the_same_without_any_number(self) -> None:
        plan = self.year({"action": "Möten med fältassistenterna", "cause": BEFORE["cause"]})
        assert [source.link for source in plan.actions[0].sources] == ["first", "similar"]

    @pytest.mark.parametrize(
        "action", ["Möten med fältassistenter i Tensta", "Möten med föräldrar och fältassistenter"]
    )
    def test_with_a_place_or_group_added_goes_before_a_person(self, action: str) -> None:
        plan = self.year({**BEFORE, "action": action})
        assert len(plan.actions) == 2
        assert [each.kind for each in plan.decisions] == ["same-action?"]

    def test_with_the_first_follow_up_still_beside_it_is_the_same_in_the_next_round(self) -> None:
        t1: Row = {
            **BEFORE,
            "action": "Operativ samverkan genom gemensamma möten kring aktuell problematik",
            "follow_up_t1": "Tre möten med fältassistenterna.",
        }
        t2: Row = {
            **t1,
            "action": "Operativ samverkan genom gemensamma träffar kring aktuell problematik",
            "follow_up_t2": "Fem.",
        }
        plan = city(returned([t1], round_="t1"), returned([t2], round_="t2", sent=[t1]))
        [action] = plan.actions
        assert action.follow_ups.keys() == {"t1", "t2"}

    def test_split_in_two_is_the_half_that_kept_the_number_and_a_new_one(self) -> None:
        whole = {**BEFORE, "action": "Möten med fältassistenter samt utbildning av vakter"}
        halves = [BEFORE, {"action": "Utbildning av vakter", "cause": "Ny", "who": "Ny"}]
        plan = city(returned([whole], round_="plan"), returned(halves, round_="t1", sent=[whole]))
        assert {each.id: [source.link for source in each.sources] for each in plan.actions} == {
            "jarva/UNGA-01": ["first", "id+fingerprint"],
            "jarva/UNGA-02": ["first"],
        }
        assert [(each.kind, each.column) for each in plan.decisions] == [("proposal", "action")]


class TestMoved:
    def test_an_action_moved_to_another_area_keeps_its_number_and_it_is_told(self) -> None:
        moved = {**SENT[1], "area": "otrygga-platser", "follow_up_t1": "Klart."}
        plan = city(returned(PLAN, round_="plan"), returned([SENT[0], moved, *SENT[2:]], round_="t1", sent=SENT))
        [action] = [each for each in plan.actions if each.area == "otrygga-platser"]
        assert (action.id, action.follow_ups["t1"].text) == ("jarva/UNGA-02", "Klart.")
        assert codes(plan) == ["XP610"]

    def test_reworded_on_its_way_goes_before_a_person(self) -> None:
        moved = {**SENT[1], "action": "Fältarbeten", "area": "otrygga-platser"}
        plan = city(returned(PLAN, round_="plan"), returned([SENT[0], moved, *SENT[2:]], round_="t1"))
        assert [each.kind for each in plan.decisions] == ["same-action?"]


ONE: Row = {"action": "Stärka föräldraperspektivet", "cause": "Konflikter"}
OTHER: Row = {"action": "Stärka anhörigperspektivet", "cause": "Konflikter", "follow_up_t1": "Pågår."}


class TestAnswers:
    def readings(self) -> tuple[Reading, ...]:
        return returned([ONE], round_="plan"), returned([OTHER], round_="t1")

    def test_same_joins_them_and_the_answer_stays(self) -> None:
        [asked] = city(*self.readings()).decisions
        plan = city(*self.readings(), answers={asked.key: "same"})
        [action] = plan.actions
        assert [source.link for source in action.sources] == ["first", "decided"]
        assert action.follow_ups["t1"].text == "Pågår."
        [kept] = [each for each in plan.decisions if each.key == asked.key]
        assert kept.decided == "same"
        assert "XP601" not in codes(plan)

    def test_different_keeps_them_apart_and_nobody_is_asked_again(self) -> None:
        [asked] = city(*self.readings()).decisions
        plan = city(*self.readings(), answers={asked.key: "different"})
        assert len(plan.actions) == 2
        assert [(each.key, each.decided) for each in plan.decisions] == [(asked.key, "different")]
        assert codes(plan) == []

    def test_different_lets_the_next_most_alike_be_asked_about(self) -> None:
        third: Row = {"action": "Stärka vårdnadshavarperspektivet", "cause": "Konflikter"}
        plan, t1 = returned([ONE, third], round_="plan"), returned([OTHER], round_="t1")
        [asked] = city(plan, t1).decisions
        both = city(plan, t1, answers={asked.key: "different"}).decisions
        assert [each.decided for each in both] == ["different", None]
        assert both[1].b.text == OTHER["action"]

    def test_same_that_has_become_impossible_is_told(self) -> None:
        """A late return says that the two stood side by side all the time."""
        plan, t1 = self.readings()
        [asked] = city(plan, t1).decisions
        late = returned([ONE, {**OTHER, "follow_up_t1": ""}], round_="plan", modified="2024-05-09")
        after = city(plan, t1, late, answers={asked.key: "same"})
        assert len(after.actions) == 2
        assert codes(after) == ["XP612"]

    def test_an_answer_of_another_kind_is_no_answer(self) -> None:
        [asked] = city(*self.readings()).decisions
        plan = city(*self.readings(), answers={asked.key: "accept"})
        assert [each.decided for each in plan.decisions] == [None]
        assert "XP601" in codes(plan)


class TestNumbers:
    def test_a_number_that_was_ever_sent_out_is_never_given_to_another_action(self) -> None:
        new: Row = {"action": "Utbilda krogpersonal", "cause": "Alkohol"}
        t1 = returned([SENT[0], new], round_="t1", sent=SENT)
        plan = city(t1)
        assert {action.values["action"]: action.id for action in plan.actions} == {
            "Nattvandring": "jarva/UNGA-01",
            "Utbilda krogpersonal": "jarva/UNGA-05",
        }

    def test_a_copy_saved_later_changes_no_number_given_before(self) -> None:
        first = returned(PLAN, round_="plan", modified="2024-05-01T00:00:00Z")
        late = returned([{"action": "Ny", "cause": "Ny"}, *PLAN], round_="plan", modified="2024-05-02T00:00:00Z")
        assert {each.id for each in city(first).actions} < {each.id for each in city(first, late).actions}
        assert city(first, late).actions[-1].values["action"] == "Ny"

    def test_a_late_first_follow_up_changes_no_number_given_by_the_second(self) -> None:
        new: Row = {"action": "Utbilda krogpersonal", "cause": "Alkohol"}
        newer: Row = {"action": "Städa tunnlar", "cause": "Klotter"}
        plan = returned(PLAN, round_="plan", modified="2024-04-01T00:00:00Z")
        t2 = returned([*PLAN, new], round_="t2", modified="2024-09-01T00:00:00Z")
        t1 = returned([*PLAN, newer], round_="t1", modified="2024-09-09T00:00:00Z")
        before = {each.values["action"]: each.id for each in city(plan, t2).actions}
        after = {each.values["action"]: each.id for each in city(plan, t2, t1).actions}
        assert before.items() < after.items()
