"""The tables say what the plan says, whatever format they are written in, and the dictionary knows every column."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tests.stories.workbooks import HANDMADE, JARVA, KUNGSHOLMEN, form
from tests.unit.merging.returns import TERTIAL, returned
from xlplan import check, merge, read_return
from xlplan.exports.city import tables_of_city
from xlplan.exports.files import RISKY, ExtraMissing, harmless, table_bytes
from xlplan.exports.readings import tables_of_readings
from xlplan.exports.table import Field, Table, Value
from xlplan.findings.finding import Language
from xlplan.merging.as_json import city_json
from xlplan.merging.model import CityPlan
from xlplan.reading.as_json import returns_json

KINDS: dict[str, type[polars.DataType]] = {
    "text": polars.String,
    "integer": polars.Int64,
    "date": polars.Date,
    "boolean": polars.Boolean,
}
NAV = {"cause": "Nyrekrytering", "action": "Fristående skolor i navet", "when": "T1", "who": "Samordnare"}


def real_plans() -> tuple[Table, ...]:
    readings = [read_return(HANDMADE / name, form()) for name in (JARVA, KUNGSHOLMEN)]
    return tables_of_readings([(reading, check(reading, form())) for reading in readings], [form()], "sv")


def a_year() -> CityPlan:
    t1 = returned([{**NAV, "follow_up_t1": "Tre möten.\nFler väntar."}, {"action": "=1+1"}], round_="t1", modified="1")
    vb = returned([{**NAV, "follow_up_vb": "Målet är uppfyllt.", "status": "Uppfyllt"}], round_="vb", modified="2")
    nowhere = returned([NAV], district=None)
    return merge([t1, vb, nowhere], TERTIAL)


def of_year() -> tuple[Table, ...]:
    return tables_of_city(a_year(), TERTIAL, "sv")


def frame(whole: Table) -> polars.DataFrame:
    schema = {field.key: KINDS[field.kind] for field in whole.fields}
    return polars.DataFrame(whole.rows, schema=schema, orient="row")


@pytest.mark.parametrize("tables", [real_plans, of_year])
def test_parquet_csv_and_json_lines_read_back_are_the_same_tables(tables: Any) -> None:
    """The dictionary beside the tables gives the kinds of the columns, as it would to anyone."""
    made: tuple[Table, ...] = tables()
    kinds = {(row[0], row[1]): KINDS[str(row[2])] for row in made[-1].rows}
    assert len(made) == 7
    for each in made[:-1]:
        schema = {key: kinds[each.name, key] for key in each.keys}
        expected = frame(each)
        parquet = polars.read_parquet(BytesIO(table_bytes(each, "parquet")))
        csv = polars.read_csv(BytesIO(table_bytes(each, "csv", raw=True)), schema=schema)
        lines = (
            polars.read_ndjson(BytesIO(table_bytes(each, "jsonl")), schema={**schema, **_as_text(schema)}).with_columns(
                polars.col(key).str.to_date() for key in _as_text(schema)
            )
            if each.rows
            else expected
        )
        assert each.rows or each.name in ("unplaced", "decisions", "fields")
        assert_frame_equal(parquet, expected)
        assert_frame_equal(csv, expected)
        assert_frame_equal(lines, expected)


def _as_text(schema: dict[str, type[polars.DataType]]) -> dict[str, type[polars.DataType]]:
    """JSON has no dates: they stand as text."""
    return {key: polars.String for key, kind in schema.items() if kind is polars.Date}


def test_the_tables_of_returns_say_what_their_json_says() -> None:
    readings = [read_return(HANDMADE / name, form()) for name in (JARVA, KUNGSHOLMEN)]
    told = [(reading, check(reading, form())) for reading in readings]
    actions, follow_ups, findings, sources, *_ = tables_of_readings(told, [form()], "sv")
    contract = json.loads(returns_json(told, "sv"))["returns"]
    of_json = [
        (
            each["file"],
            each["district"],
            area["key"],
            action["sheet"],
            action["row"],
            action["values"],
            action["status"],
        )
        for each in contract
        for area in each["areas"]
        for action in area["actions"]
    ]
    keys = [column.key for column in form().columns if column.kind != "status"]
    of_table = [
        (*(row[name] for name in ("file", "district", "area", "sheet", "row")), words_of(row, keys), row["status"])
        for row in records(actions)
    ]
    assert of_table == of_json
    assert [row["text"] for row in records(follow_ups)] == [
        values["follow_up"] for *_, values, _ in of_json if "follow_up" in values
    ]
    assert [row["code"] for row in records(findings)] == [each["code"] for one in contract for each in one["findings"]]
    assert [(row["file"], row["sha256"], row["filled"]) for row in records(sources)] == [
        (each["file"], each["sha256"], each["cells"]["filled"]) for each in contract
    ]


def test_the_tables_of_the_city_plan_say_what_its_json_says() -> None:
    plan = a_year()
    actions, follow_ups, findings, sources, returns, decisions, _ = tables_of_city(plan, TERTIAL, "sv")
    contract = city_json(plan, TERTIAL, "sv")
    keys = [column.key for column in TERTIAL.plan_columns]
    assert [(row["id"], row["status"], words_of(row, keys)) for row in records(actions)] == [
        (each["id"], each["status"], each["values"]) for each in contract["actions"]
    ]
    told = [
        (each["id"], key, one["text"], one["status"], one["status_source"], *one["source"].values())
        for each in contract["actions"]
        for key, one in each["follow_ups"].items()
        if one
    ]
    names = ("id", "round", "text", "status", "status_source", "file", "sheet", "cell")
    assert [tuple(row[name] for name in names) for row in records(follow_ups)] == told
    assert [(row["id"], row["link"]) for row in records(sources)] == [
        (each["id"], source["link"]) for each in contract["actions"] for source in each["sources"]
    ]
    assert [(row["file"], row["used"]) for row in records(returns)] == [
        (each["file"], each["used"]) for each in contract["returns"]
    ]
    assert len(decisions.rows) == len(contract["decisions"])
    assert [row["code"] for row in records(findings)] == [each["code"] for each in contract["findings"]]


def test_the_merged_json_read_by_polars_gives_the_same_tables() -> None:
    """The actions with their values side by side, and the follow-ups one below the other."""
    plan = a_year()
    actions, follow_ups, *_ = (frame(each) for each in tables_of_city(plan, TERTIAL, "sv"))
    keys = [column.key for column in TERTIAL.plan_columns]
    contract = polars.read_json(BytesIO(json.dumps(city_json(plan, TERTIAL, "sv")).encode()), infer_schema_length=None)
    of_json = contract.select("actions").explode("actions").unnest("actions")
    values = of_json.select("id", "district", "area", "values", "status").unnest("values")
    columns = ["id", "district", "area", *(key for key in keys if key in values.columns), "status"]
    assert_frame_equal(values.select(columns), actions.select(columns))
    assert set(keys) - set(columns) == {key for key in keys if actions[key].null_count() == actions.height}
    told = polars.concat(
        (
            of_json.select(
                "id", polars.lit(each.round).alias("round"), polars.col("follow_ups").struct.field(each.round)
            )
            .unnest(each.round)
            .select("id", "round", "text", "status", "status_source")
            for each in TERTIAL.follow_up_columns
            if each.round in ("t1", "vb")
        ),
        how="vertical_relaxed",
    ).filter(polars.col("text").is_not_null())
    shown = follow_ups.select("id", "round", "text", "status", "status_source")
    assert_frame_equal(told.sort("id", "round"), shown.sort("id", "round"))


def records(whole: Table) -> list[dict[str, Value]]:
    return [dict(zip(whole.keys, row, strict=True)) for row in whole.rows]


def words_of(row: dict[str, Value], keys: list[str]) -> dict[str, Value]:
    return {key: row[key] for key in keys if row[key] is not None}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_dictionary_tells_of_every_column_in_words_of_the_form(language: Language) -> None:
    *tables, dictionary = tables_of_city(a_year(), TERTIAL, language)
    told = {(row["table"], row["column"]): row for row in records(dictionary)}
    assert set(told) == {(each.name, key) for each in tables for key in each.keys}
    assert all(row["about"] or row["title"] for row in told.values())
    cause = next(column for column in TERTIAL.columns if column.key == "cause")
    assert told["actions", "cause"]["title"] == cause.title
    assert told["actions", "cause"]["about"] == cause.guidance
    assert "not_fulfilled" in str(told["actions", "status"]["values"])


def test_no_two_columns_share_a_name_though_a_form_uses_our_words() -> None:
    for each in (*real_plans(), *of_year()):
        assert len(set(each.keys)) == len(each.keys)
    assert "status_text" in real_plans()[0].keys


@settings(deadline=None)
@given(st.text(max_size=20))
def test_a_csv_field_never_begins_as_a_formula(text: str) -> None:
    told = harmless(text)
    assert isinstance(told, str)
    assert told in (text, f"'{text}")
    assert not told.startswith(RISKY)


def test_a_byte_order_mark_stands_first_where_it_is_asked_for() -> None:
    one = Table("t", (Field("å", "text", "", lambda each: each),), (("=1",), (None,)))
    assert table_bytes(one, "csv", bom=True) == '\ufeffå\r\n\'=1\r\n""\r\n'.encode()
    assert table_bytes(one, "csv", raw=True) == 'å\r\n=1\r\n""\r\n'.encode()


def test_days_and_truths_are_written_as_other_programs_read_them() -> None:
    fields = (Field("day", "date", "", lambda each: each), Field("yes", "boolean", "", lambda each: each))
    one = Table("t", fields, ((date(2024, 4, 30), True), (None, False)))
    assert table_bytes(one, "csv") == b"day,yes\r\n2024-04-30,true\r\n,false\r\n"
    assert table_bytes(one, "jsonl") == b'{"day": "2024-04-30", "yes": true}\n{"day": null, "yes": false}\n'


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_the_same_tables_are_the_same_bytes(kind: Any) -> None:
    assert [table_bytes(each, kind) for each in of_year()] == [table_bytes(each, kind) for each in of_year()]


def test_parquet_without_its_library_names_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("xlplan.exports.files.find_spec", lambda _name: None)
    with pytest.raises(ExtraMissing, match=r"^export$"):
        table_bytes(of_year()[0], "parquet")
