"""What a comparison says itself, in Swedish and English."""

from __future__ import annotations

from dataclasses import dataclass

from xlplan.diff.model import Kind


@dataclass(frozen=True, slots=True)
class DiffWords:
    """Every fixed text of a comparison."""

    title: str
    kinds: dict[Kind, str]
    counts: str
    alike: str
    status: str
    moved: str
    tab: str
    help: str
    nothing: str
    headings: tuple[str, ...]
    page: str


SWEDISH = DiffWords(
    title="Skillnader: {before} → {after}",
    kinds={"added": "Ny", "gone": "Borta", "moved": "Flyttad", "changed": "Ändrad"},
    counts="{added} nya, {gone} borta, {moved} flyttade, {changed} ändrade, {same} lika.",
    alike="liknar, {score} av 100: troligen samma åtgärd",
    status="Måluppfyllelse",
    moved="Område",
    tab="Skillnader",
    help="Det som togs bort står överstruket, det som kom till i fet stil.",
    nothing="Inga skillnader.",
    headings=("Vad", "Stadsdelsförvaltning", "Nr", "Åtgärd", "Kolumn", "Före", "Efter", "Ord för ord", "Källa"),
    page="Sida &P av &N",
)
ENGLISH = DiffWords(
    title="Differences: {before} → {after}",
    kinds={"added": "New", "gone": "Gone", "moved": "Moved", "changed": "Changed"},
    counts="{added} new, {gone} gone, {moved} moved, {changed} changed, {same} the same.",
    alike="alike, {score} of 100: probably the same action",
    status="Status",
    moved="Area",
    tab="Differences",
    help="What was taken away is struck through, what was put in is bold.",
    nothing="No differences.",
    headings=("What", "District office", "No.", "Action", "Column", "Before", "After", "Word by word", "Source"),
    page="Page &P of &N",
)


def diff_words(language: str) -> DiffWords:
    """The words in ``sv`` or ``en``."""
    return SWEDISH if language == "sv" else ENGLISH
