"""The ways between rows and their sources lead where they say, also when the coordinator has sorted the tables."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.programs import libreoffice
from tests.stories.workbooks import HANDMADE, JARVA, KUNGSHOLMEN, form, read
from tests.unit.merging.returns import TERTIAL, returned
from xlplan import merge
from xlplan.city import links
from xlplan.city.origins import RowsOfReturns
from xlplan.city.workbook import city_bytes, read_previous
from xlplan.form.model import Form

AREA, ALL, RETURNS, FINDINGS, DECIDE = "Unga i riskzon", "Alla åtgärder", "Inlämning", "Anmärkningar", "Att avgöra"
HEADER = 3
LINK = re.compile(rb'<f>HYPERLINK\((.*?),"(?:[^"]|"")*"\)</f>')
ADDRESS = re.compile(r"#'(.+)'!A(\d+)")


@cache
def handmade() -> bytes:
    return city_bytes(merge([read(HANDMADE / JARVA), read(HANDMADE / KUNGSHOLMEN)], form()), form())


def addresses(content: bytes) -> bytes:
    """The workbook with the address that each link makes as the cell's text, instead of the text it shows."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(result, "w") as target:
        for part in source.namelist():
            target.writestr(part, LINK.sub(rb"<f>\1</f>", source.read(part)))
    return result.getvalue()


def followed(content: bytes, scratch: Path, office: libreoffice.Office, *steps: dict[str, Any]) -> Workbook:
    """The addresses of all links, found by LibreOffice when it has done the steps."""
    path, again = scratch / "vägar.xlsx", scratch / "följda.xlsx"
    path.write_bytes(addresses(content))
    office.run(path, [*steps, {"do": "recalculate"}, {"do": "store", "path": str(again)}])
    return load_workbook(again, data_only=True)


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    header, *body = sheet.iter_rows(min_row=HEADER, values_only=True)
    return [dict(zip(header, row, strict=True)) for row in body]


def at(book: Workbook, address: str) -> tuple[str, dict[str, Any]]:
    """The tab that an address names, and its row there."""
    found = ADDRESS.fullmatch(address)
    assert found, address
    return found[1], rows(book[found[1]])[int(found[2]) - HEADER - 1]


def shown(content: bytes, tab: str) -> list[dict[str, Any]]:
    return rows(load_workbook(BytesIO(content), data_only=True)[tab])


def sorting(tab: str, heading: str) -> dict[str, Any]:
    """The step that sorts all rows of a table, upside down."""
    sheet = load_workbook(BytesIO(handmade()))[tab]
    by = next(cell for cell in sheet[HEADER] if cell.value == heading)
    cells = f"A{HEADER + 1}:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
    return {"do": "sort", "sheet": tab, "cells": cells, "by": by.column_letter, "descending": True}


@pytest.mark.needs("libreoffice")
@pytest.mark.parametrize("turned", [False, True], ids=["as written", "sorted"])
def test_every_link_leads_to_what_it_names(turned: bool, office: libreoffice.Office, tmp_path: Path) -> None:
    steps = [sorting(AREA, "Åtgärd"), sorting(RETURNS, "Stadsdelsförvaltning"), sorting(FINDINGS, "Vad")]
    book = followed(handmade(), tmp_path, office, *(steps if turned else ()))
    before = load_workbook(BytesIO(handmade()), data_only=True)
    order = [row["Nr"] for row in rows(book[AREA])]
    assert (order != [row["Nr"] for row in rows(before[AREA])]) is turned
    for row in rows(book[AREA]):
        tab, there = at(book, row["Till inlämningen"])
        assert tab == RETURNS
        assert there["Stadsdelsförvaltning"].startswith(row["Stadsdelsförvaltning"])
    came = [row for row in rows(book[RETURNS]) if row["Inlämnad"] == "Ja"]
    for row in came:
        tab, there = at(book, row["Till åtgärderna"])
        assert tab == ALL
        assert row["Stadsdelsförvaltning"].startswith(there["Stadsdelsförvaltning"])
    named = {(row["Cell"], row["Vad"]): row["Gå till"] for row in rows(before[FINDINGS])}
    for row in rows(book[FINDINGS]):
        tab, there = at(book, row["Gå till"])
        name = named[row["Cell"], row["Vad"]]
        if tab == RETURNS:
            assert there["Stadsdelsförvaltning"].startswith(name.removeprefix("Inlämning, "))
        else:
            assert name == f"{there['Nr']}, {there['Stadsdelsförvaltning']}"
            assert f"rad {re.sub('[A-Z]', '', row['Cell'])}" in there["Källa"]


def test_a_finding_on_a_row_leads_to_its_action_and_one_on_the_file_to_the_return() -> None:
    named = {(row["Kod"], row["Cell"]): row["Gå till"] for row in shown(handmade(), FINDINGS)}
    numbers = {row["Källa"]: row["Nr"] for row in shown(handmade(), ALL)}
    assert len(named) > 10
    for row in shown(handmade(), FINDINGS):
        source = f"{row['Fil']}, fliken {row['Flik']}, rad {re.sub('[A-Z]', '', row['Cell'] or '')}"
        district = "Järva" if "Järva" in row["Fil"] else "Kungsholmen"
        assert row["Gå till"] == (f"{numbers[source]}, {district}" if source in numbers else f"Inlämning, {district}")


def test_both_sides_of_a_question_lead_to_their_actions() -> None:
    walks = {"cause": "Otrygga stråk", "action": "Vandra i Tensta centrum varje vecka"}
    other = {"cause": "Otrygga stråk", "action": "Vandra i Rinkeby centrum varje vecka"}
    plan = merge([returned([walks], round_="t1"), returned([other], round_="t2")], TERTIAL)
    [row] = shown(city_bytes(plan, TERTIAL), DECIDE)
    assert row["Vad"] == "Samma åtgärd?"
    assert (row["Till A"], row["Till B"]) == ("UNGA-01, Järva", "UNGA-02, Järva")


@pytest.mark.parametrize(
    ("row", "number"), [(3, None), (4, "UNGA-01"), (9, "UNGA-01"), (10, "UNGA-02"), (900, "UNGA-02")]
)
def test_a_blank_field_at_the_end_of_a_card_is_the_cards(row: int, number: str | None) -> None:
    """Cards begin in rows 4 and 10 and are filled down to rows 7 and 13."""
    cards = returned([{"action": "Kurator", "cause": "Frånvaro"}, {"action": "Läxhjälp", "cause": "Frånvaro"}])
    plan = merge([cards], TERTIAL)
    moved = [
        replace(
            action,
            sources=tuple(replace(each, row=first) for each in action.sources),
            places={key: replace(place, cell=f"B{first + 3}") for key, place in action.places.items()},
        )
        for first, action in zip((4, 10), plan.actions, strict=True)
    ]
    found = RowsOfReturns(replace(plan, actions=tuple(moved))).action("jarva", cards.file, AREA, row)
    assert (found.id if found else None) == (f"jarva/{number}" if number else None)


def test_a_file_name_that_two_districts_share_leads_nowhere_wrong() -> None:
    row = {"action": "Kurator i skolan", "cause": "Skolfrånvaro", "when": "Under året"}
    two = [returned([row], district=key, file="Åtgärdsplan.xlsx") for key in ("jarva", "bromma")]
    plan = merge(two, TERTIAL)
    content = city_bytes(plan, TERTIAL)
    assert {row["Gå till"] for row in shown(content, FINDINGS)} <= {None}
    assert [row["Till inlämningen"] for row in shown(content, AREA)] == ["Bromma", "Järva"]


def test_links_are_nothing_that_the_city_wrote() -> None:
    """Merging again, with the workbook as another program saved it without any results, gives the same workbook."""
    of: Form = form()
    plan = merge([read(HANDMADE / JARVA), read(HANDMADE / KUNGSHOLMEN)], of)
    saved = BytesIO()
    load_workbook(BytesIO(handmade())).save(saved)
    for content in (handmade(), saved.getvalue()):
        past = read_previous(content, "stad.xlsx", of)
        assert past is not None
        assert city_bytes(plan, of, past) == handmade()


def test_with_too_much_to_look_through_a_link_is_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MOST_COMPARED", 0)
    of = form()
    content = city_bytes(merge([read(HANDMADE / JARVA), read(HANDMADE / KUNGSHOLMEN)], of), of)
    assert shown(content, FINDINGS) == shown(handmade(), FINDINGS)
    formulas = [str(row["Gå till"]) for row in rows(load_workbook(BytesIO(content))[FINDINGS])]
    assert {text.startswith("=HYPERLINK(") for text in formulas if not text.startswith("Inl")} == {True, False}
    assert all("INDEX(" not in text for text in formulas)
