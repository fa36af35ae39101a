"""Paragraphs of OpenDocument: white space as the format means it, line breaks, and what is struck through.

Source: OpenDocument 1.3, part 3, 6.1.2 (white-space processing) to 6.1.5.
"""

from __future__ import annotations

import re

from xlplan.sheets.strings import Run, struck_part

_WHITE = " \t\r\n"
_BLANKS = re.compile(f"[{_WHITE}]+")


class RichText:
    """Collects paragraphs: of a cell, a note or a shape."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.paragraphs = 0
        self._fresh = True
        """Whether a blank that comes now would be the second one, or the first in its paragraph."""
        self._pending = False
        """Whether white space with a line break came last: a blank if anything follows it in the paragraph."""

    def begin(self) -> None:
        """A paragraph begins."""
        if self.paragraphs:
            self.runs.append(("\n", None))
        self.paragraphs += 1
        self._fresh, self._pending = True, False

    def add(self, text: str, struck: bool | None) -> None:
        """Characters as they stand in the XML.

        A single blank at a paragraph's end stays, as LibreOffice and gnumeric mean it; one that comes of indenting
        does not.
        """
        body = text.rstrip(_WHITE)
        tail = text[len(body) :]
        indenting = bool(tail.strip(" "))
        body = _BLANKS.sub(" ", body if indenting else text)
        if self._pending and body:
            body = " " + body.removeprefix(" ")
        elif self._fresh:
            body = body.removeprefix(" ")
        if body:
            self.runs.append((body, struck))
            self._fresh, self._pending = body.endswith(" "), False
        self._pending = self._pending or (indenting and not self._fresh)

    def put(self, text: str, struck: bool | None) -> None:
        """What an element stands for: blanks, a tab, a line break."""
        if self._pending:
            text = " " + text
        self.runs.append((text, struck))
        self._fresh = self._pending = False

    def text(self) -> str:
        """All paragraphs, one to a line."""
        return "".join(text for text, _ in self.runs)

    def struck(self, *, font_struck: bool) -> str:
        """What of it is struck through."""
        return struck_part(self.runs, font_struck=font_struck)
