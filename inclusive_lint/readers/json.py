"""Second stage: reads JSON, with comments or without: values that are prose, keys when asked."""

from __future__ import annotations

import re

from inclusive_lint.model import Block, Comment, Prose, ReadOptions, Source
from inclusive_lint.readers._mask import Mask
from inclusive_lint.readers._values import is_prose_of, value_block
from inclusive_lint.readers.code_comments import comment_blocks
from inclusive_lint.readers.code_strings import mask_escapes

_TOKEN = re.compile(
    r'["/](?:(?<=")(?P<string>[^"\\\r\n]*(?:\\.[^"\\\r\n]*){0,2000})"(?P<key>[ \t\r\n]{0,40}:)?'
    r"|(?<=/)(?P<line>/[^\r\n]*)|(?<=/)(?P<block>\*(?:[^*]|\*(?!/)){0,5000}\*/))",
    re.DOTALL,
)
_STAR = re.compile(r"[ \t]*\*?[ \t]?")
_LINE = re.compile(r"[^\r\n]+")


def read(source: Source, options: ReadOptions) -> Prose:
    """Find the prose of a JSON source."""
    text = source.text
    blocks: list[Block] = []
    comments: list[Comment] = []
    keys = "keys" in options.scope
    key = ""
    for token in _TOKEN.finditer(text):
        group = token.lastgroup
        if group == "key":
            key = token["string"]
            if keys:
                _keep(blocks, Mask(text, *token.span("string")).block("key"))
        elif group == "string":
            start, end = token.span(group)
            if end - start > 2 and is_prose_of(key, token[group]):
                _keep(blocks, string_value(text, start, end))
        elif group is not None:
            comments.append(_comment(token))
            if "comments" in options.scope:
                blocks.extend(comment_blocks(text, _comment_lines(text, token), "comment"))
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


def _comment(token: re.Match[str]) -> Comment:
    body = token["line"] or token["block"].removesuffix("*/")
    return Comment(token.start(), token.end(), body.lstrip("/*").strip())


def _comment_lines(text: str, token: re.Match[str]) -> list[tuple[int, int]]:
    if token["line"]:
        return [(token.start() + 2, token.end())]
    lines = []
    for line in _LINE.finditer(text, token.start() + 2, token.end() - 2):
        star = _STAR.match(text, *line.span())
        lines.append((star.end() if star else line.start(), line.end()))
    return lines
