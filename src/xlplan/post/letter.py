"""The verb: the findings of a return as a letter to the officer who sent it, plain text to paste or to mail.

By what matters most, then by tab, like findings together: where, what, and what to do. A letter is to be read to its
end, so it names a few places of each sort and counts the others; the annotated copy has them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from xlplan.findings.finding import Finding, Language, Severity
from xlplan.findings.personal import mask
from xlplan.findings.ranges import ranges
from xlplan.findings.render import safe, shown, tellable
from xlplan.form.model import Form
from xlplan.post.days import day_text
from xlplan.post.letter_words import LETTER_WORDS, LetterWords

MOST_SENTENCES = 5
"""So many different sentences of one kind are told of a tab; the cells of the others are named."""
MOST_CELLS = 10
"""So many cells and ranges are named in one line."""


def letter(
    file: str,
    findings: Sequence[Finding],
    form: Form | None,
    language: Language,
    *,
    district: str | None = None,
    due: date | None = None,
) -> str:
    """A letter about one return, ending with a line break.

    Args:
        file: The name of the return.
        findings: Those of ``check`` (or the one that says why the file could not be read), in reading order.
        form: The form that it answers; None when that could not be told.
        language: Of the letter.
        district: Key of the district that sent it, or its name.
        due: The day by which it is wanted back.
    """
    words = LETTER_WORDS[language]
    office = form.district(district or "") if form else None
    sender = office.official_name if office else district
    thanks = words.thanks_to if sender else words.thanks
    worst = max((finding.kind.severity for finding in findings), default=None)
    parts = [words.greeting, thanks.format(file=shown(file), sender=shown(sender or "")) + " " + words.verdict[worst]]
    for severity in sorted(Severity, reverse=True):
        told = [finding for finding in findings if finding.kind.severity is severity]
        if told:
            parts += [words.headings[severity], *_tabs(told, language, words)]
    if worst is not None and worst > Severity.INFO:
        by = words.by.format(day=day_text(due, language)) if due else ""
        again = words.again.format(by=by)
        parts.append(f"{again} {words.address}" if any(finding.cell for finding in findings) else again)
    parts.append(words.farewell)
    return "\n\n".join(parts) + "\n"


def _tabs(findings: Iterable[Finding], language: Language, words: LetterWords) -> Iterator[str]:
    """A paragraph for each tab; what is about the whole workbook comes first."""
    by_tab: dict[str, list[Finding]] = {"": []}
    for finding in findings:
        by_tab.setdefault(finding.sheet, []).append(finding)
    for sheet, told in by_tab.items():
        if told:
            heading = words.tab.format(tab=safe(mask(sheet))) if sheet else words.whole
            yield "\n".join([heading, *_items(told, language, words)])


def _items(findings: Iterable[Finding], language: Language, words: LetterWords) -> Iterator[str]:
    """The findings of a tab, those with one remedy together and the remedy once."""
    by_remedy: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        by_remedy.setdefault((finding.kind.code, tellable(finding).hint(language)), []).append(finding)
    for (code, remedy), told in by_remedy.items():
        do = words.do if told[0].kind.severity > Severity.INFO else ""
        first, *others = _sentences(told, language, words)
        yield "\n".join([f"- {first}", *(f"  {each}" for each in others), f"  {do}{remedy} ({code})"])


def _sentences(findings: Iterable[Finding], language: Language, words: LetterWords) -> Iterator[str]:
    """What is wrong, each sentence once with its cells before it; after some, only the cells of the rest."""
    cells: dict[str, list[str]] = {}
    for each in ranges(findings):
        cells.setdefault(tellable(each.first).message(language), []).append(each.cells)
    told = list(cells.items())
    for sentence, places in told[:MOST_SENTENCES]:
        where = _places(places, words)
        yield f"{where}: {sentence}" if where else sentence
    if rest := [place for _, places in told[MOST_SENTENCES:] for place in places]:
        yield words.likewise.format(cells=_places(rest, words), count=len(rest))


def _places(cells: Sequence[str], words: LetterWords) -> str:
    named = [cell for cell in cells if cell]
    more = len(named) - MOST_CELLS
    return ", ".join(named[:MOST_CELLS]) + (words.more.format(count=more) if more > 0 else "")
