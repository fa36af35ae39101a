"""The gate: what is let in, and what a file is called that is not."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from xlplan.sheets.opening import Limits, Reason, UnreadableWorkbook, open_bytes, open_workbook

from .packages import minimal_parts, minimal_xlsx, package, relationships

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)
GOOD = minimal_xlsx("<row><c><v>1</v></c></row>")


def ole(*streams: str) -> bytes:
    return OLE + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


def refused(data: bytes, limits: Limits | None = None) -> Reason:
    with pytest.raises(UnreadableWorkbook) as caught:
        open_bytes(data, limits=limits or Limits())
    return caught.value.reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (bytes(5000), Reason.DAMAGED),
        (ole("Root Entry", "EncryptedPackage"), Reason.ENCRYPTED),
        (OLE + b"x" + "EncryptedPackage".encode("utf-16-le"), Reason.ENCRYPTED),
        (ole("Root Entry", "Workbook"), Reason.OLD_EXCEL),
        (ole("Root Entry", "Book"), Reason.OLD_EXCEL),
        (ole("Root Entry", "WordDocument", "Workbook"), Reason.WORD),
        (ole("Root Entry", "PowerPoint Document"), Reason.POWERPOINT),
        (ole("Root Entry", "__substg1.0_0037001F"), Reason.UNKNOWN),
        (b"\x09\x08\x10\x00\x00\x06", Reason.OLD_EXCEL),
        (b"<!DOCTYPE html><html><table><tr><td>1", Reason.HTML),
        (b"\xef\xbb\xbf\n<table border=1>", Reason.HTML),
        ("<html xmlns:x='urn:schemas-microsoft-com:office:excel'>".encode("utf-16"), Reason.HTML),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", Reason.HTML),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', Reason.XML_2003),
        (b"%PDF-1.7\n%\xe2\xe3", Reason.PDF),
        (b"{\\rtf1 hej", Reason.WORD),
        ("Åtgärd;När\nSSP;2024\n".encode(), Reason.TEXT),
        ("Åtgärd;När\n".encode("cp1252"), Reason.TEXT),
        ("Åtgärd\tNär\n".encode("utf-16"), Reason.TEXT),
        (b"\x7fELF\x02\x01\x01\x00\x00", Reason.UNKNOWN),
        (b"PK\x05\x06" + bytes(18), Reason.OTHER_ZIP),
        (GOOD[:-40], Reason.TRUNCATED),
        (GOOD[: len(GOOD) // 2], Reason.TRUNCATED),
    ],
)
def test_a_file_that_is_no_workbook_is_told_by_its_content(data: bytes, reason: Reason) -> None:
    assert refused(data) is reason


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}, Reason.ODS),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}, Reason.OTHER_ZIP),
        ({"META-INF/manifest.xml": "<x/>", "content.xml": "<x/>"}, Reason.ODS),
        ({"xl/workbook.bin": b"\x83\x01\x00"}, Reason.NO_SHEETS),
        ({"_rels/.rels": relationships(("1", "officeDocument", "a.bin")), "a.bin": b"\x83\x01\x00"}, Reason.NO_SHEETS),
        ({"word/document.xml": "<w:document xmlns:w='w'/>"}, Reason.WORD),
        ({"_rels/.rels": relationships(("1", "officeDocument", "d.xml")), "d.xml": "<document/>"}, Reason.WORD),
        ({"ppt/presentation.xml": "<presentation/>"}, Reason.POWERPOINT),
        ({"photo.jpg": b"\xff\xd8"}, Reason.OTHER_ZIP),
        ({"xl/worksheets/sheet1.xml": "<worksheet/>"}, Reason.DAMAGED),
        ({"xl/workbook.xml": "<workbook/>"}, Reason.NO_SHEETS),
        ({"xl/workbook.xml": "<workbook"}, Reason.DAMAGED),
    ],
)
def test_a_zip_that_is_no_workbook(parts: dict[str, str | bytes], reason: Reason) -> None:
    assert refused(package(parts)) is reason


def test_every_cut_and_every_flipped_byte_is_read_or_refused() -> None:
    for place in range(0, len(GOOD), 7):
        for data in (GOOD[:place], GOOD[:place] + bytes([GOOD[place] ^ 0xFF]) + GOOD[place + 1 :]):
            with suppress(UnreadableWorkbook):
                assert len(open_bytes(data).sheets) == 1


def test_files_that_are_not_there_or_not_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    expected = {
        "nej.xlsx": Reason.NOT_FOUND,
        "nej\0.xlsx": Reason.NOT_FOUND,
        ".": Reason.NOT_A_FILE,
        "pipe.xlsx": Reason.NOT_A_FILE,
        "/dev/zero": Reason.NOT_A_FILE,
        "loop": Reason.UNKNOWN,
    }
    for name, reason in expected.items():
        with pytest.raises(UnreadableWorkbook) as caught:
            open_workbook(tmp_path / name)
        assert caught.value.reason is reason, name


def test_a_link_and_a_false_extension_are_followed(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(GOOD)
    (tmp_path / "länk").symlink_to(tmp_path / "plan.pdf")
    assert open_workbook(tmp_path / "länk").sheets[0].cells[1, 1].text == "1"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_bytes(GOOD)

    def deny(*_: object) -> int:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(os, "open", deny)
    with pytest.raises(UnreadableWorkbook) as caught:
        open_workbook(tmp_path / "a.xlsx")
    assert caught.value.reason is Reason.NO_PERMISSION


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(GOOD)
    with pytest.raises(UnreadableWorkbook) as caught:
        open_workbook(tmp_path / "a.xlsx", limits=Limits(file_bytes=len(GOOD) - 1))
    assert caught.value.reason is Reason.TOO_LARGE
    assert refused(GOOD, Limits(file_bytes=10)) is Reason.TOO_LARGE


@pytest.mark.parametrize(
    ("extra", "content_type", "told"),
    [
        ({}, "sheet.main", "xlsx"),
        ({"xl/vbaProject.bin": b"\0"}, "sheet.macroEnabled.main", "xlsm"),
        ({}, "template.main", "xltx"),
        ({"xl/vbaProject.bin": b"\0"}, "template.macroEnabled.main", "xltm"),
    ],
)
def test_the_format_is_told_by_content(extra: dict[str, bytes], content_type: str, told: str) -> None:
    types = f'<Types><Override PartName="/xl/workbook.xml" ContentType="application/{content_type}+xml"/></Types>'
    parts = minimal_parts("") | {"[Content_Types].xml": types} | extra
    assert open_bytes(package(parts)).format == told


def test_reading_loads_no_spreadsheet_library(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(GOOD)
    code = "import sys; from pathlib import Path; from xlplan.sheets.opening import open_workbook"
    code += "; open_workbook(Path(sys.argv[1]))"
    code += "; sys.exit(bool({'openpyxl', 'python_calamine', 'xlsxwriter', 'lxml'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code, tmp_path / "a.xlsx"], check=False).returncode == 0
