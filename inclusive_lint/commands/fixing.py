"""``check --fix`` and ``check --diff``: from findings to changed files, and what is left to report."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from inclusive_lint.fixes import (
    apply_edits,
    select_edits,
    select_fixes,
    unified_diff,
    write_fixed,
)
from inclusive_lint.reports.base import plural
from inclusive_lint.source import encode

if TYPE_CHECKING:
    from inclusive_lint.model import FileResult, Notice, Result
    from inclusive_lint.run import Checker


def diff(result: Result, *, unsafe: bool) -> tuple[str, str]:
    """What fixes would change, as a unified diff, and a line that sums it up."""
    parts: list[str] = []
    count = 0
    for file in result.files:
        edits = select_edits(file.findings, unsafe=unsafe)
        if file.source is None or not file.source.writable or not edits:
            continue
        parts.append(unified_diff(file.path, file.source.text, edits))
        count += len(select_fixes(file.findings, unsafe=unsafe))
    return "".join(parts), _summary("Would fix", count, len(parts))


def fix_files(
    checker: Checker, raw: list[FileResult], result: Result, *, unsafe: bool
) -> tuple[Result, str]:
    """Rewrite files and check them again: what is left to report, and a line that sums it up."""
    notices: dict[str, tuple[Notice, ...]] = {}
    changed: set[str] = set()
    targets: set[Path] = set()
    count = 0
    for file in result.files:
        edits = select_edits(file.findings, unsafe=unsafe)
        if file.source is None or not edits:
            continue
        target = Path(file.path).resolve()
        if target in targets:
            # Reached by two names (a link and its target): it was fixed under the first.
            changed.add(file.path)
            continue
        text = apply_edits(file.source.text, edits)
        written, notices[file.path] = write_fixed(file.source, text)
        if written:
            targets.add(target)
            changed.add(file.path)
            count += len(select_fixes(file.findings, unsafe=unsafe))
    if changed:
        checker.refresh()
    left = [each for each in raw if each.path not in changed]
    left += checker.lint([checker.input(path) for path in sorted(changed)])
    told = [replace(each, notices=each.notices + notices.get(each.path, ())) for each in left]
    return checker.finish(told), _summary("Fixed", count, len(targets))


def fix_stdin(checker: Checker, raw: list[FileResult], result: Result, *, unsafe: bool) -> Result:
    """Write the fixed text of standard input to standard output: what is left to report."""
    (file,) = result.files
    if file.source is None:
        # Nothing was found, or nothing could be read: the input goes through as it came.
        sys.stdout.buffer.write(checker.stdin)
        sys.stdout.buffer.flush()
        return result
    edits = select_edits(file.findings, unsafe=unsafe)
    data = encode(file.source, apply_edits(file.source.text, edits))
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
    if not edits:
        return checker.finish(raw)
    return checker.finish(checker.lint([checker.input(file.path, data)]))


def _summary(verb: str, count: int, files: int) -> str:
    return f"{verb} {plural(count, 'finding')} in {plural(files, 'file')}.\n"
