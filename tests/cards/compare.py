"""A plan made of cards, read, beside what its print says: field by field."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.cards import source
from tests.cards.source import Seed
from xlplan.plan.model import Reading


@dataclass
class Compared:
    """What was compared, and what was not the same."""

    fields: int = 0
    blank: int = 0
    """Of them, those that are blank in the print and must be blank in the reading."""
    wrong: list[str] = field(default_factory=list)

    def same(self, place: str, printed: str | None, read: str | None) -> None:
        self.fields += 1
        self.blank += not printed
        if (printed or None) != read:
            self.wrong.append(f"{place}: {printed!r} was read as {read!r}")


def compare(seed: Seed, reading: Reading, *, numbers: bool = True) -> Compared:
    """Every field of the plan, of every area and of every activity; ``numbers``: those of activities too."""
    told = Compared()
    form = seed.form
    for key, text in source.fields(seed).items():
        told.same(key, text, reading.fields.get(key))
    areas = {area.key: area for area in reading.areas}
    told.same("areas", str(list(source.activities(seed))), str([area.key for area in reading.areas]))
    for printed in seed.plan["areas"]:
        area = areas[source.area_key(form, printed["title"])]
        told.same(f"{area.key} title", printed["title"], area.title)
        for label, text in printed["fields"].items():
            key = source.key_of(form, label)
            told.same(f"{area.key} {key}", text, area.fields.get(key))
        told.same(f"{area.key} activities", str(len(printed["activities"])), str(len(area.actions)))
        for number, (activity, action) in enumerate(zip(printed["activities"], area.actions, strict=False), 1):
            expected = source.values(form, activity)
            for column in form.columns:
                told.same(f"{area.key} {number} {column.key}", expected.get(column.key), action.values.get(column.key))
            told.same(f"{area.key} {number} extra", "", "\n".join(action.extra) or None)
    return told


def check_sound(seed: Seed, reading: Reading) -> None:
    """For the right district and year, with every cell accounted for."""
    assert (reading.plan, reading.district, reading.year) == (seed.form_id, seed.district, seed.year)
    ledger = reading.ledger
    assert ledger.placed + ledger.boilerplate + len(ledger.unplaced) == ledger.filled
    assert ledger.unplaced == ()
