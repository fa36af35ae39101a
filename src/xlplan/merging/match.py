"""Who is the same action? A ladder of evidence; what no witness confirms goes before a person.

1. The same words in the same area; where several say them, the number tells which.
2. The same words in another area, if nobody else says them: moved.
3. The most alike of those left, one to one over the tab: joined if two witnesses agree, else a person is asked.
4. The most alike of all areas: a person is asked.

A number is no witness by itself (sorting shuffles it, copying doubles it), nor is likeness: short actions that differ
in one decisive word score high and are different.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from xlplan.merging.apart import apart
from xlplan.merging.assign import assign, likeness, score
from xlplan.merging.face import Clues, Face, Known, Likeness, Match
from xlplan.merging.model import Link
from xlplan.plan.words import plain

if TYPE_CHECKING:
    from xlplan.merging.assign import Weights

OWN_NUMBER, SAME_CAUSE, SAME_LABEL = 20, 3, 2
"""What a number confirmed by a text, an equal cause and an equal label add to a likeness of 0-100 when pairing."""
ANSWERED = 1000
"""More than any pairing of others can weigh: a person said so."""
_T = TypeVar("_T")


def match_rows(actions: Sequence[Known], rows: Sequence[Face], clues: Clues) -> tuple[list[Match], list[Likeness]]:
    """Tie the rows of a return to the actions of its district, one to one.

    Returns:
        The links made, and the pairs to ask a person about; a row is in one pair at most, as is an action, but for
        pairs that were said to be different.
    """
    ladder = _Ladder(actions, rows, clues)
    ladder.link_same_words()
    ladder.link_moved()
    for area in dict.fromkeys(row.area for row in rows):
        ladder.link_alike(
            ladder.rows_left(area), [k for k in ladder.actions_left() if actions[k].area == area], across=False
        )
    ladder.link_alike(ladder.rows_left(), ladder.actions_left(), across=True)
    return list(ladder.links.values()), ladder.asked


class _Ladder:
    """The rungs, and what was found on them."""

    def __init__(self, actions: Sequence[Known], rows: Sequence[Face], clues: Clues) -> None:
        self.actions, self.rows, self.clues = actions, rows, clues
        self.links: dict[int, Match] = {}
        self.asked: list[Likeness] = []
        self._telling = _telling(actions, rows)
        self._said_in_rows = Counter((row.area, row.text) for row in rows)
        self._said = Counter((each.area, text) for each in actions for text in {face.text for face in each.faces})

    def rows_left(self, area: str | None = None) -> list[int]:
        """Rows that are neither linked nor asked about and say anything."""
        taken = self.links.keys() | {each.row for each in self.asked if not each.different}
        return [
            index
            for index, row in enumerate(self.rows)
            if index not in taken and row.text and (area is None or row.area == area)
        ]

    def actions_left(self) -> list[int]:
        """Actions that are neither linked nor asked about and say anything."""
        taken = {each.action for each in self.links.values()}
        taken |= {each.action for each in self.asked if not each.different}
        return [index for index, each in enumerate(self.actions) if index not in taken and each.faces[0].text]

    def link_same_words(self) -> None:
        """Tie what has the same words: first where the number agrees, then in the order they stand."""
        for with_number in (True, False):
            waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
            for index in self.actions_left():
                for words in dict.fromkeys(face.words for face in self.actions[index].faces):
                    waiting[self.actions[index].area, *words].append(index)
            taken: set[int] = set()
            for row in self.rows_left():
                face = self.rows[row]
                open_ = [each for each in waiting.get((face.area, *face.words), ()) if each not in taken]
                if with_number:
                    open_ = [each for each in open_ if self._own(row, each)]
                if open_:
                    taken.add(open_[0])
                    self.links[row] = Match(row, open_[0], "id+fingerprint" if with_number else "same-text")

    def link_moved(self) -> None:
        """Tie an action to the only row that says the same, in another area than its own, by number or by its cause."""
        waiting: dict[str, list[int]] = defaultdict(list)
        for index in self.actions_left():
            for text in dict.fromkeys(face.text for face in self.actions[index].faces):
                waiting[text].append(index)
        for row in self.rows_left():
            face = self.rows[row]
            for action in waiting[face.text] if face.words[0] else ():
                same = any(face.words == each.words for each in self.actions[action].faces)
                own = self._own(row, action)
                if (own or (same and face.words[1])) and self._alone(row, action):
                    self.links[row] = Match(row, action, _by(own))

    def link_alike(self, rows: Sequence[int], actions: Sequence[int], *, across: bool) -> None:
        """Pair what is left by likeness, and tie or ask; ``across`` areas only ask, of what is very much alike."""
        if not rows or not actions:
            return
        weights = self._weights(rows, actions, across=across)
        if self.clues.answer:
            self._heed(weights, rows, actions)
        for at_row, at_action in assign(weights):
            row, action = rows[at_row], actions[at_action]
            known, alike = self._most_alike(row, action)
            answered = weights[at_row, at_action] >= ANSWERED
            witnessed = None if across else self._witnessed(row, action, known, alike)
            link: Link | None = "decided" if answered else witnessed
            if link:
                self.links[row] = Match(row, action, link, alike)
            else:
                self.asked.append(Likeness(row, action, alike))

    def _weights(self, rows: Sequence[int], actions: Sequence[int], *, across: bool) -> Weights:
        matching = self.clues.matching
        texts = [[face.text for face in self.actions[action].faces] for action in actions]
        cutoff = matching.same_from if across else matching.ask_from
        weights = likeness([self.rows[row].text for row in rows], texts, cutoff)
        at_row, at_action = _places(rows), _places(actions)
        for row, action in self._telling:
            if row in at_row and action in at_action and not across and self._worth_asking(row, action):
                place = at_row[row], at_action[action]
                own = OWN_NUMBER if self._own(row, action) else 0
                weights[place] = max(weights[place], matching.ask_from) + own
        for words, bonus in ((1, SAME_CAUSE), (2, SAME_LABEL)):
            _add_equal(
                weights,
                [self.rows[row].words[words] for row in rows],
                [self.actions[action].faces[-1].words[words] for action in actions],
                bonus,
            )
        return weights

    def _heed(self, weights: Weights, rows: Sequence[int], actions: Sequence[int]) -> None:
        """Put what a person answered into the weights."""
        assert self.clues.answer is not None
        for at_row, at_action in zip(*weights.nonzero(), strict=True):
            row, action = rows[at_row], actions[at_action]
            answer = self.clues.answer(row, action)
            if answer == "same":
                weights[at_row, at_action] += ANSWERED
            elif answer == "different":
                weights[at_row, at_action] = 0
                _, alike = self._most_alike(row, action)
                self.asked.append(Likeness(row, action, alike, different=True))

    def _worth_asking(self, row: int, action: int) -> bool:
        """Whether equal cells are a reason to ask though the wordings are far apart."""
        shared = self._telling[row, action]
        return self._own(row, action) or bool(shared & self.clues.follow_ups)

    def _own(self, row: int, action: int) -> bool:
        number = self.rows[row].number
        return number is not None and self.clues.numbers.get(number) == action

    def _most_alike(self, row: int, action: int) -> tuple[Face, int]:
        """The wording of an action that is most alike a row, and how much."""
        scores = {score(self.rows[row].text, face.text): face for face in reversed(self.actions[action].faces)}
        best = max(scores)
        return scores[best], round(best)

    def _witnessed(self, row: int, action: int, known: Face, alike: int) -> Link | None:
        """How a pair can be tied without asking; None when a person has to say. ``known`` is the most alike wording."""
        face = self.rows[row]
        own, shared = self._own(row, action), self._telling.get((row, action), frozenset())
        if not self._agree(known, face, own=own, proven=own and bool(shared - {"cause", "label"})):
            return None
        words = apart(known.told, face.told)
        sure = alike >= self.clues.matching.same_from
        if words.spelling and (sure or own):
            return _by(own)
        if words.decisive:
            return None
        if words.one_sided and ((own and (sure or shared)) or (sure and shared & {"cause", "label"})):
            return _by(own)
        return _by(own) if own and sure and shared & self.clues.follow_ups else None

    def _agree(self, known: Face, face: Face, *, own: bool, proven: bool) -> bool:
        """Whether cause and label do not speak against it: the same Åtgärd for two causes is two actions.

        A row that is its action's own may say more or less there; one proven by another cell may have it re-worded.
        """
        for one, other in ((known.cause, face.cause), (known.label, face.label)):
            words = apart(one, other)
            reworded = proven and not words.decisive and self._alike(one, other)
            if not (words.spelling or (own and words.one_sided) or reworded):
                return False
        return True

    def _alike(self, one: str, other: str) -> bool:
        return score(plain(one), plain(other)) >= self.clues.matching.ask_from

    def _alone(self, row: int, action: int) -> bool:
        """Whether no other row and no other action, in the area of either, says what both say."""
        text, areas = self.rows[row].text, (self.rows[row].area, self.actions[action].area)
        rows = sum(self._said_in_rows[area, text] for area in areas)
        return areas[0] != areas[1] and rows == 1 and sum(self._said[area, text] for area in areas) == 1


def _by(own: bool) -> Link:
    return "id+fingerprint" if own else "similar"


def _telling(actions: Sequence[Known], rows: Sequence[Face]) -> dict[tuple[int, int], frozenset[str]]:
    """By row and action the columns that tell: both have a text there that no other row and no other action has."""
    in_rows = _only_holders([row.cells] for row in rows)
    in_actions = _only_holders([face.cells for face in each.faces] for each in actions)
    found: dict[tuple[int, int], set[str]] = {}
    for cell, row in in_rows.items():
        action = in_actions.get(cell)
        if row is not None and action is not None:
            found.setdefault((row, action), set()).add(cell[0])
    return {pair: frozenset(keys) for pair, keys in found.items()}


def _only_holders(holders: Iterable[Iterable[Mapping[str, str]]]) -> dict[tuple[str, str], int | None]:
    """By column and text, which of them has it; None where several do."""
    only: dict[tuple[str, str], int | None] = {}
    for index, each in enumerate(holders):
        for cell in (cell for cells in each for cell in cells.items()):
            only[cell] = index if only.get(cell, index) == index else None
    return only


def _places(things: Iterable[_T]) -> dict[_T, int]:
    return {thing: place for place, thing in enumerate(things)}


def _add_equal(weights: Weights, rows: Sequence[str], actions: Sequence[str], bonus: int) -> None:
    """Add to the weights above 0 of pairs whose texts are equal and not blank."""
    import numpy as np

    codes = _places(dict.fromkeys([*rows, *actions]))
    one = np.array([codes[text] if text else -1 for text in rows])
    other = np.array([codes[text] if text else -2 for text in actions])
    weights[(one[:, None] == other[None, :]) & (weights > 0)] += bonus
