"""Reads Markdown: CommonMark, GFM, front matter, footnotes, templating and MDX.

``pyromark`` parses and says where each piece of text stands; this module only decides what the
pieces are. Takes a ``Source``, gives its ``Prose``; knows no rules.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from inclusive_lint.model import BLANK, JOIN, OPAQUE, Block, Comment, Mark, Prose, ReadOptions
from inclusive_lint.readers._frontmatter import FrontMatter, front_matter
from inclusive_lint.readers._markdown_events import definitions, events
from inclusive_lint.readers._markdown_inline import (
    InlineHtml,
    decoded,
    is_prose_in_dollars,
    tidied,
    title_block,
)
from inclusive_lint.readers._mask import Projection, fill, trimmed_block
from inclusive_lint.readers._mdx import without_jsx
from inclusive_lint.readers._templating import Templated, without_templating
from inclusive_lint.readers.html import Scan, attribute_blocks

if TYPE_CHECKING:
    from collections.abc import Callable

    from inclusive_lint.model import Source

_MARKS = {"Emphasis": "emphasis", "Strong": "strong", "Strikethrough": "", "Link": "link"}
_LEAVES = {
    "Paragraph": "", "Heading": "heading", "TableCell": "table_cell",
    "DefinitionListTitle": "definition_term",
}  # fmt: skip
_CONTAINERS = {
    "Item": "list_item", "BlockQuote": "quote", "FootnoteDefinition": "footnote",
    "DefinitionListDefinition": "list_item",
}  # fmt: skip
_DEFINITION_TITLE = re.compile(
    r"\]:[ \t]*(?:\r\n|\n|\r)?[ \t>]*\S+(?:[ \t]|\r\n|\n|\r)[ \t>]*[\"'(]"
)
_COMMENT_LABELS = ("//", "comment", "_")
_NAME = re.compile(r"<([A-Za-z][^\s/>]*)")
_DEEPEST = 32
"""Containers that are told apart; deeper ones count as the one they are in."""
_DEEPEST_IMAGE = 8
"""The same for images in the alternative text of images."""


def read(source: Source, options: ReadOptions) -> Prose:
    """Find the prose of a document in Markdown or, by the format's name, MDX."""
    text = source.text
    front = front_matter(text)
    found = without_templating(text)
    if front.end:
        found.parsed = fill(text[: front.end], BLANK) + found.parsed[front.end :]
    jsx = without_jsx(found, front.end) if source.format == "mdx" else []
    reading = _Reading(text, found, options, front.language)
    reading.run()
    reading.definitions()
    return reading.prose(front, jsx)


class _Leaf:
    """A block in the making; ``kind`` is empty where the text is to be thrown away."""

    __slots__ = ("at", "kind", "marks", "pieces", "start")

    def __init__(self, kind: str, start: int) -> None:
        self.kind = kind
        self.start = start
        self.at = start
        self.pieces: list[str] = []
        self.marks: list[Mark] = []


class _Reading:
    """Follows the parser's events and cuts blocks out of ``base``."""

    def __init__(
        self, text: str, found: Templated, options: ReadOptions, language: str | None
    ) -> None:
        self.text = text
        self.found = found
        self.base = found.base
        self.options = options
        self.language = language
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.codes: list[tuple[int, int]] = []
        self.context: tuple[str, ...] = ()
        self.outer: list[tuple[str, ...]] = []
        self.leaf: _Leaf | None = None
        self.suspended: list[_Leaf] = []
        self.links: list[bool] = []
        self.images: list[bool] = []
        self.html: list[tuple[int, int]] = []
        self.inside: str | None = None
        self.last_end: dict[str, int] = {}
        self.inline = InlineHtml()
        self.opened, self.depth = _depths(found.containers)

    def run(self) -> None:
        """Take in the whole document."""
        base = self.base
        handlers: dict[str, Callable[[Any, int, int], None]] = {
            "Start": self.on_start, "End": self.on_end, "Code": self.on_code,
            "InlineMath": self.on_math, "DisplayMath": self.on_math, "Html": self.on_html,
            "InlineHtml": self.on_inline_html, "FootnoteReference": _on_nothing,
            "TaskListMarker": _on_nothing,
        }  # fmt: skip
        for event, start, end in events(self.found.parsed):
            if event.__class__ is str:
                self.on_break(event, start, end)
            elif "Text" in event:
                leaf = self.leaf
                if leaf is None:
                    leaf = self.open("", start)
                if start > leaf.at:
                    self.gap(leaf, start)
                leaf.at = end
                if len(event["Text"]) == end - start:
                    leaf.pieces.append(base[start:end])
                else:
                    leaf.pieces.append(decoded(event["Text"], end - start))
            else:
                for name, value in event.items():
                    handlers[name](value, start, end)
        self.close()

    def open(self, kind: str, start: int) -> _Leaf:
        """Begin a block; without a kind it is a paragraph, of its container's kind."""
        if not kind:
            kind = self.context[-1] if self.context else "paragraph"
        self.leaf = leaf = _Leaf(kind, start)
        return leaf

    def close(self) -> None:
        """End the block, if there is one."""
        leaf = self.leaf
        if leaf is not None:
            self.leaf = None
            self.inline.clear()
            self.finish(leaf)

    def finish(self, leaf: _Leaf) -> None:
        """Make a block of what has been gathered."""
        if not leaf.kind or self.inside is not None:
            return
        kind, context = leaf.kind, self.context
        if self.opened and self.depth[bisect_right(self.opened, leaf.start)]:
            context = ("admonition", *context)
            kind = "admonition" if kind == "paragraph" else kind
        block = trimmed_block(
            leaf.start,
            tidied("".join(leaf.pieces)),
            kind,
            context=context,
            marks=tuple(leaf.marks),
            language=self.language,
        )
        if block is not None:
            self.blocks.append(block)

    def gap(self, leaf: _Leaf, start: int) -> None:
        """Mask the markup before ``start``: at the start of a line it is indent and quote markers."""
        pieces = leaf.pieces
        char = BLANK if pieces and pieces[-1][-1:] in "\r\n" else JOIN
        pieces.append(fill(self.base[leaf.at : start], char))
        leaf.at = start

    def leaf_at(self, start: int) -> _Leaf:
        """Give the block in the making, masked up to ``start``."""
        leaf = self.leaf or self.open("", start)
        if start > leaf.at:
            self.gap(leaf, start)
        return leaf

    def mask(self, start: int, end: int, char: str) -> None:
        """Mask a span in the block in the making."""
        leaf = self.leaf_at(start)
        leaf.pieces.append(fill(self.base[start:end], char))
        leaf.at = end

    def on_break(self, name: str, start: int, end: int) -> None:
        if name == "Rule":
            self.close()
            return
        leaf = self.leaf or self.open("", start)
        if start > leaf.at:
            leaf.pieces.append(fill(self.base[leaf.at : start], BLANK))
        leaf.pieces.append(fill(self.base[start:end], BLANK))
        leaf.at = end

    def on_start(self, value: Any, start: int, end: int) -> None:
        data: Any = None
        name: str = value
        if value.__class__ is dict:
            for name, data in value.items():  # noqa: B007 - one item, the quickest way to it
                pass
        if name in _MARKS:
            self.on_start_inline(name, data, start, end)
        elif name == "Image":
            self.on_start_image(data, start, end)
        else:
            self.close()
            if name in _LEAVES:
                self.open(_LEAVES[name], start)
            elif name in _CONTAINERS:
                self.outer.append(self.context)
                if len(self.outer) < _DEEPEST:
                    kind = "admonition" if name == "BlockQuote" and data else _CONTAINERS[name]
                    self.context = (*self.context, kind)
            elif name == "CodeBlock":
                self.codes.append((start, end))
                self.leaf = _Leaf("", start)

    def on_end(self, value: Any, start: int, end: int) -> None:
        name: str = value
        if value.__class__ is dict:
            for name in value:  # noqa: B007 - one item, the quickest way to it
                pass
        if name in _MARKS:
            if name == "Link" and self.links.pop():
                self.resume(start, end)
        elif name == "Image":
            if self.images.pop():
                self.resume(start, end)
        else:
            self.close()
            if name in _CONTAINERS:
                self.context = self.outer.pop()
            elif name == "HtmlBlock":
                self.on_end_html(end)

    def on_start_inline(self, name: str, data: Any, start: int, end: int) -> None:
        leaf = self.leaf_at(start)
        if _MARKS[name]:
            leaf.marks.append(Mark(_MARKS[name], start, end))
        if name == "Link":
            automatic = data["link_type"] in {"Autolink", "Email"}
            self.links.append(automatic)
            if automatic:
                self.suspend("", start)
            elif data["title"]:
                self.title(data, start, end)

    def on_start_image(self, data: Any, start: int, end: int) -> None:
        leaf = self.leaf_at(start)
        leaf.marks.append(Mark("image", start, end))
        told_apart = len(self.suspended) < _DEEPEST_IMAGE
        self.images.append(told_apart)
        if data["title"]:
            self.title(data, start, end)
        if told_apart:
            self.suspend("alt_text", start)

    def title(self, data: Any, start: int, end: int) -> None:
        """Add the title of a link; that of a reference stands in its definition."""
        if data["link_type"] == "Inline" and self.inside is None:
            self.add(title_block(self.base, start, end, self.context, self.language))

    def suspend(self, kind: str, start: int) -> None:
        """Gather what follows apart from the block that it stands in."""
        self.suspended.append(self.leaf_at(start))
        self.leaf = _Leaf(kind, start)

    def resume(self, start: int, end: int) -> None:
        """Go on with the block outside; what was gathered apart is OPAQUE there."""
        if self.leaf is not None:
            self.finish(self.leaf)
        self.leaf = self.suspended.pop()
        self.leaf.at = start
        self.mask(start, end, OPAQUE)

    def on_code(self, _value: str, start: int, end: int) -> None:
        self.codes.append((start, end))
        self.mask(start, end, OPAQUE)
        if self.leaf is not None:
            self.leaf.marks.append(Mark("code", start, end))

    def on_math(self, value: str, start: int, end: int) -> None:
        if is_prose_in_dollars(value, self.base[end : end + 1]):
            leaf = self.leaf_at(start)
            leaf.pieces.append(self.base[start:end])
            leaf.at = end
        else:
            self.mask(start, end, OPAQUE)

    def on_inline_html(self, tag: str, start: int, end: int) -> None:
        leaf = self.leaf_at(start)
        if tag.startswith("<!--"):
            self.on_comment(start, end)
        elif "=" in tag:
            name = _NAME.match(tag)
            if name is not None:
                first = start + len(name[0])
                self.blocks += attribute_blocks(
                    self.base, name[1].lower(), first, end - 1, self.context, self.language
                )
        masked = self.inline.tag(tag, start, leaf.pieces, lambda at: self.base[at:end])
        leaf.pieces.append(masked)
        leaf.at = end

    def on_comment(self, start: int, end: int) -> None:
        inner = self.base[start + 4 : end - 3]
        self.comments.append(Comment(start, end, inner.strip()))
        if "html-comments" in self.options.scope:
            self.add(trimmed_block(start + 4, tidied(inner), "comment", context=self.context))

    def on_html(self, _value: str, start: int, end: int) -> None:
        if self.html and self.html[-1][1] == start:
            self.html[-1] = (self.html[-1][0], end)
        else:
            self.html.append((start, end))

    def on_end_html(self, end: int) -> None:
        """Read a block of raw HTML, lines of it being cut out of a quote or list."""
        projection = Projection(self.base)
        for span in self.html:
            projection.copy(*span)
        parsed = "".join(self.found.parsed[start:stop] for start, stop in self.html)
        self.html = []
        at = 0
        if self.inside is not None:
            at = parsed.lower().find(f"</{self.inside}")
            if at < 0:
                return
            self.inside = None
        scan = Scan(
            parsed, projection.text, self.options, context=self.context, language=self.language
        )
        scan.run(at)
        prose = projection.prose(Prose(tuple(scan.blocks), tuple(scan.comments)))
        self.blocks += prose.blocks
        self.comments += prose.comments
        if scan.unclosed is not None:
            if scan.unclosed not in self.last_end:
                self.last_end[scan.unclosed] = self.text.rfind(f"</{scan.unclosed}")
            if self.last_end[scan.unclosed] >= end:
                self.inside = scan.unclosed

    def definitions(self) -> None:
        """Add the titles of reference definitions, and the comments that some write as such."""
        parsed = self.found.parsed
        if "]:" not in parsed or _DEFINITION_TITLE.search(parsed) is None:
            return
        for label, target, start, end in definitions(parsed):
            block = title_block(self.base, start, end, (), self.language)
            if block is None:
                continue
            if label.startswith(_COMMENT_LABELS) and target in {"", "#"}:
                self.comments.append(Comment(start, end, block.text))
            else:
                self.blocks.append(block)

    def add(self, block: Block | None) -> None:
        """Add a block, if there is one."""
        if block is not None:
            self.blocks.append(block)

    def prose(self, front: FrontMatter, jsx: list[Block]) -> Prose:
        """Give all that was found, in order."""
        starts = [start for start, _ in self.codes]
        outside = [c for c in self.found.comments if not self.in_code(c.start, starts)]
        blocks = [*front.blocks, *self.blocks]
        blocks += [b for b in jsx if not self.in_code(b.start, starts)]
        for start, end in self.found.titles:
            if start >= front.end and not self.in_code(start, starts):
                title = tidied(self.text[start:end])
                block = trimmed_block(start, title, "title", context=("admonition",))
                if block is not None:
                    blocks.append(block)
        blocks.sort(key=attrgetter("start"))
        comments = [*front.comments, *self.comments, *outside]
        comments.sort(key=attrgetter("start"))
        return Prose(tuple(blocks), tuple(comments))

    def in_code(self, offset: int, starts: list[int]) -> bool:
        """Whether an offset lies in code; ``starts`` are where the code starts, in order."""
        index = bisect_right(starts, offset) - 1
        return index >= 0 and offset < self.codes[index][1]


def _depths(containers: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Offsets where the number of open admonitions changes, and the number before each and last."""
    depth, depths = 0, [0]
    for _, step in containers:
        depth = max(depth + step, 0)
        depths.append(depth)
    return [offset for offset, _ in containers], depths


def _on_nothing(_value: Any, _start: int, _end: int) -> None:
    """Leave a marker to the mask of the gap that it stands in."""
