"""Comments of a document in, the suppressions written in them out; knows no rule and drops nothing.

A directive is ``inclusive-lint: WORD [NAMES] [-- reason]`` at the start of a line of a comment, or
after a ``#``, ``//``, ``;``, ``%`` or ``--`` inside one. In formats that have no comments (plain
text, commit messages) it stands on a line of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from inclusive_lint import suppressions_foreign as foreign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from inclusive_lint.model import Comment, Prose, Source

Reach = Literal["line", "next", "here", "block", "off", "on", "file", "unknown"]
"""How far it reaches: its own line; the next line; whichever of the two holds text; the next block;
from here on; the end of that; the whole file. 'unknown': not a word of ours."""

WORDS: dict[str, Reach] = {
    "disable-line": "line",
    "disable-next-line": "next",
    "disable": "off",
    "enable": "on",
    "disable-file": "file",
    "ignore": "here",
}
"""Word of a directive -> reach."""

WITHOUT_COMMENTS = frozenset({"text", "commit"})
"""Formats in which a directive stands on a line of its own."""

_LEAD = r"(?:^[^\w\n]*|[#;%]\s*|//\s*|--\s+|\b(?:rem|dnl)\s+)"
_OWN = re.compile(_LEAD + r"(inclusive-lint[ \t]*:[ \t]*([^\n]*))", re.IGNORECASE | re.MULTILINE)
_BODY = re.compile(r"([a-z-]+)[ \t]*(?:\[([^\]\n]*)\])?[ \t]*(.*)", re.IGNORECASE)
_REASON = re.compile(r"(?:^|\s+)(?:--+|[—–])(?:\s+|$)")
_ALONE = re.compile(
    r"^[^\w\n]*(inclusive-lint[ \t]*:[ \t]*((?:disable|enable|ignore)[^\n]*))",
    re.IGNORECASE | re.MULTILINE,
)
_MEANT = re.compile(
    r"(?:dis|en)able|ignore|skip|suppress|no-?qa|off$|on$|pragma|allow", re.IGNORECASE
)
_CLOSERS = re.compile(r"[ \t]*(?:--+>|\*+/|#\}|\}\}|%>|\*\)|-\}|\]\])?[ \t]*$")
_WORDLESS = re.compile(r"[\W_]*\Z")


@dataclass(frozen=True, slots=True)
class Directive:
    """A suppression as it was written."""

    reach: Reach
    names: tuple[str, ...]
    """Rule ids, categories or packs, or another tool's names; empty: everything."""
    reason: str | None
    start: int
    """Offset of its own words, without the delimiters of the comment."""
    end: int
    stop: int
    """Offset where the comment that holds it ends, or its line in a format without comments."""
    last: bool = True
    """Whether nothing but the comment's end follows it inside the comment."""
    alone: bool = False
    """Whether no other text stands on the lines of the comment."""
    word: str = ""
    """As written; only needed where ``reach`` is 'unknown'."""
    dialect: str = ""
    """'' for our own, else 'alex', 'woke', 'blocklint' or 'vale'."""
    phrases: tuple[str, ...] = ()
    """Only findings of these words are meant (Vale's ``Rule["words"] = NO``)."""


def find_directives(prose: Prose, source: Source) -> tuple[Directive, ...]:
    """All directives of a document, in order."""
    found: list[Directive] = []
    for comment in prose.comments:
        found += _of_comment(comment, source.text)
    if source.format in WITHOUT_COMMENTS:
        covered = [(comment.start, comment.end) for comment in prose.comments]
        for each in _of_lines(source.text):
            if not any(start <= each.start < end for start, end in covered):
                found.append(each)
    return tuple(sorted(found, key=_start))


def _start(directive: Directive) -> int:
    return directive.start


def _of_comment(comment: Comment, text: str) -> Iterator[Directive]:
    inner = text.find(comment.text, comment.start, comment.end) if comment.text else -1
    # A reader may have cleaned the lines of a comment; then the raw text is searched.
    base, body = (
        (inner, comment.text) if inner >= 0 else (comment.start, text[comment.start : comment.end])
    )
    alone = _is_alone(text, comment.start, comment.end)
    for match in _OWN.finditer(body):
        words = _CLOSERS.sub("", match[2]) if inner < 0 else match[2].rstrip()
        at = base + match.start(1)
        last = _WORDLESS.match(body, match.end()) is not None
        span = (at, at + len(match[1].rstrip()))
        directive = _parsed(words, span, comment.end, last=last, alone=alone)
        if directive is not None:
            yield directive
    yield from _foreign(foreign.parse(body), base, comment.end, alone=alone)


def _of_lines(text: str) -> Iterator[Directive]:
    for match in _ALONE.finditer(text):
        words = _CLOSERS.sub("", match[2])
        end = match.start(2) + len(words)
        directive = _parsed(words, (match.start(1), end), match.end(), last=True, alone=True)
        if directive is not None:
            yield directive
    if foreign.may_stand_in(text):
        start = 0
        for line in text.splitlines(keepends=True):
            stop = start + len(line.rstrip("\r\n"))
            found = foreign.parse(line, comment=False)
            yield from _foreign(found, start, stop, alone=False)
            start += len(line)


def _parsed(
    words: str, span: tuple[int, int], stop: int, *, last: bool, alone: bool
) -> Directive | None:
    match = _BODY.match(words)
    if match is None:
        return None
    word = match[1].lower()
    reach = WORDS.get(word)
    if reach is None and not _MEANT.search(word):
        # A heading such as `# inclusive-lint: our settings` commands nothing.
        return None
    parts = _REASON.split(match[3], maxsplit=1)
    reason = parts[1].strip() if len(parts) > 1 else None
    names = re.split(r"[,\s]+", f"{match[2] or ''} {parts[0]}")
    return Directive(
        reach or "unknown", tuple(name for name in names if name), reason or None,
        *span, stop, last=last, alone=alone, word=match[1],
    )  # fmt: skip


def _foreign(
    found: Iterable[foreign.Foreign], base: int, stop: int, *, alone: bool
) -> Iterator[Directive]:
    for each in found:
        yield Directive(
            each.reach, each.names, each.reason, base + each.start, base + each.end, stop,
            alone=alone, dialect=each.dialect, phrases=each.phrases,
        )  # fmt: skip


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether the lines on which [start, end) begins and ends hold no other word."""
    first = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    if _WORDLESS.match(text[first:start]) is None:
        return False
    newline = re.compile(r"[\r\n]").search(text, end)
    return _WORDLESS.match(text[end : newline.start() if newline else len(text)]) is not None
