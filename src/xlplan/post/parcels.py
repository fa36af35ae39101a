"""What comes in: files, folders, zips and mails, opened until only files are left, with who sent them and when.

Nothing here is trusted: every container has a budget that all it holds must share; what cannot be opened is told of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from xlplan.findings.catalogue import MAIL_UNREADABLE, UNREADABLE
from xlplan.findings.finding import Finding
from xlplan.post.folder import is_passing
from xlplan.post.mails import attached_to_mail, is_mailbox, looks_like_mail, messages_of, subject_of
from xlplan.post.origin import Attached, MailUnreadable, Origin
from xlplan.sheets.gate import OLE_MAGIC, ZIP_MAGIC, read_file
from xlplan.sheets.limits import DEFAULT, MEGABYTE
from xlplan.sheets.package import Package
from xlplan.sheets.refusal import Reason, UnreadableWorkbook

CONTAINER_LIMITS = replace(
    DEFAULT, file_bytes=200 * MEGABYTE, part_bytes=DEFAULT.file_bytes, total_bytes=200 * MEGABYTE
)
"""Of a zip or a mail; each file in it has the limits of a workbook besides."""
DEEPEST = 5
"""Mails in mails in zips …"""
MOST_FILES = 5_000
MOST_BYTES = 1_000 * MEGABYTE
"""Out of one source, all in all."""
_WORKBOOK_PARTS = ("[content_types].xml", "mimetype", "meta-inf/manifest.xml")
_NO_RETURN = {
    *("png", "jpg", "jpeg", "gif", "bmp", "svg", "emf", "wmf", "emz", "wmz", "ico", "webp", "heic", "tif", "tiff"),
    *("vcf", "ics", "p7s", "asc", "sig", "txt", "htm", "html", "css", "ds_store", "ini"),
}
"""Endings of what mails carry besides: logos, signatures, cards, texts."""
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\0", b"MM\0*")
_MSG_STREAM = "__properties_version1.0".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Item:
    """A single file out of a source."""

    name: str
    content: bytes
    origin: Origin
    loose: bool = False
    """Whether it merely lay in a folder: neither named by a person nor sent by anyone."""


@dataclass(frozen=True, slots=True)
class Noise:
    """A file that is no return and does not look like one: a picture, a signature, a mail with nothing else."""

    name: str
    """Of a mail, what it is about."""
    origin: Origin
    mail: bool = False
    why: Finding | None = None
    """What there is to say of it."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What could not be opened."""

    finding: Finding


Found = Item | Noise | Trouble


@dataclass(slots=True)
class Budget:
    """What is left of what a source may cost."""

    files: int = MOST_FILES
    bytes: int = MOST_BYTES

    def take(self, size: int) -> None:
        """Count a file; raises UnreadableWorkbook (BOMB) when it is one too many."""
        self.files -= 1
        self.bytes -= size
        if self.files < 0 or self.bytes < 0:
            raise UnreadableWorkbook(Reason.BOMB, f"over {MOST_FILES} files or {MOST_BYTES} bytes")


def open_source(path: Path) -> Iterator[Found]:
    """All single files that a file or a folder holds, in the order of names.

    Args:
        path: A workbook, a folder, a zip, or a saved mail (.eml, .mbox, .msg); its kind is told by content.

    Yields:
        Files, what was passed over, and what could not be opened. Nothing is changed.
    """
    if path.is_dir():
        for each in sorted(path.rglob("*")):
            if each.is_file() and not is_passing(each):
                yield from _open_file(each, named=False)
    else:
        yield from _open_file(path, named=True)


def _open_file(path: Path, *, named: bool) -> Iterator[Found]:
    try:
        if is_mailbox(path):
            origin = Origin(path.name, _modified(path))
            for number, content in enumerate(messages_of(path), 1):
                mail = replace(origin, source=f"{path.name} ({number})")
                yield from unpack(path.name, content, mail, Budget(), 1, named=named, mail=True)
            return
        content = read_file(path, CONTAINER_LIMITS)
        origin = Origin(path.name, _modified(path))
        yield from unpack(path.name, content, origin, Budget(), 0, named=named)
    except UnreadableWorkbook as error:
        yield Trouble(_refused(path.name, error))
    except OSError as error:
        yield Trouble(Finding(UNREADABLE[Reason.UNKNOWN], path.name, facts={"detail": str(error)}))


def unpack(
    name: str, content: bytes, origin: Origin, budget: Budget, depth: int, *, named: bool = False, mail: bool = False
) -> Iterator[Found]:
    """A file as itself, or what it holds if it is a zip or a mail.

    Args:
        name: What it is called where it was found.
        content: Its bytes.
        origin: Where it was found.
        budget: What is left to spend on the source.
        depth: How many containers it lies in.
        named: Whether a person named it.
        mail: Whether it is known to be a mail.

    Yields:
        As ``open_source``.
    """
    try:
        budget.take(len(content))
        if depth > DEEPEST:
            raise UnreadableWorkbook(Reason.BOMB, f"{DEEPEST} containers in each other")
        if mail or looks_like_mail(content):
            yield from _unpack_mail(
                subject_of(content) or name, attached_to_mail(content, origin), origin, budget, depth
            )
        elif content.startswith(OLE_MAGIC) and _MSG_STREAM in content:
            from xlplan.post.outlook import attached_to_outlook_mail

            yield from _unpack_mail(name, attached_to_outlook_mail(content, origin), origin, budget, depth)
        elif content.startswith(ZIP_MAGIC) and _is_archive(content):
            yield from _unpack_zip(content, origin, budget, depth)
        elif not named and _is_noise(name, content):
            yield Noise(name, origin)
        else:
            yield Item(name, content, origin, loose=depth == 0 and not named)
    except UnreadableWorkbook as error:
        yield Trouble(_refused(name, error))
    except MailUnreadable as error:
        yield Trouble(Finding(MAIL_UNREADABLE, name, facts={"detail": str(error)}))


def _unpack_mail(
    name: str, attached: Iterable[Attached], origin: Origin, budget: Budget, depth: int
) -> Iterator[Found]:
    """What a mail carries; the mail itself as noise when that is nothing that could be a return."""
    something = False
    for each in attached:
        for found in unpack(each.name, each.content, each.origin, budget, depth + 1):
            something = something or not isinstance(found, Noise)
            yield found
    if not something:
        yield Noise(name, origin, mail=True)


def _unpack_zip(content: bytes, origin: Origin, budget: Budget, depth: int) -> Iterator[Found]:
    package = Package(content, CONTAINER_LIMITS)
    for part in package.names():
        title = PurePosixPath(package.title(part)).name
        if "__macosx" in part.split("/") or is_passing(Path(title)):
            continue
        try:
            inside = b"".join(package.chunks(part, CONTAINER_LIMITS.part_bytes))
        except UnreadableWorkbook as error:
            yield Trouble(_refused(title, error))
        else:
            yield from unpack(title, inside, origin, budget, depth + 1)


def _is_archive(content: bytes) -> bool:
    """Whether a zip is a folder of files rather than a document of some program."""
    try:
        package = Package(content, CONTAINER_LIMITS)
    except UnreadableWorkbook:
        return False
    return not any(part in package for part in _WORKBOOK_PARTS)


def _is_noise(name: str, content: bytes) -> bool:
    if content.startswith((ZIP_MAGIC, OLE_MAGIC)):
        return False
    return name.rpartition(".")[2].lower() in _NO_RETURN or content.startswith(_IMAGES)


def _modified(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone() if path.exists() else datetime.now(UTC)


def _refused(name: str, error: UnreadableWorkbook) -> Finding:
    return Finding(UNREADABLE[error.reason], name, facts={"detail": error.detail})
