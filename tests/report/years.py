"""City plans to summarise: real plans as tables and as cards, a year in three rounds, and the largest there may be."""

from __future__ import annotations

from functools import cache
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.cards.source import HASSELBY, SEEDS, SKARHOLMEN, Seed
from tests.cards.test_city import city as cards_and_tables
from tests.stories.workbooks import HANDMADE, JARVA, KUNGSHOLMEN, form, printed_actions
from tests.unit.merging.returns import TERTIAL, returned
from tests.year.run import Year as WholeYear
from xlplan import merge, read_return
from xlplan.form.model import Form
from xlplan.merging.model import CityPlan
from xlplan.plan.model import Reading

Year = tuple[CityPlan, Form]
ROUNDS = ("t1", "t2", "vb")
OPENINGS = (
    "Målet är uppfyllt.",
    "Målet är delvis uppfyllt:",
    "Målet är ej uppfyllt, för",
    "Åtgärden ej påbörjad då",
    "",
)
DECLARED = ("Uppfyllt", "Pågår", "Ej uppfyllt", "")
SAID = "flera <b>planerade</b> träffar & samtal fick vänta till hösten"


@cache
def real_plans() -> Year:
    """Järva's and Kungsholmen's plans of 2024."""
    return merge([read_return(HANDMADE / name, form()) for name in (JARVA, KUNGSHOLMEN)], form()), form()


@cache
def four_plans() -> Year:
    """Those two, and the two that are made of cards: one asks for no cause and no follow-up."""
    return cards_and_tables(), form()


def a_card_plan(seed: Seed) -> Year:
    """A district's plan of cards by itself, as its own form asks."""
    return merge([read_return(HANDMADE / seed.handmade, seed.form)], seed.form), seed.form


@cache
def only_hasselby() -> Year:
    """A form without causes, follow-ups or statuses."""
    return a_card_plan(HASSELBY)


@cache
def only_skarholmen() -> Year:
    """A form without a status column."""
    return a_card_plan(SKARHOLMEN)


@cache
def simulated_year() -> Year:
    """Seven districts, five areas, three rounds: some late, some silent, statuses declared and read from texts."""
    readings: list[Reading] = []
    districts = [district.key for district in TERTIAL.districts[:7]]
    for turn, district in enumerate(districts):
        for place, round_ in enumerate(ROUNDS[: 1 + turn % 3]):
            rows = [_row(turn, number, place) for number in range(4 + turn)]
            name = f"{district}-{round_}.xlsx"
            readings.append(returned(rows, district=district, round_=round_, modified=f"2024-0{place + 4}", file=name))
    readings.append(returned([_row(1, 1, 1)], district=None, file="okänd.xlsx"))
    return merge(readings, TERTIAL), TERTIAL


def _row(turn: int, number: int, place: int) -> dict[str, str]:
    row = {"action": f"Åtgärd {number} i grupp {turn}", "area": TERTIAL.areas[(turn + number) % 5].key}
    for index, (key, text) in enumerate((("cause", f"Orsak {number}"), ("who", "Samordnare"), ("when", "Under året"))):
        if (turn + number + index) % 4:
            row[key] = text
    for earlier in range(place + 1):
        if (turn * 3 + number + earlier) % 5 < 4:
            opening = OPENINGS[(turn + 2 * number + earlier) % len(OPENINGS)]
            row[f"follow_up_{ROUNDS[earlier]}"] = f"{opening} {SAID} ({turn}.{number}.{earlier})".strip()
    if declared := DECLARED[(turn + number + place) % len(DECLARED)]:
        row["status"] = declared
    return row


@cache
def nothing() -> Year:
    """No return at all."""
    return merge([], TERTIAL), TERTIAL


@cache
def largest() -> Year:
    """Eleven districts with sixty actions each, in the longest words of the printed plans."""
    printed = sorted(
        (texts for name in ("jarva", "kungsholmen") for _, texts in printed_actions(name)),
        key=lambda texts: -max(map(len, texts.values())),
    )[:12]
    readings = []
    for turn, district in enumerate(form().districts):
        longest = cycle(printed[turn % 3 :])
        rows = [
            {**texts, "action": f"{texts.get('action', '')} ({number})", "area": form().areas[number % 5].key}
            for number, texts in zip(range(60), longest, strict=False)
        ]
        readings.append(returned(rows, district=district.key, round_="vb", of=form()))
    return merge(readings, form()), form()


@cache
def eleven_districts() -> Year:
    """The simulated year of all districts: written, filled in, read and merged four times over."""
    with TemporaryDirectory() as folder:
        return WholeYear(Path(folder), marks=True).run(), form("stockholm-2024-tertial")


YEARS = {
    "real": real_plans,
    "four": four_plans,
    "Hässelby": only_hasselby,
    "Skärholmen": only_skarholmen,
    "simulated": simulated_year,
    "nothing": nothing,
}
ALL_YEARS = YEARS | {"eleven": eleven_districts}
every_year = pytest.mark.parametrize("name", [*YEARS, pytest.param("eleven", marks=pytest.mark.slow)])
OTHERS = {"four": {seed.handmade: seed.form.id for seed in SEEDS}}
"""Ids of the forms of the files that answer another than the city's."""
