"""Packs made ready to scan: rules, term table and trie, compiled once and cached by content.

What a clean file needs (one pattern over raw text) is read first; the table and the rules are read
when a file has a candidate.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from inclusive_lint.__about__ import __version__
from inclusive_lint.candidates import Scanner, holds_first_words
from inclusive_lint.dirs import cache_dir
from inclusive_lint.model import ConfigError, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from inclusive_lint.model import Settings
    from inclusive_lint.packs.rule import Pack, Preference, Rule

_FORMAT = 5
_SMALL = 100_000
"""Code points up to which looking for words is cheaper than compiling the pattern."""
_PARTS = ("quick", "scan", "heads", "packs")


class Head(NamedTuple):
    """The part of a rule that settings select by."""

    id: str
    category: str
    pack: str
    severity: Severity
    preference: tuple[tuple[str, str], ...]
    identifiers: bool


class RuleSet:
    """The rules of some packs at some versions, read as far as they are asked for. See ``load_rules``."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._single: dict[int, Rule] = {}

    def _part(self, name: str) -> Any:
        return marshal.loads(self._parts[name])  # noqa: S302 - our own file, its checksum verified

    @cached_property
    def _quick(self) -> tuple[str, str, dict[str, frozenset[str]]]:
        quick: tuple[str, str, dict[str, frozenset[str]]] = self._part("quick")
        return quick

    @property
    def digest(self) -> str:
        """Hash of the packs' content and pins; part of each verdict's cache key."""
        return self._quick[0]

    def may_hold(self, text: str) -> bool:
        """Whether raw text may hold a candidate; no is sure, save where markup joins parts of a word."""
        if len(text) <= _SMALL:
            return holds_first_words(text, self._quick[2])
        return self._raw.found_in(text.encode("utf-8", "surrogatepass"))

    @cached_property
    def _raw(self) -> Scanner:
        return Scanner(self._quick[1], {})

    @cached_property
    def scanner(self) -> Scanner:
        """The scan over clean text."""
        pattern, table = self._part("scan")
        return Scanner(pattern, table)

    @cached_property
    def heads(self) -> list[Head]:
        """What settings select by, of each rule in order of index."""
        return [Head(*head) for head in self._part("heads")]

    @cached_property
    def _flat(self) -> list[tuple[Any, ...]]:
        flat: list[tuple[Any, ...]] = self._part("packs")
        return flat

    @cached_property
    def _flat_rules(self) -> list[tuple[Any, ...]]:
        from inclusive_lint.packs.flat import rules_of

        return [rule for pack in self._flat for rule in rules_of(pack)]

    @cached_property
    def packs(self) -> tuple[Pack, ...]:
        """The packs, whole."""
        from inclusive_lint.packs.flat import pack_of

        return tuple(pack_of(flat) for flat in self._flat)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules of the packs; a rule's place here is its index in candidates."""
        return tuple(self.rule(i) for i in range(len(self._flat_rules)))

    def rule(self, index: int) -> Rule:
        """One rule by its index."""
        found = self._single.get(index)
        if found is None:
            from inclusive_lint.packs.flat import rule_of

            found = self._single[index] = rule_of(self._flat_rules[index])
        return found

    def by_id(self) -> dict[str, Rule]:
        """Rules by id."""
        return {rule.id: rule for rule in self.rules}


@dataclass(frozen=True, slots=True)
class Active:
    """Which rules of a set are on, and how heavy they weigh, for some settings."""

    on: tuple[bool, ...]
    severities: tuple[Severity, ...]


_memory: dict[str, RuleSet] = {}


def load_rules(names: tuple[str, ...]) -> RuleSet:
    """The rule set of packs by name, pin or path (see ``find_pack``); 'all' is every installed one.

    Raises PackError.
    """
    from inclusive_lint.packs.discovery import expand, find_pack

    wanted = [(name, *find_pack(name)) for name in expand(names)]
    key = _key(wanted)
    if key not in _memory:
        parts = _read_cache(key)
        if parts is None:
            from inclusive_lint.packs.compiler import compile_packs

            parts = {name: marshal.dumps(part) for name, part in compile_packs(wanted).items()}
            _write_cache(key, parts)
        _memory[key] = RuleSet(parts)
    return _memory[key]


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
    for rule, category, pack, severity, preference, _ in ruleset.heads:
        names = (rule, category, pack)
        wanted = not select or any(name in select for name in names)
        refused = rule not in select and any(name in ignore for name in names)
        preferred = all(chosen.get(name) == value for name, value in preference)
        on.append(wanted and not refused and preferred)
        severities.append(next((weights[n] for n in names if n in weights), severity))
    return Active(tuple(on), tuple(severities))


def _preferences(ruleset: RuleSet, settings: Settings) -> dict[str, str]:
    if not settings.preferences and not any(head.preference for head in ruleset.heads):
        return {}
    known: dict[str, Preference] = {p.name: p for pack in ruleset.packs for p in pack.preferences}
    chosen = {name: preference.default for name, preference in known.items()}
    for name, value in settings.preferences:
        if name not in known:
            if not known:
                continue
            raise ConfigError(f"IL103: unknown preference {name!r}; known: {', '.join(known)}")
        if value not in known[name].values:
            expected = ", ".join(known[name].values)
            raise ConfigError(
                f"IL103: preference {name!r} is {value!r}; expected one of: {expected}"
            )
        chosen[name] = value
    return chosen


def _check_names(ruleset: RuleSet, names: tuple[str, ...]) -> None:
    if not names:
        return
    from inclusive_lint.packs.schema import CATEGORIES

    known = {name for head in ruleset.heads for name in head[:3]} | set(CATEGORIES)
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
    return any(name in {head.id for head in load_rules((pack,)).heads} for pack in packs)


def known_anywhere(name: str) -> bool:
    """Whether a name is a category, or a rule or pack that is installed, in use or not."""
    from inclusive_lint.packs.schema import CATEGORIES

    return name in CATEGORIES or _known_elsewhere(name)


@cache
def program_stamp() -> str:
    """Changes with any file of this program: what an older one decided isn't taken over."""
    here = Path(__file__).resolve().parent.parent
    entries = sorted(entry for entry in _entries(here, deep=True) if "/rules/" not in entry)
    return hashlib.blake2b("".join(entries).encode(), digest_size=8).hexdigest()


def _key(wanted: Iterable[tuple[str, Path, str | None]]) -> str:
    """Names the compiled form: changes with any file of the packs or of what compiles them."""
    digest = hashlib.sha256(f"{_FORMAT} {__version__}".encode())
    here = Path(__file__).resolve().parent
    for name, _, version in wanted:
        digest.update(f"\0{name}@{version}".encode())
    # Looking at times and sizes is enough to see an edit, and costs a tenth of reading the files.
    for folder in (here, here.parent / "inflection", here.parent / "data"):
        digest.update("".join(sorted(_entries(folder, deep=False))).encode())
    for _, folder, _ in wanted:
        digest.update("".join(sorted(_entries(folder, deep=True))).encode())
    return digest.hexdigest()


def _entries(folder: Path, *, deep: bool) -> Iterable[str]:
    pending = [os.fspath(folder)]
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if deep:
                            pending.append(entry.path)
                    elif entry.name.endswith((".yaml", ".py", ".txt")):
                        stat = entry.stat()
                        yield f"{entry.path} {stat.st_mtime_ns} {stat.st_size}\0"
        except OSError:  # noqa: PERF203 - one folder that can't be read doesn't hide the others
            continue


def _cache_file(key: str) -> Path:
    import sys

    return cache_dir() / "packs" / f"{key[:32]}-{sys.version_info[0]}{sys.version_info[1]}.bin"


def _read_cache(key: str) -> dict[str, bytes] | None:
    """The parts, or None. The checksum keeps a torn or damaged file out of marshal."""
    try:
        data = _cache_file(key).read_bytes()
    except OSError:
        return None
    if hashlib.sha256(data[32:]).digest() != data[:32]:
        return None
    at = 32 + 8 * len(_PARTS)
    parts: dict[str, bytes] = {}
    for i, name in enumerate(_PARTS):
        size = int.from_bytes(data[32 + 8 * i : 40 + 8 * i], "little")
        parts[name] = data[at : at + size]
        at += size
    return parts


def _write_cache(key: str, parts: Mapping[str, bytes]) -> None:
    import tempfile

    path = _cache_file(key)
    sizes = b"".join(len(parts[name]).to_bytes(8, "little") for name in _PARTS)
    payload = sizes + b"".join(parts[name] for name in _PARTS)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(payload).digest() + payload)
        Path(name).replace(path)
    except OSError:
        return
