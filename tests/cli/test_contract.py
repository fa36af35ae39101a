"""What ``read`` and ``merge`` print for other programs: the keys, their order and their meaning are a contract."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import asdict
from hashlib import sha256
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from tests.cli.conftest import Xlplan
from tests.stories.workbooks import form, printed_actions, workbook
from xlplan import write_template
from xlplan.template.workbook import PreparedAction

IDENTITY = ["file", "sha256", "format", "plan", "year", "district", "round", "fields"]
RETURN = [*IDENTITY, "areas", "cells", "notes", "findings"]
AREA = ["key", "title", "sheet", "added", "fields", "actions"]
ACTION = ["id", "sheet", "row", "values", "timing", "status", "status_source", "extra", "notes"]
CELLS = ["filled", "placed", "boilerplate", "unplaced"]
FINDING = ["code", "name", "severity", "file", "sheet", "cell", "message", "hint"]
CITY = ["schema_version", "plan", "year", "actions", "decisions", "returns", "missing", "findings", "texts"]
CITY_ACTION = ["id", "district", "area", "values", "follow_ups", "status", "round_of_status", "sources", "missing_in"]
CITY_ACTION += ["extra", "notes", "places"]
DECISION = ["key", "kind", "district", "column", "a", "b", "score", "decided"]

CONTACT = "Kontaktperson (funktion)"
TABLE = """
    | Orsak         | Åtgärd                    | När         | Vem         | Kostnad |
    | Nyrekrytering | Fristående skolor i navet | Under året  | Avdelningen | 5 000   |
    """


def test_read_gives_one_document_with_the_keys_of_the_contract(xlplan: Xlplan, jarva: Path) -> None:
    done = xlplan("read", jarva)
    assert done.exit == 0
    assert done.err == ""
    told = json.loads(done.out)
    assert list(told) == ["schema_version", "returns"]
    assert told["schema_version"] == 1
    [reading] = told["returns"]
    assert list(reading) == RETURN
    assert {key: reading[key] for key in IDENTITY} == {
        "file": "jarva.xlsx",
        "sha256": sha256(jarva.read_bytes()).hexdigest(),
        "format": "xlsx",
        "plan": "stockholm-2024",
        "year": 2024,
        "district": "jarva",
        "round": None,
        "fields": {},
    }
    assert [list(area) for area in reading["areas"]] == [AREA] * 5
    actions = [action for area in reading["areas"] for action in area["actions"]]
    assert [list(action) for action in actions] == [ACTION] * 17
    assert [action["values"] for action in actions] == [texts for _, texts in printed_actions("jarva")]
    assert list(reading["cells"]) == CELLS
    assert [list(finding) for finding in reading["findings"]] == [FINDING] * len(reading["findings"])


def test_an_action_tells_its_time_and_status_beside_its_own_words(xlplan: Xlplan, jarva: Path) -> None:
    [reading] = json.loads(xlplan("read", jarva).out)["returns"]
    first = reading["areas"][0]["actions"][0]
    assert (first["id"], first["sheet"], first["row"]) == (None, "Unga i riskzon", 3)
    assert first["values"]["when"] == "Under året"
    assert first["timing"] == {"kind": "year", "from": "2024-01-01", "to": "2024-12-31"}
    assert (first["status"], first["status_source"]) == ("fulfilled", "inferred")
    statuses = Counter(action["status"] for area in reading["areas"] for action in area["actions"])
    assert statuses == {"fulfilled": 11, "not_fulfilled": 1, None: 5}


def test_what_is_beside_the_form_is_told_in_its_place(xlplan: Xlplan, folder: Path) -> None:
    def add(book: Workbook) -> None:
        book["Välfärdsbrott"]["B2"].comment = Comment("Räcker det?", "Anna")
        book["Välfärdsbrott"]["A20"].comment = Comment("Mer i maj", "Anna")
        book["Välfärdsbrott"]["G2"] = "Ring Anna"

    workbook(folder, {"Välfärdsbrott": TABLE}, "järva.xlsx", change=add)
    [reading] = json.loads(xlplan("read", "järva.xlsx").out)["returns"]
    [area] = reading["areas"]
    assert (area["key"], area["added"]) == ("valfardsbrott", True)
    assert area["actions"][0]["extra"] == {"Kostnad": "5 000"}
    assert area["actions"][0]["notes"] == [{"cell": "B2", "text": "Räcker det?"}]
    assert reading["cells"]["unplaced"] == [{"sheet": "Välfärdsbrott", "cell": "G2", "value": "Ring Anna"}]
    assert reading["notes"] == [{"sheet": "Välfärdsbrott", "cell": "A20", "value": "Mer i maj"}]


def test_lines_hold_one_return_each(xlplan: Xlplan, jarva: Path, kungsholmen: Path) -> None:
    document = json.loads(xlplan("read", jarva, kungsholmen).out)
    lines = [json.loads(line) for line in xlplan("read", jarva, kungsholmen, "--format", "jsonl").out.splitlines()]
    assert lines == [{"schema_version": 1, **reading} for reading in document["returns"]]


def test_csv_holds_one_action_a_row(xlplan: Xlplan, jarva: Path, kungsholmen: Path) -> None:
    done = xlplan("read", jarva, kungsholmen, "--format", "csv")
    rows = list(csv.DictReader(StringIO(done.out, newline="")))
    assert Counter(row["district"] for row in rows) == {"jarva": 17, "kungsholmen": 20}
    expected = [texts for name in ("jarva", "kungsholmen") for _, texts in printed_actions(name)]
    keys = ("label", "cause", "action", "when", "who", "follow_up")
    assert [{key: row[key] for key in keys if row[key]} for row in rows] == expected
    assert rows[0]["timing_to"] == "2024-12-31"


@pytest.mark.parametrize("raw", [False, True])
def test_csv_runs_no_formula_unless_it_is_asked_for_raw(xlplan: Xlplan, folder: Path, raw: bool) -> None:
    workbook(folder, {"Unga i riskzon": TABLE.replace("Avdelningen", "=1+1")}, "järva.xlsx")
    done = xlplan("read", "järva.xlsx", "--format", "csv", *(["--raw"] if raw else []))
    [row] = csv.DictReader(StringIO(done.out, newline=""))
    assert row["who"] == ("=1+1" if raw else "'=1+1")


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize("command", ["read", "merge"])
def test_tables_go_to_a_folder_with_their_dictionary(xlplan: Xlplan, jarva: Path, kind: str, command: str) -> None:
    done = xlplan(command, jarva, "--format", kind, "-o", "tabeller")
    names = {path.name for path in Path("tabeller").iterdir()}
    assert {f"{name}.{kind}" for name in ("actions", "follow_ups", "findings", "sources", "dictionary")} <= names
    assert (done.exit, done.out) == (0, "")
    assert sorted(done.lines) == sorted(f"tabeller/{name}" for name in names)
    again = xlplan(command, jarva, "--format", kind, "-o", "tabeller")
    assert {line.partition(" ")[2] for line in again.lines} == {"(oförändrad)"}


def test_tables_mask_personal_numbers_unless_they_are_asked_for(xlplan: Xlplan, folder: Path) -> None:
    workbook(folder, {"Unga i riskzon": TABLE.replace("Avdelningen", "640823-3234")}, "järva.xlsx")
    for command in ("read", "merge"):
        told = xlplan(command, "järva.xlsx", "--format", "csv").out
        assert "640823-****" in told
        assert "640823-3234" not in told
    assert "640823-3234" in xlplan("read", "järva.xlsx", "--format", "csv", "--keep-personal-numbers").out


def test_parquet_asks_for_a_folder(xlplan: Xlplan, jarva: Path) -> None:
    done = xlplan("merge", jarva, "--format", "parquet")
    assert (done.exit, done.out) == (2, "")
    assert done.lines == ["xlplan: parquet är flera filer: ange en mapp för dem med -o."]


def test_json_goes_to_a_folder_too(xlplan: Xlplan, jarva: Path) -> None:
    told = xlplan("read", jarva).out
    xlplan("read", jarva, "-o", "tabeller")
    assert Path("tabeller/returns.json").read_text("utf-8") == told


def test_findings_speak_english_when_asked(xlplan: Xlplan, folder: Path) -> None:
    workbook(folder, {"Unga i riskzon": TABLE.replace("Avdelningen", "")}, "järva.xlsx")

    def told(*options: str) -> dict[str, str]:
        [reading] = json.loads(xlplan("read", "järva.xlsx", *options).out)["returns"]
        return next(each for each in reading["findings"] if each["code"] == "XP401")

    swedish, english = told(), told("--lang", "en")
    assert swedish["message"] == "Åtgärden saknar ansvarig (Vem)."
    assert english["message"] == "The action lacks who is responsible."
    assert {**english, "message": "", "hint": ""} == {**swedish, "message": "", "hint": ""}
    assert (english["sheet"], english["cell"]) == ("Unga i riskzon", "D2")


def test_merge_gives_the_city_plan_with_the_keys_of_the_contract(
    xlplan: Xlplan, jarva: Path, kungsholmen: Path, folder: Path
) -> None:
    done = xlplan("merge", kungsholmen, jarva, "--format", "json")
    assert done.exit == 0
    city = json.loads(done.out)
    assert list(city) == CITY
    assert (city["schema_version"], city["plan"], city["year"]) == (1, "stockholm-2024", 2024)
    assert [list(action) for action in city["actions"]] == [CITY_ACTION] * 37
    assert Counter(action["district"] for action in city["actions"]) == {"jarva": 17, "kungsholmen": 20}
    first = city["actions"][0]
    assert first["id"] == "jarva/UNGA-01"
    assert first["sources"] == [
        {"file": "jarva.xlsx", "sheet": "Unga i riskzon", "row": 3, "round": None, "link": "first"}
    ]
    assert list(first["follow_ups"]) == ["vb"]
    assert first["follow_ups"]["vb"]["source"] == {"file": "jarva.xlsx", "sheet": "Unga i riskzon", "cell": "F3"}
    assert (first["status"], first["round_of_status"]) == ("fulfilled", "vb")
    assert list(first["places"]) == [*first["values"], "follow_up"]
    assert first["places"]["follow_up"] == {
        "file": "jarva.xlsx",
        "sha256": city["returns"][0]["sha256"],
        "sheet": "Unga i riskzon",
        "cell": "F3",
        "time": city["returns"][0]["received"],
    }
    assert [(each["file"], each["district"], each["used"]) for each in city["returns"]] == [
        ("jarva.xlsx", "jarva", True),
        ("kungsholmen.xlsx", "kungsholmen", True),
    ]
    assert list(city["returns"][0]) == ["file", "sha256", "district", "round", "received", "used"]
    assert len(city["missing"]) == 9
    assert sorted(folder.glob("*/*")) == [], "no workbook is written unless it is asked for"


def test_what_stands_outside_the_rows_is_told_with_its_heading(xlplan: Xlplan, folder: Path) -> None:
    write_template(form(), "jarva", folder / "a.xlsx")
    book = load_workbook(folder / "a.xlsx")
    question = next(cell for cells in book.worksheets[0].iter_rows() for cell in cells if cell.value == CONTACT)
    book.worksheets[0].cell(question.row, question.column + 1, "Åsa Öberg")
    book.save(folder / "a.xlsx")
    city = json.loads(xlplan("merge", "a.xlsx", "--format", "json").out)
    said = {"district": "jarva", "area": "", "heading": CONTACT, "text": "Åsa Öberg", "file": "a.xlsx"}
    assert said in city["texts"]


def test_every_round_of_the_form_stands_there_empty_or_not(xlplan: Xlplan, jarva: Path) -> None:
    city = json.loads(xlplan("merge", jarva, "--plan", "stockholm-2024-tertial", "--format", "json").out)
    follow_ups = city["actions"][0]["follow_ups"]
    assert list(follow_ups) == ["t1", "t2", "vb"]
    assert (follow_ups["t1"], follow_ups["t2"]) == ({}, {})
    assert list(follow_ups["vb"]) == ["text", "status", "status_source", "source"]


def test_a_decision_names_an_action_of_the_city_and_a_row_of_a_return(xlplan: Xlplan, folder: Path) -> None:
    """Two actions that differ in the one decisive word: a person has to say."""
    texts = {"cause": "Kriminella konflikter", "action": "Stärka anhörigperspektivet"}
    other = texts | {"action": "Stärka föräldraperspektivet"}
    for name, values in (("a.xlsx", texts), ("b.xlsx", other)):
        prepared = PreparedAction("MILJO-01", "kriminella-miljoer", values)
        write_template(form(), "jarva", folder / name, actions=[prepared])
    city = json.loads(xlplan("merge", "a.xlsx", "b.xlsx", "--format", "json").out)
    assert len(city["actions"]) == 2
    [decision] = city["decisions"]
    assert list(decision) == DECISION
    assert (decision["kind"], decision["district"], decision["decided"]) == ("same-action?", "jarva", None)
    ids = {action["id"]: action["values"]["action"] for action in city["actions"]}
    assert ids[decision["a"]["id"]] == decision["a"]["text"]
    assert {key: decision["b"][key] for key in ("sheet", "row")} == {"sheet": "Kriminella miljöer", "row": 4}
    assert {decision["a"]["text"], decision["b"]["text"]} == {texts["action"], other["action"]}
    assert 55 <= decision["score"] <= 100


def test_the_workbook_and_the_document_of_a_merge_can_be_had_at_once(xlplan: Xlplan, jarva: Path, folder: Path) -> None:
    done = xlplan("merge", jarva, "--format", "json", "-o", "stad.xlsx")
    assert len(json.loads(done.out)["actions"]) == 17
    assert load_workbook(folder / "stad.xlsx")["Alla åtgärder"].max_row == 3 + 17


def test_the_schema_is_one_that_the_shipped_forms_fulfil(xlplan: Xlplan) -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads(xlplan("schema").out)
    Draft202012Validator.check_schema(schema)
    filled = asdict(form(), dict_factory=lambda pairs: {key: value for key, value in pairs if value is not None})
    written = json.loads(json.dumps(filled, default=str))
    assert list(Draft202012Validator(schema).iter_errors(written)) == []
    assert list(Draft202012Validator(schema).iter_errors({"id": "x"})) != []


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_the_annual_summary_is_written_once_and_masked(xlplan: Xlplan, folder: Path, kind: str) -> None:
    workbook(folder, {"Unga i riskzon": TABLE.replace("Avdelningen", "640823-3234")}, "järva.xlsx")
    name = f"sammanstallning/Årssammanfattning – Åtgärdsplan 2024.{kind}"
    assert xlplan("report", "järva.xlsx", "--format", kind).out == f"{name}\n"
    assert xlplan("report", "järva.xlsx", "--format", kind).out == f"{name} (oförändrad)\n"
    whole = Path(name).read_bytes()
    if kind == "docx":
        with ZipFile(name) as package:
            whole = package.read("word/document.xml")
    assert b"640823-****" in whole
    assert b"640823-3234" not in whole
    kept = xlplan("report", "järva.xlsx", "--format", kind, "--keep-personal-numbers")
    assert (kept.exit, kept.lines[0][:8]) == (2, "xlplan: ")


def test_a_document_without_its_library_names_the_extra(
    xlplan: Xlplan, jarva: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xlplan.cli.report.find_spec", lambda _name: None)
    done = xlplan("report", jarva, "--format", "docx")
    assert (done.exit, done.out) == (2, "")
    assert done.lines == [
        'xlplan: docx kräver tillägget docx, som inte är installerat: python3 -m pip install "xlplan[docx]".'
    ]


def test_what_the_city_corrected_holds_in_the_annual_summary_too(xlplan: Xlplan, jarva: Path) -> None:
    xlplan("merge", jarva)
    [city] = Path("sammanstallning").glob("*.xlsx")
    book = load_workbook(city)
    sheet = book["Alla åtgärder"]
    [place] = [cell for cells in sheet.iter_rows() for cell in cells if cell.value == "Ej uppfyllt"]
    place.value = "Delvis uppfyllt"
    book.save(city)
    xlplan("report", jarva)
    page = next(Path("sammanstallning").glob("*.html")).read_text("utf-8")
    assert "delvis uppfyllt 1" in page
    assert "Ingen åtgärd har beskedet ej uppfyllt." in page
