"""Compiles packs: YAML in, the parts of a ``RuleSet`` out, as plain data."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from inclusive_lint.__about__ import __version__
from inclusive_lint.candidates import build_table, key_words, trie_pattern
from inclusive_lint.model import PackError
from inclusive_lint.packs.flat import flatten
from inclusive_lint.packs.forms import forms_of
from inclusive_lint.packs.loader import load_pack

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from inclusive_lint.packs.rule import Rule


def compile_packs(wanted: Iterable[tuple[str, Path, str | None]]) -> dict[str, Any]:
    """Load packs (name, folder, pinned version) and make them ready to scan.

    Raises PackError for a pack that doesn't load and for an id that two packs have.
    """
    packs = [load_pack(folder, version) for _, folder, version in wanted]
    rules = [rule for pack in packs for rule in pack.rules]
    _check_ids(rules)
    table = build_table(
        (number, *form) for number, rule in enumerate(rules) for form in forms_of(rule)
    )
    pattern = trie_pattern(table)
    keys = key_words(table)
    flat = [flatten(pack) for pack in packs]
    content = json.dumps((__version__, flat, pattern), default=sorted)
    digest = hashlib.sha256(content.encode()).hexdigest()
    return {
        "quick": (digest, trie_pattern(keys), keys),
        "scan": (pattern, table),
        "heads": [
            (r.id, r.category, r.pack, r.severity, r.preference, r.identifiers) for r in rules
        ],
        "packs": flat,
    }


def _check_ids(rules: Iterable[Rule]) -> None:
    seen: dict[str, Rule] = {}
    for rule in rules:
        first = seen.setdefault(rule.id, rule)
        if first is not rule:
            message = f"IL209: rule id {rule.id!r} stands twice; first at {first.file}:{first.line}"
            raise PackError(f"{rule.file}:{rule.line}:1: {message}")
