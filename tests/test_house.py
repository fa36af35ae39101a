"""The house stays as it was drawn: arrows go one way, libraries stay in their rooms, the tool starts light."""

from __future__ import annotations

import ast
import functools
import graphlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src"
PACKAGE = "xlplan"

ROOMS = (
    "sheets",
    "findings",
    "form",
    "plan",
    "template",
    "reading",
    "checks",
    "merging",
    "city",
    "exports",
    "report",
    "diff",
    "post",
    "cli",
)
"""In order: a room knows only itself and the rooms before it."""

HOMES = {
    "xlsxwriter": {"sheets"},
    "openpyxl": {"sheets"},
    "python_calamine": {"sheets"},
    "xml": {"sheets"},
    "pydantic": {"form"},
    "pydantic_core": {"form"},
    "ruamel": {"form"},
    "polars": {"exports"},
    "docx": {"report"},
    "numpy": {"merging"},
    "scipy": {"merging"},
    "click": {"cli"},
    "rich": {"cli"},
    "smtplib": {"post"},
    "socket": set(),
    "http": set(),
    "oxmsg": {"post"},
    "olefile": {"post"},
}
"""Library → the only rooms that may know it."""

HEAVY = (
    "openpyxl",
    "xlsxwriter",
    "python_calamine",
    "pydantic",
    "pydantic_core",
    "ruamel",
    "rapidfuzz",
    "rich",
    "polars",
    "docx",
    "numpy",
    "scipy",
    "xml.parsers.expat",
)
"""What ``xlplan --help`` has no use for."""

NOT_OURS_TO_TELL = re.compile(
    rb"(?<![\w.~-])/(?:work|root|home/[a-z]\w*)/|/tmp/[v]env"  # a path of somebody's machine
    rb"|registry\.[n]pmjs|files\.[p]ythonhosted|\b[p]ypi\.org|deb\.[d]ebian\.org"  # a place that packages come from
)


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name: who imports it, what it is called in full, and where that is written."""

    module: str
    target: str
    place: str


def room(module: str) -> str | None:
    """The room a module of ours is in; ``None`` for the front door (``xlplan``, ``xlplan.__main__``)."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] != "__main__" else None


@functools.cache
def modules() -> dict[str, Path]:
    """All our modules, packages included, under their dotted names."""
    found = {}
    for path in sorted((SRC / PACKAGE).rglob("*.py")):
        parts = path.relative_to(SRC).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@functools.cache
def trees() -> dict[str, ast.Module]:
    return {name: ast.parse(path.read_text(encoding="utf-8"), str(path)) for name, path in modules().items()}


@functools.cache
def imports() -> tuple[Import, ...]:
    """Every import in every module: at the top, in functions and for type checkers only."""
    return tuple(found for name, tree in trees().items() for found in imports_of(name, tree, modules()[name]))


def imports_of(module: str, tree: ast.Module, path: Path) -> Iterator[Import]:
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(tree):
        place = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Import):
            yield from (Import(module, alias.name, place) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *filter(None, [node.module])])
            yield from (Import(module, f"{base}.{alias.name}", place) for alias in node.names)


def own_module(target: str) -> str | None:
    """The module of ours that an imported name is or stands in."""
    while target and target not in modules():
        target = target.rpartition(".")[0]
    return target or None


def is_ours(target: str) -> bool:
    return target == PACKAGE or target.startswith(f"{PACKAGE}.")


def test_every_folder_is_a_room_of_the_plan() -> None:
    assert {room(module) for module in modules()} - {None} <= set(ROOMS)


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_knows_only_itself_and_the_rooms_before_it(name: str) -> None:
    known = set(ROOMS[: ROOMS.index(name) + 1])
    wrong = [
        f"{found.place} imports {found.target}"
        for found in imports()
        if room(found.module) == name and is_ours(found.target)
        if room(found.target) not in known and found.target != f"{PACKAGE}.__version__"
    ]
    assert wrong == []


def test_no_module_imports_itself_in_the_end() -> None:
    graph: dict[str, set[str]] = {module: set() for module in modules() if room(module)}
    for found in imports():
        target = own_module(found.target)
        if found.module in graph and target in graph and target != found.module:
            graph[found.module].add(target)
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        pytest.fail(" → ".join(reversed(error.args[1])), pytrace=False)


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_known_only_in_its_rooms(library: str) -> None:
    wrong = [
        f"{found.place} imports {found.target}"
        for found in imports()
        if found.target.partition(".")[0] == library and room(found.module) not in HOMES[library]
    ]
    assert wrong == []


def test_the_library_prints_nothing() -> None:
    wrong = [
        f"{modules()[module].relative_to(ROOT)}:{node.lineno}"
        for module, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert wrong == []


def test_every_module_tells_its_role() -> None:
    assert [name for name, tree in trees().items() if not ast.get_docstring(tree)] == []


def loaded_by(*arguments: str, place: Path | None = None) -> tuple[set[str], str]:
    """The modules that a command loads in a fresh interpreter, and what it says."""
    script = f"""
import json, runpy, sys
sys.argv = ["xlplan", *{arguments!r}]
try:
    runpy.run_module({PACKAGE!r}, run_name="__main__", alter_sys=True)
except SystemExit as end:
    assert end.code in (None, 0, 1), end.code
sys.stderr.write("\\n" + json.dumps(sorted(sys.modules)))
"""
    program = [sys.executable, "-c", script]
    done = subprocess.run(program, cwd=place, capture_output=True, text=True, encoding="utf-8", check=True)
    return set(json.loads(done.stderr.splitlines()[-1])), done.stdout


def test_help_loads_nothing_heavy() -> None:
    loaded, said = loaded_by("--help")
    assert "Användning" in said
    assert [name for name in HEAVY if name in loaded] == []


UNUSED_BY_READING = (
    "openpyxl",
    "xlsxwriter",
    "python_calamine",
    "pydantic",
    "rich",
    "polars",
    "docx",
    "numpy",
    "scipy",
    "pandas",
    "email",
    "importlib.metadata",
    "multiprocessing",
    "xlplan.city",
    "xlplan.exports",
    "xlplan.merging",
    "xlplan.reading.cards",
    "xlplan.report",
    "xlplan.template.workbook",
)
"""What ``read`` and ``check`` of one .xlsx with a table have no use for."""


def test_the_state_of_a_new_plan_folder_is_told_without_reading_or_writing_workbooks(tmp_path: Path) -> None:
    loaded_by("init", str(tmp_path / "plan"), "--form", "stockholm-2024", "--year", "2024")
    loaded, said = loaded_by("status", place=tmp_path / "plan")
    assert "Järva" in said
    reading = {"xlplan.reading.read", "xlplan.sheets.opening", "rapidfuzz", "smtplib", "xlplan.checks.check"}
    assert sorted(loaded & (reading | set(UNUSED_BY_READING))) == []


@pytest.mark.parametrize("command", ["read", "check"])
def test_reading_one_return_loads_nothing_that_it_has_no_use_for(command: str) -> None:
    returned = ROOT / "examples" / "handmade" / "Åtgärdsplan 2024 Järva.xlsx"
    loaded, said = loaded_by(command, str(returned), "--plan", "stockholm-2024")
    assert "Järva.xlsx" in said
    assert [name for name in UNUSED_BY_READING if name in loaded] == []


def test_no_file_tells_of_a_machine_it_was_made_on_or_where_packages_come_from() -> None:
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout: there is no list of the project's files")
    paths = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    wrong = [
        f"{path.relative_to(ROOT)}: {hit.group().decode()}"
        for path in paths
        if path.is_file()
        for hit in NOT_OURS_TO_TELL.finditer(path.read_bytes())
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "LICENSE"])
def test_a_visitor_finds_the_usual_papers(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8").strip()


def test_decisions_are_written_down_in_order() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert len(records) >= 3
    assert [record.name[:5] for record in records] == [f"{number:04}-" for number in range(1, len(records) + 1)]
    assert all(record.read_text(encoding="utf-8").startswith("# ") for record in records)
