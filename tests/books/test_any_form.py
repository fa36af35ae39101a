"""Any form that the schema allows is refused with lines, or becomes a sound workbook that reads back empty."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.books.package import MAIN, Book
from tests.books.test_valid import calamine_texts, openpyxl_texts
from tests.programs import openxml_audit
from xlplan.checks.check import check
from xlplan.findings.finding import Severity
from xlplan.form.load import load_form
from xlplan.form.model import Form
from xlplan.form.problems import FormError
from xlplan.form.rules import comparable
from xlplan.plan.model import Reading
from xlplan.plan.words import slug
from xlplan.reading.read import read_return
from xlplan.template.workbook import PreparedAction, template_bytes

Written = dict[str, Any]
ODD_WORDS = [
    # our own
    *("Nr", "nr", "No.", "Åtgärd", "Orsak", "När", "Vem", "Action", "Cause", "When", "Status", "Instruktion", "Flikar"),
    *("Uppgifter om planen", "Bladskydd", "_listor", "_lists", "_xlplan", "History", "Sida &P av &N", "id", "schema"),
    # what Excel could take for something else
    *("A1", "R1C1", "$B$2", "A1:B2", "=1+1", "{=1}", "+46 8", "-1", "@namn", "12", "007", "2024-05-01", "1/5", "TRUE"),
    *("#REF!", "http://x.se", "mailto:a@b.se", "internal:A1", "'a'!A1", "Bengt's", "O''Hara", "_x000D_", "&L&22", "&"),
    # what could end a text too early
    *(
        '"',
        'a "b" c',
        "a,b",
        "a;b",
        "a\tb",
        "100 %",
        "<b>&amp;</b>",
        "{x}",
        "{title}",
        "%s",
        "\\",
        "]]>",
        "|",
        "*",
        "?",
    ),
    # other letters
    *(
        "å ä ö",
        "ÅÄÖ",
        "😀",
        "👩‍👩‍👧",
        "e\u0301",
        "שלום",
        "日本",
        "ﬁ",
        "ß",
        "\u200b",
        "\u00a0",
        "a\u00adb",
        "x\u2028y",
        "–",
    ),
]
TAKEN = ("", "Nr", "No.", "_listor", "_lists", "Instruktion", "History", "nr", "status", "action")
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters=" åäö,'\"&=😀")
FULL = ["x" * 255, "å " * 127 + "å", "ord, " * 50 + "slut", "😀" * 127 + "a"]

texts = st.text(LETTERS, min_size=1, max_size=25).filter(str.strip)
lines = st.sampled_from(ODD_WORDS) | texts | st.sampled_from(FULL)
names = lines.filter(comparable)
headings = names.map(lambda text: text[:80].strip()).filter(comparable)
tabs = lines.map(lambda text: fitting(re.sub(r"[\[\]:*?/\\]", "", text)).strip(" '")).filter(comparable)
tabs = tabs.filter(lambda text: "_x000D_" not in text)
prose = (
    lines
    | st.lists(lines, min_size=1, max_size=5).map("\n\n".join)
    | st.just("Lång hjälptext, å ä ö.\tTab\noch ny rad. " * 190)
)
guidance = prose.filter(comparable)
keys = st.sampled_from(["a-b", "a_b", "id", "field_x", "x", "list", "kontaktperson", "e_post"])
keys |= st.from_regex(r"[a-z][a-z0-9]{0,5}([-_][a-z0-9]{1,3}){0,2}", fullmatch=True)
codes = st.from_regex(r"[A-ZÅÄÖ]{2,8}", fullmatch=True)
answers = st.lists(names, max_size=4, unique_by=comparable)
answers |= st.just([f'Svar {number}, "med" mera' for number in range(40)])


def fitting(tab: str) -> str:
    """As much of a text as a tab can show."""
    return tab.encode("utf-16-le")[:62].decode("utf-16-le", "ignore")


def part(required: Written, optional: Written | None = None) -> st.SearchStrategy[Written]:
    return st.fixed_dictionaries(required, optional=optional or {})


def some(one: st.SearchStrategy[Written], least: int, most: int) -> st.SearchStrategy[list[Written]]:
    return st.lists(one, min_size=least, max_size=most)


def settled(parts: list[Written], *fields: str, beside: list[Written] | None = None) -> None:
    """Give a number to texts that are taken, by the areas ``beside`` too: else nearly every form would be refused."""
    taken = [*TAKEN, *(each[name] for each in beside or [] for name in ("title", "tab"))]
    owners = {comparable(word): -1 for word in taken}
    for owner, each in enumerate(parts):
        for field in fields:
            first, number = each[field], 1
            while owners.setdefault(comparable(each[field]), owner) != owner:
                number += 1
                each[field] = {
                    "key": f"{first[:50]}-{number}",
                    "code": first[:7] + chr(64 + number),
                    "tab": f"{fitting(first)[:14]} {number}",
                }.get(field, f"{first[:76]} {number}")


def choices(told: list[str]) -> list[Written]:
    return [{"text": each} for each in told or ["x"]]


def key_of(title: str) -> str:
    """The key that a person would make of a title."""
    return re.sub(r"^[^a-z]+", "", slug(title))[:40].strip("-") or "x"


links = st.lists(
    part({"text": lines, "url": st.sampled_from(["https://a.se/?q=1&b=å#x", "mailto:a@b.se", "http://" + "[" * 1990])}),
    max_size=2,
)
questions = some(
    part({"key": keys, "title": names}, {"guidance": guidance, "required": st.booleans(), "choices": answers}), 0, 3
)
any_column = part(
    {"key": keys, "title": headings},
    {
        "guidance": guidance,
        "required": st.booleans(),
        "width": st.sampled_from([4, 4.5, 30, 120]),
        "suggestions": answers,
    },
) | part({"key": keys, "title": headings, "kind": st.just("choice"), "choices": answers.map(choices)})
verdicts = part({"text": names, "status": st.sampled_from(["fulfilled", "partly", "ongoing"])})
status_column = part(
    {
        "key": st.just("status"),
        "title": headings,
        "kind": st.just("status"),
        "choices": st.lists(verdicts, min_size=1, max_size=3, unique_by=lambda each: comparable(each["text"])),
    }
)


@st.composite
def columns(draw: st.DrawFn, rounds: list[Written]) -> list[Written]:
    """Any columns, among them the one that must be there; with some luck a status and follow-ups, or very many."""
    found = draw(some(any_column, 1, 6))
    if draw(st.booleans()):
        found = [{**each, "key": key_of(each["title"])} for each in found]
    if draw(st.integers(0, 9)) == 9:
        found += [{"key": f"more{number}", "title": f"Kolumn {number}", "required": True} for number in range(28)]
    for each in rounds:
        if draw(st.booleans()):
            found.append({"key": "later", "title": draw(headings), "kind": "follow_up", "round": each["key"]})
    settled(found, "key")
    found.insert(draw(st.integers(0, len(found))), {"title": "Åtgärd", **draw(any_column), "key": "action"})
    if draw(st.booleans()):
        found.append(draw(status_column))
    return found


@st.composite
def forms(draw: st.DrawFn) -> Written:
    """A form as a person would write it, with every key that there is; now and then with names that stand twice."""
    careful = draw(st.integers(0, 9)) < 9
    rounds = draw(some(part({"key": keys, "title": names}, {"due": st.dates(date(1900, 1, 1)).map(str)}), 1, 3))
    if careful:
        settled(rounds, "key", "title")
    districts = part(
        {"key": keys, "name": names, "official_name": names},
        {"police_areas": st.lists(lines, max_size=2), "email": lines, "contact": lines},
    )
    areas = part({"key": keys, "title": names, "tab": tabs, "code": codes}, {"aliases": st.lists(names, max_size=1)})
    written = draw(
        part(
            {
                "id": keys,
                "title": names,
                "year": st.integers(2000, 2100),
                "instruction": part({"text": prose, "links": links}, {"tab": tabs}),
                "districts": some(districts, 1, 3),
                "areas": some(areas, 1, 4),
                "columns": columns(rounds),
            },
            {
                "language": st.sampled_from(["sv", "en"]),
                "layout": st.sampled_from(["table", "table", "cards"]),
                "lock": st.sampled_from(["sheet", "soft", "none"]),
                "guidance": st.sampled_from(["above", "below"]),
                "prepared_rows": st.sampled_from([1, 2, 60, 1000]),
                "fields": questions,
                "area_fields": questions,
            },
        )
    )
    if careful:
        settled([written["instruction"]] if "tab" in written["instruction"] else [], "tab")
        settled(written["districts"], "key", "name", "official_name")
        settled(written["areas"], "key", "title", "tab")
        settled(written["areas"], "code")
        settled(written["columns"], "title", beside=written["areas"])
        settled([*written.get("fields", []), *written.get("area_fields", [])], "key", "title", beside=written["areas"])
    return {**written, "rounds": rounds}


def small(**changes: Any) -> Written:
    """A form that is in order but for what is changed."""
    return {
        "id": "liten",
        "title": "Plan",
        "year": 2026,
        "instruction": {"text": "Fyll i."},
        "districts": [{"key": "nord", "name": "Nord", "official_name": "Nords förvaltning"}],
        "areas": [{"key": "unga", "title": "Unga i riskzon", "tab": "Unga", "code": "UNGA"}],
        "columns": [{"key": "cause", "title": "Orsak"}, {"key": "action", "title": "Åtgärd"}],
        "rounds": [{"key": "plan", "title": "Plan"}],
        **changes,
    }


def area(key: str, title: str, tab: str, code: str) -> Written:
    return {"key": key, "title": title, "tab": tab, "code": code}


ACTION = {"key": "action", "title": "Åtgärd"}
LISTS_WITH_THEIR_OWN_HEADINGS = [
    {"key": "cause", "title": "Cause", "suggestions": ["Crime"]},
    {"key": "action", "title": "Action", "suggestions": ["Patrols"]},
    {"key": "when", "title": "When", "suggestions": ["T1", "T2"]},
    {"key": "who", "title": "Who", "suggestions": ["Police"]},
]
FOUND = [
    # what is said in the page header is longer than Excel takes there
    small(title="å" * 255, districts=[{"key": "nord", "name": "x" * 255, "official_name": "&" * 254 + "x"}]),
    # the keys above the lists on the hidden tab, and in the register of marks, read as a header
    small(language="en", columns=LISTS_WITH_THEIR_OWN_HEADINGS),
    # two areas with one range name
    small(areas=[area("a-b", "Ett", "Ett", "EN"), area("a_b", "Två", "Två", "TV")]),
    small(
        areas=[area("field-mal", "Ett", "Ett", "EN")],
        area_fields=[{"key": "mal", "title": "Mål", "choices": ["Ja", "Nej"]}],
    ),
    # so many columns that the formulas that count grow beyond Excel's
    small(
        areas=[area("a", "A", "a" + "'" * 29 + "a", "AA")],
        columns=[ACTION, *({"key": f"k{number}", "title": f"K {number}", "required": True} for number in range(39))],
    ),
    small(columns=[ACTION, *({"key": f"k{number}", "title": f"K {number}"} for number in range(60))]),
    # the name of our own tab or column
    small(areas=[area("a", "A", "_listor", "AA")]),
    small(columns=[ACTION, {"key": "number", "title": "Nr."}]),
    small(columns=[ACTION, {"key": "nr", "title": "Nummer"}]),
    # names that cannot be told apart, or from nothing
    small(columns=[ACTION, {"key": "who", "title": "Åtgärd:"}]),
    small(columns=[ACTION, {"key": "who", "title": "– –"}]),
    small(fields=[{"key": "a", "title": "Unga"}]),
    small(areas=[area("a", "Etapp 2", "Etapp 2", "AA"), area("b", "Etapp 3", "3 steg", "BB")]),
    small(columns=[ACTION, {"key": "who", "title": "Ansvarig " * 12}]),
    small(guidance="below", columns=[{**ACTION, "guidance": "– – –"}, {"key": "who", "title": "Vem"}]),
    small(areas=[area("a", "A", "Unga_x000D_", "AA")]),
    small(columns=[{**ACTION, "title": "Unga"}, {"key": "a", "title": "0"}, {"key": "b", "title": "1"}]),
    small(fields=[{"key": "a", "title": "0"}, {"key": "b", "title": "-1"}]),
    # an instruction with a line that says nothing
    small(instruction={"text": "Fyll i.\n\n– – –\n\n😀\n\nTack."}),
    # an answer of 255 characters that Excel counts as 510
    small(
        columns=[
            ACTION,
            {"key": "s", "title": "S", "kind": "status", "choices": [{"text": "a" + "😀" * 254, "status": "partly"}]},
        ]
    ),
    # cards: a title too long for the foot of a page; what the first tab tells, counts too, reads as labels of a card
    small(layout="cards", title="å" * 255),
    small(layout="cards", title="Nr", instruction={"text": "Nr"}, columns=[ACTION, {"key": "n", "title": "Nr 2"}]),
    small(
        layout="cards",
        instruction={"text": "Nr"},
        districts=[{"key": "nord", "name": "Nr 2", "official_name": "Nr 2"}],
        areas=[area("a", "Nr 3", "Nr 3", "AA")],
        columns=[{"key": "action", "title": "Nr 6"}, {"key": "b", "title": "{=1}"}, {"key": "c", "title": "Nr 7"}],
    ),
    # an address that grows when it is written
    small(instruction={"text": "Se", "links": [{"text": "Länk", "url": "http://x.se/" + "[" * 1980}]}),
]
"""Forms that once made an unsound workbook, or one that was not read back."""


def with_found(test: Callable[..., None]) -> Callable[..., None]:
    for written in FOUND:
        test = example(written=written)(test)
    return test


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("forms")


@pytest.mark.needs("openxml-audit")
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@with_found
@given(written=forms())
def test_any_form_is_refused_with_lines_or_makes_a_sound_workbook_that_reads_back_empty(
    written: Written, folder: Path
) -> None:
    form = loaded(written, folder)
    if form is not None:
        content, reading = sent_and_returned(form, folder)
        assert openpyxl_texts(content) == calamine_texts(content)
        assert [action for area in reading.areas for action in area.actions] == []


@pytest.mark.needs("openxml-audit")
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@with_found
@given(written=forms())
def test_any_form_gives_back_the_actions_that_were_sent_out_with_it(written: Written, folder: Path) -> None:
    form = loaded(written, folder)
    if form is None:
        return
    values = {column.key: f"Text {number} för {column.key}" for number, column in enumerate(form.columns)}
    actions = [PreparedAction(f"{area.code}-01", area.key, values) for area in form.areas]
    _, reading = sent_and_returned(form, folder, actions)
    assert [(area.key, action.values) for area in reading.areas for action in area.actions] == [
        (area.key, values) for area in form.areas
    ]


def loaded(written: Written, folder: Path) -> Form | None:
    """The form, or none when it was refused, every problem with its line."""
    path = folder / "plan.yaml"
    path.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")
    refusal = None
    try:
        return load_form(path)
    except FormError as error:
        refusal = error
    last = path.read_text(encoding="utf-8").count("\n") + 1
    assert refusal.problems
    assert [problem for problem in refusal.problems if not 1 <= problem.line <= last] == []
    assert refusal.report("sv")
    assert refusal.report("en")
    return None


def sent_and_returned(form: Form, folder: Path, actions: list[PreparedAction] | None = None) -> tuple[bytes, Reading]:
    """The template for the first district, found sound, and what is read from it, found to be whose it is."""
    path = folder / "mall.xlsx"
    content = template_bytes(form, form.districts[0].key, actions=actions or [])
    path.write_bytes(content)
    assert openxml_audit.audit(path) == []
    assert list(beyond_excel(Book("any", content))) == []
    reading = read_return(path, form)
    assert (reading.district, reading.year, reading.plan) == (form.districts[0].key, form.year, form.id)
    assert [area.key for area in reading.areas] == [area.key for area in form.areas]
    ledger = reading.ledger
    assert ledger.filled == ledger.placed + ledger.boilerplate + len(ledger.unplaced) == len(calamine_texts(content))
    assert ledger.unplaced == ()
    found = [*reading.findings, *check(reading, form)]
    assert [finding for finding in found if finding.kind.severity is Severity.ERROR] == []
    return content, reading


LIMITS = {"prompt": 255, "promptTitle": 32, "error": 255, "errorTitle": 32}


def beyond_excel(book: Book) -> Iterator[str]:
    """What Excel would repair or refuse and no validator knows of; lengths are counted as Excel does, in UTF-16."""
    names = Counter((each.get("name", "").casefold(), each.get("localSheetId")) for each in tags(book, "definedName"))
    yield from (f"two names {name}" for name, count in names.items() if count > 1)
    formulas = [cell.formula for sheet in book.sheets for cell in sheet.cells.values()]
    formulas += [each.text or "" for sheet in book.sheets for each in sheet.all("formula")]
    for formula in formulas:
        if units(formula) > 8192:
            yield f"a formula of {units(formula)}: {formula[:60]}"
        for literal in re.findall(r'"((?:[^"]|"")*)"', formula):
            if units(literal.replace('""', '"')) > 255:
                yield f"a text of {units(literal)} in a formula"
    for sheet in book.sheets:
        for rule in sheet.all("dataValidation"):
            yield from (f"{sheet}: {name}" for name, limit in LIMITS.items() if units(rule.get(name, "")) > limit)
            yield from (f"{sheet}: rule" for each in rule.iter(MAIN + "formula1") if units(each.text or "") > 255)
        for tag in ("oddHeader", "oddFooter"):
            yield from (f"{sheet}: {tag}" for each in sheet.all(tag) if units(each.text or "") > 255)
        yield from (f"{sheet}: {cell.text[:40]}" for cell in sheet.cells.values() if units(cell.text) > 32_767)
        if units(sheet.title) > 31:
            yield f"{sheet}: title"


def tags(book: Book, tag: str) -> Iterator[Any]:
    return book.workbook.iter(MAIN + tag)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
