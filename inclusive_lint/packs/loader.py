"""Loads a pack: a folder of YAML in, a ``Pack`` at one version out; whole or not at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

import yaml

from inclusive_lint.model import PackError
from inclusive_lint.packs.rule import Cited, Example, Pack, Preference, Rule, Term
from inclusive_lint.packs.schema import PACK, RULE
from inclusive_lint.packs.spec import compose, fail

if TYPE_CHECKING:
    from pathlib import Path

    from inclusive_lint.model import Severity

_MARK = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)
_MAX_BYTES = 4_000_000


def version_key(version: str) -> tuple[int, int]:
    """'1.10' -> (1, 10), so that versions sort as numbers."""
    major, _, minor = version.partition(".")
    return int(major), int(minor)


def load_pack(folder: Path, version: str | None = None) -> Pack:
    """Load the pack in ``folder`` at ``version`` (None: its newest).

    Raises PackError with path:line:column for each thing that isn't as the schema says.
    """
    try:
        return _load(folder, version)
    except PackError as error:
        from inclusive_lint.packs.validate import validate_pack

        found = [str(invalid) for invalid in validate_pack(folder)]
        raise PackError(*(found or error.texts)) from error


def _load(folder: Path, version: str | None) -> Pack:
    meta = _read_meta(folder)
    newest = meta["version"]
    chosen = version or newest
    if not re.fullmatch(r"\d+\.\d+", chosen) or version_key(chosen) > version_key(newest):
        message = f"IL208: pack {meta['id']!r} has no version {chosen!r}; its newest is {newest}"
        raise PackError(message)
    rules: dict[str, Rule] = {}
    for path in rule_files(folder):
        for rule in _read_rules(path, meta, chosen):
            if rule.id in rules:
                first = rules[rule.id]
                message = (
                    f"IL209: rule id {rule.id!r} stands twice; first at {first.file}:{first.line}"
                )
                raise PackError(f"{rule.file}:{rule.line}:1: {message}")
            rules[rule.id] = rule
    return Pack(
        id=meta["id"],
        title=meta["title"],
        version=chosen,
        newest=newest,
        language=meta["language"],
        description=meta["description"],
        licence=meta["licence"],
        preferences=tuple(
            Preference(name, p["default"], tuple(p["values"]), p.get("description", ""))
            for name, p in meta.get("preferences", {}).items()
        ),
        changelog=tuple(meta.get("changelog", {}).items()),
        rules=tuple(rules[i] for i in sorted(rules) if _alive(rules[i], chosen)),
        path=folder.as_posix(),
    )


def raw_pack(folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The plain values of pack.yaml and of every rule, retired ones included. Raises PackError."""
    meta = _read_meta(folder)
    rules: list[dict[str, Any]] = []
    for path in rule_files(folder):
        node = compose(read_text(path), path.as_posix())
        children = node.value if isinstance(node, yaml.SequenceNode) else ()
        rules.extend(RULE.read(child, path.as_posix()) for child in children)
    return meta, rules


def rule_files(folder: Path) -> list[Path]:
    """The rule files of a pack, in order."""
    return [path for path in sorted(folder.glob("**/*.yaml")) if path.name != "pack.yaml"]


def read_text(path: Path) -> str:
    """The text of a pack's file; raises PackError (IL201)."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PackError(f"{path.as_posix()}:1:1: IL201: can't be read: {error.strerror}") from error
    if len(data) > _MAX_BYTES:
        raise PackError(f"{path.as_posix()}:1:1: IL201: larger than {_MAX_BYTES} bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PackError(f"{path.as_posix()}:{line}:1: IL201: not valid UTF-8") from error


def _read_meta(folder: Path) -> dict[str, Any]:
    path = folder / "pack.yaml"
    if not path.is_file():
        raise PackError(f"{folder.as_posix()}: IL201: no pack here: pack.yaml is missing")
    node = compose(read_text(path), path.as_posix())
    if node is None:
        raise PackError(f"{path.as_posix()}:1:1: IL203: expected a mapping, found an empty file")
    meta: dict[str, Any] = PACK.read(node, path.as_posix())
    return meta


def _read_rules(path: Path, meta: dict[str, Any], version: str) -> list[Rule]:
    return parse_rules(read_text(path), path.as_posix(), meta["id"], meta["version"], version)


def parse_rules(text: str, path: str, pack: str, newest: str, version: str) -> list[Rule]:
    """The rules of one file's text, in order; ``path`` is used in messages only."""
    node = compose(text, path)
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise fail(path, node, "IL203", "expected a list of rules")
    rules = []
    for child in node.value:
        value = RULE.read(child, path)
        for key in ("since", "until"):
            if key in value and version_key(value[key]) > version_key(newest):
                message = f"{key} {value[key]} is newer than the pack's version {newest}"
                raise fail(path, child, "IL208", message)
        rules.append(_rule(value, pack, version, path, child.start_mark.line + 1))
    return rules


def _rule(value: dict[str, Any], pack: str, version: str, path: str, line: int) -> Rule:
    value = {**value, **_earlier(value, version)}
    pos = value.get("pos")
    terms = tuple(
        Term(t["term"], t.get("pos", pos), tuple(t.get("replacements", ())))
        for t in value.get("terms", ())
        if _in_time(t, version)
    )
    conditional = bool(value.get("when") or value.get("unless") or value.get("detector"))
    return Rule(
        id=value["id"],
        pack=pack,
        since=value["since"],
        until=value.get("until"),
        severity=cast("Severity", value["severity"]),
        category=value["category"],
        terms=terms,
        match=_patterns(value.get("match")),
        dependency=_patterns(value.get("dependency")),
        detector=value.get("detector"),
        unless=tuple(value.get("unless", ())),
        when=tuple(value.get("when", ())),
        even_in=frozenset(value.get("even_in", ())),
        identifiers=value.get("identifiers", not conditional),
        preference=tuple(sorted(value.get("preference", {}).items())),
        replacements=tuple(value.get("replacements", ())),
        fix=value.get("fix", "manual"),
        message=value["message"],
        why=value["why"],
        sources=tuple(Cited(s["title"], s["url"]) for s in value["sources"]),
        examples=tuple(_example(e) for e in value["examples"]),
        file=path,
        line=line,
    )


def _patterns(value: Any) -> tuple[list[Any], ...]:
    if value is None:
        return ()
    return tuple(value) if value and isinstance(value[0], list) else (value,)


def _earlier(value: dict[str, Any], version: str) -> dict[str, Any]:
    """What ``was`` says of this version: the earliest form that was still in force after it."""
    later = [w for w in value.get("was", ()) if version_key(version) < version_key(w["until"])]
    overlay: dict[str, Any] = {}
    for form in sorted(later, key=lambda w: version_key(w["until"]), reverse=True):
        overlay.update(form)
    overlay.pop("until", None)
    return overlay


def _example(value: dict[str, Any]) -> Example:
    kind = next(k for k in ("flag", "pass", "known_miss") if k in value)
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    at = length = 0
    marked = value[kind]
    for found in _MARK.finditer(marked) if kind == "flag" else ():
        pieces.append(marked[at : found.start()])
        length += found.start() - at
        pieces.append(found.group(1))
        spans.append((length, length + len(found.group(1))))
        length += len(found.group(1))
        at = found.end()
    pieces.append(marked[at:])
    return Example(
        kind,
        "".join(pieces),
        tuple(spans),
        value.get("fixed"),
        value.get("because"),
        tuple(sorted(value.get("preferences", {}).items())),
        value.get("format", "markdown"),
    )


def _in_time(value: dict[str, Any], version: str) -> bool:
    since, until = value.get("since"), value.get("until")
    if since is not None and version_key(version) < version_key(since):
        return False
    return until is None or version_key(version) < version_key(until)


def _alive(rule: Rule, version: str) -> bool:
    return _in_time({"since": rule.since, "until": rule.until}, version)
