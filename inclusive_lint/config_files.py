"""Configuration files on the disk: which one a folder has, what it builds on, and their checked values."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from inclusive_lint.model import ConfigError

if TYPE_CHECKING:
    from inclusive_lint.config_nodes import Node
    from inclusive_lint.config_values import Entry, Values

NAMES = (".inclusive-lint.yaml", ".inclusive-lint.yml")
PYPROJECT = "pyproject.toml"
TABLE = "inclusive-lint"
"""The key of our table under ``tool`` in pyproject.toml."""
MAX_BYTES = 1_000_000

_PACKAGE = re.compile(r"([A-Za-z_]\w+):(?!//)(.+)")


class FileReader:
    """Reads and checks each file once."""

    def __init__(self) -> None:
        self._values: dict[tuple[Path, bool], Values | None] = {}

    def read(self, path: Path, *, explicit: bool = False) -> Values | None:
        """Return the values of a file; None for a pyproject.toml that doesn't speak of us.

        ``explicit``: the user named it, so that having nothing for us is an error. Raises ConfigError.
        """
        key = (path, explicit)
        if key not in self._values:
            self._values[key] = _read(path, explicit=explicit)
        return self._values[key]

    def chain(self, path: Path, *, explicit: bool = False) -> list[tuple[Path, Values]]:
        """Return a file and all it extends, weakest first, each with its own values."""
        found: list[tuple[Path, Values]] = []
        self._extend(path, [], found, explicit=explicit)
        return found

    def _extend(
        self, path: Path, above: list[Path], found: list[tuple[Path, Values]], *, explicit: bool
    ) -> None:
        values = self.read(path, explicit=explicit) or {}
        for entry in values.get("extends", ()):
            base = _base(entry, path)
            line = [*above, path]
            if base in line:
                way = " -> ".join(shown(each) for each in [*line[line.index(base) :], base])
                raise _at(entry, f"'extends' goes round in a circle: {way}")
            if not base.is_file():
                raise _at(entry, f"there is no file {shown(base)} to extend")
            self._extend(base, line, found, explicit=True)
        found.append((path, values))


def config_in(folder: str, reader: FileReader) -> Path | None:
    """Return the configuration file that stands in a folder, None where there is none."""
    for name in NAMES:
        path = os.path.join(folder, name)  # noqa: PTH118  - asked for every folder of a run
        if os.path.isfile(path):  # noqa: PTH113  - as above
            return Path(path)
    path = os.path.join(folder, PYPROJECT)  # noqa: PTH118  - as above
    if os.path.isfile(path) and reader.read(Path(path)) is not None:  # noqa: PTH113  - as above
        return Path(path)
    return None


def shown(path: Path) -> str:
    """Return a path as messages show it: relative where it is in or under the working folder."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return path.as_posix()


def _read(path: Path, *, explicit: bool) -> Values | None:
    name = shown(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(f"{name}: IL114: the configuration can't be read: {reason}") from error
    is_toml = path.suffix.lower() == ".toml"
    # Any project has a pyproject.toml, perhaps a broken one; it concerns us where it names us.
    if is_toml and not explicit and TABLE.encode() not in data:
        return None
    return _parsed(path, data, name, explicit=explicit, is_toml=is_toml)


def _parsed(path: Path, data: bytes, name: str, *, explicit: bool, is_toml: bool) -> Values | None:
    # Most runs have no configuration and needn't pay for reading one.
    from inclusive_lint.config_check import check_top
    from inclusive_lint.config_nodes import fail, read_toml, read_yaml

    if len(data) > MAX_BYTES:
        raise ConfigError(f"{name}: IL114: more than {MAX_BYTES:,} bytes; is it a configuration?")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise fail(name, (line, 1), "IL114", "not UTF-8; save it as UTF-8") from error
    node: Node | None
    if is_toml:
        node = read_toml(text, name, whole=path.name != PYPROJECT)
        if node is None:
            if explicit:
                raise ConfigError(f"{name}: IL114: no table [tool.{TABLE}] in it")
            return None
    else:
        node = read_yaml(text, name)
    return check_top(node, name, path.parent)


def _base(entry: Entry, path: Path) -> Path:
    found = _PACKAGE.fullmatch(entry.value)
    if found is None:
        return Path(os.path.abspath(path.parent / entry.value))  # noqa: PTH100  - keeps links
    # Only a top-level name, and only its place is looked up: to import it would run its code.
    from importlib.machinery import PathFinder

    try:
        spec = PathFinder.find_spec(found[1])
    except (ImportError, ValueError):
        spec = None
    folders = list(spec.submodule_search_locations or ()) if spec is not None else []
    if not folders:
        message = f"no package {found[1]!r} is installed beside inclusive-lint; install it there"
        raise _at(entry, message)
    for folder in folders:
        base = Path(os.path.abspath(Path(folder, found[2])))  # noqa: PTH100  - keeps links
        if base.is_file() and Path(folder) in base.parents:
            return base
    raise _at(entry, f"the package {found[1]!r} has no file {found[2]!r}")


def _at(entry: Entry, message: str) -> ConfigError:
    origin = entry.origin
    return ConfigError(f"{origin}: IL113: {message}")
