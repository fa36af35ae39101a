"""``xlplan explain``: what a kind of finding means and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from xlplan.cli.main import Command
from xlplan.cli.options import lang_option, language
from xlplan.cli.words import Refusal

WORDS = {
    "sv": {
        "unknown": "det finns ingen anmärkning ”{code}”.{near} Alla står i docs/findings.md.",
        "near": " Menade du {near}?",
        "severity": "Allvar",
        "family": "Familj",
        "what": "Vad",
        "do": "Att göra",
        "example": "Exempel",
    },
    "en": {
        "unknown": "there is no finding “{code}”.{near} All are listed in docs/findings.md.",
        "near": " Did you mean {near}?",
        "severity": "Severity",
        "family": "Family",
        "what": "What",
        "do": "To do",
        "example": "Example",
    },
}


@click.command("explain", cls=Command)
@click.argument("code", metavar="KOD")
@lang_option
def command(code: str, lang: str | None) -> None:
    """Förklara en anmärkning: vad den betyder, hur allvarlig den är och vad man gör åt den.

    \b
    Exempel:
      xlplan explain XP401
      xlplan explain missing-who --lang en
    """
    click.echo("\n".join(_page(code, lang)))


def _page(code: str, lang: str | None) -> Iterator[str]:
    """The page of a kind, named by its code or its name."""
    from xlplan.findings.catalogue import kinds
    from xlplan.findings.families import FAMILIES, example
    from xlplan.findings.render import line, severity_word
    from xlplan.form.problems import nearest

    spoken = language(lang)
    words = WORDS[spoken]
    known = {name: kind for kind in kinds() for name in (kind.code, kind.name)}
    kind = known.get(code.strip().upper()) or known.get(code.strip().lower())
    if kind is None:
        near = nearest(code, known)
        raise Refusal(words["unknown"].format(code=code, near=near and words["near"].format(near=near)))
    title, about = FAMILIES[kind.code[2]]
    family, meaning = (text.sv if spoken == "sv" else text.en for text in (title, about))
    message, hint = (text.sv if spoken == "sv" else text.en for text in (kind.message, kind.hint))
    yield f"{kind.code} {kind.name}"
    yield ""
    yield f"{words['severity']}: {severity_word(kind.severity, spoken)}"
    yield f"{words['family']}: XP{kind.code[2]}xx {family}. {meaning}"
    yield f"{words['what']}: {message}"
    yield f"{words['do']}: {hint}"
    yield f"{words['example']}: {line(example(kind), spoken)}"
