"""A finding: what is wrong or notable, where, and the facts from which its sentence is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from xlplan.findings.counting import counted
from xlplan.findings.personal import mask
from xlplan.sheets.address import to_a1

Language = Literal["sv", "en"]


class Severity(IntEnum):
    """How much it matters; a larger number is worse."""

    INFO = 1
    """Something we changed, skipped or understood without being told."""
    WARNING = 2
    """A person should look."""
    ERROR = 3
    """Cannot be used as it stands."""

    @property
    def label(self) -> str:
        """The word in JSON and in options."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence in both languages; ``{name}`` stands for a fact of the finding."""

    sv: str
    en: str

    def say(self, language: Language, facts: dict[str, str]) -> str:
        """The sentence in one language with its facts in place."""
        template = self.sv if language == "sv" else self.en
        return counted(template, **facts)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding. Its code and name keep their meaning for ever."""

    code: str
    name: str
    severity: Severity
    message: Text
    hint: Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. Language is chosen when it is told, so that Swedish and English cannot drift apart."""

    kind: Kind
    file: str = ""
    sheet: str = ""
    row: int = 0
    """1-based; 0 where the finding is about no single cell."""
    col: int = 0
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def cell(self) -> str | None:
        """The address, or None."""
        return to_a1(self.row, self.col) if self.row and self.col else None

    def message(self, language: Language) -> str:
        """What is wrong, in one sentence; personal numbers in it are masked."""
        return self.kind.message.say(language, self._told_facts())

    def hint(self, language: Language) -> str:
        """What to do about it, in one sentence; personal numbers in it are masked."""
        return self.kind.hint.say(language, self._told_facts())

    def _told_facts(self) -> dict[str, str]:
        return {name: mask(text) for name, text in self.facts.items()}

    @property
    def order(self) -> tuple[str, str, int, int, str, str]:
        """Sorts findings as a person reads a workbook."""
        return self.file, self.sheet, self.row, self.col, self.kind.code, repr(sorted(self.facts.items()))


def worst(findings: tuple[Finding, ...]) -> int:
    """The highest severity among findings; 0 when there are none."""
    return max((finding.kind.severity for finding in findings), default=0)
