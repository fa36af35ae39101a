"""The numbers of a district's actions: an action keeps the one it was sent out with, and none is ever used again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlplan.form.model import Form
from xlplan.form.naming import area_code
from xlplan.merging.action import Draft
from xlplan.merging.model import CityArea

CARRIED, CARRIED_WITH_TEXT, SENT_WITH_WORDS = 1, 2, 3
"""How strong a claim to a number is: a row bears it; with a text that was sent out under it; with its very words."""


def give_numbers(drafts: Sequence[Draft], used: Iterable[str], form: Form, areas: Sequence[CityArea]) -> list[str]:
    """Give each action of a district its number.

    The strongest claim to a number gets it, the first seen of equals. Actions without any get the next free ones of
    their area, in the order in which they were first seen, so that a return saved later changes no number given before.

    Args:
        drafts: The actions.
        used: Numbers that were ever sent out or carried in the district; none of them is given to another action.
        form: The form.
        areas: The areas of the city plan, for the codes that numbers begin with.
    """
    codes = {area.key: area_code_of(area, form) for area in areas}
    order = sorted(range(len(drafts)), key=lambda index: (drafts[index].since, index))
    numbers: dict[int, str] = {}
    claims = [
        (-strength, place, at, number)
        for place, index in enumerate(order)
        for at, (strength, number) in enumerate(drafts[index].claims)
    ]
    for _, place, _, number in sorted(claims):
        index = order[place]
        if index not in numbers and number not in numbers.values() and _fits(number, drafts[index], codes):
            numbers[index] = number
    taken = {*used, *numbers.values()}
    for index in order:
        if index not in numbers:
            code = codes[drafts[index].face.area]
            count = 1
            while (number := f"{code}-{count:02}") in taken:
                count += 1
            numbers[index] = number
            taken.add(number)
    return [numbers[index] for index in range(len(drafts))]


def area_code_of(area: CityArea, form: Form) -> str:
    """What the numbers of an area's actions begin with."""
    of_form = form.area(area.key)
    return of_form.code if of_form else area_code(area.title)


def number_order(number: str) -> tuple[int, str]:
    """Sorts numbers as a person counts."""
    digits = number.rpartition("-")[2]
    return (int(digits) if digits.isdecimal() else 0), number


def _fits(number: str, draft: Draft, codes: dict[str, str]) -> bool:
    """Whether a number is one of an area that the action stands or stood in."""
    return any(number.startswith(codes[face.area] + "-") for face in draft.wordings.values())
