"""``inclusive-lint lsp``: the language server."""

from __future__ import annotations

import click


@click.command(
    "lsp",
    context_settings={"ignore_unknown_options": True},
    epilog="\b\nExamples:\n  inclusive-lint lsp\n",
)
@click.option("--stdio", is_flag=True, help="Talk over standard input and output (the default).")
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
def command(*, stdio: bool, args: tuple[str, ...]) -> int:
    """Start the language server for editors."""
    del stdio
    from importlib import import_module

    server = import_module("inclusive_lint_server.__main__")
    return int(server.main(list(args)) or 0)
