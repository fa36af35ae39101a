"""The board of the plan folder we stand in, for the commands that begin with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xlplan.cli.options import language, needed_folder, needed_form
from xlplan.cli.returns import Returns, read_returns
from xlplan.cli.words import WORDS, Refusal
from xlplan.findings.finding import Finding, Language
from xlplan.form.model import Form
from xlplan.merging.roles import in_city_form
from xlplan.plan.model import Reading
from xlplan.post.board import Board, make_board
from xlplan.post.folder import PlanFolder


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the coordinator's desk."""

    folder: PlanFolder
    form: Form
    returns: Returns
    told: list[tuple[Reading, tuple[Finding, ...]]]
    """The returns in the words of the city's form, and what there is to say of them."""
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
    returns = read_returns(found, None, lang, password) if found else Returns()
    told = [(_in_city_form(reading, returns, form), findings) for reading, findings in returns.told]
    return Desk(folder, form, returns, told, make_board(folder, form, told, today, for_round), spoken)


def _in_city_form(reading: Reading, returns: Returns, form: Form) -> Reading:
    return reading if reading.plan == form.id else in_city_form(reading, returns.forms[reading.plan], form)
