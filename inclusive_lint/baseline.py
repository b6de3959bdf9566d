"""Known findings: a result and a baseline in, the result with known findings marked out, and the file.

The file is JSON with one entry a line, sorted, without line numbers: text moved or changed elsewhere
leaves it as it is, and git merges it. Its last entry is an empty mark, so that no line of a finding
ends differently from the others and two branches can both add at the end.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inclusive_lint.model import ConfigError, FileResult, Finding, Result, Suppressed

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping

VERSION = 1
NAME = ".inclusive-lint-baseline.json"
"""The usual name."""

_NO_MODEL = "IL304"

_Key = tuple[str, str]
"""Path as the baseline has it, and fingerprint without the occurrence number."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A known finding, or several alike in one file."""

    path: str
    """Relative to the folder of the baseline, '/' separated."""
    fingerprint: str
    """16 hex digits: the part of a finding's fingerprint before the occurrence number."""
    count: int
    """How many alike are known; one more than that is new."""
    rule: str
    """For the reader only; the fingerprint decides."""
    match: str
    """For the reader only, shortened."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Entries sorted by path and fingerprint, one for each pair."""

    entries: tuple[Entry, ...] = ()

    @property
    def total(self) -> int:
        """How many findings are known."""
        return sum(entry.count for entry in self.entries)


def create_baseline(result: Result, root: Path) -> Baseline:
    """Make a baseline of all findings of a run that count; ``root`` is the folder it will lie in."""
    found: dict[_Key, Entry] = {}
    for finding in _countable(result):
        key = _key(finding, root)
        known = found.get(key)
        count = known.count + 1 if known else 1
        found[key] = Entry(*key, count, finding.rule, _short(finding.match))
    return _sorted(found.values())


def update_baseline(
    baseline: Baseline,
    result: Result,
    root: Path,
    *,
    exists: Callable[[str], bool] | None = None,
    rules: Container[str] | None = None,
) -> Baseline:
    """Add what is new and drop what is gone in the files that were linted; keep the others' entries.

    See ``find_stale`` for ``exists`` and ``rules``.
    """
    kept = prune_baseline(baseline, result, root, exists=exists, rules=rules).entries
    merged = {(entry.path, entry.fingerprint): entry for entry in kept}
    for entry in create_baseline(result, root).entries:
        # Kept entries are what is left of them, or of files that the run could not read to the end.
        before = merged.get((entry.path, entry.fingerprint))
        if before is None or before.count < entry.count:
            merged[entry.path, entry.fingerprint] = entry
    return _sorted(merged.values())


def prune_baseline(
    baseline: Baseline,
    result: Result,
    root: Path,
    *,
    exists: Callable[[str], bool] | None = None,
    rules: Container[str] | None = None,
) -> Baseline:
    """Drop what is gone and lower counts; add nothing, so that new findings stay new."""
    gone = find_stale(baseline, result, root, exists=exists, rules=rules)
    stale = {(entry.path, entry.fingerprint): entry.count for entry in gone}
    kept = []
    for entry in baseline.entries:
        count = entry.count - stale.get((entry.path, entry.fingerprint), 0)
        if count > 0:
            kept.append(replace(entry, count=count))
    return _sorted(kept)


def apply_baseline(result: Result, baseline: Baseline, root: Path) -> Result:
    """Mark known findings as suppressed; of several alike, the first as many as are known."""
    left = Counter({(e.path, e.fingerprint): e.count for e in baseline.entries})
    if not left:
        return result
    files = []
    for file in result.files:
        findings = []
        for finding in file.findings:
            key = _key(finding, root)
            if finding.suppressed is None and left[key] > 0:
                left[key] -= 1
                findings.append(replace(finding, suppressed=Suppressed("baseline")))
            else:
                findings.append(finding)
        files.append(replace(file, findings=tuple(findings)))
    return replace(result, files=tuple(files))


def find_stale(
    baseline: Baseline,
    result: Result,
    root: Path,
    *,
    exists: Callable[[str], bool] | None = None,
    rules: Container[str] | None = None,
) -> tuple[Entry, ...]:
    """Return the entries that stand for more findings than the run met, with the difference as count.

    Only files that were linted to the end, and files that are no more, can tell. ``exists`` says of a
    path as the baseline has it whether the file is there (default: on the disk). ``rules`` are the
    ids of the rules that were on; entries of others stay out of it.
    """
    there = exists or (lambda path: (root / path).exists())
    linted = {relative(file.path, root): _is_whole(file) for file in result.files}
    met = Counter(_key(finding, root) for finding in _countable(result))
    stale = []
    for entry in baseline.entries:
        if rules is not None and entry.rule not in rules:
            continue
        if entry.path in linted:
            met_here = met[entry.path, entry.fingerprint]
            missing = entry.count - met_here if linted[entry.path] else 0
        else:
            missing = 0 if there(entry.path) else entry.count
        if missing > 0:
            stale.append(replace(entry, count=missing))
    return tuple(stale)


def render_baseline(baseline: Baseline) -> str:
    """Write a baseline as text, the same for the same findings whatever the order of the run."""
    lines = [
        json.dumps(
            {
                "path": entry.path,
                "fingerprint": entry.fingerprint,
                "count": entry.count,
                "rule": entry.rule,
                "match": entry.match,
            },
            ensure_ascii=False,
        )
        for entry in _sorted(baseline.entries).entries
    ]
    body = "".join(f"    {line},\n" for line in lines)
    return f'{{\n  "version": {VERSION},\n  "findings": [\n{body}    {{}}\n  ]\n}}\n'


def save_baseline(baseline: Baseline, path: Path) -> None:
    """Write the file, whole or not at all. Raises OSError."""
    from inclusive_lint.atomic import write_atomic

    # A path may hold a lone surrogate where a file name is no UTF-8; JSON escapes it.
    text = render_baseline(baseline)
    data = text.encode("utf-8", "backslashreplace")
    if path.exists() and path.read_bytes() == data:
        return
    write_atomic(path, data)


def load_baseline(path: Path) -> Baseline:
    """Read a baseline. Raises ConfigError (IL115) with the way out for one that can't be used."""
    shown = path.as_posix()
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        way = "make it with 'inclusive-lint baseline create'"
        raise ConfigError(f"{shown}: IL115: there is no baseline; {way}") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(f"{shown}: IL115: the baseline can't be read: {reason}") from error
    except json.JSONDecodeError as error:
        raise _broken(
            f"{shown}:{error.lineno}:{error.colno}", f"not JSON: {error.msg.lower()}"
        ) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise _broken(shown, "not JSON in UTF-8") from error
    version = data.get("version") if isinstance(data, dict) else None
    if not isinstance(version, int) or not isinstance(data.get("findings"), list):
        raise _broken(shown, "not a baseline")
    if version > VERSION:
        message = (
            f"written by a newer release (version {version}, here {VERSION}); update inclusive-lint"
        )
        raise ConfigError(f"{shown}: IL115: {message}")
    # A merge may leave an entry twice: each branch knew of as many as it says.
    merged: dict[_Key, Entry] = {}
    for number, item in enumerate(data["findings"], 1):
        entry = _entry(item, shown, number)
        if entry is not None:
            key = (entry.path, entry.fingerprint)
            known = merged.get(key)
            merged[key] = entry if known is None or known.count < entry.count else known
    return _sorted(merged.values())


def relative(path: str, root: Path) -> str:
    """Return a path as a baseline in ``root`` has it; '<stdin>' and the like stay as they are."""
    if path.startswith("<"):
        return path
    absolute = os.path.abspath(path)  # noqa: PTH100  - resolve() would follow links
    try:
        return Path(os.path.relpath(absolute, os.path.abspath(root))).as_posix()  # noqa: PTH100
    except ValueError:  # another drive
        return Path(absolute).as_posix()


def _is_whole(file: FileResult) -> bool:
    """Whether a file was read and all rules could run, so that what is missing is gone."""
    return not any(notice.fatal or notice.code == _NO_MODEL for notice in file.notices)


def _countable(result: Result) -> Iterable[Finding]:
    """Findings that are not suppressed by anything else than a baseline."""
    for file in result.files:
        for finding in file.findings:
            if finding.suppressed is None or finding.suppressed.kind == "baseline":
                yield finding


def _key(finding: Finding, root: Path) -> _Key:
    return relative(finding.path, root), finding.fingerprint.partition("-")[0]


def _short(match: str) -> str:
    words = " ".join(match.split())
    return words if len(words) <= 60 else f"{words[:59]}\u2026"


def _sorted(entries: Iterable[Entry]) -> Baseline:
    return Baseline(tuple(sorted(entries, key=lambda e: (e.path, e.fingerprint))))


def _entry(item: Any, shown: str, number: int) -> Entry | None:
    if item == {}:
        return None
    if not isinstance(item, dict):
        raise _broken(shown, f"entry {number} is no object")
    fields: Mapping[str, Any] = item
    path, fingerprint, count = (fields.get(name) for name in ("path", "fingerprint", "count"))
    if not isinstance(path, str) or not isinstance(fingerprint, str) or type(count) is not int:
        raise _broken(shown, f"entry {number} lacks 'path', 'fingerprint' or 'count'")
    return Entry(
        path, fingerprint, count, str(fields.get("rule", "")), str(fields.get("match", ""))
    )


def _broken(place: str, what: str) -> ConfigError:
    way = (
        "take the file from version control again (after a merge, keep the lines of both sides), "
        "or make it anew with 'inclusive-lint baseline create'"
    )
    return ConfigError(f"{place}: IL115: the baseline is {what}; {way}")
