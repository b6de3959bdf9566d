"""A pack's changelog, generated from ``since``, ``until`` and ``was`` of its rules and from pack.yaml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from inclusive_lint.packs.diff import compare
from inclusive_lint.packs.loader import load_pack, raw_pack, version_key
from inclusive_lint.packs.schema import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from inclusive_lint.packs.diff import PackDiff
    from inclusive_lint.packs.rule import Pack


def versions_of(folder: Path) -> tuple[str, ...]:
    """Every version of the pack in ``folder``, oldest first: those that anything in it names.

    Raises PackError.
    """
    meta, rules = raw_pack(folder)
    said = {key for key in meta.get("changelog", {}) if re.fullmatch(VERSION, key)}
    found = {meta["version"], *said}
    for rule in rules:
        found |= set(_named(rule))
    return tuple(sorted(found, key=version_key))


def _named(value: dict[str, Any]) -> Iterator[str]:
    yield from (value[key] for key in ("since", "until") if key in value)
    for part in (*value.get("terms", ()), *value.get("was", ())):
        yield from _named(part)


def changelog(folder: Path) -> str:
    """The changelog of the pack in ``folder`` as Markdown, newest version first. Raises PackError."""
    packs = [load_pack(folder, version) for version in versions_of(folder)]
    said = dict(packs[-1].changelog)
    parts = [f"# Changes of the pack {packs[-1].id}\n"]
    for number in range(len(packs) - 1, -1, -1):
        pack = packs[number]
        parts.append(f"\n## {pack.version}\n")
        if pack.version in said:
            parts.append(f"\n{' '.join(said[pack.version].split())}\n")
        parts.append(_entries(compare(packs[number - 1], pack)) if number else _first(pack))
    return "".join(parts)


def _first(pack: Pack) -> str:
    count = len(pack.rules)
    return f"\n- {count} rule{'' if count == 1 else 's'}\n"


def _entries(diff: PackDiff) -> str:
    lines = [f"- retired: `{rule.id}`" for rule in diff.retired]
    for rule in diff.added:
        terms = ", ".join(f"`{term.text}`" for term in rule.terms)
        lines.append(f"- new: `{rule.id}` ({rule.severity})" + (f": {terms}" if terms else ""))
    for each in diff.changed:
        lines += [f"- `{each.rule}`: {_marked(str(change))}" for change in each.changes]
    return "\n" + "\n".join(lines) + "\n" if lines else ""


def _marked(change: str) -> str:
    """Words that a change names in code font, so that a changelog can be linted itself."""
    what, _, rest = change.partition(": ")
    return f"{what}: `{rest}`" if rest else what
