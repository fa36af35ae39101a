"""Workbooks made by hand for tests: minimal packages, and real ones with a part changed."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Mapping
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
Content = str | bytes


def relationships(*links: tuple[str, str, str]) -> str:
    """A relationships part of (id, kind, target)."""
    rows = "".join(
        f'<Relationship Id="{id_}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for id_, kind, target in links
    )
    return f'<Relationships xmlns="{PACKAGE}">{rows}</Relationships>'


def worksheet(sheet_data: str, after: str = "", before: str = "") -> str:
    inside = f"{before}<sheetData>{sheet_data}</sheetData>{after}"
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">{inside}</worksheet>'


def workbook(titles: list[str], inside: str = "", before: str = "") -> str:
    sheets = "".join(
        f'<sheet name="{title}" sheetId="{number}" r:id="rId{number}"/>' for number, title in enumerate(titles, 1)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{before}<sheets>{sheets}</sheets>{inside}</workbook>'


def minimal_parts(
    *sheets: str,
    shared: str = "",
    styles: str = "",
    titles: list[str] | None = None,
    inside: str = "",
    before: str = "",
) -> dict[str, Content]:
    """The parts of a workbook: each sheet is the inside of its ``sheetData``, or a whole part."""
    titles = titles or [f"S{number}" for number in range(1, len(sheets) + 1)]
    links = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    parts: dict[str, Content] = {
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook(titles, inside, before),
    }
    for number, sheet in enumerate(sheets, 1):
        whole = "sheetData" in sheet or sheet.startswith("<?xml") or "sheet " in sheet[:20]
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet if whole else worksheet(sheet)
    if shared:
        links.append(("rIdS", "sharedStrings", "sharedStrings.xml"))
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}" count="9" uniqueCount="4294967295">{shared}</sst>'
    if styles:
        links.append(("rIdT", "styles", "styles.xml"))
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    parts["xl/_rels/workbook.xml.rels"] = relationships(*links)
    return parts


def package(parts: Mapping[str, Content]) -> bytes:
    """The zip of some parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zip_file:
        for name, content in parts.items():
            zip_file.writestr(name, content)
    return buffer.getvalue()


def minimal_xlsx(
    *sheets: str,
    shared: str = "",
    styles: str = "",
    titles: list[str] | None = None,
    inside: str = "",
    before: str = "",
) -> bytes:
    """A workbook with these sheets, each the inside of ``sheetData``."""
    return package(minimal_parts(*sheets, shared=shared, styles=styles, titles=titles, inside=inside, before=before))


def unpack(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as zip_file:
        return {name: zip_file.read(name) for name in zip_file.namelist()}


def doubled(data: bytes, name: str, content: Content) -> bytes:
    """The same zip with one more member of a name that it has."""
    buffer = BytesIO(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(buffer, "a") as zip_file:
            zip_file.writestr(name, content)
    return buffer.getvalue()


def filler(prefix: str, unit: str, times: int, suffix: str) -> bytes:
    return prefix.encode() + unit.encode() * times + suffix.encode()
