"""What several commands share: their options, the form they work with, the files they are given, what they write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from xlplan.cli.words import WORDS, Refusal
from xlplan.findings.counting import counted
from xlplan.post.folder import PLAN_FILE, PlanFolder, filed_in, is_passing, is_workbook, plan_folder

if TYPE_CHECKING:
    from xlplan.findings.finding import Finding, Language
    from xlplan.form.model import Form

_Command = TypeVar("_Command", bound=Callable[..., object])
FAIL_ON = {"info": 1, "warning": 2, "error": 3, "never": 4}

plan_option = click.option(
    "--plan",
    "--form",
    "plan",
    metavar="MALL",
    help="Malldefinition: en YAML-fil eller namnet på en medföljande. Förval: plan.yaml här.",
)
password_option = click.option(
    "--password",
    metavar="LÖSENORD",
    envvar="XLPLAN_PASSWORD",
    help="Öppnar arbetsböcker med lösenord (kräver tillägget crypto); läses hellre ur XLPLAN_PASSWORD.",
)
lang_option = click.option(
    "--lang", type=click.Choice(["sv", "en"]), envvar="XLPLAN_LANG", help="Språk i det som skrivs."
)
force_option = click.option("--force", is_flag=True, help="Skriv över filer som finns.")
keep_numbers_option = click.option(
    "--keep-personal-numbers",
    "keep_numbers",
    is_flag=True,
    help="Låt personnummer och samordningsnummer stå kvar i klartext i det som skrivs. Förval: 640823-****.",
)
fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(list(FAIL_ON)),
    default="error",
    help="Avsluta med 1 om någon anmärkning är minst så allvarlig. Förval: error.",
)


WORKERS_ASKED = "xlplan.workers"
"""Where a command's context keeps the number of processes asked for; no command's body has a use for it."""
workers_option = click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="ANTAL",
    envvar="XLPLAN_WORKERS",
    expose_value=False,
    callback=lambda context, _, count: context.meta.update({WORKERS_ASKED: count}),
    help="Läs med så många processer. Förval: efter antalet filer och processorer; resultatet är detsamma.",
)


def reading_options(command: _Command) -> _Command:
    """The options of every command that reads returns."""
    for option in (fail_on_option, lang_option, workers_option, password_option, plan_option):
        command = option(command)
    return command


def also_option(command: _Command) -> _Command:
    """``--also``: further forms that returns may answer."""
    return click.option(
        "--also",
        multiple=True,
        metavar="MALL",
        help="Ytterligare en mall som inlämningar kan svara på; kan anges flera gånger.",
    )(command)


def language(lang: str | None, form: Form | None = None) -> Language:
    """The language to speak: as asked, else the form's, else Swedish."""
    return "en" if (lang or (form.language if form else "sv")) == "en" else "sv"


def wanted_form(plan: str | None, lang: str | None) -> Form | None:
    """The form named with ``--plan``, else that of the plan folder we stand in; None when there is neither.

    Raises:
        Refusal: The form has errors; its sentence lists them all.
    """
    from xlplan.form.load import load_form
    from xlplan.form.problems import FormError

    source = plan if plan is not None else Path(PLAN_FILE) if Path(PLAN_FILE).is_file() else None
    if source is None:
        return None
    try:
        return load_form(source)
    except FormError as error:
        raise Refusal(error.report(language(lang))) from error


def needed_form(plan: str | None, lang: str | None) -> Form:
    """As :func:`wanted_form`, but a form there must be."""
    from xlplan.form.shipped import shipped_forms

    form = wanted_form(plan, lang)
    if form is None:
        raise Refusal(WORDS[language(lang)]["no_plan"].format(known=", ".join(shipped_forms())))
    return form


def known_forms(plan: str | None, lang: str | None, also: Sequence[str] = (), files: Iterable[Path] = ()) -> list[Form]:
    """The forms that returns may answer here, the city's first; none when that is neither named nor here.

    After it those of ``--also``, and the districts' own in ``mallar`` of the plan folder we stand in and of
    those that the files are filed in.

    Raises:
        Refusal: As :func:`wanted_form`.
    """
    city = wanted_form(plan, lang)
    if city is None:
        return []
    folders = {folder.root.resolve(): folder for each in files if (folder := filed_in(each))}
    if here := plan_folder():
        folders[here.root.resolve()] = here
    own = [str(path) for _, folder in sorted(folders.items()) for path in folder.other_forms]
    known = {city.id: city}
    for source in (*also, *own):
        if form := wanted_form(source, lang):
            known.setdefault(form.id, form)
    return list(known.values())


def needed_folder(lang: str | None) -> PlanFolder:
    """The plan folder we stand in; raises Refusal where there is none."""
    from xlplan.cli.post_words import POST_WORDS

    folder = plan_folder()
    if folder is None:
        raise Refusal(POST_WORDS[language(lang)]["no_folder"])
    return folder


def workbooks(paths: Iterable[Path], lang: str | None) -> Iterator[Path]:
    """The files meant: each as named; of a folder the workbooks in it, at any depth, sorted. Lock files are skipped.

    A folder without any is itself given, to be told of as what cannot be read.

    Raises:
        Refusal: A folder without workbooks is all there is.
    """
    words = WORDS[language(lang)]
    named = list(paths)
    for path in named:
        inside = _workbooks_in(path)
        if inside == [] and len(named) == 1:
            raise Refusal(words["empty_folder"].format(path=path))
        for each in inside or [path]:
            if is_passing(each):
                click.echo(words["skipped"].format(path=each), err=True)
            else:
                yield each


def files_or_inbox(paths: Sequence[Path], lang: str | None) -> Sequence[Path]:
    """The files that a command is given, else the returns of the plan folder we stand in.

    Raises:
        Refusal: No files are named, and there are none in a plan folder here.
    """
    if paths:
        return paths
    words = WORDS[language(lang)]
    folder = plan_folder()
    if folder is None and not PlanFolder(Path()).inbox.is_dir():
        raise Refusal(words["no_files"])
    here = folder or PlanFolder(Path())
    if unclear := here.unclear():
        from xlplan.cli.post_words import POST_WORDS

        told = POST_WORDS[language(lang)]["left_out"]
        click.echo(counted(told, count=len(unclear), folder=unclear[0].parent), err=True)
    found = here.returns()
    if not found:
        raise Refusal(words["empty_folder"].format(path=PlanFolder(Path()).inbox))
    return found


def write(
    content: bytes, path: Path, *, force: bool, words: dict[str, str], silent: bool = False, on_stderr: bool = False
) -> None:
    """Write a file in place and, unless ``silent``, name it on stdout (or stderr, where stdout holds a result).

    Raises:
        Refusal: Another file is there, or the place cannot be written to.
    """
    from xlplan.sheets.files import OutputExists, is_open_elsewhere, save, save_new

    try:
        if force and is_open_elsewhere(path) and path.read_bytes() != content:
            beside = save_new(content, path.with_name(f"{path.stem} ({words['new']}){path.suffix}"))
            click.echo(words["open_elsewhere"].format(path=path, beside=beside), err=True)
            path, changed = beside, True
        else:
            changed = save(content, path, force=force)
    except OutputExists as error:
        raise Refusal(words["kept"].format(path=error.path)) from error
    except OSError as error:
        raise Refusal(words["cannot_write"].format(path=path, why=error.strerror or error)) from error
    if not silent:
        click.echo(words["wrote" if changed else "unchanged"].format(path=path), err=on_stderr)


def exit_code(findings: Iterable[Finding], fail_on: str, unread: int = 0) -> int:
    """3 when files could not be read, else 1 with findings at or above ``fail_on``, else 0."""
    from xlplan.findings.finding import worst

    return 3 if unread else int(worst(tuple(findings)) >= FAIL_ON[fail_on])


def _workbooks_in(path: Path) -> list[Path] | None:
    """The workbooks in a folder with their lock files; none when lock files are all. None for what is no folder."""
    try:
        inside = sorted(filter(is_workbook, path.rglob("*"))) if path.is_dir() else None
    except OSError:
        return None
    return [] if inside is not None and all(map(is_passing, inside)) else inside
