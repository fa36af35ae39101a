"""Places that do not want to be written to: read-only, full, deep down, or with the file open in Excel."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Xlplan
from tests.post.samples import mail
from tests.post.test_collect import DAY, SENDER, filled


def mounted(place: Path, size: str) -> None:
    """A small file system of its own, or a skip with the reason why there is none."""
    if sys.platform != "linux":
        pytest.skip("only Linux is asked for a small file system")
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "xlplan-test", str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"mount is not permitted here: {done.stderr.strip()}")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kilobytes."""
    place = tmp_path / "disk"
    mounted(place, "400k")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


class TestDisk:
    def test_a_full_disk_is_one_sentence_and_no_half_file(
        self, xlplan: Xlplan, small: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert xlplan("init", small / "plan", "--year", 2026).exit == 0
        monkeypatch.chdir(small / "plan")
        done = xlplan("generate", "--mail")
        assert done.exit == 2
        assert done.lines[-1].startswith("xlplan: ")
        assert "kan inte skrivas" in done.lines[-1]
        left = [path for path in (small / "plan").rglob("*") if path.is_file()]
        assert not [path for path in left if path.name.startswith(".xlplan-")]
        for path in left:
            if path.suffix == ".xlsx":
                load_workbook(path)

    def test_a_full_disk_loses_no_mail(
        self, xlplan: Xlplan, year: Path, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What fits is filed, the rest is told of; with room again the next run files it."""
        xlplan("generate")
        plans = [filled(year / "utskick", name) for name in ("Järva", "Farsta")]
        source = tmp_path / "svar.eml"
        source.write_bytes(mail(SENDER, DAY, *plans).as_bytes())
        xlplan("init", small / "plan", "--year", 2026)
        monkeypatch.chdir(small / "plan")
        ballast = small / "annat"
        with suppress(OSError), ballast.open("wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass
        full = xlplan("collect", source)
        assert full.exit == 2
        assert "kan inte skrivas" in full.err
        ballast.unlink()
        again = xlplan("collect", source)
        assert again.exit == 0
        assert len(list((small / "plan" / "inkommet").rglob("*.xlsx"))) == 2

    @pytest.mark.parametrize(
        "command",
        [["generate", "--mail"], ["collect", "svar.eml"], ["merge"], ["remind"], ["init", "ny", "--year", "2026"]],
    )
    def test_a_read_only_folder_is_one_sentence(
        self,
        command: list[str],
        xlplan: Xlplan,
        year: Path,
        small: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        xlplan("generate")
        plan = filled(year / "utskick", "Järva")
        other = filled(year / "utskick", "Farsta")
        monkeypatch.chdir(small)
        xlplan("init", "plan", "--year", 2026)
        monkeypatch.chdir(small / "plan")
        (tmp_path / "a.eml").write_bytes(mail(SENDER, DAY, plan).as_bytes())
        xlplan("collect", tmp_path / "a.eml")
        Path("svar.eml").write_bytes(mail(SENDER, DAY, other).as_bytes())
        subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
        done = xlplan(*command)
        assert done.exit == 2
        assert done.lines[-1].startswith("xlplan: ")
        assert "kan inte skrivas" in done.lines[-1]


class TestDeep:
    def test_a_folder_beyond_260_signs_works(
        self, xlplan: Xlplan, folder: Path, tmp_path: Path, year: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        xlplan("generate")
        source = tmp_path / "svar.eml"
        source.write_bytes(mail(SENDER, DAY, filled(year / "utskick", "Järva")).as_bytes())
        deep = folder.joinpath(*["Brottsförebyggande rådet"] * 12, "Åtgärder: 2026?")
        assert xlplan("init", deep, "--year", 2026).exit == 0
        assert len(str(deep)) > 260
        monkeypatch.chdir(deep)
        for command in (["generate", "--mail"], ["collect", source], ["status"], ["remind"], ["reply"], ["merge"], []):
            assert xlplan(*command).exit in (0, 1), command
        assert len(list((deep / "sammanstallning").iterdir())) == 1


class TestOpenInExcel:
    @pytest.mark.parametrize("lock", ["~${name}", ".~lock.{name}#"])
    def test_the_new_one_is_written_beside(self, lock: str, xlplan: Xlplan, year: Path) -> None:
        xlplan("generate", "--district", "jarva")
        [path] = (year / "utskick").iterdir()
        before = path.read_bytes()
        path.with_name(lock.format(name=path.name)).write_bytes(b"Coordinator")
        same = xlplan("generate", "--district", "jarva")
        assert (same.exit, same.err) == (0, "")
        done = xlplan("generate", "--district", "jarva", "--fields", "diarienummer=7", "--force")
        beside = path.with_name(f"{path.stem} (ny).xlsx")
        assert done.exit == 0
        assert done.err == (
            f"utskick/{path.name} är öppen i Excel eller LibreOffice och lämnades orörd. "
            f"Det nya ligger i utskick/{beside.name}.\n"
        )
        assert (path.read_bytes(), done.out) == (before, f"utskick/{beside.name}\n")
        again = xlplan("generate", "--district", "jarva", "--fields", "diarienummer=7", "--force")
        assert again.exit == 0
        assert len(list((year / "utskick").glob("*.xlsx"))) == 2 + lock.startswith("~")
