"""What is said of plans: each check on a workbook drawn for it, and every finding on two real plans, each judged.

Kungsholmen's rows 6 and 7 of Unga i riskzon really have neither action nor time nor anyone responsible, row 8 of
Otrygga platser no cause, and five of its times name an occasion rather than a time. Järva's plan leaves nothing out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.stories.workbooks import (
    HANDMADE,
    JARVA,
    KUNGSHOLMEN,
    ROOT,
    Told,
    findings,
    form,
    form_of,
    read,
    told,
    workbook,
)
from xlplan import check, load_form, read_return, write_template
from xlplan.findings import catalogue
from xlplan.findings.catalogue import UNREADABLE, kinds
from xlplan.findings.content import CONTENT
from xlplan.findings.finding import Kind, Severity, worst
from xlplan.findings.ranges import ranges
from xlplan.form.model import Form
from xlplan.form.shipped import shipped_forms
from xlplan.plan.model import Reading
from xlplan.template.prefill import with_own_areas
from xlplan.template.workbook import PreparedAction, unseen_texts

UNGA = "Unga i riskzon"
PLATS = "Otrygga platser"
PERFECT = {
    "cause": "Nyrekrytering",
    "action": "Fristående skolor i navet",
    "when": "Under året",
    "who": "Avdelningschef IoF",
}
HEADINGS = "| Orsak | Åtgärd | När | Vem | Uppföljning | Måluppfyllelse | Kostnad |"
COLUMNS = {"cause": 1, "action": 2, "when": 3, "who": 4, "follow_up": 5, "status": 6, "extra": 7}


def row(**texts: str) -> str:
    """A line of the table: a perfect action but for these texts."""
    whole = {**dict.fromkeys(COLUMNS, ""), **PERFECT, "extra": "5 000", **texts}
    return "| " + " | ".join(whole.values()) + " |"


def drawn(folder: Path, *rows: str, name: str = JARVA, change: Callable[[Workbook], object] | None = None) -> Reading:
    return read(workbook(folder, {UNGA: "\n".join([HEADINGS, *rows])}, name, change=change))


@dataclass(frozen=True)
class Story:
    """One action and what is said of it."""

    texts: dict[str, str]
    cell: str
    name: str = JARVA
    also: tuple[str, ...] = field(default=())
    """Codes that come along."""


LONG = "Vandringar i området " * 60
STORIES: dict[str, list[Story]] = {
    "XP304": [Story({"action": "a" * 255}, "B2")],
    "XP308": [Story({"status": "Nästan"}, "F2")],
    "XP321": [
        Story({"follow_up": "Samtal med 640823-3234 har hållits."}, "E2"),
        Story({"who": "Kurator 19640823\u20113234"}, "D2"),
        Story({"extra": "640883 3231"}, "A2"),
    ],
    "XP322": [Story({"who": "Anna Lindqvist"}, "D2"), Story({"who": "Kommunpolis Erik Berg, polisen"}, "D2")],
    "XP324": [Story({"when": "senast 31 augusti 2022"}, "C2"), Story({"when": "hösten 2026"}, "C2")],
    "XP325": [
        Story({"when": "2024-02-31"}, "C2"),
        Story({"when": "senast 31 juni"}, "C2"),
        Story({"when": "31/13"}, "C2"),
        Story({"when": "v. 60"}, "C2"),
    ],
    "XP326": [Story({"when": "När det passar polisen"}, "C2")],
    "XP327": [
        Story({"when": "Målet är delvis uppfyllt"}, "C2"),
        Story({"action": "Målet är uppfyllt, skolorna är med"}, "B2"),
    ],
    "XP328": [
        Story({"who": "xxx"}, "D2"),
        Story({"who": "???"}, "D2"),
        Story({"action": "Under framtagande"}, "B2"),
        Story({"who": "TBD"}, "D2"),
        Story({"who": "-"}, "D2"),
        Story({"action": "Besök på xxx skolor"}, "B2"),
    ],
    "XP329": [Story({"action": "Samverkansgruppen träffas?"}, "B2")],
    "XP330": [Story({"who": "Ange vem som ansvarar för åtgärden. Avdelningschef"}, "D2")],
    "XP331": [
        Story({"cause": "1. Otrygghet 2. Klotter<br>3. Buller"}, "A2"),
        Story({"cause": "- Klotter<br>- Buller"}, "A2"),
    ],
    "XP332": [Story({"action": LONG * 3}, "B2")],
    "XP333": [Story({"action": "Vandringar i området " * 53}, "B2")],
    "XP401": [Story({"who": ""}, "D2")],
    "XP402": [Story({"action": ""}, "B2")],
    "XP403": [Story({"cause": ""}, "A2")],
    "XP404": [Story({"when": ""}, "C2")],
    "XP406": [Story({}, "E2", "Åtgärdsplan 2024 Järva VB.xlsx")],
    "XP407": [
        Story({"follow_up": "Målet är ej uppfyllt eftersom", "status": "Uppfyllt"}, "F2"),
        Story({"follow_up": "Målet är uppfyllt.", "status": "Ej påbörjat"}, "F2"),
    ],
}
"""What raises a finding, by its code."""
CASES = [pytest.param(code, story, id=f"{code}-{n}") for code, told in STORIES.items() for n, story in enumerate(told)]


@pytest.mark.parametrize(("code", "story"), CASES)
def test_a_fault_is_told_once_at_its_cell_and_nothing_else(code: str, story: Story, tmp_path: Path) -> None:
    assert told(drawn(tmp_path, row(**story.texts), name=story.name)) == [(code, UNGA, story.cell)]


@pytest.mark.parametrize(
    "texts",
    [
        {"when": "Under framtagande av planen under året"},
        {"action": "Rutin för uppföljning under framtagande"},
        {"action": "Utbildning i 1. hjälp", "cause": "Sedan 2017. 2 torg"},
        {"cause": "Vad beror otryggheten på?"},
        {"follow_up": "Vad återstår?"},
        {"who": "Kommunpolis, Norra Järva"},
        {"who": "Katarina Församling"},
        {"follow_up": "Dnr 2024/640823, tfn 08-508 00 000, org.nr 556036-0793"},
        {"when": "8 ggr/år"},
        {"when": "december till mars 2024"},
        {"when": "4/8 ungdomar"},
        {"status": "Pågår", "follow_up": "Målet är ej uppfyllt ännu"},
        {"status": "delvis", "follow_up": "Målet är uppfyllt i två av tre delar"},
        {"action": "Inleda arbetet. Målet är uppfyllt när fem skolor är med"},
    ],
    ids=lambda texts: next(iter(texts.values()))[:30],
)
def test_what_only_looks_like_a_fault_is_not_told(texts: dict[str, str], tmp_path: Path) -> None:
    assert told(drawn(tmp_path, row(**texts))) == []


EVERY_ROUND = [(form_id, each.key) for form_id in shipped_forms() for each in load_form(form_id).rounds]


class TestWholePlans:
    def test_a_perfect_plan_has_nothing_above_information(self, tmp_path: Path) -> None:
        path = tmp_path / "mall.xlsx"
        actions: list[PreparedAction] = [
            PreparedAction(f"{area.code}-01", area.key, {**PERFECT, "action": area.title}) for area in form().areas
        ]
        write_template(form(), "jarva", path, actions=actions)
        found = findings(read(path))
        assert [(each.kind.code, each.sheet) for each in found] == [("XP221", "Instruktion")]
        assert worst(tuple(found)) is Severity.INFO

    @pytest.mark.parametrize(("form_id", "round_key"), EVERY_ROUND)
    def test_a_template_as_it_is_sent_has_nothing_above_information(
        self, form_id: str, round_key: str, tmp_path: Path
    ) -> None:
        of = load_form(form_id)
        whole = {column.key: column.answers[0] if column.answers else "Trygghet" for column in of.plan_columns}
        whole |= {column.key: "Under året" for column in of.columns if column.kind == "timing"}
        rounds = [each.key for each in of.rounds]
        told_by_now = rounds[: rounds.index(round_key) + 1]
        whole |= {column.key: "Arbetet pågår." for column in of.follow_up_columns if column.round in told_by_now}
        filled = [PreparedAction(f"{area.code}-01", area.key, {**whole, "action": area.title}) for area in of.areas]
        fields = {question.key: "2024" for question in of.fields if question.required}
        for number, actions in enumerate(([], filled)):
            path = tmp_path / f"{number}.xlsx"
            write_template(of, of.districts[0].key, path, for_round=round_key, actions=actions, fields=fields)
            found = check(read_return(path, of), of)
            assert [(each.kind.code, each.cell) for each in found if each.kind.severity > Severity.INFO] == []

    def test_every_finding_on_kungsholmens_plan(self) -> None:
        """The printed plan has three areas, and each of these cells is blank (or no time) there too."""
        found = check(read(HANDMADE / KUNGSHOLMEN), form())
        assert [(each.first.kind.code, each.first.sheet, each.cells) for each in ranges(found)] == [
            ("XP207", "", ""),
            ("XP207", "", ""),
            ("XP402", UNGA, "C6:C7"),
            ("XP404", UNGA, "D6:D7"),
            ("XP401", UNGA, "E6:E7"),
            ("XP403", PLATS, "B8"),
            ("XP326", "Brottsoffer", "D5"),
            ("XP326", "Brottsoffer", "D6"),
            ("XP326", "Brottsoffer", "D7"),
            ("XP326", "Brottsoffer", "D8"),
            ("XP326", "Brottsoffer", "D9"),
        ]

    def test_nothing_is_to_be_said_of_jarvas_plan(self) -> None:
        assert check(read(HANDMADE / JARVA), form()) == ()


class TestFirstTabAndAreas:
    def filled(self, folder: Path, fields: dict[str, str], areas: int) -> Reading:
        path = folder / "mall.xlsx"
        actions: list[PreparedAction] = [
            PreparedAction(f"{area.code}-01", area.key, {**PERFECT, "action": area.title})
            for area in form().areas[:areas]
        ]
        write_template(form(), "jarva", path, actions=actions, fields=fields)
        return read(path)

    def test_an_area_without_actions_is_information_once_most_have_some(self, tmp_path: Path) -> None:
        fields = {question.key: "2024" for question in form().fields}
        told_of = told(self.filled(tmp_path, fields, 4))
        assert told_of == [("XP223", form().areas[4].tab, None)]

    def test_a_plan_that_is_hardly_begun_is_left_in_peace(self, tmp_path: Path) -> None:
        assert told(self.filled(tmp_path, {}, 1)) == []

    def test_a_first_tab_alone_is_no_plan(self, tmp_path: Path) -> None:
        assert told(self.filled(tmp_path, {"diarienummer": "2024/17"}, 0)) == [("XP224", "", None)]

    def test_a_required_field_is_missed(self, tmp_path: Path) -> None:
        questions = tuple(replace(question, required=True) for question in form().fields[:1])
        strict = replace(form(), fields=questions)
        assert told(self.filled(tmp_path, {}, 5), strict) == [("XP222", "Instruktion", None)]

    def test_a_number_in_a_field_is_told_without_a_cell(self, tmp_path: Path) -> None:
        fields = {question.key: "2024" for question in form().fields} | {"kontaktperson": "640823-3234"}
        assert told(self.filled(tmp_path, fields, 5)) == [("XP321", "Instruktion", None)]


class TestNames:
    def test_a_number_in_the_name_of_file_tab_or_column_is_told_once(self, tmp_path: Path) -> None:
        tab = "Om 640883-3231"
        rows = [HEADINGS.replace("Kostnad", "Om 640823-3234"), row(), row(cause="Otrygga stråk")]
        path = workbook(tmp_path, {UNGA: "\n".join(rows), tab: "Tomt"}, "Järva 2024 196408233234.xlsx")
        found = [each for each in findings(read(path)) if each.kind.code == "XP321"]
        assert [(each.sheet, each.cell) for each in found] == [("", None), (UNGA, None), (tab, None)]


class TestAnswers:
    def test_the_nearest_answer_is_named(self, tmp_path: Path) -> None:
        [finding] = findings(drawn(tmp_path, row(status="Ej uppfylt")))
        assert finding.hint("sv").startswith("Närmast är ”Ej uppfyllt”.")

    def test_a_choice_column_takes_only_its_answers(self, tmp_path: Path) -> None:
        reading = drawn(tmp_path, row(who="Polisn"))
        columns = [asdict(column) for column in form().columns]
        who = next(column for column in columns if column["key"] == "who")
        who |= {"kind": "choice", "choices": [{"text": "Polisen"}, {"text": "Förvaltningen"}]}
        of = form_of({**asdict(form()), "columns": columns})
        [finding] = findings(reading, of)
        assert (finding.kind.code, finding.cell, finding.facts["near"]) == ("XP323", "D2", "Polisen")


class TestDoubles:
    def test_one_action_for_several_causes_is_as_the_form_asks(self, tmp_path: Path) -> None:
        assert told(drawn(tmp_path, row(), row(cause="Otrygga stråk"))) == []

    def test_the_same_action_for_the_same_cause_is_told_at_the_second(self, tmp_path: Path) -> None:
        assert told(drawn(tmp_path, row(), row(when="T2"))) == [("XP501", UNGA, "B3")]

    def test_on_another_tab_it_is_information(self, tmp_path: Path) -> None:
        path = workbook(tmp_path, {UNGA: f"{HEADINGS}\n{row()}", PLATS: f"{HEADINGS}\n{row(when='T2')}"})
        assert told(read(path)) == [("XP502", PLATS, "B2")]


class TestIssued:
    ACTIONS: tuple[PreparedAction, ...] = (
        PreparedAction("UNGA-01", "unga-i-riskzon", {**PERFECT, "label": "SSP"}),
        PreparedAction("UNGA-02", "unga-i-riskzon", {**PERFECT, "action": "Fältarbete"}),
    )

    def changed(self, folder: Path, change: Callable[[Workbook], object], for_round: str | None = "vb") -> list[Told]:
        from openpyxl import load_workbook

        path = folder / "mall.xlsx"
        write_template(form(), "jarva", path, actions=self.ACTIONS, for_round=for_round)
        book = load_workbook(path)
        change(book)
        book.save(path)
        return [each for each in told(read_return(path, form())) if each[0] in ("XP334", "XP335", "XP503")]

    def test_a_changed_text_and_an_emptied_one(self, tmp_path: Path) -> None:
        def change(book: Workbook) -> None:
            for cells in book[UNGA].iter_rows():
                for cell in cells:
                    if cell.value == "Fältarbete":
                        cell.value = "Fältarbete på kvällar"
                    if cell.value == "SSP":
                        cell.value = None

        assert sorted(code for code, _, _ in self.changed(tmp_path, change)) == ["XP334", "XP335"]

    def test_before_any_follow_up_texts_may_change(self, tmp_path: Path) -> None:
        def change(book: Workbook) -> None:
            next(c for cells in book[UNGA].iter_rows() for c in cells if c.value == "SSP").value = "SSPF"

        assert self.changed(tmp_path, change, None) == []

    def test_an_action_that_is_gone(self, tmp_path: Path) -> None:
        def remove(book: Workbook) -> None:
            sheet = book[UNGA]
            [row_number] = [c.row for cells in sheet.iter_rows() for c in cells if c.value == "Fältarbete"]
            sheet.delete_rows(row_number)

        assert self.changed(tmp_path, remove) == [("XP503", "", None)]


class TestIssueOfTheForm:
    def made_by(self, of: Form, folder: Path) -> list[Told]:
        """What the form of today says of a workbook that another form made."""
        path = folder / "Järva.xlsx"
        write_template(of, "jarva", path, force=True)
        return [each for each in told(read_return(path, form())) if each[0] in ("XP205", "XP219", "XP220")]

    def changed(self, **change: object) -> Form:
        """The form with its status column changed."""
        columns = [asdict(each) for each in form().columns]
        next(each for each in columns if each["kind"] == "status").update(change)
        return form_of({**asdict(form()), "columns": columns})

    @pytest.mark.parametrize(
        "change",
        [
            {"title": "Har målet nåtts", "aliases": ("Måluppfyllelse",)},
            {"choices": [asdict(each) for each in form().columns[-1].choices[:3]]},
        ],
        ids=["a-heading", "the-answers"],
    )
    def test_another_issue_asked_something_else(self, change: dict[str, object], tmp_path: Path) -> None:
        assert self.made_by(self.changed(**change), tmp_path) == [("XP219", "", None)]

    def test_what_asks_the_same_is_no_other_issue(self, tmp_path: Path) -> None:
        rounds = tuple(replace(each, due=date(2024, 12, 31)) for each in form().rounds)
        quiet = {"rounds": rounds, "findings": {"XP401": "off"}, "prepared_rows": 20, "lock": "soft"}
        quiet |= {"districts": form().districts[:8]}
        assert self.made_by(replace(form(), **quiet), tmp_path) == []
        assert self.made_by(self.changed(width=40, guidance="Välj!", required=True), tmp_path) == []
        assert self.made_by(with_own_areas(form(), {"batar": "Båtar"}), tmp_path) == []

    def test_another_form_is_named(self, tmp_path: Path) -> None:
        other = load_form("stockholm-2024-tertial")
        assert self.made_by(other, tmp_path) == [("XP220", "", None)]
        last_years = replace(other, id="stockholm-2023", year=2023)
        assert [code for code, _, _ in self.made_by(last_years, tmp_path)] == ["XP205"]


class TestSeverities:
    def test_a_form_sets_severities_and_turns_kinds_off(self, tmp_path: Path) -> None:
        reading = drawn(tmp_path, row(who="", when=""))
        of = replace(form(), findings={"XP401": "error", "XP404": "off"})
        assert [(each.kind.code, each.kind.severity) for each in findings(reading, of)] == [("XP401", Severity.ERROR)]


IN_CLASSES = {
    "XP219",
    "XP220",
    "XP221",
    "XP222",
    "XP223",
    "XP224",
    "XP225",
    "XP323",
    "XP334",
    "XP335",
    "XP501",
    "XP502",
    "XP503",
}
"""Kinds whose story needs more than one row."""
ELSEWHERE = {
    "tests/cli/test_bad_files.py": "101 102 105 106 107 112 113 115 116 117 118 119 120 122",
    "tests/cli/test_not_returns.py": "126",
    "tests/unit/sheets/test_opening.py": "103 104 109 110 111 114 121",
    "tests/unit/sheets/test_binary.py": "108",
    "tests/unit/sheets/test_ods.py": "123 210 302 303",
    "tests/unit/sheets/test_locked.py": "124",
    "tests/unit/sheets/test_ooxml.py": "211",
    "tests/unit/sheets/test_worksheet.py": "301",
    "tests/unit/reading/test_account.py": "230",
    "tests/unit/sheets/test_cells.py": "311",
    "tests/stories/test_kept.py": "621",
    "tests/stories/test_returns.py": "201 202 204 205 206 208 209 305 306 309 310 603",
    "tests/damage/tabs.py": "207 212 213 511",
    "tests/damage/identity.py": "215",
    "tests/damage/headings.py": "214 218",
    "tests/damage/guidance.py": "217",
    "tests/damage/rows.py": "411 412",
    "tests/damage/cells.py": "307 413",
    "tests/unit/merging/test_merge.py": "602",
    "tests/unit/merging/test_identity.py": "601 607 608 609 610 612",
    "tests/unit/merging/test_copies_and_rounds.py": "606 611 613",
    "tests/unit/city/test_workbook.py": "604",
    "tests/post/test_collect.py": "125",
}
"""Kinds that other tests raise, by the file that names their code, their constant or the reason behind them."""
HERE = {"XP203", "XP216", "XP414", "XP405", "XP605"}


def test_a_table_without_a_column_is_told_once_for_the_tab(tmp_path: Path) -> None:
    rows = ["| Orsak | Åtgärd | När |", "| Nyrekrytering | Fältarbete | T2 |", "| Klotter | Sanera | T1 |"]
    path = workbook(tmp_path, {UNGA: "\n".join(rows), PLATS: f"{HEADINGS}\n{row()}"})
    assert told(read(path)) == [("XP225", UNGA, None)]


def test_a_file_named_after_another_round_than_its_marks_say(tmp_path: Path) -> None:
    path = tmp_path / "Järva verksamhetsberättelse 2024.xlsx"
    tertial = load_form("stockholm-2024-tertial")
    write_template(tertial, "jarva", path, for_round="t1")
    found = [each for each in check(read_return(path, tertial), tertial) if each.kind.severity > Severity.INFO]
    assert [(each.kind.code, each.facts["other"]) for each in found] == [("XP216", "Verksamhetsberättelse")]


def test_a_blank_area_in_a_list_of_all_actions_is_the_one_above(tmp_path: Path) -> None:
    lines = [
        "| Prioriterat samverkansområde | Orsak | Åtgärd | När | Vem |",
        f"| {UNGA} | Nyrekrytering | Fältarbete | T2 | Fältassistenter |",
        "| | Skolfrånvaro | Samtal hem | T1 | Rektor |",
        f"| {PLATS} | Klotter | Sanera | T1 | Trafikkontoret |",
    ]
    reading = read(workbook(tmp_path, {"Alla": "\n".join(lines)}))
    assert [len(area.actions) for area in reading.areas] == [2, 1]
    assert ("XP414", "Alla", "B3") in told(reading)


def test_the_district_may_be_told_by_its_texts_alone(tmp_path: Path) -> None:
    actions = [row(action=f"Nattvandring {number} på Kungsholmen, " + "och vidare " * 12) for number in range(3)]
    assert ("XP203", "", None) in told(drawn(tmp_path, *actions, name="plan.xlsx"))


def test_a_form_may_require_any_column(tmp_path: Path) -> None:
    columns = tuple(replace(column, required=True) if column.key == "status" else column for column in form().columns)
    assert told(drawn(tmp_path, row()), replace(form(), columns=columns)) == [("XP405", UNGA, "F2")]


def test_a_text_that_no_row_can_show_is_told_when_it_is_sent() -> None:
    action = PreparedAction("UNGA-01", "unga-i-riskzon", {"action": LONG * 12})
    assert [each.kind.code for each in unseen_texts(form(), "jarva", [action])] == ["XP605"]


def test_every_kind_is_raised_by_some_test() -> None:
    """Here, or in a test file that speaks of it."""
    elsewhere = {f"XP{number}": ROOT / name for name, numbers in ELSEWHERE.items() for number in numbers.split()}
    unnamed = [code for code, path in elsewhere.items() if not named_in(code, path.read_text(encoding="utf-8"))]
    assert unnamed == []
    assert {kind.code for kind in kinds()} - set(STORIES) - IN_CLASSES - HERE - set(elsewhere) == set()


def named_in(code: str, text: str) -> bool:
    """Whether a test speaks of a kind by its code, its constant, or the reason or notice behind it."""
    words = [code, *(name for name, kind in vars(catalogue).items() if isinstance(kind, Kind) and kind.code == code)]
    words += [reason.name for reason, kind in UNREADABLE.items() if kind.code == code]
    return any(re.search(rf"\b{word}\b", text) for word in words)


def test_every_kind_of_the_checks_has_a_story() -> None:
    assert set(CONTENT) - set(STORIES) - IN_CLASSES == set()
    assert {kind.code for kind in kinds()} >= set(STORIES) | IN_CLASSES
