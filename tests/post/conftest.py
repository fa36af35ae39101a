"""What the tests of the mail share: a mail server on this machine, and a plan folder to stand in."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.cli.conftest import Xlplan, folder, xlplan
from xlplan.post.sending import Server

__all__ = ["folder", "xlplan"]


def opened(content: bytes) -> EmailMessage:
    """A mail as Python reads it."""
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


class Taker:
    """Takes in mails; refuses those to one address, hangs up on those to another."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if envelope.rcpt_tos == ["full@stad.example"]:
            return "552 mailbox full"
        if envelope.rcpt_tos == ["brott@stad.example"] and server.transport:
            server.transport.close()
        assert isinstance(envelope.content, bytes)
        self.taken.append(opened(envelope.content))
        return "250 OK"


@pytest.fixture
def post_office() -> Iterator[tuple[Taker, Server]]:
    """A mail server on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    taker = Taker()
    controller = Controller(taker, hostname="127.0.0.1", port=port)
    controller.start()
    yield taker, Server("127.0.0.1", port, "none", sender="samordnare@stad.example")
    controller.stop()


@pytest.fixture
def year(xlplan: Xlplan, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan folder for 2026 in which the test stands, with a sender, and addresses but for Bromma."""
    assert xlplan("init", "plan", "--year", 2026).exit == 0
    plan = folder / "plan" / "plan.yaml"
    blocks = plan.read_text(encoding="utf-8").split("  - key: ")
    for index, block in enumerate(blocks):
        key = block.partition("\n")[0]
        if key != "bromma":
            blocks[index] = block.replace("email: #", f"email: {key}@stad.example #")
    text = "  - key: ".join(blocks) + "\nmail:\n  sender: samordnare@stad.example\n"
    plan.write_text(text, encoding="utf-8")
    monkeypatch.chdir(plan.parent)
    return plan.parent
