"""The simulated year run through: templates out, returns in, links held against the truth, questions answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from tests.year import story
from tests.year.returns import Rows, Truth, write_return
from xlplan import merge, read_return
from xlplan.merging.carry import prepared_actions
from xlplan.merging.model import CityAction, CityPlan
from xlplan.plan.model import Reading
from xlplan.template.workbook import template_bytes

ROUNDS = {"plan": "2024-03-{:02}", "t1": "2024-05-{:02}", "t2": "2024-09-{:02}", "vb": "2025-01-{:02}"}
LATER_COPY = 15
"""Days between a district's own copy and that of the police."""


@dataclass(slots=True)
class Score:
    """How the rows of a round were tied to the actions of the rounds before."""

    true: int = 0
    made: int = 0
    asked: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    questions: Counter[str] = field(default_factory=Counter)
    """What is asked of a person after the round, by kind."""

    @property
    def precision(self) -> float:
        """Of the links made silently, the share that is right."""
        made = self.made + len(self.wrong)
        return self.made / made if made else 1.0

    @property
    def recall(self) -> float:
        """Of the true links, the share made or put before a person."""
        return (self.made + self.asked) / self.true if self.true else 1.0

    def __iadd__(self, other: Score) -> Score:
        self.true, self.made, self.asked = self.true + other.true, self.made + other.made, self.asked + other.asked
        self.wrong, self.missed = self.wrong + other.wrong, self.missed + other.missed
        self.questions += other.questions
        return self


@dataclass(slots=True)
class Year:
    """A city's year: the returns so far, what they are in truth, and what the coordinator answered."""

    folder: Path
    marks: bool
    form: object = field(default_factory=story.form)
    truth: Truth = field(default_factory=Truth)
    readings: list[Reading] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    rows: dict[int, Rows] = field(default_factory=dict)
    """Each district's rows as it last sent them."""
    scores: dict[str, Score] = field(default_factory=dict)

    def run(self) -> CityPlan:
        """The whole year."""
        everybody = range(len(story.form().districts))
        self._round("plan", everybody, lambda at, rows: rows)
        self._round("t1", everybody, story.in_first_round)
        self._round("t2", everybody, story.in_second_round, copies=story.TWO_COPIES)
        self._round("vb", [at for at in everybody if at not in story.LATE], story.in_last_round)
        return self._round("vb", story.LATE, story.in_last_round, name="late vb")

    def _round(
        self,
        round_: str,
        districts: Iterable[int],
        edit: Callable[[int, Rows], Rows],
        *,
        copies: Iterable[int] = (),
        name: str = "",
    ) -> CityPlan:
        city = self.merged()
        came: list[Reading] = []
        for at in districts:
            rows = edit(at, self._sent(city, at, round_))
            sheets = [("", rows)]
            if at in copies:
                sheets = list(zip(("", " polisen"), story.two_copies(rows, f"follow_up_{round_}"), strict=True))
            template = self._template(city, at, round_)
            for place, (who, each) in enumerate(sheets):
                key = story.form().districts[at].key
                path = self.folder / f"{key} {round_}{who}.xlsx"
                saved = ROUNDS[round_].format(1 + at + LATER_COPY * place) + "T08:00:00Z"
                write_return(template, path, each, story.form(), self.truth, saved=saved, marks=self.marks)
                came.append(read_return(path, story.form()))
            self.rows[at] = rows
        self.readings += came
        city = self.merged()
        if round_ != "plan":
            self.scores[name or round_] = self._score(city, {each.sha256 for each in came})
        return self._answered(city, name or round_)

    def merged(self) -> CityPlan:
        """The city plan of the returns so far."""
        return merge(self.readings, story.form(), answers=self.answers)

    def _template(self, city: CityPlan, at: int, round_: str) -> bytes:
        key = story.form().districts[at].key
        actions = [] if round_ == "plan" else prepared_actions(city, story.form(), key)
        return template_bytes(story.form(), key, actions=actions, for_round=round_)

    def _sent(self, city: CityPlan, at: int, round_: str) -> Rows:
        """The rows that a district finds in its template, with what they are in truth."""
        if round_ == "plan":
            return story.first_plan(at)
        of = {action.id: self._truth_of(action) for action in city.actions}
        district = story.form().districts[at].key
        rows: Rows = {area.key: [] for area in story.form().areas}
        for each in prepared_actions(city, story.form(), district):
            truth = of[f"{district}/{each.id}"]
            if truth in {row.truth for every in self.rows[at].values() for row in every}:
                rows[each.area].append(story.Row(truth, dict(each.values), each.id))
        return deepcopy(rows)

    def _truth_of(self, action: CityAction) -> str:
        """What an action is in truth, by the first row it was made from; a half of a split is the half."""
        found = [self.truth.of[each.file, each.sheet, each.row] for each in action.sources]
        halves = [each for each in found if "|" in each]
        return halves[0] if halves else found[0]

    def _score(self, city: CityPlan, came: set[str]) -> Score:
        """Hold the links of the rows that just came against the truth.

        A true link is a row of an action that an earlier return has. Of an action split in two, either half will do.
        """
        score = Score(questions=Counter(each.kind for each in city.decisions if each.decided is None))
        action_of = {(each.file, each.sheet, each.row): action.id for action in city.actions for each in action.sources}
        asked = {
            (decision.a.id, action_of[decision.b.file or "", decision.b.sheet or "", decision.b.row or 0])
            for decision in city.decisions
            if decision.kind == "same-action?" and decision.decided is None
        }
        homes: dict[tuple[str, str], set[str]] = defaultdict(set)
        now: dict[tuple[str, str], set[str]] = defaultdict(set)
        for action in city.actions:
            truths = {each: self.truth.of[each.file, each.sheet, each.row] for each in action.sources}
            earlier = {_whole(truth) for each, truth in truths.items() if each.sha256 not in came}
            for each, truth in truths.items():
                here = (action.district, truth)
                if each.sha256 not in came:
                    homes[here].add(action.id)
                elif earlier and _whole(truth) not in earlier:
                    score.wrong.append(f"{each.file} {each.sheet}!{each.row}: {truth} tied to {sorted(earlier)}")
                else:
                    now[here].add(action.id)
        for (district, truth), found in _halves_together(now, homes).items():
            if known := homes.get((district, truth)):
                score.true += 1
                if found & known:
                    score.made += 1
                elif any((home, each) in asked for home in known for each in found):
                    score.asked += 1
                else:
                    score.missed.append(f"{district}: {truth}")
        return score

    def _answered(self, city: CityPlan, name: str) -> CityPlan:
        """Let the coordinator answer, who knows the truth, until nothing is asked."""
        while open_ := [each for each in city.decisions if each.decided is None]:
            truths = {action.id: self._truth_of(action) for action in city.actions}
            for each in open_:
                if each.kind == "same-action?":
                    b = self.truth.of[each.b.file or "", each.b.sheet or "", each.b.row or 0]
                    alike = truths[each.a.id or ""].partition("|")[0] == b.partition("|")[0]
                    self.answers[each.key] = "same" if alike else "different"
                else:
                    self.answers[each.key] = "accept" if each.kind == "proposal" else "both"
            city = self.merged()
        return city


def _whole(truth: str) -> str:
    return truth.partition("|")[0]


def _halves_together(
    now: Mapping[tuple[str, str], set[str]], homes: Mapping[tuple[str, str], set[str]]
) -> dict[tuple[str, str], set[str]]:
    """The actions of this round by truth; halves that were never seen as halves count for the whole."""
    together: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (district, truth), found in now.items():
        together[district, truth if (district, truth) in homes else _whole(truth)] |= found
    return together
