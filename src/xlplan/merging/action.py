"""One action of the city growing out of the rows of its returns, each text with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from xlplan.findings.catalogue import CORRECTED, MOVED
from xlplan.form.model import Column, Form
from xlplan.merging.accounts import (
    BETWEEN_TEXTS,
    accounts_of,
    agree,
    continued,
    declared,
    differ,
    longer_text,
    together,
    told,
)
from xlplan.merging.desk import Desk
from xlplan.merging.entry import Entry, face_of
from xlplan.merging.face import Face, Known
from xlplan.merging.model import CityAction, Decision, DecisionKind, FollowUp, Link, Place, Side, Source
from xlplan.plan.model import Reading, Timing
from xlplan.plan.words import plain


@dataclass(slots=True)
class Draft:
    """An action while returns are still being added, in their order."""

    district: str
    area: str
    """Where it stands in the latest return that has it."""
    wordings: dict[tuple[str, ...], Face] = field(default_factory=dict)
    """Every wording it has had, by area and plain words; the first is what decisions know it by."""
    values: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    said: dict[str, set[str]] = field(default_factory=dict)
    """Plain texts that were said in each column, whether they hold or not."""
    rounds: dict[str, str] = field(default_factory=dict)
    """The round of the return that each value is from."""
    accounts: dict[str, list[FollowUp]] = field(default_factory=dict)
    """What holds of each round, as the returns said it, in their order."""
    sources: list[Source] = field(default_factory=list)
    claims: list[tuple[int, str]] = field(default_factory=list)
    """Numbers it has a claim to, each with its strength."""
    since: tuple[str, int, str, int] = ("~", 0, "", 0)
    """When it was first seen: time of saving, place among the returns, file, place in the file."""
    missing_in: tuple[str, ...] = ()
    timing: Timing | None = None
    extra: dict[str, list[str]] = field(default_factory=dict)
    extra_places: dict[str, Place] = field(default_factory=dict)
    notes: dict[str, Place] = field(default_factory=dict)

    @property
    def face(self) -> Face:
        """Its first wording."""
        return next(iter(self.wordings.values()))

    def known(self, form: Form) -> Known:
        """What later rows are compared with: every wording, and the texts as they would be sent out now."""
        follow_ups = {
            column.key: together(self.accounts[column.round]).text
            for column in form.follow_up_columns
            if column.round and self.accounts.get(column.round)
        }
        return Known(self.area, (*self.wordings.values(), face_of(self.area, {**self.values, **follow_ups}, form)))

    def side(self) -> Side:
        """The action as one side of a decision."""
        return self._side(self.face.told)

    def _side(self, text: str, place: Place | None = None) -> Side:
        source = next((each for each in self.sources if place and each.sha256 == place.sha256), self.sources[0])
        return Side(text, None, source.file, source.sheet, source.row)

    def add(self, entry: Entry, link: Link, desk: Desk) -> None:
        """Add a row; what it says otherwise than the rows before it is put on the desk."""
        reading, action = entry.reading, entry.action
        self.sources.append(Source(reading.file, reading.sha256, action.sheet, action.row, reading.round, link))
        self.wordings.setdefault((entry.area, *entry.face.words), entry.face)
        if entry.area != self.area:
            desk.tell(MOVED, entry, "action", before=_title(self.area, desk.form), after=_title(entry.area, desk.form))
            self.area = entry.area
        for column in desk.form.plan_columns:
            if text := action.values.get(column.key, ""):
                self._add_plan(entry, column, text, desk)
        for heading, text in action.extra.items():
            self._add_extra(entry, heading, text, desk)
        for column, account in accounts_of(entry, desk.form):
            self._add_account(entry, column, account, desk)
        self.timing = self.timing or action.timing
        for note in action.notes:
            self.notes.setdefault(note.text, entry.at(note.sheet, note.cell))

    def _add_plan(self, entry: Entry, column: Column, text: str, desk: Desk) -> None:
        key, said = column.key, self.said.setdefault(column.key, set())
        old = self.values.get(key)
        new: str | None = None
        if old is None:
            new = text
        elif plain(text) in said or entry.is_as_issued(key):
            pass
        elif self.rounds[key] != desk.round_of(entry):
            accepted = self._ask("proposal", key, old, text, entry, desk) == "accept"
            new = text if accepted else None
        elif entry.answers(key, old):
            new = text
        elif longer := longer_text(old, text):
            new = longer
        elif self.places[key].sha256 in entry.corrects:
            new = text
            desk.tell(CORRECTED, entry, key, column=column.title, old=old)
        else:
            answer = self._ask("conflict", key, old, text, entry, desk)
            new = {"keep-a": old, "keep-b": text}.get(answer or "", text + BETWEEN_TEXTS + old)
        said.add(plain(text))
        if new is not None and new != old:
            self.values[key], self.places[key], self.rounds[key] = new, entry.place(key), desk.round_of(entry)
            if column.kind == "timing":
                self.timing = entry.action.timing

    def _add_extra(self, entry: Entry, heading: str, text: str, desk: Desk) -> None:
        texts = self.extra.setdefault(heading, [])
        if plain(text) in map(plain, texts):
            return
        answer = self._ask("proposal", heading, texts[0], text, entry, desk) if texts else None
        if answer == "accept":
            texts[:] = [text]
        elif answer is None:
            texts.insert(0, text)
        if texts[0] == text:
            self.extra_places[heading] = entry.place(heading)

    def _add_account(self, entry: Entry, column: Column, account: FollowUp, desk: Desk) -> None:
        standing = self.accounts.setdefault(column.round or "", [])
        earlier = _is_before(column.round, entry.reading.round, desk.form)
        if standing and self._is_old_news(entry, column, account, standing, earlier=earlier):
            return
        rival = next((each for each in reversed(standing) if differ(each, account)), None)
        if rival is None or any(agree(each, account) for each in standing):
            standing += [account] * (rival is None)
            return
        self.said.setdefault(column.key, set()).add(plain(account.text))
        old, new = told(rival, desk.form), told(account, desk.form)
        place = standing.index(rival)
        if earlier:
            if self._ask("proposal", column.key, old, new, entry, desk, rival.place) == "accept":
                standing[place] = account
        elif whole := continued(rival, account):
            standing[place] = whole
        elif rival.place.sha256 in entry.corrects or entry.answers(column.key, rival.text):
            desk.tell(CORRECTED, entry, column.key, column=column.title, old=old)
            standing[place] = account
        else:
            answer = self._ask("conflict", column.key, old, new, entry, desk, rival.place)
            if answer == "keep-b":
                standing[place] = account
            elif answer != "keep-a":
                standing.append(account)

    def _is_old_news(
        self, entry: Entry, column: Column, account: FollowUp, standing: Sequence[FollowUp], *, earlier: bool
    ) -> bool:
        """Whether an account says only what was sent out, or what an earlier round is known to have said."""
        if declared(account):
            return False
        known = plain(account.text) == plain(together(standing).text) or plain(account.text) in self.said.setdefault(
            column.key, set()
        )
        return entry.is_as_issued(column.key) or (earlier and known)

    def _ask(
        self,
        kind: DecisionKind,
        column: str,
        old: str,
        new: str,
        entry: Entry,
        desk: Desk,
        place: Place | None = None,
    ) -> str | None:
        action = entry.action
        b = Side(new, action.id, entry.reading.file, action.sheet, action.row)
        about = self.face.about
        return desk.ask(self, Decision(kind, self.district, self._side(old, place), b, column, about=about))

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
                each.key: together(self.accounts[each.key]) for each in form.rounds if self.accounts.get(each.key)
            },
            sources=tuple(self.sources),
            missing_in=self.missing_in,
            timing=self.timing,
            extra={heading: BETWEEN_TEXTS.join(texts) for heading, texts in self.extra.items()},
            extra_places=self.extra_places,
            notes=tuple(self.notes),
            note_places=tuple(self.notes.values()),
        )


def _is_before(round_: str | None, other: str | None, form: Form) -> bool:
    """Whether a round comes before another one; unknown rounds come before none."""
    order = [each.key for each in form.rounds]
    return round_ in order and other in order and order.index(round_) < order.index(other)


def _title(area: str, form: Form) -> str:
    of_form = form.area(area)
    return of_form.title if of_form else area
