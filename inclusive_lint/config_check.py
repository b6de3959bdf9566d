"""Nodes of a configuration file in, checked entries out; all mistakes are told, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from inclusive_lint.config_nodes import Node, fail
from inclusive_lint.config_schema import BY_NAME, PER_PATH, TOP, Setting
from inclusive_lint.config_values import Entry, Origin, Override, Values
from inclusive_lint.model import Allow, ConfigError
from inclusive_lint.patterns import bad_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

FOREIGN_KEYS = {
    "rules": "severity", "rule": "severity", "disable": "ignore", "disabled": "ignore",
    "ignore-files": "exclude", "files": "include", "dictionaries": "packs", "styles": "packs",
    "min-severity": "fail-on", "extend": "extends", "per-file-ignores": "overrides",
    "exceptions": "allow", "allowlist": "allow",
}  # fmt: skip
"""What other tools call a setting, and a few slips that resemble nothing -> ours."""

Items = Iterable[tuple[Any, Node]]
"""Values, each with the node that it stands at."""


class Placed(str):
    """A name from a configuration that remembers its place; equal to the same name from anywhere.

    Whether there is a rule of that name is known only when packs are loaded.
    """

    __slots__ = ("origin",)
    origin: Origin

    @classmethod
    def at(cls, name: str, origin: Origin) -> Placed:
        """``name`` as it stands at ``origin``."""
        placed = cls(name)
        placed.origin = origin
        return placed


def check_top(node: Node | None, path: str, folder: Path) -> Values:
    """Check a whole file; ``folder`` is what paths in it are relative to.

    Raises ConfigError, with a text for each mistake.
    """
    if node is None or node.kind == "nothing":
        return {}
    checker = _Checker(path, folder)
    values: Values = {}
    with checker.noted():
        values = checker.section(node, TOP)
    if checker.mistakes:
        raise ConfigError(*checker.mistakes)
    return values


class _Checker:
    """Reads the values of one file, and goes on after a mistake."""

    def __init__(self, path: str, folder: Path) -> None:
        self._path = path
        self._folder = folder
        self.mistakes: list[str] = []
        self._readers: dict[str, Callable[[Setting, Node], Items]] = {
            "names": self._names, "packs": self._packs, "severities": self._pairs,
            "pairs": self._pairs, "allow": self._allow, "patterns": self._patterns,
            "formats": self._pairs, "choices": self._choices, "choice": self._choice,
            "flag": self._flag, "text": self._text, "file": self._file,
            "extends": self._extends, "overrides": self._overrides,
        }  # fmt: skip

    def section(self, node: Node, known: tuple[str, ...]) -> Values:
        """Read a mapping whose keys are among ``known``."""
        values: Values = {}
        for key, item in self._items(node, known):
            if key.value == "paths":
                continue
            setting = BY_NAME[key.value]
            with self.noted():
                found = self._readers[setting.kind](setting, item)
                values[setting.name] = tuple(Entry(value, self._origin(at)) for value, at in found)
        return values

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note a mistake, so that the reading goes on behind it."""
        try:
            yield
        except ConfigError as error:
            self._note(error)

    def _note(self, mistake: ConfigError) -> None:
        self.mistakes += mistake.texts

    def _each(self, nodes: Iterable[Node], read: Callable[[Node], Any]) -> Items:
        """Read every node that can be read."""
        for node in nodes:
            with self.noted():
                yield read(node), node

    def _origin(self, node: Node) -> Origin:
        return Origin(self._path, node.line, node.column)

    def _items(self, node: Node, known: tuple[str, ...]) -> Iterable[tuple[Node, Node]]:
        if node.kind != "a mapping":
            raise self._wrong(node, f"settings ({', '.join(known[:4])} ...)")
        seen: set[str] = set()
        for key, item in node.value:
            if key.value not in known:
                self._note(self._unknown(key, known))
            elif key.value in seen:
                self._note(fail(self._path, key, "IL111", f"{key.value!r} is set twice; keep one"))
            else:
                seen.add(key.value)
                yield key, item

    def _unknown(self, key: Node, known: tuple[str, ...]) -> ConfigError:
        name = str(key.value)
        if name in BY_NAME or name == "paths":
            place = "in a section of 'overrides'" if "paths" in known else "at the top of the file"
            message = f"{name!r} can't stand {place}; expected one of: {', '.join(known)}"
            return fail(self._path, key, "IL111", message)
        plain = re.sub(r"(?<=[a-z])(?=[A-Z])|_", "-", name).lower()
        near = _near(plain, known)
        guess = FOREIGN_KEYS.get(plain) if plain not in known else plain
        guess = guess if guess in known else (near[0] if near else None)
        hint = f"did you mean {guess!r}?" if guess else f"expected one of: {', '.join(known)}"
        return fail(self._path, key, "IL111", f"unknown setting {name!r}; {hint}")

    def _wrong(self, node: Node, expected: str) -> ConfigError:
        shown = f" ({node.value!r})" if isinstance(node.value, (str, bool)) else ""
        hint = "; put it in quotes" if expected.startswith("text") and shown else ""
        found = f"found {node.kind}{shown}"
        return fail(self._path, node, "IL112", f"expected {expected}, {found}{hint}")

    def _string(self, node: Node, what: str = "text") -> Placed:
        if node.kind != "text":
            raise self._wrong(node, what)
        value = str(node.value).strip()
        if not value:
            raise fail(self._path, node, "IL112", f"expected {what}, found nothing between quotes")
        return Placed.at(value, self._origin(node))

    def _list(self, node: Node, what: str) -> tuple[Node, ...]:
        if node.kind != "a list":
            raise self._wrong(node, f"a list of {what}")
        items: tuple[Node, ...] = node.value
        return items

    def _one_of(self, node: Node, choices: tuple[str, ...]) -> str:
        value = node.value
        if value is False and "off" in choices:
            value = "off"
        if not isinstance(value, str) or value not in choices:
            near = _near(str(value), choices)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise self._wrong(node, f"one of {', '.join(choices)}{hint}")
        return value

    def _names(self, setting: Setting, node: Node) -> Items:
        what = "language tags" if setting.name == "languages" else "rule ids, categories or packs"
        return self._each(self._list(node, what), self._string)

    def _packs(self, setting: Setting, node: Node) -> Items:
        del setting
        return self._each(self._list(node, "pack names"), self._pack)

    def _pack(self, node: Node) -> Placed:
        name = self._string(node, "text (quote a name that looks like a number)")
        if name.startswith(".") or "/" in name or "\\" in name:
            folder, _, pin = (
                name.rpartition("@") if re.search(r"@[\d.]+$", name) else (name, "", "")
            )
            path = (self._folder / folder).as_posix() + (f"@{pin}" if pin else "")
            return Placed.at(path, name.origin)
        return name

    def _pairs(self, setting: Setting, node: Node) -> Items:
        if node.kind != "a mapping":
            raise self._wrong(node, "a mapping")
        seen: set[str] = set()
        for key, item in node.value:
            with self.noted():
                yield self._pair(setting, key, item, seen), item

    def _pair(self, setting: Setting, key: Node, item: Node, seen: set[str]) -> tuple[str, str]:
        name = self._string(key)
        if name in seen:
            raise fail(self._path, key, "IL112", f"{name!r} is set twice; keep one")
        seen.add(name)
        if setting.kind == "formats":
            self._pattern(key)
        return name, self._one_of(item, setting.choices) if setting.choices else self._string(item)

    def _allow(self, setting: Setting, node: Node) -> Items:
        del setting
        return self._each(self._list(node, "phrases"), self._phrase)

    def _phrase(self, node: Node) -> Allow:
        if node.kind != "a mapping":
            return Allow(self._string(node, "text or a mapping with 'phrase'"))
        fields = {key.value: at for key, at in self._items(node, ("phrase", "rules", "reason"))}
        if "phrase" not in fields:
            raise fail(self._path, node, "IL112", "'phrase' is missing")
        rules = fields.get("rules")
        named: Sequence[Node] = ()
        if rules is not None:
            named = (rules,) if rules.kind == "text" else self._list(rules, "rule ids")
        reason = fields.get("reason")
        return Allow(
            self._string(fields["phrase"]),
            tuple(name for name, _ in self._each(named, self._string)),
            self._string(reason) if reason is not None else None,
        )

    def _pattern(self, node: Node) -> str:
        pattern = self._string(node, "text in gitignore syntax")
        reason = bad_pattern(pattern)
        if reason is not None:
            raise fail(self._path, node, "IL112", f"{pattern!r} is no usable pattern: {reason}")
        return pattern

    def _patterns(self, setting: Setting, node: Node) -> Items:
        del setting
        return self._each(self._list(node, "patterns"), self._pattern)

    def _choices(self, setting: Setting, node: Node) -> Items:
        items = self._list(node, "words")
        return self._each(items, lambda item: self._one_of(item, setting.choices))

    def _choice(self, setting: Setting, node: Node) -> Items:
        return [(self._one_of(node, setting.choices), node)]

    def _flag(self, setting: Setting, node: Node) -> Items:
        del setting
        if node.kind != "true or false":
            raise self._wrong(node, "true or false")
        return [(node.value, node)]

    def _text(self, setting: Setting, node: Node) -> Items:
        value = self._string(node)
        # A folder of a stranger's repository could hold a pipeline with code of its own.
        if not re.fullmatch(r"[A-Za-z]\w*", value):
            message = f"{setting.name!r} must be the name of an installed package, found {value!r}"
            raise fail(self._path, node, "IL112", message)
        return [(value, node)]

    def _file(self, setting: Setting, node: Node) -> Items:
        value = self._string(node)
        # What a command writes must stay where the configuration is: it may be a stranger's.
        parts = PurePosixPath(value.replace("\\", "/"))
        if parts.is_absolute() or PureWindowsPath(value).drive or ".." in parts.parts:
            message = (
                f"{setting.name!r} must be a path inside the folder of this file, found {value!r}"
            )
            raise fail(self._path, node, "IL112", message)
        return [((self._folder / parts).as_posix(), node)]

    def _extends(self, setting: Setting, node: Node) -> Items:
        del setting
        items = (node,) if node.kind == "text" else self._list(node, "paths")
        return self._each(items, self._string)

    def _overrides(self, setting: Setting, node: Node) -> Items:
        del setting
        return self._each(self._list(node, "sections"), self._override)

    def _override(self, node: Node) -> Override:
        values = self.section(node, PER_PATH)
        found = [at for key, at in node.value if key.value == "paths"]
        if not found:
            missing = "'paths' is missing: which files is this for?"
            raise fail(self._path, node, "IL112", missing)
        listed = self._list(found[0], "patterns")
        if not listed:
            raise fail(self._path, found[0], "IL112", "expected at least one pattern")
        patterns = tuple(pattern for pattern, _ in self._each(listed, self._pattern))
        return Override(patterns, values, self._origin(node))


def _near(word: str, known: tuple[str, ...]) -> list[str]:
    import difflib

    return difflib.get_close_matches(word, known, n=1)
