"""What is typed into a cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from unicodedata import normalize
from zipfile import ZipFile

from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.damage.cases import damage
from tests.damage.sent import Row, Sent

_WITH_GUIDANCE = "Ange vem som ansvarar för åtgärden. Polisen"


def some(sent: Sent, place: int = 1) -> Row:
    """An action with all its texts."""
    full = [row for row in sent.longest.rows if {"cause", "action", "when", "who"} <= row.values.keys()]
    return full[place % len(full)]


@damage()
def date_as_a_number(sent: Sent) -> None:
    some(sent).type("when", datetime(2024, 5, 23), "2024-05-23")


@damage()
def number(sent: Sent) -> None:
    some(sent).type("who", 7, "7")


@damage()
def truth_value(sent: Sent) -> None:
    some(sent).type("follow_up", True, "SANT")


@damage()
def error(sent: Sent) -> None:
    sent.tell("XP305", some(sent).type("who", "#REF!", "#REF!"))


@damage()
def formula_without_result(sent: Sent) -> None:
    sent.tell("XP306", some(sent).type("who", "=Blad2!A1", "=Blad2!A1"))


@damage()
def formula_with_result(sent: Sent) -> None:
    """openpyxl writes no results: it is put into the saved file."""
    sent.tell("XP307", some(sent).type("who", "=A1&B1", "Trygghetssamordnare"))
    sent.patches.append(_with_result("A1&amp;B1", "Trygghetssamordnare"))


def _with_result(formula: str, result: str) -> Callable[[bytes], bytes]:
    there = re.compile(
        rf'(<c r="[A-Z]+\d+"[^>]*?)(?: t="\w+")?>(<f>{re.escape(formula)}</f>)(?:<v ?/>|<v></v>)'.encode()
    )

    def patch(content: bytes) -> bytes:
        done = BytesIO()
        with ZipFile(BytesIO(content)) as old, ZipFile(done, "w") as new:
            for name in old.namelist():
                part = there.sub(rb'\1 t="str">\2<v>' + result.encode() + b"</v>", old.read(name))
                new.writestr(name, part)
        return done.getvalue()

    return patch


@damage()
def typed_with_an_apostrophe_before(sent: Sent) -> None:
    """Excel hides the apostrophe and makes a text of what follows."""
    cell = some(sent).type("when", "2024")
    cell.style = "Normal"
    cell.quotePrefix = True  # type: ignore[assignment]


@damage()
def apostrophe_that_stays(sent: Sent) -> None:
    some(sent).type("who", "'Polisen")


@damage()
def escaped_carriage_return(sent: Sent) -> None:
    some(sent).type("action", "Vandra_x000D_\nFika", "Vandra\r\nFika").data_type = "s"


@damage()
def blanks_around(sent: Sent) -> None:
    some(sent).type("who", "  Polisen \n")


@damage()
def blank_that_nobody_sees(sent: Sent) -> None:
    row = some(sent)
    row.type("follow_up", " \u00a0\n", "")


@damage()
def very_long(sent: Sent) -> None:
    some(sent).type("action", "Samverka. " * 3_200)


@damage()
def letters_in_parts(sent: Sent) -> None:
    some(sent).type("who", normalize("NFD", "Fältassistenter på Järvafältet"))


@damage()
def list_of_dashes(sent: Sent) -> None:
    some(sent).type("action", "- Vandra varje vecka\n- Ring föräldrarna")


@damage()
def looks_like_a_formula(sent: Sent) -> None:
    some(sent).type("who", "=SUM(A1)\u00a0").data_type = "s"
    some(sent).say("who", "=SUM(A1)\u00a0")


@damage()
def note(sent: Sent) -> None:
    some(sent).cells["action"].comment = Comment("Räcker det?", "Anna")


@damage()
def struck_out(sent: Sent) -> None:
    cell = some(sent).cells["action"]
    cell.font = Font(strike=True)
    sent.tell("XP309", cell)


@damage()
def cause_named_like_an_area(sent: Sent) -> None:
    some(sent).type("cause", "Kriminella miljöer")


@damage()
def cause_named_like_a_heading(sent: Sent) -> None:
    some(sent).type("cause", "Problem")


@damage()
def label_names_its_area(sent: Sent) -> None:
    some(sent).type("label", "Särskilt utsatta brottsoffer" if "offer" in some(sent).area else "Unga i riskzon")


@damage()
def label_names_another_area(sent: Sent) -> None:
    """One row says so and its tab says otherwise: the tab holds, and a person should look."""
    sent.tell("XP413", some(sent).type("label", "Kriminella miljöer"))


@damage()
def answer_typed_behind_guidance(sent: Sent) -> None:
    sent.tell("XP330", some(sent).type("who", _WITH_GUIDANCE))


@damage("template")
def status_in_own_words(sent: Sent) -> None:
    sent.tell("XP308", some(sent).type("status", "Vi är nästan framme"))


@damage("template")
def status_chosen(sent: Sent) -> None:
    some(sent).type("status", "Delvis uppfyllt")


@damage()
def typed_beside_the_table(sent: Sent) -> None:
    table = sent.longest
    cell = table.sheet.cell(some(sent).number, table.last_col + 3, "Ring mig om detta")
    sent.tell("XP208", cell)  # type: ignore[arg-type]
