"""The actions of one district, growing as its returns are added in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xlplan.findings.catalogue import LEFT_BEHIND, NUMBER_TWICE, NUMBERS_GONE, NUMBERS_SHUFFLED
from xlplan.findings.finding import Finding
from xlplan.form.model import Form
from xlplan.merging.action import Draft
from xlplan.merging.copies import corrected_by
from xlplan.merging.desk import Desk, same_action
from xlplan.merging.entry import Entry, Issued, entries_of
from xlplan.merging.face import Clues, Known, Match
from xlplan.merging.match import match_rows
from xlplan.merging.model import CityAction, CityArea, Decision, Side, Source
from xlplan.merging.numbers import CARRIED, CARRIED_WITH_TEXT, SENT_WITH_WORDS, give_numbers, number_order
from xlplan.plan.model import Reading
from xlplan.plan.words import fingerprint


@dataclass(slots=True)
class DistrictPlan:
    """A district's actions while its returns are added."""

    key: str
    desk: Desk
    areas: Sequence[CityArea]
    drafts: list[Draft] = field(default_factory=list)
    came: list[list[Entry]] = field(default_factory=list)
    """The rows of each return so far."""
    used: set[str] = field(default_factory=set)
    """Numbers that were ever sent out or carried."""

    @property
    def form(self) -> Form:
        """The form."""
        return self.desk.form

    def add(self, reading: Reading) -> None:
        """Add a return: tie its rows to the actions, take in what they say, ask and tell."""
        issued = Issued(reading)
        known = [draft.known(self.form) for draft in self.drafts]
        meant = self._meant(reading, issued, known)
        entries = [_as_issued(entry, issued) for entry in entries_of(reading, self.form)]
        clues = Clues(
            meant,
            frozenset(column.key for column in self.form.follow_up_columns),
            self.form.matching,
            self._answer(known, entries) if self.desk.answers else None,
        )
        matches, asked = match_rows(known, [entry.face for entry in entries], clues)
        self._claim(meant, issued)
        links = {match.row: match for match in matches}
        numbers = {action: number for number, action in meant.items()}
        corrects = corrected_by(entries, self.came, self.form)
        for row, entry in enumerate(entries):
            match = links.get(row)
            if match is None:
                self._add_new(entry, issued, meant, row)
                continue
            sent = issued.prints.get(numbers.get(match.action, ""), entry.issued)
            self._add_to(self.drafts[match.action], replace(entry, issued=sent, corrects=corrects), match, row)
        for each in asked:
            draft, entry = self.drafts[each.action], entries[each.row]
            self.desk.ask(draft, self._question(draft, entry, each.score))
        self._tell_numbers(entries, links, meant, issued)
        self.came.append(entries)

    def finish(self, readings: Sequence[Reading]) -> tuple[list[CityAction], list[Decision]]:
        """The actions under their numbers, by area and number, and what there is to decide about them."""
        numbers = give_numbers(self.drafts, self.used, self.form, self.areas)
        for draft in self.drafts:
            draft.mark_missing(readings, self.form)
        self._tell_left_behind(numbers)
        done = {id(draft): draft.finish(number, self.form) for draft, number in zip(self.drafts, numbers, strict=True)}
        decisions = [
            replace(decision, a=replace(decision.a, id=done[id(about)].id))
            for about, decision in self.desk.questions.values()
        ]
        return sorted(done.values(), key=lambda action: (action.area, number_order(action.id))), decisions

    def _add_to(self, draft: Draft, entry: Entry, match: Match, row: int) -> None:
        if match.link == "decided":
            self.desk.ask(draft, self._question(draft, entry, match.score))
        draft.add(entry, match.link, self.desk)
        draft.since = min(draft.since, self._since(entry, row))

    def _add_new(self, entry: Entry, issued: Issued, meant: Mapping[str, int], row: int) -> None:
        draft = Draft(self.key, entry.area, since=self._since(entry, row))
        number = entry.face.number
        draft.claims += [(SENT_WITH_WORDS, each) for each in _by_number(issued.numbers(entry.face), number)]
        if number and number not in meant:
            kept = number not in issued.prints or issued.shares(number, entry.action.values)
            draft.claims.append((CARRIED_WITH_TEXT if kept else CARRIED, number))
        draft.add(entry, "first", self.desk)
        self.drafts.append(draft)

    def _since(self, entry: Entry, row: int) -> tuple[str, int, str, int]:
        return entry.reading.modified or "~", len(self.came), entry.reading.sha256, row

    def _meant(self, reading: Reading, issued: Issued, known: Sequence[Known]) -> dict[str, int]:
        """Which action each number in the return means: the one it was sent out for, else the one that has it now."""
        now = {
            number: index for index, number in enumerate(give_numbers(self.drafts, self.used, self.form, self.areas))
        }
        by_print: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for index, each in enumerate(known):
            for words in {tuple(map(fingerprint, (face.action, face.cause, face.label))) for face in each.faces}:
                by_print[words].append(index)
        carried = {action.id for action in reading.actions if action.id}
        self.used |= carried | issued.prints.keys()
        meant: dict[str, int] = {}
        for number in sorted(carried | issued.prints.keys(), key=number_order):
            holder = now.get(number)
            if number in issued.prints:
                sent_for = by_print.get(issued.words(number), [])
                holder = holder if holder in sent_for else sent_for[0] if len(sent_for) == 1 else None
            if holder is not None:
                meant[number] = holder
        return meant

    def _claim(self, meant: Mapping[str, int], issued: Issued) -> None:
        """A number that is about means its action, whatever row it stands on now."""
        for number, index in meant.items():
            strength = SENT_WITH_WORDS if number in issued.prints else CARRIED_WITH_TEXT
            self.drafts[index].claims.append((strength, number))

    def _question(self, draft: Draft, entry: Entry, score: int) -> Decision:
        question = same_action(self.key, draft.face, entry.face, score=score)
        b = Side(question.b.text, None, entry.reading.file, entry.action.sheet, entry.action.row)
        return replace(question, a=replace(draft.side(), text=question.a.text), b=b)

    def _answer(self, known: Sequence[Known], entries: Sequence[Entry]) -> Callable[[int, int], str | None]:
        return lambda row, action: self.desk.answers.get(
            same_action(self.key, known[action].faces[0], entries[row].face).key
        )

    def _tell_numbers(
        self, entries: Sequence[Entry], links: Mapping[int, Match], meant: Mapping[str, int], issued: Issued
    ) -> None:
        """Tell of numbers that stand on several rows, on the wrong rows, or no longer on any."""
        carried = Counter(entry.face.number for entry in entries if entry.face.number)
        wrong: list[Entry] = []
        without: list[Entry] = []
        for row, entry in enumerate(entries):
            number, match = entry.face.number, links.get(row)
            mine = match is not None and number is not None and meant.get(number) == match.action
            if number and carried[number] > 1 and not mine:
                self.desk.tell(NUMBER_TWICE, entry, id=number, count=str(carried[number]))
            elif match and number and number in meant and not mine:
                wrong.append(entry)
            elif match and not number and issued.prints and match.action in meant.values():
                without.append(entry)
        if wrong:
            self.desk.tell(NUMBERS_SHUFFLED, wrong[0], count=str(len(wrong)))
        if without:
            self.desk.tell(NUMBERS_GONE, without[0], count=str(len(without)))

    def _tell_left_behind(self, numbers: Sequence[str]) -> None:
        """Tell of actions whose area a later return of the same round fills in without them, a line for each return."""
        newest = {entries[0].reading.round: entries for entries in self.came if entries}
        asked = {id(about) for about, decision in self.desk.questions.values() if decision.kind == "same-action?"}
        behind: dict[Source, list[str]] = {}
        for draft, number in zip(self.drafts, numbers, strict=True):
            last = draft.sources[-1]
            later = newest[last.round]
            has_area = any(entry.area == draft.area for entry in later)
            if has_area and last.sha256 != later[0].reading.sha256 and id(draft) not in asked:
                first = next((each for each in behind if each.sha256 == last.sha256), last)
                behind.setdefault(first, []).append(f"{self.key}/{number}")
        for at, ids in behind.items():
            newer = newest[at.round][0].reading.file
            facts = {"count": str(len(ids)), "newer": newer, "ids": ", ".join(ids)}
            self.desk.findings.append(Finding(LEFT_BEHIND, at.file, at.sheet, at.row, facts=facts))


def _as_issued(entry: Entry, issued: Issued) -> Entry:
    """The row with what was sent out in its place, as far as the row itself tells."""
    number = entry.face.number or ""
    numbers = _by_number(issued.numbers(entry.face), number)
    if len(numbers) != 1:
        numbers = [number] if issued.shares(number, entry.action.values) else []
    return replace(entry, issued=issued.prints[numbers[0]]) if numbers else entry


def _by_number(numbers: list[str], number: str | None) -> list[str]:
    """Of several numbers, the one that the row bears, if it is among them."""
    return [number] if number in numbers else numbers
