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
from inclusive_lint.packs.names import placed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from inclusive_lint.packs.rule import Pack, Rule


def compile_packs(wanted: Iterable[tuple[str, Path, str | None]]) -> dict[str, Any]:
    """Load packs (name, folder, pinned version) and make them ready to scan.

    Raises PackError for a pack that doesn't load and for an id that two packs have.
    """
    packs = _loaded(wanted)
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


def _loaded(wanted: Iterable[tuple[str, Path, str | None]]) -> list[Pack]:
    packs: list[Pack] = []
    wrong: list[str] = []
    for name, folder, version in wanted:
        try:
            packs.append(load_pack(folder, version))
        except PackError as error:  # noqa: PERF203 - all that is wrong is told at once
            # What has no place in the pack is about its name, such as a version that there isn't.
            wrong += (placed(name, t) if t.startswith("IL") else t for t in error.texts)
    if wrong:
        raise PackError(*wrong)
    return packs


def _check_ids(rules: Iterable[Rule]) -> None:
    seen: dict[str, Rule] = {}
    for rule in rules:
        first = seen.setdefault(rule.id, rule)
        if first is not rule:
            message = f"IL209: rule id {rule.id!r} stands twice; first at {first.file}:{first.line}"
            raise PackError(f"{rule.file}:{rule.line}:1: {message}")
