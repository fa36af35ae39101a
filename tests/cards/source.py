"""The two real plans made of cards, as their prints say them and as our forms have them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from xlplan.form.load import load_form
from xlplan.form.model import Form
from xlplan.template.workbook import PreparedAction, template_bytes

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "examples" / "source"
HEADINGS = {
    "Mätbara mål": "goals",
    "Samman kallande": "who",
    "Sammanställande": "who",
    "Övergripande mål": "goal",
    "Övergripande mål och syfte": "goal",
    "Strategidokument/policy": "strategy",
}
"""Keys of the labels that are not the form's titles."""
SUB_HEADED = "Aktivitet Våld i nära relation"
"""A label into which the activity's heading was printed."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A plan, and the form that it is made on."""

    name: str
    form_id: str
    district: str
    year: int
    activities: int
    handmade: str
    """The file's name under ``examples/handmade``."""
    filled: str

    @property
    def plan(self) -> dict[str, Any]:
        return _read(self.name)

    @property
    def form(self) -> Form:
        return _form(self.form_id)


SKARHOLMEN = Seed(
    "skarholmen",
    "skarholmen-samverkan",
    "skarholmen",
    2024,
    8,
    "Åtgärdsplan Skärholmen.xlsx",
    "Åtgärdsplan för gemensamma prioriteringar 2024 – Skärholmen.xlsx",
)
HASSELBY = Seed(
    "hasselby-vallingby-2020",
    "hasselby-vallingby-2020",
    "hasselby-vallingby",
    2020,
    8,
    "Åtgärdsplan 2020 Hässelby-Vällingby.xlsx",
    "Åtgärdsplan 2020 – Hässelby-Vällingby.xlsx",
)
SEEDS = (SKARHOLMEN, HASSELBY)


@cache
def _read(name: str) -> dict[str, Any]:
    plan: dict[str, Any] = json.loads((SOURCES / f"{name}.json").read_text(encoding="utf-8"))
    return plan


@cache
def _form(form_id: str) -> Form:
    return load_form(form_id)


def key_of(form: Form, label: str) -> str:
    """The key of a printed label."""
    titles = {each.title: each.key for each in (*form.columns, *form.area_fields, *form.fields)}
    return HEADINGS.get(label) or titles[label]


def area_key(form: Form, title: str) -> str:
    return next(area.key for area in form.areas if area.title == title)


def fields(seed: Seed) -> dict[str, str]:
    """What stands outside the areas, by field key."""
    plan = seed.plan["plan"]
    told = {key_of(seed.form, heading): text for heading, text in plan["other sections"].items()}
    if plan.get("introduction_heading"):
        told |= {key_of(seed.form, plan["introduction_heading"]): plan["introduction"], "bilaga": plan["annex"]}
    return told


def area_fields(seed: Seed) -> dict[str, dict[str, str]]:
    """The areas' texts, by area key and field key."""
    return {
        area_key(seed.form, area["title"]): {key_of(seed.form, label): text for label, text in area["fields"].items()}
        for area in seed.plan["areas"]
    }


def values(form: Form, activity: Mapping[str, Any]) -> dict[str, str]:
    """An activity as it is read: blank fields are left out."""
    said = {key_of(form, label): text for label, text in activity["fields"].items() if text and label != SUB_HEADED}
    if form.id == SKARHOLMEN.form_id:
        said |= {"number": activity["number"], "action": activity["title"]}
    elif SUB_HEADED in activity["fields"]:
        said |= {"action": activity["fields"][SUB_HEADED], "label": activity["title"]}
    return {column.key: said[column.key] for column in form.columns if column.key in said}


def activities(seed: Seed) -> dict[str, list[dict[str, str]]]:
    """Every activity, by area key; an area without any has an empty list."""
    return {
        area_key(seed.form, area["title"]): [values(seed.form, each) for each in area["activities"]]
        for area in seed.plan["areas"]
    }


def prepared(seed: Seed) -> list[PreparedAction]:
    """The activities as they are sent out again, each with its number."""
    codes = {area.key: area.code for area in seed.form.areas}
    return [
        PreparedAction(f"{codes[area]}-{number:02}", area, said)
        for area, actions in activities(seed).items()
        for number, said in enumerate(actions, 1)
    ]


def filled(seed: Seed, for_round: str | None = None) -> bytes:
    """Our template with the whole plan in it."""
    return template_bytes(
        seed.form,
        seed.district,
        actions=prepared(seed),
        fields=fields(seed),
        area_fields=area_fields(seed),
        for_round=for_round,
    )
