"""What labels a plan made of cards has, and which of them a text is: alone, or with its value in the same cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache

from xlplan.form.layout import NUMBER_KEY
from xlplan.form.model import Column, Question
from xlplan.plan.words import ascii_words, plain
from xlplan.reading.alike import LIKE_A_HEADING, SHORTEST_COMPARED, Alike
from xlplan.reading.vocabulary import LONGEST_HEADING, Vocabulary, remembered

MOST_ADDED = 5
"""A label may have so many words added to it: ``Aktivitet Våld i nära relation``."""
_WORD = re.compile(r"\w+")
_NUMBERED = re.compile(r"^\d{1,2} (?=\D)")


class Kind(StrEnum):
    """What a label stands for."""

    FIELD = "field"
    """A question about the plan as a whole."""
    AREA = "area"
    """A text about an area."""
    COLUMN = "column"
    """A field of a card, its number too."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it was met."""

    kind: Kind
    key: str
    value: str = ""
    """What stands behind it in the same cell."""
    addition: str = ""
    """Words added to it."""


Labels = tuple[Label, ...]
"""What one text may mean, where two kinds of label have one name; otherwise one label, or none."""


@dataclass(frozen=True)
class CardWords:
    """The labels of one form; made once per form by :func:`card_words`."""

    words: Vocabulary

    @cached_property
    def names(self) -> dict[str, Labels]:
        """What each label means, in plain form; titles win over aliases."""
        form = self.words.form
        found: dict[str, dict[Kind, str]] = {}
        for kind, parts in ((Kind.COLUMN, form.columns), (Kind.AREA, form.area_fields), (Kind.FIELD, form.fields)):
            for name, key in _named(parts):
                found.setdefault(name, {})[kind] = key
        found.setdefault(plain(self.words.layout.words.number), {})[Kind.COLUMN] = NUMBER_KEY
        found.pop("", None)
        return {name: tuple(Label(kind, key) for kind, key in keys.items()) for name, keys in found.items()}

    @cached_property
    def _ascii(self) -> dict[str, Labels]:
        return {ascii_words(name): labels for name, labels in self.names.items()}

    @cached_property
    def _meanings(self) -> tuple[Alike, dict[str, Labels]]:
        """A word for what each name means, and the labels by that word: names that mean the same do not compete."""
        said = {name: " ".join(f"{each.kind}:{each.key}" for each in labels) for name, labels in self.names.items()}
        return Alike(said, LIKE_A_HEADING, SHORTEST_COMPARED), {
            said[name]: labels for name, labels in self.names.items()
        }

    @cached_property
    def parts(self) -> Callable[[str], list[Labels]]:
        """Tells the exact labels that a cell begins with, each with its value where that stands in the cell too."""
        return remembered(self._find_parts)

    def _find_parts(self, text: str) -> list[Labels]:
        if labels := self.names.get(plain(text)):
            return [labels]
        lines = [line for line in text.strip().split("\n") if line.strip()]
        each = [self._with_value(line) for line in lines]
        if len(lines) > 1 and all(each):
            return each
        first, _, behind = text.strip().partition("\n")
        if labels := self._with_value(first):
            return [tuple(replace(label, value=f"{label.value}\n{behind}".strip()) for label in labels)]
        if behind and (labels := self.names.get(plain(first), ())):
            return [tuple(replace(label, value=behind.strip()) for label in labels)]
        return []

    def _with_value(self, line: str) -> Labels:
        """The label that a line begins with, its value behind the colon."""
        before, colon, behind = line.partition(":")
        labels = self.names.get(plain(before), ()) if colon else ()
        return tuple(replace(label, value=behind.strip()) for label in labels)

    def near(self, text: str, *, with_value: bool) -> Labels:
        """The label that a text is in other letters, with a number, misspelt, or (``with_value``) with words added."""
        words = _NUMBERED.sub("", plain(text))
        if not words or len(words) > LONGEST_HEADING + 10:
            return ()
        if labels := self.names.get(words) or self._ascii.get(ascii_words(words)):
            return labels
        if (with_value or text.rstrip().endswith(")")) and (labels := self._extended(text, words)):
            return labels
        names, labels_by = self._meanings
        return labels_by.get(names.find(words) or "", ())

    def may_be_label(self, text: str) -> bool:
        """Whether a text can be taken for a label in any way."""
        return bool(self.parts(text) or self.near(text, with_value=True))

    def _extended(self, text: str, words: str) -> Labels:
        fitting = [name for name in self.names if words.startswith(name + " ")]
        name = max(fitting, key=len, default="")
        tokens = list(_WORD.finditer(text))
        added = len(words.split()) - len(name.split())
        if not name or not 0 < added <= MOST_ADDED or added > len(tokens):
            return ()
        addition = text[tokens[-added].start() :].strip(" ().:\n")
        return tuple(replace(label, addition=addition) for label in self.names[name])


def _named(parts: Iterable[Column | Question]) -> Iterable[tuple[str, str]]:
    """(plain name, key): aliases first, so that titles are written over them."""
    parts = tuple(parts)
    yield from ((plain(alias), part.key) for part in parts for alias in part.aliases)
    yield from ((plain(part.title), part.key) for part in parts)


@lru_cache(maxsize=16)
def card_words(words: Vocabulary) -> CardWords:
    """The form's labels."""
    return CardWords(words)
