"""``xlplan check``: what is wrong with returned workbooks, where, and what to do about it."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from xlplan.cli.main import EXIT_OUR_FAULT, Command
from xlplan.cli.options import exit_code, force_option, language, reading_options
from xlplan.cli.returns import read_returns
from xlplan.findings.finding import Finding, Language, Severity
from xlplan.findings.personal import mask
from xlplan.findings.ranges import Range, ranges
from xlplan.findings.render import safe, severity_word, tellable, to_json, without_values
from xlplan.plan.model import Reading

SCHEMA_VERSION = 1
Told = tuple[Reading, tuple[Finding, ...]]
"""A return and what there is to say of it."""
WORDS: dict[Language, dict[str, str]] = {
    "sv": {"whole": "Hela filen", "nothing": "Inget att anmärka.", "cell": "Cell", "what": "Vad", "do": "Att göra"},
    "en": {"whole": "The whole file", "nothing": "Nothing to say.", "cell": "Cell", "what": "What", "do": "To do"},
}
COUNTED: dict[Language, dict[Severity, tuple[str, str]]] = {
    "sv": {
        Severity.ERROR: ("fel", "fel"),
        Severity.WARNING: ("varning", "varningar"),
        Severity.INFO: ("upplysning", "upplysningar"),
    },
    "en": {
        Severity.ERROR: ("error", "errors"),
        Severity.WARNING: ("warning", "warnings"),
        Severity.INFO: ("info", "infos"),
    },
}
"""One and several of each severity."""


@click.command("check", cls=Command)
@click.argument("files", nargs=-1, metavar="FIL...", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form_of_output",
    type=click.Choice(["text", "json"]),
    default="text",
    help="text (förval): en tabell för varje fil. json: en post för varje anmärkning.",
)
@click.option("--no-values", is_flag=True, help="Utelämna förvaltningarnas egna ord.")
@click.option(
    "--annotate",
    "copies",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="MAPP",
    help="Lägg en kopia av varje arbetsbok här, med anmärkningarna märkta, att skicka tillbaka.",
)
@click.option(
    "--letter",
    "letters",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="MAPP",
    help="Lägg ett brev till varje avsändare här, som textfil att klistra in eller mejla.",
)
@force_option
@reading_options
def command(
    files: tuple[Path, ...],
    form_of_output: str,
    no_values: bool,
    copies: Path | None,
    letters: Path | None,
    force: bool,
    plan: str | None,
    password: str | None,
    lang: str | None,
    fail_on: str,
) -> int:
    """Kontrollera inlämnade arbetsböcker: vad som är fel, var, och hur det rättas.

    Lika anmärkningar under varandra blir en rad (E6:E9) i tabellen; json har var och en. SARIF och xlsx finns inte:
    det första läses av programmerares verktyg, och den som ska rätta vill ha det i sin egen arbetsbok.

    \b
    Exempel:
      xlplan check "Åtgärdsplan 2024 Järva.xlsx"
      xlplan check inkommet --format json --no-values
      xlplan check inkommet --annotate svar --letter svar
    """
    returns = read_returns(files, plan, lang, password)
    spoken = language(lang, next(iter(returns.forms.values()), None))
    told: list[Told] = returns.told
    if copies or letters:
        from xlplan.cli.copies import write_copies, write_letters

        if copies:
            write_copies(returns, told, copies, spoken, force=force)
        if letters:
            write_letters(returns, told, letters, spoken, force=force)
    shown = [(reading, tuple(map(without_values, found)) if no_values else found) for reading, found in told]
    if form_of_output == "json":
        click.echo(_json(shown, spoken).encode(), nl=False)
    elif sys.stdout.isatty():
        _tables(shown, spoken)
    else:
        click.echo("".join(f"{line}\n" for line in _lines(shown, spoken)).encode(), nl=False)
    if returns.faults:
        return EXIT_OUR_FAULT
    return exit_code((finding for _, found in told for finding in found), fail_on, returns.unread)


def _json(told: Iterable[Told], spoken: Language) -> str:
    """All returns as one document, indented, ending with a line break."""
    returns = [_return_json(reading, found, spoken) for reading, found in told]
    return json.dumps({"schema_version": SCHEMA_VERSION, "returns": returns}, ensure_ascii=False, indent=2) + "\n"


def _return_json(reading: Reading, found: Sequence[Finding], spoken: Language) -> dict[str, Any]:
    counted = Counter(finding.kind.severity for finding in found)
    return {
        "file": mask(reading.file),
        "plan": reading.plan,
        "year": reading.year,
        "district": reading.district,
        "round": reading.round,
        "counts": {severity.label: counted[severity] for severity in sorted(Severity, reverse=True)},
        "findings": [to_json(finding, spoken) for finding in found],
    }


def _tabs(found: Iterable[Finding], words: dict[str, str]) -> Iterator[tuple[str, list[Range]]]:
    """What to call each tab with findings, and its ranges."""
    for sheet, findings in groupby(found, key=lambda finding: finding.sheet):
        yield safe(mask(sheet)) or words["whole"], ranges(findings)


def _lines(told: Iterable[Told], spoken: Language) -> Iterator[str]:
    """Plain text for other programs and for files: a file, its tabs, a finding with its remedy below it, the counts."""
    for reading, found in told:
        yield safe(mask(reading.file))
        for tab, of_tab in _tabs(found, WORDS[spoken]):
            yield f"  {tab}"
            width = max(len(each.cells) for each in of_tab)
            for each in of_tab:
                finding = tellable(each.first)
                kind = finding.kind
                start = f"    {each.cells:<{width}}  " if width else "    "
                start += f"{severity_word(kind.severity, spoken):<10}  {kind.code}  "
                yield start + finding.message(spoken)
                yield " " * len(start) + finding.hint(spoken)
        yield "  " + counts(found, spoken)
        yield ""


def counts(found: Iterable[Finding], spoken: Language) -> str:
    """How many findings there are of each severity, the worst first: ``1 fel, 2 varningar``."""
    counted = Counter(finding.kind.severity for finding in found)
    parts = [
        f"{counted[severity]} {COUNTED[spoken][severity][counted[severity] > 1]}"
        for severity in sorted(counted, reverse=True)
    ]
    return ", ".join(parts) or WORDS[spoken]["nothing"]


def _tables(told: Iterable[Told], spoken: Language) -> None:
    """Tables for a person at a terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    words = WORDS[spoken]
    console = Console(highlight=False)
    styles = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
    for reading, found in told:
        console.print(Text(safe(mask(reading.file)), style="bold"))
        for tab, of_tab in _tabs(found, words):
            table = Table(title=Text(tab), title_justify="left")
            for heading in (words["cell"], "", "", words["what"], words["do"]):
                table.add_column(heading, no_wrap=heading in ("", words["cell"]))
            for each in of_tab:
                finding = tellable(each.first)
                severity = finding.kind.severity
                word = Text(severity_word(severity, spoken), style=styles[severity])
                said = (Text(finding.message(spoken)), Text(finding.hint(spoken)))
                table.add_row(Text(each.cells), word, Text(finding.kind.code), *said)
            console.print(table)
        console.print(Text(counts(found, spoken)))
        console.print()
