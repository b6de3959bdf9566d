"""Shared by the readers: masks over a slice of the source, and projections out of decoded text.

A reader that works on the source itself makes a ``Mask`` a block. A reader that must decode first
(a JSON string, a comment without its leaders, a folded scalar) builds a ``Projection``, reads the
decoded text as a source of its own, and projects what it found back. Neither knows a format.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from inclusive_lint.model import BLANK, JOIN, OPAQUE, Block, Comment, Mark, Prose, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE_PART = re.compile(r"[^\r\n]+")
_LETTER = re.compile(r"[^\W\d_]")
EDGE = " \t\r\n\f\v\u00a0\ufeff" + JOIN
"""What a block neither starts nor ends with."""


def fill(original: str, char: str) -> str:
    """``char`` for each character of ``original``; line ends stay."""
    if "\r" in original:
        return _LINE_PART.sub(lambda part: char * len(part[0]), original)
    if "\n" in original:
        return "\n".join([char * len(part) for part in original.split("\n")])
    return char * len(original)


def has_letter(text: str) -> bool:
    """Whether there is any letter of any script, so that the text can hold a word."""
    return _LETTER.search(text) is not None


def trimmed_block(  # noqa: PLR0913, PLR0917 - one parameter for each field of a Block
    start: int,
    text: str,
    kind: str,
    context: tuple[str, ...] = (),
    marks: tuple[Mark, ...] = (),
    place: str | None = None,
    language: str | None = None,
) -> Block | None:
    """Make a block without white space and JOINs at its edges; None where it holds no letter."""
    if text[:1].isalpha() and text[-1] not in EDGE:  # the usual case, and the quickest
        return Block(start, text, kind, context, marks, place, language)
    body = text.strip(EDGE)
    if _LETTER.search(body) is None:
        return None
    start += text.find(body)
    return Block(start, body, kind, context, marks, place, language)


def moved(prose: Prose, by: int) -> Prose:
    """``prose`` of a part of a text that starts at offset ``by``, as prose of the whole."""
    return Prose(
        tuple(
            [
                block._replace(
                    start=block.start + by,
                    marks=tuple([Mark(m.kind, m.start + by, m.end + by) for m in block.marks]),
                )
                for block in prose.blocks
            ]
        ),
        tuple([Comment(c.start + by, c.end + by, c.text) for c in prose.comments]),
        prose.notices,
    )


class Mask:
    """A slice of the source and what is masked in it; all offsets are those of the source.

    Spans are best added in order; out of order they are sorted. Where two overlap, the one that
    starts first wins (the one added first, if they start together) and the rest of the other
    stays masked. What reaches out of the slice is cut off.
    """

    __slots__ = ("_built", "_last", "_marks", "_ordered", "_spans", "end", "start", "text")

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.text = text
        self.start = start
        self.end = len(text) if end is None else end
        self._spans: list[tuple[int, int, str, str]] = []
        self._marks: list[Mark] = []
        self._ordered = True
        self._last = start
        self._built: str | None = None

    def blank(self, start: int, end: int) -> None:
        """Mask markup that separates words."""
        self._add(start, end, BLANK, "")

    def join(self, start: int, end: int) -> None:
        """Mask markup that vanishes without a gap."""
        self._add(start, end, JOIN, "")

    def opaque(self, start: int, end: int) -> None:
        """Mask content that stands in the sentence but isn't prose."""
        self._add(start, end, OPAQUE, "")

    def char(self, start: int, end: int, char: str) -> None:
        """Put what an escape stands for, JOINs after it; of several characters those that fit."""
        self._add(start, end, JOIN, char[: end - start])

    def mark(self, kind: str, start: int, end: int) -> None:
        """Add a mark; blocks get those that touch them, in order of start."""
        self._marks.append(Mark(kind, start, end))

    def masked(self) -> str:
        """Return the slice with everything masked, of the same length."""
        if self._built is None:
            self._built = self._build()
        return self._built

    def block(  # noqa: PLR0913 - one parameter for each field of a Block
        self,
        kind: str,
        *,
        start: int | None = None,
        end: int | None = None,
        context: tuple[str, ...] = (),
        place: str | None = None,
        language: str | None = None,
    ) -> Block | None:
        """Make the slice (or a part of it) a block, trimmed; None where it holds no letter."""
        first = self.start if start is None else start
        last = self.end if end is None else end
        masked = self.masked()
        if first != self.start or last != self.end:
            masked = masked[first - self.start : last - self.start]
        marks = [m for m in self._marks if m.start < last and m.end > first]
        if len(marks) > 1:
            marks.sort(key=attrgetter("start", "end"))
        return trimmed_block(
            first,
            masked,
            kind,
            context=context,
            marks=tuple(marks),
            place=place,
            language=language,
        )

    def _add(self, start: int, end: int, char: str, first: str) -> None:
        if end <= start:
            return
        if start < self._last:
            self._ordered = False
        self._last = end
        self._built = None
        self._spans.append((start, end, char, first))

    def _build(self) -> str:
        spans = self._spans if self._ordered else sorted(self._spans, key=itemgetter(0))
        text, at = self.text, self.start
        pieces: list[str] = []
        for span_start, span_end, char, first in spans:
            start, end = max(span_start, at), min(span_end, self.end)
            if end <= start:
                continue
            pieces.append(text[at:start])
            if first and start == span_start:
                pieces.append(first)
                start += len(first)
            pieces.append(fill(text[start:end], char) if start < end else "")
            at = end
        pieces.append(text[at : self.end])
        return "".join(pieces)[: self.end - self.start]


class Projection:
    """Decoded text, and for each of its characters the place in the original it came from.

    Build it left to right with ``copy`` and ``replace``, then read ``text``. Parts of the original that nothing was taken from are gaps; in a
    projected block they are JOINs, line ends in them too.
    """

    __slots__ = (
        "_at",
        "_decoded",
        "_lengths",
        "_origins",
        "_pieces",
        "_starts",
        "_text",
        "original",
    )

    def __init__(self, original: str) -> None:
        self.original = original
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._origins: list[int] = []
        self._lengths: list[int] = []
        self._decoded: list[int] = []
        self._at = 0
        self._text: str | None = None

    @property
    def text(self) -> str:
        """The decoded text so far."""
        if self._text is None:
            self._text = "".join(self._pieces)
        return self._text

    def copy(self, start: int, end: int) -> None:
        """Take ``original[start:end]`` as it is."""
        if start < end:
            self._append(start, end, self.original[start:end])

    def replace(self, start: int, end: int, decoded: str) -> None:
        """Take ``decoded`` for ``original[start:end]``; an empty span is text from nowhere."""
        if decoded:
            self._append(start, end, decoded)

    def offset(self, decoded: int) -> int:
        """Return the original offset where the decoded character at ``decoded`` starts."""
        if not self._starts:
            return 0
        index = max(bisect_right(self._starts, decoded) - 1, 0)
        inside = max(decoded - self._starts[index], 0)
        return self._origins[index] + min(inside, self._lengths[index])

    def end_offset(self, decoded: int) -> int:
        """Return the original offset where the decoded character before ``decoded`` ends."""
        if decoded <= 0 or not self._starts:
            return self.offset(0)
        index = bisect_right(self._starts, decoded - 1) - 1
        inside = decoded - self._starts[index]
        if inside >= self._decoded[index]:
            return self._origins[index] + self._lengths[index]
        return self._origins[index] + min(inside, self._lengths[index])

    def source(self, source: Source) -> Source:
        """Make a source whose text is the decoded text, for a reader to read."""
        return replace(source, text=self.text)

    def block(self, block: Block) -> Block:
        """Turn a block of the decoded text into a block of the original."""
        start, end = self.offset(block.start), self.end_offset(block.end)
        marks = tuple(
            Mark(m.kind, self.offset(m.start), self.end_offset(m.end)) for m in block.marks
        )
        return block._replace(start=start, text=self._project(block, start, end), marks=marks)

    def comment(self, comment: Comment) -> Comment:
        """Turn a comment of the decoded text into a comment of the original."""
        return Comment(self.offset(comment.start), self.end_offset(comment.end), comment.text)

    def prose(self, prose: Prose) -> Prose:
        """Turn all that was found in the decoded text into original offsets."""
        return Prose(
            tuple(self.block(b) for b in prose.blocks),
            tuple(self.comment(c) for c in prose.comments),
            prose.notices,
        )

    def _append(self, start: int, end: int, decoded: str) -> None:
        same = end - start == len(decoded)
        if (
            same
            and self._starts
            and self._origins[-1] + self._lengths[-1] == start
            and self._lengths[-1] == self._decoded[-1]
        ):
            self._lengths[-1] += len(decoded)
            self._decoded[-1] += len(decoded)
        else:
            self._starts.append(self._at)
            self._origins.append(start)
            self._lengths.append(end - start)
            self._decoded.append(len(decoded))
        self._pieces.append(decoded)
        self._at += len(decoded)
        self._text = None

    def _project(self, block: Block, start: int, end: int) -> str:
        pieces: list[str] = []
        at = start
        index = max(bisect_right(self._starts, block.start) - 1, 0)
        while index < len(self._starts) and self._starts[index] < block.end:
            first = max(self._starts[index], block.start)
            last = min(self._starts[index] + self._decoded[index], block.end)
            origin, stop = self.offset(first), self.end_offset(last)
            kept = block.text[first - block.start : last - block.start][: stop - origin]
            pieces.append(JOIN * (origin - at))
            pieces.append(kept)
            pieces.append(JOIN * (stop - origin - len(kept)))
            at = stop
            index += 1
        return "".join(pieces)[: end - start]


_SCHEME = re.compile(r"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,20}\Z")
_LINK_BODY = re.compile(r"[^\s<>\"`|\\^{}" + JOIN + OPAQUE + "]{1,4096}")
_MAIL_TAIL = re.compile(r"@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_MAIL_HEAD = re.compile(r"[A-Za-z0-9._%+-]+")
_HANDLE = re.compile(r"@(?<![\w@./]@)[A-Za-z][\w-]*(?:[/:.][\w-]+)*")
_TAG = re.compile(r"#(?<![\w#/&]#)[A-Za-z][\w-]*")
_PATH = re.compile(r"/(?<![\w/<>]/)(?:[\w.-]+/)+[\w.-]*\w")
_TRAILING = ".,;:!?'\"*_~"


def bare_links(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Spans of bare URLs and e-mail addresses, in order, without punctuation that ends a sentence."""
    stop = len(text) if end is None else end
    found = [*_links(text, start, stop), *_addresses(text, start, stop)]
    found.sort()
    at = start
    for link_start, link_end in found:
        if link_start >= at:
            yield link_start, link_end
            at = link_end


def mask_links(masked: str) -> str:
    """Put OPAQUE in place of the bare URLs and e-mail addresses of a text, masked already or not."""
    pieces: list[str] = []
    at = 0
    for start, end in bare_links(masked):
        pieces.append(masked[at:start])
        pieces.append(OPAQUE * (end - start))
        at = end
    if not at:
        return masked
    pieces.append(masked[at:])
    return "".join(pieces)


def mask_addresses(masked: str) -> str:
    """Put OPAQUE in place of URLs, e-mail addresses, handles (``@name``, ``#name``) and paths."""
    # Single characters are found many times as fast as longer strings.
    at = "@" in masked
    if (
        ("/" in masked and "://" in masked)
        or "www." in masked
        or (at and _MAIL_TAIL.search(masked) is not None)
    ):
        masked = mask_links(masked)
    if at:
        masked = _HANDLE.sub(_opaque, masked)
    if "#" in masked:
        masked = _TAG.sub(_opaque, masked)
    if masked.count("/") > 1:
        masked = _PATH.sub(_opaque, masked)
    return masked


def _opaque(match: re.Match[str]) -> str:
    return OPAQUE * len(match[0])


def _links(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    # Literals are looked for first, which is many times faster than one expression for all.
    at = start
    while (found := text.find("://", at, stop)) >= 0:
        at = found + 3
        scheme = _SCHEME.search(text, max(start, found - 22), found)
        body = _LINK_BODY.match(text, at, stop)
        if scheme is not None and body is not None:
            at = at + _link_length(body[0])
            yield scheme.start(), at
    at = start
    while (found := text.find("www.", at, stop)) >= 0:
        at = found + 4
        body = _LINK_BODY.match(text, at, stop)
        if body is not None and not (found > start and text[found - 1].isalnum()):
            at = at + _link_length(body[0])
            yield found, at


def _addresses(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    if text.find("@", start, stop) < 0:
        return
    for match in _MAIL_TAIL.finditer(text, start, stop):
        before = text[max(start, match.start() - 64) : match.start()][::-1]
        head = _MAIL_HEAD.match(before)
        if head is not None:
            yield match.start() - head.end(), match.end()


def _link_length(body: str) -> int:
    """Length of a link's part after the scheme, without what belongs to the sentence."""
    link = body.rstrip(_TRAILING)
    while link.endswith((")", "]")):
        opening = "(" if link[-1] == ")" else "["
        if link.count(opening) >= link.count(link[-1]):
            break
        link = link[:-1].rstrip(_TRAILING)
    return len(link)
