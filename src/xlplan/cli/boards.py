"""The board of the plan folder we stand in, for the commands that begin with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xlplan.cli.options import language, needed_folder, needed_form
from xlplan.cli.returns import Returns, read_returns
from xlplan.cli.words import WORDS, Refusal
from xlplan.findings.finding import Language
from xlplan.form.model import Form
from xlplan.post.board import Board, make_board
from xlplan.post.folder import PlanFolder


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the coordinator's desk."""

    folder: PlanFolder
    form: Form
    returns: Returns
    board: Board
    spoken: Language


def desk(lang: str | None, today: date, for_round: str | None, password: str | None) -> Desk:
    """Read the plan folder; returns that cannot be read are told of on stderr.

    Raises:
        Refusal: We stand in no plan folder, its form has errors, or it has no such round.
    """
    folder = needed_folder(lang)
    form = needed_form(None, lang)
    spoken = language(lang, form)
    if for_round is not None and for_round not in {each.key for each in form.rounds}:
        known = ", ".join(each.key for each in form.rounds)
        raise Refusal(WORDS[spoken]["no_round"].format(key=for_round, known=known))
    found = folder.returns()
    returns = read_returns(found, str(folder.plan), lang, password) if found else Returns()
    return Desk(folder, form, returns, make_board(folder, form, returns.told, today, for_round), spoken)
