"""Between blocks and candidates: a masked ``Block`` in, the text a sentence reader sees out, and the way back.

White space runs become one space, JOIN marks and soft hyphens vanish, curly apostrophes become
straight. OPAQUE runs become one OPAQUE. Every offset can be mapped back to the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inclusive_lint.model import JOIN, OPAQUE

if TYPE_CHECKING:
    from inclusive_lint.model import Block

_VANISH = f"{JOIN}\u00ad\u200b\u2060\ufeff"
_SPACE = " \t\r\n\f\v\u00a0\u2002\u2003\u2007\u2009\u202f"
_CHANGE = re.compile(
    f"[{_VANISH}]*[{_SPACE}][{_SPACE}{_VANISH}]+|[{_SPACE}]|{OPAQUE}[{OPAQUE}{JOIN}]*|[{_VANISH}]+"
)
_NEEDS_CHANGE = re.compile(f"[{_VANISH}\t\r\n\f\v\u00a0\u2002\u2003\u2007\u2009\u202f{OPAQUE}]|  ")
_SAME_LENGTH = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "“": '"', "”": '"'})


@dataclass(frozen=True, slots=True)
class Passage:
    """The clean text of one block."""

    block: Block
    text: str
    """What the candidate scan and the model read; '' for a block without prose."""
    _clean: tuple[int, ...]
    """Clean offsets at which the distance to the source changes; the first is 0."""
    _source: tuple[int, ...]
    """The source offset for each of ``_clean``."""

    def to_source(self, offset: int) -> int:
        """The source offset of the clean character at ``offset``."""
        i = bisect_right(self._clean, offset) - 1
        return self._source[i] + offset - self._clean[i]

    def to_clean(self, offset: int) -> int:
        """The clean offset of the character at a source offset inside the block."""
        i = bisect_right(self._source, offset) - 1
        return self._clean[i] + offset - self._source[i]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of a non-empty clean span; it ends right after its last character."""
        return self.to_source(start), self.to_source(end - 1) + 1


def make_passage(block: Block) -> Passage:
    """Clean the masked text of a block."""
    masked = block.text.translate(_SAME_LENGTH) if not block.text.isascii() else block.text
    if not _NEEDS_CHANGE.search(masked):
        return Passage(block, masked, (0,), (block.start,))
    pieces: list[str] = []
    clean: list[int] = []
    source: list[int] = []
    length = at = 0
    for found in _CHANGE.finditer(masked):
        start, end = found.span()
        old = found.group()
        if old == " ":
            continue
        if start > at:
            pieces.append(masked[at:start])
            clean.append(length)
            source.append(block.start + at)
            length += start - at
        new = OPAQUE if old[0] == OPAQUE else " " if any(c in _SPACE for c in old) else ""
        if new:
            pieces.append(new)
            clean.append(length)
            source.append(block.start + start)
            length += 1
        at = end
    if at < len(masked) or not clean:
        pieces.append(masked[at:])
        clean.append(length)
        source.append(block.start + at)
    return Passage(block, "".join(pieces), tuple(clean), tuple(source))


def identifier_passage(block: Block) -> Passage:
    """The words of an identifier with spaces between them: ``isWhiteListed`` reads 'is White Listed'."""
    from inclusive_lint.readers.identifiers import split_words

    words = split_words(block.text)
    clean: list[int] = []
    at = 0
    for start, end in words:
        clean.append(at)
        at += end - start + 1
    return Passage(
        block,
        " ".join(block.text[start:end] for start, end in words),
        tuple(clean) or (0,),
        tuple(block.start + start for start, _ in words) or (block.start,),
    )
