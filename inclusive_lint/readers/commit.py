"""Reads commit messages as git keeps them: no comment lines, nothing below the scissors, no trailers.

Takes a ``Source``, gives its ``Prose``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inclusive_lint.model import Block, Comment, Prose, ReadOptions
from inclusive_lint.readers._mask import Projection
from inclusive_lint.readers.plain import lines_to_blocks

if TYPE_CHECKING:
    from inclusive_lint.model import Source

_CUT = re.compile(r"^(?:[#;@!$%^&|:] -{8,} >8 -{8,}[ \t]*$|diff --git a/)", re.MULTILINE)
_COMMENT = re.compile(r"^#([^\r\n]*)(?:\r\n|\n|\r|\Z)", re.MULTILINE)
_TRAILER = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9-]*[ \t]*:[ \t]|\(cherry picked from commit |[ \t]+\S)"
)
_KNOWN_TRAILER = re.compile(
    r"^(?:[A-Z][a-z]+(?:-[a-z]+)*-by|Cc|Change-Id|Fixes|Closes|Refs|See-also|Link|Bug|Issue)"
    r"[ \t]*:[^\r\n]*",
    re.MULTILINE | re.IGNORECASE,
)
_LAST_PARAGRAPH = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)")
_SUBJECT = re.compile(r"\s*([^\r\n]*)")
_PREFIX = re.compile(r"(?:[a-z]+\([^()\r\n]*\)!?:|(?:fixup|squash|amend)!)[ \t]*")
_LINE_END = re.compile(r"\r\n|\n|\r")


def read(source: Source, options: ReadOptions) -> Prose:  # noqa: ARG001 - the signature of readers
    """Find the prose of a commit message."""
    text = source.text
    cut = _CUT.search(text)
    end = cut.start() if cut else len(text)
    comments: list[Comment] = []
    message = Projection(text)
    at = 0
    for match in _COMMENT.finditer(text, 0, end):
        message.copy(at, match.start())
        comments.append(Comment(match.start(), match.end(1), match[1].strip()))
        at = match.end()
    if not comments:
        return Prose(tuple(_blocks(text[:end])))
    message.copy(at, end)
    blocks = [message.block(block) for block in _blocks(message.text)]
    return Prose(tuple(blocks), tuple(comments))


def _blocks(text: str) -> list[Block]:
    text = text.rstrip()
    subject = _SUBJECT.match(text)
    if subject is None:
        return []
    start, end = subject.span(1)
    prefix = _PREFIX.match(text, start, end)
    if prefix is not None:
        start = prefix.end()
    blocks = lines_to_blocks(text, start, end, "commit_subject")
    body_end = _without_trailers(text, end)
    at = end
    for match in _KNOWN_TRAILER.finditer(text, end, body_end):
        blocks += lines_to_blocks(text, at, match.start(), "commit_body")
        at = match.end()
    blocks += lines_to_blocks(text, at, body_end, "commit_body")
    return blocks


def _without_trailers(text: str, start: int) -> int:
    """Where the body ends: before its last paragraph if that is one of trailers."""
    last = None
    for last in _LAST_PARAGRAPH.finditer(text, start):  # noqa: B007 - the last one is wanted
        pass
    if last is None:
        return len(text)
    lines = _LINE_END.split(text[last.end() :])
    trailers = all(_TRAILER.match(line) for line in lines) and not lines[0][:1].isspace()
    return last.start() if trailers else len(text)
