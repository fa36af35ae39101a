"""One action of the city growing out of the rows of its returns, each text with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from xlplan.form.model import Column, Form
from xlplan.form.naming import area_code
from xlplan.merging.match import Face
from xlplan.merging.model import CityAction, CityArea, Decision, FollowUp, Link, Place, Side, Source
from xlplan.plan.model import Action, Reading, Timing
from xlplan.plan.status import infer_status
from xlplan.plan.words import plain

BETWEEN_TEXTS = "\n\n"


@dataclass(frozen=True, slots=True)
class Question:
    """A decision to be made about a draft, whose number is not given yet."""

    about: Draft
    decision: Decision


@dataclass(slots=True)
class Draft:
    """An action while returns are still being added, in their order."""

    district: str
    area: str
    face: Face
    values: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    accounts: dict[str, list[FollowUp]] = field(default_factory=dict)
    """What the returns say of each round, in their order."""
    sources: list[Source] = field(default_factory=list)
    missing_in: tuple[str, ...] = ()
    timing: Timing | None = None
    extra: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @staticmethod
    def face_of(area: str, action: Action) -> Face:
        """What a row is known by."""
        values = action.values
        return Face(area, action.id, values.get("action", ""), values.get("cause", ""), values.get("label", ""))

    def side(self) -> Side:
        """The action as one side of a decision."""
        return self._said(self.face.action or self.face.label or self.face.cause)

    def _said(self, text: str) -> Side:
        source = self.sources[0]
        return Side(text, None, source.file, source.sheet, source.row)

    def add(self, reading: Reading, action: Action, link: Link, form: Form) -> list[Question]:
        """Add a row; what it says otherwise than the rows before it comes back to be decided."""
        self.sources.append(Source(reading.file, reading.sha256, action.sheet, action.row, reading.round, link))
        questions = self._add_plan(reading, action, form)
        questions += self._add_extra(reading, action)
        questions += self._add_follow_ups(reading, action, form)
        self.timing = self.timing or action.timing
        self.notes += [note.text for note in action.notes if note.text not in self.notes]
        return questions

    def _add_plan(self, reading: Reading, action: Action, form: Form) -> list[Question]:
        questions = []
        for column in form.plan_columns:
            text = action.values.get(column.key, "")
            if text and column.key not in self.values:
                self.values[column.key] = text
                self.places[column.key] = _place(reading, action, column.key)
            elif text and plain(text) != plain(self.values[column.key]):
                questions.append(self._ask("proposal", column.key, self.values[column.key], text, reading, action))
        return questions

    def _add_extra(self, reading: Reading, action: Action) -> list[Question]:
        questions = []
        for heading, text in action.extra.items():
            texts = self.extra.setdefault(heading, [])
            if texts and plain(text) not in map(plain, texts):
                questions.append(self._ask("proposal", heading, texts[0], text, reading, action))
            if plain(text) not in map(plain, texts):
                texts.insert(0, text)
        return questions

    def _add_follow_ups(self, reading: Reading, action: Action, form: Form) -> list[Question]:
        questions = []
        for column, account in _accounts(reading, action, form):
            earlier = self.accounts.setdefault(column.round or "", [])
            rival = next((each for each in reversed(earlier) if _differ(each, account)), None)
            if rival and not any(_agree(each, account) for each in earlier):
                questions.append(
                    self._ask("conflict", column.key, _told(rival, form), _told(account, form), reading, action)
                )
            earlier.append(account)
        return questions

    def _ask(
        self, kind: Literal["conflict", "proposal"], column: str, old: str, new: str, reading: Reading, action: Action
    ) -> Question:
        b = Side(new, action.id, reading.file, action.sheet, action.row)
        return Question(self, Decision(kind, self.district, self._said(old), b, column, about=self.face.about))

    def mark_missing(self, readings: Sequence[Reading], form: Form) -> None:
        """Note the later rounds of which the district has returns, but none with this action."""
        order = [each.key for each in form.rounds]
        having = {source.round for source in self.sources}
        first = min((order.index(each) for each in having if each in order), default=-1)
        came = {reading.round for reading in readings}
        self.missing_in = tuple(key for key in order[first + 1 :] if key in came and key not in having)

    def finish(self, number: str, form: Form) -> CityAction:
        """The action under its number."""
        return CityAction(
            id=f"{self.district}/{number}",
            district=self.district,
            area=self.area,
            values=self.values,
            places=self.places,
            follow_ups={
                each.key: _together(self.accounts[each.key]) for each in form.rounds if each.key in self.accounts
            },
            sources=tuple(self.sources),
            missing_in=self.missing_in,
            timing=self.timing,
            extra={heading: BETWEEN_TEXTS.join(texts) for heading, texts in self.extra.items()},
            notes=tuple(self.notes),
        )


def number_drafts(
    drafts: Sequence[Draft], questions: Iterable[Question], form: Form, areas: Sequence[CityArea]
) -> tuple[list[CityAction], list[Decision]]:
    """Number the actions of a district, and name by their numbers those that there is something to decide about."""
    numbers = _numbers(drafts, form, areas)
    finished = {id(draft): draft.finish(number, form) for draft, number in zip(drafts, numbers, strict=True)}
    actions = sorted(finished.values(), key=lambda action: (action.area, _number_order(action.id)))
    decisions = [
        replace(each.decision, a=replace(each.decision.a, id=finished[id(each.about)].id)) for each in questions
    ]
    return actions, decisions


def _numbers(drafts: Sequence[Draft], form: Form, areas: Sequence[CityArea]) -> list[str]:
    """Give each action of a district its number: the one it carries if no other has it, else the next free one."""
    codes = {area.key: _code(area, form) for area in areas}
    carried = [draft.face.number for draft in drafts]
    numbers: dict[int, str] = {}
    for index, (draft, number) in enumerate(zip(drafts, carried, strict=True)):
        if number and number.startswith(codes[draft.area] + "-") and carried.index(number) == index:
            numbers[index] = number
    taken = set(numbers.values())
    for index, draft in enumerate(drafts):
        if index not in numbers:
            free = next(
                number
                for count in range(1, len(drafts) + len(taken) + 2)
                if (number := f"{codes[draft.area]}-{count:02}") not in taken
            )
            numbers[index] = free
            taken.add(free)
    return [numbers[index] for index in range(len(drafts))]


def _code(area: CityArea, form: Form) -> str:
    of_form = form.area(area.key)
    return of_form.code if of_form else area_code(area.title)


def _number_order(number: str) -> tuple[int, str]:
    digits = number.rpartition("-")[2]
    return (int(digits) if digits.isdecimal() else 0), number


def _declared_round(reading: Reading, action: Action, form: Form) -> str | None:
    """The round of a declared status: the return's, else the last one with a follow-up, else the form's last."""
    if action.status is None or action.status.source != "declared":
        return None
    rounds = [column.round for column in form.follow_up_columns]
    if reading.round in rounds:
        return reading.round
    told = [column.round for column in form.follow_up_columns if column.key in action.values]
    return (told or rounds or [None])[-1]


def _accounts(reading: Reading, action: Action, form: Form) -> Iterator[tuple[Column, FollowUp]]:
    """What a row says of each round: its text there, with the verdict declared for the round or read from the text."""
    declared_round = _declared_round(reading, action, form)
    for column in form.follow_up_columns:
        text = action.values.get(column.key, "")
        declared = action.status if column.round == declared_round else None
        if text or declared:
            key = column.key if text or form.status_column is None else form.status_column.key
            verdict = declared.key if declared else infer_status(text)
            yield column, FollowUp(text, verdict, "declared" if declared else "inferred", _place(reading, action, key))


def _agree(a: FollowUp, b: FollowUp) -> bool:
    return plain(a.text) == plain(b.text) and _declared(a) == _declared(b)


def _differ(a: FollowUp, b: FollowUp) -> bool:
    """Whether two accounts contradict each other: both have a text, or both a declared status, and not the same."""
    texts = bool(a.text and b.text) and plain(a.text) != plain(b.text)
    return texts or (_declared(a) is not None and _declared(b) is not None and _declared(a) != _declared(b))


def _declared(account: FollowUp) -> str | None:
    return account.status if account.status_source == "declared" else None


def _told(account: FollowUp, form: Form) -> str:
    """What an account says, for a person to compare: its text, or its status where that is all or they differ in it."""
    choices = form.status_column.choices if form.status_column else ()
    word = next((choice.text for choice in choices if choice.status == _declared(account)), "")
    return f"{word}: {account.text}" if word and account.text else account.text or word


def _together(accounts: Sequence[FollowUp]) -> FollowUp:
    """The accounts of one round as one: each different text once, the latest first.

    The status is the latest that was declared, else the latest that a text gives.
    """
    latest = list(reversed(accounts))
    texts = {plain(each.text): each.text for each in latest if each.text}
    verdicts = [each for each in latest if each.status_source == "declared"] or [each for each in latest if each.status]
    verdict = verdicts[0] if verdicts else latest[0]
    shown = [each for each in latest if each.text] or latest
    place = next(each.place for each in accounts if plain(each.text) == plain(shown[0].text))
    return FollowUp(BETWEEN_TEXTS.join(texts.values()), verdict.status, verdict.status_source, place)


def _place(reading: Reading, action: Action, key: str) -> Place:
    cell = action.cell(key) or f"A{action.row}"
    return Place(reading.file, action.sheet, cell, reading.sha256, reading.modified)
