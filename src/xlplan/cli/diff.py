"""``xlplan diff``: what changed between two returns, two sets of returns, or two city workbooks."""

from __future__ import annotations

import json
from pathlib import Path

import click

from xlplan.city.workbook import read_previous
from xlplan.cli.main import EXIT_OUR_FAULT, Command
from xlplan.cli.options import (
    force_option,
    keep_numbers_option,
    lang_option,
    language,
    password_option,
    plan_option,
    wanted_form,
    write,
)
from xlplan.cli.returns import Returns, read_returns
from xlplan.cli.words import WORDS, Refusal
from xlplan.diff.as_workbook import diff_workbook
from xlplan.diff.compare import compare
from xlplan.diff.model import Version
from xlplan.diff.telling import diff_json, diff_text
from xlplan.diff.versions import of_city, of_plan, of_return
from xlplan.diff.wording import diff_words
from xlplan.form.load import load_form
from xlplan.form.model import Form
from xlplan.form.shipped import shipped_forms
from xlplan.merging.merge import merge
from xlplan.plan.personal import masked_values
from xlplan.sheets.refusal import UnreadableWorkbook


@click.command("diff", cls=Command)
@click.argument("before", metavar="FÖRE", type=click.Path(path_type=Path))
@click.argument("after", metavar="EFTER", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form_of_output",
    type=click.Choice(["text", "json", "xlsx"]),
    default="text",
    help="xlsx: en arbetsbok (kräver -o) med det borttagna överstruket och det nya i fet stil.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FIL", help="Arbetsbokens fil."
)
@force_option
@keep_numbers_option
@plan_option
@password_option
@lang_option
def command(
    before: Path,
    after: Path,
    form_of_output: str,
    output: Path | None,
    force: bool,
    keep_numbers: bool,
    plan: str | None,
    password: str | None,
    lang: str | None,
) -> int:
    """Visa vad som har ändrats, åtgärd för åtgärd och ord för ord.

    FÖRE och EFTER är två inlämningar, två mappar med inlämningar (två omgångar, som slås ihop var för sig) eller två
    sammanställningar.

    \b
    Exempel:
      xlplan diff jarva-plan.xlsx jarva-t1.xlsx
      xlplan diff inkommet-t1 inkommet-t2 --format xlsx -o skillnader.xlsx
    """
    sides = [_Side(path, plan, lang, password) for path in (before, after)]
    if failed := [side for side in sides if side.version is None]:
        return EXIT_OUR_FAULT if any(side.returns and side.returns.faults for side in failed) else 3
    forms = {side.form.id: side.form for side in sides if side.form}
    words = WORDS[language(lang)]
    if len(forms) > 1:
        raise Refusal(words["several_plans"].format(plans=", ".join(sorted(forms))))
    form = next(iter(forms.values()))
    versions = [side.version for side in sides if side.version]
    older, newer = versions if keep_numbers else map(masked_values, versions)
    told = compare(older, newer, form)
    spoken = diff_words(language(lang, form))
    if form_of_output == "text":
        click.echo(diff_text(told, form, spoken).encode(), nl=False)
    elif form_of_output == "json":
        click.echo((json.dumps(diff_json(told, form, spoken), ensure_ascii=False, indent=2) + "\n").encode(), nl=False)
    else:
        if output is None:
            raise Refusal(words["needs_output"])
        if output.resolve() in {each.resolve() for each in (before, after)}:
            raise Refusal(words["is_a_return"].format(path=output))
        write(diff_workbook(told, form, spoken), output, force=force, words=WORDS[language(lang, form)])
    return 3 if any(side.returns and side.returns.unread for side in sides) else 0


class _Side:
    """One of the two, read as what it is; ``version`` is None when nothing in it could be read."""

    def __init__(self, path: Path, plan: str | None, lang: str | None, password: str | None) -> None:
        self.returns: Returns | None = None
        self.form: Form | None = None
        self.version: Version | None = None
        if path.is_file() and self._is_city(path, plan, lang):
            return
        self.returns = read_returns([path], plan, lang, password)
        readings = self.returns.readings
        if not readings:
            return
        if len(self.returns.forms) > 1:
            plans = ", ".join(sorted(self.returns.forms))
            raise Refusal(WORDS[language(lang)]["several_plans"].format(plans=plans))
        self.form = next(iter(self.returns.forms.values()))
        if path.is_dir():
            self.version = of_plan(merge(readings, self.form), self.form, path.name or str(path.resolve().name))
        else:
            self.version = of_return(readings[0], self.form)

    def _is_city(self, path: Path, plan: str | None, lang: str | None) -> bool:
        """Whether it is a city workbook of the form, or of a shipped one; it is then read."""
        form = wanted_form(plan, lang)
        for each in [form] if form else [load_form(form_id) for form_id in shipped_forms()]:
            try:
                past = read_previous(path.read_bytes(), path.name, each)
            except (UnreadableWorkbook, OSError):
                return False
            if past is not None:
                self.form, self.version = each, of_city(past, each)
                return True
        return False
