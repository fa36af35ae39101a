"""The city workbook says what the city plan says, and its figures are right wherever they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.unit.merging.returns import TERTIAL, returned
from xlplan import merge, write_city
from xlplan.city.figures import count, not_asked
from xlplan.merging.model import CityPlan
from xlplan.plan.model import Reading
from xlplan.sheets.files import OutputExists

NAV = {"cause": "Nyrekrytering", "action": "Fristående skolor i navet", "when": "Under året", "who": "Samordnare"}
WALKS = {"cause": "Otrygga stråk", "action": "Vandra varje vecka"}


def city(*readings: Reading) -> CityPlan:
    return merge(readings, TERTIAL)


def rows(plan: CityPlan, folder: Path, tab: str) -> list[dict[str, object]]:
    """The rows of a table, by heading; blank cells left out."""
    path = folder / "stad.xlsx"
    write_city(plan, TERTIAL, path, force=True)
    header, *body = load_workbook(path, data_only=True)[tab].iter_rows(min_row=3, values_only=True)
    return [
        {str(heading): value for heading, value in zip(header, row, strict=True) if value is not None} for row in body
    ]


def test_an_action_stands_with_its_rounds_status_and_source(tmp_path: Path) -> None:
    t1 = returned([{**NAV, "follow_up_t1": "Tre möten."}], round_="t1", file="t1.xlsx")
    vb = returned([{**NAV, "follow_up_vb": "Målet är uppfyllt."}], round_="vb", file="vb.xlsx")
    assert rows(city(t1, vb), tmp_path, "Alla åtgärder") == [
        {
            "Nr": "UNGA-01",
            "Stadsdelsförvaltning": "Järva",
            "Område": "Unga i riskzon för destruktivt beteende",
            "Orsak": "Nyrekrytering",
            "Åtgärd": "Fristående skolor i navet",
            "När": "Under året",
            "Vem": "Samordnare",
            "Uppföljning T1": "Tre möten.",
            "Verksamhetsberättelse": "Målet är uppfyllt.",
            "Måluppfyllelse": "Uppfyllt",
            "Beskedet kommer från": "Tolkat ur texten, Verksamhetsberättelse",
            "Källa": "t1.xlsx, fliken Unga i riskzon, rad 4\nvb.xlsx, fliken Unga i riskzon, rad 4",
        }
    ]


def test_texts_in_columns_of_a_districts_own_stand_under_other(tmp_path: Path) -> None:
    plan = city(returned([NAV], extra={"Kostnad": "5 000 kr"}))
    assert rows(plan, tmp_path, "Alla åtgärder")[0]["Övrigt"] == "Kostnad: 5 000 kr"


def test_what_a_person_has_to_decide_stands_with_both_texts_and_their_places(tmp_path: Path) -> None:
    one = returned([{**NAV, "follow_up_t1": "Tre möten."}], round_="t1", modified="1", file="a.xlsx")
    other = returned([{**NAV, "follow_up_t1": "Målet är uppfyllt."}], round_="t1", modified="2", file="b.xlsx")
    [decision] = rows(city(one, other), tmp_path, "Att avgöra")
    assert decision == {
        "Vad": "Olika uppgifter",
        "Stadsdelsförvaltning": "Järva",
        "Nr": "UNGA-01",
        "Gäller": "Uppföljning T1",
        "A": "Tre möten.",
        "Källa till A": "a.xlsx, fliken Unga i riskzon, rad 4",
        "Till A": "UNGA-01, Järva",
        "B": "Målet är uppfyllt.",
        "Källa till B": "b.xlsx, fliken Unga i riskzon, rad 4",
        "Till B": "UNGA-01, Järva",
        "Läge": "Att avgöra",
        "Nyckel": city(one, other).decisions[0].key,
    }


def test_the_register_counts_each_return_by_itself_though_files_share_a_name(tmp_path: Path) -> None:
    """Every district returns ``Åtgärdsplan.xlsx``, in a folder of its own."""
    jarva = returned([NAV, {"action": "Kurator"}], file="Åtgärdsplan.xlsx")
    bromma = returned([NAV], district="bromma", file="Åtgärdsplan.xlsx")
    register = rows(city(jarva, bromma), tmp_path, "Inlämning")
    counted = {
        row["Stadsdelsförvaltning"]: (row["Åtgärder"], row["Varningar"]) for row in register if row["Inlämnad"] == "Ja"
    }
    assert counted == {"Bromma stadsdelsförvaltning": (1, 0), "Järva stadsdelsförvaltning": (2, 3)}


def test_every_district_stands_in_the_register(tmp_path: Path) -> None:
    register = rows(city(returned([NAV])), tmp_path, "Inlämning")
    assert [row["Stadsdelsförvaltning"] for row in register] == [each.official_name for each in TERTIAL.districts]
    assert [row["Inlämnad"] for row in register].count("Saknas") == 10


def test_a_return_left_out_is_shown_as_not_counted(tmp_path: Path) -> None:
    plan = city(returned([NAV], district=None, file="okänd.xlsx"))
    [row] = [row for row in rows(plan, tmp_path, "Inlämning") if row.get("Fil") == "okänd.xlsx"]
    assert (row["Medräknad"], row["Åtgärder"]) == ("Saknas", 0)


def test_an_empty_city_plan_is_a_workbook_all_the_same(tmp_path: Path) -> None:
    assert rows(city(), tmp_path, "Alla åtgärder") in ([], [{}])
    book = load_workbook(tmp_path / "stad.xlsx")
    assert book.sheetnames[0] == "Sammanfattning"
    assert {"Alla åtgärder", "Inlämning", "Anmärkningar", "Att avgöra", "Om"} < set(book.sheetnames)


def test_a_text_longer_than_a_cell_is_cut_and_told_of(tmp_path: Path) -> None:
    long = {**NAV, "action": "å" * 40_000}
    plan = city(returned([long], file="a.xlsx"))
    [finding] = [each for each in plan.findings if each.kind.code == "XP604"]
    assert (finding.file, finding.row) == ("a.xlsx", 4)
    text = str(rows(plan, tmp_path, "Alla åtgärder")[0]["Åtgärd"])
    assert 32_000 < len(text) <= 32_767
    assert text.startswith("å" * 32_000)


def test_figures_count_statuses_and_what_is_lacking() -> None:
    plan = city(
        returned(
            [
                {**NAV, "status": "Uppfyllt", "follow_up_vb": "Klart."},
                {**WALKS, "follow_up_t1": "Målet är ej uppfyllt."},
                {"action": "Kurator"},
            ]
        )
    )
    figures = count(plan.actions, TERTIAL, not_asked(plan, TERTIAL))
    assert figures.actions == 3
    assert figures.statuses == (1, 0, 0, 0, 1, 1), "done, partly, ongoing, not begun, not done, unknown"
    assert figures.lacks == (1, 2, 2, 1), "cause, who, when, follow-up"


def test_another_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "stad.xlsx"
    path.write_text("stadens egna anteckningar")
    with pytest.raises(OutputExists):
        write_city(city(), TERTIAL, path)
    assert path.read_text() == "stadens egna anteckningar"
    assert write_city(city(), TERTIAL, path, force=True)
    assert not write_city(city(), TERTIAL, path), "the very same bytes are there already"
