"""What page and document tell alike: every action in words, sentences about figures, names of things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from xlplan.city.figures import Summary, summarise
from xlplan.city.wording import STATUS_ORDER, CityWords, StatusWord, city_words
from xlplan.findings.counting import counted
from xlplan.form.layout import plan_layout
from xlplan.form.model import Form
from xlplan.merging.model import CityAction, CityPlan, FollowUp
from xlplan.report.words import ReportWords, report_words
from xlplan.sheets.files import safe_file_name


@dataclass(frozen=True, slots=True)
class Told:
    """What one round says of an action."""

    round: str
    """Its title."""
    text: str
    """The district's own words; may be empty where only a status was declared."""
    verdict: str
    """The status and how it is known, in words; may be empty."""
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An action as a reader sees it."""

    number: str
    area: str
    """Its key."""
    district: str
    """Its key."""
    district_name: str
    status: StatusWord
    status_word: str
    title: str
    """What is to be done, in the district's own words."""
    rows: tuple[tuple[str, str], ...]
    """The other columns of the plan, by their headings."""
    told: tuple[Told, ...]
    """What the rounds say, in their order."""
    sources: tuple[str, ...]
    missing_in: str

    @property
    def latest(self) -> Told | None:
        """The latest words; else the latest verdict."""
        return next((told for told in reversed(self.told) if told.text), None) or next(reversed(self.told), None)


@dataclass(frozen=True, slots=True)
class Content:
    """All that is told."""

    title: str
    form: Form
    plan: CityPlan
    words: ReportWords
    city: CityWords
    summary: Summary
    entries: tuple[Entry, ...]
    area_titles: dict[str, str]
    district_names: dict[str, str]
    round_titles: dict[str, str]

    def entries_of(self, area: str, district: str) -> list[Entry]:
        """The actions of a district in an area, in order."""
        return [entry for entry in self.entries if (entry.area, entry.district) == (area, district)]

    def share(self, part: int, whole: int) -> str:
        """A part in per cent, rounded as people do; of nothing, a dash."""
        return self.words.share.format(share=(200 * part + whole) // (2 * whole)) if whole else "–"

    def numbers(self, counts: Iterable[int | None]) -> list[str | int]:
        """Counts for a table; where nobody was asked, it says so."""
        return [self.city.not_asked if each is None else each for each in counts]

    def basis(self) -> list[list[str | int]]:
        """What the actions have and how the statuses are known: label, number and share."""
        rows: list[list[str | int]] = []
        for label, (number, whole) in zip(self.words.basis_rows, self.summary.total.basis, strict=True):
            rows.append([label, *self.numbers([number]), "–" if number is None else self.share(number, whole)])
        return rows

    @property
    def basis_help(self) -> str:
        """What the shares are of."""
        unasked = any(self.summary.not_asked.values())
        return f"{self.words.basis_help} {self.city.not_asked_help}" if unasked else self.words.basis_help

    def statuses(self, counts: Sequence[int]) -> str:
        """Counts of statuses in words, those of none left out: ``uppfyllt 5, ej uppfyllt 1``."""
        told = [
            f"{self.city.statuses[status].lower()} {number}"
            for status, number in zip(STATUS_ORDER, counts, strict=True)
            if number
        ]
        return listing(told)

    def lead(self) -> Iterator[str]:
        """The summary in sentences."""
        words, total = self.words, self.summary.total
        districts = len(self.district_names)
        yield words.returned_of.format(returned=len(self.summary.returned), districts=districts)
        if self.summary.missing:
            names = [self.district_names[key] for key in self.summary.missing]
            yield words.missing_list.format(names=listing(names, self.form.language))
        if not total.actions:
            yield words.none_yet
            return
        yield counted(words.fulfilled_of, actions=total.actions, told=self.statuses(total.statuses))
        cause, who, when, follow_up = self.numbers(total.lacks)
        yield words.described.format(cause=cause, who=who, when=when, follow_up=follow_up)
        yield words.known.format(declared=total.declared or 0, inferred=total.inferred or 0)


def make_content(plan: CityPlan, form: Form) -> Content:
    """All that is told of a city plan, in the form's language."""
    words, city = report_words(form.language), city_words(form.language)
    rounds = {each.key: each.title for each in form.rounds}
    names = {district.key: district.name for district in form.districts}
    return Content(
        title=words.title.format(title=plan_layout(form).title),
        form=form,
        plan=plan,
        words=words,
        city=city,
        summary=summarise(plan, form),
        entries=tuple(_entry(action, form, names, rounds, words, city) for action in plan.actions),
        area_titles={area.key: area.title for area in plan.areas},
        district_names=names,
        round_titles=rounds,
    )


def report_name(form: Form) -> str:
    """The file's name without its ending: ``Årssammanfattning – Åtgärdsplan 2024``."""
    return safe_file_name(report_words(form.language).title.format(title=plan_layout(form).title))


def listing(texts: Iterable[str], language: str = "") -> str:
    """Texts one after the other: ``a, b och c``.

    >>> listing(["a", "b", "c"], "sv"), listing(["a", "b"]), listing(["a"], "en")
    ('a, b och c', 'a, b', 'a')
    """
    *most, last = [*texts] or [""]
    joined = {"sv": " och ", "en": " and "}.get(language, ", ")
    return f"{', '.join(most)}{joined}{last}" if most else last


def _entry(
    action: CityAction,
    form: Form,
    names: dict[str, str],
    rounds: dict[str, str],
    words: ReportWords,
    city: CityWords,
) -> Entry:
    rows = [(column.title, action.values[column.key]) for column in form.plan_columns if column.key in action.values]
    what = {column.title for column in form.plan_columns if column.meaning == "what"}
    return Entry(
        number=action.id.partition("/")[2],
        area=action.area,
        district=action.district,
        district_name=names[action.district],
        status=action.status or "unknown",
        status_word=city.statuses[action.status or "unknown"],
        title=next((text for title, text in rows if title in what), "") or words.no_action,
        rows=(
            *((title, text) for title, text in rows if title not in what),
            *action.extra.items(),
            *((city.other, note) for note in action.notes),
        ),
        told=tuple(_told(rounds[key], each, words, city) for key, each in action.follow_ups.items()),
        sources=tuple(
            words.row.format(file=source.file, sheet=source.sheet, row=source.row) for source in action.sources
        ),
        missing_in=words.missing_in.format(rounds=listing([rounds[key] for key in action.missing_in], form.language))
        if action.missing_in
        else "",
    )


def _told(round_: str, told: FollowUp, words: ReportWords, city: CityWords) -> Told:
    how = city.declared if told.status_source == "declared" else city.inferred
    verdict = f"{city.statuses[told.status]} ({how[0].lower()}{how[1:]})" if told.status else ""
    place = told.place
    return Told(round_, told.text, verdict, words.cell.format(file=place.file, sheet=place.sheet, cell=place.cell))
