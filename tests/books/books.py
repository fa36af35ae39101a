"""Every kind of workbook that we write, by name: small functions that give the file's bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from dataclasses import asdict
from functools import cache
from io import StringIO
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from tests.cards import source
from tests.report.years import simulated_year
from tests.stories.desk import Desk, type_in
from tests.stories.workbooks import HANDMADE, JARVA, KUNGSHOLMEN, form, form_of, printed_actions, workbook
from xlplan.city.workbook import city_bytes
from xlplan.cli.main import run
from xlplan.diff.as_workbook import diff_workbook
from xlplan.diff.compare import compare
from xlplan.diff.versions import of_return
from xlplan.diff.wording import diff_words
from xlplan.form.model import Form, Question
from xlplan.form.yearly import following
from xlplan.merging.merge import merge
from xlplan.merging.next_year import carried_over
from xlplan.plan.model import Reading
from xlplan.reading.read import read_return
from xlplan.reading.vocabulary import vocabulary
from xlplan.template.prefill import with_last_year
from xlplan.template.workbook import PreparedAction, template_bytes

DISTRICT = "jarva"
LONG_ACTIONS = 40
HEADINGS = "| Orsak | Åtgärd | När | Vem | Uppföljning |"


def changed(form_id: str = "stockholm-2024", **changes: Any) -> Form:
    """A shipped form with some of its values changed."""
    return form_of({**asdict(form(form_id)), **changes})


def blank(of: Form, district: str = DISTRICT) -> bytes:
    return template_bytes(of, district)


def with_area_fields() -> Form:
    """Questions above each area's table, one of them with choices."""
    questions = (
        Question(key="goal", title="Mål för området", guidance="Vad ska vara uppnått vid årets slut?"),
        Question(key="level", title="Prioritet", choices=("Hög", "Medel, men inte låg", "Låg")),
    )
    return changed(area_fields=[asdict(question) for question in questions])


def long_actions(of: Form) -> list[PreparedAction]:
    """The longest actions of the printed plans, each under a number of its area; after the last the first again."""
    words = vocabulary(of)
    printed = [
        (words.area_key(title), texts) for name in ("jarva", "kungsholmen") for title, texts in printed_actions(name)
    ]
    printed.sort(key=lambda each: -max(map(len, each[1].values())))
    chosen = (printed + printed)[:LONG_ACTIONS]
    numbers = {area.key: count(1) for area in of.areas}
    codes = {area.key: area.code for area in of.areas}
    return [
        PreparedAction(f"{codes[area]}-{next(numbers[area]):02}", area, texts)
        for area, texts in chosen
        if area is not None
    ]


def prefilled(lock: str = "sheet") -> bytes:
    of = changed(lock=lock)
    fields = {"diarienummer": "JÄR 2024/123", "beslutsdatum": "2024-05-23"}
    return template_bytes(of, DISTRICT, actions=long_actions(of), fields=fields, for_round="vb")


def example_readings(of: Form) -> list[Reading]:
    return [read_return(HANDMADE / name, of) for name in (JARVA, KUNGSHOLMEN)]


def city_of_examples() -> bytes:
    return city_bytes(merge(example_readings(form()), form()), form())


def city_in_english() -> bytes:
    of = changed(language="en")
    return city_bytes(merge(example_readings(of), of), of)


def city_of_nothing() -> bytes:
    return city_bytes(merge([], form()), form())


NETWORK = "| Nyrekrytering | Navsamverkan mot unga i risk att dras in i kriminalitet"
FIRST_RETURN = f"""
{HEADINGS.rstrip(" |")} | Kostnad | Länk |
{NETWORK} | T1 | Handläggare | Målet är uppfyllt. | 12 000 kr | https://www.bra.se/lank |
| Behov av kunskap om vuxnas ansvar | Utbildning för föräldrar | Under året | Samordnare | | =1+1 | |
"""
SECOND_RETURN = f"""
{HEADINGS}
{NETWORK} | T2 | Handläggare | Målet är ej uppfyllt, två möten ställdes in. |
| Behov av kunskap om vuxnas ansvar | Utbildning för föräldrar och andra vuxna | Under året | Samordnare | Pågår |
"""
ADDED_AREA = f"""
Båtar och bryggor

{HEADINGS}
| Stölder av båtmotorer | Båtsamverkan med hamnkaptener | Maj–september | Trygghetssamordnare | |
"""


def city_with_everything() -> bytes:
    """An added area, columns the form does not know, the same action told in two ways, and a file from nowhere."""
    tabs: list[tuple[str, Mapping[str, str]]] = [
        ("Åtgärdsplan 2024 Järva.xlsx", {"Unga i riskzon": FIRST_RETURN, "Egen flik": ADDED_AREA}),
        ("Åtgärdsplan 2024 Järva VB.xlsx", {"Unga i riskzon": SECOND_RETURN}),
        ("Okänd.xlsx", {"Unga i riskzon": SECOND_RETURN}),
    ]
    with TemporaryDirectory() as folder:
        readings = [read_return(workbook(Path(folder), drawn, name), form()) for name, drawn in tabs]
    return city_bytes(merge(readings, form()), form())


def city_worked_in(*, own_tab: bool = False) -> bytes:
    """With comments, notes, colours, corrections and columns of the city's own, and something that lost its place."""
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        readings = example_readings(form())
        desk.merge(readings)

        def work(book: Workbook) -> None:
            area, every = book["Unga i riskzon"], book["Alla åtgärder"]
            type_in(area, 4, "Stadens kommentar", "Ring Järva")
            type_in(area, 5, "Vem", "Samordnaren")
            type_in(area, 6, "Kostnad", 12_000)
            type_in(every, 30, "Bedömning", "På väg")
            area["E5"].comment = Comment("Fråga polisen", "Eva")
            for cell in area[7]:
                cell.fill = PatternFill("solid", fgColor="FFFF00")
            if own_tab:
                tab = book.create_sheet("Mina anteckningar")
                tab["B2"], tab["B3"] = "Ring alla", "=1+1"
                tab["B2"].fill = PatternFill("solid", fgColor="FFC000")

        desk.edit(work)
        desk.merge(readings)
        return desk.merge(readings[:1])


def next_year() -> bytes:
    plan = merge(example_readings(form()), form())
    new = with_last_year(following(form()))
    return template_bytes(new, DISTRICT, actions=carried_over(plan, form(), DISTRICT))


def difference() -> bytes:
    jarva, kungsholmen = (of_return(each, form()) for each in example_readings(form()))
    return diff_workbook(compare(jarva, kungsholmen, form()), form(), diff_words("sv"))


@cache
def _demo() -> dict[str, bytes]:
    """Every workbook that ``xlplan demo`` makes, by its name: the city's templates and workbook."""
    with TemporaryDirectory() as folder:
        with redirect_stdout(StringIO()):
            assert run(["demo", folder]) == 0
        made = sorted(
            path for path in Path(folder).rglob("*.xlsx") if path.parent.name in ("utskick", "sammanstallning")
        )
        return {path.name: path.read_bytes() for path in made}


def demo_city() -> bytes:
    return next(content for name, content in _demo().items() if name.startswith("Sammanställning"))


def demo_template() -> bytes:
    """The one with the longest name."""
    return _demo()[max((name for name in _demo() if not name.startswith("Sammanställning")), key=len)]


TEMPLATES: Final[Mapping[str, Callable[[], bytes]]] = {
    "blank": lambda: blank(changed(lock="sheet")),
    "blank-soft": lambda: blank(changed(lock="soft")),
    "blank-none": lambda: blank(changed(lock="none")),
    "tertial": lambda: blank(form("stockholm-2024-tertial")),
    "guidance-below": lambda: blank(changed(guidance="below")),
    "guidance-below-soft": lambda: blank(changed(guidance="below", lock="soft")),
    "area-fields": lambda: blank(with_area_fields()),
    "english": lambda: blank(changed(language="en")),
    "prefilled": lambda: prefilled("sheet"),
    "prefilled-soft": lambda: prefilled("soft"),
    "prefilled-none": lambda: prefilled("none"),
    "next-year": next_year,
    "demo-template": demo_template,
}
CITY_BOOKS: Final[Mapping[str, Callable[[], bytes]]] = {
    "city": city_of_examples,
    "city-empty": city_of_nothing,
    "city-rounds": lambda: city_bytes(*simulated_year()),
    "city-everything": city_with_everything,
    "city-english": city_in_english,
    "city-worked-in": city_worked_in,
    "demo-city": demo_city,
}
CARD_BOOKS: Final[Mapping[str, Callable[[], bytes]]] = {
    "cards-blank": lambda: blank(source.HASSELBY.form, source.HASSELBY.district),
    "cards-soft": lambda: template_bytes(changed("skarholmen-samverkan", lock="soft"), "skarholmen"),
    "cards-filled": lambda: source.filled(source.HASSELBY),
    "cards-t1": lambda: source.filled(source.SKARHOLMEN, "t1"),
}
BOOKS: Final[Mapping[str, Callable[[], bytes]]] = {**TEMPLATES, **CARD_BOOKS, **CITY_BOOKS}
OTHER_BOOKS: Final[Mapping[str, Callable[[], bytes]]] = {
    "difference": difference,
    "city-own-tab": lambda: city_worked_in(own_tab=True),
}
"""Other workbooks: a comparison, and one with a tab whose looks are the city's own."""


@cache
def book_bytes(name: str) -> bytes:
    """The workbook of that name, made once."""
    return {**BOOKS, **OTHER_BOOKS}[name]()
