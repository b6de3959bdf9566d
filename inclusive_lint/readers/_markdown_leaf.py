"""A block of Markdown in the making: gathers pieces of text, masks what lies between them.

Knows nothing of the parser's events; ``markdown`` drives it.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from inclusive_lint.model import BLANK, JOIN, OPAQUE, Block, Mark
from inclusive_lint.readers._markdown_inline import InlineHtml, tidied
from inclusive_lint.readers._mask import EDGE, fill, trimmed_block

_new = tuple.__new__
"""Half as expensive as calling a named tuple."""


class _Leaf(NamedTuple):
    """A block in the making that waits for one inside it to end."""

    first: int
    at: int
    done: int
    pieces: list[str]
    marks: list[Mark]
    kind: str | None


class Gathering:
    """Cuts blocks out of ``base``, one after the other and, for images, one in the other.

    The block in the making starts at ``first``; it is read up to ``at``, which is -1 while there is
    none. ``pieces`` hold its text up to ``done``, and stay empty while nothing is to be masked. A
    block whose ``kind`` is None is thrown away, an empty one is that of its container.
    """

    def __init__(self, base: str, language: str | None, containers: list[tuple[int, int]]) -> None:
        self.base = base
        self.language = language
        self.blocks: list[Block] = []
        self.context: tuple[str, ...] = ()
        self.first = 0
        self.at = -1
        self.done = 0
        self.pieces: list[str] = []
        self.marks: list[Mark] = []
        self.kind: str | None = ""
        self.suspended: list[_Leaf] = []
        self.inside: str | None = None
        """The HTML element without prose that the text is in."""
        self.inline = InlineHtml()
        self.opened, self.depth = _depths(containers)

    def begin(self, start: int) -> None:
        """Begin a block at ``start``, or mask the markup between what is read and ``start``."""
        if self.at < 0:
            self.first = self.at = self.done = start
        elif self.at != start:
            self.gap(start)

    def gap(self, start: int) -> None:
        """Mask the markup between what is read and ``start``, if anything is."""
        base, at, done = self.base, self.at, self.done
        if start <= at:
            return
        pieces = self.pieces
        if done < at:
            pieces.append(base[done:at])
        gap = base[at:start]
        if base[at - 1] in "\r\n":  # the start of a line: indent and quote markers
            pieces.append(fill(gap, BLANK))
        elif "\n" in gap or "\r" in gap:
            pieces.append(fill(gap, JOIN))
        else:
            pieces.append(JOIN * (start - at))
        self.done = self.at = start

    def put(self, masked: str, start: int) -> None:
        """Add what stands in for the text from ``start``; the caller sets ``done``."""
        if self.done < start:
            self.pieces.append(self.base[self.done : start])
        self.pieces.append(masked)

    def mask(self, start: int, end: int, char: str) -> None:
        """Mask a span in the block in the making."""
        base, pieces = self.base, self.pieces
        if self.at < 0:
            self.first = self.done = start
        elif start != self.at:
            self.gap(start)
        if self.done < start:
            pieces.append(base[self.done : start])
        pieces.append(fill(base[start:end], char))
        self.done = self.at = end

    def close(self) -> None:
        """End the block, if there is one; what follows is text of the container."""
        if self.at >= 0:
            self.finish()
        self.kind = ""

    def finish(self) -> None:
        """Make a block of what has been gathered."""
        first, at, kind = self.first, self.at, self.kind
        self.at = -1
        pieces = self.pieces
        if pieces:
            pieces.append(self.base[self.done : at])
            text = "".join(pieces)
            self.pieces = []
        else:
            text = self.base[first:at]
        marks: tuple[Mark, ...] = ()
        if self.marks:
            marks = tuple(self.marks)
            self.marks = []
        if self.inline.open:
            self.inline.open = []
        if kind is None or self.inside is not None:
            return
        if (
            ("/" in text and text.count("/") > 1) or (":" in text and text.count(":") > 1)
            or "[" in text or "@" in text or "#" in text or "{" in text or "www." in text
        ):  # fmt: skip
            text = tidied(text)
        context = self.context
        if self.opened and self.depth[bisect_right(self.opened, first)]:
            context = ("admonition", *context)
        if not kind:
            kind = context[-1] if context else "paragraph"
        if text[:1].isalpha() and text[-1] not in EDGE:  # the usual case, and the quickest
            self.blocks.append(
                _new(Block, (first, text, kind, context, marks, None, self.language))
            )
        else:
            self.add(trimmed_block(first, text, kind, context, marks, None, self.language))

    def suspend(self, kind: str | None, start: int) -> None:
        """Gather what follows apart from the block that it stands in."""
        self.begin(start)
        leaf = _Leaf(self.first, start, self.done, self.pieces, self.marks, self.kind)
        self.suspended.append(leaf)
        self.at, self.pieces, self.marks, self.kind = -1, [], [], kind

    def resume(self, start: int, end: int) -> None:
        """Go on with the block outside; what was gathered apart is OPAQUE there."""
        if self.at >= 0:
            self.finish()
        leaf = self.suspended.pop()
        self.first, self.at, self.done, self.pieces, self.marks, self.kind = leaf
        self.mask(start, end, OPAQUE)

    def add(self, block: Block | None) -> None:
        """Add a block, if there is one."""
        if block is not None:
            self.blocks.append(block)


def _depths(containers: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Offsets where the number of open admonitions changes, and the number before each and last."""
    depth, depths = 0, [0]
    for _, step in containers:
        depth = max(depth + step, 0)
        depths.append(depth)
    return [offset for offset, _ in containers], depths
