"""Who is the same action: what links silently, what goes before a person, what is simply another."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlplan.form.model import Matching
from xlplan.merging.face import Clues, Face, Known, Likeness, Match
from xlplan.merging.match import match_rows as match_known_rows

ASK_FROM = Matching().ask_from

AREA = "kriminella-miljoer"
CONFUSABLE = [
    ("Stärka föräldraperspektivet", "Stärka anhörigperspektivet"),
    ("Vandra varje vecka", "Vandra varannan vecka"),
    ("Fältarbete i Tensta", "Fältarbete i Rinkeby"),
    ("Samtal med unga under 15 år", "Samtal med unga under 18 år"),
    ("Dela ut informationen", "Inte dela ut informationen"),
    ("Utbilda personal i förskolan", "Utbilda personal i skolan"),
]
"""So alike that a score would join them, and yet different actions."""


def face(action: str, cause: str = "Orsak", *, number: str | None = None, area: str = AREA, label: str = "") -> Face:
    return Face(area, number, action, cause, label)


def match_rows(
    actions: list[Face], rows: list[Face], *, follow_ups: frozenset[str] = frozenset()
) -> tuple[list[Match], list[Likeness]]:
    """Each action known by one wording and the number it carries; the first of several with a number has it."""
    numbers = {each.number: index for index, each in reversed(list(enumerate(actions))) if each.number}
    known = [Known(each.area, (each,)) for each in actions]
    return match_known_rows(known, rows, Clues(numbers, follow_ups))


@pytest.mark.parametrize(("one", "other"), [*CONFUSABLE, *((b, a) for a, b in CONFUSABLE)])
@pytest.mark.parametrize("number", [None, "MILJO-01"])
def test_confusable_actions_are_never_linked_and_a_person_is_asked(one: str, other: str, number: str | None) -> None:
    """Not even when they carry the same number: it may have been left behind by sorting or copying."""
    links, alike = match_rows([face(one, number=number)], [face(other, number=number)])
    assert links == []
    [asked] = alike
    assert (asked.row, asked.action) == (0, 0)
    assert ASK_FROM <= asked.score < 100


def test_the_same_words_for_another_cause_are_another_action() -> None:
    links, alike = match_rows([face("Nattvandring", "Otrygghet")], [face("Nattvandring", "Nyrekrytering")])
    assert links == []
    assert [asked.score for asked in alike] == [100]


def test_an_action_is_known_again_in_another_area_if_its_cause_came_along() -> None:
    links, alike = match_rows([face("Nattvandring")], [face("Nattvandring", area="otrygga-platser")])
    assert ([(link.row, link.action) for link in links], alike) == ([(0, 0)], [])


def test_the_same_words_for_another_cause_in_another_area_go_before_a_person() -> None:
    links, alike = match_rows([face("Nattvandring")], [face("Nattvandring", "Droger", area="otrygga-platser")])
    assert links == []
    assert [asked.score for asked in alike] == [100]


def test_an_action_that_still_stands_in_its_area_is_not_moved() -> None:
    rows = [face("Nattvandring"), face("Nattvandring", area="otrygga-platser")]
    links, alike = match_rows([face("Nattvandring")], rows)
    assert ([(link.row, link.action) for link in links], alike) == ([(0, 0)], [])


def test_words_of_another_matter_are_new_and_nobody_is_asked() -> None:
    links, alike = match_rows([face("Nattvandring i centrum")], [face("Utbilda lärare om tecken på hedersvåld")])
    assert (links, alike) == ([], [])


@pytest.mark.parametrize(
    "written", ["nattvandring I centrum", "Nattvandring  i\ncentrum.", "Nattvandring i cen\u00adtrum"]
)
def test_the_same_words_written_otherwise_are_the_same(written: str) -> None:
    [link] = match_rows([face("Nattvandring i centrum")], [face(written)])[0]
    assert link.link == "same-text"


def test_number_and_words_together_are_two_witnesses_though_the_cause_was_rewritten() -> None:
    earlier = face("Nattvandring", "Otrygghet", number="MILJO-01")
    [link] = match_rows([earlier], [face("Nattvandring", "Otrygghet kvällstid", number="MILJO-01")])[0]
    assert link.link == "id+fingerprint"


ACTIONS = [("Nattvandring", "Otrygghet"), ("Fältarbete", "Droger"), ("Kurator", "Oro"), ("Lovskola", "Frånvaro")]


@pytest.mark.parametrize("numbers", list(permutations(range(4))))
def test_shuffled_numbers_never_link_wrongly(numbers: tuple[int, ...]) -> None:
    """As when a district sorts all columns but that of the numbers."""
    earlier = [face(*texts, number=f"MILJO-{n}") for n, texts in enumerate(ACTIONS)]
    rows = [face(*texts, number=f"MILJO-{n}") for n, texts in zip(numbers, ACTIONS, strict=True)]
    links, alike = match_rows(earlier, rows)
    assert sorted((link.row, link.action) for link in links) == [(0, 0), (1, 1), (2, 2), (3, 3)]
    assert alike == []


def test_rows_that_stand_twice_are_tied_one_to_one() -> None:
    links, _ = match_rows([face("Nattvandring")], [face("Nattvandring"), face("Nattvandring")])
    assert [(link.row, link.action) for link in links] == [(0, 0)]


def test_an_action_without_description_is_compared_by_its_label() -> None:
    """As in Kungsholmen's plan, where some rows have only a label and a cause."""
    earlier = face("", "Tidig upptäckt", label="ANDTS-programmet")
    assert len(match_rows([earlier], [face("", "Tidig upptäckt", label="ANDTS-programmet")])[0]) == 1
    assert match_rows([earlier], [face("", "Tidig upptäckt", label="Platsaktivering")])[0] == []


FACES = st.lists(
    st.builds(
        Face,
        st.sampled_from(["a", "b"]),
        st.sampled_from([None, "X-01", "X-02"]),
        st.sampled_from(["", "Nattvandring", "nattvandring.", "Fältarbete", "Stärka föräldrar", "Stärka anhöriga"]),
        st.sampled_from(["", "Otrygghet", "Droger"]),
        st.sampled_from(["", "SSP"]),
    ),
    max_size=6,
)


@settings(deadline=None)
@given(FACES, FACES)
def test_links_are_one_to_one_and_always_on_the_same_words(actions: list[Face], rows: list[Face]) -> None:
    links, alike = match_rows(actions, rows)
    assert len({link.row for link in links}) == len({link.action for link in links}) == len(links)
    for link in links:
        action, row = actions[link.action], rows[link.row]
        assert action.area == row.area or action.words[0] == row.words[0] != ""
        assert action.text == row.text != ""
        assert action.number == row.number or action.words == row.words
    assert {asked.row for asked in alike}.isdisjoint({link.row for link in links})
    assert {asked.action for asked in alike}.isdisjoint({link.action for link in links})
