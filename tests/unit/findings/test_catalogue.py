"""Every kind of finding keeps its code, says the same in both languages, and is grave in the right measure."""

from __future__ import annotations

import re
from collections import Counter
from string import Formatter

import pytest

from xlplan.findings import catalogue
from xlplan.findings.catalogue import NOTICES, UNREADABLE, kinds
from xlplan.findings.content import CONTENT
from xlplan.findings.finding import Finding, Kind, Severity, Text
from xlplan.findings.render import LONGEST_VALUE, line, place, to_json
from xlplan.sheets.grid import NoticeKind
from xlplan.sheets.refusal import Reason

KINDS = list(kinds())
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)


def placeholders(text: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def declared() -> list[Kind]:
    """Every kind that the module has a name for, alone or in a mapping."""
    found: list[Kind] = []
    for value in vars(catalogue).values():
        if isinstance(value, Kind):
            found.append(value)
        elif isinstance(value, dict):
            found += [each for each in value.values() if isinstance(each, Kind)]
    return found


def test_codes_and_names_are_unique() -> None:
    """Two kinds under one code would silently be one: so each declared kind must be the one that its code gives."""
    by_code = {kind.code: kind for kind in KINDS}
    assert [kind.code for kind in declared() if by_code[kind.code] is not kind] == []
    assert [name for name, count in Counter(kind.name for kind in KINDS).items() if count > 1] == []


@each_kind
def test_a_code_belongs_to_its_family(kind: Kind) -> None:
    assert re.fullmatch(r"XP[1-6]\d\d", kind.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", kind.name)


@each_kind
def test_both_languages_take_the_same_facts(kind: Kind) -> None:
    for text in (kind.message, kind.hint):
        assert set(placeholders(text.sv)) == set(placeholders(text.en))


@each_kind
def test_both_languages_say_whole_sentences_and_not_the_same(kind: Kind) -> None:
    for text in (kind.message, kind.hint):
        assert text.sv != text.en
        assert all(each[0].isupper() or each[0] in "”“{" for each in (text.sv, text.en))
        assert all(each.endswith((".", "?")) for each in (text.sv, text.en))


@each_kind
def test_it_reads_as_one_line_whatever_its_facts_are(kind: Kind) -> None:
    names = placeholders(kind.message.sv + kind.hint.sv)
    finding = Finding(kind, "järva.xlsx", "Unga", 7, 5, dict.fromkeys(names, "x\ny"))
    for language, word in (("sv", ("fel", "varning", "upplysning")), ("en", ("error", "warning", "info"))):
        told = line(finding, "sv" if language == "sv" else "en")
        assert told.splitlines() == [told]
        assert told.startswith("järva.xlsx:'Unga'!E7: ")
        assert told.split(" ")[1] == word[3 - kind.severity]


def test_what_cannot_be_read_is_an_error_for_every_reason_but_our_own_city_workbook() -> None:
    assert set(UNREADABLE) == set(Reason)
    assert [reason for reason, kind in UNREADABLE.items() if kind.severity < Severity.ERROR] == [Reason.CITY_WORKBOOK]


def test_whatever_opening_a_file_notices_can_be_told() -> None:
    assert set(NOTICES) == set(NoticeKind)


def test_what_is_missing_in_a_row_is_for_a_person_to_look_at() -> None:
    assert {kind.severity for kind in KINDS if kind.name.startswith("missing-")} == {Severity.WARNING}


def test_what_a_plan_says_is_never_an_error() -> None:
    """A new rule enters as a warning or as information; only a person can tell that a text is wrong."""
    assert {kind.severity for kind in CONTENT.values()} == {Severity.INFO, Severity.WARNING}


TALE = Kind("XP999", "tale", Severity.INFO, Text("Sa ”{value}”.", "Said “{value}”."), Text("Nej.", "No."))


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x07", "\x7f", "\x9b", "\u202e", "\u2066", "\u200f", "\udc80", "\r"])
def test_signs_that_steer_a_terminal_or_the_direction_of_text_are_masked(sign: str) -> None:
    finding = Finding(TALE, f"a{sign}b.xlsx", f"c{sign}d", 1, 1, {"value": f"e{sign}f"})
    for told in (line(finding, "sv"), to_json(finding, "sv")["message"], place(finding)):
        assert sign not in told
        told.encode()


def test_line_breaks_become_blanks_and_long_values_are_cut() -> None:
    told = Finding(TALE, facts={"value": "a\nb\r\nc " + "d" * 500})
    value = to_json(told, "sv")["message"].partition("”")[2].partition("”")[0]
    assert value.startswith("a b c ddd")
    assert len(value) == LONGEST_VALUE
    assert value.endswith("…")


def test_braces_in_a_value_are_only_text() -> None:
    assert to_json(Finding(TALE, facts={"value": "{value} {0} {"}), "en")["message"] == "Said “{value} {0} {”."


def test_a_tab_with_an_apostrophe_is_quoted_as_in_a_formula() -> None:
    assert place(Finding(TALE, "a.xlsx", "Anna's", 2, 3)) == "a.xlsx:'Anna''s'!C2"
    assert place(Finding(TALE, "a.xlsx", "Unga")) == "a.xlsx:'Unga'"
    assert place(Finding(TALE, "a.xlsx")) == "a.xlsx"
