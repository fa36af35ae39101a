"""Identity numbers are found however they are written, masked, and held against another program's judgement."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from personnummer import personnummer

from xlplan.checks.personal import likely_names
from xlplan.plan.personal import mask, personal_numbers

SOURCES = sorted((Path(__file__).parents[3] / "examples" / "source").glob("*.json"))
GAPS = ["", "-", " ", "\u00a0", "\u2011", "\u2013", " - ", "\u2212", "+", "\u00ad", "\u2009", "\u200b"]


def check_digit(nine: str) -> str:
    """Modulus 10, written apart from the scanner's: double every other digit from the first, add the digits' digits."""
    doubled = "".join(str(int(digit) * (1 if place % 2 else 2)) for place, digit in enumerate(nine))
    return str(-sum(map(int, doubled)) % 10)


def number(born: date, serial: int, coordination: bool) -> tuple[str, str]:
    """(date part, last four) of a number."""
    day = f"{born:%y%m}{born.day + 60 * coordination:02}"
    return day, f"{serial:03}" + check_digit(f"{day}{serial:03}")


NUMBERS = st.builds(number, st.dates(date(1930, 1, 1), date.today() - timedelta(1)), st.integers(1, 999), st.booleans())


@given(NUMBERS, st.sampled_from(GAPS), st.sampled_from(["Ring {} i dag.", "{}", "pnr:{}", "({})", "dnr 2024/1 {}, 1"]))
def test_a_number_is_found_however_it_is_written(parts: tuple[str, str], gap: str, around: str) -> None:
    day, last = parts
    assert personnummer.valid(f"{day}-{last}")
    text = around.format(day + gap + last)
    assert [each.masked for each in personal_numbers(text)] == [f"{day}-****"]
    assert mask(text) == around.format(f"{day}-****")


@given(st.dates(date(1930, 1, 1), date.today() - timedelta(1)), st.integers(1, 999), st.booleans())
def test_the_century_may_stand_before_it(born: date, serial: int, coordination: bool) -> None:
    day, last = number(born, serial, coordination)
    for text in (f"{born.year // 100}{day}-{last}", f"{born.year}-{day[2:4]}-{day[4:]} {last}"):
        assert mask(text) == f"{day}-****"


@given(st.from_regex(r"[0-9]{6}-[0-9]{4}", fullmatch=True))
def test_what_another_program_finds_valid_we_find_and_the_reverse(text: str) -> None:
    assert bool(list(personal_numbers(text))) == personnummer.valid(text)


@given(st.text(st.sampled_from("0123456789-– +\u00a0abc\n"), max_size=60))
def test_masking_again_changes_nothing_and_leaves_no_number(text: str) -> None:
    masked = mask(text)
    assert list(personal_numbers(masked)) == []
    assert mask(masked) == masked


@pytest.mark.parametrize(
    "text",
    [
        "556036-0793",  # an organisation
        "08-508 00 000",
        "2024/123456-7890",
        "640823-3235",  # check digit
        "641323-3230",  # month
        "640832-3232",  # day
        "1640823-32341",
        "6408233234" * 2,
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_the_printed_plans_hold_neither_numbers_nor_names(path: Path) -> None:
    texts = list(strings(json.loads(path.read_text(encoding="utf-8"))))
    assert len(texts) > 50
    assert [text for text in texts if mask(text) != text] == []
    assert [name for text in texts for name in likely_names(text)] == []


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in strings(each)]
    if isinstance(value, list):
        return [text for each in value for text in strings(each)]
    return [value] if isinstance(value, str) else []
