"""Two versions of a plan compared, action by action; who is the same is asked of merging."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlplan.diff.model import CellChange, Change, Difference, Kind, Told, Version
from xlplan.diff.words import word_runs
from xlplan.form.model import Form
from xlplan.merging.face import Clues, Face, Known
from xlplan.merging.match import match_rows
from xlplan.plan.words import plain

_KEYS = ("action", "cause", "label")


def compare(before: Version, after: Version, form: Form) -> Difference:
    """What changed from one version to the other.

    Actions are paired as merging pairs them, within their district office; where either version is of one office
    only, its name does not matter. Texts that differ in spacing, letter case and punctuation only are the same.
    """
    changes: list[tuple[tuple[int, int], Change]] = []
    same = 0
    for old, new in _by_district(before, after):
        for at, change in _pairs(old, new, form):
            if change.kinds:
                changes.append((at, change))
            else:
                same += 1
    ordered = tuple(change for _, change in sorted(changes, key=lambda each: each[0]))
    return Difference(before.name, after.name, ordered, same)


_Placed = tuple[int, Told]


def _by_district(before: Version, after: Version) -> Iterator[tuple[list[_Placed], list[_Placed]]]:
    """The actions of each district in both versions, with their places."""
    old, new = list(enumerate(before.actions)), list(enumerate(after.actions))
    districts = [dict.fromkeys(told.district for _, told in each) for each in (new, old)]
    if min(map(len, districts)) <= 1 and max(map(len, districts)) <= 1:
        yield old, new
        return
    for key in districts[0] | districts[1]:
        yield [each for each in old if each[1].district == key], [each for each in new if each[1].district == key]


def _pairs(old: Sequence[_Placed], new: Sequence[_Placed], form: Form) -> Iterator[tuple[tuple[int, int], Change]]:
    """Each action once, with its partner if it has any, and where it goes in the list."""
    faces = [_face(told, form) for _, told in new]
    known = [Known(face.area, (face,)) for face in (_face(told, form) for _, told in old)]
    numbers = {told.id: index for index, (_, told) in enumerate(old) if told.id}
    follow_ups = frozenset(column.key for column in form.follow_up_columns)
    clues = Clues(
        {face.number: numbers[face.number] for face in faces if face.number in numbers}, follow_ups, form.matching
    )
    links, asked = match_rows(known, faces, clues)
    partners = {link.row: (link.action, link.score, True) for link in links}
    taken = {action for action, _, _ in partners.values()}
    for each in asked:
        if each.row not in partners and each.action not in taken:
            partners[each.row] = (each.action, each.score, False)
            taken.add(each.action)
    for row, (place, told) in enumerate(new):
        if row in partners:
            action, score, sure = partners[row]
            yield (place, 1), _change(old[action][1], told, score, sure=sure)
        else:
            yield (place, 1), Change(("added",), None, told)
    places = {action: new[row][0] for row, (action, _, _) in partners.items()}
    behind = -1
    for action, (_, told) in enumerate(old):
        behind = places.get(action, behind)
        if action not in taken:
            yield (behind, 2), Change(("gone",), told, None)


def _face(told: Told, form: Form) -> Face:
    keys = [column.key for column in form.plan_columns if column.key not in _KEYS]
    others = {key: plain(told.texts[key]) for key in keys if key in told.texts}
    action, cause, label = (told.texts.get(key, "") for key in _KEYS)
    return Face(plain(told.area), told.id or None, action, cause, label, others)


def _change(before: Told, after: Told, score: int, *, sure: bool) -> Change:
    keys = dict.fromkeys([*before.texts, *after.texts])
    texts = [(key, before.texts.get(key, ""), after.texts.get(key, "")) for key in keys]
    cells = tuple(CellChange(key, a, b, word_runs(a, b)) for key, a, b in texts if plain(a) != plain(b))
    kinds: list[Kind] = []
    if plain(before.area) != plain(after.area):
        kinds.append("moved")
    if cells:
        kinds.append("changed")
    return Change(tuple(kinds), before, after, cells, score, sure)
