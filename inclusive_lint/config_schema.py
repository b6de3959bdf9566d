"""The one table of settings: configuration is checked by it, and its JSON Schema is written from it."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from inclusive_lint.blocks import FORMATS
from inclusive_lint.model import SEVERITIES, Settings

Kind = Literal[
    "names", "packs", "severities", "pairs", "allow", "patterns", "formats", "choices",
    "choice", "flag", "text", "file", "extends", "overrides",
]  # fmt: skip
"""What a value looks like; ``config_check`` has a reader for each."""

Merge = Literal["replace", "append", "keys"]
"""How a nearer or later value meets an earlier one: takes its place, is added, or key by key."""

SCOPES = ("comments", "strings", "identifiers", "keys", "html-comments")
FAIL_ON = (*SEVERITIES, "never")
LEVELS = (*SEVERITIES, "off")


class Setting(NamedTuple):
    """A key of a configuration."""

    name: str
    kind: Kind
    doc: str
    """One or two sentences, shown by editors and in the documentation."""
    merge: Merge = "replace"
    default: Any = ()
    """A tuple for lists, a tuple of pairs for mappings."""
    choices: tuple[str, ...] = ()
    top: bool = True
    """Whether it may stand at the top of a file."""
    per_path: bool = False
    """Whether it may stand in a section of ``overrides``."""
    example: str = ""
    """YAML for the documentation and ``init``."""


_DEFAULTS = Settings()

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "extends", "extends",
        "Configuration files that this one builds on, weakest first: a path relative to this file, or "
        "'package:path' for a file inside an installed Python package.",
        example="extends: [../shared.yaml, ourpackage:inclusive-lint.yaml]",
    ),
    Setting(
        "packs", "packs",
        "Rule packs in use: names, each with an optional pinned version, paths of pack folders "
        "relative to this file, or 'all'.",
        default=_DEFAULTS.packs, per_path=True, example="packs: [core@1.0, technology]",
    ),
    Setting(
        "select", "names",
        "Only these rules are on: rule ids, categories or packs. Empty: all rules of the packs.",
        per_path=True, example="select: [gender, technology.allowlist]",
    ),
    Setting(
        "ignore", "names",
        "Rules that are off: rule ids, categories or packs.",
        merge="append", per_path=True, example="ignore: [core.guys]",
    ),
    Setting(
        "severity", "severities",
        "How heavy a rule, category or pack weighs; 'off' turns it off. A rule wins over its "
        "category, a category over its pack.",
        merge="keys", choices=LEVELS, per_path=True, example="severity: {clarity: suggestion}",
    ),
    Setting(
        "preferences", "pairs",
        "Choices that a pack leaves to its users, such as 'disability-language: identity-first'.",
        merge="keys", per_path=True, example="preferences: {disability-language: person-first}",
    ),
    Setting(
        "allow", "allow",
        "Phrases that are accepted as they stand: text, or a mapping with 'phrase', the 'rules' it is "
        "limited to, and a 'reason'.",
        merge="append", per_path=True, example="allow: [master's thesis]",
    ),
    Setting(
        "exclude", "patterns",
        "Files and folders that a folder does not yield, in gitignore syntax.",
        merge="append", example="exclude: [docs/archive/, '*.generated.md']",
    ),
    Setting(
        "include", "patterns",
        "Files that a folder yields besides documents, in gitignore syntax: source code, data.",
        merge="append", example="include: ['src/**/*.py']",
    ),
    Setting(
        "formats", "formats",
        "The format of files whose name says another or none: pattern -> format.",
        merge="keys", choices=tuple(FORMATS), example="formats: {'*.md.tmpl': markdown}",
    ),
    Setting(
        "format", "choice",
        "The format of the files of this section.",
        choices=tuple(FORMATS), default=None, top=False, per_path=True, example="format: markdown",
    ),
    Setting(
        "scope", "choices",
        "What is read in source code and data besides prose.",
        default=tuple(sorted(_DEFAULTS.scope)), choices=SCOPES, per_path=True,
        example="scope: [comments, strings]",
    ),
    Setting(
        "languages", "names",
        "Languages whose paragraphs are linted (BCP 47); empty: no language is detected.",
        default=_DEFAULTS.languages, per_path=True, example="languages: [en]",
    ),
    Setting(
        "fail-on", "choice",
        "The lightest finding that makes a run fail with exit code 1.",
        default="warning", choices=FAIL_ON, example="fail-on: warning",
    ),
    Setting(
        "require-reason", "flag",
        "Whether a suppression without a reason ('-- why') suppresses nothing and is a finding.",
        default=False, per_path=True, example="require-reason: true",
    ),
    Setting(
        "model", "text",
        "An installed English spaCy pipeline to use in place of the pinned one.",
        default=None, example="model: en_core_web_md",
    ),
    Setting(
        "baseline", "file",
        "The file of known findings that don't count, relative to this file and not outside its folder.",
        default=None, example="baseline: .inclusive-lint-baseline.json",
    ),
    Setting(
        "cache", "flag",
        "Whether verdicts are kept for the next run; where is the environment's to say "
        "(INCLUSIVE_LINT_CACHE_DIR).",
        default=True, example="cache: false",
    ),
    Setting(
        "overrides", "overrides",
        "Sections for some paths, each with 'paths' (gitignore syntax) and settings; later ones win.",
        merge="append", example="overrides: [{paths: [CHANGELOG.md], ignore: [clarity]}]",
    ),
)  # fmt: skip

BY_NAME = {setting.name: setting for setting in SETTINGS}
TOP = tuple(setting.name for setting in SETTINGS if setting.top)
PER_PATH = ("paths", *(setting.name for setting in SETTINGS if setting.per_path))

_STRINGS = {"type": "array", "items": {"type": "string", "minLength": 1}}
_ALLOW = {
    "type": "object",
    "properties": {
        "phrase": {"type": "string", "minLength": 1},
        "rules": {**_STRINGS, "description": "Rule ids, categories or packs; none: all."},
        "reason": {"type": "string", "minLength": 1},
    },
    "required": ["phrase"],
    "additionalProperties": False,
}


def json_schema() -> dict[str, Any]:
    """Describe a configuration file as JSON Schema (draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "inclusive-lint configuration",
        "type": ["object", "null"],
        "properties": {name: _schema(BY_NAME[name]) for name in TOP},
        "additionalProperties": False,
    }


def _schema(setting: Setting) -> dict[str, Any]:
    schema = {**_shape(setting), "description": setting.doc}
    if setting.default not in ((), None):
        default = setting.default
        schema["default"] = list(default) if isinstance(default, tuple) else default
    return schema


def _shape(setting: Setting) -> dict[str, Any]:
    choices = {"enum": list(setting.choices)}
    if setting.kind == "severities":
        # YAML reads a bare `off` as false, and so it is taken as the word that was written.
        return _mapping({"enum": [*setting.choices, False]})
    if setting.kind == "overrides":
        return {"type": "array", "items": _section()}
    if setting.kind == "allow":
        return {"type": "array", "items": {"anyOf": [{"type": "string"}, _ALLOW]}}
    shapes: dict[str, dict[str, Any]] = {
        "extends": {"anyOf": [{"type": "string"}, _STRINGS]},
        "pairs": _mapping({"type": "string"}),
        "formats": _mapping(choices),
        "choices": {"type": "array", "items": choices},
        "choice": choices,
        "flag": {"type": "boolean"},
        "text": {"type": "string", "minLength": 1},
        "file": {"type": "string", "minLength": 1},
    }
    return shapes.get(setting.kind, _STRINGS)


def _mapping(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": value}


def _section() -> dict[str, Any]:
    properties: dict[str, Any] = {
        "paths": {**_STRINGS, "description": "Patterns in gitignore syntax.", "minItems": 1}
    }
    properties |= {name: _schema(BY_NAME[name]) for name in PER_PATH[1:]}
    for schema in properties.values():
        schema.pop("default", None)
    return {
        "type": "object",
        "properties": properties,
        "required": ["paths"],
        "additionalProperties": False,
    }
