"""A configuration file's text in, nodes that know their place out; knows no setting."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inclusive_lint.config_files import TABLE
from inclusive_lint.model import ConfigError

if TYPE_CHECKING:
    import yaml

MAX_NODES = 50_000
"""Far above any real file; aliases of aliases could make billions of a few lines."""


MAX_DEPTH = 50


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands."""

    value: Any
    """str, bool, int, float or None; a tuple of Nodes; or a tuple of (key Node, value Node)."""
    kind: str
    """'text', 'true or false', 'a number', 'nothing', 'a list', 'a mapping' or 'a date'."""
    line: int
    """From 1."""
    column: int
    """From 1."""


def fail(path: str, node: Node | tuple[int, int], code: str, message: str) -> ConfigError:
    """Make an error at a place: ``path:line:column: code: message``."""
    line, column = (node.line, node.column) if isinstance(node, Node) else node
    return ConfigError(f"{path}:{line}:{column}: {code}: {message}")


def read_yaml(text: str, path: str) -> Node | None:
    """Parse YAML without running anything it says; None for an empty document."""
    import yaml

    try:
        # Not the loader in C: it crashes on brackets that are nested some thousand deep.
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise fail(path, place, "IL110", f"not valid YAML: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise fail(path, (1, 1), "IL110", f"not valid YAML: {_one_line(error)}") from error
    return None if root is None else _YamlReader(path).read(root)


def _one_line(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return " ".join(str(error).split())


class _YamlReader:
    """Turns PyYAML's nodes into ours, following aliases only so far."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._count = 0
        self._open: list[yaml.Node] = []

    def read(self, node: yaml.Node) -> Node:
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        self._count += 1
        if self._count > MAX_NODES or len(self._open) > MAX_DEPTH or node in self._open:
            message = "an alias that holds itself, or far too many values"
            raise fail(self._path, (line, column), "IL110", message)
        self._open.append(node)
        value, kind = self._value(node, (line, column))
        self._open.pop()
        return Node(value, kind, line, column)

    def _value(self, node: yaml.Node, place: tuple[int, int]) -> tuple[Any, str]:
        import yaml

        tag = node.tag.removeprefix("tag:yaml.org,2002:")
        if isinstance(node, yaml.MappingNode) and tag == "map":
            return tuple((self.read(key), self.read(item)) for key, item in node.value), "a mapping"
        if isinstance(node, yaml.SequenceNode) and tag == "seq":
            return tuple(self.read(item) for item in node.value), "a list"
        if isinstance(node, yaml.ScalarNode) and tag == "bool":
            return node.value.lower() in {"true", "yes", "on"}, "true or false"
        kinds = {"str": "text", "int": "a number", "float": "a number", "timestamp": "a date"}
        if isinstance(node, yaml.ScalarNode) and tag in kinds:
            return node.value, kinds[tag]
        if isinstance(node, yaml.ScalarNode) and tag in {"null", "merge", "value"}:
            return (None, "nothing") if tag == "null" else (node.value, "text")
        raise fail(self._path, place, "IL110", f"tags such as {node.tag!r} are not taken")


def read_toml(text: str, path: str, *, whole: bool = False) -> Node | None:
    """Parse TOML; our table ``[tool.inclusive-lint]``, or the top where ``whole`` and there is none.

    Places are found by looking for the keys, so they are exact for usual layouts and else near.
    """
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        data: Any = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        place = (int(found[1]), int(found[2])) if found else (1, 1)
        reason = _one_line(error).partition(" (at ")[0]
        raise fail(path, place, "IL110", f"not valid TOML: {reason}") from error
    tool = data.get("tool")
    if isinstance(tool, dict) and TABLE in tool:
        return _TomlPlaces(text).node(tool[TABLE], ("tool", TABLE), (1, 1))
    if whole and data and "tool" not in data:
        return _TomlPlaces(text).node(data, (), (1, 1))
    return None


_HEADER = re.compile(r"\s*\[(\[)?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(
    r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*="
)
_KEY_PART = re.compile(r"[\w-]+|\"[^\"]*\"|'[^']*'")


class _TomlPlaces:
    """Where keys stand in a TOML text, found line by line."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._places: dict[tuple[str, ...], tuple[int, int]] = {}
        header: tuple[str, ...] = ()
        counts: dict[tuple[str, ...], int] = {}
        for number, line in enumerate(self._lines, 1):
            if found := _HEADER.match(line):
                header = _parts(found[2])
                if found[1]:
                    counts[header] = counts.get(header, -1) + 1
                    header = (*header, str(counts[header]))
                self._places.setdefault(header, (number, found.start(2) + 1))
            elif found := _KEY.match(line):
                key = header + _parts(found[1])
                self._places.setdefault(key, (number, found.start(1) + 1))

    def node(self, value: Any, key: tuple[str, ...], above: tuple[int, int]) -> Node:
        """Give ``value``, which stands at ``key``, its place; ``above`` is that of what holds it."""
        place = self._places.get(key) or self._search(key[-1:], value, above)
        if isinstance(value, dict):
            items = tuple(
                (Node(name, "text", *child), self.node(item, (*key, name), child))
                for name, item in value.items()
                for child in (self._places.get((*key, name)) or self._search((name,), None, place),)
            )
            return Node(items, "a mapping", *place)
        if isinstance(value, list):
            nodes = tuple(
                self.node(item, (*key, str(index)), place) for index, item in enumerate(value)
            )
            return Node(nodes, "a list", *place)
        if isinstance(value, bool):
            return Node(value, "true or false", *place)
        kind = "a number" if isinstance(value, (int, float)) else "a date"
        return Node(value, "text" if isinstance(value, str) else kind, *place)

    def _search(self, name: tuple[str, ...], value: Any, above: tuple[int, int]) -> tuple[int, int]:
        """Look for a word in the next few lines: an item of an array, a key of an inline table."""
        word = value if isinstance(value, str) else "".join(name)
        if not word or word.isdigit():
            return above
        start = above[1] - 1
        for number in range(above[0], min(above[0] + 40, len(self._lines) + 1)):
            column = self._lines[number - 1].find(word, start)
            if column >= 0:
                quoted = column > 0 and self._lines[number - 1][column - 1] in "\"'"
                return number, column + (0 if quoted else 1)
            start = 0
        return above


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _KEY_PART.findall(dotted))
