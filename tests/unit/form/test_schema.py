"""The JSON Schema that editors use: in step with the models, and content with the shipped forms."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from xlplan.form.schema import form_schema, schema_text
from xlplan.form.shipped import shipped_forms, shipped_path

TEMPLATES = Path(__file__).parents[3] / "templates"


def as_an_editor_reads(path: Path) -> Any:
    """YAML 1.2 core values: numbers and truth values, but days as text."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.yaml_constructors["tag:yaml.org,2002:timestamp"] = lambda _, node: node.value
    return yaml.load(path)


def complaints(form: Any) -> list[tuple[str, str]]:
    found = jsonschema.Draft202012Validator(form_schema()).iter_errors(form)
    return sorted((error.json_path, str(error.validator)) for error in found)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(form_schema())


def test_the_file_beside_the_forms_is_in_step() -> None:
    written = (TEMPLATES / "form.schema.json").read_text(encoding="utf-8")
    assert written == schema_text(), "print(schema_text(), end='') of xlplan.form.schema makes it anew"


@pytest.mark.parametrize("form_id", shipped_forms())
def test_the_shipped_forms_are_valid(form_id: str) -> None:
    path = shipped_path(form_id)
    assert complaints(as_an_editor_reads(path)) == []
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=form.schema.json\n")


def test_an_editor_sees_unknown_keys_wrong_values_and_long_tab_titles() -> None:
    form = as_an_editor_reads(shipped_path("stockholm-2024"))
    form["distrikt"] = []
    form["columns"][0]["kind"] = "texte"
    form["areas"][1]["tab"] = "x" * 32
    assert complaints(form) == [
        ("$", "additionalProperties"),
        ("$.areas[1].tab", "maxLength"),
        ("$.columns[0].kind", "enum"),
    ]


def test_keys_are_explained() -> None:
    schema = form_schema()
    assert schema["$id"] == "form.schema.json"
    assert "in ``UNGA-03``" in schema["$defs"]["AreaForm"]["properties"]["code"]["description"]
    assert schema["$defs"]["Column"]["additionalProperties"] is False
