"""``xlplan status``: who has answered, how complete it is, what is wrong, and who is missing."""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta
from typing import Literal

import click

from xlplan.cli.boards import desk
from xlplan.cli.mailing import day_of, today_option
from xlplan.cli.main import Command
from xlplan.cli.options import lang_option, password_option
from xlplan.cli.post_words import POST_WORDS
from xlplan.findings.counting import counted
from xlplan.findings.finding import Language
from xlplan.findings.render import safe
from xlplan.post.board import Board, Row, board_json
from xlplan.post.days import day_text, left_text

_NUMBERS = slice(4, 9)
"""The columns that stand to the right."""
_FOLLOWED_UP = 6
_WIDE = {2: 100, 3: 150, 9: 200}
"""Columns that a terminal must be so wide for: day and hour, sender, file; ``--format json`` has them all."""


@click.command("status", cls=Command)
@click.option("--round", "for_round", metavar="OMGÅNG", help="Uppföljningsomgång. Förval: den som pågår.")
@click.option(
    "--format", "form_of_output", type=click.Choice(["text", "json"]), default="text", help="text (förval) eller json."
)
@today_option
@password_option
@lang_option
def command(
    for_round: str | None, form_of_output: str, today: datetime | None, password: str | None, lang: str | None
) -> int:
    """Visa läget: vem som svarat, när, hur mycket som är ifyllt, vad som är fel och vilka som saknas.

    \b
    Exempel:
      xlplan status
      xlplan status --round vb --format json
    """
    at = desk(lang, day_of(today), for_round, password)
    if form_of_output == "json":
        told = json.dumps(board_json(at.board), ensure_ascii=False, indent=2) + "\n"
        click.echo(told.encode(), nl=False)
    elif sys.stdout.isatty():
        _table(at.board, at.spoken)
    else:
        click.echo("".join(f"{line}\n" for line in _lines(at.board, at.spoken)).encode(), nl=False)
    return 3 if at.returns.unread else 0


def _lines(board: Board, spoken: Language) -> list[str]:
    """The board as plain text in columns."""
    words = POST_WORDS[spoken]
    headings = words["board_headings"].split("|")
    rows = [headings, *(_cells(row, board, spoken) for row in board.rows)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(headings))]
    numbers = range(len(headings))[_NUMBERS]
    lines = [
        "  ".join(
            text.rjust(width) if column in numbers else text.ljust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return [_title(board, spoken), "", *lines, "", _total(board, spoken)]


def _table(board: Board, spoken: Language) -> None:
    """The board as a table for a person at a terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    headings = POST_WORDS[spoken]["board_headings"].split("|")
    unasked = {_FOLLOWED_UP} if all(row.followed_up is None for row in board.rows) else set[int]()
    shown = [column for column in range(len(headings)) if console.width >= _WIDE.get(column, 0)]
    shown = [column for column in shown if column not in unasked]
    styles = {"in": "green", "in-late": "yellow", "waiting": "", "overdue": "bold red"}
    table = Table(title=Text(_title(board, spoken)), title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    numbers = range(len(headings))[_NUMBERS]
    wrapped = {0, len(headings) - 1, *_WIDE}
    for column in shown:
        justify: Literal["right", "left"] = "right" if column in numbers else "left"
        table.add_column(headings[column], justify=justify, no_wrap=column not in wrapped)
    for row in board.rows:
        *others, state = _cells(row, board, spoken)
        cells = [*map(Text, others), Text(state, style=styles[row.state])]
        table.add_row(*(cells[column] for column in shown))
    console.print(table)
    console.print(Text(_total(board, spoken)))


def _cells(row: Row, board: Board, spoken: Language) -> list[str]:
    words = POST_WORDS[spoken]
    sent = row.sent_on if row.sent == "sent" else words[f"sent_{row.sent}"]
    name = safe(row.file.rpartition("/")[2])
    more = words["earlier_files"].format(count=row.files - 1) if row.files > 1 else ""
    figures = [""] * 5
    if row.came:
        followed = "" if row.followed_up is None else f"{row.followed_up}/{row.actions}"
        figures = [f"{row.areas}/{board.areas}", str(row.actions), followed, str(row.errors), str(row.warnings)]
    return [
        row.name,
        sent,
        row.received.replace("T", " ")[:16],
        safe(row.sender),
        *figures,
        name + more,
        _state(row, board, spoken),
    ]


def _state(row: Row, board: Board, spoken: Language) -> str:
    words = POST_WORDS[spoken]
    if row.came:
        due = board.round.due
        late = left_text(due, due - timedelta(row.days), spoken) if due and row.days is not None else ""
        return words["state_" + row.state].format(late=late)
    left = left_text(board.round.due, board.today, spoken)
    return words["state_missing"] + (f", {left}" if left else "")


def _title(board: Board, spoken: Language) -> str:
    words = POST_WORDS[spoken]
    left = left_text(board.round.due, board.today, spoken)
    return words["board_title"].format(
        title=board.title,
        year=board.year,
        round=board.round.title,
        due=day_text(board.round.due, spoken) + (f" ({left})" if left else ""),
        today=day_text(board.today, spoken),
    )


def _total(board: Board, spoken: Language) -> str:
    words = POST_WORDS[spoken]
    told = counted(words["board_total"], **board_json(board)["totals"])
    return told + (" " + words["board_unclear"].format(count=board.unclear) if board.unclear else "")
