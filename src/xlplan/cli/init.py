"""``xlplan init``: a plan folder for a new year."""

from __future__ import annotations

from pathlib import Path

import click

from xlplan.cli.main import Command
from xlplan.cli.options import force_option, lang_option, language, write
from xlplan.cli.post_words import POST_WORDS
from xlplan.cli.words import WORDS, Refusal
from xlplan.form.shipped import shipped_forms
from xlplan.post.folder import PlanFolder

FORM = "stockholm-2024"


@click.command("init", cls=Command)
@click.argument("folder", metavar="MAPP", type=click.Path(path_type=Path, file_okay=False))
@click.option("--form", "form_id", metavar="NAMN", default=FORM, help=f"Medföljande mall. Förval: {FORM}.")
@click.option("--year", type=click.IntRange(2000, 2100), required=True, metavar="ÅR", help="Året som planen gäller.")
@force_option
@lang_option
def command(folder: Path, form_id: str, year: int, force: bool, lang: str | None) -> None:
    """Gör en planmapp för ett nytt år, med mallen i filen plan.yaml att se över.

    Årtal och sista dagar flyttas till det nya året. Fyll sedan i förvaltningarnas e-postadresser i plan.yaml.

    \b
    Exempel:
      xlplan init plan-2026 --form stockholm-2024 --year 2026
    """
    from xlplan.form.load import load_form
    from xlplan.form.yearly import form_text

    words = POST_WORDS[language(lang)]
    if form_id not in shipped_forms():
        raise Refusal(words["no_form"].format(form=form_id, known=", ".join(shipped_forms())))
    place = PlanFolder(folder)
    write(form_text(form_id, year).encode(), place.plan, force=force, words=WORDS[language(lang)])
    for each in place.folders:
        try:
            each.mkdir(exist_ok=True)
        except OSError as error:
            reason = WORDS[language(lang)]["cannot_write"].format(path=each, why=error.strerror or error)
            raise Refusal(reason) from error
    form = load_form(place.plan)
    days = ", ".join(f"{each.title} {each.due}" for each in form.rounds if each.due)
    click.echo(words["made"].format(folder=folder, districts=len(form.districts), days=days), err=True)
