"""From a seed to our template and back: every field of every activity and area, as printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cards import source
from tests.cards.compare import check_sound, compare
from tests.cards.source import SEEDS, Seed
from tests.programs.libreoffice import Office
from xlplan import read_return

FIELDS = {"skarholmen": 204, "hasselby-vallingby-2020": 125}
every_seed = pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)


def written(seed: Seed, folder: Path) -> Path:
    path = folder / "plan.xlsx"
    path.write_bytes(source.filled(seed))
    return path


@every_seed
def test_every_field_comes_back_as_printed(seed: Seed, tmp_path: Path) -> None:
    reading = read_return(written(seed, tmp_path), seed.form)
    told = compare(seed, reading)
    print(f"{seed.name}: {told.fields} fields compared, {told.blank} of them blank")  # noqa: T201
    assert told.wrong == []
    check_sound(seed, reading)


@pytest.mark.parametrize("folder", ["handmade", "filled"])
@every_seed
def test_the_example_workbooks_say_the_same(seed: Seed, folder: str) -> None:
    name = seed.handmade if folder == "handmade" else seed.filled
    reading = read_return(source.ROOT / "examples" / folder / name, seed.form)
    told = compare(seed, reading)
    assert told.wrong == []
    check_sound(seed, reading)


@pytest.mark.parametrize("made", ["template", "handmade"])
@every_seed
def test_as_ods_too(seed: Seed, made: str, tmp_path: Path, office: Office) -> None:
    book = written(seed, tmp_path) if made == "template" else source.ROOT / "examples" / "handmade" / seed.handmade
    saved = tmp_path / seed.handmade.replace(".xlsx", ".ods")
    office.run(book, [{"do": "store", "path": str(saved)}])
    reading = read_return(saved, seed.form)
    assert compare(seed, reading).wrong == []
    check_sound(seed, reading)
