"""What we write is what was written last time; ``XLPLAN_ACCEPT=1 pytest tests/snapshots`` takes what is written now."""

from __future__ import annotations

import difflib
import os
import shutil
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from xml.dom.minidom import Node, Text, parseString
from zipfile import ZipFile

import pytest

from tests.stories.workbooks import form
from xlplan.template.workbook import PreparedAction, template_bytes

FOLDER = Path(__file__).parent
ACCEPT = "XLPLAN_ACCEPT"
SHOWN = 60
"""Lines of the difference that are shown."""
ACTION = PreparedAction(
    "UNGA-01",
    "unga-i-riskzon",
    {"label": "SSP", "cause": "Nyrekrytering", "action": "Navsamverkan", "when": "Under året", "who": "Samordnare"},
)
TEMPLATES = {
    "stockholm-2024-jarva": ("stockholm-2024", "jarva", [ACTION]),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_written_as_it_was(name: str) -> None:
    form_id, district, actions = TEMPLATES[name]
    written = unzipped(template_bytes(form(form_id), district, actions=actions))
    if os.environ.get(ACCEPT) == "1":
        keep(written, FOLDER / name)
    difference = list(differences(read_parts(FOLDER / name), written))
    if difference:
        shown = "\n".join(difference[:SHOWN])
        left = f"\n… and {len(difference) - SHOWN} lines more" if len(difference) > SHOWN else ""
        pytest.fail(f"{shown}{left}\n\nIf it is meant so: {ACCEPT}=1 pytest tests/snapshots", pytrace=False)


def test_a_difference_names_the_part_and_the_line() -> None:
    assert list(differences({"a.xml": "<a>\n  <b/>\n</a>"}, {"a.xml": "<a>\n  <c/>\n</a>", "d.xml": "<d/>"})) == [
        *("--- a.xml, kept", "+++ a.xml, written now", "@@ -1,3 +1,3 @@", " <a>", "-  <b/>", "+  <c/>", " </a>"),
        *("--- d.xml, kept", "+++ d.xml, written now", "@@ -0,0 +1 @@", "+<d/>"),
    ]


def unzipped(content: bytes) -> dict[str, str]:
    """The parts of a workbook as indented text, in their order; shared texts stand where they are used."""
    with ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    texts = shared_texts(parts.pop("xl/sharedStrings.xml"))
    return {name: indented(part, texts) for name, part in parts.items() if not name.startswith("xl/theme/")}


def shared_texts(part: bytes) -> list[str]:
    return [text_of(item) for item in parseString(part).getElementsByTagName("si")]


def text_of(node: Node) -> str:
    return node.data if isinstance(node, Text) else "".join(map(text_of, node.childNodes))


def indented(part: bytes, texts: list[str]) -> str:
    """XML with an element a line; a cell's text in place of its number, or one new text would change every tab."""
    document = parseString(part)
    for cell in document.getElementsByTagName("c"):
        if cell.getAttribute("t") == "s":
            [number] = [node for node in cell.getElementsByTagName("v")[0].childNodes if isinstance(node, Text)]
            number.data = texts[int(number.data)]
    return document.toprettyxml(indent="  ")


def differences(kept: Mapping[str, str], written: Mapping[str, str]) -> Iterator[str]:
    """The parts that differ, as ``diff -u`` shows them."""
    for name in sorted({*kept, *written}):
        before, after = kept.get(name, "").splitlines(), written.get(name, "").splitlines()
        yield from difflib.unified_diff(before, after, f"{name}, kept", f"{name}, written now", lineterm="")


def read_parts(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def keep(parts: Mapping[str, str], folder: Path) -> None:
    """Put the parts in the place of those that were kept."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in parts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
