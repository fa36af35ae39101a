"""A whole round by mail, on this machine: eleven mails out, answers back as people send them, the board, merged.

Three districts type in LibreOffice, the others with openpyxl; the mails go through a real mail server both ways.
"""

from __future__ import annotations

import json
import smtplib
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.conftest import Xlplan
from tests.conftest import Fill
from tests.post.conftest import Taker, folder, opened, post_office, xlplan, year
from tests.post.samples import File, mail, mailbox, outlook, zipped
from tests.programs.jobs import Typing, job
from xlplan import load_form
from xlplan.post.sending import Server

__all__ = ["folder", "post_office", "xlplan", "year"]

TAB = "Unga i riskzon"
IN_TIME, TOO_LATE = "Tue, 28 Apr 2026 09:12:00 +0200", "Mon, 4 May 2026 15:00:00 +0200"
PROGRAMS = {"bromma": "libreoffice", "farsta": "libreoffice", "jarva": "libreoffice"}
RENAMED = "Kopia av Åtgärdsplan (2) SLUTGILTIG.xlsx"
SILENT = ["enskede-arsta-vantor", "norra-innerstaden"]
CAME = [
    *("bromma", "farsta", "hagersten-alvsjo", "hasselby-vallingby", "jarva"),
    *("kungsholmen", "skarpnack", "sodermalm"),
]
OWNERLESS = "jarva"
"""Writes no owner, and gets a letter about it."""


def texts(key: str) -> dict[str, str]:
    """What a district writes."""
    written = {"Orsak": f"Otrygghet i {key}", "Åtgärd": f"Nattvandring i {key} – åäö", "När": "T1", "Vem": "Fältare"}
    if key == OWNERLESS:
        del written["Vem"]
    return written


def typed(fill: Fill, key: str, template: bytes, name: str, desk: Path) -> bytes:
    """A template as it comes back from a district."""
    blank, done = desk / f"{key}-tom.xlsx", desk / f"{key}.xlsx"
    blank.write_bytes(template)
    typing = [Typing(sheet=TAB, heading=h, row_after_header=1, text=text) for h, text in texts(key).items()]
    fill(PROGRAMS.get(key, "openpyxl"), job(blank, done, typing))
    return done.read_bytes()


def nobody_s() -> bytes:
    """A plan that says nowhere whose it is."""
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.title = TAB
    sheet.append(["Orsak", "Åtgärd", "När", "Vem"])
    sheet.append(["Otrygghet", "Belysning", "T1", "Fältare"])
    path = Path("utan-avsandare.xlsx")
    book.save(path)
    content = path.read_bytes()
    path.unlink()
    return content


def returned(books: dict[str, File], old: File) -> list[EmailMessage]:
    """The answers but Södermalm's, each in its own shape."""

    def answer(key: str, *files: File, day: str = IN_TIME, inner: EmailMessage | None = None) -> EmailMessage:
        return mail(f"nagon.i.{key}@annan.example", day, *files, inner=inner)

    return [
        mail("nagon.i.bromma@annan.example", IN_TIME, subject="Tack, vi återkommer!"),
        answer("bromma", books["bromma"]),
        answer("farsta", ("Planer.zip", zipped(books["farsta"])), day=TOO_LATE),
        answer("jarva", books["jarva"], books["skarpnack"]),
        answer("chef", inner=answer("kungsholmen", books["kungsholmen"])),
        answer("hagersten", books["hagersten-alvsjo"]),
        answer("hagersten", books["hagersten-alvsjo"], day=TOO_LATE),
        answer("hasselby", (RENAMED, books["hasselby-vallingby"][1])),
        answer("skarholmen", old),
        answer("okand", ("plan.xlsx", nobody_s())),
    ]


@pytest.mark.needs("libreoffice")
def test_a_round_by_mail(
    xlplan: Xlplan,
    year: Path,
    post_office: tuple[Taker, Server],
    fill: Fill,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taker, server = post_office
    plan = year / "plan.yaml"
    text = plan.read_text(encoding="utf-8").replace("email: # ", "email: bromma@stad.example # ")
    plan.write_text(text, encoding="utf-8")
    form = load_form(plan)
    for key, value in {"HOST": server.host, "PORT": str(server.port), "TLS": "none"}.items():
        monkeypatch.setenv(f"XLPLAN_SMTP_{key}", value)

    # Out: eleven mails, each to its district, with its own workbook.
    assert xlplan("generate", "--smtp", "--today", "2026-04-01").exit == 0
    out = {str(message["To"]).partition("@")[0]: message for message in taker.taken}
    assert sorted(out) == sorted(district.key for district in form.districts)
    templates: dict[str, File] = {}
    for key, message in out.items():
        [attached] = message.iter_attachments()
        templates[key] = (str(attached.get_filename()), attached.get_content())
        assert (year / "utskick" / templates[key][0]).read_bytes() == templates[key][1]

    # Filled in, and mailed back through the server.
    books = {key: (name, typed(fill, key, content, name, tmp_path)) for key, (name, content) in templates.items()}
    last = tmp_path / "plan-2025.yaml"
    last.write_text(text.replace("year: 2026", "year: 2025"), encoding="utf-8")
    xlplan("generate", "--plan", last, "--district", "skarholmen", "-o", tmp_path / "2025")
    [old] = (tmp_path / "2025").iterdir()
    answers = returned(books, (old.name, typed(fill, "skarholmen", old.read_bytes(), old.name, tmp_path)))
    taker.taken.clear()
    with smtplib.SMTP(server.host, server.port) as connection:
        for message in answers:
            connection.send_message(message)
    assert len(taker.taken) == len(answers)
    (tmp_path / "Inkorg").write_bytes(mailbox(*(opened(message.as_bytes()) for message in taker.taken)))
    day = datetime(2026, 4, 30, 12, 0, tzinfo=UTC)
    saved = outlook("nagon.i.sodermalm@annan.example", day, books["sodermalm"])
    (tmp_path / "Södermalms svar.msg").write_bytes(saved)

    # In: all found, one known already, two unclear.
    done = xlplan("collect", tmp_path / "Inkorg", tmp_path / "Södermalms svar.msg")
    assert done.exit == 1
    assert done.out.splitlines()[-1].startswith("8 nya, 1 redan mottagna, 2 oklara, ")
    assert {code for code in ("XP202", "XP205") if code in done.err} == {"XP202", "XP205"}
    assert sorted(path.name for path in (year / "inkommet").iterdir() if path.name[0] != "_") == CAME

    # The board, to the letter.
    board = json.loads(xlplan("status", "--today", "2026-05-05", "--format", "json").out)
    rows = {row["district"]: row for row in board["districts"]}
    assert [key for key, row in rows.items() if row["state"] == "overdue"] == [*SILENT, "skarholmen"]
    assert [key for key, row in rows.items() if row["state"] == "in-late"] == ["farsta"]
    assert {(row["sent"], row["files"]) for key, row in rows.items() if key in CAME} == {("sent", 1)}
    assert {(row["areas"], row["actions"]) for key, row in rows.items() if key in CAME} == {(1, 1)}
    assert {key: row["days"] for key, row in rows.items()} == {
        **dict.fromkeys(CAME, 2),
        **dict.fromkeys([*SILENT, "skarholmen"], -5),
        "farsta": -4,
        "sodermalm": 0,
    }
    assert rows["hasselby-vallingby"]["file"] == f"2026-04-28T0912_{RENAMED}"
    senders = {key: row["sender"] for key, row in rows.items() if row["files"]}
    assert senders == {
        **{key: f"nagon.i.{key}@annan.example" for key in CAME},
        "hagersten-alvsjo": "nagon.i.hagersten@annan.example",
        "hasselby-vallingby": "nagon.i.hasselby@annan.example",
        "skarpnack": "nagon.i.jarva@annan.example",
    }
    assert board["totals"] | {"warnings": 0} == {
        "districts": 11,
        "sent": 11,
        "came": 8,
        "late": 1,
        "missing": 3,
        "actions": 8,
        "errors": 0,
        "warnings": 0,
        "unclear": 2,
    }

    # Reminders to those who are missing, replies to those who have something to mend: at the form's addresses.
    taker.taken.clear()
    assert xlplan("remind", "--smtp", "--today", "2026-05-05").exit == 0
    assert sorted(str(message["To"]) for message in taker.taken) == sorted(
        f"{key}@stad.example" for key in [*SILENT, "skarholmen"]
    )
    taker.taken.clear()
    assert xlplan("reply", "--smtp").exit == 0
    to_mend = [key for key in CAME if rows[key]["warnings"] + rows[key]["errors"]]
    assert sorted(str(message["To"]) for message in taker.taken) == sorted(f"{key}@stad.example" for key in to_mend)
    [letter] = [message for message in taker.taken if message["To"] == f"{OWNERLESS}@stad.example"]
    body = letter.get_body(("plain",))
    assert body
    assert "XP403" in body.get_content() or "Vem" in body.get_content()

    # A person says whose the old one is; merged, every action is there.
    [unclear] = [path for path in (year / "inkommet" / "_oklart").iterdir() if "2025" in path.name]
    assert xlplan("collect", "--as", "skarholmen", unclear).exit == 0
    board = json.loads(xlplan("status", "--today", "2026-05-05", "--format", "json").out)
    assert [row["district"] for row in board["districts"] if not row["files"]] == SILENT
    city = json.loads(xlplan("merge", "--format", "json").out)
    found = {action["district"]: action["values"]["action"] for action in city["actions"]}
    assert found == {key: texts(key)["Åtgärd"] for key in [*CAME, "skarholmen"]}
    assert (len(city["actions"]), city["missing"]) == (9, SILENT)
