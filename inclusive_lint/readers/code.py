"""Second stage: reads source code: comments and docstrings, and strings and identifiers when asked.

The language comes from the source's path, or its first line. Minified and generated files hold
no prose.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from inclusive_lint.model import Block, Comment, Prose, ReadOptions, Source
from inclusive_lint.readers.code_comments import comment_blocks
from inclusive_lint.readers.code_languages import SYNTAX, language_of
from inclusive_lint.readers.code_scan import Piece, scan
from inclusive_lint.readers.code_strings import string_block
from inclusive_lint.readers.identifiers import identifier_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

_new = tuple.__new__
"""Half as expensive as calling a named tuple."""
_HEAD = 6_000
"""Characters at the start where a generator says that it made the file."""
_GENERATED = re.compile(
    r"@generated\b|Code generated\b.{0,200}DO NOT EDIT|DO NOT (?:EDIT|MODIFY)\b.{0,60}generated"
    r"|(?i:(?:this|the) file (?:is|was|has been) (?:auto(?:matically)?[- ]?)?generated)"
    r"|(?i:do not (?:edit|modify)\b[^\r\n]{0,40}generated (?:by|from))"
    r"|(?i:auto(?:matically)?[- ]?generated\b[^\r\n]{0,80}(?:\r?\n[^\r\n]{0,80})?do not (?:edit|modify))"
)
_MINIFIED_AVERAGE = 400
"""Characters a line: no one writes lines like that."""
_LONG_LINE = 2_000
_COMMENT_LINE = re.compile(
    r"((?:[ \t]*(?://+[!<]*|#+[!':]?|;+|--+[|^]?|%+|\"|'+|!+|(?i:rem)\b|::)(?:[ \t]*(?=\r|\n|\Z))?|(?s:.)))"
    r"([^\r\n]*)(?:\r\n|\n|\r)?"
)
"""A line of comments: what opens it, and its content."""
_STAR = re.compile(r"[ \t]*\*+(?!/)(?=[\s*@<]|\w|\Z)")
_OPENED = re.compile(r"[*!<|^-]*")
_LINE = re.compile(r"[^\r\n]*")
_LINE_END = re.compile(r"\r\n|\n|\r")
_POD_COMMAND = re.compile(r"=(?:(head\d|item)[ \t]*(?:\*[ \t]|\d+\.?[ \t])?|\w+[^\r\n]*)")
_STRING_PREFIXES = frozenset({"", "r", "u", "R", "U"})
_BEFORE_DOCSTRING = frozenset(" \t\f\r\nruRU\"'")
"""A quote only at the start of the file."""
_NO_STATEMENT = frozenset("(,=[{+%\\-*/<>|&.!~@")
_CLOJURE_DOC = re.compile(
    r"\((?:defn-?|defmacro|ns|def|defmulti|defprotocol|defrecord|defonce)\s+(?:\^\S+\s+)*\S+\s*\Z"
)
_ELIXIR_DOC = re.compile(r"@(?:module|type|short)?doc\s+(?:~[sS])?\Z")


def read(source: Source, options: ReadOptions) -> Prose:
    """Find the prose of a source file."""
    language = language_of(source.path, source.text)
    if language not in SYNTAX or is_unwritten(source.text):
        return Prose(())
    reader = _Reader(source.text, language, options)
    reader.run()
    if source.path.endswith((".jsx", ".tsx")):
        reader.add_jsx()
    return Prose(tuple(reader.blocks), tuple(reader.comments))


def is_unwritten(text: str) -> bool:
    """Whether a file is minified, or says that a program wrote it."""
    size = len(text)
    if size > 2_000 and size > _MINIFIED_AVERAGE * (text.count("\n") + text.count("\r") + 1):
        return True
    head = text[:_HEAD]
    return "generated" in head.lower() and _GENERATED.search(head) is not None


class _Reader:
    def __init__(self, text: str, language: str, options: ReadOptions) -> None:
        self.text = text
        self.language = language
        self.syntax = SYNTAX[language]
        self.options = options
        self.scope = options.scope
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.comments_from = self.comments_to = 0
        """The comments, with only white space between, that end the part read so far."""

    def run(self) -> None:
        """Walk comments and strings, and the code between them when identifiers are asked for."""
        at = 0
        text = self.text
        identifiers = "identifiers" in self.scope
        strings = self.syntax.docstring or "strings" in self.scope
        python = self.syntax.docstring == "python" and "strings" not in self.scope
        for piece in scan(text, self.language, only_behind=_BEFORE_DOCSTRING if python else ()):
            if identifiers and piece.start > at:
                self._identifiers(at, piece.start)
            at = piece.end
            if piece.kind in ("string", "long"):
                if strings:
                    self._string(piece)
            elif not self._far_in_line(piece.start):
                self._comment(piece)
        if identifiers:
            self._identifiers(at, len(self.text))

    def add_jsx(self) -> None:
        """Add the text between tags; what looks like a comment or a string in it is none."""
        from inclusive_lint.readers._jsx import jsx_blocks

        added = jsx_blocks(self.text, self.options)
        spans = sorted((block.start, block.end) for block in added)
        starts = [start for start, _ in spans]

        def is_apart(start: int, end: int) -> bool:
            k = bisect_right(starts, start) - 1
            return (k < 0 or spans[k][1] <= start) and (
                k + 1 >= len(spans) or spans[k + 1][0] >= end
            )

        self.blocks = [b for b in self.blocks if is_apart(b.start, b.end)] + added
        self.blocks.sort(key=itemgetter(0))

    def _identifiers(self, start: int, end: int) -> None:
        self.blocks.extend(identifier_blocks(self.text, start, end, kebab=self.syntax.kebab))

    def _far_in_line(self, start: int) -> bool:
        """Behind a very long line stands nothing that a person wrote."""
        return (
            start > _LONG_LINE
            and self.text.find("\n", start - _LONG_LINE, start) < 0
            and self.text.find("\r", start - _LONG_LINE, start) < 0
        )

    def _comment(self, piece: Piece) -> None:
        if (
            self.comments_to != piece.start
            and not self.text[self.comments_to : piece.start].isspace()
        ):
            self.comments_from = piece.start
        self.comments_to = piece.end
        if piece.start == 0 and self.text.startswith("#!"):
            piece = _without_first_line(self.text, piece)
        text, kind = self.text, "comment"
        if piece.kind == "line":
            spans = []
            for line in _COMMENT_LINE.finditer(text, piece.start, piece.end):
                start, content = line.span(1)
                end = line.end(2)
                self.comments.append(_new(Comment, (start, end, text[content:end].strip())))
                spans.append((content, end))
            if len(spans) > 1 and self._behind_code(piece.start):
                if "comments" in self.scope:
                    self.blocks += comment_blocks(text, spans[:1], kind)
                del spans[0]
        else:
            body = text[piece.inner : piece.stop].strip(" \t\r\n*!")
            self.comments.append(Comment(piece.start, piece.end, body))
            if piece.kind == "pod":
                kind = "docstring"
                spans = list(_pod(text, piece, verbatim=self.language == "perl"))
            else:
                spans = list(_block_comment(text, piece))
        if "comments" in self.scope:
            self.blocks += comment_blocks(text, spans, kind)

    def _behind_code(self, start: int) -> bool:
        """A comment behind code is apart from the comment that the next line starts."""
        while start > 0 and self.text[start - 1] in " \t":
            start -= 1
        return start > 0 and self.text[start - 1] not in "\r\n"

    def _string(self, piece: Piece) -> None:
        if self.syntax.docstring and self._is_docstring(piece):
            if "comments" in self.scope:
                lines = list(_plain_lines(self.text, piece.inner, piece.stop))
                self.blocks += comment_blocks(self.text, lines, "docstring")
        elif "strings" in self.scope and not self._far_in_line(piece.start):
            names = "identifiers" in self.scope
            block = string_block(self.text, piece, self.language, names=names)
            if block is not None:
                self.blocks.append(block)

    def _is_docstring(self, piece: Piece) -> bool:
        text, start = self.text, piece.start
        kind = self.syntax.docstring
        if kind == "python" and text[max(start - 1, 0)] not in _BEFORE_DOCSTRING:
            return False
        near = max(0, start - 200)
        if kind == "clojure":
            return _CLOJURE_DOC.search(text[near:start]) is not None
        line = text[max(near, text.rfind("\n", near, start) + 1) : start]
        if kind == "elixir":
            return _ELIXIR_DOC.search(line) is not None
        if line.strip() not in _STRING_PREFIXES or len(line) >= 200:
            return False
        if kind in ("julia", "graphql"):
            return piece.kind == "long" or kind == "julia"
        return self._is_statement(piece, start - len(line))

    def _is_statement(self, piece: Piece, line_start: int) -> bool:
        """Python: a string that is a statement by itself, behind a colon, or at the top."""
        text = self.text
        following = text[piece.end : piece.end + 1]
        if following not in ("", "\n", "\r", " ", ";", "#"):
            return False
        at = line_start
        for _ in range(3):
            while at > 0 and text[at - 1].isspace():
                at -= 1
            if at > 0 and at == self.comments_to:
                at = self.comments_from
        if at == 0 or text[at - 1] == ":":
            return True
        return piece.kind == "long" and text[at - 1] not in _NO_STATEMENT


def _without_first_line(text: str, piece: Piece) -> Piece:
    """Not #!/usr/bin/env python."""
    after = _LINE_END.search(text, 0, piece.end)
    return piece._replace(start=after.end() if after is not None else piece.end)


def _block_comment(text: str, piece: Piece) -> Iterator[tuple[int, int]]:
    """Start of the content and end of each line."""
    at = piece.inner
    opened = _OPENED.match(text, at, piece.stop) if piece.kind == "block" else None
    content = opened.end() if opened is not None else at
    while True:
        line = _LINE.match(text, content, piece.stop)
        end = line.end() if line is not None else content
        yield content, end
        after = _LINE_END.match(text, end, piece.stop)
        if after is None:
            return
        at = content = after.end()
        star = _STAR.match(text, at, piece.stop) if piece.kind == "block" else None
        if star is not None:
            content = star.end()


def _pod(text: str, piece: Piece, *, verbatim: bool) -> Iterator[tuple[int, int]]:
    """Lines of plain old documentation, commands off; with ``verbatim``, indented ones are code."""
    for line in _LINE.finditer(text, piece.inner, piece.stop):
        start, end = line.span()
        command = _POD_COMMAND.match(text, start, end)
        if command is not None:
            yield start, start
            if command[1]:
                yield command.end(), end
        elif not verbatim or not text[start:end][:1].isspace():
            yield start, end


def _plain_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if text.find("\r", start, end) >= 0:
        for line in _LINE.finditer(text, start, end):
            at = line.start()
            if line.end() > at or at == start or text[at - 1] in "\r\n":
                yield line.span()
        return
    for content in text[start:end].split("\n"):
        yield start, start + len(content)
        start += len(content) + 1
