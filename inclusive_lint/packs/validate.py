"""Reads a pack as the loader does, but goes on after an error: a folder in, every error with its place out."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from inclusive_lint.conditions import ConditionSpec
from inclusive_lint.model import PackError
from inclusive_lint.packs.forms import forms_of
from inclusive_lint.packs.loader import parse_rules, read_text, rule_files, version_key
from inclusive_lint.packs.schema import PACK, RULE, VERSION
from inclusive_lint.packs.spec import AnyMapping, Keys, ListOf, TextOr, compose, fail

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from inclusive_lint.packs.rule import Rule
    from inclusive_lint.packs.spec import Spec

_PLACED = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<code>IL\d+): (?P<text>.*)")
_ANY_VERSION = "999999.0"
"""Where the pack's own can't be read: nothing is newer."""
_UNPLACED = re.compile(r"(?:(?P<path>.+?): )?(?P<code>IL\d+): (?P<text>.*)")


@dataclass(frozen=True, slots=True, order=True)
class Invalid:
    """One error of a pack."""

    path: str
    line: int
    """From 1."""
    column: int
    """From 1."""
    code: str
    """IL201 ..."""
    message: str

    def __str__(self) -> str:
        """``path:line:column: code: message``."""
        return f"{self.path}:{self.line}:{self.column}: {self.code}: {self.message}"


def validate_pack(folder: Path) -> list[Invalid]:
    """Every error that keeps the pack in ``folder`` from loading, in order of place; [] when it loads.

    Beyond what the loader asks, versions in terms, in earlier forms and in the changelog must be
    there, and in order.
    """
    path = folder / "pack.yaml"
    if not path.is_file():
        missing = "no pack here: pack.yaml is missing"
        return [Invalid(path.as_posix(), 1, 1, "IL201", missing)]
    try:
        meta, errors = _meta(read_text(path), path.as_posix())
    except PackError as error:
        return [_invalid(error)]
    seen: dict[str, str] = {}
    for path in rule_files(folder):
        errors += _file(path, meta, seen)
    return _sorted(errors)


def validate_file(folder: Path, path: Path, text: str) -> list[Invalid]:
    """Every error of one file of the pack in ``folder``, as it would be with ``text`` in it."""
    shown = path.as_posix()
    try:
        if path == folder / "pack.yaml":
            return _sorted(_meta(text, shown)[1])
        return _sorted(_rules(text, shown, _readable_meta(folder), _ids_beside(folder, path)))
    except PackError as error:
        return _sorted([error])


def _readable_meta(folder: Path) -> dict[str, Any]:
    """What pack.yaml says, as far as it can be read: it may be being written, too."""
    path = folder / "pack.yaml"
    try:
        return _meta(read_text(path), path.as_posix())[0]
    except PackError:
        return {"version": _ANY_VERSION}


def _ids_beside(folder: Path, path: Path) -> dict[str, str]:
    """Where each rule id of the other files stands."""
    seen: dict[str, str] = {}
    for other in rule_files(folder):
        if other == path:
            continue
        with suppress(PackError):
            node = compose(read_text(other), other.as_posix())
            for child in node.value if isinstance(node, yaml.SequenceNode) else ():
                list(_ids(child, other.as_posix(), "", seen))
    return seen


def _sorted(errors: Iterable[PackError]) -> list[Invalid]:
    return sorted({_invalid(error) for error in errors})


def _invalid(error: PackError) -> Invalid:
    text = " ".join(str(error).split())
    if placed := _PLACED.fullmatch(text):
        return Invalid(placed["path"], int(placed["line"]), int(placed["column"]), placed["code"], placed["text"])  # fmt: skip
    found = _UNPLACED.fullmatch(text)
    if found is None:
        return Invalid("", 1, 1, error.code, text)
    return Invalid(found["path"] or "", 1, 1, found["code"], found["text"])


def _meta(text: str, shown: str) -> tuple[dict[str, Any], list[PackError]]:
    """What pack.yaml says (as far as it can be read) and its errors; raises what ends the reading."""
    node = compose(text, shown)
    if node is None:
        raise PackError(f"{shown}:1:1: IL203: expected a mapping, found an empty file")
    errors = list(errors_of(PACK, node, shown))
    meta = {key: child.value for key, child in _entries(node) if isinstance(child.value, str)}
    if not re.fullmatch(VERSION, meta.get("version", "")):
        return {**meta, "version": _ANY_VERSION}, errors
    for key, child in _entries(node):
        if key == "changelog":
            errors += _changelog(child, meta["version"], shown)
    return meta, errors


def _changelog(node: yaml.Node, newest: str, path: str) -> Iterator[PackError]:
    for key_node, _ in node.value if isinstance(node, yaml.MappingNode) else ():
        if not re.fullmatch(VERSION, str(key_node.value)):
            found = f'expected a pack version such as "1.0", found {key_node.value!r}'
            yield fail(path, key_node, "IL203", found)
        elif version_key(key_node.value) > version_key(newest):
            found = f"{key_node.value} is newer than the pack's version {newest}"
            yield fail(path, key_node, "IL208", found)


def _file(path: Path, meta: dict[str, Any], seen: dict[str, str]) -> list[PackError]:
    try:
        return _rules(read_text(path), path.as_posix(), meta, seen)
    except PackError as error:
        return [error]


def _rules(text: str, shown: str, meta: dict[str, Any], seen: dict[str, str]) -> list[PackError]:
    """The errors of one rule file; ``seen`` holds where each id stands. Raises what ends the reading."""
    node = compose(text, shown)
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        return [fail(shown, node, "IL203", "expected a list of rules")]
    errors: list[PackError] = []
    for child in node.value:
        errors += errors_of(RULE, child, shown)
        errors += _ids(child, shown, str(meta.get("id", "")), seen)
        errors += _versions(child, shown, meta["version"])
    return errors or _forms(text, shown, meta)


def _ids(node: yaml.Node, path: str, pack: str, seen: dict[str, str]) -> Iterator[PackError]:
    for key, child in _entries(node):
        if key != "id" or not isinstance(child, yaml.ScalarNode):
            continue
        place = f"{path}:{child.start_mark.line + 1}"
        first = seen.setdefault(child.value, place)
        if first != place:
            found = f"rule id {child.value!r} stands twice; first at {first}"
            yield fail(path, child, "IL209", found)
        if pack and child.value.partition(".")[0] != pack:
            found = f"expected an id that begins with '{pack}.', found {child.value!r}"
            yield fail(path, child, "IL203", found)


def _versions(node: yaml.Node, path: str, newest: str) -> Iterator[PackError]:
    """Versions in a rule, its terms and its earlier forms that are newer than the pack or out of order."""
    named: dict[str, str] = {}
    for key, child in _entries(node):
        if key in {"since", "until"} and re.fullmatch(VERSION, str(child.value)):
            named[key] = child.value
            if version_key(child.value) > version_key(newest):
                found = f"{key} {child.value} is newer than the pack's version {newest}"
                yield fail(path, child, "IL208", found)
            if key == "until" and "since" in named and version_key(child.value) <= version_key(named["since"]):  # fmt: skip
                found = f"until {child.value} doesn't come after since {named['since']}"
                yield fail(path, child, "IL208", found)
        elif key in {"terms", "was"} and isinstance(child, yaml.SequenceNode):
            for part in child.value:
                yield from _versions(part, path, newest)


def _forms(text: str, path: str, meta: dict[str, Any]) -> list[PackError]:
    """Patterns that have no word to look for; asked only where all else is well."""
    newest = meta["version"]
    rules = parse_rules(text, path, str(meta.get("id", "")), newest, newest)
    return [error for error in map(_unfindable, rules) if error is not None]


def _unfindable(rule: Rule) -> PackError | None:
    try:
        for _ in forms_of(rule):
            pass
    except PackError as error:
        return error
    return None


def _entries(node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    for key, child in node.value if isinstance(node, yaml.MappingNode) else ():
        yield str(key.value), child


def errors_of(spec: Spec, node: yaml.Node, path: str) -> Iterator[PackError]:
    """Every error that ``spec.read`` could raise for ``node``, the innermost of each place."""
    if isinstance(spec, ConditionSpec):
        spec = spec.keys()
    if isinstance(spec, TextOr):
        spec = spec.text if isinstance(node, yaml.ScalarNode) else spec.mapping
    inner: list[PackError] = []
    if isinstance(spec, Keys) and isinstance(node, yaml.MappingNode):
        inner += _keys(spec, node, path)
    elif isinstance(spec, AnyMapping) and isinstance(node, yaml.MappingNode):
        for _, child in node.value:
            inner += errors_of(spec.value, child, path)
    elif isinstance(spec, ListOf) and isinstance(node, yaml.SequenceNode):
        for child in node.value:
            inner += errors_of(spec.item, child, path)
    if inner:
        yield from inner
        return
    try:
        spec.read(node, path)
    except PackError as error:
        yield error


def _keys(spec: Keys, node: yaml.MappingNode, path: str) -> Iterator[PackError]:
    seen: set[str] = set()
    for key_node, child in node.value:
        key = str(key_node.value)
        if key not in spec.keys:
            yield spec.unknown(key_node, path)
        elif key in seen:
            yield spec.twice(key_node, path)
        else:
            yield from errors_of(spec.keys[key], child, path)
        seen.add(key)
    yield from (spec.missing(key, node, path) for key in spec.required if key not in seen)
