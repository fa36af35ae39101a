"""No personal number leaves the house in the clear: every output is searched, with `personnummer` as judge."""

from __future__ import annotations

import json
import re
import zipfile
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from personnummer import personnummer

from tests.stories.workbooks import form, workbook
from tests.unit.merging.returns import returned
from xlplan import merge, read_return, write_city
from xlplan.cli.main import run
from xlplan.findings.catalogue import UNPLACED_CELL
from xlplan.findings.finding import Finding
from xlplan.merging.masking import masked
from xlplan.plan.personal import masked_values

NUMBERS = (
    "640823-3234",
    "19640823-3234",
    "6408233234",
    "196408233234",
    "640823 3234",
    "640823\u20113234",
    "640823+3234",
    "640883-3231",  # samordningsnummer
    "19640883\u20133231",
    "196408833231",
)
"""As people write them, and samordningsnummer among them."""
MASKED = ("640823-****", "640883-****")
_LIKE_ONE = re.compile(r"(?<!\d)(?:\d\d)?\d{6}[^\w*]{0,3}\d{4}(?!\d)")
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


def in_the_clear(text: str) -> list[str]:
    """What in a text the judge takes for a personal number, whatever stands between its digits."""
    found = _LIKE_ONE.findall(_DIGEST.sub("", text))
    digits = [re.sub(r"\D", "", each) for each in found]
    return [each for each in digits if personnummer.valid(f"{each[:-4]}-{each[-4:]}")]


def texts_of(content: bytes) -> str:
    """Everything in a package that is read by anyone: the text of each part, and its attributes."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = [package.read(name).decode("utf-8") for name in package.namelist() if name.endswith((".xml", ".rels"))]
    said = [re.sub(r"<[^>]*>", "\n", part) for part in parts]
    said += [value for part in parts for value in re.findall(r'"([^"]*)"', part)]
    return unescape("\n".join(said))


@pytest.fixture
def returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two copies of a return, at odds with each other, with a number wherever a text can stand."""
    monkeypatch.chdir(tmp_path)

    def remark(book: Workbook) -> None:
        book["Unga i riskzon"]["B2"].comment = Comment(f"Ring {NUMBERS[0]}", "Bo")

    paths = []
    for name, shift in (("a", 0), ("b", 5)):
        a, b, c, d, e = NUMBERS[shift : shift + 5]
        rows = [
            f"| Orsak | Åtgärd | När | Vem | Uppföljning | Om {a} |",
            f"| Ungdomen {a} | Stöd | Under året, {b} | Kurator, {c} | Målet är uppfyllt för {d} | Se {e} |",
            f"| Klotter {b} | Sanera vid {a} | T2 | {d} | {e} | {c} |",
        ]
        tabs = {"Unga i riskzon": "\n".join(rows), f"Eget {a}": "\n".join(rows), "Övrigt": f"Lappen {e}"}
        paths.append(workbook(tmp_path, tabs, f"Åtgärdsplan 2024 Järva {name} {a}.xlsx", change=remark))
    return paths


def command(capfd: pytest.CaptureFixture[str], *arguments: object) -> str:
    """What a command says on both streams."""
    capfd.readouterr()
    assert run([str(argument) for argument in arguments]) in (0, 1)
    return "".join(capfd.readouterr())


@pytest.mark.parametrize("number", NUMBERS)
def test_the_judge_sees_them_all(number: str) -> None:
    assert in_the_clear(f"Ring {number}.")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("output", ["text", "json"])
def test_check_says_none(output: str, language: str, returns: list[Path], capfd: pytest.CaptureFixture[str]) -> None:
    said = command(capfd, "check", *returns, "--format", output, "--lang", language)
    assert in_the_clear(said) == []
    assert [mask for mask in MASKED if mask not in said] == []


def test_letters_and_the_marks_in_copies_say_none(returns: list[Path], capfd: pytest.CaptureFixture[str]) -> None:
    command(capfd, "check", *returns, "--letter", "brev", "--annotate", "svar")
    letters = [path.read_text(encoding="utf-8") for path in Path("brev").iterdir()]
    assert len(letters) == 2
    assert [in_the_clear(text) for text in letters] == [[], []]
    for path in Path("svar").iterdir():
        book = load_workbook(path)
        mend = [str(cell.value) for row in book["Att rätta"].iter_rows() for cell in row]
        notes = [cell.comment.text for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment]
        ours = [note.partition("xlplan")[2] for note in notes]
        assert in_the_clear("\n".join(mend + ours)) == []
        assert any(MASKED[0] in text for text in mend)
        assert any(MASKED[0] in text for text in ours)


def test_the_city_workbook_holds_none_unless_asked(returns: list[Path], capfd: pytest.CaptureFixture[str]) -> None:
    said = command(capfd, "merge", *returns, "-o", "stad.xlsx")
    assert in_the_clear(said + texts_of(Path("stad.xlsx").read_bytes())) == []
    assert MASKED[0] in texts_of(Path("stad.xlsx").read_bytes())
    command(capfd, "merge", *returns, "-o", "intern.xlsx", "--keep-personal-numbers")
    assert in_the_clear(texts_of(Path("intern.xlsx").read_bytes()))


def test_merged_json_holds_none_unless_asked(returns: list[Path], capfd: pytest.CaptureFixture[str]) -> None:
    said = command(capfd, "merge", *returns, "--format", "json")
    told = json.loads(said)
    assert in_the_clear(said) == []
    assert {each["kind"] for each in told["decisions"]} >= {"conflict"}
    assert [len(each["sha256"]) for each in told["returns"]] == [64, 64]
    assert in_the_clear(command(capfd, "merge", *returns, "--format", "json", "--keep-personal-numbers"))


def test_only_the_json_of_read_has_the_districts_own_words(
    returns: list[Path], capfd: pytest.CaptureFixture[str]
) -> None:
    assert in_the_clear(command(capfd, "read", *returns, "--format", "csv")) == []
    assert in_the_clear(command(capfd, "read", *returns, "--format", "csv", "--keep-personal-numbers"))
    told = json.loads(command(capfd, "read", returns[0], "--format", "json"))["returns"][0]
    assert told["areas"][0]["actions"][0]["values"]["cause"] == f"Ungdomen {NUMBERS[0]}"
    assert in_the_clear(json.dumps(told["findings"])) == []


def test_an_unreadable_file_is_told_without_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(f"Om {NUMBERS[0]}.xlsx").write_bytes(b"")
    assert run(["check", f"Om {NUMBERS[0]}.xlsx"]) == 3
    said = capfd.readouterr().err
    assert said.startswith("Om 640823-****.xlsx: fel XP105")


def test_the_verb_in_python_masks_too(returns: list[Path], tmp_path: Path) -> None:
    plan = merge([read_return(path, form()) for path in returns], form())
    write_city(plan, form(), tmp_path / "a.xlsx")
    assert in_the_clear(texts_of((tmp_path / "a.xlsx").read_bytes())) == []
    write_city(plan, form(), tmp_path / "b.xlsx", keep_personal_numbers=True)
    assert in_the_clear(texts_of((tmp_path / "b.xlsx").read_bytes()))


def test_masking_keeps_everything_but_the_words(returns: list[Path]) -> None:
    plan = merge([read_return(path, form()) for path in returns], form())
    shown = masked(plan)
    assert in_the_clear(repr(plan))
    assert in_the_clear(repr(shown)) == []
    assert len({each.key for each in plan.decisions}) == len(plan.decisions) > 2
    assert [each.key for each in shown.decisions] == [each.key for each in plan.decisions]
    assert [each.id for each in shown.actions] == [each.id for each in plan.actions]
    assert [each.sha256 for each in shown.returns] == [each.sha256 for each in plan.returns]
    assert [len(each.extra) for each in shown.actions] == [len(each.extra) for each in plan.actions]
    assert [each.kind for each in shown.findings] == [each.kind for each in plan.findings]
    assert masked(shown) is shown


def test_a_plan_without_numbers_is_the_same_plan() -> None:
    plan = merge([returned([{"action": "Vandra", "cause": "Dnr 2024/123456-7890"}])], form("stockholm-2024-tertial"))
    assert masked(plan) is plan


def test_a_digest_that_looks_like_a_number_stays() -> None:
    digest = "a" * 52 + "196408233234"
    [reading] = masked_values([returned([{"action": "Ring 640823-3234"}])], ("Reading.sha256",))
    assert reading.actions[0].values == {"action": "Ring 640823-****"}
    assert masked_values({"sha256": digest}) != {"sha256": digest}


def test_two_headings_that_become_one_stay_two() -> None:
    assert masked_values({"Om 640823-3234": "a", "Om 19640823-3234": "b"}) == {
        "Om 640823-****": "a",
        "Om 640823-**** (2)": "b",
    }


def test_a_finding_is_masked_with_its_place() -> None:
    finding = Finding(UNPLACED_CELL, "640823-3234.xlsx", "Om 640823-3234", 1, 1, {"value": "640823-3234"})
    assert in_the_clear(repr(masked_values(finding))) == []
    assert masked_values(finding).kind is UNPLACED_CELL
