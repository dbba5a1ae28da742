"""The command `alliancemap`."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Mapping
from importlib.metadata import version

import click

from alliancemap.errors import AllianceMapError, NotFoundError, UsageError

MODULES: Mapping[str, str] = {
    **dict.fromkeys(("demo", "serve", "schema"), "serving"),
    **dict.fromkeys(("import", "undo", "check", "export", "map"), "moving"),
    **dict.fromkeys(("find", "allies", "introductions", "gaps", "coalitions", "plan", "profile", "breadth"), "reading"),
    "measure": "measuring",
    "centrality": "reporting",
    **dict.fromkeys(("submit", "jobs", "job", "worker"), "queueing"),
}
"""Where each command is; the database's driver and the schema alone take a second to import."""


class Commands(click.Group):
    """Imports a command when it is asked for; turns our errors into one line on stderr and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name all commands."""
        return sorted(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Give the command of that name."""
        if cmd_name not in MODULES:
            return None
        module = importlib.import_module(f"alliancemap.cli.{MODULES[cmd_name]}")
        found: click.Command = next(command for command in module.COMMANDS if command.name == cmd_name)
        return found

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except AllianceMapError as error:
            click.echo(f"error: {error}", err=True)
            sys.exit(exit_code(error))
        except BrokenPipeError:
            sys.exit(1)  # whoever read the output has gone


def exit_code(error: AllianceMapError) -> int:
    """2 where the command was used wrongly, 1 where it failed."""
    return 2 if isinstance(error, UsageError) and not isinstance(error, NotFoundError) else 1


def _stop(_signal: int, _frame: object) -> None:
    """Leave as on Ctrl-C, so that what was opened is closed: an embedded database stops with its last user."""
    sys.exit(143)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("alliancemap"), prog_name="alliancemap")
def main() -> None:
    """Show organisations the allies they don't have yet."""
    signal.signal(signal.SIGTERM, _stop)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # the terminal was closed
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
