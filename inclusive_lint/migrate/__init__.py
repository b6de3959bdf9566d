"""Other tools' configurations in, ours out: settings, a local pack, and what could not be carried."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from inclusive_lint.migrate.result import Migration

TOOLS: dict[str, str] = {
    "alex": ".alexrc, .alexrc.yml, .alexignore, package.json",
    "woke": ".woke.yaml, .wokeignore",
    "blocklint": "setup.cfg, tox.ini, .blocklint",
    "vale": ".vale.ini and the styles it names",
}
"""Tool -> the files that are read."""


def migrate(tool: str, path: Path) -> Migration:
    """Read the configuration of ``tool`` at ``path`` (a folder, or one of the tool's files).

    Raises ConfigError (IL110) where there is none, or where it can't be read.
    """
    module = import_module(f"inclusive_lint.migrate.{tool}")
    read = cast("Callable[[Path], Migration]", module.read)
    return read(path)
