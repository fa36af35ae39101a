"""Workbooks under a password."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from xlplan.sheets import locked
from xlplan.sheets.opening import Limits, Reason, UnreadableWorkbook, open_bytes, open_workbook

from .attacks import compound

LOCKED = Path(__file__).parents[2] / "workbooks" / "locked"
PASSWORD = "hemligt"
with_extra = pytest.mark.skipif(
    importlib.util.find_spec("msoffcrypto") is None, reason="the crypto extra is not installed"
)


def refused(path: Path, password: str | None, limits: Limits | None = None) -> UnreadableWorkbook:
    with pytest.raises(UnreadableWorkbook) as caught:
        open_workbook(path, password=password, limits=limits or Limits())
    return caught.value


@with_extra
@pytest.mark.parametrize("name", ["plan.xlsx", "plan.xls"])
def test_the_right_password_opens_it(name: str) -> None:
    book = open_workbook(LOCKED / name, password=PASSWORD)
    assert book.format == name.partition(".")[2]
    assert book.sheets[0].cells[2, 2].text == "Åtgärdsplan: Unga i riskzon"


@with_extra
@pytest.mark.parametrize("name", ["plan.xlsx", "plan.xls"])
def test_a_wrong_password_and_none(name: str) -> None:
    assert refused(LOCKED / name, "fel").reason is Reason.WRONG_PASSWORD
    assert refused(LOCKED / name, "").reason is Reason.WRONG_PASSWORD
    assert refused(LOCKED / name, None).reason is Reason.ENCRYPTED


def test_opendocument_is_not_unlocked() -> None:
    assert refused(LOCKED / "plan.ods", PASSWORD).reason is Reason.ENCRYPTED


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.xls"])
def test_without_the_extra(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locked, "find_spec", lambda _name: None)
    error = refused(LOCKED / name, PASSWORD)
    assert (error.reason, error.detail) == (Reason.ENCRYPTED, locked.NO_EXTRA)


@with_extra
def test_a_workbook_that_excel_locks_without_asking_opens_unasked() -> None:
    from io import BytesIO

    from msoffcrypto.format.ooxml import OOXMLFile

    target = BytesIO()
    with (LOCKED.parent / "xlsxwriter" / "plan.xlsx").open("rb") as source:
        OOXMLFile(source).encrypt("VelvetSweatshop", target)
    assert open_bytes(target.getvalue()).sheets[0].title == "Unga i riskzon"


@with_extra
def test_damage_is_refused(tmp_path: Path) -> None:
    data = (LOCKED / "plan.xlsx").read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(data[: len(data) // 2])
    assert refused(path, PASSWORD).reason in (Reason.DAMAGED, Reason.UNKNOWN, Reason.ENCRYPTED)


@with_extra
def test_a_process_that_takes_too_much_ends() -> None:
    error = refused(LOCKED / "plan.xlsx", PASSWORD, Limits(process_bytes=20_000_000))
    assert error.reason is Reason.DAMAGED
    with pytest.raises(UnreadableWorkbook):
        open_bytes(compound(b"EncryptedPackage".ljust(5000)), password=PASSWORD)


def test_what_is_not_locked_needs_no_password() -> None:
    assert open_workbook(LOCKED.parent / "xlsxwriter" / "plan.xlsx", password="x").format == "xlsx"
