"""The command line: one module per command, loaded only when that command runs.

`COMMANDS` is the whole table of contents. Each module has one function named ``command``, a
Typer command whose docstring is its help. Exit statuses: 0 nothing found, 1 something to look
at, 2 usage or bad input, 3 stale or missing data.
"""

import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from vedette.model.errors import VedetteError

COMMANDS: dict[str, dict[str, str]] = {
    "Workspace": {
        "demo": "the whole loop on invented data, in a minute",
        "init": "make a workspace",
        "verify": "is everything still as it was acknowledged? (the audit ledger)",
    },
    "See": {
        "see": "take lists, tracks, manifests or reports into the workspace",
        "update": "fetch the official lists; only what changed is taken",
        "watch": "take what arrives in a folder or on a feed, and look at once",
    },
    "Find": {
        "screen": "is this party, ship or aircraft on a list?",
        "find": "run every detector that applies; findings become alerts",
        "backtest": "whom would the lists of a day have pointed at, and at what cost?",
        "compare": "are these two one party, and why?",
        "claims": "who says, believes, accuses, denies that what happened",
        "ledger": "what may be left of a weapon: quantities weighed (not the audit ledger)",
    },
    "Interdict": {
        "check": "one answer per line of a manifest: hold, review, unknown or no_hit",
        "calibrate": "what is found, and found wrongly, at each threshold",
        "serve": "the gate: POST /check and yente's API over HTTP",
        "alerts": "what wants a person, ranked",
        "show": "one alert: why, on which evidence, what was decided",
        "decide": "hold, release or escalate, with a reason",
        "dossier": "one alert as a page that stands alone and can be verified",
    },
}
"""Command name to one line of help, by verb. The line is also the title of its page in docs/."""

EXAMPLES = """\
Start here:
  vedette demo                              the whole loop on invented data
  vedette init work                         make a workspace
"""


class _Commands(TyperGroup):
    def list_commands(self, ctx: Any) -> list[str]:
        return [name for group in COMMANDS.values() for name in group]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"vedette.cli.{cmd_name.replace('-', '_')}")
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(name=cmd_name)(module.command)
        return get_command(single)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write("Usage: vedette COMMAND [OPTIONS]\n\n")
        formatter.write("See, find and interdict the illicit arms trade. A person decides.\n")
        for verb, commands in COMMANDS.items():
            formatter.write(f"\n{verb}\n")
            for name, line in commands.items():
                formatter.write(f"  {name:<11}{line}\n")
        formatter.write("\n" + EXAMPLES)
        formatter.write(
            "\nExit status: 0 nothing found, 1 something to look at, 2 usage or bad input,\n"
            "3 stale or missing data. `vedette COMMAND --help` explains each, with examples.\n"
        )


app = typer.Typer(
    cls=_Commands,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def _root() -> None:
    """See, find and interdict the illicit arms trade. A person decides."""


def main() -> None:
    """Run the command line; our own errors become one sentence and an exit status."""
    try:
        app()
    except VedetteError as error:
        sys.stderr.write(f"vedette: {error}\n")
        sys.exit(error.exit_status)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
