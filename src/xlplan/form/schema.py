"""The JSON Schema of a form, so that editors complete keys and mark mistakes while a form is written."""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_ID = "form.schema.json"
"""No host: it lies beside the forms, and ``# yaml-language-server: $schema=form.schema.json`` finds it."""


def form_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a form's YAML file.

    What a schema can tell: keys, kinds of values, lengths, patterns. That keys are not doubled and rounds exist is told
    by ``load_form`` alone.
    """
    from pydantic import TypeAdapter  # which takes as long to load as all of xlplan

    from xlplan.form import model

    schema = TypeAdapter(model.Form).json_schema()
    documented = _attribute_docs(inspect.getsource(model))
    for name, part in {"Form": schema, **schema["$defs"]}.items():
        bases = getattr(model, name).__mro__ if "properties" in part else ()
        docs = {key: doc for base in reversed(bases) for key, doc in documented.get(base.__name__, {}).items()}
        for key, asked in part.get("properties", {}).items():
            if key in docs:
                part["properties"][key] = dict(sorted({"description": docs[key], **asked}.items()))
    return {"$schema": DIALECT, "$id": SCHEMA_ID, **schema}


def _attribute_docs(source: str) -> dict[str, dict[str, str]]:
    """The text below each attribute, by class and attribute.

    Pydantic can read them too, but does so whenever the models are loaded, and only a schema shows them.
    """
    classes = (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
    return {each.name: dict(_documented(each.body)) for each in classes}


def _documented(body: Sequence[ast.stmt]) -> Iterator[tuple[str, str]]:
    for node, below in pairwise(body):
        match node, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)


def schema_text() -> str:
    """The schema as the file ``templates/form.schema.json`` holds it."""
    return json.dumps(form_schema(), ensure_ascii=False, indent=2) + "\n"
