"""The form's words as a reader needs them: headings, area names, guidance, answers and own texts, made comparable.

Everything is looked up in ``plain`` form first; likeness is asked only of what no word matches.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

from xlplan.form.layout import NUMBER_KEY, Layout, paragraphs, plan_layout
from xlplan.form.model import District, Form
from xlplan.plan.model import StatusKey
from xlplan.plan.words import ascii_words, plain
from xlplan.reading.alike import (
    LIKE_A_HEADING,
    LIKE_OWN_TEXT,
    SHORTEST_COMPARED,
    SHORTEST_EDITED,
    Alike,
    is_edited,
    lengths_alike,
)

LONGEST_HEADING = 80
LONGEST_COMPARED = 200
"""A text with more signs than this, blanks and all, is neither heading nor name."""
MOST_REMEMBERED = 1000
"""So many texts are remembered with what they mean: a return has fewer, and much is said in many rows."""
SHORTEST_TELLING = 7
"""An area's tab may be called by some words of the area's name if one of them is as long as this."""
_Meaning = TypeVar("_Meaning")
_WORDS = re.compile(r"\w+")
_YEAR = re.compile(r"\b20\d\d\b")
_NUMBERED = re.compile(r"^\d{1,2} (?=\D)")
_CONTINUED = re.compile(r" (?:forts|fortsättning|del|kopia|\d+|forts \d+|del \d+|kopia \d+)$")
"""What people put behind a tab's name when an area fills more than one."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words of one form; made once per form by :func:`vocabulary`."""

    layout: Layout

    @property
    def form(self) -> Form:
        """The form."""
        return self.layout.form

    @cached_property
    def headings(self) -> dict[str, str]:
        """Column key by heading or alias; titles win over aliases."""
        found = {plain(alias): column.key for column in self.form.columns for alias in column.aliases}
        found |= {plain(column.title): column.key for column in self.form.columns}
        return found | {plain(self.layout.words.number): NUMBER_KEY}

    @cached_property
    def heading_key(self) -> Callable[[str], str | None]:
        """Tells the column that a heading means, perhaps with an addition; None when it is none of the form's."""
        return remembered(self._find_heading)

    @cached_property
    def whole_heading(self) -> Callable[[str], str | None]:
        """Tells the column that a heading means with nothing added to it: as ``exact_heading`` does, or misspelt."""
        return remembered(self._find_whole_heading)

    @cached_property
    def exact_heading(self) -> Callable[[str], str | None]:
        """Tells the column that a heading means with nothing added to it: in its own letters or without accents."""
        return remembered(self._find_exact_heading)

    @cached_property
    def is_near_heading(self) -> Callable[[str], bool]:
        """Tells whether a text is a heading, or how one begins that is written over two rows."""
        return remembered(lambda text: bool(self.heading_key(text)) or self.may_begin_heading(text))

    @cached_property
    def area_key(self) -> Callable[[str], str | None]:
        """Tells the area that a title or tab means; None when it is none of the form's."""
        return remembered(self._find_area)

    @cached_property
    def is_own(self) -> Callable[[str], bool]:
        """Tells whether a text is the form's own, perhaps edited."""
        return remembered(self._find_own)

    @cached_property
    def is_own_verbatim(self) -> Callable[[str], bool]:
        """Tells whether a text is the form's own, word for word; the plan's title with any year."""
        return remembered(self._find_own_verbatim)

    @cached_property
    def area_of_tab(self) -> Callable[[str], str | None]:
        """Tells the area that a tab is called by, also when only words of one area's names are left: ``Platser``."""
        return remembered(self._find_area_of_tab)

    @cached_property
    def districts_in(self) -> Callable[[str], tuple[str, ...]]:
        """Tells the districts that a text names, in the form's order."""
        return remembered(self._find_districts)

    @cached_property
    def _ascii_headings(self) -> dict[str, str]:
        return {ascii_words(heading): key for heading, key in self.headings.items()}

    @cached_property
    def _like_headings(self) -> Alike:
        return Alike(self.headings, LIKE_A_HEADING, SHORTEST_COMPARED)

    @cached_property
    def _like_own(self) -> Alike:
        return Alike({text: text for text in self._long_texts}, LIKE_OWN_TEXT, SHORTEST_EDITED)

    @cached_property
    def _like_areas(self) -> Alike:
        return Alike(self.area_names, LIKE_A_HEADING, SHORTEST_COMPARED)

    @cached_property
    def _words_of_areas(self) -> dict[str, set[str]]:
        """The words of each area's names."""
        return {
            key: {word for name, named in self.area_names.items() if named == key for word in name.split()}
            for key in self.area_names.values()
        }

    @cached_property
    def area_names(self) -> dict[str, str]:
        """Area key by tab title, alias or full title."""
        found = {plain(alias): area.key for area in self.form.areas for alias in area.aliases}
        found |= {plain(area.tab): area.key for area in self.form.areas}
        return found | {plain(area.title): area.key for area in self.form.areas}

    @cached_property
    def guidance(self) -> dict[str, str]:
        """Plain guidance by column key."""
        return {place.key: plain(place.guidance) for tab in self.layout.areas[:1] for place in tab.columns}

    @cached_property
    def questions(self) -> dict[str, str]:
        """Key of a field of the first tab by its title or alias."""
        found = {plain(alias): question.key for question in self.form.fields for alias in question.aliases}
        return found | {plain(question.title): question.key for question in self.form.fields}

    @cached_property
    def status_words(self) -> dict[str, StatusKey]:
        """Status by answer or alias of the status column."""
        column = self.form.status_column
        choices = column.choices if column else ()
        return {
            plain(word): choice.status
            for choice in choices
            for word in (*choice.aliases, choice.text)
            if choice.status is not None
        }

    @cached_property
    def own_texts(self) -> frozenset[str]:
        """The form's own texts, wherever they stand: titles, headings, guidance, instruction, names of areas."""
        open_now = plain(self.layout.words.open_now)
        texts = {*map(plain, self.layout.own_texts()), open_now, self.title}
        return frozenset({plain(self.form.title), *texts} - {""})

    @cached_property
    def _own_signs(self) -> frozenset[str]:
        """The form's own texts that have no words in them: a line of dashes, an emoji."""
        return frozenset(text.strip() for text in self.layout.own_texts() if not plain(text))

    @cached_property
    def district_names(self) -> frozenset[str]:
        """The names of the districts, which are the form's own on the first tab."""
        return frozenset(plain(name) for each in self.form.districts for name in (each.name, each.official_name))

    @cached_property
    def answers(self) -> frozenset[str]:
        """What stands in the drop-down lists, which is the form's own on the hidden tab of lists."""
        return frozenset(plain(text) for each in self.layout.lists for text in (each.heading, *each.answers))

    @cached_property
    def _long_texts(self) -> tuple[str, ...]:
        form = self.form
        running = [
            *paragraphs(form.instruction.text),
            *(p for each in form.instruction.earlier for p in paragraphs(each)),
        ]
        return tuple({text for text in (*map(plain, running), *self.guidance.values()) if len(text) >= SHORTEST_EDITED})

    @cached_property
    def _districts(self) -> dict[str, re.Pattern[str]]:
        """What finds a district's names in plain words without accents, in genitive too: ``kungsholmens``."""
        names = {
            each.key: {ascii_words(name) for name in (each.name, each.official_name, *each.aliases)}
            for each in self.form.districts
        }
        return {key: re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(of)))})s?\b") for key, of in names.items()}

    @cached_property
    def _districts_by_word(self) -> dict[str, set[str]]:
        """The districts by the first word of each of their names, in genitive too; by none, those without words."""
        found: dict[str, set[str]] = {}
        for each in self.form.districts:
            for name in (each.name, each.official_name, *each.aliases):
                first = next(iter(_WORDS.findall(ascii_words(name))), "")
                for word in (first, f"{first}s") if first else ("",):
                    found.setdefault(word, set()).add(each.key)
        return found

    @cached_property
    def districts(self) -> dict[str, District]:
        """The districts by their keys."""
        return {each.key: each for each in self.form.districts}

    @cached_property
    def _order_of_districts(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.districts)}

    def _find_districts(self, text: str) -> tuple[str, ...]:
        words = ascii_words(text)
        by_word = self._districts_by_word
        known = by_word.keys() & {"", *_WORDS.findall(words)}
        near = {key for word in known for key in by_word[word]}
        found = [key for key in near if self._districts[key].search(words)]
        return tuple(sorted(found, key=self._order_of_districts.__getitem__))

    @cached_property
    def title(self) -> str:
        """The plain title of the form's plan, with its year."""
        return plain(self.layout.title)

    @cached_property
    def last_year(self) -> str:
        """The plain heading of the column that tells how last year went."""
        return plain(self.layout.words.last_year.format(year=self.form.year - 1))

    def _find_heading(self, text: str) -> str | None:
        if len(text) > LONGEST_COMPARED:
            return None
        if exact := self.headings.get(plain(text)):
            return exact
        words = _without_number(plain(text))
        if not words or len(words) > LONGEST_HEADING:
            return None
        return self.headings.get(words) or self._begins_with(words) or self.whole_heading(text)

    def _find_whole_heading(self, text: str) -> str | None:
        words = _without_number(plain(text))
        near = len(text) <= LONGEST_COMPARED and len(words) <= LONGEST_HEADING
        return self.exact_heading(text) or (self._like_headings.find(words) if near else None)

    def _find_exact_heading(self, text: str) -> str | None:
        if len(text) > LONGEST_COMPARED:
            return None
        words = _without_number(plain(text))
        if not words or len(words) > LONGEST_HEADING:
            return self.headings.get(plain(text))
        return (
            self.headings.get(plain(text)) or self.headings.get(words) or self._ascii_headings.get(ascii_words(words))
        )

    def may_begin_heading(self, text: str) -> bool:
        """Whether the text is how some heading begins, as where one is written over two rows."""
        return len(text) <= LONGEST_COMPARED and _without_number(plain(text)) in self._beginnings

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """Each heading as far as any of its letters."""
        names = {*self.headings, *self._ascii_headings}
        return frozenset(name[:length].strip() for name in names for length in range(1, len(name) + 1))

    @cached_property
    def _by_first_word(self) -> dict[str, list[str]]:
        """The headings by their first word."""
        found: dict[str, list[str]] = {}
        for name in self.headings:
            found.setdefault(name.partition(" ")[0], []).append(name)
        return found

    def _begins_with(self, words: str) -> str | None:
        """A heading with an addition: ``Vem (ansvarig funktion)``; the longest that fits."""
        near = self._by_first_word.get(words.partition(" ")[0], ())
        fitting = [name for name in near if words.startswith(name + " ")]
        return self.headings[max(fitting, key=len)] if fitting and len(words.split()) <= 8 else None

    def _find_area(self, text: str) -> str | None:
        if len(text) > LONGEST_COMPARED:
            return None
        words = _CONTINUED.sub("", _without_number(plain(text)))
        if not words or len(words) > LONGEST_HEADING:
            return None
        return self.area_names.get(plain(text)) or self.area_names.get(words) or self._like_areas.find(words)

    def _find_area_of_tab(self, title: str) -> str | None:
        words = set(_CONTINUED.sub("", _without_number(plain(title))).split())
        first_tab = plain(title) == plain(self.form.instruction.tab)
        telling = not first_tab and any(len(word) >= SHORTEST_TELLING for word in words)
        fitting = [key for key, known in self._words_of_areas.items() if words <= known] if telling else []
        return self.area_key(title) or (fitting[0] if len(fitting) == 1 else None)

    def guided(self, text: str) -> str | None:
        """The column whose guidance the text is, word for word."""
        return self._guided.get(plain(text))

    @cached_property
    def _guided(self) -> dict[str, str]:
        """Column key by guidance; the first of equals."""
        return {guidance: key for key, guidance in reversed(self.guidance.items()) if guidance}

    def is_guidance(self, key: str, text: str) -> bool:
        """Whether the text is the guidance of a column, perhaps edited."""
        if len(plain(text)) not in self._lengths_of_guidance.get(key, ()):
            return False
        words, guidance = self._guidance_words(text), self.guidance[key]
        return words == guidance or is_edited(words, guidance)

    @cached_property
    def _lengths_of_guidance(self) -> dict[str, range]:
        """How long a text is that is the guidance of a column, perhaps edited, or said to be for now."""
        lengths = {key: lengths_alike(len(guidance)) for key, guidance in self.guidance.items() if guidance}
        return {key: range(each.start, each.stop + len(self._open_now) + 1) for key, each in lengths.items()}

    def guides(self, key: str, text: str) -> bool:
        """Whether the text is the guidance of a column, perhaps edited, or that of another word for word."""
        return plain(text) in self._guided or self.is_guidance(key, text)

    def is_guidance_verbatim(self, key: str, text: str) -> bool:
        """Whether the text is the guidance of a column, word for word."""
        return bool(self.guided(text)) or self._guidance_words(text) == self.guidance.get(key, "")

    def has_answer(self, key: str, text: str) -> bool:
        """Whether something is added to the guidance of a column."""
        guidance = self.guidance.get(key, "")
        words = self._guidance_words(text)
        return bool(guidance) and (words.startswith(f"{guidance} ") or words.endswith(f" {guidance}"))

    def _find_own(self, text: str) -> bool:
        if self.is_own_verbatim(text):
            return True
        return bool(self._like_own.alike(self._guidance_words(text)))

    def _find_own_verbatim(self, text: str) -> bool:
        words = plain(text)
        if not words:
            return text.strip() in self._own_signs
        if len(words) == len(self.title) and _YEAR.sub(str(self.form.year), words) == self.title:
            return True
        return any(each in self.own_texts or each in self._long_texts for each in (words, self._guidance_words(text)))

    def _guidance_words(self, text: str) -> str:
        words = plain(text)
        return words.removeprefix(self._open_now).strip() if words.startswith(self._open_now) else words

    @cached_property
    def _open_now(self) -> str:
        return plain(self.layout.words.open_now)


@lru_cache(maxsize=16)
def vocabulary(form: Form) -> Vocabulary:
    """The form's words."""
    return Vocabulary(plan_layout(form))


def _without_number(words: str) -> str:
    """Without the number in front: ``2. Åtgärd``."""
    return _NUMBERED.sub("", words) if words[:1].isdigit() else words


def remembered(find: Callable[[str], _Meaning]) -> Callable[[str], _Meaning]:
    """What finds out what a text means, once for each."""
    return lru_cache(maxsize=MOST_REMEMBERED)(find)
