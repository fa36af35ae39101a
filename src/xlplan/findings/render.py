"""Findings as text and as JSON."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Any

from xlplan.findings.finding import Finding, Language, Severity
from xlplan.findings.personal import mask

_LABEL = {
    Severity.ERROR: {"sv": "fel", "en": "error"},
    Severity.WARNING: {"sv": "varning", "en": "warning"},
    Severity.INFO: {"sv": "upplysning", "en": "info"},
}
OF_DISTRICT = frozenset({"value", "opening", "number", "where", "detail", "a", "b"})
"""Facts that are the district's words; the others are the form's or ours."""
LONGEST_VALUE = 120
"""A value is shown at most so long in a sentence."""
_BREAKS = re.compile(r"\r\n|[\n\t\x85\u2028\u2029]")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def severity_word(severity: Severity, language: Language) -> str:
    """The severity as people read it."""
    return _LABEL[severity][language]


def safe(text: str) -> str:
    r"""Text of others as it may stand in a line of ours: no line breaks, no control or direction signs.

    >>> safe("a\nb\x1b[31m"), safe("a\u2028b\x85c")
    ('a b�[31m', 'a b c')
    """
    text = unicodedata.normalize("NFC", _BREAKS.sub(" ", text))
    return _UNSAFE.sub("\ufffd", text)


def shown(text: str) -> str:
    """A value as a sentence shows it: personal numbers masked, on one line, cut where it is long."""
    text = safe(mask(text))
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1].rstrip() + "…"


def place(finding: Finding) -> str:
    """Where it is: ``jarva.xlsx:'Unga i riskzon'!E7``."""
    where = safe(mask(finding.file))
    if finding.sheet:
        sheet = safe(mask(finding.sheet)).replace("'", "''")
        where += f":'{sheet}'" + (f"!{finding.cell}" if finding.cell else "")
    return where


def line(finding: Finding, language: Language) -> str:
    """The finding on one line: place, severity, code, what is wrong and what to do."""
    told = tellable(finding)
    word = severity_word(finding.kind.severity, language)
    return f"{place(finding)}: {word} {finding.kind.code} {told.message(language)} {told.hint(language)}"


def to_json(finding: Finding, language: Language) -> dict[str, Any]:
    """The finding as the contract has it."""
    told = tellable(finding)
    return {
        "code": finding.kind.code,
        "name": finding.kind.name,
        "severity": finding.kind.severity.label,
        "file": mask(finding.file) or None,
        "sheet": mask(finding.sheet) or None,
        "cell": finding.cell,
        "message": told.message(language),
        "hint": told.hint(language),
    }


def tellable(finding: Finding) -> Finding:
    """The finding with facts as a sentence shows them."""
    return replace(finding, facts={name: shown(text) for name, text in finding.facts.items()})


def without_values(finding: Finding) -> Finding:
    """The finding without the district's own words: ``…`` stands for them."""
    hidden = OF_DISTRICT | ({"title"} if finding.kind.name == "added-area" else set())
    return replace(finding, facts={name: "…" if name in hidden else text for name, text in finding.facts.items()})
