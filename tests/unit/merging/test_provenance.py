"""Every text of the city plan knows the file, its digest, tab, cell and time of saving."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment

from tests.stories.workbooks import form, workbook
from xlplan import merge, read_return
from xlplan.merging.as_json import city_json
from xlplan.merging.masking import masked
from xlplan.merging.model import Place

TABLE = """
    | Orsak         | Åtgärd                    | När         | Vem         | Uppföljning        | Kostnad |
    | Nyrekrytering | Fristående skolor i navet | Under året  | Avdelningen | Målet är uppfyllt. | 5 000   |
    """


def remark(book: Workbook) -> None:
    book.worksheets[0]["D2"].comment = Comment("Ny chef i maj.", "Samordnare")


def test_of_the_plan_of_the_follow_up_of_a_column_of_their_own_and_of_a_note(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Unga i riskzon": TABLE}, change=remark)
    reading = read_return(path, form())
    city = merge([reading], form())
    [action] = city.actions
    digest = sha256(path.read_bytes()).hexdigest()

    def at(cell: str) -> Place:
        return Place(path.name, "Unga i riskzon", cell, digest, reading.modified)

    assert reading.modified
    assert action.places == {"cause": at("A2"), "action": at("B2"), "when": at("C2"), "who": at("D2")}
    assert action.follow_ups["vb"].place == at("E2")
    assert (action.extra, action.extra_places) == ({"Kostnad": "5 000"}, {"Kostnad": at("F2")})
    assert (action.notes, action.note_places) == (("Ny chef i maj.",), (at("D2"),))
    [told] = city_json(city, form(), "sv")["actions"]
    assert told["extra"] == {"Kostnad": "5 000"}
    assert told["notes"] == ["Ny chef i maj."]
    assert told["places"]["Kostnad"] == {
        "file": path.name,
        "sha256": digest,
        "sheet": "Unga i riskzon",
        "cell": "F2",
        "time": reading.modified,
    }


def test_a_decisions_key_stays_when_its_texts_are_masked(tmp_path: Path) -> None:
    """An answer has to find its decision though the city workbook masks personal numbers."""
    readings = []
    for name, who in (("a Järva.xlsx", "Handläggare 640823-3234"), ("b Järva.xlsx", "Handläggare")):
        path = workbook(tmp_path, {"Unga i riskzon": TABLE.replace("Avdelningen", who)}, name)
        readings.append(read_return(path, form()))
    city = merge(readings, form())
    [decision] = city.decisions
    [shown] = masked(city).decisions
    assert "640823-3234" in decision.a.text + decision.b.text
    assert "640823-3234" not in shown.a.text + shown.b.text
    assert shown.key == decision.key
    assert merge(readings, form(), answers={shown.key: "keep-b"}).decisions[0].decided == "keep-b"
