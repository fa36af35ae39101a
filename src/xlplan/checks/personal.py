"""Personal data that a plan should not hold: identity numbers in any text, people's names where a role is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from xlplan.checks.looking import Look
from xlplan.findings.content import PERSONAL_NAME, PERSONAL_NUMBER
from xlplan.findings.finding import Finding
from xlplan.plan.model import Action
from xlplan.plan.personal import may_hold_numbers, personal_numbers

_NAMES = """
    Abdi Adam Agneta Ahmed Alexander Ali Alice Amanda Amir Anders Andreas Anette Angelica Anita Ann Anna Anne Annika
    Anton Arne Astrid Axel Barbro Bengt Birgitta Björn Bo Britt Camilla Carina Carl Carolina Caroline Cecilia Charlotte
    Christer Christian Christina Christoffer Dan Daniel David Ebba Elias Elin Elisabet Elisabeth Ella Ellen Elsa Emelie
    Emil Emilia Emma Erik Eva Fatima Felicia Filip Fredrik Frida Gabriel Gunilla Gunnar Gustav Göran Hanna Hans Hassan
    Helena Helene Henrik Håkan Ida Inger Ingrid Irene Isabelle Jan Jenny Jens Jessica Joakim Johan Johanna John Johnny
    Jonas Josef Josefin Julia Karin Karl Katarina Kenneth Kent Kerstin Kjell Klara Kristina Lars Lena Lennart Linda
    Linnea Linnéa Linus Lisa Lucas Louise Madeleine Magnus Malin Marcus Margareta Maria Marianne Marie Martin Mats
    Mattias Mia Michael Mikael Mohamed Moa Monica Monika Niklas Nils Nina Ola Olle Olof Oscar Oskar Patrik Per Pernilla
    Peter Petra Pia Rebecka Robert Robin Roger Roland Sandra Sanna Sara Sebastian Simon Sofia Stefan Stig Susanne Sven
    Therese Thomas Tobias Tommy Tomas Tony Ulf Ulla Ulrika Viktor Viktoria William Yvonne Åke Åsa Östen
"""
FIRST_NAMES = frozenset(_NAMES.split())
"""Common in Sweden in all ages; a name that is no name elsewhere too (Gun, Bror, Bonde) is not among them."""
_PLACES = "Församling Kyrka Kyrkan Skola Skolan Torg Plan Gård Park Bangata Stiftelse Fonder"
NO_SURNAMES = frozenset(_PLACES.split())
_TWO_NAMES = re.compile(r"\b([A-ZÅÄÖ][a-zåäöé]+)(?=(?:-[A-ZÅÄÖ][a-zåäöé]+)? ([A-ZÅÄÖ][a-zåäöéü]{2,})\b)")


def check_personal(look: Look) -> Iterator[Finding]:
    """Findings about identity numbers and names."""
    texts = list(_texts(look))
    for sheet, row, col, where, text in texts if may_hold_numbers(text for *_, text in texts) else ():
        for number in personal_numbers(text):
            yield look.about(PERSONAL_NUMBER, sheet, row, col, where=where, number=number.masked)
    for action in look.actions:
        for name in likely_names(action.values.get("who", "")):
            yield look.at(PERSONAL_NAME, action, "who", value=name)


def likely_names(text: str) -> list[str]:
    """What looks like first and last name, by a list of common first names.

    >>> likely_names("Anna Lindqvist, kommunpolis i Norra Järva"), likely_names("Maria Församling")
    (['Anna Lindqvist'], [])
    """
    found, end = [], 0
    for match in _TWO_NAMES.finditer(text):
        if match[1] in FIRST_NAMES and match.start() >= end:
            end = match.end(2)
            if match[2] not in NO_SURNAMES:
                found.append(text[match.start() : end])
    return found


def _texts(look: Look) -> Iterator[tuple[str, int, int, str, str]]:
    """Every text of the return, names of file and tabs too: tab, row, column, what to call the place, the text."""
    reading = look.reading
    yield "", 0, 0, reading.file, reading.file
    yield from ((title, 0, 0, title, title) for title in reading.tabs)
    questions = {question.key: question.title for question in (*look.form.fields, *look.form.area_fields)}
    tab = look.form.instruction.tab if look.form.instruction.tab in reading.tabs else ""
    for key, text in reading.fields.items():
        yield tab, 0, 0, questions.get(key, key), text
    for area in reading.areas:
        yield from ((area.sheet, 0, 0, questions.get(key, key), text) for key, text in area.fields.items())
    titles = {column.key: column.title for column in look.form.columns}
    for action in reading.actions:
        yield from _texts_of(action, titles)
    for each in (*reading.ledger.unplaced, *reading.ledger.loose_notes):
        yield each.sheet, each.row, each.col, each.cell, each.value


def _texts_of(action: Action, titles: Mapping[str, str]) -> Iterator[tuple[str, int, int, str, str]]:
    """An action's texts; one in a column of the district's own is told at the row's first cell."""
    for key, text in action.values.items():
        yield action.sheet, *action.places[key], titles.get(key, key), text
    row, col = min(action.places.values(), default=(action.row, 0))
    for heading, text in action.extra.items():
        yield action.sheet, 0, 0, heading, heading
        yield action.sheet, row, col, heading, text
    if action.id:
        yield action.sheet, row, col, "Nr", action.id
    yield from ((note.sheet, note.row, note.col, note.cell, note.text) for note in action.notes)
