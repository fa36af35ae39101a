"""The handbook is walked through as it stands: every command of it, in order, by somebody who has saved some mails."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.post.samples import mail
from tests.test_docs import ROOT, blocks
from xlplan.cli.main import COMMANDS

HANDBOOK = ROOT / "docs" / "handbok.md"
DAY = "Tue, 28 Apr 2026 09:12:00 +0200"


def pattern(shown: str) -> re.Pattern[str]:
    """What is shown, where ``…`` alone on a line stands for any lines and within a line for any text."""
    lines = (
        "(?:.*\n)*" if line.strip() == "…" else "[^\n]*".join(map(re.escape, line.split("…")))
        for line in shown.splitlines(keepends=True)
    )
    return re.compile("".join(lines))


def addresses(plan: Path) -> None:
    """What the handbook asks to fill in."""
    parts = plan.read_text(encoding="utf-8").split("  - key: ")
    filled = [part.replace("email: #", f"email: {part.partition(chr(10))[0]}@stad.example #") for part in parts]
    plan.write_text("  - key: ".join(filled), encoding="utf-8")


def save_mails(folder: Path, templates: Path) -> None:
    """Two answers from districts, one that says nowhere whose it is, each in a mail with a logo."""
    folder.mkdir()
    for number, (district, name) in enumerate(
        [("Järva", ""), ("Kungsholmen", "Kopia av plan SLUTGILTIG (2).xlsx"), ("", "plan.xlsx")]
    ):
        if district:
            template = templates / f"Åtgärdsplan 2026 – {district}.xlsx"
            book = load_workbook(template)
            sheet = book["Unga i riskzon"]
            heading = next(cell for row in sheet.iter_rows(max_row=6) for cell in row if cell.value == "Åtgärd")
            sheet.cell(heading.row + 1, heading.column, "Nattvandring")
        else:
            book = Workbook()
            sheet = book.worksheets[0]
            sheet.title = "Unga i riskzon"
            sheet.append(["Orsak", "Åtgärd", "När", "Vem"])
            sheet.append(["Otrygghet", "Belysning", "T1", "Fältare"])
        path = folder / "bok.xlsx"
        book.save(path)
        attached = (name or template.name, path.read_bytes())
        path.unlink()
        (folder / f"{number}.eml").write_bytes(mail("asa@annan.example", DAY, attached).as_bytes())


def walk(command: list[str], folder: Path) -> str:
    """What a person sees of a command, both streams as they come."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("XLPLAN_")}
    done = subprocess.run(
        [sys.executable, "-m", "xlplan", *command],
        cwd=folder,
        env={**clean, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout
    return done.stdout


def test_the_year_of_the_handbook(tmp_path: Path) -> None:
    folder = tmp_path
    ran = set[str]()
    for block in blocks(HANDBOOK):
        if block.language != "sh":
            continue
        printed = ""
        for command in block.code.splitlines():
            name, *arguments = words_of(command)
            if name == "cd":
                folder = folder / arguments[0]
                addresses(folder / "plan.yaml")
                continue
            assert name == "xlplan"
            if arguments[:1] == ["collect"] and not (tmp_path / "svarsmail").exists():
                save_mails(tmp_path / "svarsmail", folder / "utskick")
            printed += walk(arguments, folder)
            ran |= set(arguments[:1])
        if block.shown is not None and not pattern(block.shown).fullmatch(printed):
            told = f"handbok.md line {block.line} shows\n{block.shown}\nbut this is printed:\n{printed}"
            pytest.fail(told, pytrace=False)
    assert ran >= {"init", "generate", "collect", "status", "remind", "reply", "merge", "explain"}


def words_of(command: str) -> list[str]:
    """A command's words; those within quotation marks are one."""
    return [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', command)]


def test_every_command_named_in_it_exists() -> None:
    named = set(re.findall(r"xlplan ([a-z]+)", HANDBOOK.read_text(encoding="utf-8")))
    assert {name for name in named if name in COMMANDS} >= {"init", "generate", "collect", "status", "remind", "reply"}
    assert set(re.findall(r"`xlplan ([a-z]+)", HANDBOOK.read_text(encoding="utf-8"))) <= set(COMMANDS)
