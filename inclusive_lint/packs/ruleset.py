"""Packs made ready to scan: rules, term table and trie, compiled once and cached by content.

What a clean file needs (one pattern over raw text) is read first; the table and the rules are read
when a file has a candidate.
"""

from __future__ import annotations

import marshal
import os
import sys
import zlib
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from inclusive_lint.__about__ import __version__
from inclusive_lint.candidates import Scanner, holds_key_words
from inclusive_lint.dirs import cache_dir
from inclusive_lint.model import ConfigError, PackError, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from inclusive_lint.model import Settings
    from inclusive_lint.packs.rule import Pack, Preference, Rule

_FORMAT = 7
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
    def _quick(self) -> tuple[str, str, dict[str, tuple[frozenset[str], ...]]]:
        quick: tuple[str, str, dict[str, tuple[frozenset[str], ...]]] = self._part("quick")
        return quick

    @property
    def digest(self) -> str:
        """Hash of the packs' content and pins; part of each verdict's cache key."""
        return self._quick[0]

    def may_hold(self, text: str) -> bool:
        """Whether raw text may hold a candidate; no is sure, save where markup joins parts of a word."""
        if len(text) <= _SMALL:
            return holds_key_words(text, self._quick[2])
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


class Active(NamedTuple):
    """Which rules of a set are on, and how heavy they weigh, for some settings."""

    on: tuple[bool, ...]
    severities: tuple[Severity, ...]


_memory: dict[str, RuleSet] = {}


def load_rules(names: tuple[str, ...]) -> RuleSet:
    """The rule set of packs by name, pin or path (see ``find_pack``); 'all' is every installed one.

    Raises PackError.
    """
    wanted = _found(names)
    key = _key(wanted)
    if key not in _memory:
        file = _cache_file(wanted)
        parts = _read_cache(file, key)
        if parts is None:
            from inclusive_lint.packs.compiler import compile_packs

            parts = {name: marshal.dumps(part) for name, part in compile_packs(wanted).items()}
            _write_cache(file, key, parts)
        _memory[key] = RuleSet(parts)
    return _memory[key]


def _found(names: tuple[str, ...]) -> list[tuple[str, Path, str | None]]:
    from inclusive_lint.packs.discovery import expand, find_pack

    found: list[tuple[str, Path, str | None]] = []
    wrong: list[str] = []
    for name in expand(names):
        try:
            found.append((name, *find_pack(name)))
        except PackError as error:  # noqa: PERF203 - all that is wrong is told at once
            from inclusive_lint.packs.names import placed

            wrong.append(placed(name, str(error)))
    if wrong:
        raise PackError(*wrong)
    return found


def activate(ruleset: RuleSet, settings: Settings) -> Active:
    """Apply select, ignore, severities and preferences.

    Raises ConfigError (IL102, IL103) with a text for each name in them that nothing has.
    """
    if settings.select or settings.ignore or settings.severities or settings.preferences:
        from inclusive_lint.packs.names import wrong_names

        wrong = wrong_names(ruleset, settings)
        if wrong:
            raise ConfigError(*wrong)
    chosen = _preferences(ruleset, settings)
    select, ignore = frozenset(settings.select), frozenset(settings.ignore)
    weights = dict(settings.severities)
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
    return chosen | {name: value for name, value in settings.preferences if name in known}


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
    import hashlib

    here = Path(__file__).resolve().parent.parent
    entries = sorted(entry for entry in _entries(here, deep=True) if "/rules/" not in entry)
    return hashlib.blake2b("".join(entries).encode(), digest_size=8).hexdigest()


def _key(wanted: Sequence[tuple[str, Path, str | None]]) -> str:
    """What the compiled form is made of: changes with any file of the packs or of what compiles them."""
    here = Path(__file__).resolve().parent
    parts = [f"{_FORMAT} {__version__} {sys.version_info[:2]}"]
    parts += [f"{name}@{version}" for name, _, version in wanted]
    # Looking at times and sizes is enough to see an edit, and costs a tenth of reading the files.
    for folder in (here, here.parent / "inflection", here.parent / "data"):
        parts += sorted(_entries(folder, deep=False))
    for _, folder, _ in wanted:
        parts += sorted(_entries(folder, deep=True))
    return "\0".join(parts)


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
                        yield f"{entry.path} {stat.st_mtime_ns} {stat.st_size}"
        except OSError:  # noqa: PERF203 - one folder that can't be read doesn't hide the others
            continue


def _cache_file(wanted: Iterable[tuple[str, Path, str | None]]) -> Path:
    """Where the compiled form of these packs is kept; the form of an edited pack takes its place."""
    names = [f"{folder}@{version}" for _, folder, version in wanted]
    name = "\0".join((__file__, str(sys.version_info[:2]), *names))
    return cache_dir() / "packs" / f"{_checksum(_bytes(name)).hex()}.bin"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _checksum(data: bytes) -> bytes:
    """Eight bytes that accidents change. Not a cryptographic hash: loading one takes as long as all else."""
    return zlib.crc32(data).to_bytes(4, "little") + zlib.adler32(data).to_bytes(4, "little")


def _read_cache(file: Path, key: str) -> dict[str, bytes] | None:
    """The parts, or None. The checksum keeps a torn or damaged file out of marshal."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    if _checksum(data[8:]) != data[:8]:
        return None
    parts: list[bytes] = []
    at = 8 + 8 * (len(_PARTS) + 1)
    for i in range(8, at, 8):
        size = int.from_bytes(data[i : i + 8], "little")
        parts.append(data[at : at + size])
        at += size
    # The whole key stands in the file, since two keys may share a name.
    if parts[0] != _bytes(key):
        return None
    return dict(zip(_PARTS, parts[1:], strict=True))


def _write_cache(file: Path, key: str, parts: Mapping[str, bytes]) -> None:
    import tempfile

    values = [_bytes(key), *(parts[name] for name in _PARTS)]
    payload = b"".join([*(len(value).to_bytes(8, "little") for value in values), *values])
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".tmp")
        with os.fdopen(handle, "wb") as made:
            made.write(_checksum(payload) + payload)
        Path(name).replace(file)
    except OSError:
        return
