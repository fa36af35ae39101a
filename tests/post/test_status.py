"""Who has answered, who is missing, what goes back to whom."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Xlplan
from tests.post.conftest import Taker, opened
from tests.post.samples import mail
from tests.post.test_collect import SENDER, filled
from xlplan.post.days import left_text
from xlplan.post.sending import Server

HEADINGS = "Förvaltning Utskick Inkom Från Områden Åtgärder Uppföljda Fel Varn. Fil Läge"
EARLY, LATE = "Tue, 28 Apr 2026 09:12:00 +0200", "Fri, 1 May 2026 08:00:00 +0200"


@pytest.fixture
def begun(xlplan: Xlplan, year: Path, tmp_path: Path) -> Path:
    """Järva has answered in time and once more, Farsta late, from an address that is not in the form; others not."""
    xlplan("generate", "--mail")
    sources = []
    for number, (district, action, day) in enumerate(
        [("Järva", "Mentorer", EARLY), ("Järva", "Nattvandring", LATE), ("Farsta", "Trygghetsvandring", LATE)]
    ):
        source = tmp_path / f"{number}.eml"
        source.write_bytes(mail(SENDER, day, filled(year / "utskick", district, action)).as_bytes())
        sources.append(source)
    assert xlplan("collect", *sources).exit == 0
    return year


class TestStatus:
    def test_each_district_as_it_stands(self, xlplan: Xlplan, begun: Path) -> None:
        done = xlplan("status", "--today", "2026-05-03", "--format", "json")
        assert done.exit == 0
        board = json.loads(done.out)
        rows = {row.pop("district"): row for row in board["districts"]}
        assert (board["round"], board["due"]) == ("plan", "2026-04-30")
        assert rows["bromma"] == {
            "sent": "draft",
            "sent_on": None,
            "state": "overdue",
            "days": -3,
            "files": 0,
            "file": None,
            "received": None,
            "sender": None,
            "areas": 0,
            "actions": 0,
            "followed_up": None,
            "errors": 0,
            "warnings": 0,
        }
        assert rows["jarva"] | {"warnings": 0} == {
            "sent": "draft",
            "sent_on": None,
            "state": "in-late",
            "days": -1,
            "files": 2,
            "file": "2026-05-01T0800_Åtgärdsplan 2026 – Järva.xlsx",
            "received": "2026-05-01T08:00+02:00",
            "sender": SENDER,
            "areas": 1,
            "actions": 1,
            "followed_up": None,
            "errors": 0,
            "warnings": 0,
        }
        assert rows["farsta"]["actions"] == 1
        totals = board["totals"]
        assert (totals["came"], totals["late"], totals["missing"], totals["actions"]) == (2, 2, 9, 2)

    def test_the_table_says_the_same(self, xlplan: Xlplan, begun: Path) -> None:
        done = xlplan("status", "--today", "2026-04-29")
        title, _, headings, *rows, _, total = done.out.splitlines()
        assert title == "Åtgärdsplan 2026, omgången Plan. Sista dag: 30 april 2026 (en dag kvar). Läget 29 april 2026."
        assert " ".join(headings.split()) == HEADINGS
        assert len(rows) == 11
        [bromma] = [row for row in rows if row.startswith("Bromma")]
        assert bromma.split(maxsplit=2) == ["Bromma", "utkast", "saknas, en dag kvar"]
        [jarva] = [row for row in rows if row.startswith("Järva")]
        assert jarva.endswith("2026-05-01T0800_Åtgärdsplan 2026 – Järva.xlsx (+1 tidigare)  har svarat, en dag sen")
        assert total.startswith("2 av 11 har svarat, 2 för sent; 9 saknas. 2 åtgärder, 0 fel, ")

    def test_a_follow_up_counts_when_it_is_written_in(self, xlplan: Xlplan, begun: Path, tmp_path: Path) -> None:
        """Järva's plan has no follow-up yet; Farsta's comes back with one, in the plan itself."""
        from openpyxl import load_workbook

        [farsta] = (begun / "inkommet" / "farsta").iterdir()
        book = load_workbook(farsta)
        sheet = book["Unga i riskzon"]
        heading = next(cell for row in sheet.iter_rows(max_row=6) for cell in row if cell.value == "Uppföljning")
        sheet.cell(heading.row + 1, heading.column, "Målet är uppfyllt.")
        book.save(tmp_path / "farsta.xlsx")
        xlplan("collect", tmp_path / "farsta.xlsx")
        rows = json.loads(xlplan("status", "--round", "vb", "--format", "json").out)["districts"]
        came = {row["district"]: row["followed_up"] for row in rows if row["files"]}
        assert came == {"farsta": 1}

    def test_nothing_has_come(self, xlplan: Xlplan, year: Path) -> None:
        done = xlplan("status", "--today", "2026-04-01")
        assert (done.exit, done.err) == (0, "")
        assert "0 av 11 har svarat" in done.out

    @pytest.mark.parametrize(
        ("today", "said"),
        [
            (date(2026, 4, 30), "sista dagen är i dag"),
            (date(2026, 4, 29), "en dag kvar"),
            (date(2026, 5, 10), "10 dagar sen"),
        ],
    )
    def test_days_in_words(self, today: date, said: str) -> None:
        assert left_text(date(2026, 4, 30), today, "sv") == said


class TestRemind:
    def test_only_those_who_are_missing_at_their_address_in_the_form(self, xlplan: Xlplan, begun: Path) -> None:
        done = xlplan("remind", "--today", "2026-05-03")
        assert done.exit == 0
        drafts = {path.name: opened(path.read_bytes()) for path in (begun / "utskick" / "paminnelser").iterdir()}
        assert len(drafts) == 9
        assert "2026-05-03 Järva.eml" not in drafts
        addresses = {message["To"] for message in drafts.values()}
        assert addresses == {None, *(f"{key}@stad.example" for key in missing(xlplan) if key != "bromma")}
        body = drafts["2026-05-03 Kungsholmen.eml"].get_body(("plain",))
        assert body
        assert "Sista dag: 30 april 2026 (3 dagar sen)" in body.get_content()

    def test_again_the_same_day_is_the_same(self, xlplan: Xlplan, begun: Path) -> None:
        xlplan("remind", "--today", "2026-05-03")
        again = xlplan("remind", "--today", "2026-05-03")
        assert again.exit == 0
        assert all(line.endswith("(oförändrad)") for line in again.out.splitlines())


class TestReply:
    def test_the_marked_copy_and_a_letter_to_the_form_s_address(self, xlplan: Xlplan, begun: Path) -> None:
        done = xlplan("reply", "--from", "warning")
        assert done.exit == 0
        [draft] = (begun / "svar").glob("Järva*.eml")
        message = opened(draft.read_bytes())
        assert (message["To"], message["X-Unsent"]) == ("jarva@stad.example", "1")
        body = message.get_body(("plain",))
        assert body
        assert "Tack för arbetsboken ”Åtgärdsplan 2026 – Järva.xlsx”" in body.get_content()
        [attached] = message.iter_attachments()
        copy = begun / "svar" / "2026-05-01T0800_Åtgärdsplan 2026 – Järva.xlsx"
        assert attached.get_filename() == "Åtgärdsplan 2026 – Järva.xlsx"
        assert attached.get_content() == copy.read_bytes()
        assert not any(SENDER.encode() in path.read_bytes() for path in (begun / "svar").glob("*.eml"))

    def test_who_has_nothing_to_mend_gets_no_mail(self, xlplan: Xlplan, begun: Path) -> None:
        done = xlplan("reply", "--from", "error")
        assert (done.exit, done.out) == (0, "Ingen inlämning har något att se över.\n")

    def test_it_can_be_sent(
        self, xlplan: Xlplan, begun: Path, post_office: tuple[Taker, Server], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        taker, server = post_office
        for key, value in {"HOST": server.host, "PORT": str(server.port), "TLS": "none"}.items():
            monkeypatch.setenv(f"XLPLAN_SMTP_{key}", value)
        assert xlplan("reply", "--smtp").exit == 0
        assert xlplan("reply", "--smtp").out.count("redan skickat") == 2
        assert sorted(str(message["To"]) for message in taker.taken) == ["farsta@stad.example", "jarva@stad.example"]


def missing(xlplan: Xlplan) -> list[str]:
    rows = json.loads(xlplan("status", "--format", "json").out)["districts"]
    return [row["district"] for row in rows if not row["files"]]
