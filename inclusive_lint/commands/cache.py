"""``inclusive-lint cache``: what is kept for the next run."""

from __future__ import annotations

import click

from inclusive_lint.commands.output import emit


@click.group("cache", epilog="\b\nExamples:\n  inclusive-lint cache clear\n")
def command() -> None:
    """Manage what is kept for the next run: compiled packs and verdicts."""


@command.command("path", epilog="\b\nExamples:\n  inclusive-lint cache path\n")
def path() -> int:
    """Print the cache folder."""
    from inclusive_lint.dirs import cache_dir

    emit(f"{cache_dir().as_posix()}\n")
    return 0


@command.command("clear", epilog="\b\nExamples:\n  inclusive-lint cache clear\n")
def clear() -> int:
    """Delete everything that is kept; the next run makes it again."""
    from inclusive_lint.cache import clear_cache

    count, size = clear_cache()
    emit(f"Removed {count:,} file{'' if count == 1 else 's'}, {size / 1e6:.1f} MB.\n")
    return 0
