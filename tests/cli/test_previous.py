"""The earlier city workbook: read where it stands or as it is named, kept beside, never taken for something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Xlplan

COMMENT_CELL = "K4"


@pytest.fixture
def city(xlplan: Xlplan, jarva: Path, folder: Path) -> Path:
    """A city workbook that the coordinator has written a comment in."""
    path = folder / "stad.xlsx"
    assert xlplan("merge", jarva, "-o", path).exit == 0
    book = load_workbook(path)
    assert book["Unga i riskzon"]["K3"].value == "Stadens kommentar"
    book["Unga i riskzon"][COMMENT_CELL] = "Ring Järva"
    book.save(path)
    return path


def comment(path: Path) -> object:
    return load_workbook(path)["Unga i riskzon"][COMMENT_CELL].value


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*föregående*"))


def test_the_comment_comes_back_and_the_earlier_workbook_is_kept_beside(
    xlplan: Xlplan, folder: Path, jarva: Path, kungsholmen: Path, city: Path
) -> None:
    worked_in = city.read_bytes()
    assert xlplan("merge", jarva, kungsholmen, "-o", city).exit == 0
    assert comment(city) == "Ring Järva"
    assert [path.read_bytes() for path in kept(folder)] == [worked_in]
    done = xlplan("merge", jarva, kungsholmen, "-o", city)
    assert done.out.splitlines()[-1].endswith("(oförändrad)")
    assert len(kept(folder)) == 1


def test_no_earlier_workbook_that_was_kept_is_written_over(
    xlplan: Xlplan, folder: Path, jarva: Path, kungsholmen: Path, city: Path
) -> None:
    worked_in = city.read_bytes()
    assert xlplan("merge", jarva, kungsholmen, "-o", city).exit == 0
    made = city.read_bytes()
    assert xlplan("merge", jarva, "-o", city).exit == 0
    assert {path.read_bytes() for path in kept(folder)} == {worked_in, made}
    city.write_bytes(made)
    assert xlplan("merge", jarva, "-o", city).exit == 0
    assert len(kept(folder)) == 2, "the very same bytes are kept once"


def test_one_that_is_named_gives_its_words_to_another_place(
    xlplan: Xlplan, folder: Path, jarva: Path, city: Path
) -> None:
    before = city.read_bytes()
    assert xlplan("merge", jarva, "-o", "ny.xlsx", "--previous", city).exit == 0
    assert comment(folder / "ny.xlsx") == "Ring Järva"
    assert (city.read_bytes(), kept(folder)) == (before, [])


def test_what_is_named_and_is_no_city_workbook_is_refused(xlplan: Xlplan, folder: Path, jarva: Path) -> None:
    (folder / "brev.xlsx").write_text("inget kalkylark")
    for path, said in [
        (jarva, "ingen sammanställning"),
        (folder / "brev.xlsx", "brev.xlsx"),
        (folder / "x.xlsx", "x.xlsx"),
    ]:
        done = xlplan("merge", jarva, "-o", "ny.xlsx", "--previous", path)
        assert (done.exit, len(done.lines)) == (2, 1)
        assert said in done.err
    assert not (folder / "ny.xlsx").exists()


def test_templates_and_the_summary_say_what_the_city_corrected(xlplan: Xlplan, folder: Path, jarva: Path) -> None:
    assert xlplan("merge", jarva, "--plan", "stockholm-2024").exit == 0
    [city] = (folder / "sammanstallning").iterdir()
    book = load_workbook(city)
    area = book["Unga i riskzon"]
    assert [area.cell(3, col).value for col in (7, 9)] == ["Vem", "Måluppfyllelse"]
    area["G4"], area["I4"], area["I8"] = "Avdelningschefen", "Pågår", "Uppfyllt"
    book.save(city)
    common = ("--plan", "stockholm-2024", "--from", jarva, "--district", "jarva")
    assert xlplan("generate", *common, "--round", "vb", "-o", "vb").exit == 0
    [template] = (folder / "vb").iterdir()
    assert load_workbook(template)["Unga i riskzon"]["E4"].value == "Avdelningschefen"
    left_out = xlplan("generate", *common, "--next-year", "-o", "ny").out
    assert "UNGA-01" not in left_out, "the city says that it goes on"
    assert "UNGA-05" in left_out, "the city says that it is done"
    assert xlplan("report", jarva, "--plan", "stockholm-2024", "-o", "r.html").exit == 0
    assert "Avdelningschefen" in (folder / "r.html").read_text(encoding="utf-8")


def test_an_answer_that_is_none_is_a_finding(xlplan: Xlplan, folder: Path, jarva: Path, city: Path) -> None:
    book = load_workbook(city)
    for at, text in {"A4": "Ändrad plantext", "J4": "kanske", "L4": "0123456789ab"}.items():
        book["Att avgöra"][at] = text
    book.save(city)
    done = xlplan("merge", jarva, "-o", city, "--format", "json", "--fail-on", "warning")
    assert done.exit == 1
    assert "XP621" in done.out
    assert "godta, avvisa" in done.out


def test_what_is_answered_is_no_longer_to_decide_and_templates_tell_why_they_end_with_one(
    xlplan: Xlplan, folder: Path, jarva: Path
) -> None:
    other = folder / "polisens.xlsx"
    book = load_workbook(jarva)
    book["Otrygga platser"]["C3"] = "Nattvandra varje fredag"
    book["Otrygga platser"]["D4"] = "=1+1"
    book.save(other)
    told = xlplan("merge", jarva, other, "-o", "stad.xlsx").out
    left = int(told.partition(" att avgöra")[0].split()[-1])
    book = load_workbook("stad.xlsx")
    sheet = book["Att avgöra"]
    answer = next(cell.column for cell in sheet[3] if cell.value == "Svar")
    kinds = {"Samma åtgärd?": "olika", "Olika uppgifter": "båda", "Ändrad text": "godta"}
    sheet.cell(4, answer).value = kinds[str(sheet["A4"].value)]
    book.save("stad.xlsx")
    told = xlplan("merge", jarva, other, "-o", "stad.xlsx").out
    assert int(told.partition(" att avgöra")[0].split()[-1]) == left - 1
    done = xlplan("generate", "--plan", "stockholm-2024", "--district", "jarva", "--from", jarva, "--from", other)
    assert done.exit == 1
    assert "fel XP306" in done.err
    done = xlplan("report", jarva, other, "-o", "sida.html")
    assert (done.exit, "fel XP306" in done.err) == (1, True)
