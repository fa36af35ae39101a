"""Where a round stands: every district, what was sent to it, what came, how complete it is and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from xlplan.findings.finding import Finding, Severity
from xlplan.form.model import District, Form, Round
from xlplan.form.naming import template_name
from xlplan.plan.model import Reading, day_written
from xlplan.post.folder import PlanFolder
from xlplan.post.receipts import receipt_of
from xlplan.post.rounds import current_round
from xlplan.post.sent import was_sent

State = Literal["in", "in-late", "waiting", "overdue"]
Sent = Literal["sent", "draft", "workbook", "no"]
Told = tuple[Reading, Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Row:
    """A district in a round."""

    district: str
    name: str
    sent: Sent
    sent_on: str
    """The day xlplan sent it, as 2026-04-02; empty where a person sends the draft."""
    state: State
    days: int | None
    """To the last day, negative after it; of a return, counted from the day it came. None without a last day."""
    files: int
    """Returns in this round."""
    file: str = ""
    """The one that counts: the last that came."""
    received: str = ""
    sender: str = ""
    areas: int = 0
    """Areas with an action in them."""
    actions: int = 0
    followed_up: int | None = None
    """Actions with a follow-up for the round; None in a round that asks for none."""
    errors: int = 0
    warnings: int = 0

    @property
    def came(self) -> bool:
        """Whether there is a return."""
        return self.state in ("in", "in-late")


@dataclass(frozen=True, slots=True)
class Board:
    """A round as it stands on a day."""

    plan: str
    title: str
    year: int
    round: Round
    today: date
    areas: int
    """That the form asks for."""
    rows: tuple[Row, ...]
    unclear: int
    """Files that wait for a person to say whose they are."""

    def missing(self) -> tuple[Row, ...]:
        """The districts that have not answered."""
        return tuple(row for row in self.rows if not row.came)


def make_board(
    folder: PlanFolder, form: Form, told: Sequence[Told], today: date, for_round: str | None = None
) -> Board:
    """The board of a round.

    Args:
        folder: The plan folder, for what was sent and what is unclear.
        form: Its form.
        told: The returns read and checked.
        today: The day to count from.
        for_round: The round's key; by default the last one that was sent out or came in.
    """
    if for_round is None:
        about = current_round(folder, form, (reading.round or "" for reading, _ in told))
    else:
        about = next(each for each in form.rounds if each.key == for_round)
    outbox = folder.outbox_of(None if about == form.rounds[0] else about.key)
    days = was_sent(outbox)
    return Board(
        plan=form.id,
        title=form.title,
        year=form.year,
        round=about,
        today=today,
        areas=len(form.areas),
        rows=tuple(
            _row(district, _of_district(told, district, form, about), folder, outbox, form, about, today, days)
            for district in form.districts
        ),
        unclear=len(folder.unclear()),
    )


def counting(told: Iterable[Told], district: str, form: Form, about: Round) -> Told | None:
    """The return of a district that counts in a round: the last that came."""
    return next(reversed(_of_district(told, form.district(district), form, about)), None)


def _of_district(told: Iterable[Told], district: District | None, form: Form, about: Round) -> list[Told]:
    """A district's returns in a round, in the order they came."""
    ours = (each for each in told if district and each[0].district == district.key)
    inside = [each for each in ours if each[0].year == form.year and _is_for(each[0], form, about)]
    return sorted(inside, key=lambda each: (_moment(each[0]), each[0].modified, each[0].sha256))


def _moment(reading: Reading) -> float:
    """When a return came, or was saved, whatever time zone says so; 0 where neither is known."""
    try:
        moment = datetime.fromisoformat(reading.received or reading.modified)
    except ValueError:
        return 0.0
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _is_for(reading: Reading, form: Form, about: Round) -> bool:
    """Whether a return answers a round: it says so, or it is the plan itself with the round's follow-up written in."""
    first = form.rounds[0].key
    if (reading.round or first) != first or about.key == first:
        return (reading.round or first) == about.key
    return bool(_followed_up(reading, form, about))


def _followed_up(reading: Reading, form: Form, about: Round) -> int | None:
    keys = [column.key for column in form.follow_up_columns if column.round == about.key]
    if not keys:
        return None
    return sum(any(action.values.get(key) for key in keys) for action in reading.actions)


def _row(
    district: District,
    came: list[Told],
    folder: PlanFolder,
    outbox: Path,
    form: Form,
    about: Round,
    today: date,
    days: Mapping[str, str],
) -> Row:
    name = template_name(form, district, None if about == form.rounds[0] else about.key)
    workbook = outbox / name
    sent: Sent = "workbook" if workbook.is_file() else "no"
    if workbook.with_suffix(".eml").is_file():
        sent = "draft"
    if district.key in days:
        sent = "sent"
    start: dict[str, Any] = {
        "district": district.key,
        "name": district.name,
        "sent": sent,
        "sent_on": days.get(district.key, ""),
    }
    if not came:
        left = (about.due - today).days if about.due else None
        return Row(**start, state="overdue" if left is not None and left < 0 else "waiting", days=left, files=0)
    reading, findings = came[-1]
    receipt = receipt_of(folder, reading.sha256)
    day = day_written(reading.received or reading.modified)
    left = (about.due - day).days if about.due and day else None
    severities = [finding.kind.severity for finding in findings]
    return Row(
        **start,
        state="in-late" if left is not None and left < 0 else "in",
        days=left,
        files=len(came),
        file=reading.file,
        received=reading.received or reading.modified,
        sender=receipt.sender if receipt else "",
        areas=sum(bool(area.actions) for area in reading.areas if form.area(area.key)),
        actions=len(reading.actions),
        followed_up=_followed_up(reading, form, about),
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
    )


def board_json(board: Board) -> dict[str, Any]:
    """The board as ``xlplan status --format json`` prints it; ``schema_version`` 1."""
    came = [row for row in board.rows if row.came]
    return {
        "schema_version": 1,
        "plan": board.plan,
        "year": board.year,
        "round": board.round.key,
        "due": board.round.due.isoformat() if board.round.due else None,
        "today": board.today.isoformat(),
        "districts": [
            {
                "district": row.district,
                "sent": row.sent,
                "sent_on": row.sent_on or None,
                "state": row.state,
                "days": row.days,
                "files": row.files,
                "file": row.file or None,
                "received": row.received or None,
                "sender": row.sender or None,
                "areas": row.areas,
                "actions": row.actions,
                "followed_up": row.followed_up,
                "errors": row.errors,
                "warnings": row.warnings,
            }
            for row in board.rows
        ],
        "totals": {
            "districts": len(board.rows),
            "sent": sum(row.sent == "sent" for row in board.rows),
            "came": len(came),
            "late": sum(row.state == "in-late" for row in came),
            "missing": len(board.rows) - len(came),
            "actions": sum(row.actions for row in came),
            "errors": sum(row.errors for row in came),
            "warnings": sum(row.warnings for row in came),
            "unclear": board.unclear,
        },
    }
