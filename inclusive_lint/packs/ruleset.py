"""Packs made ready to scan: rules, term table and trie, compiled once and cached by content hash."""

from __future__ import annotations

import hashlib
import marshal
import os
import tempfile
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inclusive_lint.__about__ import __version__
from inclusive_lint.candidates import Scanner, build_table, loose_pattern, trie_pattern
from inclusive_lint.dirs import cache_dir
from inclusive_lint.model import ConfigError, Severity
from inclusive_lint.packs.discovery import expand, find_pack
from inclusive_lint.packs.rule import Cited, Example, Pack, Preference, Rule, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from inclusive_lint.model import Settings

_FORMAT = 2


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of some packs at some versions. Made by ``load_rules``."""

    packs: tuple[Pack, ...]
    rules: tuple[Rule, ...]
    """All rules of the packs; a rule's place here is its index in candidates."""
    scanner: Scanner
    raw: Any
    """A compiled pattern over raw text, or None: no hit means no candidate."""
    digest: str
    """Hash of the packs' content and pins; part of each verdict's cache key."""

    def by_id(self) -> dict[str, Rule]:
        """Rules by id."""
        return {rule.id: rule for rule in self.rules}


@dataclass(frozen=True, slots=True)
class Active:
    """Which rules of a set are on, and how heavy they weigh, for some settings."""

    on: tuple[bool, ...]
    severities: tuple[Severity, ...]


_memory: dict[tuple[str, ...], tuple[str, RuleSet]] = {}


def load_rules(names: tuple[str, ...]) -> RuleSet:
    """The rule set of packs by name, pin or path (see ``find_pack``); 'all' is every installed one.

    Raises PackError.
    """
    wanted = tuple((name, *find_pack(name)) for name in expand(names))
    digest = _digest(wanted)
    key = tuple(name for name, _, _ in wanted)
    known = _memory.get(key)
    if known is not None and known[0] == digest:
        return known[1]
    data = _read_cache(digest)
    if data is None:
        data = _compile(wanted)
        _write_cache(digest, data)
    ruleset = _restore(data, digest)
    _memory[key] = (digest, ruleset)
    return ruleset


def activate(ruleset: RuleSet, settings: Settings) -> Active:
    """Apply select, ignore, severities and preferences.

    Raises ConfigError (IL102) where a name in them is no rule, category or pack.
    """
    chosen = _preferences(ruleset, settings)
    select, ignore = frozenset(settings.select), frozenset(settings.ignore)
    weights = dict(settings.severities)
    _check_names(ruleset, (*settings.select, *settings.ignore, *weights))
    on: list[bool] = []
    severities: list[Severity] = []
    for rule in ruleset.rules:
        names = (rule.id, rule.category, rule.pack)
        wanted = not select or any(name in select for name in names)
        refused = rule.id not in select and any(name in ignore for name in names)
        preferred = all(chosen.get(name) == value for name, value in rule.preference)
        on.append(wanted and not refused and preferred)
        severities.append(next((weights[n] for n in names if n in weights), rule.severity))
    return Active(tuple(on), tuple(severities))


def _preferences(ruleset: RuleSet, settings: Settings) -> dict[str, str]:
    known = {p.name: p for pack in ruleset.packs for p in pack.preferences}
    chosen = {name: preference.default for name, preference in known.items()}
    for name, value in settings.preferences:
        if name not in known:
            if not known:
                continue
            raise ConfigError(f"IL103: unknown preference {name!r}; known: {', '.join(known)}")
        if value not in known[name].values:
            expected = ", ".join(known[name].values)
            raise ConfigError(f"IL103: preference {name!r} is {value!r}; expected one of: {expected}")
        chosen[name] = value
    return chosen


def _check_names(ruleset: RuleSet, names: Iterable[str]) -> None:
    from inclusive_lint.packs.schema import CATEGORIES

    known = {rule.id for rule in ruleset.rules} | set(CATEGORIES)
    known |= {pack.id for pack in ruleset.packs}
    for name in names:
        if name in known or name.startswith("inclusive-lint."):
            continue
        if _known_elsewhere(name):
            continue
        from inclusive_lint.packs.spec import nearest

        hint = nearest(name, known) or "; see 'inclusive-lint rules'"
        raise ConfigError(f"IL102: no rule, category or pack is named {name!r}{hint}")


def _known_elsewhere(name: str) -> bool:
    """Whether an installed pack that isn't in use has that name: not an error, only without effect."""
    from inclusive_lint.packs.discovery import installed_packs

    packs = installed_packs()
    if name in packs:
        return True
    return any(name in load_rules((pack,)).by_id() for pack in packs)


def known_anywhere(name: str) -> bool:
    """Whether a name is a category, or a rule or pack that is installed, in use or not."""
    from inclusive_lint.packs.schema import CATEGORIES

    return name in CATEGORIES or _known_elsewhere(name)


def _digest(wanted: Iterable[tuple[str, Path, str | None]]) -> str:
    digest = hashlib.sha256(f"{_FORMAT} {__version__}".encode())
    for module in ("inflection", "candidates", "packs/schema", "packs/loader"):
        source = Path(__file__).resolve().parent.parent / f"{module}.py"
        if source.is_file():
            digest.update(str(source.stat().st_mtime_ns).encode())
    for _, folder, version in wanted:
        digest.update(f"\0{folder}@{version}\0".encode())
        for path in sorted(folder.glob("**/*.yaml")):
            digest.update(path.as_posix().encode() + b"\0")
            try:
                digest.update(path.read_bytes())
            except OSError:
                digest.update(b"unreadable")
    return digest.hexdigest()


def _compile(wanted: Iterable[tuple[str, Path, str | None]]) -> dict[str, Any]:
    from inclusive_lint.model import PackError
    from inclusive_lint.packs.forms import forms_of
    from inclusive_lint.packs.loader import load_pack

    packs = [load_pack(folder, version) for _, folder, version in wanted]
    rules = [rule for pack in packs for rule in pack.rules]
    seen: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in seen:
            first = seen[rule.id]
            message = f"IL209: rule id {rule.id!r} stands twice; first at {first.file}:{first.line}"
            raise PackError(f"{rule.file}:{rule.line}:1: {message}")
        seen[rule.id] = rule
    table = build_table(
        (number, *form) for number, rule in enumerate(rules) for form in forms_of(rule)
    )
    return {
        "packs": [_flat(pack) for pack in packs],
        "table": table,
        "pattern": trie_pattern(table),
    }


def _flat(value: Any) -> Any:
    """Dataclasses to tuples, so that marshal takes them."""
    if isinstance(value, Pack | Rule | Term | Cited | Example | Preference):
        return tuple(_flat(getattr(value, f.name)) for f in fields(value))
    if isinstance(value, tuple):
        return tuple(_flat(item) for item in value)
    return value


def _restore(data: Mapping[str, Any], digest: str) -> RuleSet:
    packs = tuple(_pack(flat) for flat in data["packs"])
    pattern = data["pattern"]
    return RuleSet(
        packs=packs,
        rules=tuple(rule for pack in packs for rule in pack.rules),
        scanner=Scanner(pattern, data["table"]),
        raw=Scanner(loose_pattern(pattern), {}) if pattern else None,
        digest=digest,
    )


def _pack(flat: tuple[Any, ...]) -> Pack:
    values = dict(zip((f.name for f in fields(Pack)), flat, strict=True))
    values["preferences"] = tuple(Preference(*p) for p in values["preferences"])
    values["rules"] = tuple(_rule(r) for r in values["rules"])
    return Pack(**values)


_RULE_FIELDS = tuple(f.name for f in fields(Rule))


def _rule(flat: tuple[Any, ...]) -> Rule:
    values = dict(zip(_RULE_FIELDS, flat, strict=True))
    values["terms"] = tuple(Term(*t) for t in values["terms"])
    values["sources"] = tuple(Cited(*s) for s in values["sources"])
    values["examples"] = tuple(Example(*e) for e in values["examples"])
    return Rule(**values)


def _cache_file(digest: str) -> Path:
    import sys

    version = f"{sys.version_info[0]}{sys.version_info[1]}"
    return cache_dir() / "packs" / f"{digest[:32]}-{version}.bin"


def _read_cache(digest: str) -> dict[str, Any] | None:
    try:
        data = _cache_file(digest).read_bytes()
    except OSError:
        return None
    # The cache is the user's own folder; the checksum keeps a torn or damaged file out of marshal.
    if hashlib.sha256(data[32:]).digest() != data[:32]:
        return None
    try:
        value: dict[str, Any] = marshal.loads(data[32:])  # noqa: S302 - see above
    except (EOFError, ValueError, TypeError):
        return None
    return value


def _write_cache(digest: str, value: Mapping[str, Any]) -> None:
    path = _cache_file(digest)
    try:
        payload = marshal.dumps(value)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(payload).digest() + payload)
        Path(name).replace(path)
    except (OSError, ValueError):
        return
