"""Second stage: reads Java .properties: values that are prose and comments, keys when asked."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from inclusive_lint.model import Block, Comment, Prose, ReadOptions, Source
from inclusive_lint.readers._mask import Mask
from inclusive_lint.readers._values import is_prose_of, value_block
from inclusive_lint.readers.code_comments import comment_blocks
from inclusive_lint.readers.code_strings import mask_escapes

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)?")
_KEY = re.compile(r"[ \t\f]*((?:[^\s\\=:]|\\.){1,400})[ \t\f]*[=:]?[ \t\f]*")
_LEADER = re.compile(r"[ \t\f]*[#!]+[ \t]?")
_LOCALE = re.compile(r"[_-]([a-z]{2,3})(?:[_-]([A-Z]{2}))?\Z")


def read(source: Source, options: ReadOptions) -> Prose:
    """Find the prose of a .properties source."""
    text = source.text
    blocks: list[Block] = []
    comments: list[Comment] = []
    pending: list[tuple[int, int]] = []
    language = language_of_name(source.path)
    spans = _logical_lines(text)
    for start, end in spans:
        leader = _LEADER.match(text, start, end)
        if leader is not None:
            pending.append((leader.end(), end))
            comments.append(Comment(start, end, text[leader.end() : end].strip()))
            continue
        if pending and "comments" in options.scope:
            blocks.extend(comment_blocks(text, pending, "comment"))
        pending = []
        key = _KEY.match(text, start, end)
        if key is not None:
            blocks.extend(_entry(text, key, end, options, language))
    if pending and "comments" in options.scope:
        blocks.extend(comment_blocks(text, pending, "comment"))
    return Prose(tuple(blocks), tuple(comments))


def language_of_name(path: str) -> str | None:
    """The language that a file name tells: messages_pt_BR.properties."""
    locale = _LOCALE.search(PurePosixPath(path).stem)
    if locale is None:
        return None
    return f"{locale[1]}-{locale[2]}" if locale[2] else locale[1]


def _logical_lines(text: str) -> list[tuple[int, int]]:
    """Lines, with those that a backslash continues; a comment is never continued."""
    spans: list[tuple[int, int]] = []
    more = False
    for line in _LINE.finditer(text):
        start = line.start()
        content = line[0].rstrip("\r\n")
        end = start + len(content)
        if more:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        comment = not more and content.lstrip()[:1] in ("#", "!")
        slashes = len(content) - len(content.rstrip("\\"))
        more = slashes % 2 == 1 and not comment
    return spans


def _entry(
    text: str, key: re.Match[str], end: int, options: ReadOptions, language: str | None
) -> list[Block]:
    found: list[Block | None] = []
    if "keys" in options.scope:
        found.append(Mask(text, *key.span(1)).block("key"))
    if is_prose_of(key[1], text[key.end() : end]):
        mask = Mask(text, key.end(), end)
        if text.find("\\", key.end(), end) >= 0:
            mask_escapes(text, mask, key.end(), end)
        found.append(value_block(mask, language=language))
    return [block for block in found if block is not None]
