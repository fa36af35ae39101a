"""``xlplan demo``: the year on the example plans, in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import click

from xlplan.checks.check import check
from xlplan.city.workbook import city_bytes, city_name
from xlplan.cli.main import Command
from xlplan.cli.options import force_option, lang_option, language, write
from xlplan.cli.words import WORDS
from xlplan.form.load import load_form
from xlplan.form.naming import template_name
from xlplan.form.shipped import shipped_examples, shipped_path
from xlplan.merging.masking import masked
from xlplan.merging.merge import merge
from xlplan.post.folder import PLAN_FILE
from xlplan.reading.as_json import returns_json
from xlplan.reading.read import read_return
from xlplan.template.workbook import template_bytes

FORM = "stockholm-2024"
OTHERS = ("skarholmen-samverkan", "hasselby-vallingby-2020")
"""Forms of the districts' own that two of the plans answer."""


@click.command("demo", cls=Command)
@click.argument(
    "folder", type=click.Path(path_type=Path, file_okay=False), default=Path("xlplan-demo"), metavar="[MAPP]"
)
@force_option
@lang_option
def command(folder: Path, force: bool, lang: str | None) -> None:
    """Gå igenom hela året på exempelplanerna: mallar, inlämningar, sammanställning.

    Varje fil som görs nämns, sammanställningen sist.
    """
    form, others = load_form(FORM), [load_form(other) for other in OTHERS]
    spoken = language(lang, form)
    words = WORDS[spoken]

    def put(content: bytes, *path: str) -> Path:
        target = folder.joinpath(*path)
        write(content, target, force=force, words=words)
        return target

    put(shipped_path(FORM).read_bytes(), PLAN_FILE)
    for other in OTHERS:
        put(shipped_path(other).read_bytes(), "mallar", f"{other}.yaml")
    click.echo(words["demo_templates"])
    for district in form.districts:
        put(template_bytes(form, district.key), "utskick", template_name(form, district))
    for each in others:
        for district in each.districts:
            put(template_bytes(each, district.key), "utskick", each.id, template_name(each, district))
    click.echo(words["demo_returns"])
    readings = []
    for example in sorted(shipped_examples().glob("*.xlsx")):
        reading = read_return(example, [form, *others])
        put(example.read_bytes(), "inkommet", reading.district or "_oklart", example.name)
        readings.append(reading)
    click.echo(words["demo_read"])
    by_id = {each.id: each for each in (form, *others)}
    told = [(reading, check(reading, by_id[reading.plan])) for reading in readings]
    put(returns_json(told, spoken).encode(), "sammanstallning", "inlamningar.json")
    click.echo(words["demo_city"])
    put(city_bytes(masked(merge(readings, form, others=others)), form), "sammanstallning", city_name(form))
