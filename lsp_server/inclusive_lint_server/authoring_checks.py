"""In the linting process: problems, completion and hover of configuration files and rule packs as they are written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from inclusive_lint.blocks import FORMATS
from inclusive_lint.config_schema import json_schema as config_schema
from inclusive_lint.model import InclusiveLintError
from inclusive_lint.packs.discovery import installed_packs
from inclusive_lint.packs.loader import load_pack
from inclusive_lint.packs.schema import CATEGORIES
from inclusive_lint.packs.schema import json_schema as pack_schema
from inclusive_lint_server import config_checks, encode, pack_checks
from inclusive_lint_server.schema_walk import described_at, keys_at, values_at
from inclusive_lint_server.telling import describe_rule
from inclusive_lint_server.yaml_place import ITEM, Place, place_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inclusive_lint.packs.rule import Rule
    from inclusive_lint_server.linting import Document
    from inclusive_lint_server.positions import TextIndex
    from inclusive_lint_server.wire import Head
    from inclusive_lint_server.worker_state import WorkerState

_NAMES_RULES = {("select", ITEM), ("ignore", ITEM), ("severity",), ("rules",), ("rules", ITEM)}
"""Ends of paths in a configuration where a rule, category or pack is named."""


def check(worker: WorkerState, document: Document, kind: str) -> tuple[Head, bytes]:
    """The problems of a configuration or pack file, in the shape of a document's findings."""
    import hashlib
    import json

    index = worker.index(document.text)
    problems = (
        config_checks.problems(worker.linting, document, index)
        if kind == "config"
        else pack_checks.problems(document, index)
    )
    pieces = [json.dumps(problem, separators=(",", ":")).encode() for problem in problems]
    spans, at = [], 0
    for problem, piece in zip(problems, pieces, strict=True):
        lines = problem["range"]
        spans.append((lines["start"]["line"], lines["end"]["line"], at, at + len(piece)))
        at += len(piece) + 1
    body = b",".join(pieces)
    head = {
        "digest": hashlib.blake2b(body, digest_size=8).hexdigest(),
        "spans": spans,
        "counts": [0, 0, 0],
        "fixAll": [],
        "packs": [],
        "notices": [],
        "rules": {},
        "troubles": [],
    }
    return head, body


def complete(worker: WorkerState, head: Head, body: bytes) -> tuple[Head, bytes]:
    """What may be written at a place."""
    document, index, place = _placed(worker, head, body)
    schema = _schema(document, head["kind"])
    items: list[dict[str, Any]] = []
    if place.at_key:
        items += [
            _item(name, "key", doc=text, insert=f"{name}: ")
            for name, text in keys_at(schema, place.path).items()
            if name not in place.siblings or name == place.word
        ]
    values = values_at(schema, place.path)
    items += [_item(name, "value") for name in values]
    if head["kind"] == "config":
        colon = place.at_key and place.path[-1:] == ("severity",)
        items += [
            item | ({"insert": f"{item['label']}: "} if colon else {})
            for item in _named(worker, document, place.path)
        ]
    line = head["line"]
    start = index.line_span(line)[0]
    span = encode.range_of(start + place.start, start + place.end, index)
    return {"items": items, "range": span}, b""


def hover(worker: WorkerState, head: Head, body: bytes) -> tuple[Head, bytes]:
    """What is to be said about the word at a place."""
    document, index, place = _placed(worker, head, body)
    if not place.word:
        return {}, b""
    schema = _schema(document, head["kind"])
    rules = {rule.id: rule for rule in _rules(worker, document)}
    text = ""
    if place.word in rules:
        text = describe_rule(encode.rule_json(rules[place.word]))
    elif place.word in CATEGORIES:
        text = f"**{place.word}**: {CATEGORIES[place.word]}"
    elif place.path[:1] == ("packs",) and head["kind"] == "config":
        text = _pack_text(place.word)
    if not text:
        described = described_at(schema, (*place.path, place.word) if place.at_key else place.path)
        key = (
            place.word if place.at_key else next((p for p in reversed(place.path) if p != ITEM), "")
        )
        text = f"**{key}**: {described}" if described else ""
    start = index.line_span(head["line"])[0]
    span = encode.range_of(start + place.start, start + place.end, index)
    return {"markdown": text, "range": span}, b""


def _placed(worker: WorkerState, head: Head, body: bytes) -> tuple[Document, TextIndex, Place]:
    document = worker.document(head, body)
    index = worker.index(document.text)
    lines = [index.line_text(number) for number in range(index.line_count)]
    start = index.line_span(head["line"])[0]
    column = index.offset(head["line"], head["character"]) - start
    return document, index, place_at(lines, head["line"], column)


def _schema(document: Document, kind: str) -> dict[str, Any]:
    if kind == "config":
        return config_schema()
    return pack_schema("pack" if Path(document.path).name == "pack.yaml" else "rules")


def _named(
    worker: WorkerState, document: Document, path: tuple[str, ...]
) -> Iterable[dict[str, Any]]:
    """Rules, categories, packs and formats, where a configuration names one."""
    if path == ("packs",) or path[-2:] == ("packs", ITEM):
        for name in (*installed_packs(), "all"):
            yield _item(name, "value", doc=_pack_text(name))
    elif path[-1:] == ("formats",) or path[-2:-1] == ("formats",):
        for name in FORMATS:
            yield _item(name, "value")
    elif path[-1:] in _NAMES_RULES or path[-2:] in _NAMES_RULES:
        for rule in _rules(worker, document):
            yield _item(rule.id, "rule", detail=rule.category, doc=rule.why)
        for name, text in CATEGORIES.items():
            yield _item(name, "value", detail="category", doc=text)
        for name in installed_packs():
            yield _item(name, "value", detail="pack", doc=_pack_text(name))


def _rules(worker: WorkerState, document: Document) -> Iterable[Rule]:
    try:
        linter, _ = worker.linting.linter_for(document)
    except InclusiveLintError:
        return ()
    return linter.ruleset.rules


def _pack_text(name: str) -> str:
    folder = installed_packs().get(name.partition("@")[0])
    if folder is None:
        return ""
    try:
        pack = load_pack(folder)
    except InclusiveLintError:
        return ""
    return f"**{pack.title}** {pack.version}\n\n{pack.description}"


def _item(
    label: str, kind: str, *, detail: str = "", doc: str = "", insert: str | None = None
) -> dict[str, Any]:
    return {
        "label": label,
        "kind": kind,
        "detail": detail or None,
        "doc": doc or None,
        "insert": insert if insert is not None else label,
    }
