"""What changed between two versions of a plan, told so that a person sees it and a program can use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

from tests.cli.conftest import Xlplan
from tests.stories.desk import Desk
from tests.stories.workbooks import HANDMADE, JARVA, KUNGSHOLMEN, form, read, workbook
from xlplan.city.reading_back import read_actions
from xlplan.city.workbook import read_previous
from xlplan.form.model import Form

HEADINGS = "| Orsak | Åtgärd | När | Vem | Uppföljning |"
BEFORE = {
    "Unga i riskzon": f"""
{HEADINGS}
| Nyrekrytering | Fristående skolor i navet | Under året | Samordnare | |
| Skolfrånvaro | Uppsöka elever med hög frånvaro | T1 | Skolkurator | |
| Droger | Föräldramöten om droger | Varje termin | Fältarna | |
""",
    "Otrygga platser": f"""
{HEADINGS}
| Otrygga stråk | Vandra på torget varje vecka | Varje vecka | Grannar | |
""",
}
AFTER = {
    "Unga i riskzon": f"""
{HEADINGS}
| Skolfrånvaro | Uppsöka elever med hög frånvaro | T1 | Skolkurator och polis | Målet är uppfyllt. |
| Nyrekrytering | Fristående  skolor i navet. | Under året | Samordnare | |
| Otrygga stråk | Vandra på torget varje vecka | Varje vecka | Grannar | |
""",
    "Otrygga platser": f"""
{HEADINGS}
| Mörker | Ny belysning längs gångvägen | Hösten | Trafikkontoret | |
""",
}


@pytest.fixture
def sides(folder: Path) -> tuple[Path, Path]:
    return workbook(folder, BEFORE, "Järva plan.xlsx"), workbook(folder, AFTER, "Järva T1.xlsx")


def test_what_is_new_gone_moved_and_changed_is_told_word_by_word(
    xlplan: Xlplan,
    sides: tuple[Path, Path],
) -> None:
    done = xlplan("diff", *sides)
    assert done.exit == 0
    assert done.out.splitlines() == [
        "Skillnader: Järva plan.xlsx → Järva T1.xlsx",
        "1 nya, 1 borta, 1 flyttade, 1 ändrade, 1 lika.",
        "",
        "Ändrad: Unga i riskzon för destruktivt beteende (Järva T1.xlsx, fliken Unga i riskzon, rad 2)",
        "  Uppsöka elever med hög frånvaro",
        "  Vem: Skolkurator{+ och polis+}",
        "  Uppföljning: {+Målet är uppfyllt.+}",
        "",
        "Borta: Unga i riskzon för destruktivt beteende (Järva plan.xlsx, fliken Unga i riskzon, rad 4)",
        "  Orsak: Droger",
        "  Åtgärd: Föräldramöten om droger",
        "  När: Varje termin",
        "  Vem: Fältarna",
        "",
        "Flyttad: Unga i riskzon för destruktivt beteende (Järva T1.xlsx, fliken Unga i riskzon, rad 4)",
        "  Vandra på torget varje vecka",
        "  Område: [-Otrygga och brottsutsatta platser-]{+Unga i riskzon för destruktivt beteende+}",
        "",
        "Ny: Otrygga och brottsutsatta platser (Järva T1.xlsx, fliken Otrygga platser, rad 2)",
        "  Orsak: Mörker",
        "  Åtgärd: Ny belysning längs gångvägen",
        "  När: Hösten",
        "  Vem: Trafikkontoret",
    ]


def test_the_json_says_the_same(xlplan: Xlplan, sides: tuple[Path, Path]) -> None:
    told = json.loads(xlplan("diff", *sides, "--format", "json").out)
    assert (told["schema_version"], told["same"]) == (1, 1)
    assert [change["kinds"] for change in told["changes"]] == [["changed"], ["gone"], ["moved"], ["added"]]
    [who, _] = told["changes"][0]["cells"]
    assert who["words"] == [["same", "Skolkurator"], ["new", " och polis"]]


def test_the_workbook_strikes_out_what_went_and_shows_in_bold_what_came(
    xlplan: Xlplan,
    folder: Path,
    sides: tuple[Path, Path],
) -> None:
    assert xlplan("diff", *sides, "--format", "xlsx").exit == 2, "it needs a file to write to"
    assert xlplan("diff", *sides, "--format", "xlsx", "-o", "skillnader.xlsx").exit == 0
    once = (folder / "skillnader.xlsx").read_bytes()
    assert "(oförändrad)" in xlplan("diff", *sides, "--format", "xlsx", "-o", "skillnader.xlsx").out
    assert (folder / "skillnader.xlsx").read_bytes() == once
    sheet = load_workbook(folder / "skillnader.xlsx", rich_text=True)["Skillnader"]
    runs = sheet["H4"].value
    assert isinstance(runs, CellRichText)
    assert [(run.text, bool(run.font.b)) for run in runs if isinstance(run, TextBlock)] == [
        ("Skolkurator", False),
        (" och polis", True),
    ]
    gone = next(row for row in range(4, 12) if sheet.cell(row, 1).value == "Borta")
    assert sheet.cell(gone, 8).font.strike


def test_two_rounds_in_folders_and_two_city_workbooks_are_compared_likewise(
    xlplan: Xlplan,
    folder: Path,
) -> None:
    workbook(folder, BEFORE, "plan/Åtgärdsplan 2024 Järva.xlsx")
    workbook(folder, AFTER, "t1/Åtgärdsplan 2024 Järva T1.xlsx")
    between = xlplan("diff", "plan", "t1", "--plan", "stockholm-2024")
    assert between.out.splitlines()[1] == "1 nya, 1 borta, 1 flyttade, 1 ändrade, 1 lika."
    for name in ("plan", "t1"):
        assert xlplan("merge", name, "--plan", "stockholm-2024", "-o", f"{name}.xlsx").exit == 0
    books = xlplan("diff", "plan.xlsx", "t1.xlsx", "--plan", "stockholm-2024")
    assert books.out.splitlines()[1] == "1 nya, 1 borta, 1 flyttade, 1 ändrade, 1 lika."
    assert "Vem: Skolkurator{+ och polis+}" in books.out


def test_what_cannot_be_read_is_told_and_nothing_is_compared(xlplan: Xlplan, sides: tuple[Path, Path]) -> None:
    sides[1].write_text("inget kalkylark")
    done = xlplan("diff", *sides)
    assert (done.exit, done.out, len(done.lines)) == (3, "", 1)


def test_a_personal_number_is_masked_also_where_one_digit_of_it_changed(xlplan: Xlplan, folder: Path) -> None:
    row = "| Orsak | Stötta 640823-3234 i skolan | T1 | Kurator | {} |"
    one, other = (
        workbook(folder, {"Unga i riskzon": f"{HEADINGS}\n{row.format(text)}"}, f"{name}.xlsx")
        for name, text in (("a", ""), ("b", "Mötte 640823-3234."))
    )
    told = xlplan("diff", one, other).out
    assert "640823-****" in told
    assert "3234" not in told


def read_back_as_written(desk: Desk, of: Form) -> None:
    past = read_previous(desk.path.read_bytes(), "stad.xlsx", of)
    assert past is not None
    titles = {area.key: area.title for area in desk.plan.areas}
    assert [
        (each.id, each.district, each.area, each.values, each.follow_ups, each.status)
        for each in read_actions(past, of)
    ] == [
        (
            each.id,
            each.district,
            titles[each.area],
            each.values,
            {key: told.text for key, told in each.follow_ups.items() if told.text},
            each.status,
        )
        for each in desk.plan.actions
    ]


def test_a_city_workbook_read_back_is_the_city_plan_that_was_written(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.merge([read(HANDMADE / JARVA), read(HANDMADE / KUNGSHOLMEN)])
    assert len(desk.plan.actions) == 37
    read_back_as_written(desk, form())
    desk.write("Alla åtgärder", 4, Stadens_kommentar="Ring", Eget="Något")
    desk.merge([read(HANDMADE / JARVA), read(HANDMADE / KUNGSHOLMEN)])
    read_back_as_written(desk, form())
    past = read_previous(desk.path.read_bytes(), "stad.xlsx", form())
    assert past is not None
    assert read_actions(past, form())[0].city == {"Stadens kommentar": "Ring", "Eget": "Något"}
