"""What does not hang together in a form: told by looking at several of its values at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import Formatter
from typing import Any, NamedTuple, get_args

from xlplan.form.model import DEFAULT_INSTRUCTION_TAB
from xlplan.form.problems import KeyPath, nearest
from xlplan.form.rules import ColumnKind, comparable

TAKEN_HEADINGS = ("Nr", "No.")
"""Our own column stands in every table, under one of these; a return may have been written in either language."""
TAKEN_COLUMN_KEY = "nr"
FILE_NAME_PARTS = ("title", "year", "district", "office", "key", "round")
"""What a pattern for file names may put in: title, year, the district's name, its official name, its key, the round."""
MAIL_PARTS = (
    "title", "year", "district", "office", "contact", "round", "due", "left", "today", "file", "letter", "signature"
)  # fmt: skip
"""What the text of a mail may put in: the last day and how long is left to it, the attached file, the letter of
findings (in ``reply`` only), and what ``FILE_NAME_PARTS`` says."""


class Inconsistency(NamedTuple):
    """Two places of a form that do not fit each other."""

    path: KeyPath
    code: str
    params: Mapping[str, str] = {}
    first: KeyPath | None = None
    """The other place, where there is one."""


class _Claim(NamedTuple):
    """A name that stands somewhere and belongs to one owner."""

    path: KeyPath
    owner: int
    text: str


def inconsistencies(form: Mapping[str, Any]) -> list[Inconsistency]:
    """What does not hang together in a form, found by looking at several of its values at once.

    Takes the form as plain data and tolerates whatever is wrong with single values (the models tell of that), so that
    all problems of a form can be listed together.
    """
    return [
        *_doubles(form),
        *(found for path, column in _parts(form, "columns") for found in _column_problems(path, column)),
        *_taken_problems(form),
        *_round_problems(form),
        *_dependence_problems(form),
        *_name_problems(form),
        *_column_set_problems(form),
    ]


def _doubles(form: Mapping[str, Any]) -> Iterator[Inconsistency]:
    """Keys and codes that stand twice, and names and aliases that could mean two different parts."""
    for name in ("districts", "areas", "columns", "rounds", "fields", "area_fields"):
        yield from _claimed_twice(_claims(form, name, ["key"]))
    instruction = form.get("instruction")
    tab = instruction.get("tab") if isinstance(instruction, Mapping) else None
    first_tab = _Claim(("instruction", "tab"), -1, str(tab or DEFAULT_INSTRUCTION_TAB))
    yield from _claimed_twice(_claims(form, "districts", ["name", "official_name", "aliases"]))
    yield from _claimed_twice([first_tab, *_claims(form, "areas", ["title", "tab", "aliases"])])
    yield from _claimed_twice(_claims(form, "areas", ["code"]))
    yield from _claimed_twice(_claims(form, "rounds", ["title"]))
    yield from _claimed_twice(_claims(form, "columns", ["round"]))
    for name in ("columns", "fields", "area_fields"):
        yield from _claimed_twice(_claims(form, name, ["title", "aliases"]))
    areas = [claim._replace(owner=0) for claim in _claims(form, "areas", ["title", "tab"])]
    for name in ("columns", "fields"):
        others = [claim._replace(owner=1) for claim in _claims(form, name, ["title", "aliases"])]
        yield from _claimed_twice([*areas, *others])
    for path, column in _parts(form, "columns"):
        yield from _claimed_twice(_claims(column, "choices", ["text", "aliases"], path))


def _column_problems(path: KeyPath, column: Mapping[str, Any]) -> Iterator[Inconsistency]:
    kind = column.get("kind") or "text"
    if kind not in get_args(ColumnKind):
        return
    if kind == "follow_up" and column.get("round") is None:
        yield Inconsistency(path, "round_missing")
    if kind != "follow_up" and column.get("round") is not None:
        yield Inconsistency((*path, "round"), "round_not_wanted")
    if kind in ("choice", "status") and not column.get("choices"):
        yield Inconsistency(path, "choices_missing", {"kind": kind})
    if kind == "status":
        without = [place for place, choice in _parts(column, "choices", path) if choice.get("status") is None]
        yield from (Inconsistency(place, "status_missing") for place in without)
    if column.get("choices") and column.get("suggestions"):
        yield Inconsistency((*path, "suggestions"), "choices_and_suggestions")
    if bool(column.get("depends_on")) != bool(column.get("suggestions_for")):
        yield Inconsistency(path, "dependence_incomplete")
    elif column.get("depends_on") and (column.get("choices") or column.get("suggestions")):
        yield Inconsistency((*path, "suggestions_for"), "choices_and_suggestions")


def _dependence_problems(form: Mapping[str, Any]) -> Iterator[Inconsistency]:
    """Columns that depend on one that is not there or has no list, or on answers that it does not have."""
    answers = {
        str(column.get("key")): [
            *(str(choice.get("text")) for _, choice in _parts(column, "choices")),
            *(text for text in _listed(column, "suggestions") if isinstance(text, str)),
        ]
        for _, column in _parts(form, "columns")
    }
    for path, column in _parts(form, "columns"):
        other = column.get("depends_on")
        if not other:
            continue
        if not answers.get(str(other)) or other == column.get("key"):
            yield Inconsistency((*path, "depends_on"), "dependence_unknown", {"value": str(other)})
            continue
        for place, each in _parts(column, "suggestions_for", path):
            if (answer := str(each.get("answer"))) not in answers[str(other)]:
                facts = {"value": answer, "column": str(other), "near": nearest(answer, answers[str(other)])}
                yield Inconsistency((*place, "answer"), "dependence_answer", facts)


def _name_problems(form: Mapping[str, Any]) -> Iterator[Inconsistency]:
    """Patterns for file names and mails that name something unknown."""
    patterns: list[tuple[KeyPath, Any, tuple[str, ...]]] = [(("file_name",), form.get("file_name"), FILE_NAME_PARTS)]
    mail = form.get("mail")
    for letter, wording in mail.items() if isinstance(mail, Mapping) else ():
        if isinstance(wording, Mapping):
            patterns += [(("mail", letter, part), wording.get(part), MAIL_PARTS) for part in ("subject", "text")]
    for path, pattern, parts in patterns:
        if isinstance(pattern, str) and not _can_be_filled_in(pattern, parts):
            known = " ".join(f"{{{part}}}" for part in parts)
            yield Inconsistency(path, "file_name_part", {"known": known})


def _can_be_filled_in(pattern: str, parts: tuple[str, ...]) -> bool:
    try:
        plainly = all(not spec and not conversion for _, _, spec, conversion in Formatter().parse(pattern))
        pattern.format_map(dict.fromkeys(parts, "") if plainly else {})
    except (KeyError, ValueError, IndexError, AttributeError):
        return False
    return True


def _taken_problems(form: Mapping[str, Any]) -> Iterator[Inconsistency]:
    """Columns that claim the name of our own, which carries the number."""
    headings = {comparable(heading) for heading in TAKEN_HEADINGS}
    for claim in _claims(form, "columns", ["title", "aliases", "key"]):
        taken = claim.text == TAKEN_COLUMN_KEY if claim.path[2] == "key" else comparable(claim.text) in headings
        if taken:
            yield Inconsistency(claim.path, "column_taken", {"value": claim.text})


def _round_problems(form: Mapping[str, Any]) -> Iterator[Inconsistency]:
    """Rounds that columns name but that the form does not have."""
    known = [claim.text for claim in _claims(form, "rounds", ["key"])]
    for claim in _claims(form, "columns", ["round"]):
        if claim.text not in known:
            facts = {"value": claim.text, "known": ", ".join(known), "near": nearest(claim.text, known)}
            yield Inconsistency(claim.path, "round_unknown", facts)


def _column_set_problems(form: Mapping[str, Any]) -> Iterator[Inconsistency]:
    columns = list(_parts(form, "columns"))
    if columns and not any(column.get("key") == "action" for _, column in columns):
        yield Inconsistency(("columns",), "action_missing")
    status = [(*path, "kind") for path, column in columns if column.get("kind") == "status"]
    yield from (Inconsistency(path, "second_status", first=status[0]) for path in status[1:])


def _parts(holder: Mapping[str, Any], name: str, above: KeyPath = ()) -> Iterator[tuple[KeyPath, Mapping[str, Any]]]:
    """The parts of a list that are such parts at all, with their paths."""
    for place, part in enumerate(_listed(holder, name)):
        if isinstance(part, Mapping):
            yield (*above, name, place), part


def _listed(holder: Mapping[str, Any], name: str) -> Sequence[Any]:
    """A list that is one; else nothing."""
    listed = holder.get(name)
    return listed if isinstance(listed, list | tuple) else ()


def _claims(holder: Mapping[str, Any], name: str, keys: Sequence[str], above: KeyPath = ()) -> Iterator[_Claim]:
    """The texts that the parts of a list have under some keys, lists of texts one by one."""
    for owner, (path, part) in enumerate(_parts(holder, name, above)):
        for key in keys:
            value = part.get(key)
            if isinstance(value, str):
                yield _Claim((*path, key), owner, value)
            elif isinstance(value, list | tuple):
                texts = ((place, text) for place, text in enumerate(value) if isinstance(text, str))
                yield from (_Claim((*path, key, place), owner, text) for place, text in texts)


def _claimed_twice(claims: Iterable[_Claim]) -> Iterator[Inconsistency]:
    """Each text that a second owner claims, as names are compared; nothing can be told of a blank one."""
    seen: dict[str, _Claim] = {}
    for claim in claims:
        text = comparable(claim.text)
        first = seen.setdefault(text, claim)
        if text and first.owner != claim.owner:
            yield Inconsistency(claim.path, "double", {"value": claim.text}, first.path)
