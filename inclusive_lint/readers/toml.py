"""Second stage: reads TOML: values that are prose and comments, keys when asked."""

from __future__ import annotations

import re

from inclusive_lint.model import Block, Comment, Prose, ReadOptions, Source
from inclusive_lint.readers._mask import Mask
from inclusive_lint.readers._values import is_prose_of, value_block
from inclusive_lint.readers.code_comments import comment_blocks
from inclusive_lint.readers.code_strings import mask_escapes

_TOKEN = re.compile(
    r'["\'#=\[](?:'
    r"(?<=#)(?P<comment>[^\r\n]*(?:(?:\r\n|\n|\r)[ \t]*#[^\r\n]*){0,400})"
    r'|(?<=")(?P<long>"")'
    r"|(?<=')(?P<raw>'')"
    r'|(?<=")(?P<basic>[^"\\\r\n]*(?:\\.[^"\\\r\n]*){0,2000})(?P<closed>"?)'
    r"|(?<=')(?P<literal>[^'\r\n]*)'"
    r"|(?<==)(?P<assign>)"
    r"|(?<=\[)(?P<table>(?<![^\n]\[)[^\]\r\n]{1,300}))"
)
_KEY = re.compile(r"[\w.\"' -]{1,200}\Z")
_LEADER = re.compile(r"[ \t]*#+[ \t]?")
_LINE = re.compile(r"[^\r\n]+")


def read(source: Source, options: ReadOptions) -> Prose:
    """Find the prose of a TOML source."""
    reader = _Reader(source.text, options)
    reader.run()
    return Prose(tuple(reader.blocks), tuple(reader.comments))


class _Reader:
    def __init__(self, text: str, options: ReadOptions) -> None:
        self.text = text
        self.scope = options.scope
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.key = ""

    def run(self) -> None:
        """Walk the tokens."""
        at = 0
        while (token := _TOKEN.search(self.text, at)) is not None:
            at = token.end()
            group = token.lastgroup or ""
            if group == "comment":
                self._comment(token)
            elif group == "assign":
                self._assign(token.start())
            elif group == "table":
                self._name(*token.span(group))
            elif group in ("long", "raw"):
                close = self.text.find(token[0], at)
                end = close if close >= 0 else len(self.text)
                self._value(at, end, escapes=group == "long")
                at = end + 3
            elif group == "literal" or token["closed"]:
                name = "literal" if group == "literal" else "basic"
                self._value(*token.span(name), escapes=name == "basic")

    def _assign(self, at: int) -> None:
        near = max(0, at - 200)
        near = max(near, self.text.rfind("\n", near, at) + 1, self.text.rfind("{", near, at) + 1)
        near = max(near, self.text.rfind(",", near, at) + 1, self.text.rfind("=", near, at) + 1)
        key = _KEY.match(self.text, near, at)
        if key is not None:
            self.key = key[0].strip()
            self._name(*key.span())

    def _name(self, start: int, end: int) -> None:
        if "keys" in self.scope and (not self.blocks or self.blocks[-1].end <= start):
            self._keep(Mask(self.text, start, end).block("key"))

    def _value(self, start: int, end: int, *, escapes: bool) -> None:
        if end - start < 3 or not is_prose_of(self.key, self.text[start:end]):
            return
        mask = Mask(self.text, start, end)
        if escapes and self.text.find("\\", start, end) >= 0:
            mask_escapes(self.text, mask, start, end)
        self._keep(value_block(mask))

    def _comment(self, token: re.Match[str]) -> None:
        lines = []
        for line in _LINE.finditer(self.text, *token.span()):
            leader = _LEADER.match(self.text, *line.span())
            start = leader.end() if leader else line.start()
            lines.append((start, line.end()))
            content = self.text[start : line.end()].strip()
            self.comments.append(Comment(line.start(), line.end(), content))
        if "comments" in self.scope:
            self.blocks.extend(comment_blocks(self.text, lines, "comment"))

    def _keep(self, block: Block | None) -> None:
        if block is not None:
            self.blocks.append(block)
