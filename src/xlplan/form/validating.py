"""What is written becomes a ``Form``: the rules beside its types as one schema, and what breaks them as problems.

The schema is given to pydantic's core. Pydantic itself would make the same one of the same types, but takes longer to
load than the rest of reading a return; it makes the JSON Schema (``xlplan.form.schema``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic_core import CoreSchema, SchemaValidator, ValidationError, core_schema

from xlplan.form.consistency import inconsistencies
from xlplan.form.model import Form
from xlplan.form.problems import FormProblem, KeyPath, nearest, path_text
from xlplan.form.rules import (
    CODE_PATTERN,
    EMAIL_PATTERN,
    KEY_PATTERN,
    LINE_PATTERN,
    PROSE_PATTERN,
    ROLE_PATTERN,
    URL_PATTERN,
)

_PATTERN_CODES = {
    KEY_PATTERN: "bad_key",
    CODE_PATTERN: "bad_code",
    ROLE_PATTERN: "bad_role",
    URL_PATTERN: "bad_url",
    EMAIL_PATTERN: "bad_email",
    LINE_PATTERN: "bad_character",
    PROSE_PATTERN: "bad_character",
}
_PLAIN: dict[Any, CoreSchema] = {
    str: core_schema.str_schema(),
    int: core_schema.int_schema(),
    float: core_schema.float_schema(),
    bool: core_schema.bool_schema(),
    date: core_schema.date_schema(),
}


def validated(written: Any, lines: Mapping[KeyPath, int]) -> tuple[Form | None, list[FormProblem]]:
    """The form, or none and the problems of its single values together with those between its values.

    Args:
        written: Plain values, as YAML has them.
        lines: The line of each key path, at least of the whole, ``()``.
    """
    problems: list[FormProblem] = []
    form: Form | None = None
    try:
        form = _validator().validate_python(written)
    except ValidationError as error:
        details = error.errors(include_url=False)
        paths = [detail["loc"] for detail in details]
        problems += [_value_problem(detail, lines) for detail in details if not _is_echo(detail, paths)]
    values = _plain(form) if form else written
    for found in inconsistencies(values) if isinstance(values, dict) else ():
        first = {} if found.first is None else {"first": str(_nearest_line(found.first, lines))}
        line = _nearest_line(found.path, lines)
        problems.append(FormProblem(line, path_text(found.path), found.code, {**found.params, **first}))
    return None if problems else form, problems


def _plain(value: Any) -> Any:
    """A part of a form as a dict; what stands in it is not copied, as ``asdict`` does."""
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


@cache
def _validator() -> SchemaValidator:
    return SchemaValidator(_schema_of(Form))


def _schema_of(asked: Any) -> CoreSchema:
    """The core's schema of a type: a part of the form, a plain value, a list, a choice, any with rules or optional."""
    if is_dataclass(asked):
        return _schema_of_part(asked)
    inner = get_args(asked)
    match get_origin(asked):
        case None:
            return _PLAIN[asked]
        case origin if origin is Annotated:
            schema = _schema_of(inner[0])
            for rule in inner[1:]:
                schema = rule.narrowed(schema)
            return schema
        case origin if origin is Literal:
            return core_schema.literal_schema(list(inner))
        case origin if origin is tuple:
            return core_schema.tuple_schema([_schema_of(inner[0])], variadic_item_index=0)
        case origin if origin is dict:
            return core_schema.dict_schema(_schema_of(inner[0]), _schema_of(inner[1]))
        case _:
            return core_schema.nullable_schema(_schema_of(inner[0]))


def _schema_of_part(part: Any) -> CoreSchema:
    """A mapping with the part's keys and no others, made into the part; an empty value is as good as none."""
    asked = {
        each.name: core_schema.typed_dict_field(
            _schema_of(each.type), required=each.default is MISSING and each.default_factory is MISSING
        )
        for each in fields(part)
    }

    def without_empty(written: Any) -> Any:
        if not isinstance(written, Mapping):
            return written
        return {key: value for key, value in written.items() if value is not None or key not in asked}

    mapping = core_schema.typed_dict_schema(asked, extra_behavior="forbid")
    filled_in = core_schema.no_info_before_validator_function(without_empty, mapping)
    return core_schema.no_info_after_validator_function(lambda values: part(**values), filled_in)


def _is_echo(detail: Any, paths: list[KeyPath]) -> bool:
    """Whether a list is called too short only because its parts have problems of their own."""
    path = detail["loc"]
    return detail["type"] == "too_short" and any(len(each) > len(path) and each[: len(path)] == path for each in paths)


def _value_problem(detail: Any, lines: Mapping[KeyPath, int]) -> FormProblem:
    """The core's error as our problem: its ``type`` as the code, its ``ctx`` as the facts."""
    path: KeyPath = detail["loc"]
    context: dict[str, Any] = detail.get("ctx", {})
    params = {name: f"{value:g}" if isinstance(value, float) else str(value) for name, value in context.items()}
    params |= {"key": str(path[-1]) if path else "", "value": _shortened(detail.get("input"))}
    code = str(detail["type"])
    if code == "string_pattern_mismatch":
        code = _PATTERN_CODES[context["pattern"]]
    elif code == "literal_error":
        params |= _known(params["value"], re.findall(r"'([^']*)'", context["expected"]))
    elif code == "extra_forbidden":
        params |= _known(params["key"], [each.name for each in fields(_part_at(path[:-1]))])
    return FormProblem(_nearest_line(path, lines), path_text(path), code, params)


def _known(written: str, known: list[str]) -> dict[str, str]:
    return {"known": ", ".join(known), "near": nearest(written, known)}


def _shortened(value: object, most: int = 60) -> str:
    """A written text as a message can show it; nothing of lists and mappings."""
    text = " ".join(value[:1000].split()) if isinstance(value, str) else "…"
    return text if len(text) <= most else text[: most - 1] + "…"


def _nearest_line(path: KeyPath, lines: Mapping[KeyPath, int]) -> int:
    """The line of a key path, or of the nearest thing that holds it."""
    return next(lines[path[:end]] for end in range(len(path), -1, -1) if path[:end] in lines)


def _part_at(path: KeyPath) -> Any:
    """The part that a key path of the form leads to."""
    part: Any = Form
    for step in path:
        if isinstance(step, str):
            asked = next(each.type for each in fields(part) if each.name == step)
            part = next(_parts_in(asked))
    return part


def _parts_in(asked: Any) -> Iterator[Any]:
    """The parts named in a type such as ``tuple[Column, ...]``."""
    if is_dataclass(asked):
        yield asked
    for inner in get_args(asked):
        yield from _parts_in(inner)
