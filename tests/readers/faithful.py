"""What holds of every reader and every text: lengths, order and characters."""

from __future__ import annotations

import importlib
import re

from inclusive_lint.model import BLANK, BLOCK_KINDS, JOIN, OPAQUE, Prose, ReadOptions, Source
from inclusive_lint.readers import __name__ as package

EVERYTHING = ReadOptions(frozenset({"comments", "strings", "identifiers", "keys"}))
ALPHABET = "ab Zé1 \t\n\n\r#*`:.|-=+_/\\\"'<>{}[]()$%&@!?;,~^😀\u2028word"


def read(module: str, text: str, path: str = "file", scope: str = "comments") -> Prose:
    """Read ``text`` with the reader ``module`` and check that it is faithful."""
    reader = importlib.import_module(f"{package}.{module}")
    options = ReadOptions(frozenset(scope.split())) if scope != "all" else EVERYTHING
    prose: Prose = reader.read(Source(path, text, format=module), options)
    check(text, prose)
    return prose


def check(text: str, prose: Prose) -> None:
    """Blocks are in order and apart; each character is the source's, a mask, or decoded."""
    at = 0
    for block in prose.blocks:
        assert block.start >= at
        assert block.kind in BLOCK_KINDS
        original = text[block.start : block.end]
        assert len(original) == len(block.text)
        at = block.end
        if block.text == original:
            continue
        for k, (had, has) in enumerate(zip(original, block.text, strict=True)):
            if has not in (had, JOIN, OPAQUE, BLANK):
                assert block.text[k + 1 : k + 2] in (JOIN, "")
        for mark in block.marks:
            assert mark.start <= mark.end
    at = 0
    for comment in prose.comments:
        assert at <= comment.start <= comment.end <= len(text)
        at = comment.start


def shown(prose: Prose) -> list[str]:
    """The blocks as a reader sees them: JOINs gone, '_' for what is opaque, white space folded."""
    return [visible(block.text) for block in prose.blocks]


def visible(text: str) -> str:
    """A block's text with JOINs gone, one '_' a word of OPAQUE, white space folded."""
    return " ".join(re.sub(f"{OPAQUE}+", "_", text.replace(JOIN, "")).split())
