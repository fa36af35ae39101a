"""The documents tell the truth: generated pages are in step, what the front page shows runs, links lead somewhere."""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from xlplan.cli.main import COMMANDS
from xlplan.findings.catalogue import kinds

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
MAKE_PAGES = runpy.run_path(str(ROOT / "docs" / "make_pages.py"))
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
ANYTHING = "…"
"""In what a document shows: here something is left out."""

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Block:
    """Code on a page, and what the page says that it prints."""

    language: str
    code: str
    shown: str | None
    line: int


def blocks(path: Path) -> Iterator[Block]:
    """The fenced blocks of a page; a ``text`` block right after another one shows what that prints."""
    text = path.read_text(encoding="utf-8")
    fences = list(_FENCE.finditer(text))
    for fence, after in zip(fences, [*fences[1:], None], strict=True):
        follows = after is not None and after[1] == "text" and not text[fence.end() : after.start()].strip()
        shown = after[2] if after is not None and follows else None
        yield Block(fence[1], fence[2], shown, text[: fence.start()].count("\n") + 1)


def of_readme(language: str) -> list[Block]:
    return [block for block in blocks(README) if block.language == language]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """An empty folder with the examples and forms in it, where the front page's commands can be run."""
    for folder in ("examples", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def run(command: list[str], folder: Path) -> str:
    """What a command prints on stdout; it must end well."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    clean = {name: value for name, value in os.environ.items() if not name.startswith("XLPLAN_")}
    environment = {**clean, "PATH": path, "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
    )
    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done.stdout


def as_shown(shown: str) -> re.Pattern[str]:
    """A pattern for what is shown, where a line of ``…`` stands for any lines."""
    lines = [".*\n" if line.strip() == ANYTHING else re.escape(line) for line in shown.splitlines(keepends=True)]
    return re.compile("".join(lines), re.DOTALL)


def check_shown(block: Block, printed: str) -> None:
    if block.shown is not None and not as_shown(block.shown).fullmatch(printed):
        pytest.fail(
            f"README.md line {block.line} shows\n{block.shown}\nbut this is printed; put it there:\n{printed}",
            pytrace=False,
        )


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


def test_generated_pages_are_in_step_with_the_code() -> None:
    stale = MAKE_PAGES["out_of_step"]()
    if stale:
        pytest.fail(f"docs: {', '.join(stale)} out of step with the code; run {MAKE_PAGES['MENDED_BY']}", pytrace=False)


def test_generated_pages_do_not_depend_on_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    before = MAKE_PAGES["pages"]()
    monkeypatch.setenv("COLUMNS", "53")
    assert MAKE_PAGES["pages"]() == before


def test_every_command_is_described() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"## xlplan {name}\n" not in page] == []
    readme = README.read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"xlplan {name}" not in readme and f"make {name}" not in readme] == []


def test_the_front_page_names_only_commands_that_exist() -> None:
    called = [call for block in of_readme("sh") for call in re.findall(r"^xlplan (\S+)", block.code, re.MULTILINE)]
    called += re.findall(r"`xlplan ([a-z]\w*)", README.read_text(encoding="utf-8"))
    assert sorted(set(called) - set(COMMANDS)) == []


def test_every_finding_is_told_of_in_the_changelog() -> None:
    changelog = " ".join((ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split())
    missing = [f"{kind.code} {kind.name}" for kind in kinds() if f"{kind.code} {kind.name}" not in changelog]
    assert missing == [], "add them to CHANGELOG.md"


def test_commands_on_the_front_page_run(desk: Path) -> None:
    """In order, in one folder, as a reader would run them; ``make`` needs the whole project and is left out."""
    ran = 0
    for block in of_readme("sh"):
        commands = [line for line in block.code.splitlines() if line and not line.startswith(("make ", "#"))]
        check_shown(block, "".join(run(["bash", "-c", command], desk) for command in commands))
        ran += len(commands)
    assert ran


def test_make_targets_on_the_front_page_exist() -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert {"demo", "test"} <= named
    assert named <= make_targets()


def test_python_on_the_front_page_runs(desk: Path) -> None:
    snippets = of_readme("python")
    for block in snippets:
        check_shown(block, run([sys.executable, "-W", "error", "-c", block.code], desk))
    assert snippets


def test_json_on_the_front_page_is_what_read_prints(desk: Path) -> None:
    (block,) = of_readme("json")
    real = json.loads(run(["xlplan", "read", "examples/handmade"], desk))
    assert not list(differences(json.loads(block.code), real, "$"))


def differences(shown: Any, real: Any, where: str) -> Iterator[str]:
    """Where a shortened document says what the real one does not. Objects have all their keys, lists may lack items."""
    match shown, real:
        case dict(), dict():
            if shown.keys() != real.keys():
                yield f"{where}: keys {sorted(shown.keys() ^ real.keys())} are in one of both only"
            for key in shown.keys() & real.keys():
                yield from differences(shown[key], real[key], f"{where}.{key}")
        case list(), list():
            for index, item in enumerate(shown):
                tries = [list(differences(item, other, f"{where}[{index}]")) for other in real]
                yield from min(tries, key=len, default=[f"{where}[{index}]: the real list is empty"])
        case str(), str() if ANYTHING in shown:
            if not as_pattern(shown).fullmatch(real):
                yield f"{where}: {shown!r} is not like {real!r}"
        case _:
            if shown != real:
                yield f"{where}: {shown!r} is really {real!r}"


def as_pattern(shown: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, shown.split(ANYTHING))), re.DOTALL)


@pytest.mark.parametrize(
    ("shown", "real", "told"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, 1),
        ({"a": [{"b": "x…"}]}, {"a": [{"b": "y"}, {"b": "xyz"}]}, 0),
        ({"a": [1]}, {"a": []}, 1),
        (None, "inferred", 1),
    ],
)
def test_differences_are_seen(shown: object, real: object, told: int) -> None:
    assert len(list(differences(shown, real, "$"))) == told


def test_findings_shown_on_the_front_page_are_worded_so() -> None:
    shown = r"^\S+: (?:fel|varning|upplysning) (XP\d{3}) (.+)$"
    told = re.findall(shown, README.read_text(encoding="utf-8"), re.MULTILINE)
    by_code = {kind.code: f"{kind.message.sv} {kind.hint.sv}" for kind in kinds()}
    assert told
    assert [(code, text) for code, text in told if by_code[code] != text] == []


def test_every_room_is_on_the_front_page() -> None:
    rooms = {path.parent.name for path in (ROOT / "src" / "xlplan").glob("*/__init__.py")}
    listed = set(re.findall(r"^\| `(\w+)/` \|", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert listed == rooms


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_what_exists(document: Path) -> None:
    text = _FENCE.sub("", document.read_text(encoding="utf-8"))
    dead = []
    for link in _LINK.findall(text):
        target, _, anchor = link.partition("#")
        if "://" in target:
            continue
        path = (document.parent / target).resolve() if target else document
        if not path.exists() or (anchor and anchor not in anchors(path)):
            dead.append(link)
    assert dead == []


@pytest.mark.parametrize("document", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.name)
def test_every_page_can_be_found_from_the_front_page(document: Path) -> None:
    assert f"({document.relative_to(ROOT).as_posix()})" in README.read_text(encoding="utf-8")


def anchors(path: Path) -> set[str]:
    """What ``#…`` can point to on a page: its headings, in lower case, with dashes for spaces."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
