"""In the linting process: what is wrong with a configuration as it is being written."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from inclusive_lint.config import Config, config_of
from inclusive_lint.config_check import check_top
from inclusive_lint.config_files import FileReader
from inclusive_lint.config_nodes import read_toml, read_yaml
from inclusive_lint.config_values import Entry, Override
from inclusive_lint.model import InclusiveLintError
from inclusive_lint.packs.ruleset import activate, load_rules
from inclusive_lint_server import encode
from inclusive_lint_server.worker_state import troubles_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inclusive_lint.config_values import Values
    from inclusive_lint.model import Settings
    from inclusive_lint_server.linting import Document, Linting
    from inclusive_lint_server.positions import TextIndex
    from inclusive_lint_server.wire import Head

_QUOTED = re.compile(r"'([^']+)'")


def problems(linting: Linting, document: Document, index: TextIndex) -> list[dict[str, Any]]:
    """All mistakes of a configuration, at their places, and what else keeps it from being used."""
    found: dict[tuple[int, int, str], dict[str, Any]] = {}
    elsewhere: set[str] = set()
    for trouble in _troubles(linting, document):
        path = trouble["path"]
        if path not in (None, document.path):
            if path in elsewhere:
                continue  # That file shows the rest itself.
            elsewhere.add(path)
        line, column, message = _placed(trouble, document, index)
        problem = encode.problem(line, column, message, trouble["code"], index)
        found.setdefault((line, column, message), problem)
    return [found[key] for key in sorted(found)]


def _troubles(linting: Linting, document: Document) -> Iterator[Head]:
    try:
        config = _config(linting, document)
    except InclusiveLintError as error:
        yield from troubles_of(error)
        return
    for settings in dict.fromkeys(_all_settings(config)):
        usable = linting.trusted_part(settings)
        try:
            activate(load_rules(usable.packs), usable)
        except InclusiveLintError as error:
            yield from troubles_of(error)


def _config(linting: Linting, document: Document) -> Config:
    path = Path(document.path)
    read = read_toml if path.suffix == ".toml" else read_yaml
    values = check_top(read(document.text, document.path), document.path, path.parent)
    if not linting.trusted:
        values.pop("extends", None)
    return config_of(_Reader(path, values), path, path.parent)


def _all_settings(config: Config) -> Iterator[Settings]:
    """The settings outside of all sections and those in each, whatever its paths."""
    values = dict(config.values)
    sections = values.pop("overrides", ())
    yield Config(config.root, config.path, values).settings_for("<any>")
    for entry in sections:
        everywhere = Override(("*",), entry.value.values, entry.value.origin)
        only = {**values, "overrides": (Entry(everywhere, entry.origin),)}
        yield Config(config.root, config.path, only).settings_for("<any>")


class _Reader(FileReader):
    """Reads files from the disk, but for the one that is open."""

    def __init__(self, path: Path, values: Values) -> None:
        super().__init__()
        self._open = path, values

    def read(self, path: Path, *, explicit: bool = False) -> Values | None:
        return self._open[1] if path == self._open[0] else super().read(path, explicit=explicit)


def _placed(trouble: Head, document: Document, index: TextIndex) -> tuple[int, int, str]:
    """Line, column (from 1) and message of a problem in this file."""
    message: str = trouble["message"]
    if trouble["path"] == document.path:
        return trouble["line"], trouble["column"], message
    words = _QUOTED.findall(message)
    if trouble["path"]:
        message = f"{trouble['path']}:{trouble['line']}: {message}"
        named = PurePosixPath(trouble["path"])
        words = [named.name, named.parent.name]
    # Where what it is about is named: a file that is extended, a pack's folder, a version.
    for word in words:
        at = document.text.find(word) if word else -1
        if at >= 0:
            line = index.line_of(at)
            return line + 1, at - index.line_span(line)[0] + 1, message
    return 1, 1, message
