"""What the command line says itself, in Swedish and English; findings have their own catalogue."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "stopped": "avbrutet.",
        "our_fault": "internt fel, som är xlplans eget och inte ditt ({error}; xlplan {version}). "
        "Sätt XLPLAN_DEBUG=1 för att se var det uppstod.",
        "kept": "{path} finns redan med annat innehåll och lämnades orörd. Ange --force för att skriva över den.",
        "is_a_return": "{path} är en av inlämningarna och skrivs aldrig över. Ange en annan fil med -o.",
        "no_city": "{path} är ingen sammanställning av den här planen. Ange en annan fil med --previous.",
        "next_year_from": "ange med --from var förra årets inlämningar ligger.",
        "no_last_year": "inlämningarna gäller {years}; de ska gälla {year} eller året före.",
        "left_out": "{count:klar åtgärd|klara åtgärder} togs inte med:",
        "no_looks": "{path}: texterna förs över, men färger och bredder syns bara i en .xlsx.",
        "needs_output": "ange med -o vilken fil arbetsboken ska skrivas till.",
        "previous": "föregående",
        "rebuilt": "{path} är en ny arbetsbok med bara texterna: avsändarens fil gick inte att märka som den är.",
        "cannot_write": "{path} kan inte skrivas: {why}.",
        "open_elsewhere": "{path} är öppen i Excel eller LibreOffice och lämnades orörd. Det nya ligger i {beside}.",
        "new": "ny",
        "no_plan": "ange vilken mall det gäller med --plan (medföljande: {known}), "
        "eller ställ dig i en planmapp med plan.yaml.",
        "no_district": "mallen har ingen stadsdelsförvaltning ”{key}”. Möjliga: {known}.",
        "no_round": "mallen har ingen uppföljningsomgång ”{key}”. Möjliga: {known}.",
        "no_field": "mallen frågar inte efter ”{key}” på första fliken. Möjliga: {known}.",
        "bad_field": "”{text}” ska skrivas NYCKEL=TEXT.",
        "no_files": "ange minst en inlämnad arbetsbok, eller en mapp med sådana.",
        "empty_folder": "mappen {path} innehåller inga arbetsböcker.",
        "skipped": "{path}: hoppades över, det är en låsfil som Excel eller LibreOffice lämnar medan boken är öppen.",
        "several_plans": "inlämningarna svarar på olika mallar ({plans}). Ange vilken som gäller med --plan.",
        "nothing_read": "ingen inlämning gick att läsa, så ingen sammanställning gjordes.",
        "wrote": "{path}",
        "unchanged": "{path} (oförändrad)",
        "merged": "{actions:åtgärd|åtgärder} från {used:inlämning|inlämningar}; "
        "{missing:stadsdelsförvaltning|stadsdelsförvaltningar} saknas, "
        "{decisions} att avgöra.",
        "needs_folder": "parquet är flera filer: ange en mapp för dem med -o.",
        "extra_missing": "{format} kräver tillägget {extra}, som inte är installerat: "
        'python3 -m pip install "xlplan[{extra}]".',
        "reading": "Läser",
        "fault": "{path}: internt fel, som är xlplans eget och inte ditt ({detail}; xlplan {version}). "
        "Filen lästes inte, men de andra lästes. Sätt XLPLAN_DEBUG=1 för att se var det uppstod.",
        "died": "{path}: läsningen avbröts av datorn, troligen för att minnet tog slut. "
        "Filen lästes inte, men de andra lästes. Spara den som ny arbetsbok och försök igen.",
        "demo_templates": "Mallar att skicka ut:",
        "demo_returns": "Inlämnade planer:",
        "demo_read": "Lästa:",
        "demo_city": "Stadens sammanställning:",
        "usage_no_such_option": "valet {name} finns inte.{near}",
        "usage_no_such_command": "kommandot ”{name}” finns inte.{near} Kör xlplan --help.",
        "usage_missing_argument": "det saknas ett argument: {name}.",
        "usage_missing_option": "valet {name} måste anges.",
        "usage_bad_value": "värdet för {name} går inte att använda: {value}",
        "usage_needs_value": "valet {name} behöver ett värde.",
        "usage_other": "kommandot går inte att tolka ({message})",
        "near": " Menade du {near}?",
    },
    "en": {
        "stopped": "stopped.",
        "our_fault": "internal error, xlplan's own and not yours ({error}; xlplan {version}). "
        "Set XLPLAN_DEBUG=1 to see where it arose.",
        "kept": "{path} exists with other content and was kept. Give --force to write over it.",
        "is_a_return": "{path} is one of the returns and is never written over. Name another file with -o.",
        "no_city": "{path} is no city workbook of this plan. Name another file with --previous.",
        "next_year_from": "say with --from where last year's returns are.",
        "no_last_year": "the returns are for {years}; they should be for {year} or the year before.",
        "left_out": "{count:action|actions} already done, left out:",
        "no_looks": "{path}: the texts are carried over, but colours and widths are told by an .xlsx only.",
        "needs_output": "say with -o which file to write the workbook to.",
        "previous": "previous",
        "rebuilt": "{path} is a new workbook with the texts only: the sender's file could not be marked as it is.",
        "cannot_write": "{path} cannot be written: {why}.",
        "open_elsewhere": "{path} is open in Excel or LibreOffice and was left alone. The new one is {beside}.",
        "new": "new",
        "no_plan": "say which form with --plan (shipped: {known}), or stand in a plan folder with plan.yaml.",
        "no_district": "the form has no district “{key}”. Possible: {known}.",
        "no_round": "the form has no round “{key}”. Possible: {known}.",
        "no_field": "the form does not ask for “{key}” on its first tab. Possible: {known}.",
        "bad_field": "“{text}” must be written KEY=TEXT.",
        "no_files": "name at least one returned workbook, or a folder of them.",
        "empty_folder": "the folder {path} holds no workbooks.",
        "skipped": "{path}: skipped, it is a lock file that Excel or LibreOffice leaves while the workbook is open.",
        "several_plans": "the returns answer different forms ({plans}). Say which one holds with --plan.",
        "nothing_read": "no return could be read, so no city workbook was made.",
        "wrote": "{path}",
        "unchanged": "{path} (unchanged)",
        "merged": "{actions:action|actions} from {used:return|returns}; "
        "{missing:district office|district offices} missing, {decisions} to decide.",
        "needs_folder": "parquet is several files: name a folder for them with -o.",
        "extra_missing": "{format} needs the extra {extra}, which is not installed: "
        'python3 -m pip install "xlplan[{extra}]".',
        "reading": "Reading",
        "fault": "{path}: internal error, xlplan's own and not yours ({detail}; xlplan {version}). "
        "The file was not read, the others were. Set XLPLAN_DEBUG=1 to see where it arose.",
        "died": "{path}: the computer stopped the reading, probably since memory ran out. "
        "The file was not read, the others were. Save it as a new workbook and try again.",
        "demo_templates": "Templates to send:",
        "demo_returns": "Returned plans:",
        "demo_read": "Read:",
        "demo_city": "The city workbook:",
        "usage_no_such_option": "there is no option {name}.{near}",
        "usage_no_such_command": "there is no command “{name}”.{near} Run xlplan --help.",
        "usage_missing_argument": "an argument is missing: {name}.",
        "usage_missing_option": "the option {name} must be given.",
        "usage_bad_value": "the value of {name} cannot be used: {value}",
        "usage_needs_value": "the option {name} needs a value.",
        "usage_other": "the command cannot be understood ({message})",
        "near": " Did you mean {near}?",
    },
}


def language_of_arguments(arguments: Sequence[str]) -> str:
    """The language before any form is known: ``--lang``, else ``XLPLAN_LANG``, else Swedish."""
    wanted = os.environ.get("XLPLAN_LANG", "sv")
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            wanted = arguments[index + 1]
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
    return wanted if wanted in WORDS else "sv"


def usage_sentence(error: click.UsageError, language: str) -> str:
    """One sentence for what click objects to; our own errors carry their sentence."""
    words = WORDS[language]
    match error:
        case Refusal():
            return error.message
        case click.NoSuchOption():
            return words["usage_no_such_option"].format(name=error.option_name, near=_near(error.possibilities, words))
        case click.NoSuchCommand():
            name, near = error.command_name, _near(error.possibilities, words)
            return words["usage_no_such_command"].format(name=name, near=near)
        case click.MissingParameter():
            kind = "usage_missing_argument" if error.param_type == "argument" else "usage_missing_option"
            return words[kind].format(name=_name(error))
        case click.BadParameter():
            return words["usage_bad_value"].format(name=_name(error), value=_choices(error))
        case click.BadOptionUsage():
            return words["usage_needs_value"].format(name=error.option_name)
    return words["usage_other"].format(message=error.format_message())


def error_words(error: Exception) -> str:
    """An error that we did not foresee, on one line and not too long."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


class Refusal(click.UsageError):
    """Wrong usage, form or output place, with its sentence."""


def _near(possibilities: Sequence[str] | None, words: dict[str, str]) -> str:
    return words["near"].format(near=", ".join(possibilities)) if possibilities else ""


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    option = next((opt for opt in error.param.opts if opt.startswith("--")), None)
    return option or error.param.human_readable_name


def _choices(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    return " | ".join(map(str, kind.choices)) + "." if isinstance(kind, click.Choice) else error.message
