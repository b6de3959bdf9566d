"""Which lines changed, as data: marks findings on the others; asks no version control itself."""

from __future__ import annotations

import os
from bisect import bisect_left
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from inclusive_lint.model import FileResult, Result, Suppressed

if TYPE_CHECKING:
    from collections.abc import Mapping

Lines = tuple[tuple[int, int], ...]
"""Changed lines as (first, last), from 1, both included, in order; lines end with LF alone, as for git."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in a work tree."""

    root: Path
    """Its top, links resolved."""
    files: Mapping[str, Lines | None]
    """Path relative to ``root``, '/' separated -> changed lines; None: all."""
    tracked: frozenset[str]
    """All files under version control."""

    def relative(self, path: str) -> str | None:
        """Return a path (as given by the user) seen from ``root``; None outside of it."""
        folder, name = os.path.split(os.path.abspath(path))  # noqa: PTH100  - the name may be a link
        real = Path(os.path.realpath(folder), name)
        try:
            return real.relative_to(self.root).as_posix()
        except ValueError:
            return None

    def lines_of(self, path: str) -> Lines | None:
        """Return the changed lines of a file; None: all, as for files not under version control."""
        relative = self.relative(path)
        if relative is None or relative not in self.tracked:
            return None
        return self.files.get(relative, ())

    def concerns(self, path: str) -> bool:
        """Whether any line of a file changed, so that it is worth linting."""
        return self.lines_of(path) != ()


def excuse_unchanged(result: Result, changes: Changes) -> Result:
    """Mark findings that touch no changed line as suppressed, kind 'unchanged'."""
    return replace(result, files=tuple(_excused(file, changes) for file in result.files))


def _excused(file: FileResult, changes: Changes) -> FileResult:
    if not file.findings or file.path.startswith("<"):
        return file
    lines = changes.lines_of(file.path)
    if lines is None:
        return file
    ends = _line_ends(file.source.text) if file.source is not None else []
    findings = []
    for finding in file.findings:
        first = bisect_left(ends, finding.start) + 1
        last = bisect_left(ends, max(finding.end - 1, finding.start)) + 1
        touched = any(start <= last and first <= end for start, end in lines)
        if touched or finding.suppressed is not None:
            findings.append(finding)
        else:
            findings.append(replace(finding, suppressed=Suppressed("unchanged")))
    return replace(file, findings=tuple(findings))


def _line_ends(text: str) -> list[int]:
    ends: list[int] = []
    at = text.find("\n")
    while at >= 0:
        ends.append(at)
        at = text.find("\n", at + 1)
    return ends
