"""*Att avgöra*: the drop-downs that a person answers in, and the answers read back for the next merge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from xlplan.city.lost import Lost, earlier_lost
from xlplan.city.page import HEADER_ROW
from xlplan.city.past import PastBook
from xlplan.city.registers import DECISIONS
from xlplan.city.table import Laid
from xlplan.city.wording import CityWords
from xlplan.findings.catalogue import UNKNOWN_ANSWER
from xlplan.findings.finding import Finding
from xlplan.merging.model import ANSWERS, CityPlan, Decision
from xlplan.plan.words import plain
from xlplan.sheets.address import parse_a1
from xlplan.sheets.writing import DropDown, Sheet


def list_name(kind: str) -> str:
    """The defined name of the answers to a kind of decision."""
    return "xlplan_city_" + "".join(letter if letter.isalpha() else "_" for letter in kind)


def answer_lists(words: CityWords) -> dict[str, list[str]]:
    """The answers of each kind of decision, by the name of their list."""
    return {list_name(kind): [words.answers[answer] for answer in answers] for kind, answers in ANSWERS.items()}


def write_drop_downs(sheet: Sheet, laid: Laid, decisions: Sequence[Decision], words: CityWords) -> None:
    """A drop-down on each answer, of the answers to that kind of decision; any other text draws a warning."""
    col = [column.key for column in laid.columns].index("answer") + 1
    row = HEADER_ROW + 1
    for kind, alike in groupby(decisions, key=lambda decision: decision.kind):
        last = row + len(list(alike)) - 1
        title, message = words.answer_title, words.answer_help
        rule = DropDown(list_name(kind), "warning", title, message, words.decisions_tab, words.not_an_answer)
        sheet.drop_down(row, col, last, col, rule)
        row = last + 1


def read_answers(past: PastBook, words: CityWords) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """The answers by their decisions' keys, and a finding for each text that is none."""
    answers: dict[str, str] = {}
    findings: list[Finding] = []
    kinds = {plain(word): kind for kind, word in words.decision_kinds.items()}
    table = past.tables.get(DECISIONS)
    for row in table.rows if table else ():
        cells = row.cells
        text, key = (cells[name].text if name in cells else "" for name in ("answer", "key"))
        if not text:
            continue
        kind = kinds.get(plain(cells["what"].text) if "what" in cells else "", "")
        answer = _answer(text, ANSWERS.get(kind, ()), words)  # type: ignore[call-overload]  # an unknown kind has none
        if answer and key:
            answers[key] = answer
        else:
            line, col = parse_a1(cells["answer"].at) or (0, 0)
            possible = ", ".join(words.answers[each] for each in ANSWERS.get(kind, ()))  # type: ignore[call-overload]
            facts = {"value": text, "answers": possible or "–"}
            findings.append(Finding(UNKNOWN_ANSWER, past.file, table.tab if table else "", line, col, facts))
    for each in earlier_lost(past):
        if each.kind == "answer" and (answer := answer_of(each.text, words)):
            answers.setdefault(each.column, answer)
    return answers, tuple(findings)


def unasked(plan: CityPlan, past: PastBook, words: CityWords) -> Iterator[Lost]:
    """The answers to questions that are not asked any more."""
    asked = {decision.key for decision in plan.decisions}
    for key, answer in read_answers(past, words)[0].items():
        if key not in asked:
            what, why = words.lost_what["answer"], words.lost_why["decision"]
            yield Lost(words.decisions_tab, "", "", "", what, words.answers[answer], why, "answer", key)


def answer_of(text: str, words: CityWords) -> str | None:
    """The answer that a text gives to any kind of decision; None when it is none."""
    return _answer(text, tuple(words.answers), words)


def _answer(text: str, possible: Sequence[str], words: CityWords) -> str | None:
    """The answer that a text gives among those that are possible."""
    said = plain(text)
    for answer in possible:
        if said in {plain(words.answers[answer]), *(plain(each) for each in words.answer_spellings[answer])}:
            return answer
    return None
