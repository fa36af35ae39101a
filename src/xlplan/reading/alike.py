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


def is_edited(words: str, original: str) -> bool:
    """Whether some words are an original (both in plain form), edited."""
    if len(words) < SHORTEST_EDITED:
        return False
    from rapidfuzz.fuzz import ratio

    return ratio(words, original, score_cutoff=LIKE_OWN_TEXT) > 0


def lengths_alike(length: int, least: int = LIKE_OWN_TEXT) -> range:
    """How long a text is that can be so like another: the likeness is twice what they share by the length of both.

    >>> lengths_alike(10, least=80)
    range(7, 16)
    """
    return range(-(-length * least // (200 - least)), length * (200 - least) // least + 1)


class Alike:
    """Texts, in plain form, by what they mean."""

    def __init__(self, texts: Mapping[str, str], least: int, shortest: int) -> None:
        """``least`` likeness counts, and of words that are ``shortest`` long at least."""
        self._texts = {text: meaning for text, meaning in texts.items() if len(text) >= SHORTEST_COMPARED}
        self._least, self._shortest = least, shortest
        self._near: dict[int, list[str]] = {}

    def near(self, length: int) -> list[str]:
        """The texts that are about as long, so that one of a length can be like them."""
        if length not in self._near:
            lengths = lengths_alike(length, self._least) if length >= self._shortest else ()
            self._near[length] = [text for text in self._texts if len(text) in lengths]
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
