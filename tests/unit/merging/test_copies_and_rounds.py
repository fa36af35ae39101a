"""Two returns for one round, and texts that change from round to round: nothing is overwritten unseen."""

from __future__ import annotations

import pytest

from tests.unit.merging.returns import TERTIAL, Row, returned
from xlplan import merge
from xlplan.merging.model import CityPlan
from xlplan.plan.model import Reading

SENT: list[Row] = [
    {"action": text, "cause": f"Orsak {n}", "who": "Samordnare", "id": f"UNGA-0{n}"}
    for n, text in enumerate(("Nattvandring", "Fältarbete", "Kurator", "Lovskola", "Föräldramöten", "Städdagar"), 1)
]


def city(*readings: Reading, answers: dict[str, str] | None = None) -> CityPlan:
    return merge(readings, TERTIAL, answers=answers or {})


def codes(plan: CityPlan) -> list[str]:
    return [each.kind.code for each in plan.findings if each.kind.code.startswith("XP6")]


def copy(day: int, texts: dict[int, str], *, file: str = "", round_: str = "t1", **of_first: str) -> Reading:
    rows = [{**row, **({"follow_up_t1": texts[n]} if n in texts else {})} for n, row in enumerate(SENT)]
    rows[0] |= of_first
    return returned(rows, round_=round_, modified=f"2024-05-0{day}T08:00:00Z", sent=SENT, file=file)


class TestCopies:
    def test_are_put_together_cell_by_cell(self) -> None:
        district = copy(1, {0: "Tre turer.", 1: "Klart.", 2: "Pågår hos oss."}, who="Samordnare och polis")
        police = copy(2, {0: "Tre turer.", 2: "Fyra samtal.", 3: "Polisen deltog."})
        for plan in (city(district, police), city(police, district)):
            texts = {action.id[-2:]: action.follow_ups["t1"].text for action in plan.actions if action.follow_ups}
            assert texts == {
                "01": "Tre turer.",
                "02": "Klart.",
                "03": "Fyra samtal.\n\nPågår hos oss.",
                "04": "Polisen deltog.",
            }
            assert sorted((each.kind, each.column) for each in plan.decisions) == [("conflict", "follow_up_t1")]
            assert codes(plan) == ["XP602"]

    def test_of_which_one_goes_on_where_the_other_ends_are_no_conflict(self) -> None:
        short, long = "Tre turer har gjorts.", "Tre turer har gjorts. En fjärde kom till i maj."
        for texts in ((short, long), (long, short)):
            plan = city(copy(1, {0: texts[0]}), copy(2, {0: texts[1]}))
            assert (plan.actions[0].follow_ups["t1"].text, plan.decisions) == (long, ())

    @pytest.mark.parametrize(
        ("answer", "text"),
        [("keep-a", "Ja då."), ("keep-b", "Nej."), ("both", "Nej.\n\nJa då."), (None, "Nej.\n\nJa då.")],
    )
    def test_in_conflict_are_settled_by_an_answer(self, answer: str | None, text: str) -> None:
        readings = copy(1, {0: "Ja då."}), copy(2, {0: "Nej."})
        [asked] = city(*readings).decisions
        plan = city(*readings, answers={asked.key: answer} if answer else {})
        assert plan.actions[0].follow_ups["t1"].text == text
        assert [each.decided for each in plan.decisions] == [answer]
        assert codes(plan) == ([] if answer else ["XP602"])

    def test_of_which_the_later_keeps_all_and_changes_little_is_a_correction(self) -> None:
        texts = {n: f"Uppföljning nummer {n} är gjord." for n in range(6)}
        plan = city(copy(1, texts), copy(2, {**texts, 3: "Ingen lovskola blev av."}))
        assert plan.actions[3].follow_ups["t1"].text == "Ingen lovskola blev av."
        assert plan.decisions == ()
        [told] = [each for each in plan.findings if each.kind.code == "XP611"]
        assert told.facts["old"] == texts[3]

    def test_called_corrected_by_its_sender_is_a_correction(self) -> None:
        plan = city(copy(1, {0: "Ja."}), copy(2, {0: "Nej."}, file="Järva T1 rättad.xlsx"))
        assert plan.actions[0].follow_ups["t1"].text == "Nej."
        assert codes(plan) == ["XP611"]

    def test_of_which_the_later_lacks_an_action_keep_it_and_tell(self) -> None:
        ours, theirs = {"action": "Nattvandring i centrum"}, {"action": "Öppen ungdomsgård"}
        safety = {"action": "Belysning i parken", "area": TERTIAL.areas[1].key}
        first = returned([ours, theirs, safety], round_="plan", modified="2024-03-01T00:00:00Z", file="a.xlsx")
        later = returned([theirs], round_="plan", modified="2024-03-02T00:00:00Z", file="b.xlsx")
        plan = city(first, later)
        assert len(plan.actions) == 3
        [told] = [each for each in plan.findings if each.kind.code == "XP613"]
        assert (told.file, told.row, told.facts) == (
            "a.xlsx",
            4,
            {"count": "1", "newer": "b.xlsx", "ids": "jarva/UNGA-01"},
        )

    def test_of_which_the_earlier_lacks_an_action_are_nothing_to_tell(self) -> None:
        first, more = {"action": "Nattvandring i centrum"}, {"action": "Öppen ungdomsgård"}
        older = returned([first], round_="plan", modified="2024-03-01T00:00:00Z")
        newer = returned([first, more], round_="plan", modified="2024-03-02T00:00:00Z")
        assert "XP613" not in codes(city(older, newer))

    def test_of_the_plan_itself_keep_both_texts_the_later_first(self) -> None:
        one = copy(1, {}, round_="plan", who="Enhetschef")
        other = copy(2, {}, round_="plan", who="Kommunpolis")
        plan = city(one, other)
        assert plan.actions[0].values["who"] == "Kommunpolis\n\nEnhetschef"
        assert [each.kind for each in plan.decisions] == ["conflict"]

    def test_of_a_plan_text_that_one_left_as_it_was_sent_take_the_change(self) -> None:
        plan_return = returned(SENT, round_="plan")
        plan = city(plan_return, copy(1, {}, who="Enhetschef"), copy(2, {}))
        assert [(each.kind, each.column, each.b.text) for each in plan.decisions] == [("proposal", "who", "Enhetschef")]

    def test_of_the_plan_where_one_left_a_text_as_it_was_sent_take_the_change_of_the_other(self) -> None:
        for days in ((1, 2), (2, 1)):
            plan = city(copy(days[0], {}, round_="plan"), copy(days[1], {}, round_="plan", who="Enhetschef"))
            assert (plan.actions[0].values["who"], plan.decisions, codes(plan)) == ("Enhetschef", (), [])


class TestRounds:
    T1 = copy(1, {0: "Tre turer."})

    def t2(self, **of_first: str) -> Reading:
        sent = [{**SENT[0], "follow_up_t1": "Tre turer.", "status": "Pågår"}, *SENT[1:]]
        rows = [{**sent[0], **of_first}, *sent[1:]]
        return returned(rows, round_="t2", sent=sent, modified="2024-09-01T00:00:00Z")

    def test_an_earlier_rounds_text_changed_later_is_shown_and_not_overwritten(self) -> None:
        plan = city(self.T1, self.t2(follow_up_t1="Fyra turer.", follow_up_t2="Sju."))
        [action] = [each for each in plan.actions if each.id == "jarva/UNGA-01"]
        assert {key: each.text for key, each in action.follow_ups.items()} == {"t1": "Tre turer.", "t2": "Sju."}
        [asked] = plan.decisions
        assert (asked.kind, asked.column, asked.a.text, asked.b.text) == (
            "proposal",
            "follow_up_t1",
            "Tre turer.",
            "Fyra turer.",
        )
        assert codes(plan) == ["XP606"]

    @pytest.mark.parametrize(("answer", "text"), [("accept", "Fyra turer."), ("reject", "Tre turer.")])
    def test_an_accepted_change_holds_and_a_rejected_one_does_not(self, answer: str, text: str) -> None:
        readings = self.T1, self.t2(follow_up_t1="Fyra turer.")
        [asked] = city(*readings).decisions
        plan = city(*readings, answers={asked.key: answer})
        assert plan.actions[0].follow_ups["t1"].text == text
        assert ([each.decided for each in plan.decisions], codes(plan)) == ([answer], [])

    @pytest.mark.parametrize(
        ("answer", "text"), [("accept", "Enhetschef"), ("reject", "Samordnare"), (None, "Samordnare")]
    )
    def test_a_plan_text_changed_in_a_follow_up_round_is_a_proposal(self, answer: str | None, text: str) -> None:
        readings = returned(SENT, round_="plan"), copy(1, {}, who="Enhetschef")
        [asked] = city(*readings).decisions
        assert (asked.kind, asked.a.text, asked.b.text) == ("proposal", "Samordnare", "Enhetschef")
        plan = city(*readings, answers={asked.key: answer} if answer else {})
        assert plan.actions[0].values["who"] == text

    def test_an_accepted_text_is_no_news_in_the_next_round(self) -> None:
        plan, t1 = returned(SENT, round_="plan"), copy(1, {}, who="Enhetschef")
        [asked] = city(plan, t1).decisions
        sent = [{**SENT[0], "who": "Enhetschef"}, *SENT[1:]]
        t2 = returned(sent, round_="t2", sent=sent)
        assert city(plan, t1, t2, answers={asked.key: "accept"}).actions[0].values["who"] == "Enhetschef"
        assert len(city(plan, t1, t2, answers={asked.key: "accept"}).decisions) == 1

    def test_the_texts_of_two_copies_come_back_together_and_are_no_change(self) -> None:
        copies = copy(1, {0: "Ja då."}), copy(2, {0: "Nej."})
        joined = city(*copies).actions[0].follow_ups["t1"].text
        sent = [{**SENT[0], "follow_up_t1": joined}, *SENT[1:]]
        for marks in (sent, ()):
            plan = city(*copies, returned(sent, round_="t2", sent=marks))
            assert [each.kind for each in plan.decisions] == ["conflict"]
            assert plan.actions[0].follow_ups["t1"].text == joined

    def test_a_status_left_as_it_was_sent_is_no_verdict_of_the_round(self) -> None:
        t1 = returned([{**SENT[0], "follow_up_t1": "Tre turer.", "status": "Pågår"}], round_="t1")
        assert city(t1, self.t2(status="Pågår")).actions[0].round_of_status == "t1"
        assert city(t1, self.t2(status="Uppfyllt")).actions[0].round_of_status == "t2"
        assert city(t1, self.t2(status="Pågår", follow_up_t2="Sju turer.")).actions[0].round_of_status == "t2"

    def test_a_follow_up_that_was_told_early_and_sent_out_is_written_anew_by_its_round(self) -> None:
        early = returned([{**SENT[0], "follow_up_t1": "Planeras."}, *SENT[1:]], round_="plan")
        sent = [{**SENT[0], "follow_up_t1": "Planeras."}, *SENT[1:]]
        rows = [{**sent[0], "follow_up_t1": "Genomfört i mars."}, *sent[1:]]
        t1 = returned(rows, round_="t1", sent=sent, modified="2024-05-01T08:00:00Z")
        for plan in (city(early, t1), city(t1, early)):
            [action] = [each for each in plan.actions if each.id == "jarva/UNGA-01"]
            assert (action.follow_ups["t1"].text, plan.decisions) == ("Genomfört i mars.", ())
            [told] = [each for each in plan.findings if each.kind.code == "XP611"]
            assert told.facts["old"] == "Planeras."
