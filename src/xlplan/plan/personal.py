"""Personal identity numbers in the plan's texts: the scanner, and values with every number in them masked.

The scanner itself stands among the findings, whose every sentence is masked with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from xlplan.findings.finding import Kind
from xlplan.findings.personal import PersonalNumber, mask, may_hold_numbers, personal_numbers

__all__ = ["PersonalNumber", "mask", "masked_values", "may_hold_numbers", "personal_numbers"]
_Value = TypeVar("_Value")


def masked_values(value: _Value, but: Collection[str] = ()) -> _Value:
    """A value of ours (dataclass, tuple, list, mapping or text) with the numbers in all its texts masked.

    No field has to be named, so that none can be forgotten when one is added; the same value comes back where nothing
    is to be masked. The keys of mappings are texts too: two that become one are told apart by a number.

    Args:
        value: What is to be masked; it is not changed.
        but: Fields whose text is no words, as ``Class.field``: digests, which may look like a number.
    """
    return _masked(value, but)  # type: ignore[no-any-return]


def _masked(value: Any, but: Collection[str]) -> Any:
    match value:
        case str():
            return mask(value)
        case Kind():
            return value
        case tuple() | list():
            each = [_masked(item, but) for item in value]
            same = all(new is old for new, old in zip(each, value, strict=True))
            return value if same else type(value)(each)
        case Mapping():
            return _mapping(value, but)
    return _fields(value, but) if is_dataclass(value) and not isinstance(value, type) else value


def _mapping(value: Mapping[Any, Any], but: Collection[str]) -> Mapping[Any, Any]:
    masked: dict[Any, Any] = {}
    for key, item in value.items():
        told, count = _masked(key, but), 1
        while told in masked:
            count += 1
            told = f"{_masked(key, but)} ({count})"
        masked[told] = _masked(item, but)
    same = all(new is old and masked[new] is value[old] for new, old in zip(masked, value, strict=True))
    return value if same else masked


def _fields(value: Any, but: Collection[str]) -> Any:
    name = type(value).__name__
    changes = {}
    for each in fields(value):
        old = getattr(value, each.name)
        if f"{name}.{each.name}" not in but and (new := _masked(old, but)) is not old:
            changes[each.name] = new
    return replace(value, **changes) if changes else value
