"""Texts of the form found again where they are misspelt or edited: by edit distance, and only among those as long."""

from __future__ import annotations

from collections.abc import Mapping

LIKE_A_HEADING = 84
"""Least likeness (0-100, by edit distance) of a misspelt heading or area name to the right one."""
LIKE_OWN_TEXT = 88
"""Least likeness of an edited paragraph or guidance to the form's."""
SHORTEST_COMPARED = 5
"""Words shorter than this must match exactly: ``Vem`` and ``När`` have too many neighbours."""
SHORTEST_EDITED = 30
"""A shorter text is no edited paragraph or guidance."""


class Alike:
    """Texts, in plain form, by what they mean."""

    def __init__(self, texts: Mapping[str, str], least: float, shortest: int) -> None:
        """``least`` likeness counts, and of words that are ``shortest`` long at least."""
        self._texts = {text: meaning for text, meaning in texts.items() if len(text) >= SHORTEST_COMPARED}
        self._least, self._shortest = least, shortest
        self._near: dict[int, list[str]] = {}

    def near(self, length: int) -> list[str]:
        """The texts that are about as long, so that one of a length can be like them.

        The likeness is twice what two texts share by the length of both.
        """
        if length not in self._near:
            self._near[length] = [
                text
                for text in self._texts
                if length >= self._shortest
                and self._least * max(len(text), length) <= (200 - self._least) * min(len(text), length)
            ]
        return self._near[length]

    def alike(self, words: str) -> dict[str, float]:
        """How like (0-100) some words are to each meaning that they are like."""
        near = self.near(len(words))
        if not near:
            return {}
        from rapidfuzz.fuzz import ratio
        from rapidfuzz.process import extract

        found: dict[str, float] = {}
        for text, likeness, _ in extract(words, near, scorer=ratio, score_cutoff=self._least, limit=None):
            found.setdefault(self._texts[text], likeness)  # the most alike come first
        return found

    def find(self, words: str) -> str | None:
        """What the most alike of the texts means, if no other meaning comes as near."""
        found = self.alike(words)
        most = [meaning for meaning, likeness in found.items() if likeness == max(found.values())]
        return most[0] if len(most) == 1 else None
