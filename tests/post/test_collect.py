"""What comes in and how: in mails, in zips, under any name, twice, from nobody known; where it lies afterwards."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import unicodedata
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from olefile import OleFileIO
from openpyxl import Workbook, load_workbook
from oxmsg.storage import Storage, Stream

from tests.cli.conftest import Xlplan
from tests.post.samples import PNG, mail, mailbox, outlook, zipped
from tests.stories.workbooks import HANDMADE, JARVA
from xlplan.post.folder import PlanFolder
from xlplan.post.origin import Attached, MailUnreadable, Origin
from xlplan.post.outlook import attached_in, attached_to_outlook_mail
from xlplan.post.parcels import Item, Noise, Trouble, open_source

DAY = "Tue, 28 Apr 2026 09:12:00 +0200"
SENDER = "asa.oberg@stad.example"
NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def sent(xlplan: Xlplan, year: Path) -> Path:
    """The folder of templates that were sent out."""
    assert xlplan("generate").exit == 0
    return year / "utskick"


def filled(sent: Path, district: str, action: str = "Nattvandring", name: str = "") -> tuple[str, bytes]:
    """A template with an action typed in, under a name; its name and bytes."""
    [path] = [path for path in sent.glob("*.xlsx") if path.stem.endswith(f"– {district}")]
    book = load_workbook(path)
    sheet = book["Unga i riskzon"]
    heading = next(cell for cells in sheet.iter_rows(max_row=6) for cell in cells if cell.value == "Åtgärd")
    sheet.cell(heading.row + 1, heading.column, action)
    target = sent.parent.parent / f"ifylld-{district}.xlsx"
    book.save(target)
    return name or path.name, target.read_bytes()


def inbox(year: Path) -> dict[str, list[str]]:
    """What lies in each folder of what came in, but for the receipts."""
    folders = sorted(path for path in (year / "inkommet").iterdir() if path.is_dir() and path.name != "_kvitton")
    return {folder.name: sorted(path.name for path in folder.iterdir()) for folder in folders}


def receipt(year: Path) -> dict[str, object]:
    [path] = (year / "inkommet" / "_kvitton").iterdir()
    told = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(told, dict)
    return told


class TestShapes:
    """However it comes, it is found, with its sender and day."""

    @pytest.fixture
    def plan(self, sent: Path) -> tuple[str, bytes]:
        return filled(sent, "Järva", name="Kopia av Åtgärdsplan (2) SLUTGILTIG.xlsx")

    def check(self, xlplan: Xlplan, year: Path, source: Path, sender: str, name: str) -> None:
        before = source.read_bytes()
        done = xlplan("collect", source)
        assert (done.exit, done.err) == (0, "")
        assert inbox(year) == {"jarva": [f"2026-04-28T0912_{name}"]}
        told = receipt(year)
        assert (told["district"], told["sender"], told["name"]) == ("jarva", sender, name)
        assert str(told["received"]).startswith("2026-04-28T09:12")
        assert source.read_bytes() == before

    def test_a_saved_mail(self, xlplan: Xlplan, year: Path, tmp_path: Path, plan: tuple[str, bytes]) -> None:
        source = tmp_path / "svar.eml"
        source.write_bytes(mail(SENDER, DAY, plan).as_bytes())
        self.check(xlplan, year, source, SENDER, plan[0])

    def test_a_zip_in_a_mail(self, xlplan: Xlplan, year: Path, tmp_path: Path, plan: tuple[str, bytes]) -> None:
        source = tmp_path / "svar.eml"
        archive = zipped(("läsmig.txt", b"hej"), (plan[0], plan[1]), ("__MACOSX/._x.xlsx", b"x"))
        source.write_bytes(mail(SENDER, DAY, ("Planer.zip", zipped(("inre.zip", archive)))).as_bytes())
        self.check(xlplan, year, source, SENDER, plan[0])

    def test_a_forwarded_mail_keeps_the_first_sender(
        self, xlplan: Xlplan, year: Path, tmp_path: Path, plan: tuple[str, bytes]
    ) -> None:
        source = tmp_path / "vidare"
        first = mail(SENDER, DAY, plan)
        source.write_bytes(mail("chef@stad.example", "Thu, 30 Apr 2026 08:00:00 +0200", inner=first).as_bytes())
        self.check(xlplan, year, source, SENDER, plan[0])

    def test_a_mailbox(self, xlplan: Xlplan, year: Path, tmp_path: Path, plan: tuple[str, bytes]) -> None:
        source = tmp_path / "Inkorg"
        thanks = mail("nils@stad.example", DAY, subject="Tack!")
        source.write_bytes(mailbox(thanks, mail(SENDER, DAY, plan), thanks))
        self.check(xlplan, year, source, SENDER, plan[0])
        assert xlplan("collect", source).out.count("mail utan arbetsbok: Tack!\n") == 2

    def test_a_mail_saved_by_outlook(self, xlplan: Xlplan, year: Path, tmp_path: Path, plan: tuple[str, bytes]) -> None:
        source = tmp_path / "svar.msg"
        day = datetime(2026, 4, 28, 9, 12, tzinfo=UTC)
        source.write_bytes(outlook(SENDER, day, ("logo.png", PNG), plan))
        self.check(xlplan, year, source, SENDER, plan[0])

    def test_a_folder_of_downloads(self, xlplan: Xlplan, year: Path, tmp_path: Path, plan: tuple[str, bytes]) -> None:
        """What lies about in it is left alone; the file's own time is when it came."""
        source = tmp_path / "Hämtade filer" / "Nytt"
        source.mkdir(parents=True)
        (source / plan[0]).write_bytes(plan[1])
        (source / f"~${plan[0]}").write_bytes(b"x")
        (source / "faktura.pdf").write_bytes(b"%PDF-1.7 x")
        (source / "semester.jpg").write_bytes(b"\xff\xd8\xff\xe0")
        when = datetime(2026, 4, 28, 9, 12).astimezone().timestamp()
        os.utime(source / plan[0], (when, when))
        done = xlplan("collect", source.parent)
        assert (done.exit, done.err) == (0, "")
        assert done.out.splitlines()[-1] == "1 nya, 2 utan arbetsbok (bilder, signaturer, andra papper)."
        assert inbox(year) == {"jarva": [f"2026-04-28T0912_{plan[0]}"]}


class TestTwice:
    def test_the_same_bytes_are_one_however_they_come(
        self, xlplan: Xlplan, year: Path, sent: Path, tmp_path: Path
    ) -> None:
        plan = filled(sent, "Järva")
        one, two = tmp_path / "a.eml", tmp_path / "b.eml"
        one.write_bytes(mail(SENDER, DAY, plan, ("kopia.xlsx", plan[1])).as_bytes())
        two.write_bytes(mail("annan@stad.example", DAY, plan).as_bytes())
        first = xlplan("collect", one)
        again = xlplan("collect", one, two)
        assert (
            first.out.splitlines()[-1]
            == "1 nya, 1 redan mottagna, 1 utan arbetsbok (bilder, signaturer, andra papper)."
        )
        assert "3 redan mottagna" in again.out.splitlines()[-1]
        assert inbox(year) == {"jarva": [f"2026-04-28T0912_{plan[0]}"]}
        assert receipt(year)["sender"] == SENDER

    def test_other_bytes_under_the_same_name_lie_beside(
        self, xlplan: Xlplan, year: Path, sent: Path, tmp_path: Path
    ) -> None:
        source = tmp_path / "svar.eml"
        plans = [filled(sent, "Järva", action) for action in ("Nattvandring", "Mentorer")]
        source.write_bytes(mail(SENDER, DAY, *plans).as_bytes())
        xlplan("collect", source)
        stem = f"2026-04-28T0912_{Path(plans[0][0]).stem}"
        assert inbox(year) == {"jarva": [f"{stem} (2).xlsx", f"{stem}.xlsx"]}

    def test_what_was_sent_out_is_no_answer(self, xlplan: Xlplan, year: Path, sent: Path) -> None:
        done = xlplan("collect", sent)
        assert (done.exit, done.out.splitlines()[-1]) == (0, "11 inte ifyllda.")
        assert inbox(year) == {}

    def test_a_run_killed_before_the_receipt_is_made_up_for(
        self, xlplan: Xlplan, year: Path, sent: Path, tmp_path: Path
    ) -> None:
        source = tmp_path / "svar.eml"
        source.write_bytes(mail(SENDER, DAY, filled(sent, "Järva")).as_bytes())
        xlplan("collect", source)
        before = receipt(year)
        shutil.rmtree(year / "inkommet" / "_kvitton")
        xlplan("collect", source)
        assert receipt(year) == before


class TestUnclear:
    def test_a_workbook_of_nobody_known_waits_for_a_persons_word(
        self, xlplan: Xlplan, year: Path, tmp_path: Path
    ) -> None:
        book = Workbook()
        sheet = book.active
        assert sheet
        sheet.title = "Unga i riskzon"
        for row in (["Orsak", "Åtgärd", "När", "Vem"], ["x", "Nattvandring", "T1", "Fältare"]):
            sheet.append(row)
        book.save(tmp_path / "plan.xlsx")
        done = xlplan("collect", tmp_path / "plan.xlsx")
        assert done.exit == 1
        assert "XP202" in done.err
        [unclear] = (year / "inkommet" / "_oklart").iterdir()
        assert f'xlplan collect --as FÖRVALTNING "{unclear.relative_to(year)}"' in done.err
        merged = xlplan("merge")
        assert merged.exit == 2
        assert "1 fil i inkommet/_oklart är inte med" in merged.err
        settled = xlplan("collect", "--as", "farsta", unclear)
        assert (settled.exit, settled.err) == (0, "")
        assert "flyttad hit" in settled.out
        assert inbox(year) == {"_oklart": [], "farsta": [unclear.name]}
        merged = xlplan("merge", "--format", "json")
        told = json.loads(merged.out)
        assert [(each["id"], each["values"]["action"]) for each in told["actions"]] == [
            ("farsta/UNGA-01", "Nattvandring")
        ]
        assert [(each["district"], each["used"]) for each in told["returns"]] == [("farsta", True)]
        assert "XP202" not in {each["code"] for each in told["findings"]}

    def test_seen_from_next_years_folder_a_return_is_of_its_own_year(
        self, xlplan: Xlplan, year: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It names neither district nor year itself; the folder it was filed in does."""
        book = Workbook()
        book.worksheets[0].append(["Orsak", "Åtgärd", "När", "Vem"])
        book.worksheets[0].append(["x", "Nattvandring", "T1", "Fältare"])
        book.save(tmp_path / "plan.xlsx")
        xlplan("collect", "--as", "farsta", tmp_path / "plan.xlsx")
        xlplan("init", folder / "nasta", "--year", 2027)
        monkeypatch.chdir(folder / "nasta")
        told = json.loads(xlplan("read", year / "inkommet").out)
        assert [(each["district"], each["year"]) for each in told["returns"]] == [("farsta", 2026)]

    def test_another_year_is_unclear_and_a_pdf_is_too(self, xlplan: Xlplan, year: Path, tmp_path: Path) -> None:
        shutil.copytree(year, tmp_path / "gammal")
        last = (year / "plan.yaml").read_text(encoding="utf-8").replace("year: 2026", "year: 2025")
        (tmp_path / "gammal" / "plan.yaml").write_text(last, encoding="utf-8")
        xlplan("generate", "--plan", tmp_path / "gammal" / "plan.yaml", "-o", tmp_path / "gammal" / "utskick")
        old = filled(tmp_path / "gammal" / "utskick", "Järva")
        source = tmp_path / "svar.eml"
        source.write_bytes(mail(SENDER, DAY, old, ("Planen.pdf", b"%PDF-1.7 plan")).as_bytes())
        done = xlplan("collect", source)
        assert done.exit == 1
        assert [code for code in ("XP205", "XP112") if code in done.err] == ["XP205", "XP112"]
        assert inbox(year) == {"_oklart": ["2026-04-28T0912_Planen.pdf", f"2026-04-28T0912_{old[0]}"]}
        unclear = year / "inkommet" / "_oklart"
        assert done.err.count("collect --as") == 1
        assert "Ta bort den när en arbetsbok har kommit i stället." in done.err
        assert f'collect --as FÖRVALTNING "inkommet/_oklart/2026-04-28T0912_{old[0]}"' in xlplan().out
        xlplan("collect", "--as", "jarva", unclear / f"2026-04-28T0912_{old[0]}")
        assert xlplan().out.splitlines()[-1].startswith("Nästa steg: se efter i inkommet/_oklart: ")
        told = json.loads(xlplan("read").out)
        assert [(each["district"], each["year"]) for each in told["returns"]] == [("jarva", 2026)]

    def test_a_persons_word_settles_the_year_too_and_times_are_read_in_it(
        self, xlplan: Xlplan, year: Path, tmp_path: Path
    ) -> None:
        old = shutil.copy(HANDMADE / JARVA, tmp_path / "Åtgärdsplan 2026 Järva.xlsx")
        assert "varning XP205 Planen gäller 2024, inte 2026." in xlplan("collect", old).err
        [path] = (year / "inkommet/_oklart").iterdir()
        xlplan("collect", "--as", "jarva", path)
        done = xlplan("check")
        assert [code for code in ("XP205", "XP215", "XP324") if code in done.out] == []

    def test_a_file_moved_by_hand_into_a_districts_folder_is_that_districts(
        self, xlplan: Xlplan, year: Path, sent: Path
    ) -> None:
        (year / "inkommet" / "farsta").mkdir()
        book = Workbook()
        sheet = book.active
        assert sheet
        sheet.append(["Orsak", "Åtgärd", "När", "Vem"])
        sheet.append(["x", "Nattvandring", "T1", "Fältare"])
        book.save(year / "inkommet" / "farsta" / "plan.xlsx")
        told = json.loads(xlplan("read").out)
        assert [each["district"] for each in told["returns"]] == ["farsta"]

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [(("--as", "järva", "x.xlsx"), "jarva"), (("finns inte.xlsx",), "XP101")],
    )
    def test_wrong_usage_is_told(self, arguments: tuple[str, ...], said: str, xlplan: Xlplan, year: Path) -> None:
        done = xlplan("collect", *arguments)
        assert done.exit in (2, 3)
        assert said in done.err

    def test_outside_a_plan_folder_there_is_nowhere_to_file(self, xlplan: Xlplan, folder: Path) -> None:
        done = xlplan("collect", ".")
        assert (done.exit, len(done.lines)) == (2, 1)
        assert "plan.yaml" in done.err


def test_a_mail_within_a_mail_of_outlook_s() -> None:
    """The inner one's properties begin 8 bytes sooner ([MS-OXMSG] 2.4); its sender and day go before the outer's."""
    inner = storage_of(outlook("inre@stad.example", datetime(2026, 4, 28, 9, 12, tzinfo=UTC), ("plan.xlsx", b"PK")))
    outer = storage_of(outlook("yttre@stad.example", datetime(2026, 5, 1, tzinfo=UTC), ("brev.msg", b"x")))
    shorter = tuple(
        Stream(each.path, each.bytes_[:24] + each.bytes_[32:]) if each.name == "__properties_version1.0" else each
        for each in inner.streams
    )
    within = Storage("__attach_version1.0_#00000000/__substg1.0_3701000D", shorter, inner.storages)
    storages = tuple(
        Storage(each.path, each.streams, (within,)) if each.name.startswith("__attach") else each
        for each in outer.storages
    )
    [found] = attached_in(Storage("", outer.streams, storages), Origin("yttre.msg", NOW))
    assert (found.name, found.content) == ("plan.xlsx", b"PK")
    assert (found.origin.sender, found.origin.received.day) == ("inre@stad.example", 28)


def storage_of(content: bytes) -> Storage:
    with OleFileIO(BytesIO(content)) as file:
        return Storage.from_ole(file)


class TestHostile:
    @pytest.mark.parametrize(
        ("name", "kept"),
        [
            ("../../../etc/passwd.xlsx", "..-..-..-etc-passwd.xlsx"),
            ("C:\\Windows\\plan.xlsx", "C--Windows-plan.xlsx"),
            ("a:b?c*d.xlsx...", "a-b-c-d.xlsx"),
            (unicodedata.normalize("NFD", "Åtgärdsplan Järva.xlsx"), "Åtgärdsplan Järva.xlsx"),
            ("plan\u202exslx.xlsx", "plan-xslx.xlsx"),
        ],
    )
    def test_a_name_cannot_leave_the_folder(
        self, name: str, kept: str, xlplan: Xlplan, year: Path, sent: Path, tmp_path: Path
    ) -> None:
        source = tmp_path / "svar.eml"
        source.write_bytes(mail(SENDER, DAY, (name, filled(sent, "Järva")[1])).as_bytes())
        assert xlplan("collect", source).exit == 0
        assert inbox(year) == {"jarva": [f"2026-04-28T0912_{kept}"]}

    def test_a_long_name_is_cut_and_stays_readable(
        self, xlplan: Xlplan, year: Path, sent: Path, tmp_path: Path
    ) -> None:
        source = tmp_path / "svar.eml"
        long = "Åtgärdsplan " * 40
        plans = [(f"{long}{end}.xlsx", filled(sent, "Järva", end)[1]) for end in "ab"]
        source.write_bytes(mail(SENDER, DAY, *plans).as_bytes())
        assert xlplan("collect", source).exit == 0
        names = inbox(year)["jarva"]
        assert len(names) == 2
        assert all(len(str(year / "inkommet" / "jarva" / name)) <= 259 and name.endswith(".xlsx") for name in names)
        assert xlplan("merge").exit in (0, 1)

    def test_containers_without_end_are_told_of(self, tmp_path: Path) -> None:
        bomb = b"x"
        for _ in range(9):
            bomb = zipped(("a.zip", bomb), ("b.txt", b"x"))
        inner = mail(SENDER, DAY)
        for _ in range(9):
            inner = mail(SENDER, DAY, inner=inner)
        for name, content in (("a.zip", bomb), ("b.eml", inner.as_bytes())):
            (tmp_path / name).write_bytes(content)
            found = list(open_source(tmp_path / name))
            assert any(isinstance(each, Trouble) for each in found)
            assert not any(isinstance(each, Item) for each in found)

    def test_a_mail_that_cannot_be_opened_is_told_of(self, xlplan: Xlplan, year: Path, tmp_path: Path) -> None:
        day = datetime(2026, 4, 28, 9, 12, tzinfo=UTC)
        (tmp_path / "svar.msg").write_bytes(outlook(SENDER, day, ("plan.xlsx", bytes(9000)))[:5000])
        done = xlplan("collect", tmp_path / "svar.msg")
        assert done.exit == 3
        assert "svar.msg: fel XP125 Mailet kunde inte öppnas" in done.err

    @settings(deadline=None, max_examples=80, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    @given(st.data())
    def test_a_damaged_mail_is_told_of_or_read(self, data: st.DataObject) -> None:
        """Bytes changed at random in a mail of Outlook's and in an ordinary one."""
        day = datetime(2026, 4, 28, 9, 12, tzinfo=UTC)
        whole = outlook(SENDER, day, ("plan.xlsx", b"PK" + bytes(5000)))
        broken = bytearray(whole)
        for place, value in data.draw(
            st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=40)
        ):
            broken[place] = value
        origin = Origin("a.msg", NOW)
        try:
            found = attached_to_outlook_mail(bytes(broken[: data.draw(st.integers(600, len(whole)))]), origin)
        except MailUnreadable:
            return
        assert all(isinstance(each, Attached) for each in found)

    @settings(deadline=None, max_examples=80, derandomize=True)
    @given(st.binary(max_size=400), st.integers(0, 900))
    def test_any_bytes_as_a_mail(self, tmp_path_factory: pytest.TempPathFactory, noise: bytes, place: int) -> None:
        whole = mail(SENDER, DAY, ("plan.pdf", b"%PDF-1.7")).as_bytes()
        source = tmp_path_factory.mktemp("m") / "svar.eml"
        source.write_bytes(whole[:place] + noise + whole[place:])
        assert all(isinstance(each, Item | Noise | Trouble) for each in open_source(source))


def test_the_plan_folder_is_the_same_whatever_the_order(xlplan: Xlplan, year: Path, sent: Path, tmp_path: Path) -> None:
    sources = []
    for number, district in enumerate(["Järva", "Farsta", "Bromma"]):
        source = tmp_path / f"{number}.eml"
        source.write_bytes(mail(SENDER, DAY, filled(sent, district)).as_bytes())
        sources.append(source)
    xlplan("collect", *sources)
    first = {path.name: path.read_bytes() for path in (year / "inkommet").rglob("*") if path.is_file()}
    shutil.rmtree(year / "inkommet")
    xlplan("collect", *reversed(sources))
    assert {path.name: path.read_bytes() for path in (year / "inkommet").rglob("*") if path.is_file()} == first
    assert len(PlanFolder(year).returns()) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")
class TestProgress:
    """Eight mails in one mailbox: how many they are is not known before they are opened."""

    def collect(self, year: Path, source: Path, stderr: int) -> str:
        command = [sys.executable, "-m", "xlplan", "collect", str(source)]
        done = subprocess.run(command, cwd=year, stdout=subprocess.PIPE, stderr=stderr, encoding="utf-8", check=True)
        return done.stdout

    @pytest.fixture
    def source(self, xlplan: Xlplan, year: Path, tmp_path: Path) -> Path:
        assert xlplan("generate").exit == 0
        answers = [filled(year / "utskick", "Järva", f"Nattvandring {number}") for number in range(8)]
        tmp_path.joinpath("Inkorg").write_bytes(mailbox(*(mail(SENDER, DAY, answer) for answer in answers)))
        return tmp_path / "Inkorg"

    def test_a_person_sees_that_it_goes_on(self, year: Path, source: Path) -> None:
        import pty

        terminal, stderr = pty.openpty()
        out = self.collect(year, source, stderr)
        os.close(stderr)
        assert b"Tar emot" in os.read(terminal, 65536)
        os.close(terminal)
        assert out.splitlines()[-1].startswith("8 nya")
        assert len(out.splitlines()) == 9

    def test_a_file_gets_no_bar(self, year: Path, source: Path, tmp_path: Path) -> None:
        with (tmp_path / "fel.txt").open("wb") as stderr:
            assert len(self.collect(year, source, stderr.fileno()).splitlines()) == 9
        assert (tmp_path / "fel.txt").read_bytes() == b""
