"""Reads Markdown: CommonMark, GFM, front matter, footnotes, templating and MDX.

``pyromark`` parses and says where each piece of text stands; this module only decides what the
pieces are. Takes a ``Source``, gives its ``Prose``; knows no rules.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from inclusive_lint.model import BLANK, OPAQUE, Block, Comment, Mark, Prose, ReadOptions
from inclusive_lint.readers._frontmatter import FrontMatter, front_matter
from inclusive_lint.readers._html_attributes import attribute_blocks
from inclusive_lint.readers._markdown_events import definitions, events
from inclusive_lint.readers._markdown_inline import (
    decoded,
    is_prose_in_dollars,
    tidied,
    tidied_html,
    title_block,
)
from inclusive_lint.readers._markdown_leaf import Gathering
from inclusive_lint.readers._mask import Projection, fill, moved, trimmed_block
from inclusive_lint.readers._mdx import without_jsx
from inclusive_lint.readers._templating import Templated, without_templating
from inclusive_lint.readers.html import Scan

if TYPE_CHECKING:
    from collections.abc import Callable

    from inclusive_lint.model import Source

Span: TypeAlias = dict[str, int]
_Starts: TypeAlias = "dict[str, Callable[[_Reading, str, Any, Span], None]]"
_Ends: TypeAlias = "dict[str, Callable[[_Reading, Span], None]]"
_Others: TypeAlias = "dict[str, Callable[[_Reading, Any, int, int], None]]"

_MARKS = {"Emphasis": "emphasis", "Strong": "strong", "Strikethrough": "emphasis"}
_LEAVES = {
    "Paragraph": "", "Heading": "heading", "TableCell": "table_cell",
    "DefinitionListTitle": "definition_term", "CodeBlock": None,
    **dict.fromkeys(("List", "Table", "TableHead", "TableRow", "DefinitionList", "HtmlBlock"), ""),
}  # fmt: skip
"""What a leaf makes; wrappers make nothing themselves, and end the text before them."""
_CONTAINERS = {
    "Item": "list_item", "BlockQuote": "quote", "FootnoteDefinition": "footnote",
    "DefinitionListDefinition": "list_item",
}  # fmt: skip
_MARKERS = ("FootnoteReference", "TaskListMarker")
_AUTOMATIC = ("Autolink", "Email")
_DEFINITION = re.compile(r"\](?=:)")
_DEFINITION_TITLE = re.compile(
    r"\]:[ \t]*(?:\r\n|\n|\r)?[ \t>]*\S+(?:[ \t]|\r\n|\n|\r)[ \t>]*[\"'(]"
)
_START = itemgetter(0)
_new = tuple.__new__
"""Half as expensive as calling a named tuple."""
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


class _Reading(Gathering):
    """Follows the parser's events."""

    def __init__(
        self, text: str, found: Templated, options: ReadOptions, language: str | None
    ) -> None:
        super().__init__(found.base, language, found.containers)
        self.text = text
        self.found = found
        self.options = options
        self.comments: list[Comment] = []
        self.codes: list[tuple[int, int]] = []
        self.outer: list[tuple[str, ...]] = []
        self.apart: list[bool] = []
        self.html: list[tuple[int, int]] = []
        self.last_end: dict[str, int] = {}

    def run(self) -> None:  # noqa: C901, PLR0912, PLR0915 - the hot loop: calls would cost a third
        """Take in the whole document."""
        starts, ends, others = _TABLES
        outer, apart, base = self.outer, self.apart, self.base
        for event, span in events(self.found.parsed):
            if "Text" in event:
                start, end = span["start"], span["end"]
                if start != self.at:
                    if self.at < 0:
                        self.first = self.done = start
                    else:
                        self.gap(start)
                if len(event["Text"]) != end - start:
                    self.put(decoded(event["Text"], end - start), start)
                    self.done = end
                self.at = end
            elif "End" in event:
                value = event["End"]
                if value == "Item":
                    if self.at >= 0:
                        self.finish()
                    self.context = outer.pop()
                elif value == "Paragraph":
                    if self.at >= 0:
                        self.finish()
                    self.kind = ""
                elif value == "Link":
                    if apart.pop():
                        self.resume(span["start"], span["end"])
                else:
                    name = value if value.__class__ is str else next(iter(value))
                    if name in ends:
                        ends[name](self, span)
            elif "Start" in event:
                value = event["Start"]
                if value == "Item":
                    if self.at >= 0:
                        self.finish()
                    elif self.marks:
                        self.marks = []
                    context = self.context
                    outer.append(context)
                    if len(context) < _DEEPEST:
                        self.context = (*context, "list_item")
                elif value == "Paragraph":
                    if self.at >= 0:
                        self.finish()
                    elif self.marks:
                        self.marks = []
                    self.kind = ""
                elif value.__class__ is str:
                    starts[value](self, value, None, span)
                elif "List" in value:
                    if self.at >= 0:
                        self.finish()
                    self.kind = ""
                elif "Link" in value:
                    data = value["Link"]
                    if data["title"] or data["link_type"] in _AUTOMATIC:
                        self.on_start_link(data, span["start"], span["end"])
                    else:
                        self.marks.append(_new(Mark, ("link", span["start"], span["end"])))
                        apart.append(False)
                else:
                    for name, data in value.items():
                        starts[name](self, name, data, span)
            elif event.__class__ is str:
                if event == "SoftBreak" and span["start"] == self.at:
                    self.at = span["end"]
                else:
                    self.on_break(event, span["end"])
            elif "Code" in event:
                start, end = span["start"], span["end"]
                self.codes.append((start, end))
                if self.at < 0:
                    self.first = self.done = start
                elif start != self.at:
                    self.gap(start)
                if self.done < start:
                    self.pieces.append(base[self.done : start])
                self.pieces.append(fill(base[start:end], OPAQUE))
                self.done = self.at = end
                self.marks.append(_new(Mark, ("code", start, end)))
            else:
                for name, value in event.items():
                    others[name](self, value, span["start"], span["end"])
        self.close()

    def on_break(self, name: str, end: int) -> None:
        if name == "Rule":
            self.close()
            return
        if self.at >= 0:
            self.mask(self.at, end, BLANK)

    def on_start_leaf(self, name: str, _data: Any, span: Span) -> None:
        if self.at >= 0:
            self.finish()
        elif self.marks:
            self.marks = []
        self.kind = kind = _LEAVES[name]
        if kind is None:
            self.codes.append((span["start"], span["end"]))

    def on_end_leaf(self, _span: Span) -> None:
        if self.at >= 0:
            self.finish()
        self.kind = ""

    def on_start_container(self, name: str, data: Any, _span: Span) -> None:
        if self.at >= 0:
            self.finish()
        elif self.marks:
            self.marks = []
        context = self.context
        self.outer.append(context)
        if len(context) < _DEEPEST:
            kind = "admonition" if data and name == "BlockQuote" else _CONTAINERS[name]
            self.context = (*context, kind)

    def on_end_container(self, _span: Span) -> None:
        if self.at >= 0:
            self.finish()
        self.context = self.outer.pop()

    def on_start_inline(self, name: str, _data: Any, span: Span) -> None:
        self.marks.append(_new(Mark, (_MARKS[name], span["start"], span["end"])))

    def on_start_link(self, data: Any, start: int, end: int) -> None:
        """A link with a title, or one that is its own text."""
        self.marks.append(Mark("link", start, end))
        automatic = data["link_type"] in _AUTOMATIC
        self.apart.append(automatic)
        if automatic:
            self.suspend(None, start)
        else:
            self.title(data, start, end)

    def on_start_image(self, _name: str, data: Any, span: Span) -> None:
        start, end = span["start"], span["end"]
        self.marks.append(Mark("image", start, end))
        told_apart = len(self.suspended) < _DEEPEST_IMAGE
        self.apart.append(told_apart)
        if data["title"]:
            self.title(data, start, end)
        if told_apart:
            self.suspend("alt_text", start)

    def title(self, data: Any, start: int, end: int) -> None:
        """Add the title of a link; that of a reference stands in its definition."""
        if data["link_type"] == "Inline" and self.inside is None:
            self.add(title_block(self.base, start, end, self.context, self.language))

    def on_end_image(self, span: Span) -> None:
        if self.apart.pop():
            self.resume(span["start"], span["end"])

    def on_math(self, value: str, start: int, end: int) -> None:
        if not is_prose_in_dollars(value, self.base[end : end + 1]):
            self.mask(start, end, OPAQUE)
            return
        if start != self.at:
            self.begin(start)
        self.at = end

    def on_inline_html(self, tag: str, start: int, end: int) -> None:
        if self.inside is not None and tag.lower().startswith(f"</{self.inside}"):
            self.inside, self.pieces, self.marks = None, [], []
            self.first = self.at = self.done = end
            return
        if start != self.at:
            self.begin(start)
        if tag.startswith("<!--"):
            self.on_comment(start, end)
        elif "=" in tag:
            name = _NAME.match(tag)
            if name is not None:
                first = start + len(name[0])
                self.blocks += attribute_blocks(
                    self.base, name[1].lower(), first, end - 1, self.context, self.language
                )
        self.put("", start)
        masked = self.inline.tag(tag, start, self.pieces, lambda at: self.base[at:end])
        self.pieces.append(masked)
        self.done = self.at = end

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

    def on_end_html(self, span: Span) -> None:
        """Read a block of raw HTML, lines of it being cut out of a quote or list."""
        end = span["end"]
        lines, self.html = self.html, []
        whole = len(lines) == 1
        projection = Projection(self.base)
        for start, stop in lines:
            projection.copy(start, stop)
        parsed = "".join([self.found.parsed[start:stop] for start, stop in lines])
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
        blocks = tuple([block._replace(text=tidied_html(block.text)) for block in scan.blocks])
        prose = Prose(blocks, tuple(scan.comments))
        prose = moved(prose, lines[0][0]) if whole else projection.prose(prose)
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
        if _DEFINITION.search(parsed) is None or _DEFINITION_TITLE.search(parsed) is None:
            return
        for label, target, start, end in definitions(parsed):
            block = title_block(self.base, start, end, (), self.language)
            if block is None:
                continue
            if label.startswith(_COMMENT_LABELS) and target in {"", "#"}:
                self.comments.append(Comment(start, end, block.text))
            else:
                self.blocks.append(block)

    def prose(self, front: FrontMatter, jsx: list[Block]) -> Prose:
        """Give all that was found, in order."""
        starts = [start for start, _ in self.codes]
        outside = [c for c in self.found.comments if not self.in_code(c.start, starts)]
        comments = [*front.comments, *self.comments, *outside]
        comments.sort(key=_START)
        blocks = [*front.blocks, *self.blocks]
        blocks += [b for b in jsx if not self.in_code(b.start, starts)]
        opened = [comment.start for comment in comments] if self.found.titles else []
        for start, end in self.found.titles:
            index = bisect_right(opened, start) - 1
            hidden = index >= 0 and start < comments[index].end
            if start >= front.end and not hidden and not self.in_code(start, starts):
                title = tidied(self.text[start:end])
                block = trimmed_block(start, title, "title", context=("admonition",))
                if block is not None:
                    blocks.append(block)
        blocks.sort(key=_START)
        return Prose(tuple(blocks), tuple(comments))

    def in_code(self, offset: int, starts: list[int]) -> bool:
        """Whether an offset lies in code; ``starts`` are where the code starts, in order."""
        index = bisect_right(starts, offset) - 1
        return index >= 0 and offset < self.codes[index][1]


def _on_marker(_reading: _Reading, _value: Any, _start: int, _end: int) -> None:
    """Leave a marker to the mask of the gap that it stands in."""


def _tables() -> tuple[_Starts, _Ends, _Others]:
    """What each kind of event does that the loop doesn't do itself."""
    starts: _Starts = dict.fromkeys(_LEAVES, _Reading.on_start_leaf)
    starts |= dict.fromkeys(_CONTAINERS, _Reading.on_start_container)
    starts |= dict.fromkeys(_MARKS, _Reading.on_start_inline)
    starts["Image"] = _Reading.on_start_image
    ends: _Ends = dict.fromkeys(_LEAVES, _Reading.on_end_leaf)
    ends |= dict.fromkeys(_CONTAINERS, _Reading.on_end_container)
    ends |= {"Image": _Reading.on_end_image, "HtmlBlock": _Reading.on_end_html}
    others: _Others = dict.fromkeys(_MARKERS, _on_marker)
    others |= dict.fromkeys(("InlineMath", "DisplayMath"), _Reading.on_math)
    others |= {"Html": _Reading.on_html, "InlineHtml": _Reading.on_inline_html}
    return starts, ends, others


_TABLES = _tables()
