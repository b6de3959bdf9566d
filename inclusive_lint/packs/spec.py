"""A small language for the shape of YAML data: it reads nodes, points at mistakes, and writes JSON Schema."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from inclusive_lint.model import PackError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import yaml
else:

    class _Lazy:
        """PyYAML on first use: a run from compiled packs reads no YAML."""

        def __getattr__(self, name: str) -> Any:
            import yaml

            return getattr(yaml, name)

    yaml = _Lazy()


class Spec(Protocol):
    """What a value must look like."""

    def read(self, node: yaml.Node, path: str) -> Any:
        """The plain value of ``node``; raises PackError with ``path:line:column``."""
        ...

    def schema(self) -> dict[str, Any]:
        """The same shape as JSON Schema (draft 2020-12)."""
        ...


def fail(path: str, node: yaml.Node, code: str, message: str) -> PackError:
    """An error at a node; lines and columns from 1."""
    mark = node.start_mark
    return PackError(f"{path}:{mark.line + 1}:{mark.column + 1}: {code}: {message}")


_DEEPEST = 64
_NESTING = re.compile(r"[\[{]|[\]}]|^ {256}|(?:- ){32}", re.MULTILINE)


def _check_nesting(text: str, path: str) -> None:
    """Refuse nesting that no pack has: the YAML parser in C overflows its stack on it."""
    depth = 0
    for found in _NESTING.finditer(text):
        if found[0] in "[{":
            depth += 1
        elif found[0] in "]}":
            depth = max(depth - 1, 0)
        if depth > _DEEPEST or len(found[0]) > 1:
            line = text.count("\n", 0, found.start()) + 1
            raise PackError(f"{path}:{line}:1: IL202: nested too deeply to be a rule pack")


def compose(text: str, path: str) -> yaml.Node | None:
    """Parse YAML into nodes that know their place; None for an empty document."""
    _check_nesting(text, path)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise PackError(f"{path}:{place}: IL202: not valid YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise PackError(f"{path}:1:1: IL202: not valid YAML: {error}") from error
    return node


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return f"{node.value!r}"


class Text(NamedTuple):
    """A non-empty string. Plain scalars are taken as written: ``null`` and ``no`` are words here."""

    doc: str = ""
    pattern: str | None = None
    pattern_doc: str = ""

    def read(self, node: yaml.Node, path: str) -> str:
        """See Spec."""
        if not isinstance(node, yaml.ScalarNode):
            raise fail(path, node, "IL203", f"expected text, found {_kind(node)}")
        value = str(node.value).strip()
        if not value:
            raise fail(path, node, "IL203", "expected text, found nothing")
        if self.pattern is not None and not re.fullmatch(self.pattern, value):
            raise fail(path, node, "IL203", f"expected {self.pattern_doc}, found {value!r}")
        return value

    def schema(self) -> dict[str, Any]:
        """See Spec."""
        schema: dict[str, Any] = {"type": "string", "minLength": 1}
        if self.pattern:
            schema["pattern"] = f"^{self.pattern}$"
        if self.doc:
            schema["description"] = self.doc
        return schema


class Choice(NamedTuple):
    """One of a few words."""

    values: tuple[str, ...]
    doc: str = ""

    def read(self, node: yaml.Node, path: str) -> str:
        """See Spec."""
        if not isinstance(node, yaml.ScalarNode) or node.value not in self.values:
            hint = (
                nearest(str(node.value), self.values) if isinstance(node, yaml.ScalarNode) else ""
            )
            expected = ", ".join(self.values)
            raise fail(
                path, node, "IL203", f"expected one of {expected}; found {_kind(node)}{hint}"
            )
        return str(node.value)

    def schema(self) -> dict[str, Any]:
        """See Spec."""
        return {"enum": list(self.values)} | ({"description": self.doc} if self.doc else {})


class Flag(NamedTuple):
    """true or false."""

    doc: str = ""

    def read(self, node: yaml.Node, path: str) -> bool:
        """See Spec."""
        if isinstance(node, yaml.ScalarNode) and node.value in ("true", "false"):
            return bool(node.value == "true")
        raise fail(path, node, "IL203", f"expected true or false, found {_kind(node)}")

    def schema(self) -> dict[str, Any]:
        """See Spec."""
        return {"type": "boolean"} | ({"description": self.doc} if self.doc else {})


class Integer(NamedTuple):
    """A whole number, not negative."""

    doc: str = ""

    def read(self, node: yaml.Node, path: str) -> int:
        """See Spec."""
        if isinstance(node, yaml.ScalarNode) and str(node.value).isdecimal():
            return int(node.value)
        raise fail(path, node, "IL203", f"expected a whole number, found {_kind(node)}")

    def schema(self) -> dict[str, Any]:
        """See Spec."""
        return {"type": "integer", "minimum": 0} | ({"description": self.doc} if self.doc else {})


class ListOf(NamedTuple):
    """A list; where ``single`` is set, one item may stand without brackets."""

    item: Spec
    doc: str = ""
    single: bool = False

    def read(self, node: yaml.Node, path: str) -> list[Any]:
        """See Spec."""
        if isinstance(node, yaml.SequenceNode):
            if not node.value:
                raise fail(path, node, "IL203", "expected at least one item, found an empty list")
            return [self.item.read(child, path) for child in node.value]
        if self.single:
            return [self.item.read(node, path)]
        raise fail(path, node, "IL203", f"expected a list, found {_kind(node)}")

    def schema(self) -> dict[str, Any]:
        """See Spec."""
        many: dict[str, Any] = {"type": "array", "items": self.item.schema(), "minItems": 1}
        schema = {"anyOf": [self.item.schema(), many]} if self.single else many
        return schema | ({"description": self.doc} if self.doc else {})


class Keys(NamedTuple):
    """A mapping with known keys."""

    keys: Mapping[str, Spec]
    required: tuple[str, ...] = ()
    doc: str = ""
    name: str = "here"
    check: Callable[[dict[str, Any], yaml.Node, str], None] | None = None

    def read(self, node: yaml.Node, path: str) -> dict[str, Any]:
        """See Spec."""
        if not isinstance(node, yaml.MappingNode):
            expected = ", ".join(self.keys)
            raise fail(path, node, "IL203", f"expected a mapping ({expected}), found {_kind(node)}")
        value: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key not in self.keys:
                raise self.unknown(key_node, path)
            if key in value:
                raise self.twice(key_node, path)
            value[key] = self.keys[key].read(value_node, path)
        for key in self.required:
            if key not in value:
                raise self.missing(key, node, path)
        if self.check is not None:
            self.check(value, node, path)
        return value

    def unknown(self, key_node: yaml.Node, path: str) -> PackError:
        """The error for a key that isn't known here."""
        key = str(key_node.value)
        hint = nearest(key, self.keys) or f"; expected one of: {', '.join(self.keys)}"
        return fail(path, key_node, "IL204", f"unknown key {key!r} {self.name}{hint}")

    def twice(self, key_node: yaml.Node, path: str) -> PackError:
        """The error for a key that has stood before."""
        return fail(path, key_node, "IL204", f"key {str(key_node.value)!r} stands twice")

    def missing(self, key: str, node: yaml.Node, path: str) -> PackError:
        """The error for a key that is required."""
        return fail(path, node, "IL205", f"key {key!r} is missing {self.name}")

    def schema(self) -> dict[str, Any]:
        """See Spec."""
        schema: dict[str, Any] = {
            "type": "object",
            "properties": {key: spec.schema() for key, spec in self.keys.items()},
            "additionalProperties": False,
        }
        if self.required:
            schema["required"] = list(self.required)
        if self.doc:
            schema["description"] = self.doc
        return schema


class AnyMapping(NamedTuple):
    """A mapping from free text to values of one shape."""

    value: Spec
    doc: str = ""

    def read(self, node: yaml.Node, path: str) -> dict[str, Any]:
        """See Spec."""
        if not isinstance(node, yaml.MappingNode):
            raise fail(path, node, "IL203", f"expected a mapping, found {_kind(node)}")
        return {str(key.value): self.value.read(child, path) for key, child in node.value}

    def schema(self) -> dict[str, Any]:
        """See Spec."""
        schema: dict[str, Any] = {"type": "object", "additionalProperties": self.value.schema()}
        return schema | ({"description": self.doc} if self.doc else {})


class TextOr(NamedTuple):
    """Text, or the mapping form of the same thing."""

    text: Text
    mapping: Spec
    key: str
    """The key of the mapping that plain text stands for."""

    def read(self, node: yaml.Node, path: str) -> dict[str, Any]:
        """See Spec."""
        if isinstance(node, yaml.ScalarNode):
            return {self.key: self.text.read(node, path)}
        value: dict[str, Any] = self.mapping.read(node, path)
        return value

    def schema(self) -> dict[str, Any]:
        """See Spec."""
        return {"anyOf": [self.text.schema(), self.mapping.schema()]}


class Free(NamedTuple):
    """Any YAML value, read as plain data: the patterns of spaCy's matchers."""

    schema_value: Mapping[str, Any] = MappingProxyType({})

    def read(self, node: yaml.Node, path: str) -> Any:
        """See Spec."""
        if isinstance(node, yaml.MappingNode):
            return {str(key.value): self.read(child, path) for key, child in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [self.read(child, path) for child in node.value]
        plain = {"true": True, "false": False}
        if isinstance(node, yaml.ScalarNode) and not node.style:
            if node.value in plain:
                return plain[node.value]
            if str(node.value).isdecimal():
                return int(node.value)
        return str(node.value)

    def schema(self) -> dict[str, Any]:
        """See Spec."""
        return dict(self.schema_value)


def nearest(word: str, known: Any) -> str:
    """A hint ``; did you mean 'x'?``, or '' where nothing is near."""
    import difflib

    close = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
