"""Cuts a passage into sentences without a model: cheap, and the same in every run."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_END = re.compile(r"[.!?…]+[\"')\]]*(?= +[\"'(\[“]?[A-Z0-9\ufdd1])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|St|Sr|Jr|Rev|Hon|Gen|Col|Sgt|Capt|Lt|Gov|Sen|Rep|No|Nos|Fig|Eq"
    r"|Sec|Ch|Vol|vs|etc|approx|dept|est|cf|al|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept"
    r"|Oct|Nov|Dec|e\.g|i\.e|a\.k\.a|U\.S|U\.K)|(?:^|[\s(])[A-Z])$"
)
LONGEST = 5_000
"""Code points after which a sentence is cut: no writer's sentence is that long."""
_CLOSERS = "\"')]"


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentence spans of a text, in order, without the spaces between them."""

    spans: tuple[tuple[int, int], ...]
    _starts: tuple[int, ...]

    def index_at(self, offset: int) -> int:
        """The index of the sentence that holds ``offset``."""
        return max(bisect_right(self._starts, offset) - 1, 0)


def split_sentences(text: str) -> Sentences:
    """Split at . ! ? before a capital, a digit or inline code; abbreviations don't end a sentence."""
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _END.finditer(text):
        stop = found.end()
        bare = text[max(0, found.start() - 12) : found.start()]
        if found.group().rstrip(_CLOSERS) == "." and _ABBREVIATION.search(bare):
            continue
        spans.append((start, stop))
        start = stop
        while start < len(text) and text[start] == " ":
            start += 1
    if start < len(text) or not spans:
        spans.append((start, len(text)))
    if len(text) > LONGEST:
        spans = [piece for span in spans for piece in _pieces(text, *span)]
    return Sentences(tuple(spans), tuple(s for s, _ in spans))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span cut at spaces into pieces of at most LONGEST, so that nothing is asked of a whole book."""
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut + (text[cut] == " ")
    yield start, end
