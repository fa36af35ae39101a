"""Whatever is found, wherever: the marks come off again, and the plan beneath is the same."""

from __future__ import annotations

import functools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.clients.plans import form
from tests.post.sent import SENT, members
from tests.post.test_cleaning import saved_by_openpyxl, told
from xlplan.findings.catalogue import ADDED_AREA, ERROR_CELL, MISSING
from xlplan.findings.finding import Finding
from xlplan.post.annotate import annotate, clean
from xlplan.sheets.mend_marks import without_marks
from xlplan.sheets.opening import open_bytes


@functools.cache
def sent(name: str) -> bytes:
    return SENT[name]()


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[Finding]]:
    name = draw(st.sampled_from(sorted(SENT)))
    titles = [grid.title for grid in open_bytes(sent(name)).sheets]
    found = st.builds(
        Finding,
        st.sampled_from([ERROR_CELL, ADDED_AREA, *MISSING.values()]),
        st.just("retur.xlsx"),
        st.sampled_from([*titles, "", "Okänd"]),
        st.one_of(st.integers(0, 30), st.sampled_from([999, 1_048_576])),
        st.one_of(st.integers(0, 12), st.sampled_from([702, 16_384])),
        st.fixed_dictionaries({"value": st.text(max_size=40), "title": st.text(max_size=9), "column": st.just("Vem")}),
    )
    return name, draw(st.lists(found, max_size=12))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_any_findings_anywhere(case: tuple[str, list[Finding]]) -> None:
    name, found = case
    theirs = sent(name)
    copy = annotate(theirs, found, form(), "sv").content
    assert members(clean(copy)) == members(theirs)
    assert annotate(copy, found, form(), "sv").content == copy
    assert without_marks(open_bytes(copy)) == open_bytes(theirs)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_any_findings_come_off_after_another_program(case: tuple[str, list[Finding]]) -> None:
    name, found = case
    copy = saved_by_openpyxl(annotate(sent(name), found, form(), "sv").content)
    plain = told(open_bytes(saved_by_openpyxl(sent(name))))
    assert told(without_marks(open_bytes(copy))) == plain
    assert told(open_bytes(clean(copy))) == plain
