"""What an annotated copy says besides its findings, in Swedish and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xlplan.findings.finding import Language
from xlplan.sheets.mend_marks import DONE_WORDS, NOTE_HEAD


@dataclass(frozen=True, slots=True)
class Words:
    """The words in one language."""

    tab: str
    headings: tuple[str, str, str, str, str, str, str]
    """Tab, cell, severity, code, what, what to do, done."""
    intro: tuple[str, ...]
    """A line each."""
    nothing: str
    whole: str
    """Stands for the tab of a finding about the whole workbook."""
    threaded: str
    """Said of a cell that gets no note of ours."""
    rebuilt: str
    note_head: str
    done: str
    page: str


WORDS: dict[Literal["sv", "en"], Words] = {
    "sv": Words(
        tab="Att rätta",
        headings=("Flik", "Cell", "Grad", "Kod", "Vad", "Gör så här", "Klart"),
        intro=(
            "Det här är er egen arbetsbok. Varje cell att rätta är färgad och har en anteckning; "
            "länken i kolumnen Cell leder dit.",
            "Skicka in arbetsboken igen när ni är klara. Den här fliken, färgerna och anteckningarna får vara kvar.",
        ),
        nothing="Det finns inget att rätta.",
        whole="(hela arbetsboken)",
        threaded="Cellen har en kommentarstråd och fick därför ingen anteckning.",
        rebuilt="Er fil gick inte att märka som den är. Det här är en ny arbetsbok med texterna ur den; "
        "utseende, bilder och diagram finns i er egen fil.",
        note_head=f"{NOTE_HEAD}: att rätta",
        done=DONE_WORDS[0],
        page="Sida &P av &N",
    ),
    "en": Words(
        tab="To mend",
        headings=("Tab", "Cell", "Degree", "Code", "What", "What to do", "Done"),
        intro=(
            "This is your own workbook. Each cell to mend is coloured and has a note; "
            "the link in the column Cell leads there.",
            "Send the workbook in again when you are done. This tab, the colours and the notes may stay.",
        ),
        nothing="There is nothing to mend.",
        whole="(the whole workbook)",
        threaded="The cell has a thread of comments and therefore got no note.",
        rebuilt="Your file could not be marked as it is. This is a new workbook with the texts from it; "
        "looks, pictures and charts are in your own file.",
        note_head=f"{NOTE_HEAD}: to mend",
        done=DONE_WORDS[1],
        page="Page &P of &N",
    ),
}


def words_for(language: Language) -> Words:
    """The words in a language."""
    return WORDS[language]
