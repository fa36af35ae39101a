"""What happens in the simulated year: who re-words, drops, adds, splits, sorts and copies which rows, and when.

All of it follows from the places of districts and rows in their lists; nothing is drawn by lot.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.stories.workbooks import form as load
from tests.stories.workbooks import printed_actions
from tests.year.returns import Row, Rows
from xlplan.form.model import Form

DATA = Path(__file__).with_name("data.json")
SEEDS = {"J": "jarva", "K": "kungsholmen"}
TWO_COPIES = (1, 5, 8)
"""Districts whose T2 comes in two copies."""
LATE = (2, 7)
"""Districts whose VB comes late."""


def form() -> Form:
    """The form of the year."""
    return load("stockholm-2024-tertial")


@cache
def data() -> dict[str, Any]:
    """The re-wordings, splits, additions and confusable pairs."""
    found: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return found


@cache
def seeds() -> dict[str, tuple[str, dict[str, str]]]:
    """The seeds' 37 actions: area key and texts, by code (``J0.3``)."""
    titles = {area.title: area.key for area in form().areas} | {"Systemhotade brottslighet": form().areas[2].key}
    found = {}
    for letter, name in SEEDS.items():
        places: dict[str, int] = {}
        for title, texts in printed_actions(name):
            number = places[title] = places.get(title, -1) + 1
            area = list(places).index(title)
            kept = {key: text for key, text in texts.items() if key != "follow_up"}
            found[f"{letter}{area}.{number}"] = (titles[title], kept)
    return found


def first_plan(at: int) -> Rows:
    """The plan of a district: Järva's and Kungsholmen's own, for the others a third of both; and confusable ones."""
    district = form().districts[at].key
    own = next((letter for letter, name in SEEDS.items() if name == district), None)
    rows: Rows = {area.key: [] for area in form().areas}
    for place, (code, (area, texts)) in enumerate(seeds().items()):
        if code[0] == own if own else (place + at) % 3 == 0:
            rows[area].append(Row(code, dict(texts)))
    for number, how in confusable_of(at):
        pair = data()["confusable"][number]
        for side in "ab" if how == "both" else "a":
            rows[form().areas[pair["area"]].key].append(_side(number, side))
    return rows


def confusable_of(at: int) -> Iterator[tuple[int, str]]:
    """The confusable pairs of a district, and what becomes of each."""
    for number in range(len(data()["confusable"])):
        for turn, district in enumerate(dict.fromkeys((number % 11, (number * 5 + 3) % 11))):
            if district == at:
                yield number, ("over", "instead", "beside", "both", "late over")[(number + turn) % 5]


def _side(number: int, side: str) -> Row:
    pair = data()["confusable"][number]
    cause = pair.get("b_cause", pair["cause"]) if side == "b" else pair["cause"]
    return Row(f"C{number}{side}", {"cause": cause, "action": pair[side], "when": "Under året", "who": "Samordnare"})


def in_first_round(at: int, rows: Rows) -> Rows:
    """What the district makes of its rows when it follows up T1."""
    _reword(at, rows, 0)
    _drop_one(at, rows)
    _confuse(at, rows)
    _split(at, rows)
    _move_one(at, rows)
    new = data()["added"][at % 5]
    texts = {key: new[key] for key in ("cause", "action", "when", "who")}
    rows[form().areas[new["area"]].key].append(Row(f"A{at}", texts))
    _follow_up(at, rows, "follow_up_t1")
    _disturb_numbers(at, rows)
    return rows


def in_second_round(at: int, rows: Rows) -> Rows:
    """What it makes of them at T2: the other wordings, and the first of a pair that had both is given up."""
    _reword(at, rows, 1)
    for number, how in confusable_of(at):
        if how == "late over":
            _write_over(number, rows)
    given_up = {f"C{number}a" for number, how in confusable_of(at) if how == "both"}
    for key in rows:
        rows[key] = [row for row in rows[key] if row.truth not in given_up]
    _follow_up(at, rows, "follow_up_t2")
    _disturb_numbers(at + 1, rows)
    return rows


def in_last_round(at: int, rows: Rows) -> Rows:
    """What it makes of them in the annual report: follow-ups with verdicts."""
    _follow_up(at, rows, "follow_up_vb")
    for every in rows.values():
        for place, row in enumerate(every):
            row.values["status"] = ("Uppfyllt", "Pågår", "Ej uppfyllt")[place % 3]
    _disturb_numbers(at + 2, rows)
    return rows


def two_copies(rows: Rows, column: str) -> tuple[Rows, Rows]:
    """The district's and the police's copy of what both wanted to say: some rows in one, some in both, some twice."""
    district = {key: [Row(row.truth, dict(row.values), row.number) for row in every] for key, every in rows.items()}
    police = {key: [Row(row.truth, dict(row.values), row.number) for row in every] for key, every in rows.items()}
    for key, every in rows.items():
        for place, row in enumerate(every):
            if place % 4 == 0:
                district[key][place].values.pop(column, None)
            elif place % 4 == 1:
                police[key][place].values.pop(column, None)
            elif place % 4 == 2:
                police[key][place].values[column] = f"Polisen var med om {row.truth} varje gång."
    return district, police


def _reword(at: int, rows: Rows, turn: int) -> None:
    """Järva and Kungsholmen use every wording there is, the others a third of them."""
    wordings: dict[str, list[str]] = {}
    for each in data()["rewordings"]:
        wordings.setdefault(each["of"], []).append(each["text"])
    everything = form().districts[at].key in SEEDS.values()
    for every in rows.values():
        for place, row in enumerate(every):
            texts = wordings.get(row.truth, [])
            if len(texts) > turn and (everything or (place + at + turn) % 3 == 0):
                row.values["action"] = texts[turn]


def _drop_one(at: int, rows: Rows) -> None:
    every = rows[form().areas[at % 2].key]
    plain = [row for row in every if row.truth[0] in "JK"]
    if len(plain) > 2:
        every.remove(plain[at % len(plain)])


def _move_one(at: int, rows: Rows) -> None:
    """Every third district finds that an action belongs to the area after its own."""
    areas = [area.key for area in form().areas]
    home, other = areas[at % 2], areas[at % 2 + 1]
    plain = [row for row in rows[home] if row.truth[0] in "JK" and "|" not in row.truth]
    if at % 3 == 0 and plain:
        rows[home].remove(plain[-1])
        rows[other].append(plain[-1])


def _confuse(at: int, rows: Rows) -> None:
    for number, how in confusable_of(at):
        every = rows[form().areas[data()["confusable"][number]["area"]].key]
        place = next(place for place, row in enumerate(every) if row.truth == f"C{number}a")
        new = _side(number, "b")
        if how == "over":
            _write_over(number, rows)
        elif how == "instead":
            del every[place]
            every.append(new)
        elif how == "beside":
            every.insert(place, new)


def _write_over(number: int, rows: Rows) -> None:
    """The other action of a pair written over the first in its row, which keeps number and earlier follow-ups."""
    new = _side(number, "b")
    for every in rows.values():
        for place, row in enumerate(every):
            if row.truth == f"C{number}a":
                every[place] = Row(new.truth, row.values | new.values, row.number)


def _split(at: int, rows: Rows) -> None:
    for each in data()["splits"]:
        for every in rows.values():
            place = next((place for place, row in enumerate(every) if row.truth == each["of"]), None)
            if place is not None and at % 2:
                row = every[place]
                one, other = (row.values | {"action": text} for text in each["into"])
                every[place] = Row(f"{row.truth}|1", one, row.number)
                every.insert(place + 1, Row(f"{row.truth}|2", other))


def _follow_up(at: int, rows: Rows, column: str) -> None:
    for every in rows.values():
        for place, row in enumerate(every):
            if place % 5 != 4:
                told = f"{place + at + 2} tillfällen, {len(row.values.get('action', ''))} personer nåddes."
                row.values[column] = "Genomfört enligt plan." if place % 3 == 0 else told


def _disturb_numbers(how: int, rows: Rows) -> None:
    """Sort whole rows; sort all columns but the number; copy a row for the new one; delete the numbers."""
    for every in rows.values():
        numbers = [row.number for row in every]
        if how % 4 in (0, 1):
            every.sort(key=lambda row: row.values.get("action", ""))
        if how % 4 == 1:
            for row, number in zip(every, numbers, strict=True):
                row.number = number
        elif how % 4 == 2:
            for row in every:
                row.number = row.number or (numbers[0] if numbers else "")
        elif how % 4 == 3:
            for row in every:
                row.number = ""
