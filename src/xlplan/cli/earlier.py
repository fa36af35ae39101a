"""What templates begin with when ``--from`` names returns; a module of its own, since reading takes long to load."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xlplan.city.wording import city_words
from xlplan.cli.options import exit_code, language
from xlplan.cli.previous import merge_as_decided
from xlplan.cli.returns import Returns, read_returns
from xlplan.cli.words import WORDS, Refusal
from xlplan.findings.finding import Language, Severity
from xlplan.findings.render import line, safe
from xlplan.form.model import Form
from xlplan.form.yearly import following
from xlplan.merging.carry import own_areas, prepared_actions
from xlplan.merging.model import CityPlan
from xlplan.merging.next_year import carried_over, done_with
from xlplan.post.folder import plan_folder
from xlplan.template.prefill import with_last_year, with_own_areas
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

    def left_out(self, _districts: Collection[str]) -> list[str]:
        """A line for each action that is not carried on: none within a year."""
        return []

    def errors(self, spoken: Language) -> list[str]:
        """A line for each error that reading and merging found."""
        return [line(each, spoken) for each in self.city.findings if each.kind.severity is Severity.ERROR]

    def exit_code(self) -> int:
        """3 when a return could not be read, 1 when merging found errors."""
        return exit_code(self.city.findings, "error", self.returns.unread)


@dataclass(frozen=True, slots=True)
class LastYear(Earlier):
    """Last year's returns; ``form`` is the new year's."""

    last: Form
    """The form of last year."""

    def form_for(self, district: str) -> Form:
        """The new year's form with the areas that the district added, and a column for how it went."""
        return with_last_year(with_own_areas(self.form, own_areas(self.city, district)))

    def actions_of(self, district: str) -> list[PreparedAction]:
        """The district's actions that go on."""
        return carried_over(self.city, self.last, district)

    def fields_of(self, _district: str) -> dict[str, str]:
        """Nothing: a new year has its own decision and record number."""
        return {}

    def left_out(self, districts: Collection[str]) -> list[str]:
        """A line for each action of some districts that is not carried over."""
        words = city_words(self.form.language)
        return [
            f"{action.id} {safe(action.values.get('action') or action.values.get('label', ''))}"
            f" ({words.statuses[action.status or 'unknown']})"
            for action in done_with(self.city, self.last)
            if action.district in districts
        ]


def read_last_year(paths: Sequence[Path], form: Form, plan: str | None, lang: str | None) -> LastYear:
    """Read and merge last year's returns.

    ``form`` may be last year's or already the new year's: the returns' year tells.

    Raises:
        Refusal: As :func:`read_returns`, or no return is of the form's year or the year before.
    """
    returns = _read(paths, plan, lang)
    years = {reading.year for reading in returns.readings if reading.plan == form.id}
    years = years or {reading.year for reading in returns.readings}
    if form.year in years:
        last, new = form, following(form)
    elif form.year - 1 in years:
        last, new = replace(form, year=form.year - 1), form
    else:
        told = ", ".join(str(year) for year in sorted(year for year in years if year)) or "–"
        words = WORDS[language(lang, form)]
        raise Refusal(words["no_last_year"].format(years=told, year=form.year))
    return LastYear(new, returns, _merged(returns, last, lang), last)


def read_earlier(paths: Sequence[Path], form: Form, plan: str | None, lang: str | None) -> Earlier:
    """Read and merge returns; raises Refusal as :func:`read_returns` does."""
    returns = _read(paths, plan, lang)
    return Earlier(form, returns, _merged(returns, form, lang))


def _read(paths: Sequence[Path], plan: str | None, lang: str | None) -> Returns:
    """The returns; in a plan folder they may answer its form also where templates of another are made."""
    folder = plan_folder()
    return read_returns(paths, plan, lang, also=[str(folder.plan)] if folder else ())


def _merged(returns: Returns, form: Form, lang: str | None) -> CityPlan:
    spoken = language(lang, form)
    others = [each for each in returns.forms.values() if each.id != form.id]
    ours = [each for each in returns.readings if each.district is None or form.district(each.district)]
    return merge_as_decided(ours, form, spoken, WORDS[spoken], others)
