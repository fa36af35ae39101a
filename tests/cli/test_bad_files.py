"""Files that cannot be read: one line each on stderr, exit code 3, and the good file is read all the same."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Xlplan
from tests.unit.sheets.packages import MAIN, doubled, filler, minimal_parts, minimal_xlsx, package, unpack

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = filler(f'<worksheet xmlns="{MAIN}"><sheetData>', "<row/>", 8_000_000, "</sheetData></worksheet>")
SHEET = "xl/worksheets/sheet1.xml"


def stream(name: str) -> bytes:
    """An OLE file with a stream of that name in its directory."""
    return OLE + b"\0" * 1016 + (name.encode("utf-16-le") + b"\0" * 128)[:128] + b"\0" * 512


def make_with_doctype(good: bytes) -> bytes:
    parts = unpack(good)
    return package(parts | {"xl/workbook.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + parts["xl/workbook.xml"][55:]})


BAD: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "plan.csv": (lambda _: "Orsak;Åtgärd\nA;B\n".encode(), "XP115"),
    "plan.pdf": (lambda _: b"%PDF-1.7\n...", "XP112"),
    "tom.xlsx": (lambda _: b"", "XP105"),
    "lösenord.xlsx": (lambda _: stream("EncryptedPackage"), "XP106"),
    "gammal.xls": (lambda _: stream("Workbook"), "XP107"),
    "avhuggen.xlsx": (lambda good: good[: len(good) // 2], "XP117"),
    "skadad.xlsx": (lambda good: doubled(good, SHEET, "<worksheet/>"), "XP118"),
    "bomb.xlsx": (lambda _: package(minimal_parts("<row/>") | {SHEET: BOMB}), "XP119"),
    "doctype.xlsx": (make_with_doctype, "XP120"),
    "brev.docx": (lambda _: package({"word/document.xml": "<w:document xmlns:w='w'/>"}), "XP113"),
    "bilder.zip": (lambda _: package({"foto.jpg": b"\xff\xd8"}), "XP116"),
    "slump.xlsx": (lambda _: bytes(range(256)), "XP122"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_workbook(name: str, xlplan: Xlplan, folder: Path, jarva: Path) -> None:
    make, code = BAD[name]
    (folder / name).write_bytes(make(jarva.read_bytes()))
    done = xlplan("read", name, jarva)
    assert done.exit == 3
    [line] = done.lines
    assert line.startswith(f"{name}: fel {code} ")
    assert [len(line) for line in done.lines if len(line) > 300] == []
    [reading] = json.loads(done.out)["returns"]
    assert sum(len(area["actions"]) for area in reading["areas"]) == 17


@pytest.mark.parametrize(("kind", "code"), [("finns inte.xlsx", "XP101"), ("rör.xlsx", "XP102"), ("enhet", "XP102")])
def test_a_name_that_is_no_file(kind: str, code: str, program: Xlplan, folder: Path, jarva: Path) -> None:
    """A pipe that nobody writes to must not be waited for."""
    os.mkfifo(folder / "rör.xlsx")
    (folder / "enhet").symlink_to("/dev/zero")
    done = program("read", kind, jarva)
    assert done.exit == 3
    [line] = done.lines
    assert line.startswith(f"{kind}: fel {code} ")
    assert len(json.loads(done.out)["returns"]) == 1


def test_all_of_them_at_once_as_a_program(program: Xlplan, folder: Path, jarva: Path) -> None:
    for name, (make, _) in BAD.items():
        (folder / name).write_bytes(make(jarva.read_bytes()))
    done = program("read", *BAD, "finns inte.xlsx", jarva)
    assert done.exit == 3
    assert [line.split(": fel ")[0] for line in done.lines] == [*BAD, "finns inte.xlsx"]
    assert len(json.loads(done.out)["returns"]) == 1


def test_told_in_english_when_asked(xlplan: Xlplan, folder: Path) -> None:
    (folder / "a.xlsx").write_bytes(b"")
    done = xlplan("read", "a.xlsx", "--lang", "en")
    assert done.err == "a.xlsx: error XP105 The file is empty. The file has to be sent in again.\n"
    assert json.loads(done.out) == {"schema_version": 1, "returns": []}


def test_a_name_with_a_line_break_or_an_escape_stays_on_its_line(xlplan: Xlplan, folder: Path) -> None:
    (folder / "a\nfel XP999 \x1b[31m.xlsx").write_bytes(b"")
    [line] = xlplan("read", "a\nfel XP999 \x1b[31m.xlsx").lines
    assert "\x1b" not in line
    assert line.startswith("a fel XP999")


def test_merge_goes_on_without_them(xlplan: Xlplan, folder: Path, jarva: Path) -> None:
    (folder / "tom.xlsx").write_bytes(b"")
    done = xlplan("merge", "tom.xlsx", jarva, "-o", "stad.xlsx")
    assert done.exit == 3
    assert [line.split(" ")[2] for line in done.lines] == ["XP105"]
    assert done.out.startswith("17 åtgärder från 1 inlämning")
    assert (folder / "stad.xlsx").is_file()


def test_merge_of_nothing_readable_makes_no_workbook(xlplan: Xlplan, folder: Path) -> None:
    (folder / "tom.xlsx").write_bytes(b"")
    done = xlplan("merge", "tom.xlsx", "-o", "stad.xlsx")
    assert (done.exit, len(done.lines), done.out) == (3, 2, "")
    assert not (folder / "stad.xlsx").exists()


@pytest.mark.parametrize("command", ["read", "merge"])
def test_an_empty_folder_is_wrong_usage(command: str, xlplan: Xlplan, folder: Path) -> None:
    (folder / "tom").mkdir()
    (folder / "tom" / "läsmig.txt").write_text("inga arbetsböcker här")
    done = xlplan(command, "tom")
    assert (done.exit, done.out) == (2, "")
    assert done.lines == ["xlplan: mappen tom innehåller inga arbetsböcker."]


def test_an_empty_folder_beside_a_good_file_is_told_in_one_line(xlplan: Xlplan, folder: Path, jarva: Path) -> None:
    (folder / "tom").mkdir()
    done = xlplan("read", "tom", jarva, "--fail-on", "never")
    assert (done.exit, len(json.loads(done.out)["returns"])) == (3, 1)
    assert done.lines == [
        "tom: fel XP102 Det här är ingen vanlig fil, eller en mapp utan arbetsböcker. Ange en arbetsbok."
    ]


def test_a_name_longer_than_any_file_has_is_told_in_one_line(xlplan: Xlplan, folder: Path, jarva: Path) -> None:
    done = xlplan("read", folder / ("x" * 4000), jarva, "--fail-on", "never")
    assert (done.exit, len(json.loads(done.out)["returns"])) == (3, 1)
    [line] = done.lines
    assert "fel XP101 Filen finns inte." in line


def test_a_folder_is_read_with_all_its_workbooks_and_without_its_lock_files(
    xlplan: Xlplan, folder: Path, jarva: Path, kungsholmen: Path
) -> None:
    inbox = folder / "inkommet" / "maj"
    inbox.mkdir(parents=True)
    jarva.rename(inbox / "jarva.xlsx")
    kungsholmen.rename(inbox.parent / "Kungsholmen.XLSX")
    (inbox / "~$jarva.xlsx").write_bytes(b"\x05Anna")
    (inbox / ".~lock.jarva.xlsx#").write_bytes(b",anna,dator;")
    (inbox / "brev.txt").write_text("hej")
    (inbox / "mapp.xlsx").mkdir()
    done = xlplan("read", "inkommet")
    assert [each["file"] for each in json.loads(done.out)["returns"]] == ["Kungsholmen.XLSX", "jarva.xlsx"]
    assert done.exit == 0
    [line] = done.lines
    assert "~$jarva.xlsx" in line
    assert "låsfil" in line


def test_a_folder_with_nothing_but_a_lock_file_gives_nothing(xlplan: Xlplan, folder: Path) -> None:
    (folder / "~$jarva.xlsx").write_bytes(b"\x05Anna")
    done = xlplan("read", folder)
    assert done.exit == 2
    assert done.out == ""


def test_a_workbook_that_points_at_a_text_it_does_not_hold_is_read(xlplan: Xlplan, folder: Path) -> None:
    row = '<row r="1"><c r="A1" t="s"><v>7</v></c></row>'
    (folder / "järva.xlsx").write_bytes(minimal_xlsx(row, shared="<si><t>x</t></si>"))
    done = xlplan("read", "järva.xlsx", "--fail-on", "never")
    [reading] = json.loads(done.out)["returns"]
    assert reading["cells"]["unplaced"] == [{"sheet": "S1", "cell": "A1", "value": "#TEXT!"}]
    assert done.exit == 0
    assert any(each["cell"] == "A1" and each["severity"] != "info" for each in reading["findings"])
