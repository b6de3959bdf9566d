"""After the filters: findings in, edits out, then new text and new bytes on the disk.

Touches no byte outside its edits, and a file only by replacing it whole.
"""

from __future__ import annotations

import stat
from bisect import bisect_left, insort
from pathlib import Path
from typing import TYPE_CHECKING

from inclusive_lint.model import Edit, Finding, Notice, Source
from inclusive_lint.source import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def select_fixes(findings: Iterable[Finding], *, unsafe: bool = False) -> tuple[Finding, ...]:
    """The findings whose fixes can be applied together, in order of start.

    Suppressed findings and, but for ``unsafe``, those with an unsafe fix are left out. Where fixes
    overlap, the more specific (longer) match wins; the other finding waits for the next run.
    """
    wanted = [
        f
        for f in findings
        if f.fix is not None and f.fix.edits and f.suppressed is None and (f.fix.safe or unsafe)
    ]
    wanted.sort(key=lambda f: (f.start - f.end, f.start, f.rule))
    taken = _Taken()
    chosen = [f for f in wanted if f.fix is not None and taken.add(f.fix.edits)]
    return tuple(sorted(chosen, key=lambda f: (f.start, f.end, f.rule)))


def select_edits(findings: Iterable[Finding], *, unsafe: bool = False) -> tuple[Edit, ...]:
    """The edits of ``select_fixes``, sorted and free of overlaps."""
    chosen = select_fixes(findings, unsafe=unsafe)
    edits = [edit for f in chosen if f.fix is not None for edit in f.fix.edits]
    return tuple(sorted(edits, key=lambda e: (e.start, e.end)))


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """``text`` with ``edits`` (sorted, not overlapping) made.

    Raises ValueError where edits overlap, stand out of order or lie outside of ``text``.
    """
    parts: list[str] = []
    at = 0
    for edit in edits:
        if not at <= edit.start <= edit.end <= len(text):
            raise ValueError(f"edit {edit} overlaps another or lies outside of the text")
        parts += (text[at : edit.start], edit.text)
        at = edit.end
    parts.append(text[at:])
    return "".join(parts)


def unified_diff(path: str, text: str, edits: Sequence[Edit], *, context: int = 3) -> str:
    """What ``edits`` change in ``text``, as ``git apply`` and ``patch -p1`` read it.

    Made from the edits, so it takes time in proportion to the text. Lines end at LF only, as those
    programs count them.
    """
    if not edits:
        return ""
    lines = text.split("\n")
    name = path.lstrip("/")
    out = [f"--- {_quoted('a/' + name)}\n+++ {_quoted('b/' + name)}\n"]
    shift = 0
    for hunk in _hunks(_changes(lines, edits), context):
        piece, more = _hunk(lines, hunk, shift, context)
        out.append(piece)
        shift += more
    return "".join(out)


def write_fixed(
    source: Source, text: str, path: Path | None = None
) -> tuple[bool, tuple[Notice, ...]]:
    """Replace the file of ``source`` by one that holds ``text``: whether it was, and what to say.

    A symbolic link is kept and its target replaced. A file that is read-only, that changed since it
    was read, or whose encoding lacks a character of ``text`` is left as it is.
    """
    from inclusive_lint.atomic import write_atomic

    path = Path(source.path) if path is None else path
    try:
        target = path.resolve(strict=True)
        status = target.stat()
        trouble = _trouble(source, target, status.st_mode)
        if trouble is not None:
            return False, (trouble,)
        write_atomic(target, encode(source, text))
    except UnicodeEncodeError as error:
        return False, (_not_encodable(source, error),)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return False, (Notice(source.path, "IL324", f"can't be written: {reason}", fatal=True),)
    return True, tuple(_remarks(source, path, target, status.st_nlink))


def _trouble(source: Source, target: Path, mode: int) -> Notice | None:
    if not source.writable:
        message = f"not fixed: edits can't be written back into {source.format} files"
        return Notice(source.path, "IL327", message)
    # The superuser may write to any file, so the mode is asked and not the system.
    if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        return Notice(source.path, "IL321", "not fixed: the file is read-only")
    if target.read_bytes() != encode(source, source.text):
        message = "not fixed: the file has changed since it was read; run again"
        return Notice(source.path, "IL323", message)
    return None


def _remarks(source: Source, path: Path, target: Path, links: int) -> Iterable[Notice]:
    if path.is_symlink():
        message = f"is a symbolic link; its target {target.as_posix()} was fixed"
        yield Notice(source.path, "IL325", message)
    if links > 1:
        message = "had other names (hard links), which keep the text as it was"
        yield Notice(source.path, "IL326", message)


def _not_encodable(source: Source, error: UnicodeEncodeError) -> Notice:
    char = error.object[error.start]
    message = (
        f"not fixed: its encoding {source.encoding} has no {char!r} (U+{ord(char):04X}); "
        "save the file as UTF-8 to have it fixed"
    )
    return Notice(source.path, "IL322", message)


class _Taken:
    """Edits accepted so far, kept sorted."""

    def __init__(self) -> None:
        self._edits: list[Edit] = []

    def add(self, edits: Sequence[Edit]) -> bool:
        """Accept all of ``edits`` or none."""
        for edit in edits:
            place = bisect_left(self._edits, edit.start, key=_start)
            around = self._edits[max(place - 1, 0) : place + 2]
            if any(_overlap(edit, other) for other in around):
                return False
        for edit in edits:
            insort(self._edits, edit, key=_start)
        return True


def _start(edit: Edit) -> int:
    return edit.start


def _overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits can't both be made; insertions also need distance from others' edges."""
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


_Change = tuple[int, int, list[str]]
"""Lines [first, last) of the old text and the lines that take their place."""


def _changes(lines: list[str], edits: Sequence[Edit]) -> list[_Change]:
    """Group edits that share a line, and give each group's old and new lines."""
    starts = [0]
    for row in lines:
        starts.append(starts[-1] + len(row) + 1)
    changes: list[_Change] = []
    group: list[Edit] = []
    first = last = line = 0
    for edit in edits:
        while starts[line + 1] <= edit.start and line + 1 < len(lines):
            line += 1
        if group and line > last:
            changes.append(_changed(lines, starts, (first, last), group))
            group = []
        if not group:
            first = line
        last = line
        while starts[last + 1] <= edit.end and last + 1 < len(lines):
            last += 1
        group.append(edit)
    changes.append(_changed(lines, starts, (first, last), group))
    return changes


def _changed(
    lines: list[str], starts: list[int], span: tuple[int, int], group: list[Edit]
) -> _Change:
    first, last = span
    base = starts[first]
    old = "\n".join(lines[first : last + 1])
    moved = [Edit(e.start - base, e.end - base, e.text) for e in group]
    return first, last + 1, apply_edits(old, moved).split("\n")


def _shown(lines: list[str]) -> list[str]:
    """Without the empty piece after a final line end, which is no line."""
    return lines[:-1] if lines and not lines[-1] else lines


def _hunks(changes: list[_Change], context: int) -> list[list[_Change]]:
    hunks: list[list[_Change]] = []
    for change in changes:
        if hunks and change[0] - hunks[-1][-1][1] <= 2 * context:
            hunks[-1].append(change)
        else:
            hunks.append([change])
    return hunks


def _hunk(lines: list[str], hunk: list[_Change], shift: int, context: int) -> tuple[str, int]:
    """The text of a hunk and by how many lines it lengthens the file."""
    count = len(lines) - 1
    first = max(hunk[0][0] - context, 0)
    after = min(hunk[-1][1] + context, len(_shown(lines)))
    body: list[str] = []
    at = first
    for start, end, texts in hunk:
        body += (_line(" ", lines[i], last=i == count) for i in range(at, start))
        body += (
            _line("-", lines[i], last=i == count) for i in range(start, end) if _real(lines, i)
        )
        ends = end > count
        body += (
            _line("+", piece, last=ends and i == len(texts) - 1)
            for i, piece in enumerate(texts)
            if piece or not ends or i < len(texts) - 1
        )
        at = end
    body += (_line(" ", lines[i], last=i == count) for i in range(at, after))
    old = sum(1 for row in body if row[0] in " -")
    new = sum(1 for row in body if row[0] in " +")
    before = f"{first + 1 if old else first},{old}"
    behind = f"{first + shift + (1 if new else 0)},{new}"
    return f"@@ -{before} +{behind} @@\n" + "".join(body), new - old


def _real(lines: list[str], index: int) -> bool:
    return index < len(lines) - 1 or bool(lines[index])


def _line(sign: str, text: str, *, last: bool) -> str:
    missing = "\\ No newline at end of file\n" if last else ""
    return f"{sign}{text}\n{missing}"


def _quoted(name: str) -> str:
    """A file name as git writes it: with a tab after it where it has spaces, quoted where odd."""
    if any(char in '"\\' or ord(char) < 32 for char in name):
        escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
        return (
            '"'
            + "".join(escapes.get(c, c if ord(c) >= 32 else f"\\{ord(c):03o}") for c in name)
            + '"'
        )
    return f"{name}\t" if " " in name else name
