"""The board of the plan folder we stand in, for the commands that begin with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xlplan.cli.options import language, needed_folder, needed_form
from xlplan.cli.returns import Returns, read_returns
from xlplan.cli.words import WORDS, Refusal
from xlplan.findings.finding import Finding, Language
from xlplan.form.model import Form
from xlplan.plan.model import Reading
from xlplan.post.board import Board, Told, counting, make_board
from xlplan.post.folder import PlanFolder


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the coordinator's desk."""

    folder: PlanFolder
    form: Form
    returns: Returns
    board: Board
    spoken: Language
    told: Sequence[Told]
    """The returns in the words of the city's form, each with what there is to say of it in its own."""

    def counting(self, district: str) -> tuple[Reading, Sequence[Finding], Form] | None:
        """The return of a district that counts in the round, with what there is to say of it and its own form."""
        found = counting(self.told, district, self.form, self.board.round)
        own = [reading for reading in self.returns.readings if found and reading.sha256 == found[0].sha256]
        return (own[0], found[1], self.returns.forms[own[0].plan]) if found else None


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
    told = _in_city_form(returns, form) if returns.told else []
    return Desk(folder, form, returns, make_board(folder, form, told, today, for_round), spoken, told)


def _in_city_form(returns: Returns, form: Form) -> list[Told]:
    from xlplan.merging.roles import in_city_form

    return [(in_city_form(reading, returns.forms[reading.plan], form), findings) for reading, findings in returns.told]
