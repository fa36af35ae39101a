"""``xlplan generate --next-year``."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.cli.conftest import Xlplan
from tests.stories.workbooks import HANDMADE
from xlplan.form.yearly import form_text

GENERATE = ("generate", "--next-year", "--district", "jarva", "-o", "ny")


def test_the_same_templates_come_from_last_years_form_and_from_the_new_one(xlplan: Xlplan, folder: Path) -> None:
    done = xlplan(*GENERATE, "--plan", "stockholm-2024", "--from", HANDMADE / "Åtgärdsplan 2024 Järva.xlsx")
    assert done.exit == 0
    first, counted, *lines = done.out.splitlines()
    assert first == "ny/Åtgärdsplan 2025 – Järva.xlsx"
    assert counted == "11 klara åtgärder togs inte med:"
    assert len(lines) == 11
    assert lines[-1] == "  jarva/MILJO-02 Stärka arbetsmarknadsperspektivet. (Uppfyllt)"
    once = (folder / first).read_bytes()
    (folder / "p2025.yaml").write_text(form_text("stockholm-2024", 2025), encoding="utf-8")
    assert xlplan(*GENERATE, "--plan", "p2025.yaml", "--from", HANDMADE / "Åtgärdsplan 2024 Järva.xlsx").exit == 0
    assert load_workbook(folder / first)["_xlplan"]["A10"].value == "id"
    assert (folder / first).read_bytes() == once


def test_without_returns_or_with_those_of_another_year_nothing_is_made(xlplan: Xlplan, folder: Path) -> None:
    assert xlplan(*GENERATE, "--plan", "stockholm-2024").exit == 2
    (folder / "p2030.yaml").write_text(form_text("stockholm-2024", 2030), encoding="utf-8")
    done = xlplan(*GENERATE, "--plan", "p2030.yaml", "--from", HANDMADE / "Åtgärdsplan 2024 Järva.xlsx")
    assert (done.exit, list(folder.glob("ny"))) == (2, [])
    assert "2024" in done.lines[-1]
