"""Returns as they come: each story draws a workbook and tells what is made of it.

Reading goes through ``read``, which in every story holds the account of the cells against openpyxl's own count and
looks for each text and note among what was kept.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.stories.workbooks import JARVA, findings, form, read, told, type_text, values, workbook
from xlplan import merge, read_return, write_city, write_template
from xlplan.exports.files import table_bytes
from xlplan.exports.readings import tables_of_readings
from xlplan.findings.finding import Severity
from xlplan.findings.render import line
from xlplan.plan.model import Reading, Status
from xlplan.template.workbook import PreparedAction

UNGA = "Unga i riskzon"
PLATS = "Otrygga platser"
NAV = {
    "cause": "Nyrekrytering",
    "action": "Fristående skolor i navet",
    "when": "Under året",
    "who": "Avdelningschef IoF",
}
WALKS = {"cause": "Otrygga stråk", "action": "Vandra varje vecka", "when": "2 ggr/månad", "who": "Trygghetssamordnare"}
TABLE = """
    | Orsak         | Åtgärd                    | När         | Vem                 |
    | Nyrekrytering | Fristående skolor i navet | Under året  | Avdelningschef IoF  |
    | Otrygga stråk | Vandra varje vecka        | 2 ggr/månad | Trygghetssamordnare |
    """


def areas(reading: Reading) -> list[tuple[str, bool, int]]:
    """Key, whether the district added it, and number of actions."""
    return [(area.key, area.added, len(area.actions)) for area in reading.areas]


class TestColumns:
    def test_in_any_order(self, tmp_path: Path) -> None:
        reading = read(
            workbook(
                tmp_path,
                {
                    UNGA: """
                    | Vem                | När        | Åtgärd                    | Orsak         |
                    | Avdelningschef IoF | Under året | Fristående skolor i navet | Nyrekrytering |
                    """
                },
            )
        )
        assert values(reading) == [NAV]
        assert [reading.actions[0].cell(key) for key in ("cause", "action", "who")] == ["D2", "C2", "A2"]
        assert told(reading) == []

    @pytest.mark.parametrize(
        "heading", ["Ansvarig", "VEM", "Vem:", "Vem (ansvarig funktion)", "vem ansvarar?", " Vem\n"]
    )
    def test_under_another_word(self, heading: str, tmp_path: Path) -> None:
        path = workbook(tmp_path, {UNGA: TABLE.replace("Vem ", heading.replace("\n", "<br>"))})
        assert values(read(path)) == [NAV, WALKS]

    def test_with_misspelt_headings(self, tmp_path: Path) -> None:
        path = workbook(
            tmp_path,
            {
                UNGA: """
                | Orssak        | Åtgäred                   | När        | Vem     | Uppföljing | Måluppfylelse |
                | Nyrekrytering | Fristående skolor i navet | Under året | Polisen | Fyra möten | Pågår         |
                """
            },
        )
        assert values(read(path)) == [{**NAV, "who": "Polisen", "follow_up": "Fyra möten", "status": "Pågår"}]

    def test_a_short_heading_is_not_guessed_at_and_its_text_stays(self, tmp_path: Path) -> None:
        reading = read(workbook(tmp_path, {UNGA: TABLE.replace("Vem ", "Vam ")}))
        assert [action.extra for action in reading.actions] == [{"Vam": NAV["who"]}, {"Vam": WALKS["who"]}]
        assert told(reading) == [("XP225", UNGA, None)]

    def test_one_more_keeps_its_heading(self, tmp_path: Path) -> None:
        reading = read(
            workbook(
                tmp_path,
                {
                    UNGA: """
                    | Orsak         | Åtgärd                    | Kostnad   | När        | Vem                |
                    | Nyrekrytering | Fristående skolor i navet | 25 000 kr | Under året | Avdelningschef IoF |
                    """
                },
            )
        )
        assert values(reading) == [NAV]
        assert reading.actions[0].extra == {"Kostnad": "25 000 kr"}
        assert told(reading) == []

    def test_with_the_same_heading_twice_keeps_both_texts(self, tmp_path: Path) -> None:
        reading = read(
            workbook(
                tmp_path,
                {
                    UNGA: """
                    | Orsak         | Åtgärd                    | När        | Vem                | Vem     |
                    | Nyrekrytering | Fristående skolor i navet | Under året | Avdelningschef IoF | Polisen |
                    """
                },
            )
        )
        assert values(reading) == [NAV]
        assert reading.actions[0].extra == {"Vem": "Polisen"}

    def test_text_beside_the_table_is_told_of(self, tmp_path: Path) -> None:
        """Nobody wrote a heading over it: it belongs to no column."""
        reading = read(
            workbook(
                tmp_path,
                {
                    UNGA: """
                    | Orsak         | Åtgärd                    | När        | Vem                |  |
                    | Nyrekrytering | Fristående skolor i navet | Under året | Avdelningschef IoF | Ring mig om detta |
                    """
                },
            )
        )
        assert values(reading) == [NAV]
        assert told(reading) == [("XP208", UNGA, "E2")]

    @pytest.mark.parametrize("text", ["Uppfyllt", "Vid behov", "Kungsholmen"])
    def test_a_word_of_the_form_beside_the_table_is_still_the_officers_text(self, text: str, tmp_path: Path) -> None:
        """An answer of a list, or another district's name, means something where an officer typed it."""
        table = f"""
            | Orsak         | Åtgärd                    | När        | Vem                |  |
            | Nyrekrytering | Fristående skolor i navet | Under året | Avdelningschef IoF | {text} |
            """
        reading = read(workbook(tmp_path, {"Information": "Järva stadsdelsförvaltning", UNGA: table}))
        assert [(each.cell, each.value) for each in reading.ledger.unplaced] == [("E2", text)]


class TestTables:
    def test_that_starts_in_the_middle_of_the_tab(self, tmp_path: Path) -> None:
        reading = read(workbook(tmp_path, {UNGA: TABLE}, at={UNGA: "C7"}))
        assert values(reading) == [NAV, WALKS]
        assert [(action.row, action.cell("cause")) for action in reading.actions] == [(8, "C8"), (9, "C9")]
        assert told(reading) == []

    @pytest.mark.parametrize("where", ["above", "below"])
    def test_with_guidance(self, where: str, tmp_path: Path) -> None:
        header = "| Orsak | Åtgärd | När | Vem |"
        guidance = (
            "| Beskriv orsaken till problemet, kan vara flera, gör då flera separata åtgärder. "
            "| Koppla åtgärd mot respektive orsak. Beskriv tydligt vad som ska göras och hur det ska utföras. "
            "| Ange tid för när åtgärden ska vara genomförd (alt linjearbete). | Ange vem som ansvarar för åtgärden. |"
        )
        above, below = (guidance, header) if where == "above" else (header, guidance)
        action = "| Nyrekrytering | Fristående skolor i navet | Under året | Avdelningschef IoF |"
        reading = read(workbook(tmp_path, {UNGA: f"{above}\n{below}\n{action}"}))
        assert values(reading) == [NAV]
        assert (reading.ledger.placed, reading.ledger.boilerplate) == (4, 8)

    def test_with_edited_guidance_below_the_headings(self, tmp_path: Path) -> None:
        reading = read(
            workbook(
                tmp_path,
                {
                    UNGA: """
                    | Orsak         | Åtgärd                    | När        | Vem                |
                    |               | Koppla varje åtgärd mot respektive orsak. Beskriv tydligt vad som ska göras, och hur det ska utföras! | | |
                    | Nyrekrytering | Fristående skolor i navet | Under året | Avdelningschef IoF |
                    """  # noqa: E501
                },
            )
        )
        assert values(reading) == [NAV]

    def test_two_on_one_tab_are_of_one_area(self, tmp_path: Path) -> None:
        header, nav, walks = TABLE.strip().splitlines()
        reading = read(workbook(tmp_path, {UNGA: f"{header}\n{nav}\n\n\n{header}\n{walks}"}))
        assert areas(reading) == [("unga-i-riskzon", False, 2)]
        assert values(reading) == [NAV, WALKS]
        assert told(reading) == []

    def test_two_on_one_tab_each_under_its_areas_title(self, tmp_path: Path) -> None:
        header, nav, walks = TABLE.strip().splitlines()
        reading = read(
            workbook(
                tmp_path,
                {
                    "Plan": "\n".join(
                        [
                            "Unga i riskzon för destruktivt beteende", header, nav, "",
                            "Otrygga och brottsutsatta platser", header, walks,
                        ]
                    )
                },
            )
        )  # fmt: skip
        assert areas(reading) == [("unga-i-riskzon", False, 1), ("otrygga-platser", False, 1)]
        assert values(reading) == [NAV, WALKS]
        assert told(reading) == []

    def test_with_headings_repeated_for_every_page(self, tmp_path: Path) -> None:
        header, nav, walks = TABLE.strip().splitlines()
        reading = read(workbook(tmp_path, {UNGA: "\n".join([header, nav, header, walks, header])}))
        assert [(action.row, action.values) for action in reading.actions] == [(2, NAV), (4, WALKS)]
        assert told(reading) == []

    def test_with_merged_cells_say_in_every_row_what_the_first_says(self, tmp_path: Path) -> None:
        def merge_causes(book: Workbook) -> None:
            book[UNGA].merge_cells("A2:A3")

        table = """
            | Orsak         | Åtgärd                    | När         | Vem                 |
            | Nyrekrytering | Fristående skolor i navet | Under året  | Avdelningschef IoF  |
            |               | Vandra varje vecka        | 2 ggr/månad | Trygghetssamordnare |
            """
        reading = read(workbook(tmp_path, {UNGA: table}, change=merge_causes))
        assert values(reading) == [NAV, {**WALKS, "cause": "Nyrekrytering"}]
        assert told(reading) == []
        assert (reading.ledger.filled, reading.ledger.placed) == (11, 7)

    def test_a_blank_row_is_no_action_and_what_follows_is(self, tmp_path: Path) -> None:
        header, nav, walks = TABLE.strip().splitlines()
        reading = read(workbook(tmp_path, {UNGA: f"{header}\n\n{nav}\n\n\n{walks}"}))
        assert [action.row for action in reading.actions] == [3, 6]

    def test_none_at_all_is_an_error(self, tmp_path: Path) -> None:
        reading = read(workbook(tmp_path, {"Blad1": "Inköpslista\nKaffe\nMjölk"}))
        assert [code for code, *_ in told(reading)] == ["XP201", "XP230"]
        assert told(reading)[0] == ("XP201", "", None)
        assert [each.value for each in reading.ledger.unplaced] == ["Inköpslista", "Kaffe", "Mjölk"]
        assert findings(reading)[0].kind.severity is Severity.ERROR


class TestTabs:
    @pytest.mark.parametrize("title", ["Unga", "1. Unga i riskzon", "Unga i risk-zon", "UNGA I RISKZON (2)", "Blad1"])
    def test_a_tab_by_another_name_is_known_by_what_stands_above_its_table(self, title: str, tmp_path: Path) -> None:
        reading = read(workbook(tmp_path, {title: "Unga i riskzon för destruktivt beteende\n" + TABLE.strip()}))
        assert areas(reading) == [("unga-i-riskzon", False, 2)]
        assert told(reading) == []

    def test_a_tab_misspelt_as_in_jarvas_plan(self, tmp_path: Path) -> None:
        reading = read(workbook(tmp_path, {"Systemhotade brotslighet": TABLE}))
        assert areas(reading) == [("systemhotande-brottslighet", False, 2)]

    def test_a_renamed_tab_of_ours_is_known_by_its_marks(self, tmp_path: Path) -> None:
        """Excel and LibreOffice let the range names follow; the title in A1 is gone too."""

        def rename(book: Workbook) -> None:
            book[UNGA].title = "Våra ungdomar"
            book["Våra ungdomar"]["A1"] = None
            for name in book.defined_names.values():
                name.attr_text = name.attr_text.replace(UNGA, "Våra ungdomar")

        reading = read(changed_template(tmp_path, rename))
        assert [(area.key, area.sheet, area.added) for area in reading.areas if area.actions] == [
            ("unga-i-riskzon", "Våra ungdomar", False)
        ]
        assert findings(reading) == []

    def test_a_tab_renamed_by_a_program_that_leaves_the_names_behind_is_known_by_its_title(
        self, tmp_path: Path
    ) -> None:
        reading = read(changed_template(tmp_path, lambda book: setattr(book[UNGA], "title", "Våra ungdomar")))
        assert [(area.key, area.sheet, area.added) for area in reading.areas if area.actions] == [
            ("unga-i-riskzon", "Våra ungdomar", False)
        ]

    def test_a_copied_tab_of_ours_is_an_area_of_the_districts_own(self, tmp_path: Path) -> None:
        def copy(book: Workbook) -> None:
            copied = book.copy_worksheet(book[PLATS])
            copied.title = "Båtar och bryggor"
            type_text(copied, 4, 3, "Nattvandring längs kajerna")

        reading = read(changed_template(tmp_path, copy))
        assert [(area.key, area.title, len(area.actions)) for area in reading.areas if area.added] == [
            ("batar-och-bryggor", "Båtar och bryggor", 1)
        ]
        assert told(reading)[0] == ("XP206", "Båtar och bryggor", None)
        assert [area.key for area in reading.areas if not area.added] == [area.key for area in form().areas]

    def test_a_new_tab_with_a_title_is_an_area_of_the_districts_own(self, tmp_path: Path) -> None:
        reading = read(workbook(tmp_path, {"Flik 6": "Välfärdsbrott\n" + TABLE.strip()}))
        assert [(area.key, area.title, area.sheet, area.added) for area in reading.areas] == [
            ("valfardsbrott", "Välfärdsbrott", "Flik 6", True)
        ]
        assert told(reading) == [("XP206", "Flik 6", None)]

    @pytest.mark.parametrize("second", ["Unga i riskzon (2)", "Unga i riskzon forts."])
    def test_one_area_on_two_tabs_is_one_area(self, second: str, tmp_path: Path) -> None:
        header, nav, walks = TABLE.strip().splitlines()
        reading = read(workbook(tmp_path, {UNGA: f"{header}\n{nav}", second: f"{header}\n{walks}"}))
        assert areas(reading) == [("unga-i-riskzon", False, 2)]
        assert [action.sheet for action in reading.actions] == [UNGA, second]

    def test_a_tab_of_ones_own_whose_rows_all_name_areas_gives_them_its_rows_and_keeps_its_title(
        self, tmp_path: Path
    ) -> None:
        table = """
            Allt vi gör på ett ställe

            | Prioriterat samverkansområde | Orsak | Åtgärd | När | Vem |
            |------------------------------|-------|--------|-----|-----|
            | Unga i riskzon | Otrygga | Nattvandra | 2024 | Fält |
            | Otrygga platser | Mörkt | Belysa | 2024 | Park |
        """
        reading = read(workbook(tmp_path, {"Alla åtgärder": table}))
        assert [(each.key, len(each.actions)) for each in reading.areas] == [
            ("unga-i-riskzon", 1),
            ("otrygga-platser", 1),
        ]
        assert [each.value for each in reading.ledger.unplaced] == ["Allt vi gör på ett ställe"]

    def test_actions_on_a_hidden_tab_count_and_are_told_of(self, tmp_path: Path) -> None:
        def hide(book: Workbook) -> None:
            book.create_sheet("Öppen")
            book[UNGA].sheet_state = "hidden"

        reading = read(workbook(tmp_path, {UNGA: TABLE}, change=hide))
        assert values(reading) == [NAV, WALKS]
        assert told(reading) == [("XP310", UNGA, "A2"), ("XP310", UNGA, "A3")]

    def test_a_heading_of_ones_own_on_a_hidden_tab_is_no_hidden_action(self, tmp_path: Path) -> None:
        def hide(book: Workbook) -> None:
            book.create_sheet("Öppen")
            book[UNGA].sheet_state = "hidden"

        table = """
            | Orsak | Åtgärd | När | Vem | Budget |
            |-------|--------|-----|-----|--------|
            | Otrygga | Nattvandra | 2024 | Fält | 5 tkr |
        """
        reading = read(workbook(tmp_path, {UNGA: table}, change=hide))
        assert told(reading) == [("XP310", UNGA, "A2")]
        assert reading.actions[0].extra == {"Budget": "5 tkr"}

    def test_text_on_a_hidden_tab_is_told_of(self, tmp_path: Path) -> None:
        def hide(book: Workbook) -> None:
            book["Anteckningar"].sheet_state = "veryHidden"

        reading = read(workbook(tmp_path, {UNGA: TABLE, "Anteckningar": "Fråga Sara"}, change=hide))
        assert told(reading) == [("XP208", "Anteckningar", "A1")]


def changed_template(folder: Path, change: Callable[[Workbook], object]) -> Path:
    """Our template for Järva with one action in the first area, changed with openpyxl."""
    path = folder / "mall.xlsx"
    write_template(form(), "jarva", path, actions=[PreparedAction("UNGA-01", "unga-i-riskzon", NAV)])
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


class TestCells:
    def test_a_note_on_a_cell_goes_with_its_action(self, tmp_path: Path) -> None:
        def add(book: Workbook) -> None:
            book[UNGA]["C3"].comment = Comment("Räcker det?\nFråga polisen.", "Anna")

        reading = read(workbook(tmp_path, {UNGA: TABLE}, change=add))
        [note] = reading.actions[1].notes
        assert (note.sheet, note.cell) == (UNGA, "C3")
        assert "Räcker det?\nFråga polisen." in note.text
        assert reading.actions[0].notes == ()
        assert told(reading) == []

    def test_a_note_on_a_blank_cell_of_the_row_goes_with_its_action(self, tmp_path: Path) -> None:
        def add(book: Workbook) -> None:
            book[UNGA]["H2"].comment = Comment("Inte klart", "Anna")

        assert [note.cell for note in read(workbook(tmp_path, {UNGA: TABLE}, change=add)).actions[0].notes] == ["H2"]

    def test_a_note_on_a_heading_or_an_empty_row_is_told_of(self, tmp_path: Path) -> None:
        def add(book: Workbook) -> None:
            book[UNGA]["B1"].comment = Comment("Får vi byta rubrik?", "Anna")
            book[UNGA]["B40"].comment = Comment("Mer kommer i maj", "Anna")

        reading = read(workbook(tmp_path, {UNGA: TABLE}, change=add))
        assert told(reading) == [("XP209", UNGA, "B1"), ("XP209", UNGA, "B40")]

    def test_an_error_value_is_kept_and_is_an_error(self, tmp_path: Path) -> None:
        def spoil(book: Workbook) -> None:
            book[UNGA]["D2"] = "#REF!"
            assert book[UNGA]["D2"].data_type == "e"

        reading = read(workbook(tmp_path, {UNGA: TABLE}, change=spoil))
        assert reading.actions[0].values["who"] == "#REF!"
        assert told(reading) == [("XP305", UNGA, "D2")]
        assert findings(reading)[0].kind.severity is Severity.ERROR

    def test_a_formula_that_no_program_has_counted_is_an_error(self, tmp_path: Path) -> None:
        """As openpyxl writes it: the formula without its result."""

        def spoil(book: Workbook) -> None:
            book[UNGA]["D2"] = "=Blad2!A1"

        reading = read(workbook(tmp_path, {UNGA: TABLE}, change=spoil))
        assert told(reading) == [("XP306", UNGA, "D2")]

    def test_struck_out_text_is_kept_and_told_of(self, tmp_path: Path) -> None:
        def strike(book: Workbook) -> None:
            book[UNGA]["B3"].font = Font(strike=True)

        reading = read(workbook(tmp_path, {UNGA: TABLE}, change=strike))
        assert values(reading) == [NAV, WALKS]
        assert told(reading) == [("XP309", UNGA, "B3")]

    def test_an_action_on_a_hidden_row_counts_and_is_told_of(self, tmp_path: Path) -> None:
        def hide(book: Workbook) -> None:
            book[UNGA].row_dimensions[3].hidden = True

        reading = read(workbook(tmp_path, {UNGA: TABLE}, change=hide))
        assert values(reading) == [NAV, WALKS]
        assert told(reading) == [("XP310", UNGA, "A3")]

    def test_a_blank_where_a_text_must_be_is_told_of_at_its_cell(self, tmp_path: Path) -> None:
        reading = read(
            workbook(
                tmp_path,
                {
                    UNGA: """
                    | Orsak         | Åtgärd        | När        | Vem     |
                    |               | Nattvandring  | Under året |         |
                    | Nyrekrytering |               |            | Polisen |
                    """
                },
            )
        )
        assert told(reading) == [
            ("XP403", UNGA, "A2"),
            ("XP401", UNGA, "D2"),
            ("XP402", UNGA, "B3"),
            ("XP404", UNGA, "C3"),
        ]

    def test_a_status_that_is_no_answer_is_told_of_and_nothing_is_inferred_over_it(self, tmp_path: Path) -> None:
        reading = read(
            workbook(
                tmp_path,
                {
                    UNGA: """
                    | Orsak         | Åtgärd       | När        | Vem     | Uppföljning         | Måluppfyllelse |
                    | Nyrekrytering | Nattvandring | Under året | Polisen | Målet är uppfyllt.  | Nästan         |
                    | Nyrekrytering | Fältarbete   | Under året | Polisen | Målet är uppfyllt.  | delvis         |
                    | Nyrekrytering | Kurator      | Under året | Polisen | Målet är uppfyllt.  |                |
                    | Nyrekrytering | Lovskola     | Under året | Polisen |                     |                |
                    """
                },
            )
        )
        assert told(reading) == [("XP308", UNGA, "F2")]
        assert "”Nästan”" in findings(reading)[0].message("sv")
        assert [action.status for action in reading.actions] == [
            Status(None, "declared"),
            Status("partly", "declared"),
            Status("fulfilled", "inferred"),
            None,
        ]


class TestIdentity:
    @pytest.mark.parametrize(
        ("name", "district"),
        [
            ("Kungsholmens stadsdelsförvaltning.xlsx", "kungsholmen"),
            ("atgardsplan_hagersten-alvsjo_2024.xlsx", "hagersten-alvsjo"),
            ("Plan Rinkeby-Kista.xlsx", "jarva"),
            ("Skärholmen – slutlig (2).xlsx", "skarholmen"),
        ],
    )
    def test_the_district_stands_in_the_files_name(self, name: str, district: str, tmp_path: Path) -> None:
        reading = read(workbook(tmp_path, {UNGA: TABLE}, name))
        assert reading.district == district
        assert told(reading) == []

    def test_a_district_that_nobody_names_is_an_error(self, tmp_path: Path) -> None:
        reading = read(workbook(tmp_path, {UNGA: TABLE}, "Slutlig version.xlsx"))
        assert reading.district is None
        assert told(reading) == [("XP202", "", None)]
        assert findings(reading)[0].kind.severity is Severity.ERROR

    def test_the_first_tab_outweighs_the_files_name_and_both_are_told(self, tmp_path: Path) -> None:
        tabs = {"Information": "Farsta stadsdelsförvaltning", UNGA: TABLE}
        reading = read(workbook(tmp_path, tabs, "Kopia av Bromma.xlsx"))
        assert reading.district == "farsta"
        assert told(reading) == [("XP204", "", None)]
        assert "Bromma" in findings(reading)[0].message("sv")

    @pytest.mark.parametrize(("year", "marked"), [(2019, False), (2026, False), (2042, False), (2026, True)])
    def test_our_own_title_with_another_year_is_told_of_by_its_year_alone(
        self, tmp_path: Path, year: int, marked: bool
    ) -> None:
        path = tmp_path / "plan.xlsx"
        write_template(form(), "jarva", path)
        book = load_workbook(path)
        for name in ("_xlplan", "_listor"):
            del book[name]
        book.worksheets[0]["A1"] = f"Åtgärdsplan {year}"
        for name in [] if marked else list(book.custom_doc_props.names):
            del book.custom_doc_props[name]
        type_text(book[UNGA], 4, 3, "Nattvandra")
        book.save(path)
        reading = read(path)
        assert [each for each in told(reading) if each[0][2] == "2"] == [("XP215" if marked else "XP205", "", None)]
        assert reading.ledger.unplaced == ()

    def test_another_year_is_told_of_and_not_merged(self, tmp_path: Path) -> None:
        reading = read(workbook(tmp_path, {UNGA: TABLE}, "Åtgärdsplan 2023 Järva.xlsx"))
        assert (reading.year, told(reading)) == (2023, [("XP205", "", None)])
        city = merge([reading], form())
        assert city.actions == ()
        assert [each.used for each in city.returns] == [False]
        assert "XP603" in [each.kind.code for each in city.findings]

    def test_a_time_that_reads_like_a_heading_of_another_form_does_not_make_it_that_forms(self, tmp_path: Path) -> None:
        """``T1`` and ``T2`` under När are what the form itself suggests; another form has columns of these names."""
        path = workbook(tmp_path, {UNGA: TABLE.replace("Under året", "T1").replace("2 ggr/månad", "T2")})
        forms = [form("stockholm-2024-tertial"), form("stockholm-2024")]
        assert read_return(path, forms).plan == "stockholm-2024"


RISKY = ["=1+1", "+46 8 508", "-", "@Anna", "=HYPERLINK('http://x')", "'citat", "\t=2"]


@pytest.mark.parametrize("text", RISKY)
def test_text_that_looks_like_a_formula_stays_text_from_template_to_city_and_csv(text: str, tmp_path: Path) -> None:
    risky = {"label": text, "cause": text, "action": text, "when": text, "who": text, "follow_up": text}
    template, stad = tmp_path / "mall.xlsx", tmp_path / "stad.xlsx"
    write_template(form(), "jarva", template, actions=[PreparedAction("UNGA-01", "unga-i-riskzon", risky)])
    assert {load_workbook(template)[UNGA].cell(4, col).data_type for col in range(1, 7)} == {"s"}
    reading = read(template)
    assert values(reading) == [risky]
    write_city(merge([reading], form()), form(), stad)
    cells = load_workbook(stad)["Alla åtgärder"]["D4:I4"][0]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s")] * 6
    actions, *_ = tables_of_readings([(reading, ())], [form()], "sv")
    [row] = csv.DictReader(StringIO(table_bytes(actions, "csv").decode(), newline=""))
    assert row["action"] == (text if text.startswith("'") else f"'{text}")
    [raw] = csv.DictReader(StringIO(table_bytes(actions, "csv", raw=True).decode(), newline=""))
    assert raw["action"] == text


def test_a_finding_reads_as_one_line_with_place_fault_and_advice(tmp_path: Path) -> None:
    path = workbook(tmp_path, {UNGA: TABLE.replace("| Trygghetssamordnare |", "| |")}, JARVA)
    [finding] = findings(read(path))
    assert line(finding, "sv") == (
        f"{JARVA}:'{UNGA}'!D3: varning XP401 Åtgärden saknar ansvarig (Vem). Ange vilken funktion som ansvarar."
    )
