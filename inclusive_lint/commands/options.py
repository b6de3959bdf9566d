"""Options that several commands share, and what their values become."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from inclusive_lint.config import Config

_Command = TypeVar("_Command", bound="Callable[..., Any]")

SCOPES = ("comments", "strings", "identifiers", "keys", "html-comments")


def commas(*known: str) -> Callable[[click.Context, click.Parameter, Any], tuple[str, ...]]:
    """A callback: the values of a repeated option, split at commas, in order, each once.

    Fails for a word that isn't among the known ones, where there are such.
    """

    def split(ctx: click.Context, param: click.Parameter, values: Any) -> tuple[str, ...]:
        words = [word.strip() for value in values or () for word in value.split(",")]
        for word in words:
            if known and word and word not in known:
                message = f"{word!r} is not one of {', '.join(known)}."
                raise click.BadParameter(message, ctx, param)
        return tuple(dict.fromkeys(word for word in words if word))

    return split


def format_option(help: str = "How to write it.") -> Callable[[_Command], _Command]:  # noqa: A002 - click's word
    """``--format text|json``, handed on as ``format_``."""
    return click.option(
        "-f",
        "--format",
        "format_",
        type=click.Choice(("text", "json")),
        default="text",
        show_default=True,
        help=help,
    )


def config_options(command: _Command) -> _Command:
    """``--config`` and ``--isolated``."""
    for option in (
        click.option("--isolated", is_flag=True, help="Use no configuration file."),
        click.option(
            "--config",
            "config_file",
            metavar="FILE",
            help="Use this configuration file for every input.",
        ),
    ):
        command = option(command)
    return command


def rule_options(command: _Command) -> _Command:
    """``--select``, ``--ignore`` and ``--pack``."""
    for option in (
        click.option(
            "--pack",
            "packs",
            callback=commas(),
            multiple=True,
            metavar="NAME",
            help="Use this pack (NAME, NAME@VERSION, a folder, or 'all') instead of the "
            "configured ones; may repeat.",
        ),
        click.option(
            "--ignore",
            callback=commas(),
            multiple=True,
            metavar="RULES",
            help="Leave out these rules, categories or packs; may repeat.",
        ),
        click.option(
            "--select",
            callback=commas(),
            multiple=True,
            metavar="RULES",
            help="Use only these rules, categories or packs; may repeat.",
        ),
    ):
        command = option(command)
    return command


def input_options(command: _Command) -> _Command:
    """What concerns how inputs are read and run."""
    for option in (
        click.option(
            "--no-cache", is_flag=True, help="Neither read nor write the cache of verdicts."
        ),
        click.option(
            "-j",
            "--jobs",
            type=click.IntRange(min=0),
            default=0,
            metavar="N",
            help="Processes to use; 0: as many as pay off. The output is the same for any N.",
        ),
        click.option(
            "--require-reason",
            is_flag=True,
            help="A suppression without '-- reason' suppresses nothing and is a finding.",
        ),
        click.option(
            "--scope",
            callback=commas(*SCOPES),
            multiple=True,
            metavar="WHAT",
            help=f"What to read in code and data: {', '.join(SCOPES)}.",
        ),
        click.option(
            "--format-of",
            metavar="FORMAT",
            help="Read every input as this format, whatever its name (markdown, rst, text ...).",
        ),
    ):
        command = option(command)
    return command


def load(options: dict[str, Any], *, start: str = ".") -> Config:
    """The configuration that ``config_options`` name, under the flags of the other groups.

    Takes the values of all option groups out of ``options``. Raises ConfigError.
    """
    from pathlib import Path

    from inclusive_lint.config import load_config

    file, isolated = options.pop("config_file", None), options.pop("isolated", False)
    if file is not None and isolated:
        raise click.UsageError("--config and --isolated exclude each other.")
    config = load_config(
        Path(start), explicit=Path(file) if file is not None else None, isolated=isolated
    )
    format_of = options.pop("format_of", None)
    if format_of is not None:
        _check_format(format_of)
    return config.with_overrides(
        packs=options.pop("packs", ()),
        select=options.pop("select", ()),
        ignore=options.pop("ignore", ()),
        scope=options.pop("scope", ()),
        format=format_of,
        require_reason=options.pop("require_reason", False) or None,
    )


def _check_format(name: str) -> None:
    from inclusive_lint.blocks import FORMATS

    if name not in FORMATS:
        raise click.UsageError(f"--format-of: {name!r} is not one of {', '.join(FORMATS)}.")
