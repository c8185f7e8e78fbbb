"""The command line: one verb, one call each. Data goes to standard output, everything else to standard error.

Exit codes: 0 fine, 1 some inputs failed (or there were problems to find), 2 wrong usage, 3 the ledger cannot be used: missing,
too new, damaged, busy; 130 interrupted, 141 the pipe that read us was closed.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from reportedly.cli import ask, ledger
from reportedly.cli.add import add
from reportedly.cli.exits import CLOSED_PIPE, INTERRUPTED, SOME_FAILED, exit_code
from reportedly.cli.messages import say, stderr
from reportedly.cli.read import read
from reportedly.cli.review import review
from reportedly.errors import ReportedlyError

__all__ = ["cli", "main"]


class Verbs(click.Group):
    """The verbs, in the order in which people need them; what goes wrong in one is told in a line and becomes an exit code."""

    def list_commands(self, _: click.Context) -> list[str]:
        """The names of the verbs, as they were added."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb that was asked for."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter's last flush complains
            ctx.exit(CLOSED_PIPE)
        except ReportedlyError as error:
            say(stderr(), str(error), "error")
            ctx.exit(exit_code(error))
        except OSError as error:
            say(stderr(), f"{error.filename or 'the output'}: {error.strerror or error}", "error")
            ctx.exit(SOME_FAILED)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="reportedly", message="%(prog)s %(version)s")
def cli() -> None:
    """Read news reports and write down who said what, to whom, when, and according to whom."""


for verb in (read, add, *ask.VERBS, *ledger.VERBS, review):
    cli.add_command(verb)


def main() -> None:
    """The entry point of the `reportedly` command."""
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        code = INTERRUPTED
    sys.exit(code)
