"""The form's words found again: exactly first, then by likeness, and never where two are as near."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stories.workbooks import form
from xlplan.plan.words import ascii_words
from xlplan.reading.vocabulary import Vocabulary, vocabulary

WORDS = vocabulary(form())
TERTIAL = vocabulary(form("stockholm-2024-tertial"))
both = pytest.mark.parametrize("words", [WORDS, TERTIAL], ids=["vb", "tertial"])


@both
def test_every_title_and_alias_is_found(words: Vocabulary) -> None:
    for column in words.form.columns:
        assert {words.heading_key(text) for text in (column.title, *column.aliases)} == {column.key}
    for area in words.form.areas:
        assert {words.area_key(text) for text in (area.title, area.tab, *area.aliases)} == {area.key}


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("ÅTGÄRD:", "action"),
        ("Atga\u0308rd", "action"),
        ("A\u030atga\u0308rd", "action"),
        ("Orsaker till problemet", "cause"),
        ("Vem (ansvarig funktion)", "who"),
        ("Uppföljning och resultat", "follow_up"),
        ("Vam", None),
        ("Nar", "when"),
        ("Kostnad", None),
        ("", None),
        ("Åtgärd " * 20, None),
    ],
)
def test_a_heading(heading: str, key: str | None) -> None:
    assert WORDS.heading_key(heading) == key


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("3. Systemhotande brottslighet", "systemhotande-brottslighet"),
        ("Systemhotade brotslighet", "systemhotande-brottslighet"),
        ("Riktat arbete mot avgränsade platser och utsatta områden", "otrygga-platser"),
        ("Kriminella miljöer & livsstilar", "kriminella-miljoer"),
        ("Båtar och bryggor", None),
        ("Unga", None),
        ("Blad1", None),
    ],
)
def test_an_area(title: str, key: str | None) -> None:
    assert WORDS.area_key(title) == key


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Uppföljning T1", "follow_up_t1"),
        ("Uppföljning T2", "follow_up_t2"),
        ("Uppföljning tertial 2", "follow_up_t2"),
        ("Uppföljning T1 (per 30 april)", "follow_up_t1"),
        ("Uppföljning VB", "follow_up_vb"),
        ("Uppföljning", "follow_up_vb"),
    ],
)
def test_rounds_are_never_mistaken_for_each_other(heading: str, key: str) -> None:
    assert TERTIAL.heading_key(heading) == key


@settings(deadline=None)
@given(st.text(max_size=90))
def test_any_text_is_some_known_key_or_none(text: str) -> None:
    assert WORDS.heading_key(text) in {None, "nr", *(column.key for column in form().columns)}
    assert WORDS.area_key(text) in {None, *(area.key for area in form().areas)}


def test_guidance_is_known_again_when_edited_but_a_short_action_is_not_guidance() -> None:
    assert WORDS.is_guidance("who", "Ange vem som ansvarar för åtgärden")
    assert WORDS.is_guidance("who", "Ange vilka som ansvarar för åtgärden.")
    assert not WORDS.is_guidance("who", "Avdelningschef")
    assert not WORDS.is_guidance("cause", "Ange vem som ansvarar för åtgärden")


@both
@settings(deadline=None, derandomize=True, max_examples=200)
@given(data=st.data())
def test_districts_are_those_whose_names_stand_there_as_words(words: Vocabulary, data: st.DataObject) -> None:
    names = [name for each in words.form.districts for name in (each.name, each.official_name, *each.aliases)]
    pieces = st.one_of(st.sampled_from(names), st.sampled_from(["s", "s ", " ", "-", "Norra", "é", "x"]))
    text = data.draw(st.lists(pieces, max_size=6).map("".join))
    said = ascii_words(text)
    expected = [
        each.key
        for each in words.form.districts
        if any(
            re.search(rf"\b{re.escape(ascii_words(name))}s?\b", said)
            for name in (each.name, each.official_name, *each.aliases)
        )
    ]
    assert words.districts_in(text) == tuple(expected)
