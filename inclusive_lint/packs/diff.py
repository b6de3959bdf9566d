"""Compares two versions of a pack: rules that came, went or changed, and the bump that this asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from inclusive_lint.packs.discovery import find_pack
from inclusive_lint.packs.loader import load_pack, version_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from inclusive_lint.packs.rule import Pack, Rule

Bump = Literal["none", "patch", "minor", "major"]
BUMPS: tuple[Bump, ...] = ("none", "patch", "minor", "major")
"""Lightest first. Removed or changed ids are major, other findings minor, wording is a patch."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing about a rule that differs."""

    what: str
    """Name of the key, such as 'severity'; 'terms added' and 'terms dropped' for terms."""
    old: str
    """In words; '' where there was nothing."""
    new: str
    """In words; '' where there is nothing."""
    bump: Bump

    def __str__(self) -> str:
        """``severity: warning -> error``."""
        if not self.old or not self.new:
            return f"{self.what}: {self.new or self.old}" + ("" if self.new else " (gone)")
        return f"{self.what}: {self.old} -> {self.new}"


@dataclass(frozen=True, slots=True)
class RuleDiff:
    """A rule that both versions have, in different forms."""

    rule: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class PackDiff:
    """What the step from one version of a pack to another brings."""

    pack: str
    old: str
    new: str
    added: tuple[Rule, ...]
    """In order of id."""
    retired: tuple[Rule, ...]
    """In order of id, as the old version had them."""
    changed: tuple[RuleDiff, ...]
    """In order of id."""

    @property
    def bump(self) -> Bump:
        """The heaviest bump that a change asks for."""
        if self.retired:
            return "major"
        found: list[Bump] = [change.bump for rule in self.changed for change in rule.changes]
        found.append("minor" if self.added else "none")
        return max(found, key=BUMPS.index)

    @property
    def declared(self) -> Bump:
        """The bump that the two version numbers say; going back counts like going forward."""
        old, new = version_key(self.old), version_key(self.new)
        return "major" if old[0] != new[0] else "minor" if old != new else "none"

    @property
    def is_declared(self) -> bool:
        """Whether the version numbers say at least what the changes ask for."""
        return self.bump == "patch" or BUMPS.index(self.bump) <= BUMPS.index(self.declared)


def diff_packs(name: str, old: str, new: str | None = None) -> PackDiff:
    """Compare two versions of a pack (an installed name or the path of a folder; None: its newest).

    Raises PackError for a pack or version that isn't there.
    """
    return diff_folder(find_pack(name)[0], old, new)


def diff_folder(folder: Path, old: str, new: str | None = None) -> PackDiff:
    """Compare two versions of the pack in ``folder``. Raises PackError."""
    return compare(load_pack(folder, old), load_pack(folder, new))


def compare(old: Pack, new: Pack) -> PackDiff:
    """Compare two packs that are loaded, usually two versions of one."""
    before = {rule.id: rule for rule in old.rules}
    after = {rule.id: rule for rule in new.rules}
    both = (
        RuleDiff(rule, _changes(before[rule], after[rule]))
        for rule in sorted(before.keys() & after.keys())
    )
    return PackDiff(
        pack=new.id,
        old=old.version,
        new=new.version,
        added=tuple(after[rule] for rule in sorted(after.keys() - before.keys())),
        retired=tuple(before[rule] for rule in sorted(before.keys() - after.keys())),
        changed=tuple(each for each in both if each.changes),
    )


def _changes(old: Rule, new: Rule) -> tuple[Change, ...]:
    changes = list(_term_changes(old, new))
    for what, bump, shown in _PARTS:
        before, after = getattr(old, what), getattr(new, what)
        if before != after:
            changes.append(Change(what, shown(before), shown(after), bump))
    return tuple(changes)


def _term_changes(old: Rule, new: Rule) -> list[Change]:
    before = {term.text: term for term in old.terms}
    after = {term.text: term for term in new.terms}
    came = ", ".join(text for text in after if text not in before)
    went = ", ".join(text for text in before if text not in after)
    found = [Change("terms added", "", came, "minor")] if came else []
    found += [Change("terms dropped", went, "", "minor")] if went else []
    for text in before.keys() & after.keys():
        one, other = before[text], after[text]
        if one.pos != other.pos:
            found.append(Change(f"pos of {text}", one.pos or "any", other.pos or "any", "minor"))
        if one.replacements != other.replacements:
            what = f"replacements of {text}"
            found.append(
                Change(what, _words(one.replacements), _words(other.replacements), "patch")
            )
    return sorted(found, key=lambda change: change.what)


def _words(value: Any) -> str:
    return ", ".join(sorted(value) if isinstance(value, frozenset) else map(str, value))


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _conditions(value: Any) -> str:
    from inclusive_lint.conditions import describe

    return "; ".join(describe(condition) for condition in value)


def _pairs(value: Any) -> str:
    return ", ".join(f"{name} {chosen}" for name, chosen in value)


def _titles(value: Any) -> str:
    return ", ".join(source.title for source in value)


_PARTS: tuple[tuple[str, Bump, Callable[[Any], str]], ...] = (
    ("severity", "minor", _text),
    ("category", "minor", _text),
    ("match", "minor", _words),
    ("dependency", "minor", _words),
    ("detector", "minor", _text),
    ("unless", "minor", _conditions),
    ("when", "minor", _conditions),
    ("even_in", "minor", _words),
    ("identifiers", "minor", _text),
    ("preference", "minor", _pairs),
    ("fix", "minor", _text),
    ("replacements", "patch", _words),
    ("message", "patch", _text),
    ("why", "patch", _text),
    ("sources", "patch", _titles),
)
"""What is compared beside the terms: the rule's attribute, the bump of a change, how it is shown."""


def diff_text(diff: PackDiff) -> str:
    """The comparison for people, the heaviest first."""
    lines = [f"{diff.pack} {diff.old} -> {diff.new}: {_verdict(diff)}"]
    lines += [f"  retired  {rule.id}  ({_about(rule)})" for rule in diff.retired]
    lines += [f"  added    {rule.id}  ({_about(rule)})" for rule in diff.added]
    for each in diff.changed:
        lines.append(f"  changed  {each.rule}")
        lines += [f"             {change}" for change in each.changes]
    return "\n".join(lines) + "\n"


def _verdict(diff: PackDiff) -> str:
    if diff.bump == "none":
        return "no rule differs"
    if diff.is_declared:
        return f"{diff.bump} changes"
    return f"{diff.bump} changes, which the version numbers don't say"


def _about(rule: Rule) -> str:
    terms = ", ".join(term.text for term in rule.terms[:4])
    return f"{rule.severity}, {rule.category}" + (f": {terms}" if terms else "")


def diff_data(diff: PackDiff) -> dict[str, Any]:
    """The comparison as plain data."""
    return {
        "version": 1,
        "pack": diff.pack,
        "old": diff.old,
        "new": diff.new,
        "bump": diff.bump,
        "declared": diff.declared,
        "added": [_rule_data(rule) for rule in diff.added],
        "retired": [_rule_data(rule) for rule in diff.retired],
        "changed": [
            {
                "id": each.rule,
                "changes": [
                    {"what": c.what, "old": c.old, "new": c.new, "bump": c.bump}
                    for c in each.changes
                ],
            }
            for each in diff.changed
        ],
    }


def _rule_data(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "severity": rule.severity,
        "category": rule.category,
        "terms": [term.text for term in rule.terms],
    }
