"""NeoMutt: a real mail program that shows a mail and saves what is attached to it, driven at a terminal of its own."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import tempfile
import termios
import time
from dataclasses import dataclass
from pathlib import Path

SECONDS = 30
QUIET = 0.5
"""After so many seconds without output the program waits for a key, if it has shown what was awaited."""
STEPS = (
    (b"q:Quit", b"\r"),  # the list of mails; show the only one
    (b"i:Exit", b"v"),  # the mail; list its attachments
    (b"p:Print", b"*"),  # the attachments; go to the last one
    (b"", b"s"),  # save it
    (b"Save to file", b"\r"),  # under its own name
    (b"saved", b"q"),
    (b"i:Exit", b"q"),
    (b"q:Quit", b"q"),
)
"""What is on the screen since the last key, and the key to press then."""
_SCREEN = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()].|\x1b.")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person saw and saved."""

    screen: str
    saved: dict[str, bytes]


def available() -> str | None:
    """Why NeoMutt cannot be used here, or ``None``."""
    return None if shutil.which("neomutt") else "neomutt is not installed"


def show(mail: Path) -> Shown:
    """Open a mail and save its last attachment."""
    with tempfile.TemporaryDirectory(prefix="neomutt-") as name:
        home = Path(name)
        saved = home / "saved"
        for folder in ("Mail", "saved", "box/cur", "box/new", "box/tmp"):
            (home / folder).mkdir(parents=True)
        shutil.copy(mail, home / "box/cur/1:2,S")
        rc = home / "rc"
        rc.write_text(f'set wait_key=no\nset quit=yes\nset charset=utf-8\nset attach_save_dir="{saved}"\n')
        screen = _type(["neomutt", "-n", "-R", "-F", str(rc), "-f", str(home / "box")], home)
        return Shown(
            _SCREEN.sub("", screen).replace("\r+", " "), {path.name: path.read_bytes() for path in saved.iterdir()}
        )


def _type(command: list[str], home: Path) -> str:
    environment = {**os.environ, "HOME": str(home), "TERM": "xterm", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
    environment |= {"COLUMNS": "200", "LINES": "100"}  # these go before what the terminal says
    process, terminal = pty.fork()
    if process == 0:  # the terminal is wide before the program looks, so that it breaks no line
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 100, 200, 0, 0))
        os.execvpe(command[0], command, environment)
    seen, since, steps, end = b"", 0, list(STEPS), time.monotonic() + SECONDS
    try:
        while time.monotonic() < end:
            ready, _, _ = select.select([terminal], [], [], QUIET)
            if ready:
                seen += os.read(terminal, 1 << 16)
            elif not steps:
                break
            elif steps[0][0] in seen[since:]:
                since = len(seen)
                os.write(terminal, steps.pop(0)[1])
    except OSError:  # the program has left its terminal
        pass
    finally:
        os.close(terminal)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    return seen.decode("utf-8", "replace")
