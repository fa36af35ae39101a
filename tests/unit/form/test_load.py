"""Loading a form: every problem at once, each with its line, its key path and a sentence in both languages."""

import re
import sys
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml.reader import Reader

from xlplan.form.load import MAX_BYTES, _Reader, load_form
from xlplan.form.problems import FormError, FormProblem

SMALL = """\
id: liten-2026
title: Liten plan
year: 2026
instruction:
  text: Fyll i.
districts:
  - key: nord
    name: Nord
    official_name: Nords förvaltning
areas:
  - key: unga
    title: Unga i riskzon
    tab: Unga
    code: UNGA
columns:
  - key: action
    title: Åtgärd
  - key: follow_up
    title: Uppföljning
    kind: follow_up
    round: vb
  - key: status
    title: Status
    kind: status
    choices:
      - text: Klart
        status: fulfilled
rounds:
  - key: plan
    title: Plan
    due: 2026-04-30
  - key: vb
    title: Bokslut
"""
"""33 lines; the stories below change a few."""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return tmp_path / "plan.yaml"


def problems(path: Path, content: str | bytes) -> list[FormProblem]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(FormError) as caught:
        load_form(path)
    assert caught.value.source == str(path)
    return list(caught.value.problems)


def places(path: Path, content: str | bytes) -> list[tuple[int, str, str]]:
    return [(each.line, each.path, each.code) for each in problems(path, content)]


def changed(*changes: tuple[str, str]) -> str:
    text = SMALL
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_the_small_form_is_fine(plan: Path) -> None:
    plan.write_text(SMALL, encoding="utf-8")
    form = load_form(plan)
    assert form.year == 2026
    assert form.rounds[0].due == date(2026, 4, 30)
    assert form.columns[2].choices[0].status == "fulfilled"


def test_several_problems_come_at_once_in_the_order_of_lines(plan: Path) -> None:
    text = changed(
        ("title: Liten plan", "titel: Liten plan"),
        ("    official_name: Nords förvaltning\n", ""),
        ("tab: Unga\n", "tab: Unga/Äldre\n"),
        ("kind: follow_up", "kind: followup"),
        ("  - key: vb", "  - key: plan"),
    )
    assert places(plan, text) == [
        (1, "title", "missing"),
        (2, "titel", "extra_forbidden"),
        (7, "districts[0].official_name", "missing"),
        (12, "areas[0].tab", "tab_characters"),
        (19, "columns[1].kind", "literal_error"),
        (20, "columns[1].round", "round_unknown"),
        (31, "rounds[1].key", "double"),
    ]


TITLE = "    title: Åtgärd\n"
FOLLOW_UP = "    kind: follow_up\n    round: vb\n"
CHOICES = "    choices:\n      - text: Klart\n        status: fulfilled\n"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("year: 2026", "year: nästa"), (3, "year", "int_parsing")),
        (("year: 2026", "year: [2026]"), (3, "year", "int_type")),
        (("year: 2026", "year: 1999"), (3, "year", "greater_than_equal")),
        (("year: 2026", "year: 20260"), (3, "year", "less_than_equal")),
        (("year: 2026", "year:"), (3, "year", "missing")),
        (("year: 2026\n", ""), (1, "year", "missing")),
        (("id: liten-2026", "id: Liten 2026"), (1, "id", "bad_key")),
        (("title: Liten plan", "title: [Liten]"), (2, "title", "string_type")),
        (("title: Liten plan", "title: ' '"), (2, "title", "string_too_short")),
        (("title: Liten plan", "title: " + "x" * 256), (2, "title", "string_too_long")),
        (("title: Liten plan", 'title: "Liten\\nplan"'), (2, "title", "bad_character")),
        (("title: Liten plan", 'title: "Liten\\ud800"'), (2, "title", "string_unicode")),
        (("  text: Fyll i.", '  text: "Fyll\\x01i."'), (5, "instruction.text", "bad_character")),
        (("instruction:\n  text: Fyll i.", "instruction: Fyll i."), (4, "instruction", "dict_type")),
        (("text: Fyll i.", "text: Fyll i.\n  tab: History"), (6, "instruction.tab", "tab_taken")),
        (
            ("text: Fyll i.", "text: a\n  links:\n    - {text: b, url: bra.se}"),
            (7, "instruction.links[0].url", "bad_url"),
        ),
        (("name: Nord\n", "name: Nord\n    aliases: Norr\n"), (9, "districts[0].aliases", "tuple_type")),
        (("code: UNGA", "code: U1"), (14, "areas[0].code", "bad_code")),
        (("tab: Unga\n", "tab: Unga'\n"), (13, "areas[0].tab", "tab_apostrophe")),
        (("tab: Unga\n", f"tab: {'Unga' * 8}\n"), (13, "areas[0].tab", "tab_too_long")),
        (("tab: Unga\n", "tab: instruktion\n"), (13, "areas[0].tab", "double")),
        ((TITLE, TITLE + "    required: ja\n"), (18, "columns[0].required", "bool_parsing")),
        ((TITLE, TITLE + "    required: []\n"), (18, "columns[0].required", "bool_type")),
        ((TITLE, TITLE + "    width: bred\n"), (18, "columns[0].width", "float_parsing")),
        ((TITLE, TITLE + "    width: []\n"), (18, "columns[0].width", "float_type")),
        ((TITLE, TITLE + "    width: 2\n"), (18, "columns[0].width", "greater_than_equal")),
        ((TITLE, TITLE + "    width: nan\n"), (18, "columns[0].width", "finite_number")),
        ((TITLE, TITLE + "    aliases: [Klart, status]\n"), (24, "columns[2].title", "double")),
        ((TITLE, TITLE + "    round: plan\n"), (18, "columns[0].round", "round_not_wanted")),
        (("key: action", "key: actions"), (15, "columns", "action_missing")),
        (("    round: vb\n", ""), (18, "columns[1]", "round_missing")),
        (("round: vb\n", "round: bokslut\n"), (21, "columns[1].round", "round_unknown")),
        (("        status: fulfilled\n", ""), (26, "columns[2].choices[0]", "status_missing")),
        ((CHOICES, ""), (22, "columns[2]", "choices_missing")),
        ((CHOICES, "    suggestions: [Ja]\n" + CHOICES), (25, "columns[2].suggestions", "choices_and_suggestions")),
        ((FOLLOW_UP, CHOICES + "    kind: status\n"), (26, "columns[2].kind", "second_status")),
        (("due: 2026-04-30", "due: 30 april"), (31, "rounds[0].due", "not_a_day")),
        (("due: 2026-04-30", "due: 2026-02-30"), (31, "rounds[0].due", "not_a_day")),
        (("due: 2026-04-30", "due: 20260430"), (31, "rounds[0].due", "not_a_day")),
        (("due: 2026-04-30", "date: 2026-04-30"), (31, "rounds[0].date", "extra_forbidden")),
    ],
)
def test_one_wrong_value_is_one_problem_at_its_line(
    plan: Path, change: tuple[str, str], expected: tuple[int, str, str]
) -> None:
    found = problems(plan, changed(change))
    assert [(each.line, each.path, each.code) for each in found] == [expected]
    assert found[0].sv != found[0].en
    assert "{" not in found[0].sv + found[0].en


def test_an_empty_list_of_districts(plan: Path) -> None:
    whole = "districts:\n  - key: nord\n    name: Nord\n    official_name: Nords förvaltning\n"
    [problem] = problems(plan, changed((whole, "districts: []\n")))
    assert (problem.line, problem.path, problem.sv) == (6, "districts", "Listan behöver minst 1.")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", (1, "", "empty")),
        ("# bara en kommentar\n", (1, "", "empty")),
        ("- id: liten\n", (1, "", "dict_type")),
        ("bara text", (1, "", "dict_type")),
        ("id: a\n\ttitle: b\n", (2, "", "yaml_tab")),
        ("id: a\ntitle: Uppföljning: resultat\n", (2, "", "yaml_colon")),
        ("id: a\ntitle\nyear: 2026\n", (2, "", "yaml_no_colon")),
        ("areas:\n  - key: a\n title: b\n", (3, "", "yaml_indent")),
        ("id: a\ntitle: 'Liten plan\nyear: 2026\n", (2, "", "yaml_quote")),
        ("id: a\ntitle: *plan\n", (2, "", "yaml_alias")),
        ("id: a\n---\nid: b\n", (2, "", "yaml_documents")),
        ("id: a\ntitle: @plan\n", (2, "", "yaml_syntax")),
        ("id: a\ntitle: b\x07\n", (2, "", "yaml_character")),
        ('id: a\ntitle: "\\UFFFFFFFF"\n', (2, "", "yaml_character")),
        ("id: a\nb: " + "[" * 5000, (2, "", "yaml_deep")),
        (SMALL.encode("latin-1"), (9, "", "not_utf8")),
        (SMALL.encode("utf-16"), (1, "", "not_utf8")),
        ("#" * (MAX_BYTES + 1), (1, "", "file_too_large")),
        ("id: &id [a, *id]\n", (1, "id[1]", "yaml_alias_loop")),
    ],
)
def test_what_is_no_form_at_all_is_one_problem(
    plan: Path, content: str | bytes, expected: tuple[int, str, str]
) -> None:
    assert places(plan, content) == [expected]


def test_a_bomb_of_aliases_is_refused(plan: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{name}: &{name} [{', '.join([f'*{below}'] * 10)}]" for below, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    [problem] = problems(plan, "\n".join(lines))
    assert problem.code == "yaml_expanded"


def test_doubled_keys_are_all_told_beside_other_problems(plan: Path) -> None:
    text = changed(("year: 2026", "year: 2026\nid: annan\ntitle: Annan"), ("    name: Nord\n", "    namn: Nord\n"))
    assert places(plan, text) == [
        (4, "id", "duplicate_key"),
        (5, "title", "duplicate_key"),
        (9, "districts[0].name", "missing"),
        (10, "districts[0].namn", "extra_forbidden"),
    ]


def test_keys_that_are_no_words_and_tags_are_told(plan: Path) -> None:
    text = changed(("  text: Fyll i.", "  text: !include instruktion.txt\n  ? [a, b]\n  : c"))
    assert places(plan, text) == [(5, "instruction.text", "yaml_tag"), (6, "instruction", "yaml_key")]


def test_text_arrives_as_it_was_written(plan: Path) -> None:
    written = ["0123", "no", "2024-04-30", "12:30", "1e3", "0x1F", "true", "1_000", "v. 12"]
    plan.write_text(
        SMALL + f"    # slut\nsource: 0123\nfields:\n  - key: a\n    title: no\n    choices: [{', '.join(written)}]\n"
    )
    form = load_form(plan)
    assert form.fields[0].choices == tuple(written)
    assert (form.fields[0].title, form.source) == ("no", "0123")


def test_aliases_bom_and_windows_line_ends_are_fine(plan: Path) -> None:
    text = changed(("name: Nord\n", "name: &nord Nord\n"), ("official_name: Nords förvaltning", "official_name: *nord"))
    plan.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load_form(plan).districts[0].official_name == "Nord"


def test_an_empty_value_is_as_none_at_all(plan: Path) -> None:
    plan.write_text(changed(("    name: Nord\n", "    name: Nord\n    aliases:\n    email: ~\n")), encoding="utf-8")
    district = load_form(plan).districts[0]
    assert (district.aliases, district.email) == ((), None)


def test_a_double_names_the_line_of_the_first(plan: Path) -> None:
    text = changed(("    title: Åtgärd\n", "    title: Åtgärd\n    aliases: [UPPFÖLJNING]\n"))
    [problem] = problems(plan, text)
    assert (problem.line, problem.path) == (20, "columns[1].title")
    assert problem.sv == "”Uppföljning” finns redan (rad 18)."
    assert problem.en == "“Uppföljning” is there already (line 18)."


@pytest.mark.parametrize(
    ("change", "sv", "en"),
    [
        (("districts:", "district:"), "Menade du ”districts”?", "Did you mean “districts”?"),
        (("kind: status", "kind: statsu"), "Menade du ”status”?", "Did you mean “status”?"),
        (("status: fulfilled", "status: fullfilled"), "Menade du ”fulfilled”?", "Did you mean “fulfilled”?"),
        (("round: vb", "round: VB"), "Menade du ”vb”?", "Did you mean “vb”?"),
        (("title: Status", "Title: Status"), "Menade du ”title”?", "Did you mean “title”?"),
    ],
)
def test_did_you_mean(plan: Path, change: tuple[str, str], sv: str, en: str) -> None:
    found = problems(plan, changed(change))
    assert [problem.sv.endswith(sv) for problem in found].count(True) == 1
    assert [problem.en.endswith(en) for problem in found].count(True) == 1


def test_an_unlikely_key_lists_the_possible_ones(plan: Path) -> None:
    [problem] = problems(plan, changed(("    due: 2026-04-30", "    qqq: 2026-04-30")))
    assert problem.sv == "Nyckeln ”qqq” finns inte här. Möjliga: key, title, due."


def test_a_missing_file_has_no_line(plan: Path) -> None:
    with pytest.raises(FormError) as caught:
        load_form(plan)
    assert caught.value.problems == (FormProblem(0, "", "file_missing"),)
    assert caught.value.report("sv") == f"{plan}: Filen finns inte."


def test_an_unknown_id_gets_the_nearest_shipped_form() -> None:
    with pytest.raises(FormError) as caught:
        load_form("stockholm-2023")
    [problem] = caught.value.problems
    assert (problem.line, problem.code, problem.params["near"]) == (0, "form_unknown", "stockholm-2024")


def test_a_folder_is_no_form(tmp_path: Path) -> None:
    with pytest.raises(FormError) as caught:
        load_form(tmp_path)
    assert caught.value.problems == (FormProblem(0, "", "file_unreadable"),)


@pytest.mark.parametrize("name", ["a\0.yaml", "x" * 5000 + ".yaml"])
def test_an_impossible_file_name_is_a_form_error_too(name: str) -> None:
    with pytest.raises(FormError) as caught:
        load_form(name)
    assert caught.value.problems[0].line == 0


def test_the_report_has_one_line_for_each_problem(plan: Path) -> None:
    text = changed(("title: Liten plan", "titel: Liten plan"))
    plan.write_text(text, encoding="utf-8")
    with pytest.raises(FormError) as caught:
        load_form(plan)
    assert caught.value.report("sv").splitlines()[0] == f"{plan}: rad 1: title: ”title” saknas."
    assert str(caught.value).splitlines()[0] == f"{plan}: line 1: title: “title” is missing."
    assert len(str(caught.value).splitlines()) == 2


def test_the_characters_refused_are_those_that_ruamel_refuses() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert _Reader.NON_PRINTABLE.findall(every) == re.findall(Reader.NON_PRINTABLE.pattern, every)
