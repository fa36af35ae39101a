"""Nothing is said where nothing is wrong, and every planted fault is named at its cell."""

from __future__ import annotations

import pytest

from tests.damage.cases import CASES
from tests.damage.faults import FAULTS, Verdict, report, verdicts
from xlplan.findings.catalogue import kinds


@pytest.fixture(scope="module")
def heard() -> list[Verdict]:
    """Every mutation of one plan made by hand and of one template."""
    return verdicts(("kungsholmen-handmade", "jarva-template"))


def test_the_table_names_mutations_and_kinds_that_exist() -> None:
    codes = {kind.code for kind in kinds()}
    assert FAULTS.keys() - CASES.keys() == set()
    assert [code for text in FAULTS.values() for code in text.split() if code not in codes] == []


def test_most_mutations_are_harmless_and_many_are_faults(heard: list[Verdict]) -> None:
    assert sum(1 for each in heard if each.name not in FAULTS) >= 150
    assert sum(len(each.planted) for each in heard) >= 1000


def test_every_planted_fault_is_named_at_its_cell(heard: list[Verdict]) -> None:
    assert [each for each in heard if each.unnamed] == [], report(heard)


def test_no_error_is_told_where_nothing_is_wrong(heard: list[Verdict]) -> None:
    assert [each for each in heard if each.wrong_errors] == [], report(heard)


def test_no_warning_is_told_of_a_kind_that_nobody_planted(heard: list[Verdict]) -> None:
    assert [each for each in heard if each.wrong_warnings] == [], report(heard)
