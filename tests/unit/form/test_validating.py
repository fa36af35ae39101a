"""Types and rules mean the same to our use of pydantic's core and to pydantic itself, which makes the JSON Schema."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from xlplan.form.load import load_form
from xlplan.form.model import Form
from xlplan.form.shipped import shipped_forms
from xlplan.form.validating import validated

BY_PYDANTIC = TypeAdapter(Form)
CODES = {
    "dataclass_type": "dict_type",
    "string_pattern_mismatch": "bad_key",
    "unexpected_keyword_argument": "extra_forbidden",
}
"""What pydantic calls otherwise than we do."""


def ours(values: dict[str, Any]) -> set[tuple[str, str]]:
    """(Key, code) of each problem with a single value."""
    return {(problem.path, problem.code) for problem in validated(values, {(): 1})[1]}


def theirs(values: dict[str, Any]) -> set[tuple[str, str]]:
    try:
        BY_PYDANTIC.validate_python(values)
    except ValidationError as error:
        return {(".".join(map(str, each["loc"])), CODES.get(each["type"], each["type"])) for each in error.errors()}
    return set()


@pytest.mark.parametrize("form_id", shipped_forms())
def test_both_make_the_same_form(form_id: str) -> None:
    values = asdict(load_form(form_id))
    assert BY_PYDANTIC.validate_python(values) == load_form(form_id) == validated(values, {(): 1})[0]


@pytest.mark.parametrize(
    "change",
    [
        {"year": "2024,5"},
        {"year": 1999},
        {"id": "Stora"},
        {"titel": "Plan"},
        {"title": " \t"},
        {"title": "x" * 256},
        {"title": "😀" * 128},
        {"title": "–"},
        {"language": "de"},
        {"districts": []},
        {"districts": "Järva"},
        {"prepared_rows": "många"},
        {"findings": {"XP401": "fel"}},
        {"mail": "hej"},
    ],
    ids=str,
)
def test_both_find_the_same_wrong_with_a_value(change: dict[str, Any]) -> None:
    values = asdict(load_form("stockholm-2024")) | change
    [key] = change
    told = {(path, code) for path, code in ours(values) if path.startswith(key)}
    assert told == theirs(values) != set()
