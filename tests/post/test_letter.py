"""The letter to an officer: what stands in it, in which order, and what never does."""

from __future__ import annotations

from datetime import date

import pytest

from tests.clients.plans import form
from tests.stories.workbooks import HANDMADE, JARVA, KUNGSHOLMEN, findings, read
from xlplan.findings.catalogue import ADDED_AREA, ERROR_CELL, MISSING, UNPLACED_CELL, UNREADABLE, kinds
from xlplan.findings.families import example
from xlplan.findings.finding import Finding
from xlplan.post.letter import letter
from xlplan.sheets.refusal import Reason

TAB = "Unga i riskzon"
NUMBER, MASKED = "640823-3234", "640823-****"


def missing(row: int, sheet: str = TAB) -> Finding:
    return Finding(MISSING["who"], "retur.xlsx", sheet, row, 5, {"column": "Vem"})


def unplaced(row: int, value: str) -> Finding:
    return Finding(UNPLACED_CELL, "retur.xlsx", TAB, row, 9, {"value": value})


def test_a_whole_letter() -> None:
    found = [
        Finding(ADDED_AREA, "retur.xlsx", "Båtar", facts={"title": "Båtar"}),
        missing(6),
        missing(7),
        missing(9),
        Finding(ERROR_CELL, "retur.xlsx", TAB, 8, 3, {"value": "#REF!"}),
    ]
    told = letter("retur.xlsx", found, form(), "sv", district="jarva", due=date(2024, 5, 2))
    assert told == (
        "Hej!\n\n"
        "Tack för arbetsboken ”retur.xlsx” från Järva stadsdelsförvaltning. "
        "Några saker måste rättas innan den kan användas.\n\n"
        "MÅSTE RÄTTAS\n\n"
        "Fliken Unga i riskzon\n"
        "- C8: Cellen visar felet #REF! i stället för text.\n"
        "  Gör så här: Skriv texten direkt i cellen. (XP305)\n\n"
        "ATT TITTA PÅ\n\n"
        "Fliken Unga i riskzon\n"
        "- E6:E7, E9: Åtgärden saknar ansvarig (Vem).\n"
        "  Gör så här: Ange vilken funktion som ansvarar. (XP401)\n\n"
        "BRA ATT VETA (ni måste inte göra något)\n\n"
        "Fliken Båtar\n"
        "- Området ”Båtar” finns inte i mallen och lästes som förvaltningens eget.\n"
        "  Inget behöver göras om det är meningen. (XP206)\n\n"
        "Skicka in arbetsboken igen senast den 2 maj 2024 när ni är klara. E7 betyder kolumn E, rad 7.\n\n"
        "Hör gärna av er om något är oklart.\n"
    )


def test_a_plan_without_fault_is_thanked_for_and_no_more() -> None:
    reading = read(HANDMADE / JARVA)
    told = letter(reading.file, findings(reading), form(), "en", district=reading.district)
    assert told == (
        "Hello,\n\nThank you for the workbook “Åtgärdsplan 2024 Järva.xlsx” from Järva stadsdelsförvaltning. "
        "All looks well and nothing needs to be put right.\n\nDo write to us if anything is unclear.\n"
    )


def test_kungsholmens_letter_names_every_cell_to_look_at() -> None:
    reading = read(HANDMADE / KUNGSHOLMEN)
    told = letter(reading.file, findings(reading), form(), "sv", district=reading.district)
    assert [cells for cells in ("C6:C7:", "D6:D7:", "E6:E7:", "B8:", "D5:", "D9:") if cells not in told] == []


def test_many_of_one_kind_are_few_lines_and_a_count() -> None:
    told = letter("r.xlsx", [unplaced(row, f"ord {row}") for row in range(10, 60, 2)], form(), "sv")
    assert "  I18: Texten ”ord 18” hör" in told
    assert "ord 20" not in told
    assert "Likadant på 20 ställen till: I20, I22, I24, I26, I28, I30, I32, I34, I36, I38 och 10 till." in told


def test_a_file_that_could_not_be_read_gets_a_letter_too() -> None:
    found = [Finding(UNREADABLE[Reason.ENCRYPTED], "r.xlsx")]
    told = letter("r.xlsx", found, form(), "sv", district="Farsta och Skarpnäck")
    assert "från Farsta och Skarpnäck. Några saker måste rättas" in told
    assert "Hela arbetsboken\n- Arbetsboken är skyddad med lösenord" in told
    assert "kolumn E" not in told


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_personal_number_stands_in_the_clear(language: str) -> None:
    found = [unplaced(8, f"Ring {NUMBER}"), missing(6, f"Om {NUMBER}")]
    told = letter(f"{NUMBER}.xlsx", found, form(), "sv" if language == "sv" else "en", district=NUMBER)
    assert NUMBER not in told
    assert told.count(MASKED) == 4


@pytest.mark.parametrize("kind", list(kinds()), ids=lambda kind: kind.code)
def test_every_kind_can_be_told_in_both_languages(kind) -> None:
    for language in ("sv", "en"):
        told = letter("Järva.xlsx", [example(kind)], form(), language)
        assert f"({kind.code})" in told
        assert "{" not in told
        assert max(map(len, told.splitlines())) < 400
