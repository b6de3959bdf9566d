"""Reads HTML and what looks like it: XHTML, SVG, Vue, Svelte, templates.

An own scanner, because no library gives both exact offsets and the speed: one regular expression
finds the markup, in one pass that never goes back. Takes a ``Source``, gives its ``Prose``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from inclusive_lint.model import BLANK, JOIN, OPAQUE, Block, Comment, Mark, Prose, ReadOptions
from inclusive_lint.readers._frontmatter import front_matter
from inclusive_lint.readers._html_attributes import ENTITY, attribute_blocks, decoded
from inclusive_lint.readers._html_tags import (
    ACTIONS,
    BLOCK,
    BREAK,
    CHANGES,
    CHANGING,
    CODE,
    ENDS_CHILD,
    ENDS_ITSELF,
    IMAGE,
    JOINED,
    JOINS,
    KINDS,
    MARKS,
    OTHER,
    RAW,
    TAGS,
    VOID,
    XML_TAGS,
    end_tag,
)
from inclusive_lint.readers._mask import EDGE, fill, mask_addresses, trimmed_block
from inclusive_lint.readers._mdx import without_jsx
from inclusive_lint.readers._templating import Templated, without_tags

if TYPE_CHECKING:
    from inclusive_lint.model import Source

_MARKUP = re.compile(
    r"<(?:(/?[A-Za-z][^\s/>]*)"
    r"(?:>|([\s/][^>\"']*(?:(?:(?<==)\"[^\"]*\"|(?<==)'[^']*'|(?<!=)[\"'])[^>\"']*)*)>)"
    r"|(!--|[!?%]|/?[A-Za-z]))"
)
_SIMPLE_MARKUP = re.compile(r"<(?:(/?[A-Za-z][^\s/>]*)(?:>|([\s/][^>]*)>)|(!--|[!?%]|/?[A-Za-z]))")
_MOST_BROKEN_TAGS = 8
"""Tags with an unclosed quote, after which quotes are no longer heeded: each costs a full scan."""
_COMMENT_END = re.compile(r"--!?>")
_HEEDED = re.compile(r"=(?<=[eglnrtEGLNRT\s]=)")
"""What attributes must hold to be prose (alt, title ...) or to declare a language; quick to look for."""
_LONGEST_DULL = 100
_PROSE_ATTRIBUTE = re.compile(
    r"\s(?:alt|title|placeholder|label|content|aria-[a-z]+)\s*=", re.IGNORECASE
)
_LANGUAGE = re.compile(
    r"\s(?:xml:)?lang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)", re.IGNORECASE
)
_START = itemgetter(0)
_SPAN = itemgetter(1, 2)
_new = tuple.__new__
"""Half as expensive as calling a named tuple."""
_XML = (".xml", ".docbook", ".dbk", ".dita")
_DEEPEST = 32
"""Containers that are told apart; deeper ones count as the one they are in."""


def read(source: Source, options: ReadOptions) -> Prose:
    """Find the prose of a document in HTML."""
    front = front_matter(source.text)
    found = Templated(source.text, source.text)
    if source.path.endswith(".svelte"):
        without_jsx(found, front.end, markdown=False)
    else:
        without_tags(found)
    scan = Scan(found.parsed, found.base, options, language=front.language)
    is_xml = source.path.lower().endswith(_XML)
    if is_xml:
        scan.as_xml()
    scan.run(front.end)
    if is_xml:
        scan.blocks = [block for block in scan.blocks if _reads_as_prose(block)]
    comments = sorted([*front.comments, *scan.comments, *found.comments], key=_START)
    blocks = sorted([*front.blocks, *scan.blocks], key=_START)
    return Prose(tuple(blocks), tuple(comments))


@dataclass(slots=True)
class _Declared:
    """An element that declares a language."""

    name: str
    depth: int
    """Elements of that name open inside it, itself included."""
    before: str | None


class Scan:
    """One pass over a text; ``blocks`` and ``comments`` are the outcome, in order of their end."""

    def __init__(
        self,
        text: str,
        base: str,
        options: ReadOptions,
        *,
        context: tuple[str, ...] = (),
        language: str | None = None,
    ) -> None:
        self.text = text
        self.base = base
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.unclosed: str | None = None
        """The element without prose that the text ended in."""
        self._tags, self._unknown, self._actions = TAGS, BREAK, ACTIONS
        self._read_comments = "html-comments" in options.scope
        self._outer = context
        self._language = language
        self._declared: list[_Declared] = []
        self._containers: list[tuple[str, str, tuple[str, ...]]] = []
        """Name, kind and context of the blocks in it."""
        self._pieces: list[str] | None = None
        self._start = 0
        self._marks: list[Mark] = []
        self._open_marks: dict[str, int] = {}
        self._without_end: set[str] = set()
        self._dull: set[str] = set()
        """Attributes, as written, that hold no prose and declare nothing."""
        self._broken = 0

    def as_xml(self) -> None:
        """Heed the elements of DocBook and DITA instead of those of HTML."""
        self._tags, self._unknown, self._actions = XML_TAGS, BLOCK, {}

    def run(self, at: int = 0) -> None:
        """Read the text from ``at`` on."""
        size = len(self.text)
        while at < size:
            at = self._run(_MARKUP if self._broken <= _MOST_BROKEN_TAGS else _SIMPLE_MARKUP, at)
        self._flush()

    def _run(self, pattern: re.Pattern[str], at: int) -> int:  # noqa: C901, PLR0912 - the hot loop
        """Read on until something that is no tag ends; gives where."""
        base, actions = self.base, self._actions
        for match in pattern.finditer(self.text, at):
            start, end = match.span()
            pieces = self._pieces
            if start > at:
                chunk = base[at:start]
                if pieces is not None:
                    pieces.append(ENTITY.sub(decoded, chunk) if "&" in chunk else chunk)
                elif not chunk.isspace():
                    self._start = at
                    self._pieces = [ENTITY.sub(decoded, chunk) if "&" in chunk else chunk]
            name, attributes, other = match.groups()
            if name is None:
                return self._other(other, start)
            at = end
            action = actions.get(name, OTHER)
            if action == OTHER or self._declared or (attributes and attributes not in self._dull):
                at = self._tag(name, attributes or "", start, end)
                if at != end:
                    return at
            elif action <= CHANGES:
                if self._pieces is not None or self._marks:
                    self._flush()
                if action == CHANGES:
                    self._block(name)
            else:
                if action != JOINS:
                    self._mark(name, start, end)
                if self._pieces is not None:
                    self._pieces.append(
                        fill(base[start:end], JOIN) if attributes else JOIN * (end - start)
                    )
        self._words(at, len(self.text))
        return len(self.text)

    def _words(self, start: int, end: int) -> None:
        chunk = self.base[start:end]
        if self._pieces is None:
            if not chunk or chunk.isspace():
                return
            self._pieces = []
            self._start = start
        self._pieces.append(ENTITY.sub(decoded, chunk) if "&" in chunk else chunk)

    def _masked(self, start: int, end: int, char: str) -> None:
        if self._pieces is None:
            if char != OPAQUE:
                return
            self._pieces = []
            self._start = start
        self._pieces.append(fill(self.base[start:end], char))

    def _tag(self, tag: str, attributes: str, start: int, end: int) -> int:
        """Take in a tag; gives where to go on."""
        tag = tag.lower()
        closing = tag[0] == "/"
        name = tag[closing:]
        kind = self._tags.get(name, self._unknown)
        if attributes and attributes not in self._dull and not closing:
            language = self._attributes(name, attributes, start, end)
            if language is not None:
                kind = self._declare(name, kind, language)
        if self._declared and self._declared[-1].name == name:
            self._count(name, closing, attributes)
        if kind == BLOCK:
            self._flush()
            if name in CHANGING:
                self._block(tag)
            return end
        if kind == JOINED:
            if name in MARKS:
                self._mark(tag, start, end)
            self._masked(start, end, JOIN)
            return end
        if kind in {BREAK, IMAGE}:
            self._masked(start, end, BLANK if kind == BREAK else OPAQUE)
            return end
        return self._without_prose(name, kind, closing or attributes.endswith("/"), start, end)

    def _without_prose(self, name: str, kind: int, single: object, start: int, end: int) -> int:
        if kind == RAW:
            self._flush()
        if single:
            self._masked(start, end, JOIN)
            return end
        stop = self._element_end(name, end)
        if stop < 0 and kind == RAW:
            self.unclosed = name
            return len(self.text)
        if kind != RAW:
            stop = max(stop, end)
            self._masked(start, stop, OPAQUE if stop > end else JOIN)
            self._marks.append(Mark("code", start, stop))
        return stop

    def _element_end(self, name: str, at: int) -> int:
        if name in self._without_end:
            return -1
        match = end_tag(name).search(self.text, at)
        if match is None:
            self._without_end.add(name)
            return -1
        return match.end()

    def _block(self, tag: str) -> None:
        """Open or close what gives the blocks in it their kind."""
        containers = self._containers
        if tag[0] == "/":
            name = tag[1:]
            if name not in KINDS:
                if containers and containers[-1][0] in ENDS_CHILD.get(name, ()):
                    containers.pop()
                return
            for index in range(len(containers) - 1, -1, -1):
                if containers[index][0] == name:
                    del containers[index:]
                    return
            return
        kind = KINDS.get(tag)
        if kind is None:
            return
        if containers and containers[-1][0] in ENDS_ITSELF.get(tag, ()):
            containers.pop()
        if len(containers) < _DEEPEST:
            context = containers[-1][2] if containers else self._outer
            if kind in {"list_item", "quote"}:
                context = (*context, kind)
            containers.append((tag, kind, context))

    def _mark(self, tag: str, start: int, end: int) -> None:
        if tag[0] != "/":
            self._open_marks[tag] = start
        elif tag[1:] in self._open_marks:
            name = tag[1:]
            self._marks.append(_new(Mark, (MARKS[name], self._open_marks.pop(name), end)))

    def _declare(self, name: str, kind: int, language: str) -> int:
        """Note the language of an element; gives what its tag does: a foreign phrase is no prose."""
        if kind == JOINED and not language.startswith("en"):
            return CODE
        if kind == JOINED and (self._language or "en").startswith("en"):
            return kind
        if name not in VOID:
            if name == "p" and self._declared and self._declared[-1].name == "p":
                self._language = self._declared.pop().before
            self._flush()
            self._declared.append(_Declared(name, 0, self._language))
            self._language = language
        return kind

    def _count(self, name: str, closing: bool, attributes: str) -> None:  # noqa: FBT001 - of the tag, beside its name
        declared = self._declared[-1]
        if not closing:
            declared.depth += not attributes.endswith("/")
            if declared.depth < 2 or name != "p":  # the next paragraph ends the one before
                return
        else:
            declared.depth -= 1
            if declared.depth > 0:
                return
        self._flush()
        self._language = declared.before
        self._declared.pop()

    def _attributes(self, name: str, attributes: str, start: int, end: int) -> str | None:
        """Add the prose of a tag's attributes; gives the language it declares."""
        if _HEEDED.search(attributes) is None:
            if len(attributes) <= _LONGEST_DULL:
                self._dull.add(attributes)
            return None
        if _PROSE_ATTRIBUTE.search(attributes):
            self.blocks += attribute_blocks(
                self.base, name, start + 1 + len(name), end - 1, self._outer, self._language
            )
        match = _LANGUAGE.search(attributes)
        return match[1] if match else None

    def _other(self, opening: str, start: int) -> int:
        """Take in a comment, declaration or broken tag; gives where to go on."""
        text = self.text
        if opening == "!--":
            match = _COMMENT_END.search(text, start + 2)
            end = match.end() if match else len(text)
            self._comment(start, end, match.start() if match else end)
            return end
        ends = {"!": ">", "?": "?>", "%": "%>"}
        if text.startswith("<![CDATA[", start):
            ends["!"] = "]]>"
        wanted = ends.get(opening, ">")
        found = text.find(wanted, start + 1)
        if opening not in ends:
            self._broken += 1
        end = found + len(wanted) if found >= 0 else len(text)
        self._masked(start, end, BLANK)
        return end

    def _comment(self, start: int, end: int, stop: int) -> None:
        inner = self.base[start + 4 : stop]
        self.comments.append(Comment(start, end, inner.strip()))
        if self._read_comments:
            block = trimmed_block(
                start + 4,
                mask_addresses(inner),
                "comment",
                context=self._outer,
                language=self._language,
            )
            if block is not None:
                self.blocks.append(block)
        self._masked(start, end, JOIN)

    def _flush(self) -> None:
        pieces = self._pieces
        if pieces is None:
            if self._marks:
                self._marks = []
            return
        self._pieces = None
        text = pieces[0] if len(pieces) == 1 else "".join(pieces)
        marks: tuple[Mark, ...] = ()
        if self._marks:
            marks = tuple(sorted(self._marks, key=_SPAN) if len(self._marks) > 1 else self._marks)
            self._marks = []
        if self._open_marks:
            self._open_marks.clear()
        if self._containers:
            _, kind, context = self._containers[-1]
        else:
            context = self._outer
            kind = context[-1] if context else "paragraph"
        if "/" in text or "@" in text or "#" in text or "www." in text:
            text = mask_addresses(text)
        if text[:1].isalpha() and text[-1] not in EDGE:  # the usual case, and the quickest
            self.blocks.append(
                _new(Block, (self._start, text, kind, context, marks, None, self._language))
            )
            return
        block = trimmed_block(self._start, text, kind, context, marks, None, self._language)
        if block is not None:
            self.blocks.append(block)


def _reads_as_prose(block: Block) -> bool:
    """Generic XML holds names, numbers and paths more often than words."""
    from inclusive_lint.readers._values import is_prose

    return block.kind == "title" or is_prose(block.text.replace(JOIN, "").replace(OPAQUE, "x"))
