"""A short run with fixed chance, and proof that the fuzzer would notice what it looks for."""

from __future__ import annotations

from importlib.util import find_spec
from random import Random

import pytest

from tests.fuzz import target
from tests.fuzz.mutations import mutate
from tests.fuzz.pool import Reader
from tests.fuzz.run import run
from tests.fuzz.seeds import seeds

CASES = 400
needs_resource = pytest.mark.skipif(find_spec("resource") is None, reason="limits the memory of processes")


@needs_resource
def test_a_short_run_finds_nothing() -> None:
    summary = run(seed=20240501, cases=CASES)
    assert summary.findings == {}
    assert summary.cases == CASES
    assert len(summary.outcomes) > 50, "cases that all end alike prove nothing"


def test_the_same_chance_damages_in_the_same_way() -> None:
    for name in ("made/beside.xlsx", "made/cells.xls", "made/cells.xlsb", "made/cells.ods"):
        original = seeds()[name]
        damaged = [mutate(original, Random(number)) for number in range(20)]
        assert damaged == [mutate(original, Random(number)) for number in range(20)]
        assert sum(each != original for each in damaged) > 10


@pytest.mark.parametrize("name", seeds())
def test_undamaged_seeds_are_read(name: str) -> None:
    assert target.read(seeds()[name]).startswith(("read: ", "refused: encrypted"))


FAULTS = {
    "an exception": ("raise KeyError('x')", "KeyError"),
    "a death": ("import os; os.abort()", "died"),
    "a hang": ("import time; time.sleep(60)", "too long"),
    "too much memory": ("bytearray(1 << 30)", "MemoryError"),
}


@needs_resource
@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_noticed(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    code, outcome = FAULTS[fault]
    monkeypatch.setenv("XLPLAN_FUZZ_FAULT", code)
    reader = Reader(seconds=1.5)
    try:
        answer = reader.read(b"PK")
        assert answer.fault
        assert answer.outcome.startswith(outcome)
        monkeypatch.delenv("XLPLAN_FUZZ_FAULT")
        assert reader.read(b"PK").fault == "", "the next case has a process of its own"
    finally:
        reader.close()
