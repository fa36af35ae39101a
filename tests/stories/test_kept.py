"""What the coordinator writes in the city workbook comes back after every merge, or is listed; it is never lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from tests.stories.desk import ALL, DECIDE, HEADER, LOST, Desk, column, type_in
from tests.stories.workbooks import HANDMADE, JARVA, KUNGSHOLMEN, form, read
from tests.unit.merging.returns import TERTIAL, returned
from xlplan.city.workbook import read_previous
from xlplan.plan.model import Reading

AREA = "Unga i riskzon"
NAV = {"cause": "Nyrekrytering", "action": "Fristående skolor i navet", "when": "Under året", "who": "Samordnare"}
WALKS = {"cause": "Otrygga stråk", "action": "Vandra varje vecka", "when": "Varje vecka", "who": "Fältarna"}
SCHOOL = {"cause": "Skolfrånvaro", "action": "Uppsöka elever med frånvaro", "when": "T1", "who": "Skolkurator"}


@pytest.fixture(scope="module")
def handmade() -> list[Reading]:
    return [read(HANDMADE / JARVA), read(HANDMADE / KUNGSHOLMEN)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, TERTIAL)


def test_a_comment_on_an_areas_tab_comes_back_there_and_among_all_actions(desk: Desk) -> None:
    returns = [returned([NAV, WALKS])]
    desk.merge(returns)
    desk.write(AREA, 5, Stadens_kommentar="Ring Järva", Bedömning="På väg", Beslut="Fortsätt")
    desk.merge(returns)
    for tab in (AREA, ALL):
        first, second = desk.rows(tab)
        assert "Stadens kommentar" not in first
        assert (second["Stadens kommentar"], second["Bedömning"], second["Beslut"]) == (
            "Ring Järva",
            "På väg",
            "Fortsätt",
        )
    assert desk.rows(LOST) == []


def test_of_two_comments_on_one_action_the_one_that_was_changed_holds_and_two_are_both_kept(desk: Desk) -> None:
    returns = [returned([NAV, WALKS])]
    desk.merge(returns)
    desk.write(AREA, 4, Stadens_kommentar="Första")
    desk.merge(returns)
    desk.write(ALL, 4, Stadens_kommentar="Andra")
    desk.merge(returns)
    assert [desk.rows(tab)[0]["Stadens kommentar"] for tab in (AREA, ALL)] == ["Andra", "Andra"]
    desk.write(AREA, 4, Stadens_kommentar="Ett")
    desk.write(ALL, 4, Stadens_kommentar="Två")
    desk.merge(returns)
    assert [desk.rows(tab)[0]["Stadens kommentar"] for tab in (AREA, ALL)] == ["Ett\n\nTvå"] * 2
    desk.write(ALL, 4, Stadens_kommentar=None)
    desk.merge(returns)
    assert "Stadens kommentar" not in desk.rows(AREA)[0]


def test_columns_of_the_citys_own_come_back_where_they_stood_with_numbers_as_numbers(desk: Desk) -> None:
    returns = [returned([NAV, WALKS])]
    desk.merge(returns)

    def add(book: Workbook) -> None:
        sheet = book[AREA]
        sheet.insert_cols(2)
        sheet.tables.clear()
        sheet.cell(HEADER, 2).value = "Kostnad"
        sheet.cell(4, 2).value = 12_000
        sheet.cell(4, 2).number_format = '#,##0 "kr"'
        sheet.cell(5, 2).value = "oklart"

    desk.edit(add)
    desk.merge(returns)
    sheet = load_workbook(desk.path)[AREA]
    assert [sheet.cell(row, 2).value for row in (3, 4, 5)] == ["Kostnad", 12_000, "oklart"]
    assert sheet.cell(4, 2).number_format == '#,##0 "kr"'
    assert "Kostnad" not in desk.headings(ALL)


def test_a_formula_in_a_column_of_its_own_comes_back_as_its_value_and_is_told_of(desk: Desk) -> None:
    returns = [returned([NAV])]
    desk.merge(returns)
    desk.write(AREA, 4, Längd="=LEN(E4)")
    desk.merge(returns)
    [lost] = desk.rows(LOST)
    assert (lost["Vad"], lost["Text"]) == ("Formel i Längd", "=LEN(E4)")


def test_notes_row_colours_widths_and_order_come_back(desk: Desk) -> None:
    returns = [returned([NAV, WALKS])]
    desk.merge(returns)

    def decorate(book: Workbook) -> None:
        sheet = book[AREA]
        sheet.cell(4, column(sheet, "Vem")).comment = Comment("Fråga polisen", "Eva")
        for cell in sheet[5]:
            cell.fill = PatternFill("solid", fgColor="FFFF00")
        sheet.column_dimensions["E"].width = 70
        who, when = column(sheet, "Vem"), column(sheet, "När")
        for row in range(HEADER, 6):
            one, other = sheet.cell(row, who), sheet.cell(row, when)
            one.value, other.value = other.value, one.value

    desk.edit(decorate)
    before = desk.headings(AREA)
    late = returned([SCHOOL], district="bromma", file="bromma.xlsx")
    desk.merge([*returns, late])
    sheet = load_workbook(desk.path)[AREA]
    assert desk.headings(AREA) == before
    assert before.index("Vem") < before.index("När")
    rows = {str(sheet.cell(row, 2).value): row for row in (4, 5, 6)}
    jarva = [row for row in (4, 5, 6) if sheet.cell(row, 2).value == "Järva"]
    note = sheet.cell(jarva[0], column(sheet, "När")).comment
    assert note is not None
    assert (note.text, note.author) == ("Fråga polisen", "Eva")
    assert {str(cell.fill.fgColor.rgb)[-6:] for cell in sheet[jarva[1]]} == {"FFFF00"}
    assert {cell.fill.fill_type for cell in sheet[rows["Bromma"]]} == {None}
    assert abs(sheet.column_dimensions["E"].width - 70) < 1
    assert desk.rows(LOST) == []


def test_a_correction_is_kept_marked_and_counted(desk: Desk) -> None:
    returns = [returned([{**NAV, "who": "Smordnare", "follow_up_t1": "Målet är ej uppfyllt."}])]
    desk.merge(returns)
    desk.write(AREA, 4, Vem="Samordnare", Måluppfyllelse="Uppfyllt")
    desk.merge(returns)
    for tab in (AREA, ALL):
        [row] = desk.rows(tab)
        assert (row["Vem"], row["Måluppfyllelse"]) == ("Samordnare", "Uppfyllt")
        assert row["Rättat av staden"] == "Vem; inlämningen: ”Smordnare”\nMåluppfyllelse; inlämningen: ”Ej uppfyllt”"
    summary = {row[0]: row[1:4] for row in load_workbook(desk.path, data_only=True)["Sammanfattning"].values}
    assert summary["Summa"][:2] == (1, 1), "one action, one fulfilled"


def test_a_correction_gives_way_when_the_district_says_something_new_and_is_listed(desk: Desk) -> None:
    first = returned([{**NAV, "follow_up_t1": "Tre möte"}], round_="t1", modified="1", file="a.xlsx")
    desk.merge([first])
    desk.write(AREA, 4, Uppföljning_T1="Tre möten")
    desk.merge([first])
    assert desk.rows(AREA)[0]["Uppföljning T1"] == "Tre möten"
    second = returned(
        [{**NAV, "follow_up_t1": "Fyra möten, varav ett öppet"}], round_="t1", modified="2", file="b.xlsx"
    )
    desk.merge([first, second])
    assert "Fyra möten" in desk.rows(AREA)[0]["Uppföljning T1"]
    assert [(row["Vad"], row["Text"]) for row in desk.rows(LOST)] == [("Rättelse av Uppföljning T1", "Tre möten")]
    again = desk.path.read_bytes()
    assert desk.merge([first, second]) == again


def test_what_lost_its_row_is_listed_and_goes_back_when_the_row_is_there_again(desk: Desk) -> None:
    jarva, bromma = returned([NAV]), returned([WALKS], district="bromma")
    desk.merge([jarva, bromma])
    desk.write(ALL, 5, Stadens_kommentar="Viktig")
    desk.edit(lambda book: setattr(book[ALL].cell(5, 4), "comment", Comment("Obs", "Eva")))
    bromma_row = desk.rows(ALL)[1]
    assert bromma_row["Stadsdelsförvaltning"] == "Järva" or bromma_row["Stadsdelsförvaltning"] == "Bromma"
    gone, left = (bromma, jarva) if bromma_row["Stadsdelsförvaltning"] == "Bromma" else (jarva, bromma)
    desk.merge([left])
    assert {(row["Vad"], row["Text"]) for row in desk.rows(LOST)} == {
        ("Stadens kommentar", "Viktig"),
        ("Anteckning på Prioriterat samverkansområde", "Obs"),
    }
    once = desk.path.read_bytes()
    assert desk.merge([left]) == once
    desk.merge([left, gone])
    assert desk.rows(LOST) == []
    [row] = [row for row in desk.rows(ALL) if row.get("Stadens kommentar")]
    assert row["Stadsdelsförvaltning"] == bromma_row["Stadsdelsförvaltning"]


def test_rows_sorted_by_one_column_only_are_known_by_their_texts(desk: Desk) -> None:
    returns = [returned([NAV, WALKS, SCHOOL])]
    desk.merge(returns)
    desk.write(AREA, 4, Stadens_kommentar="om navet")

    def shuffle(book: Workbook) -> None:
        sheet = book[AREA]
        numbers = [sheet.cell(row, 1).value for row in (4, 5, 6)]
        for row, number in zip((4, 5, 6), numbers[1:] + numbers[:1], strict=True):
            sheet.cell(row, 1).value = number

    desk.edit(shuffle)
    desk.merge(returns)
    assert [row.get("Stadens kommentar") for row in desk.rows(AREA)] == ["om navet", None, None]


def test_an_action_keeps_its_comment_when_a_late_return_gives_it_another_number_or_text(desk: Desk) -> None:
    t1 = returned([{**NAV, "follow_up_t1": "Tre möten"}], round_="t1", file="t1.xlsx")
    desk.merge([t1])
    desk.write(AREA, 4, Stadens_kommentar="om navet")
    plan = returned([WALKS, NAV], round_="plan", file="plan.xlsx")
    desk.merge([t1, plan])
    assert {row["Åtgärd"]: row.get("Stadens kommentar") for row in desk.rows(AREA)} == {
        NAV["action"]: "om navet",
        WALKS["action"]: None,
    }


def test_a_row_of_the_citys_own_and_texts_beside_the_tables_are_listed(desk: Desk) -> None:
    returns = [returned([NAV])]
    desk.merge(returns)
    desk.write(AREA, 6, Åtgärd="Stadens eget förslag")
    desk.edit(lambda book: setattr(book["Sammanfattning"]["F1"], "value", "Egen rad överst"))
    desk.merge(returns)
    assert [(row["Flik"], row["Text"]) for row in desk.rows(LOST)] == [
        (AREA, "Åtgärd: Stadens eget förslag"),
        ("Sammanfattning", "Egen rad överst"),
    ]


def test_a_row_that_was_copied_and_worked_on_corrects_nothing_and_is_listed_whole(desk: Desk) -> None:
    returns = [returned([NAV, WALKS])]
    desk.merge(returns)

    def split(book: Workbook) -> None:
        sheet = book[AREA]
        for col in range(1, sheet.max_column + 1):
            sheet.cell(6, col).value = sheet.cell(4, col).value
        type_in(sheet, 6, "Åtgärd", "Friskolor i navet på Södermalm")
        type_in(sheet, 7, "Nr", "UNGA-99")
        type_in(sheet, 7, "Stadsdelsförvaltning", "Järva")
        type_in(sheet, 7, "Åtgärd", "Stadens eget förslag")

    desk.edit(split)
    desk.merge(returns)
    assert [row["Åtgärd"] for row in desk.rows(AREA)] == [NAV["action"], WALKS["action"]]
    copied, own = (row["Text"] for row in desk.rows(LOST))
    assert "Friskolor i navet på Södermalm" in copied
    assert own == "Nr: UNGA-99\nStadsdelsförvaltning: Järva\nÅtgärd: Stadens eget förslag"


def test_a_copy_of_a_row_with_another_comment_gives_both(desk: Desk) -> None:
    returns = [returned([NAV, WALKS])]
    desk.merge(returns)

    def copy(book: Workbook) -> None:
        sheet = book[AREA]
        for col in range(1, sheet.max_column + 1):
            sheet.cell(6, col).value = sheet.cell(4, col).value
        type_in(sheet, 4, "Stadens kommentar", "Ett")
        type_in(sheet, 6, "Stadens kommentar", "Två")

    desk.edit(copy)
    desk.merge(returns)
    assert [row.get("Stadens kommentar") for row in desk.rows(ALL)] == ["Ett\n\nTvå", None]
    assert desk.rows(LOST) == []


def test_a_tab_of_the_citys_own_and_columns_on_other_tabs_come_back(desk: Desk) -> None:
    desk.merge([returned([NAV])])

    def add(book: Workbook) -> None:
        tab = book.create_sheet("Mina anteckningar")
        tab["B2"], tab["B3"] = "Ring alla", "=1+1"
        type_in(book["Inlämning"], 4, "Påminnelse", "ringt 3/5")

    desk.edit(add)
    desk.merge([returned([NAV]), returned([WALKS], district="bromma")])
    tab = load_workbook(desk.path)["Mina anteckningar"]
    assert tab["B2"].value == "Ring alla"
    bromma = next(row for row in desk.rows("Inlämning") if row["Stadsdelsförvaltning"].startswith("Bromma"))
    assert (bromma["Inlämnad"], bromma["Påminnelse"]) == ("Ja", "ringt 3/5"), "what was noted of who was missing"


def test_a_heading_that_the_city_renamed_stays_ours(desk: Desk) -> None:
    returns = [returned([NAV, WALKS])]
    desk.merge(returns)
    desk.edit(lambda book: setattr(book[AREA].cell(HEADER, column(book[AREA], "Vem")), "value", "Ansvarig"))
    desk.merge(returns)
    assert "Vem" not in desk.headings(AREA)
    assert [row["Ansvarig"] for row in desk.rows(AREA)] == ["Samordnare", "Fältarna"]
    assert desk.merge(returns) == desk.path.read_bytes()


def test_answers_are_chosen_from_a_list_honoured_recorded_and_stay(desk: Desk) -> None:
    one = returned([{**NAV, "follow_up_t1": "Tre möten."}], round_="t1", modified="1", file="a.xlsx")
    other = returned([{**NAV, "follow_up_t1": "Fyra möten."}], round_="t1", modified="2", file="b.xlsx")
    desk.merge([one, other])
    sheet = load_workbook(desk.path)[DECIDE]
    [rule] = sheet.data_validations.dataValidation
    assert (rule.type, rule.errorStyle) == ("list", "warning")
    desk.write(DECIDE, 4, Svar="behåll B")
    desk.merge([one, other])
    [row] = desk.rows(DECIDE)
    assert (row["Svar"], row["Läge"]) == ("behåll B", "Avgjord: behåll B")
    assert [each.decided for each in desk.plan.decisions] == ["keep-b"]
    once = desk.path.read_bytes()
    assert desk.merge([one, other]) == once
    desk.merge([one])
    assert [(row["Vad"], row["Text"]) for row in desk.rows(LOST)] == [("Svar på Att avgöra", "behåll B")]
    desk.merge([one, other])
    assert desk.rows(DECIDE)[0]["Svar"] == "behåll B"
    assert desk.rows(LOST) == []


def test_an_answer_that_is_none_is_told_with_its_cell_and_stays(desk: Desk) -> None:
    one = returned([{**NAV, "follow_up_t1": "Tre möten."}], round_="t1", modified="1", file="a.xlsx")
    other = returned([{**NAV, "follow_up_t1": "Fyra möten."}], round_="t1", modified="2", file="b.xlsx")
    desk.merge([one, other])
    desk.write(DECIDE, 4, Svar="vet inte")
    desk.merge([one, other])
    [finding] = desk.unknown
    assert (finding.kind.code, finding.file, finding.sheet, finding.cell) == ("XP621", "stad.xlsx", DECIDE, "L4")
    assert finding.hint("sv") == "Välj ett av svaren i listan: behåll A, behåll B, båda."
    assert desk.rows(DECIDE)[0]["Svar"] == "vet inte"


def test_a_workbook_that_lost_its_hidden_tab_still_gives_its_comments(desk: Desk) -> None:
    returns = [returned([NAV, WALKS])]
    desk.merge(returns)
    desk.write(AREA, 4, Stadens_kommentar="om navet")
    desk.edit(lambda book: book.remove(book["_xlplan_city"]))
    desk.merge(returns)
    assert desk.rows(ALL)[0]["Stadens kommentar"] == "om navet"


def test_what_is_no_city_workbook_or_one_of_another_year_is_not_taken_for_one(desk: Desk) -> None:
    assert read_previous((HANDMADE / JARVA).read_bytes(), JARVA, form()) is None
    desk.merge([returned([NAV])])
    assert read_previous(desk.path.read_bytes(), "stad.xlsx", form()) is None


CELLS = st.sampled_from(["Stadens kommentar", "Bedömning", "Beslut", "Vem", "Åtgärd", "Uppföljning", "Egen", "Nr"])
EDIT = st.tuples(
    st.sampled_from([AREA, ALL, "Otrygga platser"]),
    st.integers(4, 12),
    CELLS,
    st.sampled_from(["Zebra", "", "Qvist 77"]),
)


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EDIT, max_size=6), st.booleans())
def test_merging_again_with_the_earlier_workbook_gives_the_same_bytes_and_loses_no_text(
    handmade: list[Reading], tmp_path: Path, edits: list[tuple[str, int, str, str]], late: bool
) -> None:
    desk = Desk(tmp_path)
    desk.path.unlink(missing_ok=True)
    desk.merge(handmade[:1] if late else handmade)
    desk.edit(lambda book: [type_in(book[tab], row, heading, text or None) for tab, row, heading, text in edits])
    typed = {text for *_, text in edits if text}
    once = desk.merge(handmade)
    there = {
        str(cell) for sheet in load_workbook(desk.path) for row in sheet.values for cell in row if cell is not None
    }
    assert not [text for text in typed if not any(text in cell for cell in there)]
    assert desk.merge(list(reversed(handmade))) == once
