"""woke: ``.woke.yaml`` and ``.wokeignore``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inclusive_lint.migrate.result import (
    LocalRule,
    Migration,
    ignore_lines,
    missing,
    read_mapping,
    read_text,
    words,
)

if TYPE_CHECKING:
    from pathlib import Path

    from inclusive_lint.model import Severity

_CONFIGS = (".woke.yaml", ".woke.yml")
_SEVERITIES: dict[str, Severity] = {
    "error": "error",
    "warn": "warning",
    "warning": "warning",
    "info": "suggestion",
}
_UNUSED = {
    "success_exit_message": "the text shown when nothing is found is ours",
    "include_note": "'inclusive-lint explain RULE' shows each rule's reason",
    "exclude_categories": "categories differ; use 'ignore' with ours, see 'inclusive-lint rules'",
}
_RULE_KEYS = frozenset({"name", "terms", "alternatives", "note", "severity", "options"})


def read(path: Path) -> Migration:
    """See ``inclusive_lint.migrate.migrate``."""
    out = Migration("woke", scope=["comments", "strings", "identifiers"])
    names = (*_CONFIGS, ".wokeignore")
    files = [path / name for name in names] if path.is_dir() else [path]
    for file in files:
        if not file.is_file():
            continue
        out.read.append(file.name)
        if file.name == ".wokeignore":
            out.exclude += ignore_lines(read_text(file))
        else:
            _carry(read_mapping(file), file.name, out)
    if not out.read:
        raise missing("woke", path, names)
    out.note("woke exits with 0 unless told otherwise; set 'fail-on: never' to keep that.")
    return out


def _carry(data: dict[str, Any], name: str, out: Migration) -> None:
    out.exclude += words(data.get("ignore_files"))
    for key, why in _UNUSED.items():
        if key in data:
            out.note(f"{name}: '{key}' is not carried over: {why}.")
    default = str(data.get("default_severity") or "warning").lower()
    for key in data:
        if key not in {"rules", "ignore_files", "default_severity", *_UNUSED}:
            out.note(f"{name}: unknown key '{key}' is not carried over.")
    rules = data.get("rules") or []
    for number, rule in enumerate(rules if isinstance(rules, list) else [], 1):
        if isinstance(rule, dict):
            where = f"{name}: rule {rule.get('name') or number}"
            _rule({"severity": default} | rule, where, out)
        else:
            out.note(f"{name}: rule {number} is no mapping and is not carried over.")


def _rule(rule: dict[str, Any], where: str, out: Migration) -> None:
    title = str(rule.get("name") or "rule")
    terms = words(rule.get("terms"))
    if not terms:
        # In woke a rule without terms switches off the built-in rule of that name.
        phrase = title.replace("-", " ")
        out.allow_phrase(phrase, "the rule of that name was switched off for woke")
        if "-" in title:
            out.allow_phrase(title, "the rule of that name was switched off for woke")
        return
    for key in rule:
        if key not in _RULE_KEYS:
            out.note(f"{where}: unknown key '{key}' is not carried over.")
    options = rule.get("options")
    if not (isinstance(options, dict) and options.get("word_boundary")):
        out.note("Terms match whole words in every inflection; woke also matched inside of words.")
    severity = str(rule["severity"] or "warning").lower()
    if severity in {"off", "false"}:
        # woke's default severity 'off' silences its own rules; a rule of one's own is still meant.
        severity = "warning"
    if severity not in _SEVERITIES:
        out.note(f"{where}: severity '{severity}' is unknown; 'warning' was taken.")
    out.rules.append(
        LocalRule(
            title,
            tuple(dict.fromkeys(terms)),
            tuple(dict.fromkeys(words(rule.get("alternatives")))),
            _SEVERITIES.get(severity, "warning"),
            why=str(rule.get("note") or "").strip(),
        )
    )
