"""The prose of a document, as readers give it; part of ``model``, whose names it adds to.

What there are many of in a document (blocks, marks, comments) are named tuples, which are made four
times as fast as frozen dataclasses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from inclusive_lint.model import Notice

JOIN = "\ufdd0"
"""Mask character: markup that vanishes without leaving a gap (the asterisks of ``white**list**``)."""
OPAQUE = "\ufdd1"
"""Mask character: inline content that stands in the sentence but isn't prose (code, maths, an image)."""
BLANK = " "
"""Mask character: markup that separates (a quote marker, a table bar, the indent of a list)."""


class Mark(NamedTuple):
    """A stretch inside a block that carries meaning for rules."""

    kind: str
    """'code', 'link', 'emphasis', 'strong', 'image', 'quotation'."""
    start: int
    """Code points of the source text."""
    end: int
    """Exclusive."""


class Block(NamedTuple):
    """A run of prose: one paragraph, heading, cell, comment ... that is read by itself."""

    start: int
    """Offset in the source text."""
    text: str
    """``source.text[start:start + len(text)]`` with all that isn't prose masked by JOIN, OPAQUE,
    BLANK or, where a line ends, the original line end. A character reference or an escape becomes
    the character it stands for, followed by JOINs to keep the length."""
    kind: str
    """One of ``BLOCK_KINDS``."""
    context: tuple[str, ...] = ()
    """Enclosing kinds, outermost first: ('quote', 'list_item')."""
    marks: tuple[Mark, ...] = ()
    """In order of start."""
    place: str | None = None
    """Where a human looks when lines don't help: 'cell 3, line 2', 'page 4', 'slide 2'."""
    language: str | None = None
    """BCP 47 language the format itself declares (``lang="es"``, a PO header); None if unknown."""

    @property
    def end(self) -> int:
        """Exclusive offset in the source text."""
        return self.start + len(self.text)


BLOCK_KINDS = (
    "paragraph", "heading", "list_item", "table_cell", "quote", "caption", "footnote",
    "admonition", "title", "alt_text", "attribute", "front_matter", "comment", "docstring",
    "string", "identifier", "key", "value", "commit_subject", "commit_body", "definition_term",
)  # fmt: skip
"""'attribute' is the prose value of an HTML attribute (title, aria-label, placeholder)."""


class Comment(NamedTuple):
    """A comment of the document's own syntax, where a suppression can stand."""

    start: int
    """Offset of the whole comment, delimiters included."""
    end: int
    """Exclusive."""
    text: str
    """What stands between the delimiters, stripped."""


@dataclass(frozen=True, slots=True)
class Prose:
    """What a reader found in a source."""

    blocks: tuple[Block, ...]
    """In order of start. No prose is in two of them: what is read by itself (an image's alternative
    text, the title of a link) lies within its paragraph's span, and is masked there."""
    comments: tuple[Comment, ...] = ()
    """In order of start."""
    notices: tuple[Notice, ...] = ()
    """Trouble met while reading (an unclosed construct is not trouble)."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a reader is asked for beyond the prose that is always read."""

    scope: frozenset[str] = frozenset({"comments"})
    """Any of 'comments', 'strings', 'identifiers' (source code), 'keys' (data files),
    'html-comments'."""
