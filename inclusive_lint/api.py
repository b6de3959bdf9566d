"""The library's front: lint a text or paths with one call. ``Linter`` in ``engine`` is for repeated use."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from inclusive_lint.engine import Linter
from inclusive_lint.model import Result, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from inclusive_lint.config import Config
    from inclusive_lint.model import Progress


def lint_text(
    text: str,
    *,
    format: str = "markdown",  # noqa: A002 - the word users know
    config: Config | Settings | None = None,
    path: str = "<text>",
) -> Result:
    """Lint a text; offsets in the findings are code points of ``text``, from 0, ends exclusive.

    ``format`` is a name from ``blocks.FORMATS``. ``config`` is a loaded configuration or bare
    settings; None means the defaults, and no configuration file is looked for. ``path`` is shown in
    the findings and chooses the language of source code. Raises ConfigError and PackError.
    """
    settings = _settings(config, path)
    return Result((_linter(settings).lint_text(text, path=path, format=settings.format or format),))


def lint_paths(
    paths: Iterable[str | Path],
    *,
    config: Config | None = None,
    progress: Callable[[Progress], None] | None = None,
    jobs: int = 1,
) -> Result:
    """Lint files and folders, as ``inclusive-lint check`` does, in order of path.

    ``config`` None looks for the nearest configuration file of each path. What can't be read comes
    back as notices. ``jobs`` is a number of processes; 0 takes as many as pay off. Raises
    ConfigError and PackError.
    """
    from inclusive_lint.config import load_config
    from inclusive_lint.run import RunOptions, check

    loaded = config if config is not None else load_config(Path.cwd())
    return check(paths, loaded, RunOptions(jobs=jobs), progress)


def _settings(config: Config | Settings | None, path: str) -> Settings:
    if config is None:
        return Settings()
    return config if isinstance(config, Settings) else config.settings_for(path)


@lru_cache(maxsize=8)
def _linter(settings: Settings) -> Linter:
    return Linter(settings)
