"""The verb: many returns to one city plan. The result depends only on the set of returns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from xlplan.checks.check import check
from xlplan.findings.catalogue import ANSWER_IMPOSSIBLE, CONFLICT, NOT_MERGED, PROPOSAL, SAME_ACTION, TEXT_CUT
from xlplan.findings.finding import Finding, Severity
from xlplan.form.model import Form
from xlplan.merging.desk import Desk
from xlplan.merging.district import DistrictPlan
from xlplan.merging.model import CityAction, CityArea, CityPlan, Decision, UsedReturn
from xlplan.merging.roles import in_city_form, own_form, texts_about
from xlplan.plan.model import Reading

MAX_TEXT = 32_767
"""Excel's limit for the text of a cell."""


NO_ANSWERS: Mapping[str, str] = MappingProxyType({})
NOT_TOLD: Mapping[str, tuple[Finding, ...]] = MappingProxyType({})


def merge(
    readings: Iterable[Reading],
    form: Form,
    *,
    answers: Mapping[str, str] = NO_ANSWERS,
    others: Sequence[Form] = (),
    told: Mapping[str, tuple[Finding, ...]] = NOT_TOLD,
) -> CityPlan:
    """Merge returns into the city plan.

    Args:
        readings: Returns in any order; the same file twice counts once.
        form: The form they answer, whose columns the city plan has.
        answers: What a person decided, by :attr:`Decision.key`: one of ``ANSWERS`` for its kind.
        others: Further forms that returns may answer; see :mod:`xlplan.merging.roles`.
        told: What ``check`` found in returns, by file, where that is known; the other returns are checked here.

    Returns:
        The city plan. Returns whose district is unknown, or which are for another year or form, are listed as unused
        with a finding of severity error.
    """
    forms = {each.id: each for each in (*others, form)}
    originals = {
        reading.sha256: reading for reading in sorted(readings, key=lambda reading: reading.file, reverse=True)
    }
    ordered = _in_order((_translated(each, forms, form) for each in originals.values()), form)
    left_out = {reading.sha256: why for reading in ordered if (why := _unusable(reading, form))}
    used = [reading for reading in ordered if reading.sha256 not in left_out]
    areas = _areas(used, form)
    actions: list[CityAction] = []
    decisions: list[Decision] = []
    found: list[Finding] = []
    by_district: dict[str | None, list[Reading]] = {}
    for reading in used:
        by_district.setdefault(reading.district, []).append(reading)
    for district in form.districts:
        of_district = by_district.get(district.key, [])
        plan = DistrictPlan(district.key, Desk(form, answers), areas)
        for reading in of_district:
            plan.add(reading)
        numbered, asked = plan.finish(of_district)
        actions += numbered
        decisions += asked
        found += plan.desk.findings
    found += _impossible_answers(answers, decisions)
    checked = {
        sha256: told[each.file] if each.file in told else check(each, forms.get(each.plan, form))
        for sha256, each in originals.items()
    }
    places = {area.key: index for index, area in enumerate(areas)}
    actions.sort(key=lambda action: places[action.area])
    counts = Counter(sha256 for action in actions for sha256 in {source.sha256 for source in action.sources})
    theirs = [originals[reading.sha256] for reading in used]
    arrived = {reading.district for reading in used}
    return CityPlan(
        plan=form.id,
        year=form.year,
        areas=areas,
        actions=tuple(actions),
        decisions=tuple(decisions),
        returns=tuple(
            _used_return(reading, reading.sha256 not in left_out, checked[reading.sha256], counts[reading.sha256])
            for reading in ordered
        ),
        missing=tuple(district.key for district in form.districts if district.key not in arrived),
        findings=(*_findings(ordered, form, left_out, checked, decisions, actions), *found),
        own_forms=tuple(
            own_form(each, form, [one for one in theirs if one.plan == each.id], actions)
            for each in sorted(others, key=lambda form: form.id)
            if each.id != form.id and any(one.plan == each.id for one in theirs)
        ),
        texts=texts_about(theirs, {**forms, form.id: form}),
    )


def _translated(reading: Reading, forms: Mapping[str, Form], form: Form) -> Reading:
    """A return in the words of the city's form; one of a form that is not known stays as it is."""
    theirs = forms.get(reading.plan)
    return in_city_form(reading, theirs, form) if theirs else reading


def _in_order(readings: Iterable[Reading], form: Form) -> list[Reading]:
    """Each file once: by district and round in the form's order, then by time of saving, then by content."""
    once: dict[str, Reading] = {}
    for reading in sorted(readings, key=lambda reading: reading.file):
        once.setdefault(reading.sha256, reading)
    districts = {district.key: index for index, district in enumerate(form.districts)}
    rounds = {each.key: index for index, each in enumerate(form.rounds)}
    return sorted(
        once.values(),
        key=lambda reading: (
            districts.get(reading.district or "", len(districts)),
            rounds.get(reading.round or "", 0),
            reading.modified,
            reading.sha256,
        ),
    )


def _unusable(reading: Reading, form: Form) -> str:
    """Why a return cannot be merged; empty when it can. In the form's language."""
    swedish = form.language == "sv"
    if reading.district is None:
        return "stadsdelsförvaltningen är okänd" if swedish else "its district office is unknown"
    if reading.plan != form.id:
        return f"den svarar på mallen {reading.plan}" if swedish else f"it answers the form {reading.plan}"
    if reading.year != form.year:
        return (
            f"den gäller {reading.year}, inte {form.year}" if swedish else f"it is for {reading.year}, not {form.year}"
        )
    return ""


def _areas(readings: Sequence[Reading], form: Form) -> tuple[CityArea, ...]:
    added = {area.key: area.title for reading in reversed(readings) for area in reading.areas if area.added}
    return (
        *(CityArea(area.key, area.title, area.tab, False) for area in form.areas),
        *(CityArea(key, added[key], added[key], True) for key in sorted(added)),
    )


def _impossible_answers(answers: Mapping[str, str], decisions: Sequence[Decision]) -> Iterator[Finding]:
    """Each answer that two are the same which nothing asks for any more: their texts have changed, or belong apart."""
    decided = {each.key for each in decisions if each.decided}
    for key, answer in sorted(answers.items()):
        if answer == "same" and key not in decided:
            yield Finding(ANSWER_IMPOSSIBLE, facts={"key": key})


def _used_return(reading: Reading, used: bool, findings: Sequence[Finding], actions: int) -> UsedReturn:
    severities = [finding.kind.severity for finding in findings]
    return UsedReturn(
        file=reading.file,
        sha256=reading.sha256,
        district=reading.district,
        round=reading.round,
        received=reading.received or reading.modified or None,
        sender=reading.sender or None,
        used=used,
        actions=actions,
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
    )


def _findings(
    readings: Sequence[Reading],
    form: Form,
    left_out: dict[str, str],
    checked: dict[str, tuple[Finding, ...]],
    decisions: Sequence[Decision],
    actions: Sequence[CityAction],
) -> Iterable[Finding]:
    for reading in readings:
        if reading.sha256 in left_out:
            yield Finding(NOT_MERGED, reading.file, facts={"why": left_out[reading.sha256]})
        yield from checked[reading.sha256]
    titles = {column.key: column.title for column in form.columns}
    for decision in (each for each in decisions if each.decided is None):
        kind, facts = CONFLICT, {"column": titles.get(decision.column or "", decision.column or "")}
        if decision.kind == "proposal":
            kind = PROPOSAL
        elif decision.kind == "same-action?":
            kind, facts = SAME_ACTION, {"score": str(decision.score), "a": decision.a.text, "b": decision.b.text}
        side = decision.b
        yield Finding(kind, side.file or "", side.sheet or "", side.row or 0, facts=facts)
    for action in actions:
        texts = {**action.values, **{key: each.text for key, each in action.follow_ups.items()}}
        if any(len(text.encode("utf-16-le")) // 2 > MAX_TEXT for text in texts.values()):
            source = action.sources[0]
            yield Finding(TEXT_CUT, source.file, source.sheet, source.row)
