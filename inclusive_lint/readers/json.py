"""Second stage: reads JSON, with comments or without: values that are prose, keys when asked."""

from __future__ import annotations

import re

from inclusive_lint.model import Block, Comment, Prose, ReadOptions, Source
from inclusive_lint.readers._mask import Mask
from inclusive_lint.readers._values import is_prose_of, value_block
from inclusive_lint.readers.code_comments import comment_blocks
from inclusive_lint.readers.code_strings import mask_escapes

_TOKEN = re.compile(
    r'["/](?:(?<=")(?P<string>[^"\\\r\n]*(?:\\.[^"\\\r\n]*){0,2000})(?P<closed>"(?P<key>[ \t\r\n]{0,40}:)?)?'
    r"|(?<=/)(?P<line>/[^\r\n]*)|(?<=/)(?P<block>\*))",
    re.DOTALL,
)
"""What has no end is matched all the same, so that nothing is looked at twice."""
_STAR = re.compile(r"[ \t]*\*?[ \t]?")
_LINE = re.compile(r"[^\r\n]+")


def read(source: Source, options: ReadOptions) -> Prose:
    """Find the prose of a JSON source."""
    text = source.text
    blocks: list[Block] = []
    comments: list[Comment] = []
    key, at = "", 0
    while (token := _TOKEN.search(text, at)) is not None:
        at = token.end()
        if token["key"]:
            key = token["string"]
            if "keys" in options.scope:
                _keep(blocks, Mask(text, *token.span("string")).block("key"))
        elif token["closed"]:
            start, end = token.span("string")
            if end - start > 2 and is_prose_of(key, token["string"]):
                _keep(blocks, string_value(text, start, end))
        elif token["string"] is None:
            stop = at
            if token["block"]:
                close = text.find("*/", at)
                stop = close if close >= 0 else len(text)
                at = min(stop + 2, len(text))
            body = text[token.start() + 2 : stop].lstrip("/*").strip()
            comments.append(Comment(token.start(), at, body))
            if "comments" in options.scope:
                lines = _comment_lines(text, token.start() + 2, stop)
                blocks.extend(comment_blocks(text, lines, "comment"))
    return Prose(tuple(blocks), tuple(comments))


def string_value(text: str, start: int, end: int) -> Block | None:
    """The text of a string with backslash escapes as a block."""
    mask = Mask(text, start, end)
    if text.find("\\", start, end) >= 0:
        mask_escapes(text, mask, start, end)
    return value_block(mask)


def _keep(blocks: list[Block], block: Block | None) -> None:
    if block is not None:
        blocks.append(block)


def _comment_lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    lines = []
    for line in _LINE.finditer(text, start, end):
        star = _STAR.match(text, *line.span())
        lines.append((star.end() if star else line.start(), line.end()))
    return lines
