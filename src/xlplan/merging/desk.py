"""What comes up while returns are put together: decisions, with the answers given before, and things to tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from xlplan.findings.finding import Finding, Kind
from xlplan.form.model import Form
from xlplan.merging.entry import Entry
from xlplan.merging.face import Face
from xlplan.merging.model import ANSWERS, Decision, Side


@dataclass(slots=True)
class Desk:
    """The decisions and findings of a district, in the order they came up."""

    form: Form
    answers: Mapping[str, str]
    questions: dict[str, tuple[object, Decision]] = field(default_factory=dict)
    """By key: whose it is (the draft, whose number is not given yet), and the decision."""
    findings: list[Finding] = field(default_factory=list)

    def round_of(self, entry: Entry) -> str:
        """The round that a row's plan texts are of; a return that does not say is of the first."""
        return entry.reading.round or self.form.rounds[0].key

    def ask(self, about: object, decision: Decision) -> str | None:
        """Put a decision on the desk; gives the answer, if there is one that can be given to it."""
        answer = self.answers.get(decision.key)
        decided = answer if answer in ANSWERS[decision.kind] else None
        self.questions.setdefault(decision.key, (about, replace(decision, decided=decided)))
        return decided

    def tell(self, kind: Kind, entry: Entry, at: str = "", **facts: str) -> None:
        """Put a finding about a row on the desk, at the cell of a column's key where one is given."""
        row, col = entry.action.places.get(at, (entry.action.row, 0))
        self.findings.append(Finding(kind, entry.reading.file, entry.action.sheet, row, col, facts=facts))


def same_action(district: str, one: Face, other: Face, *, score: int | None = None) -> Decision:
    """The question whether two are one action; its key follows from the words of both."""
    return Decision(
        "same-action?",
        district,
        Side(one.told),
        Side(other.told),
        score=score,
        about=f"{one.about}|{other.about}",
    )
