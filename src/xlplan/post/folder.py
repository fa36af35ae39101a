"""The plan folder: what lies where in it. Plain files only, so that it can live on a shared drive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

PLAN_FILE = "plan.yaml"
WORKBOOK_SUFFIXES = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods"}
UNCLEAR = "_oklart"
"""Within ``inkommet``: what could not be placed. Folders that begin with ``_`` hold no returns that count."""
REMINDERS = "paminnelser"
"""Within ``utskick``: mails to those who have not answered."""
RECEIPTS = "_kvitton"
"""Within ``inkommet``: who sent what, and when."""


@dataclass(frozen=True, slots=True)
class PlanFolder:
    """A plan folder; nothing in it need be there yet."""

    root: Path

    @property
    def plan(self) -> Path:
        """The form."""
        return self.root / PLAN_FILE

    @property
    def outbox(self) -> Path:
        """Templates to send, and the mails they go with."""
        return self.root / "utskick"

    @property
    def inbox(self) -> Path:
        """Returns as they came, a folder for each district."""
        return self.root / "inkommet"

    @property
    def replies(self) -> Path:
        """Marked copies and letters to send back."""
        return self.root / "svar"

    @property
    def results(self) -> Path:
        """City workbook, report, exports."""
        return self.root / "sammanstallning"

    @property
    def folders(self) -> tuple[Path, ...]:
        """All of its folders, in the order of the year."""
        return self.outbox, self.inbox, self.replies, self.results

    @property
    def other_forms(self) -> list[Path]:
        """Forms besides the city's that returns may answer: the districts' own, in the folder ``mallar``."""
        return sorted((self.root / "mallar").glob("*.yaml"))

    def outbox_of(self, for_round: str | None) -> Path:
        """Where the templates of a round lie: those for a follow-up in a folder of its own."""
        return self.outbox / for_round if for_round else self.outbox

    def returns(self) -> list[Path]:
        """The returns that count: workbooks of ``inkommet``, the same bytes once.

        Raises:
            OSError: A file cannot be read.
        """
        once: dict[str, Path] = {}
        for path in sorted(self._workbooks(), key=lambda path: (path.parent == self.inbox, path)):
            once.setdefault(digest(path), path)
        return sorted(once.values())

    def unclear(self) -> list[Path]:
        """What waits for a person to say whose it is."""
        return sorted(path for path in (self.inbox / UNCLEAR).glob("*") if path.is_file() and not is_passing(path))

    def _workbooks(self) -> Iterator[Path]:
        for path in self.inbox.rglob("*"):
            within = path.relative_to(self.inbox).parts
            if is_workbook(path) and not is_passing(path) and not any(part.startswith("_") for part in within[:-1]):
                yield path


def plan_folder(place: Path | None = None) -> PlanFolder | None:
    """The plan folder that a place is (by default where we stand); None where it is none."""
    folder = PlanFolder(place or Path())
    return folder if folder.plan.is_file() else None


def filed_in(path: Path) -> PlanFolder | None:
    """The plan folder in whose ``inkommet`` a file lies, itself or in a district's folder; None where it is in none."""
    for inbox in path.resolve().parents[:2]:
        folder = plan_folder(inbox.parent)
        if folder is not None and inbox == folder.inbox:
            return folder
    return None


def is_workbook(path: Path) -> bool:
    """Whether a file's name says that it is a workbook."""
    return path.suffix.lower() in WORKBOOK_SUFFIXES and path.is_file()


def is_passing(path: Path) -> bool:
    """Whether a file is one that programs leave beside an open workbook, or one of ours that is being written."""
    return path.name.startswith(("~$", ".~lock.", ".xlplan-"))


def digest(path: Path) -> str:
    """The file's sha256."""
    with path.open("rb") as file:
        found = sha256()
        while block := file.read(1 << 20):
            found.update(block)
    return found.hexdigest()
