"""Personal identity numbers in the plan's texts: the scanner, and values with every number in them masked.

The scanner itself stands among the findings, whose every sentence is masked with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import is_
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
    return _masked(value, frozenset(but))  # type: ignore[no-any-return]


def _masked(value: Any, but: frozenset[str]) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, tuple | list):
        each = [_masked(item, but) for item in value]
        return value if all(map(is_, each, value)) else type(value)(each)
    if isinstance(value, dict | Mapping):
        return _mapping(value, but) if value else value
    changes = {}
    kind: Any = type(value)
    for name in _names(kind, but):
        old = getattr(value, name)
        if (new := _masked(old, but)) is not old:
            changes[name] = new
    return replace(value, **changes) if changes else value


def _mapping(value: Mapping[Any, Any], but: frozenset[str]) -> Mapping[Any, Any]:
    masked: dict[Any, Any] = {}
    for key, item in value.items():
        told, count = _masked(key, but), 1
        while told in masked:
            count += 1
            told = f"{_masked(key, but)} ({count})"
        masked[told] = _masked(item, but)
    same = all(map(is_, masked, value)) and all(map(is_, masked.values(), value.values()))
    return value if same else masked


@cache
def _names(kind: type[Any], but: frozenset[str]) -> tuple[str, ...]:
    """The fields of a dataclass that are to be looked through; none of what holds no texts of returns."""
    if kind is Kind or not is_dataclass(kind):
        return ()
    name = kind.__qualname__
    return tuple(each.name for each in fields(kind) if f"{name}.{each.name}" not in but)
