"""Options that several commands share, and what their values become."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from inclusive_lint.model import Settings

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


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the command line says about settings; None leaves the configuration's value."""

    packs: tuple[str, ...] | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    """Added to what the configuration ignores."""
    scope: frozenset[str] | None = None
    format: str | None = None
    require_reason: bool = False

    def apply(self, settings: Settings) -> Settings:
        """``settings`` with these overrides."""
        changes: dict[str, Any] = {}
        if self.packs is not None:
            changes["packs"] = self.packs
        if self.select is not None:
            changes["select"] = self.select
        if self.ignore:
            changes["ignore"] = tuple(dict.fromkeys(settings.ignore + self.ignore))
        if self.scope is not None:
            changes["scope"] = self.scope
        if self.format is not None:
            changes["format"] = self.format
        if self.require_reason:
            changes["require_reason"] = True
        return replace(settings, **changes) if changes else settings


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


def overrides(options: dict[str, Any]) -> Overrides:
    """Take the values of ``rule_options`` and ``input_options`` out of ``options``."""
    scope = options.pop("scope", ())
    return Overrides(
        packs=options.pop("packs", ()) or None,
        select=options.pop("select", ()) or None,
        ignore=options.pop("ignore", ()),
        scope=frozenset(scope) if scope else None,
        format=options.pop("format_of", None),
        require_reason=options.pop("require_reason", False),
    )
