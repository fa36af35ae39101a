"""Small parts that come again are read once, and only if they may."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xlplan.sheets.limits import DEFAULT, Limits
from xlplan.sheets.opening import UnreadableWorkbook
from xlplan.sheets.remembering import remembered
from xlplan.sheets.xml import tree


def test_the_same_bytes_under_the_same_name_are_read_once() -> None:
    asked: list[tuple[bytes, str]] = []

    @remembered
    def read(xml: bytes, part: str, _limits: Limits) -> int:
        asked.append((xml, part))
        return len(asked)

    small, large = b"<a/>", b" " * 20_000
    assert [read(small, "a", DEFAULT), read(bytes(bytearray(small)), "a", DEFAULT.started())] == [1, 1]
    assert read(small, "b", DEFAULT) == 2
    assert [read(large, "a", DEFAULT), read(large, "a", DEFAULT)] == [3, 4]


def test_few_are_kept() -> None:
    asked: list[bytes] = []

    @remembered
    def read(xml: bytes, _part: str, _limits: Limits) -> None:
        asked.append(xml)

    every = [b"%d" % number for number in range(1000)]
    for xml in every:
        read(xml, "part", DEFAULT)
    read(every[-1], "part", DEFAULT)
    assert asked == every
    read(every[0], "part", DEFAULT)
    assert asked == [*every, every[0]]


def test_what_was_read_under_wide_limits_is_refused_under_narrow_ones() -> None:
    xml = b"<a><b/><b/></a>"
    assert len(tree(xml, "part", DEFAULT).children) == 2
    with pytest.raises(UnreadableWorkbook, match="too many elements"):
        tree(xml, "part", replace(DEFAULT, elements=2))
    with pytest.raises(UnreadableWorkbook, match="part"):
        tree(b"<a>", "part", DEFAULT)
    with pytest.raises(UnreadableWorkbook, match="other"):
        tree(b"<a>", "other", DEFAULT)
