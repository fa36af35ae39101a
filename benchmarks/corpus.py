"""Returns to measure with: made, not collected, and the same each time.

``returns(count)`` gives a folder with ``plan.yaml``, the shipped form with as many districts as there are returns, and
``inkommet/``, one filled template for each: five area tabs, 200 prepared rows each, 20 to 60 actions in all, in the
words of two real plans (``examples/source``). Every seventh is then saved with its texts inside the cells, as some
programs do; three of ten are opened and saved by LibreOffice where it is installed.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".bench"
SOURCES = ("jarva-2024.json", "kungsholmen-2024.json")
FORM = "stockholm-2024"
PREPARED_ROWS = 200
FEWEST, MOST = 20, 60
SEED = 2024
COLUMNS = {
    "Prioriterat samverkansområde": "label",
    "Orsak": "cause",
    "Åtgärd": "action",
    "När": "when",
    "Vem": "who",
    "Uppföljning": "follow_up",
}
_FIRST = ("Norr", "Söder", "Öster", "Väster", "Lång", "Sten", "Björk", "Gran", "Lind", "Kung", "Skog", "Strand", "Ny")
_MIDDLE = ("al", "berg", "dal", "ek", "fors", "gran", "hed", "lid", "mark", "näs", "sund", "tall", "vall", "vik", "ås")
_LAST = ("by", "bo", "torp", "stad", "hem", "holm")


def returns(count: int, *, fresh: bool = False, libreoffice: bool = True) -> Path:
    """The folder with ``count`` returns; kept from an earlier run if it was made by this very program."""
    folder = KEPT / f"returns-{count}"
    stamp = folder / "made-by.txt"
    made_by = sha256(Path(__file__).read_bytes() + str(libreoffice).encode()).hexdigest()
    if not fresh and stamp.is_file() and stamp.read_text() == made_by:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    make(folder, count, libreoffice=libreoffice)
    stamp.write_text(made_by)
    return folder


def make(folder: Path, count: int, *, libreoffice: bool = False) -> None:
    """Make ``count`` returns and their form in a folder that is not there."""
    from xlplan.form.load import load_form
    from xlplan.template.workbook import template_bytes

    inbox = folder / "inkommet"
    inbox.mkdir(parents=True)
    (folder / "plan.yaml").write_text(form_text(count), encoding="utf-8")
    form = load_form(folder / "plan.yaml")
    pools = texts()
    for index, district in enumerate(form.districts):
        chance = random.Random(f"{SEED}/{index}")
        actions = list(_actions(chance, [area.key for area in form.areas], pools, district.name))
        content = template_bytes(form, district.key, actions=actions)
        if index % 7 == 3:
            content = with_inline_texts(content)
        (inbox / f"{form.title} {form.year} {district.name}.xlsx").write_bytes(content)
    if libreoffice and shutil.which("soffice"):
        files = sorted(inbox.glob("*.xlsx"))
        save_again([path for index, path in enumerate(files) if index % 10 in (1, 4, 8)])


def form_text(count: int) -> str:
    """The shipped form with other districts, so many, and more prepared rows."""
    from xlplan.form.shipped import shipped_path

    text = shipped_path(FORM).read_text(encoding="utf-8")
    text = re.sub(r"prepared_rows: \d+", f"prepared_rows: {PREPARED_ROWS}", text)
    districts = "".join(
        f"  - key: d{index:05}\n    name: {name}\n    official_name: {name} stadsdelsförvaltning\n"
        for index, name in enumerate(names(count))
    )
    return re.sub(r"(?ms)^districts:\n.*?(?=^\S)", f"districts:\n{districts}\n", text)


def names(count: int) -> list[str]:
    """So many different names of places, none within another."""
    every = [first + middle + last for last in _LAST for middle in _MIDDLE for first in _FIRST]
    more = [f"{name}-{chr(97 + again)}" for again in range(count // len(every)) for name in every]
    return [*every, *more][:count]


def texts() -> dict[str, list[str]]:
    """What the real plans say, by column key."""
    pools: dict[str, list[str]] = {key: [] for key in COLUMNS.values()}
    for source in SOURCES:
        plan = json.loads((ROOT / "examples" / "source" / source).read_text(encoding="utf-8"))
        for row in (row for area in plan["areas"] for row in area["rows"]):
            for heading, text in row.items():
                pools[COLUMNS[heading]].append(text)
    return pools


def _actions(chance: random.Random, areas: Sequence[str], pools: dict[str, list[str]], place: str) -> Iterator[object]:
    from xlplan.template.workbook import PreparedAction

    for number in range(chance.randint(FEWEST, MOST)):
        values = {key: chance.choice(pool) for key, pool in pools.items()}
        values["action"] = f"{values['action']} Gäller {place}, etapp {number + 1}."
        area = areas[number % len(areas)]
        yield PreparedAction(f"{area[:4].upper()}-{number + 1:02}", area, values)


def with_inline_texts(content: bytes) -> bytes:
    """The same workbook with each text in its cell instead of in the table of texts."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    shared = re.findall(r"<si>(.*?)</si>", parts["xl/sharedStrings.xml"].decode(), re.DOTALL)
    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            xml = re.sub(
                r'<c ([^>]*?) t="s"><v>(\d+)</v></c>',
                lambda cell: f'<c {cell[1]} t="inlineStr"><is>{shared[int(cell[2])]}</is></c>',
                parts[name].decode(),
            )
            parts[name] = xml.encode()
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def save_again(files: Sequence[Path]) -> None:
    """Open each file with LibreOffice and save it."""
    with tempfile.TemporaryDirectory(prefix="xlplan-bench-") as folder:
        profile, made = Path(folder) / "profile", Path(folder) / "made"
        command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(made)]
        for start in range(0, len(files), 50):
            some = [str(path) for path in files[start : start + 50]]
            subprocess.run([*command, *some], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for path in files:
            shutil.move(made / path.name, path)
