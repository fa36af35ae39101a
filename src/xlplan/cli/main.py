"""The command ``xlplan``: finds the verb, runs it, and turns whatever goes wrong into one sentence and an exit code.

0 done; 1 done, with findings at or above ``--fail-on``; 2 wrong usage, form or output place; 3 a file could not be read
(the others are still done); 70 a fault of xlplan's own. A verb's module is loaded when it is called, so that ``--help``
loads no spreadsheet library.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from xlplan import __version__
from xlplan.cli.words import WORDS, error_words, language_of_arguments, usage_sentence

COMMANDS = {
    "init": ("xlplan.cli.init", "Gör en planmapp för ett nytt år."),
    "generate": ("xlplan.cli.generate", "Gör mallar att skicka ut, en arbetsbok för varje stadsdelsförvaltning."),
    "collect": ("xlplan.cli.collect", "Ta emot inlämningar ur filer, mappar, zip-filer och sparade mail."),
    "status": ("xlplan.cli.status", "Visa läget: vem som svarat, hur mycket, vad som är fel, vilka som saknas."),
    "reply": ("xlplan.cli.reply", "Gör svar med märkt kopia och brev till dem som har något att rätta."),
    "remind": ("xlplan.cli.remind", "Gör påminnelser till dem som inte har svarat."),
    "read": (
        "xlplan.cli.read",
        "Läs inlämnade arbetsböcker och skriv ut planen som JSON, JSON Lines, CSV eller Parquet.",
    ),
    "check": ("xlplan.cli.check", "Kontrollera inlämnade arbetsböcker: vad som är fel, var, och hur det rättas."),
    "explain": ("xlplan.cli.explain", "Förklara en anmärkning och vad man gör åt den."),
    "merge": ("xlplan.cli.merge", "Slå ihop inlämningar till stadens sammanställning."),
    "diff": ("xlplan.cli.diff", "Visa vad som har ändrats mellan två inlämningar, omgångar eller sammanställningar."),
    "report": ("xlplan.cli.report", "Gör årssammanfattningen att visa och skriva ut."),
    "schema": ("xlplan.cli.schema", "Skriv ut JSON-schemat för malldefinitioner."),
    "demo": ("xlplan.cli.demo", "Gå igenom hela året på exempelplanerna."),
}
"""Each command: its module, and its line in the list of commands."""
GARBAGE_FROM = 10_000
"""New objects before Python looks for garbage (700 by default): a tenth of the time of loading modules."""
EXIT_USAGE, EXIT_OUR_FAULT, EXIT_STOPPED = 2, 70, 130


class Command(click.Command):
    """A command whose help speaks Swedish."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[VAL]", **settings})

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Användning: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options; arguments stand in the line of usage."""
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        records = [record for each in options if (record := each.get_help_record(ctx))]
        with formatter.section("Val"):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option ``--help`` with Swedish help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Visa den här hjälpen."
        return option


class Commands(Command, click.Group):
    """The group of all commands, each loaded when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the year."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the list of commands, without loading any."""
        Command.format_options(self, ctx, formatter)
        with formatter.section("Kommandon"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


@click.command(
    cls=Commands,
    name="xlplan",
    invoke_without_command=True,
    subcommand_metavar="[KOMMANDO ...]",
    context_settings={"max_content_width": 100},
)
@click.version_option(__version__, prog_name="xlplan", message="%(prog)s %(version)s", help="Visa versionen.")
@click.pass_context
def xlplan(context: click.Context) -> None:
    """Tar staden genom årets åtgärdsplaner i Excel: mallar ut, inlämningar in, en sammanställning.

    Ensamt i en planmapp säger xlplan var året står och vad som är nästa steg.
    """
    if context.invoked_subcommand is None:
        _home(context)


def _home(context: click.Context) -> None:
    """Tell where the year stands; outside a plan folder, the help."""
    from xlplan.post.folder import plan_folder

    folder = plan_folder()
    if folder is None:
        raise click.exceptions.NoArgsIsHelpError(context)
    from datetime import date

    from xlplan.cli.home import home_lines

    for line in home_lines(folder, os.environ.get("XLPLAN_LANG"), date.today()):
        click.echo(line)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit.

    What is loaded to begin with is not looked through for garbage again and again, and at the end nothing is: the
    system takes back the memory as a whole, and every file is closed by then.
    """
    gc.set_threshold(GARBAGE_FROM)
    code = run(sys.argv[1:] if arguments is None else arguments)
    gc.freeze()
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run a command line and give its exit code; all that goes wrong is told on stderr."""
    language = language_of_arguments(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        result = xlplan.main(args=arguments, prog_name="xlplan", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return EXIT_USAGE
    except click.UsageError as error:
        click.echo(f"xlplan: {usage_sentence(error, language)}", err=True)
        return EXIT_USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo(f"xlplan: {WORDS[language]['stopped']}", err=True)
        return EXIT_STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _our_fault(error, language)
    return result if isinstance(result, int) else 0


def _our_fault(error: Exception, language: str) -> int:
    """Tell of an error that we did not foresee, without a traceback unless it is asked for."""
    if os.environ.get("XLPLAN_DEBUG"):
        raise error
    told = WORDS[language]["our_fault"].format(error=error_words(error), version=__version__)
    click.echo(f"xlplan: {told}", err=True)
    return EXIT_OUR_FAULT
