"""``inclusive-lint config``: what is in force, where it comes from, and the schema of the file."""

from __future__ import annotations

from typing import Any

import click

from inclusive_lint.commands.options import config_options, format_option, load
from inclusive_lint.commands.output import emit


@click.group(
    "config",
    epilog=(
        "\b\nExamples:\n"
        "  inclusive-lint config show docs/guide.md\n"
        "  inclusive-lint config schema > inclusive-lint.schema.json\n"
    ),
)
def command() -> None:
    """Show the configuration in force, or the schema of configuration files."""


@command.command(
    "show",
    epilog=(
        "\b\nExamples:\n"
        "  inclusive-lint config show\n"
        "  inclusive-lint config show docs/guide.md --format json\n"
    ),
)
@click.argument("path", required=False)
@format_option()
@config_options
def show(path: str | None, format_: str, **options: Any) -> int:
    """Show each effective value and where it comes from.

    With PATH (a file, which need not exist), the values for that input.
    """
    from inclusive_lint.show import show_config, show_data

    config = load(options)
    if format_ == "json":
        import json

        emit(json.dumps(show_data(config, path), indent=2) + "\n")
    else:
        emit(show_config(config, path))
    return 0


@command.command(
    "schema",
    epilog="\b\nExamples:\n  inclusive-lint config schema > inclusive-lint.schema.json\n",
)
def schema() -> int:
    """Print the JSON Schema of configuration files, for editors."""
    import json

    from inclusive_lint.config_schema import json_schema

    emit(json.dumps(json_schema(), indent=2) + "\n")
    return 0
