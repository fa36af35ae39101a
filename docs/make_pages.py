"""Make the pages that come out of the code: ``findings.md`` from the catalogue, ``cli.md`` from each command's help.

``python docs/make_pages.py`` writes them; with ``--check`` nothing is written, and the exit code is 1 when one of them
is out of step with the code.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from xlplan.cli.main import xlplan
from xlplan.findings.catalogue import kinds
from xlplan.findings.families import FAMILIES
from xlplan.findings.finding import Kind, Severity
from xlplan.findings.render import severity_word

DOCS = Path(__file__).resolve().parent
MENDED_BY = "make docs"
HELP_WIDTH = 88
"""Columns of the help texts, whatever terminal they are made in."""

_MADE = f"<!-- Made from the code by `{MENDED_BY}`. Change the code, not this page. -->"
_SEVERITIES = (
    (Severity.ERROR, "cannot be used as it stands"),
    (Severity.WARNING, "a person should look"),
    (Severity.INFO, "something that xlplan changed, skipped or understood without being told"),
)
_IN_PYTHON = {
    "init": "`xlplan.form.yearly.form_text(form_id, year)` gives the text of `plan.yaml`.",
    "generate": "`xlplan.write_template(form, district, path)`, once for each district of `form.districts`.",
    "collect": "`xlplan.post.collect.collect(sources, folder, form)`.",
    "status": "`xlplan.post.board.make_board(folder, form, told, today)`.",
    "reply": "`xlplan.post.annotate.annotate(…)`, `xlplan.post.letter.letter(…)` and `xlplan.post.mail.compose(…)`.",
    "remind": "`xlplan.post.mail.compose(…)`, for each row of `board.missing()`.",
    "read": "`xlplan.read_return(path, form)` and `xlplan.check(reading, form)`.",
    "check": "`xlplan.check(reading, form)` gives the findings; `xlplan.findings.ranges.ranges` joins like ones.",
    "explain": "`xlplan.findings.catalogue.kinds()`.",
    "merge": "`xlplan.merge(readings, form)` and `xlplan.write_city(plan, form, path)`.",
    "diff": "`xlplan.diff.compare.compare(before, after, form)`, of versions that `xlplan.diff.versions` makes.",
    "report": "`xlplan.report.page.html_bytes(plan, form)` and `xlplan.report.document.document_bytes(plan, form)`, of "
    "a plan that `xlplan.merging.masking.masked` masked.",
    "schema": "`xlplan.form.schema.schema_text()`; `xlplan.load_form(source)` applies the same rules, and more.",
    "demo": "the verbs of the other commands, one after another.",
}
"""Each command's counterpart in Python."""


def findings_page() -> str:
    """The page of all kinds of findings."""
    parts = [
        _MADE,
        "# Findings",
        "A finding says what is wrong or notable in a return, where it stands and what to do about it. Its code and "
        "name keep their meaning for ever. The sentences are given in Swedish and in English; `{…}` stands for a fact "
        "of the case.",
        "\n".join(
            f"- **{severity.label}** ({severity_word(severity, 'sv')}): {meaning}." for severity, meaning in _SEVERITIES
        ),
    ]
    families: dict[str, list[Kind]] = {}
    for kind in kinds():
        families.setdefault(kind.code[2], []).append(kind)
    for family, members in families.items():
        heading, about = FAMILIES[family]
        parts += [f"## XP{family}xx: {heading.en}", about.en, *map(_kind, members)]
    return "\n\n".join(parts) + "\n"


def _kind(kind: Kind) -> str:
    severity = f"{kind.severity.label} ({severity_word(kind.severity, 'sv')})"
    return "\n\n".join(
        [
            f"### {kind.code} {kind.name}",
            f"Severity: {severity}.",
            f"- sv: {kind.message.sv} *{kind.hint.sv}*\n- en: {kind.message.en} *{kind.hint.en}*",
        ]
    )


def cli_page() -> str:
    """The page of all commands: what each answers to ``--help``."""
    parts = [
        _MADE,
        "# Commands",
        "What each command answers to `--help` (in Swedish, as its users are), and the same verb in Python. "
        "`xlplan` is installed with the package; `python -m xlplan` is the same.",
    ]
    for context, command in commands():
        heading = "xlplan" if context.parent is None else f"xlplan {command.name}"
        help_text = re.sub(r"[ \t]+$", "", command.get_help(context), flags=re.MULTILINE)
        parts += [f"## {heading}", f"```text\n{help_text}\n```"]
        if context.parent is not None:
            parts.append(f"In Python: {_IN_PYTHON[command.name or '']}")
    parts += ["## Exit codes", _EXIT_CODES]
    return "\n\n".join(parts) + "\n"


_EXIT_CODES = """\
| code | meaning |
|---|---|
| 0 | done |
| 1 | done, with findings at or above `--fail-on` (default: error) |
| 2 | wrong usage, form or output place |
| 3 | a file could not be read; the others were done |
| 70 | a fault of xlplan's own; `XLPLAN_DEBUG=1` shows where it arose |
| 130 | stopped with Ctrl-C |

Results go to stdout; progress, notes and errors to stderr. `XLPLAN_LANG=en` is a default for `--lang`."""


def commands() -> Iterator[tuple[click.Context, click.Command]]:
    """The group and each of its commands, with the context that its help is shown in."""
    top = click.Context(xlplan, info_name="xlplan", terminal_width=HELP_WIDTH)
    yield top, xlplan
    for name in xlplan.list_commands(top):
        command = xlplan.get_command(top, name)
        if command is not None:
            yield click.Context(command, info_name=name, parent=top, terminal_width=HELP_WIDTH), command


def pages() -> dict[str, str]:
    """Each page's name in ``docs/`` and its text."""
    return {"findings.md": findings_page(), "cli.md": cli_page()}


def out_of_step(folder: Path = DOCS) -> list[str]:
    """The pages in a folder that are not as the code would make them now."""
    return [
        name
        for name, text in pages().items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]


def main() -> int:
    """Write the pages, or only check them."""
    parser = argparse.ArgumentParser(description="Make the pages that come out of the code.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when a page is out of step")
    check = parser.parse_args().check
    stale = out_of_step()
    for name in stale:
        if check:
            sys.stderr.write(f"docs/{name} is out of step with the code: run {MENDED_BY}\n")
        else:
            (DOCS / name).write_text(pages()[name], encoding="utf-8", newline="\n")
            sys.stdout.write(f"docs/{name}\n")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
