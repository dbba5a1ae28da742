"""The command `alliancemap`."""

from __future__ import annotations

import os
import signal
import sys
from importlib.metadata import version

import click

from alliancemap.cli import measuring, moving, reading, reporting, serving
from alliancemap.errors import AllianceMapError, NotFoundError, UsageError


class Commands(click.Group):
    """Turns our errors into one line on stderr and an exit code."""

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


for command in (*serving.COMMANDS, *moving.COMMANDS, *reading.COMMANDS, *measuring.COMMANDS, *reporting.COMMANDS):
    main.add_command(command)
