"""What the words under När say about time, and what they leave unsaid."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stories.workbooks import form, printed_actions
from xlplan.plan.model import Timing
from xlplan.plan.timing import parse_timing

YEAR = 2024
KINDS = {
    "date", "month", "week", "quarter", "tertial", "season", "year", "frequency", "on-demand", "ongoing", "unparsed",
}  # fmt: skip

IN_THE_PLANS = {
    "Under året": ("year", "2024-01-01", "2024-12-31"),
    "Kontinuerligt under året": ("ongoing", "2024-01-01", "2024-12-31"),
    "Vid behov": ("on-demand", "", ""),
    "En gång/månad": ("frequency", "", ""),
    "En gång per år/vid behov": ("frequency", "", ""),
    "2 ggr/månad": ("frequency", "", ""),
    "2 ggr/år": ("frequency", "", ""),
    "Möten 4 ggr/år": ("frequency", "", ""),
    "Möten 8 ggr/år (4 ggr/år mellan- och högstadiet och 4 ggr/år gymnasiet)": ("frequency", "", ""),
    "4 ggr/år för forumen Fridhemsplan och Stadshagen. 3 ggr/år för Hornsbergs- och Kristinebergs strand på grund av "
    "mer säsongsbetonat behov.": ("frequency", "", ""),
    "Akuta situationer med barn närvarande": ("unparsed", "", ""),
    "Alla våldsutsatta erbjuds stöd och motiverande samtal.": ("unparsed", "", ""),
    "Alla våldsutövare ska erbjudas motiverande samtal med socialsekreterare.": ("unparsed", "", ""),
    "Socialsekreterare samsitter och deltar aktivt i det dagliga arbetet hos polisen.": ("unparsed", "", ""),
    "Vid kontakter med våldsutövare och våldsutsatta hos polisen": ("unparsed", "", ""),
}
"""Every text under När in Järva's and Kungsholmen's plans of 2024."""

OTHERS = {
    "2024-08-31": ("date", "2024-08-31", "2024-08-31"),
    "senast 31 augusti": ("date", "", "2024-08-31"),
    "Senast den 1 juni 2025": ("date", "", "2025-06-01"),
    "före 1/6": ("date", "", "2024-06-01"),
    "31/8": ("date", "2024-08-31", "2024-08-31"),
    "Måndag 4 mars kl 10": ("date", "2024-03-04", "2024-03-04"),
    "15-20 maj": ("date", "2024-05-15", "2024-05-20"),
    "HT": ("season", "2024-08-01", "2024-12-31"),
    "vt 2025": ("season", "2025-01-01", "2025-06-30"),
    "Starta HT-25": ("season", "2025-08-01", "2025-12-31"),
    "Vårtermin": ("season", "2024-01-01", "2024-06-30"),
    "kv 2": ("quarter", "2024-04-01", "2024-06-30"),
    "mars": ("month", "2024-03-01", "2024-03-31"),
    "Klar juni 2020": ("month", "2020-06-01", "2020-06-30"),
    "En arbetande grupp på plats september 2020": ("month", "2020-09-01", "2020-09-30"),
    "januari till mars": ("month", "2024-01-01", "2024-03-31"),
    "jan-mars": ("month", "2024-01-01", "2024-03-31"),
    "December 2023 till mars 2024": ("month", "2023-12-01", "2024-03-31"),
    "dec. 2023–feb. 2025": ("month", "2023-12-01", "2025-02-28"),
    "december till mars 2024": ("month", "2023-12-01", "2024-03-31"),
    "december 2023 t.o.m. mars": ("month", "2023-12-01", "2024-03-31"),
    "mars 2023 till och med november 2023": ("month", "2023-03-01", "2023-11-30"),
    "1 december - 31 mars": ("date", "2024-12-01", "2025-03-31"),
    "1 december till den 31 mars 2024": ("date", "2023-12-01", "2024-03-31"),
    "2023-12-01 – 2024-03-31": ("date", "2023-12-01", "2024-03-31"),
    "1/12-31/3 2024": ("date", "2023-12-01", "2024-03-31"),
    "1/9 till T3": ("date", "2024-09-01", "2024-12-31"),
    "v. 50 - v. 3": ("week", "2024-12-09", "2025-01-19"),
    "Q4 2023 - Q1 2024": ("quarter", "2023-10-01", "2024-03-31"),
    "hösten 2023 till våren 2024": ("season", "2023-08-01", "2024-06-30"),
    "2023-2025": ("year", "2023-01-01", "2025-12-31"),
    "Januari till mars 2024, 2 ggr/månad": ("month", "2024-01-01", "2024-03-31"),
    "mars 2025 till januari 2024": ("month", "2025-03-01", "2025-03-31"),
    "Mars till möten är klara": ("month", "2024-03-01", "2024-03-31"),
    "senast i februari": ("month", "", "2024-02-29"),
    "den 30 februari": ("month", "2024-02-01", "2024-02-29"),
    "v. 12": ("week", "2024-03-18", "2024-03-24"),
    "vecka 12-14": ("week", "2024-03-18", "2024-04-07"),
    "v. 99": ("unparsed", "", ""),
    "Q2": ("quarter", "2024-04-01", "2024-06-30"),
    "kvartal 3 2025": ("quarter", "2025-07-01", "2025-09-30"),
    "T1": ("tertial", "2024-01-01", "2024-04-30"),
    "Planen klar till T1. I planen kommer det framgå tidplan.": ("tertial", "2024-01-01", "2024-04-30"),
    "Tertial 2": ("tertial", "2024-05-01", "2024-08-31"),
    "T1 och T2": ("tertial", "2024-01-01", "2024-08-31"),
    "våren 2025": ("season", "2025-01-01", "2025-06-30"),
    "Hela sommaren": ("season", "2024-06-01", "2024-08-31"),
    "höstterminen": ("season", "2024-08-01", "2024-12-31"),
    "Vintern": ("season", "2024-12-01", "2025-02-28"),
    "hela året": ("year", "2024-01-01", "2024-12-31"),
    "Uppdrag 2020": ("year", "2020-01-01", "2020-12-31"),
    "Under 2025": ("year", "2025-01-01", "2025-12-31"),
    "Varje vecka": ("frequency", "", ""),
    "varannan vecka": ("frequency", "", ""),
    "Två gånger per år": ("frequency", "", ""),
    "Samverkansgruppen träffas 1 gång/månad": ("frequency", "", ""),
    "Årligen": ("frequency", "", ""),
    "Löpande": ("ongoing", "", ""),
    "Tillsvidare": ("ongoing", "", ""),
    "Linjearbete": ("ongoing", "", ""),
    "Sommarlov och marsvin": ("unparsed", "", ""),
    "?": ("unparsed", "", ""),
}


@pytest.mark.parametrize("text", [*IN_THE_PLANS, *OTHERS])
def test_a_phrase(text: str) -> None:
    kind, first, last = (IN_THE_PLANS | OTHERS)[text]
    start, end = (date.fromisoformat(day) if day else None for day in (first, last))
    assert parse_timing(text, YEAR) == Timing(kind, start, end)


def test_every_phrase_of_the_two_plans_is_among_them() -> None:
    used = {texts["when"] for name in ("jarva", "kungsholmen") for _, texts in printed_actions(name) if "when" in texts}
    assert used == set(IN_THE_PLANS)


def test_all_that_the_form_suggests_is_understood() -> None:
    column = next(column for column in form().columns if column.kind == "timing")
    assert [text for text in column.suggestions if parse_timing(text, YEAR).kind == "unparsed"] == []


@settings(deadline=None)
@given(st.text(max_size=60) | st.text("0123456789/-. vVqQtTåÅ", max_size=20), st.integers(2000, 2100))
def test_any_text_gives_a_known_kind_and_days_in_order(text: str, year: int) -> None:
    timing = parse_timing(text, year)
    assert timing.kind in KINDS
    if timing.start and timing.end:
        assert timing.start <= timing.end <= timing.start + timedelta(days=730)


def test_a_long_text_without_any_time_is_done_in_no_time() -> None:
    """Patterns that look back and forth would take minutes over it."""
    began = time.perf_counter()
    assert parse_timing("1" * 30_000, YEAR).kind == "unparsed"
    assert parse_timing("ett " * 8_000, YEAR).kind == "unparsed"
    assert parse_timing("januari - " * 3_000, YEAR).kind == "month"
    assert time.perf_counter() - began < 2
