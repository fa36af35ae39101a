"""Names made from a title that a person wrote: what a tab can bear, and what begins an area's numbers."""

from __future__ import annotations

import re
from collections.abc import Collection

from xlplan.form.model import District, Form
from xlplan.form.rules import FORBIDDEN_IN_TAB_TITLE, MAX_TAB_TITLE
from xlplan.sheets.files import safe_file_name

NO_LETTERS = "EGET"
"""Begins the numbers in an area whose title gives no letters."""
_BASE = str.maketrans("ÅÄÖÉÜ", "AAOEU")


def area_code(title: str, taken: Collection[str] = ()) -> str:
    """What begins the numbers in an area that a district added: letters of its title, different from those taken.

    >>> area_code("Båtar och bryggor"), area_code("2024"), area_code("Båtar", {"BATAR"})
    ('BATARO', 'EGET', 'BATARB')
    """
    letters = re.sub(r"[^A-Z]", "", title.upper().translate(_BASE))[:6]
    code = letters if len(letters) >= 2 else NO_LETTERS
    free: str = next(full for more in ("", *"BCDEFGHIJKLMNOPQRSTUVWXYZ") if (full := code + more) not in taken)
    return free


def tab_title(title: str, taken: Collection[str] = ()) -> str:
    """A title as a tab can bear it: without forbidden signs, at most 31 UTF-16 units, unlike those taken.

    >>> tab_title("Unga: båtar/bryggor i Mälaren och Saltsjön")
    'Unga båtar bryggor i Mälaren'
    """
    text = " ".join(re.sub(f"[{re.escape(FORBIDDEN_IN_TAB_TITLE)}]", " ", title).split()).strip("'") or "-"
    for number in range(1, len(taken) + 2):
        ending = f" ({number})" if number > 1 else ""
        full = _cut(text, MAX_TAB_TITLE - len(ending)) + ending
        if full.casefold() not in {each.casefold() for each in taken}:
            break
    return full


def _cut(text: str, units: int) -> str:
    """The text cut at a word so that it has at most so many UTF-16 units."""
    while len(text.encode("utf-16-le")) // 2 > units:
        text = text.rpartition(" ")[0] or text[:-1]
    return text


def template_name(form: Form, district: District, for_round: str | None = None) -> str:
    """The file's name by the form's pattern, as Windows allows it: ``Åtgärdsplan 2024 – Järva.xlsx``."""
    rounds = {each.key: each.title for each in form.rounds}
    name = form.file_name.format(
        title=form.title,
        year=form.year,
        district=district.name,
        office=district.official_name,
        key=district.key,
        round=rounds.get(for_round or "", ""),
    )
    return safe_file_name(name) + ".xlsx"
