"""What a letter says besides its findings, in Swedish and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlplan.findings.finding import Language, Severity


@dataclass(frozen=True, slots=True)
class LetterWords:
    """The words in one language."""

    greeting: str
    thanks: str
    thanks_to: str
    verdict: Mapping[Severity | None, str]
    """By the worst finding; None when there is none."""
    headings: Mapping[Severity, str]
    whole: str
    tab: str
    do: str
    likewise: str
    """For places whose sentences are not told one by one."""
    more: str
    """After a list of cells that goes on."""
    again: str
    address: str
    """What an address of a cell means."""
    by: str
    farewell: str


LETTER_WORDS: Mapping[Language, LetterWords] = {
    "sv": LetterWords(
        greeting="Hej!",
        thanks="Tack för arbetsboken ”{file}”.",
        thanks_to="Tack för arbetsboken ”{file}” från {sender}.",
        verdict={
            Severity.ERROR: "Några saker måste rättas innan den kan användas.",
            Severity.WARNING: "Det finns några saker i den som vi vill att ni tittar på.",
            Severity.INFO: "Inget behöver rättas.",
            None: "Allt ser bra ut och inget behöver rättas.",
        },
        headings={
            Severity.ERROR: "MÅSTE RÄTTAS",
            Severity.WARNING: "ATT TITTA PÅ",
            Severity.INFO: "BRA ATT VETA (ni måste inte göra något)",
        },
        whole="Hela arbetsboken",
        tab="Fliken {tab}",
        do="Gör så här: ",
        likewise="Likadant på {count} ställen till: {cells}.",
        more=" och {count} till",
        again="Skicka in arbetsboken igen{by} när ni är klara.",
        address="E7 betyder kolumn E, rad 7.",
        by=" senast den {day}",
        farewell="Hör gärna av er om något är oklart.",
    ),
    "en": LetterWords(
        greeting="Hello,",
        thanks="Thank you for the workbook “{file}”.",
        thanks_to="Thank you for the workbook “{file}” from {sender}.",
        verdict={
            Severity.ERROR: "Some things must be put right before it can be used.",
            Severity.WARNING: "There are some things in it that we would like you to look at.",
            Severity.INFO: "Nothing needs to be put right.",
            None: "All looks well and nothing needs to be put right.",
        },
        headings={
            Severity.ERROR: "TO PUT RIGHT",
            Severity.WARNING: "TO LOOK AT",
            Severity.INFO: "GOOD TO KNOW (you need not do anything)",
        },
        whole="The whole workbook",
        tab="Tab {tab}",
        do="What to do: ",
        likewise="The same at {count} places more: {cells}.",
        more=" and {count} more",
        again="Please send the workbook in again{by} when you are done.",
        address="E7 means column E, row 7.",
        by=" by {day}",
        farewell="Do write to us if anything is unclear.",
    ),
}
