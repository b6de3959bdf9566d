"""Reads plain text: paragraphs, list items and what is quoted the way e-mail quotes.

Takes a ``Source``, gives its ``Prose``; ``lines_to_blocks`` serves other formats whose text is plain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inclusive_lint.model import Block, Prose, ReadOptions
from inclusive_lint.readers._mask import Mask, mask_addresses, trimmed_block

if TYPE_CHECKING:
    from inclusive_lint.model import Source

_LINE = re.compile(
    r"(?P<quote>(?:[ \t]{0,8}>)*)[ \t]*(?P<bullet>(?:[-*+\u2022]|[0-9]{1,3}[.)])[ \t]+)?"
    r"(?P<body>[^\r\n]*)(?:\r\n|\n|\r|\Z)"
)
_RULE = re.compile(r"[^\w\s]{3,}[ \t]*\Z")
_CODE = re.compile(r"``[^`\r\n]+``|`[^`\r\n]+`")


def read(source: Source, options: ReadOptions) -> Prose:  # noqa: ARG001 - the signature of readers
    """Find the prose of a plain text."""
    return Prose(tuple(lines_to_blocks(source.text, 0, len(source.text))))


def lines_to_blocks(text: str, start: int, end: int, kind: str = "") -> list[Block]:
    """Cut ``text[start:end]`` into paragraphs; a ``kind`` given is that of all blocks."""
    paragraphs = _Paragraphs(text, kind)
    at = start
    while at < end:
        line = _LINE.match(text, at, end)
        if line is None:
            break
        paragraphs.add(line)
        at = line.end() if line.end() > at else end
    paragraphs.close()
    return paragraphs.blocks


class _Paragraphs:
    def __init__(self, text: str, kind: str) -> None:
        self.text = text
        self.kind = kind
        self.blocks: list[Block] = []
        self._lines: list[re.Match[str]] = []
        self._depth = 0
        self._item = False

    def add(self, line: re.Match[str]) -> None:
        """Take in the next line: it goes on with the paragraph, or ends it, or begins another."""
        body = line["body"]
        if not body or body.isspace() or _RULE.match(body):
            self.close()
            return
        quote = line["quote"]
        depth = quote.count(">") if quote else 0
        if line["bullet"] or depth != self._depth:
            self.close()
        if not self._lines:
            self._depth = depth
            self._item = line["bullet"] is not None
        self._lines.append(line)

    def close(self) -> None:
        """End the paragraph."""
        lines = self._lines
        if not lines:
            return
        self._lines = []
        start, end = lines[0].start("body"), lines[-1].end("body")
        text = self.text[start:end]
        if self._depth or "`" in text:
            mask = Mask(self.text, start, end)
            for line in lines[1:]:
                mask.blank(*line.span("quote"))
            for code in _CODE.finditer(self.text, start, end):
                mask.opaque(*code.span())
            text = mask.masked()
        context = ("quote",) * bool(self._depth) + ("list_item",) * self._item
        kind = self.kind or (context[-1] if context else "paragraph")
        block = trimmed_block(start, mask_addresses(text), kind, context=context)
        if block is not None:
            self.blocks.append(block)
