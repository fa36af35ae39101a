"""The next year begins with what goes on, and with how it went beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.stories.workbooks import form, read, told
from tests.unit.merging.returns import TERTIAL, returned
from xlplan import merge, read_return
from xlplan.form.model import Form, NextYear
from xlplan.form.yearly import following
from xlplan.merging.next_year import carried_over, done_with, goes_on
from xlplan.template.prefill import with_last_year
from xlplan.template.workbook import template_bytes

DONE = {"action": "Utbilda coacher", "status": "Uppfyllt", "follow_up_vb": "Alla är utbildade."}
LINE_WORK = {"action": "Nattvandra", "when": "Tillsvidare", "status": "Uppfyllt", "follow_up_vb": "Gick bra."}
PARTLY = {"action": "Anställa fältare", "when": "T1", "status": "Delvis uppfyllt", "follow_up_t1": "En på plats."}
HANDED_ON = {"action": "Starta nätverk", "status": "Uppfyllt", "follow_up_vb": "Övergår i linjearbete."}
UNTOLD = {"action": "Kartlägga torget", "cause": "Otrygghet"}


def carried(of: Form, *rows: dict[str, str]) -> list[str]:
    plan = merge([returned(rows, round_="vb", of=of)], of)
    return [each.values["action"] for each in carried_over(plan, of, "jarva")]


def test_what_goes_on_is_carried_over_and_what_is_done_is_listed() -> None:
    plan = merge([returned([DONE, LINE_WORK, PARTLY, HANDED_ON, UNTOLD], round_="vb")], TERTIAL)
    assert [each.values["action"] for each in carried_over(plan, TERTIAL, "jarva")] == [
        "Nattvandra",
        "Anställa fältare",
        "Starta nätverk",
        "Kartlägga torget",
    ]
    assert [each.values["action"] for each in done_with(plan, TERTIAL)] == ["Utbilda coacher"]
    assert sum(goes_on(each, TERTIAL) for each in plan.actions) == 4


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (NextYear(statuses=(), always=()), ["Kartlägga torget"]),
        (NextYear(without_status=False), ["Nattvandra", "Anställa fältare", "Starta nätverk"]),
        (
            NextYear(statuses=("fulfilled",), without_status=False, always=()),
            ["Utbilda coacher", "Nattvandra", "Starta nätverk"],
        ),
    ],
)
def test_the_form_has_the_rule(rule: NextYear, expected: list[str]) -> None:
    of = replace(TERTIAL, next_year=rule)
    assert carried(of, DONE, LINE_WORK, PARTLY, HANDED_ON, UNTOLD) == expected


def test_the_template_shows_how_it_went_keeps_the_number_and_names_the_earlier_action(tmp_path: Path) -> None:
    plan = merge([returned([DONE, PARTLY], round_="vb")], TERTIAL)
    new = following(TERTIAL)
    assert (new.year, {each.due.year for each in new.rounds if each.due} - {2025, 2026}) == (2025, set())
    path = tmp_path / "Järva.xlsx"
    path.write_bytes(template_bytes(with_last_year(new), "jarva", actions=carried_over(plan, TERTIAL, "jarva")))
    sheet = load_workbook(path)["Unga i riskzon"]
    texts = {str(cell.value): sheet.cell(4, cell.column).value for cell in sheet[3]}
    assert texts["Så gick det 2024"] == "Delvis uppfyllt.\nUppföljning T1: En på plats."
    assert (texts["Åtgärd"], texts["Nr"]) == ("Anställa fältare", "UNGA-02")
    assert [texts[title] for title in ("Uppföljning T1", "Måluppfyllelse")] == [None, None]
    letter = next(cell.column_letter for cell in sheet[3] if cell.value == "Så gick det 2024")
    [rule] = [each for each in sheet.data_validations.dataValidation if f"{letter}4" in str(each.sqref)]
    assert (rule.type, rule.formula1) == ("custom", "FALSE"), "what is typed there is refused"
    reading = read_return(path, new)
    assert reading.issued["UNGA-02"]["earlier_id"] == "2024/UNGA-02"
    assert [(each.id, each.values["action"]) for each in reading.actions] == [("UNGA-02", "Anställa fältare")]
    assert reading.actions[0].extra == {}, "it is what the city itself wrote there"
    assert reading.ledger.unplaced == ()
    assert {code for code, _, _ in told(reading, new)} <= {"XP221", "XP403", "XP401"}
    again = merge([reading], new)
    assert [each.id for each in again.actions] == ["jarva/UNGA-02"]
    assert again.decisions == ()


@pytest.mark.parametrize("sort", [False, True])
def test_how_it_went_is_the_districts_word_only_where_it_changed_it(tmp_path: Path, sort: bool) -> None:
    plan = merge([returned([LINE_WORK, PARTLY], round_="vb")], TERTIAL)
    new = following(TERTIAL)
    path = tmp_path / "Järva.xlsx"
    path.write_bytes(template_bytes(with_last_year(new), "jarva", actions=carried_over(plan, TERTIAL, "jarva")))
    book = load_workbook(path)
    sheet = book["Unga i riskzon"]
    if sort:
        rows = [[cell.value for cell in row] for row in sheet["A4:L5"]]
        for at, texts in zip((5, 4), rows, strict=True):
            for col, text in enumerate(texts, 1):
                sheet.cell(at, col).value = text
    col = next(cell.column for cell in sheet[3] if cell.value == "Så gick det 2024")
    row = next(row for row in (4, 5) if sheet.cell(row, col).value.startswith("Delvis"))
    sheet.cell(row, col).value = "Delvis, men torget blev lugnare."
    book.save(path)
    reading = read_return(path, new)
    extras = {action.values["action"]: action.extra for action in reading.actions}
    assert extras == {"Nattvandra": {}, "Anställa fältare": {"Så gick det 2024": "Delvis, men torget blev lugnare."}}
    assert reading.ledger.unplaced == ()


def test_a_blank_template_of_the_new_year_has_no_such_column(tmp_path: Path) -> None:
    path = tmp_path / "Järva.xlsx"
    path.write_bytes(template_bytes(following(form()), "jarva"))
    assert read(path, following(form())).actions == ()
    assert "Så gick det" not in str([cell.value for cell in load_workbook(path)["Unga i riskzon"][3]])
