"""What is said beside the actions is not lost on the way to the city: the first tab, goals and situations."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple

from tests.stories.desk import Desk
from tests.stories.workbooks import HANDMADE, JARVA, form, type_text
from xlplan import read_return, write_template
from xlplan.plan.model import Reading

TEXTS = "Planernas texter"


def sent_in(folder: Path, name: str, at: dict[str, str]) -> Reading:
    path = folder / name
    write_template(form(), "jarva", path)
    book = load_workbook(path)
    for cell, text in at.items():
        type_text(book.worksheets[0], *coordinate_to_tuple(cell), text)
    book.save(path)
    return read_return(path, form())


def test_the_answers_of_the_first_tab_stand_in_the_city_workbook(tmp_path: Path) -> None:
    reading = sent_in(tmp_path, "plan.xlsx", {"B5": "SDN 2024/17", "B6": "Samordnare"})
    desk = Desk(tmp_path)
    desk.merge([reading])
    assert [(each["Stadsdelsförvaltning"], each["Fält"], each["Text"]) for each in desk.rows(TEXTS)] == [
        ("Järva", "Diarienummer", "SDN 2024/17"),
        ("Järva", "Kontaktperson (funktion)", "Samordnare"),
        ("Järva", "Lokalpolisområde", "Järva"),
    ]


def test_what_a_later_return_says_again_stands_once_and_what_it_changed_beside(tmp_path: Path) -> None:
    first = sent_in(tmp_path, "1.xlsx", {"B5": "SDN 2024/17", "B6": "Samordnare"})
    later = sent_in(tmp_path, "2.xlsx", {"B5": "SDN 2024/17", "B6": "Enhetschef"})
    desk = Desk(tmp_path)
    desk.merge([first, later])
    assert sorted(each["Text"] for each in desk.rows(TEXTS)) == ["Enhetschef", "Järva", "SDN 2024/17", "Samordnare"]


def test_without_such_texts_there_is_no_such_tab(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.merge([read_return(HANDMADE / JARVA, form())])
    assert TEXTS not in load_workbook(desk.path).sheetnames
