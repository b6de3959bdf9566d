"""The command line: finds the command, imports only that, and turns what happens into exit codes.

0: nothing at or above ``--fail-on``; 1: findings; 2: a usage, configuration or pack error, or an
input that could not be read; 3: a bug; 130: interrupted; 141: the reader of the output went away.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn, cast

import click

from inclusive_lint.__about__ import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "inclusive-lint"
DEBUG = "INCLUSIVE_LINT_DEBUG"
"""Environment variable that shows tracebacks, as ``--debug`` does."""

OK, FOUND, USAGE, BUG, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 3, 130, 141

COMMANDS = (
    "check", "explain", "rules", "packs", "baseline", "init", "config", "migrate", "cache", "lsp",
)  # fmt: skip
"""Each is the attribute ``command`` of ``inclusive_lint.commands.NAME``."""


class OutputClosed(Exception):  # noqa: N818 - not an error: the reader has read enough
    """The reader of our output has gone away, as with ``| head``."""


class _LazyGroup(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"inclusive_lint.commands.{cmd_name}")
        return cast("click.Command", module.command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(_unknown(args[0]), ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_LazyGroup,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=(
        "\b\nExamples:\n"
        "  inclusive-lint check docs README.md\n"
        "  inclusive-lint check --fix docs\n"
        "  inclusive-lint explain --at README.md:12\n"
    ),
)
@click.version_option(__version__, prog_name=NAME, message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback when the tool itself fails.")
@click.pass_context
def cli(ctx: click.Context, *, debug: bool) -> None:
    """Find wording that leaves readers out, with the reason and what to write instead."""
    if debug:
        os.environ[DEBUG] = "1"
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(USAGE)


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and end the process."""
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A name or a text that the terminal's encoding lacks is shown escaped, not a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = cli.main(args=args, prog_name=NAME, standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        code = INTERRUPTED
    except KeyboardInterrupt:
        code = INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = USAGE
    except OutputClosed:
        code = _pipe_closed()
    except Exception as error:  # noqa: BLE001 - the last line: a message instead of a traceback
        code = _failed(error)
    return code if isinstance(code, int) else OK


def _failed(error: Exception) -> int:
    from inclusive_lint.model import InclusiveLintError

    if isinstance(error, InclusiveLintError):
        for text in error.texts:
            click.echo(f"error: {text}", err=True)
        return USAGE
    if isinstance(error, OSError):
        about = f"{error.filename}: " if error.filename else ""
        click.echo(f"error: {about}{(error.strerror or str(error)).lower()}", err=True)
        code = USAGE
    else:
        text = " ".join(str(error).split())
        click.echo(f"internal error: {type(error).__name__}: {text}", err=True)
        click.echo(
            f"This is a bug in {NAME} {__version__}. Please report it with the command that you "
            f"ran\nand, if you can, the file; --debug (or {DEBUG}=1) shows where it happened.",
            err=True,
        )
        code = BUG
    if os.environ.get(DEBUG):
        import traceback

        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    return code


def _pipe_closed() -> int:
    """Say nothing more, not even when Python flushes at its end."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - until the end
    return PIPE_CLOSED


def _unknown(name: str) -> str:
    import difflib

    near = difflib.get_close_matches(name, COMMANDS, n=1)
    hint = f" Did you mean '{near[0]}'?" if near else f" Known: {', '.join(COMMANDS)}."
    if not near and (os.sep in name or "." in name):
        hint = f" To check a file or folder: {NAME} check {name}"
    return f"No such command '{name}'.{hint}"
