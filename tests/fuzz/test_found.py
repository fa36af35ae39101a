"""What fuzzing found: each file once brought the reader down, and is read or refused today."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz import target

FOUND = Path(__file__).parent / "found"
STORIES = {
    "guidance-over-several-columns.xlsx": "guidance of one column stood over four: their texts became one value",
    "answer-that-is-a-question.xlsx": "an answer beside a question, in words of another question, was counted twice",
    "area-beside-guidance.xlsx": "an area's name beside guidance, below a strange heading, was counted twice",
    "area-in-the-next-header.xlsx": "an area's name in a second header right below the first was counted twice",
    "heading-named-like-an-area.xlsx": "a heading of the sender's own that is an area's name was counted twice",
    "year-of-five-thousand-digits.xlsx": "a year among the marks with more digits than Python turns into a number",
    "year-of-no-digits.xlsx": "a year among the marks written ², which is a digit and no number",
}


def test_each_file_has_its_story() -> None:
    assert {path.name for path in FOUND.iterdir()} == STORIES.keys()


@pytest.mark.parametrize("name", STORIES)
def test_found(name: str) -> None:
    assert target.read((FOUND / name).read_bytes()).startswith(("read: ", "refused: "))
