"""JSON Schemas walked along a path: which keys and values may stand there, and what is said about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inclusive_lint_server.yaml_place import ITEM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Schema = dict[str, Any]


def schemas_at(root: Schema, path: Iterable[str]) -> list[Schema]:
    """All schemas that can hold at ``path``."""
    found = list(_alternatives(root, root))
    for step in path:
        found = [inner for schema in found for inner in _step(schema, step, root)]
    return found


def keys_at(root: Schema, path: Iterable[str]) -> dict[str, str]:
    """Keys that may stand in the mapping at ``path``, with what is said about each."""
    keys: dict[str, str] = {}
    for schema in schemas_at(root, path):
        for name, inner in schema.get("properties", {}).items():
            described = next(
                (s["description"] for s in _alternatives(inner, root) if s.get("description")), ""
            )
            keys.setdefault(name, inner.get("description", described))
    return keys


def values_at(root: Schema, path: Iterable[str]) -> list[str]:
    """Values that may stand at ``path``, where the schema lists them."""
    values: list[str] = []
    for schema in schemas_at(root, path):
        listed = [*schema.get("enum", ()), *([schema["const"]] if "const" in schema else ())]
        if schema.get("type") == "boolean":
            listed += [True, False]
        for value in listed:
            text = {True: "true", False: "false"}.get(value, value) if value is not None else "null"
            if isinstance(text, str) and text not in values:
                values.append(text)
    return values


def described_at(root: Schema, path: tuple[str, ...]) -> str:
    """What is said about the key at the end of ``path``."""
    return keys_at(root, path[:-1]).get(path[-1], "") if path else ""


def _alternatives(schema: Any, root: Schema, depth: int = 0) -> Iterator[Schema]:
    if not isinstance(schema, dict) or depth > 8:
        return
    yield schema
    if "$ref" in schema:
        target: Any = root
        for part in str(schema["$ref"]).lstrip("#/").split("/"):
            target = target.get(part, {}) if isinstance(target, dict) else {}
        yield from _alternatives(target, root, depth + 1)
    for word in ("anyOf", "oneOf", "allOf"):
        for inner in schema.get(word, ()):
            yield from _alternatives(inner, root, depth + 1)


def _step(schema: Schema, step: str, root: Schema) -> Iterator[Schema]:
    if step == ITEM:
        yield from _alternatives(schema.get("items"), root)
        return
    properties = schema.get("properties", {})
    if step in properties:
        yield from _alternatives(properties[step], root)
        return
    yield from _alternatives(schema.get("additionalProperties"), root)
    for inner in schema.get("patternProperties", {}).values():
        yield from _alternatives(inner, root)
