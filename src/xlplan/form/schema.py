"""The JSON Schema of a form, so that editors complete keys and mark mistakes while a form is written."""

from __future__ import annotations

import json
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_ID = "form.schema.json"
"""No host: it lies beside the forms, and ``# yaml-language-server: $schema=form.schema.json`` finds it."""


def form_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a form's YAML file.

    What a schema can tell: keys, kinds of values, lengths, patterns. That keys are not doubled and rounds exist is told
    by ``load_form`` alone.
    """
    from xlplan.form.model import Form

    return {"$schema": DIALECT, "$id": SCHEMA_ID, **Form.model_json_schema()}


def schema_text() -> str:
    """The schema as the file ``templates/form.schema.json`` holds it."""
    return json.dumps(form_schema(), ensure_ascii=False, indent=2) + "\n"
