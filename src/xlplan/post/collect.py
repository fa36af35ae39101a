"""The verb: what came in is filed where it belongs, byte for byte, and nothing that came is lost or taken away.

Whose a return is, is told by reading it, never by its name. The file goes first and its receipt after, so that a run
that is killed in between leaves a return that the next run completes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Literal

from xlplan.findings.catalogue import DISTRICT_UNKNOWN, NO_TABLE, OTHER_YEAR, UNREADABLE
from xlplan.findings.finding import Finding
from xlplan.form.model import Form
from xlplan.merging.roles import in_city_form
from xlplan.plan.model import Reading
from xlplan.post.folder import RECEIPTS, UNCLEAR, WORKBOOK_SUFFIXES, PlanFolder, digest, is_passing
from xlplan.post.parcels import Item, Noise, Trouble, open_source
from xlplan.post.receipts import Receipt, put_receipt, receipt_of
from xlplan.reading.read import choose_form, printable, read_workbook
from xlplan.sheets.files import fitting_name, save_new
from xlplan.sheets.mend_marks import without_marks
from xlplan.sheets.opening import open_bytes
from xlplan.sheets.refusal import Reason, UnreadableWorkbook

_UNPLACEABLE = (NO_TABLE, DISTRICT_UNKNOWN, OTHER_YEAR)
_OTHER_PAPERS = tuple(
    UNREADABLE[reason]
    for reason in Reason
    if reason.name in ("PDF", "WORD", "POWERPOINT", "TEXT", "HTML", "OTHER_ZIP", "UNKNOWN", "EMPTY")
)
"""What lies about in folders without having to do with the plan."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a file."""

    item: Item
    state: Literal["new", "known", "moved", "unclear", "ours"]
    """``ours``: it is what was sent out, not filled in."""
    path: Path
    """Where it lies."""
    district: str | None = None
    finding: Finding | None = None
    """Why it could not be placed."""


def collect(
    sources: Iterable[Path],
    folder: PlanFolder,
    forms: Sequence[Form],
    *,
    settle: str | None = None,
    password: str | None = None,
) -> Iterator[Filed | Noise | Trouble]:
    """File what has come in.

    Args:
        sources: Files, folders, zips and saved mails; they stay as they are.
        folder: The plan folder to file in.
        forms: Its form, and others that returns may answer.
        settle: Key of the district whose all of it is: a person's word, which goes before what the files say.
        password: For workbooks that are locked.

    Yields:
        What became of each file, in the order of the sources.

    Raises:
        OSError: The plan folder cannot be written to.
    """
    known = _known(folder)
    ours = {digest(path): path for path in folder.outbox.rglob("*.xlsx") if not is_passing(path)}
    for source in sources:
        for found in open_source(source):
            if not isinstance(found, Item):
                yield found
                continue
            key = sha256(found.content).hexdigest()
            if key in ours:
                yield Filed(found, "ours", ours[key])
                continue
            if key in known:
                filed: Filed | Noise = _again(found, key, folder, known[key], forms, settle, password)
            else:
                filed = _place(found, key, folder, forms, settle, password)
            if isinstance(filed, Filed):
                known[key] = filed.path
            yield filed


def _place(
    item: Item, key: str, folder: PlanFolder, forms: Sequence[Form], settle: str | None, password: str | None
) -> Filed | Noise:
    """File something that is not there yet."""
    reading, finding = _understood(item, key, forms, password)
    if finding is not None and finding.kind is UNREADABLE[Reason.CITY_WORKBOOK]:
        return Noise(item.name, item.origin, why=finding)
    other = Path(item.name).suffix.lower() not in WORKBOOK_SUFFIXES
    if reading is None and finding is not None and item.loose and other and finding.kind in _OTHER_PAPERS:
        return Noise(item.name, item.origin)
    district = settle or (reading.district if reading and not finding else None)
    place = folder.inbox / (district or UNCLEAR)
    received = item.origin.received
    name = f"{received:%Y-%m-%dT%H%M}_{printable(item.name)}"
    path = save_new(item.content, place / fitting_name(place, name))
    receipt = _receipt(item, key, district or "", reading, finding)
    put_receipt(folder, replace(receipt, settled=settle is not None), force=True)
    if settle is None and finding is not None:
        return Filed(item, "unclear", path, None, finding)
    return Filed(item, "new", path, district)


def _understood(
    item: Item, key: str, forms: Sequence[Form], password: str | None
) -> tuple[Reading | None, Finding | None]:
    """What a file is, in the words of the first form, the city's; and why it cannot be placed, if it cannot."""
    city = forms[0]
    try:
        workbook = without_marks(open_bytes(item.content, password=password))
        form = choose_form(workbook, forms)
        reading = read_workbook(workbook, form, file=printable(item.name), digest=key)
    except UnreadableWorkbook as error:
        return None, Finding(UNREADABLE[error.reason], printable(item.name), facts={"detail": error.detail})
    why = next((each for kind in _UNPLACEABLE for each in reading.findings if each.kind is kind), None)
    if why is None and city.district(reading.district or "") is None:
        why = Finding(DISTRICT_UNKNOWN, reading.file)
    return in_city_form(reading, form, city), why


def _again(
    item: Item,
    key: str,
    folder: PlanFolder,
    path: Path,
    forms: Sequence[Form],
    settle: str | None,
    password: str | None,
) -> Filed:
    """What is there already: its receipt, where a run was killed before it was written, and a person's word."""
    receipt = receipt_of(folder, key)
    if receipt is None:
        receipt = _receipt(item, key, _district(path) or "", *_understood(item, key, forms, password))
    if settle is None:
        put_receipt(folder, receipt)
        return Filed(item, "known", path, _district(path))
    put_receipt(folder, replace(receipt, district=settle, settled=True), force=True)
    there = path.parent.name == settle
    target = path if there else save_new(item.content, folder.inbox / settle / path.name)
    for copy in {path, *(each for each in folder.unclear() if digest(each) == key)} - {target}:
        copy.unlink(missing_ok=True)
    return Filed(item, "known" if there else "moved", target, settle)


def _receipt(item: Item, key: str, district: str, reading: Reading | None, finding: Finding | None) -> Receipt:
    return Receipt(
        sha256=key,
        name=printable(item.name),
        received=item.origin.received.isoformat(timespec="minutes"),
        sender=printable(item.origin.sender),
        subject=printable(item.origin.subject),
        source=printable(item.origin.source),
        district=district,
        round=(reading.round if reading else "") or "",
        why=finding.kind.code if finding else "",
    )


def _known(folder: PlanFolder) -> dict[str, Path]:
    """What is filed already, by its bytes; what lies loose in ``inkommet`` is not filed."""
    known: dict[str, Path] = {}
    for path in sorted(folder.inbox.glob("*/*"), key=lambda path: (path.parent.name == UNCLEAR, path)):
        if path.is_file() and not is_passing(path) and path.parent.name != RECEIPTS:
            known.setdefault(digest(path), path)
    return known


def _district(path: Path) -> str | None:
    return None if path.parent.name == UNCLEAR else path.parent.name
