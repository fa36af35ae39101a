"""Returns read over a Dask cluster make the same tables as read here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.corpus import make

ROOT = Path(__file__).resolve().parents[1]
COUNT = 200
BROKEN = "Åtgärdsplan 2024 Trasig.xlsx"


@pytest.mark.slow
def test_a_cluster_makes_the_same_tables_as_this_machine_alone(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra distributed is not installed")
    polars = pytest.importorskip("polars", reason="the extra export is not installed")
    folder, plan = tmp_path / "plan" / "inkommet", tmp_path / "plan" / "plan.yaml"
    make(tmp_path / "plan", COUNT)
    (folder / BROKEN).write_bytes(b"PK\x03\x04 no more")
    here, spread = tmp_path / "here", tmp_path / "spread"
    environment = {**os.environ, "XLPLAN_LANG": "sv"}
    commands = [
        [sys.executable, "-m", "xlplan", "read", folder, "--plan", plan, "--format", "parquet", "-o", here],
        [sys.executable, ROOT / "examples" / "dask_read.py", folder, "--plan", plan, "-o", spread],
    ]
    alone, cluster = (
        subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
        for command in commands
    )
    assert (alone.returncode, cluster.returncode) == (3, 3)
    assert BROKEN in alone.stderr
    assert BROKEN in cluster.stderr
    assert f"{COUNT} of {COUNT + 1} returns read" in cluster.stdout
    names = sorted(path.stem for path in here.glob("*.parquet"))
    assert names == sorted(path.name for path in spread.iterdir())
    for name in names:
        whole = polars.concat(map(polars.read_parquet, sorted((spread / name).iterdir())))
        assert whole.equals(polars.read_parquet(here / f"{name}.parquet")), name
    assert len({*polars.read_parquet(here / "actions.parquet")["file"]}) == COUNT
