"""How far an action has come: what was declared, what a follow-up opens with, and which of them counts."""

from __future__ import annotations

import pytest

from tests.stories.workbooks import form
from xlplan.plan.model import Status, StatusKey
from xlplan.plan.status import infer_status, read_status
from xlplan.reading.vocabulary import vocabulary

OPENINGS: dict[str, StatusKey | None] = {
    "Målet är uppfyllt": "fulfilled",
    "Målet är uppfyllt.": "fulfilled",
    "Målet är uppfyllt Fyra fristående skolor har deltagit": "fulfilled",
    "målet är  helt uppfyllt": "fulfilled",
    "Målen är uppnådda.": "fulfilled",
    "Uppfyllt. Två möten har hållits.": "fulfilled",
    "Målet är ej uppfyllt.": "not_fulfilled",
    "Målet är inte uppfyllt då tjänsten är vakant": "not_fulfilled",
    "Målet har inte uppnåtts": "not_fulfilled",
    "Ej uppfyllt": "not_fulfilled",
    "Inte genomfört på grund av sjukdom": "not_fulfilled",
    "Målet är delvis uppfyllt.": "partly",
    "Delvis genomfört": "partly",
    "Ej påbörjat": "not_started",
    "Arbetet är inte påbörjat": "not_started",
    "Det har under året utförts 11 vandringar. Målet är uppfyllt.": None,
    "Under året har all personal genomgått en fördjupning": None,
    "Målet är att alla ska få stöd": None,
    "Uppfyllelsen går inte att mäta": None,
    "Genomförandet har inte uppfyllt förväntningarna": None,
    "": None,
}


@pytest.mark.parametrize("text", OPENINGS)
def test_a_follow_up_gives_the_verdict_it_opens_with(text: str) -> None:
    assert infer_status(text) == OPENINGS[text]


def declared(text: str, follow_up: str = "") -> Status | None:
    return read_status(text, follow_up, vocabulary(form()).status_words)


def test_what_is_declared_outweighs_what_is_told() -> None:
    assert declared("Pågår", "Målet är uppfyllt.") == Status("ongoing", "declared")


@pytest.mark.parametrize(
    ("answer", "key"),
    [("Uppfyllt", "fulfilled"), ("uppfyllt ", "fulfilled"), ("Ja", "fulfilled"), ("NEJ!", "not_fulfilled")],
)
def test_an_answer_may_be_an_alias_in_any_case(answer: str, key: StatusKey) -> None:
    assert declared(answer) == Status(key, "declared")


def test_every_answer_of_the_list_means_its_status() -> None:
    column = form().status_column
    assert column is not None
    assert [declared(choice.text) for choice in column.choices] == [
        Status(choice.status, "declared") for choice in column.choices
    ]


def test_a_declared_word_that_is_no_answer_gives_no_status_and_lets_none_be_inferred() -> None:
    assert declared("Nästan", "Målet är uppfyllt.") == Status(None, "declared")


def test_a_follow_up_without_verdict_is_told_apart_from_no_follow_up() -> None:
    assert declared("", "Två möten har hållits.") == Status(None, "inferred")
    assert declared(" ", "\n") is None
