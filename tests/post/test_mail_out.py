"""Mails to the district offices: what mail programs see in a draft, and sending each of them once."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.conftest import Done, Xlplan
from tests.post.conftest import Taker, opened
from tests.programs import neomutt
from tests.stories.workbooks import form
from xlplan.form.load import FormError, load_form
from xlplan.form.model import Form, Letter
from xlplan.form.shipped import shipped_path
from xlplan.post.mail import Mail, compose, draft_bytes
from xlplan.post.sending import NoServer, Server, send, server_of
from xlplan.post.sent import RECORDS

TODAY = date(2026, 4, 2)
WRITTEN = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co"))
BOOK = ("Åtgärdsplan 2026 – Järva.xlsx", b"PK\x03\x04 en arbetsbok \r\n.\r\n\x00\xff")


def addressed(own: Form | None = None) -> Form:
    """The form with an address for each district but Bromma, and a sender."""
    own = own or form()
    districts = tuple(
        replace(each, email=None if each.key == "bromma" else f"{each.key}@stad.example") for each in own.districts
    )
    mail = replace(own.mail, sender="samordnare@stad.example")
    return replace(own, districts=districts, mail=mail)


def invitation(district: str = "jarva", own: Form | None = None) -> Mail:
    own = addressed(own)
    office = own.district(district)
    assert office
    return compose("invitation", own, office, own.rounds[0], today=TODAY, files=[BOOK])


class TestDraft:
    def test_python_reads_it_as_it_was_meant(self) -> None:
        message = opened(draft_bytes(invitation()))
        assert message["X-Unsent"] == "1"
        assert message["To"] == "jarva@stad.example"
        assert message["Subject"] == "Åtgärdsplan 2024 – Järva (Plan)"
        body = message.get_body(("plain",))
        assert body
        assert "för Järva stadsdelsförvaltning" in body.get_content()
        assert "Sista dag: 30 april 2024." in body.get_content()
        [attached] = message.iter_attachments()
        assert (attached.get_filename(), attached.get_content()) == BOOK
        assert attached.get_content_type() == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    @pytest.mark.needs("neomutt")
    def test_a_mail_program_shows_it_and_saves_the_attachment(self, tmp_path: Path) -> None:
        path = tmp_path / "utkast.eml"
        path.write_bytes(draft_bytes(invitation()))
        shown = neomutt.show(path)
        assert "Subject: Åtgärdsplan 2024 – Järva (Plan)" in shown.screen
        assert "för Järva stadsdelsförvaltning. Arbetsboken är bifogad" in shown.screen
        assert shown.saved == dict([BOOK])

    def test_the_same_content_gives_the_same_bytes_and_other_content_another_id(self) -> None:
        assert draft_bytes(invitation()) == draft_bytes(invitation())
        assert invitation().message_id.endswith("@stad.example>")
        assert invitation("farsta").message_id != invitation().message_id

    def test_the_form_has_the_last_word_on_the_wording(self) -> None:
        own = form()
        letter = Letter(subject="{district}: {due} ({left})", text="Till {contact}{file}.\n{signature}")
        mail = replace(own.mail, invitation=letter, signature="Hälsar Åsa")
        made = invitation(own=replace(own, mail=mail))
        assert made.subject == "Järva: 30 april 2024 (702 dagar sen)"
        assert made.text == f"Till {BOOK[0]}.\nHälsar Åsa\n"

    @pytest.mark.parametrize("text", ["Senast {datum}", "{due:>20}", "{", "{0}", "{due.year}"])
    def test_a_wording_that_cannot_be_filled_in_is_an_error_of_the_form(self, text: str, tmp_path: Path) -> None:
        plan = tmp_path / "plan.yaml"
        written = shipped_path("stockholm-2024").read_text(encoding="utf-8")
        plan.write_text(f"{written}\nmail:\n  reminder:\n    subject: Hej\n    text: '{text}'\n", encoding="utf-8")
        with pytest.raises(FormError, match=r"\{due\}"):
            load_form(plan)

    @settings(deadline=None, max_examples=60, derandomize=True)
    @given(
        subject=st.text(
            st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co")), min_size=1
        ),
        text=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))),
        name=st.text("åäöÅÄÖ -–_abc019.()&';", min_size=1, max_size=120),
        content=st.binary(max_size=2000),
    )
    def test_whatever_the_texts_are_nothing_leaks_into_the_headers(
        self, subject: str, text: str, name: str, content: bytes
    ) -> None:
        subject = " ".join(subject.split())
        name = " ".join(name.split()) or "a"
        made = Mail("reply", "jarva", "plan", "", "a@b.se", subject, text + "\n", ((name, content),))
        message = opened(draft_bytes(made))
        assert message["To"] == "a@b.se"
        assert [attached.get_content() for attached in message.iter_attachments()] == [content]
        assert [attached.get_filename() for attached in message.iter_attachments()] == [name]
        body = message.get_body(("plain",))
        assert body
        assert body.get_content().splitlines() == (text + "\n").splitlines()


class TestSending:
    def test_each_mail_goes_out_once(self, post_office: tuple[Taker, Server], tmp_path: Path) -> None:
        taker, server = post_office
        mails = [invitation("jarva"), invitation("farsta"), invitation("bromma")]
        first = [(mail.district, outcome) for mail, outcome, _ in send(mails, server, tmp_path)]
        again = [(mail.district, outcome) for mail, outcome, _ in send(mails, server, tmp_path)]
        assert first == [("jarva", "sent"), ("farsta", "sent")]
        assert again == [("jarva", "before"), ("farsta", "before")]
        assert [message["To"] for message in taker.taken] == ["jarva@stad.example", "farsta@stad.example"]
        assert all(message["Date"] and not message["X-Unsent"] for message in taker.taken)
        assert [message["Message-ID"] for message in taker.taken] == [mail.message_id for mail in mails[:2]]
        [attached] = taker.taken[0].iter_attachments()
        assert attached.get_content() == BOOK[1]

    def test_what_the_server_refused_can_be_sent_again_what_is_unsure_is_not(
        self, post_office: tuple[Taker, Server], tmp_path: Path
    ) -> None:
        _, server = post_office
        own = addressed()
        office = own.district("jarva")
        assert office

        def to(address: str) -> Mail:
            there = replace(office, email=address)
            return compose("invitation", own, there, own.rounds[0], today=TODAY)

        mails = [to("full@stad.example"), to("brott@stad.example"), to("sist@stad.example")]
        first = [outcome for _, outcome, _ in send(mails, server, tmp_path)]
        assert first == ["refused", "unsure", "sent"]
        states = [json.loads(path.read_text())["state"] for path in (tmp_path / RECORDS).iterdir()]
        assert sorted(states) == ["sending", "sent"]
        assert [outcome for _, outcome, _ in send(mails, server, tmp_path)] == ["refused", "unsure", "before"]

    @pytest.mark.parametrize("written", [b"", b"{", b'{"state": "sending"}', b"[]"])
    def test_a_record_left_by_a_killed_run_stops_the_mail(
        self, written: bytes, post_office: tuple[Taker, Server], tmp_path: Path
    ) -> None:
        taker, server = post_office
        list(send([invitation()], server, tmp_path))
        [record] = (tmp_path / RECORDS).iterdir()
        record.write_bytes(written)
        assert [outcome for _, outcome, _ in send([invitation()], server, tmp_path)] == ["unsure"]
        assert len(taker.taken) == 1

    def test_without_an_answer_nothing_is_claimed(self, tmp_path: Path) -> None:
        with pytest.raises(NoServer):
            list(send([invitation()], Server("127.0.0.1", 1, "none", sender="a@b.se"), tmp_path))
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        ("environment", "lacking"),
        [
            ({}, "XLPLAN_SMTP_HOST"),
            ({"XLPLAN_SMTP_HOST": "h"}, "XLPLAN_SMTP_FROM"),
            ({"XLPLAN_SMTP_HOST": "h", "XLPLAN_SMTP_PORT": "x"}, "XLPLAN_SMTP_PORT"),
            ({"XLPLAN_SMTP_HOST": "h", "XLPLAN_SMTP_TLS": "ja"}, "XLPLAN_SMTP_TLS"),
        ],
    )
    def test_the_environment_names_the_server(self, environment: dict[str, str], lacking: str) -> None:
        with pytest.raises(NoServer, match=lacking):
            server_of(environment, "")

    def test_encrypted_unless_told_otherwise(self) -> None:
        made = server_of({"XLPLAN_SMTP_HOST": "h"}, "a@b.se")
        assert (made.port, made.security, made.sender) == (587, "starttls", "a@b.se")
        assert server_of({"XLPLAN_SMTP_HOST": "h", "XLPLAN_SMTP_TLS": "ssl"}, "a@b.se").port == 465


class TestGenerateMail:
    def test_a_draft_beside_each_workbook(self, xlplan: Xlplan, year: Path) -> None:
        done = xlplan("generate", "--mail")
        assert done.exit == 0
        assert done.lines == ["bromma: ingen e-postadress i plan.yaml, så utkastet saknar mottagare."]
        drafts = sorted((year / "utskick").glob("*.eml"))
        assert len(drafts) == 11
        for draft in drafts:
            [attached] = opened(draft.read_bytes()).iter_attachments()
            assert attached.get_content() == draft.with_suffix(".xlsx").read_bytes()
        again = xlplan("generate", "--mail")
        assert all(line.endswith("(oförändrad)") for line in again.out.splitlines())

    def test_a_dry_run_says_what_would_be_sent_and_sends_nothing(
        self,
        xlplan: Xlplan,
        year: Path,
        post_office: tuple[Taker, Server],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        taker, server = post_office
        for key, value in {"HOST": server.host, "PORT": str(server.port), "TLS": "none"}.items():
            monkeypatch.setenv(f"XLPLAN_SMTP_{key}", value)
        dry = xlplan("generate", "--smtp", "--dry-run")
        assert (dry.out.count("skulle skickas till "), taker.taken) == (10, [])
        sent = xlplan("generate", "--smtp")
        assert (sent.exit, sent.out.count(": skickat till"), len(taker.taken)) == (2, 10, 10)
        assert "Bromma: skickades inte" in sent.err
        again = xlplan("generate", "--smtp")
        assert (again.out.count("redan skickat"), len(taker.taken)) == (10, 10)

    def test_a_follow_up_goes_out_of_a_folder_of_its_own(self, xlplan: Xlplan, year: Path) -> None:
        xlplan("generate")
        done = xlplan("generate", "--round", "vb", "--mail", "--district", "jarva")
        assert done.exit == 0
        names = sorted(path.name for path in (year / "utskick" / "vb").iterdir())
        assert names == ["Åtgärdsplan 2026 – Järva.eml", "Åtgärdsplan 2026 – Järva.xlsx"]
        assert "Omgång: Verksamhetsberättelse" in xlplan().out

    def test_without_a_server_it_says_what_is_missing(self, xlplan: Xlplan, year: Path) -> None:
        done: Done = xlplan("generate", "--smtp", "--district", "jarva")
        assert done.exit == 2
        assert "XLPLAN_SMTP_HOST" in done.err
