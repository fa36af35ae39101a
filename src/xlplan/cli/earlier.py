"""What templates begin with when ``--from`` names returns; a module of its own, since reading takes long to load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xlplan.cli.options import exit_code
from xlplan.cli.returns import Returns, read_returns
from xlplan.form.model import Form
from xlplan.merging.carry import own_areas, prepared_actions
from xlplan.merging.merge import merge
from xlplan.merging.model import CityPlan
from xlplan.template.prefill import with_own_areas
from xlplan.template.workbook import PreparedAction


@dataclass(frozen=True, slots=True)
class Earlier:
    """Returns read and merged, to carry on from."""

    form: Form
    returns: Returns
    city: CityPlan

    def form_for(self, district: str) -> Form:
        """The form with the areas that the district added."""
        return with_own_areas(self.form, own_areas(self.city, district))

    def actions_of(self, district: str) -> list[PreparedAction]:
        """The district's actions so far."""
        return prepared_actions(self.city, self.form, district)

    def fields_of(self, district: str) -> dict[str, str]:
        """What the district answered on the first tab."""
        of_district = (reading for reading in self.returns.readings if reading.district == district)
        return {key: text for reading in of_district for key, text in reading.fields.items()}

    def area_fields_of(self, district: str) -> dict[str, dict[str, str]]:
        """What the district wrote about each area, by area key and field key."""
        told: dict[str, dict[str, str]] = {}
        for reading in self.returns.readings:
            for area in reading.areas if reading.district == district else ():
                told.setdefault(area.key, {}).update(area.fields)
        return told

    def exit_code(self) -> int:
        """3 when a return could not be read, 1 when merging found errors."""
        return exit_code(self.city.findings, "error", self.returns.unread)


def read_earlier(paths: Sequence[Path], form: Form, plan: str | None, lang: str | None) -> Earlier:
    """Read and merge returns; raises Refusal as :func:`read_returns` does."""
    returns = read_returns(paths, plan, lang)
    return Earlier(form, returns, merge(returns.readings, form))
