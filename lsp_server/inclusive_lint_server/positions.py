"""Offsets to LSP positions and back: lines end with LF, CRLF or CR only, whatever Python thinks of U+2028.

Offsets are code points from 0. A position's ``character`` counts units of the negotiated encoding:
bytes for utf-8, 16-bit units for utf-16, code points for utf-32.
"""

from __future__ import annotations

import bisect
import re
from typing import Literal, NamedTuple

Encoding = Literal["utf-8", "utf-16", "utf-32"]
ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")

_ANY_LINE_END = re.compile(r"\r\n?|\n")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


class Position(NamedTuple):
    """A place as LSP counts it."""

    line: int
    """From 0."""
    character: int
    """From 0, in units of the index's encoding."""


def without_surrogates(text: str) -> str:
    """``text`` with each lone surrogate (which JSON can carry) as U+FFFD; no position moves."""
    return text if text.isascii() else _LONE_SURROGATES.sub("\ufffd", text)


def width(text: str, encoding: Encoding) -> int:
    """Length of ``text`` in units of ``encoding``."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def points(line: str, units: int, encoding: Encoding) -> int:
    """How many code points of ``line`` fit into ``units`` units of ``encoding``."""
    if units <= 0:
        return 0
    head = line[:units]
    if encoding == "utf-32" or head.isascii():
        return len(head)
    if encoding == "utf-16":
        if max(head) <= "\uffff":
            return len(head)
        data = head.encode("utf-16-le", "surrogatepass")[: 2 * units]
        return len(data.decode("utf-16-le", "ignore"))
    data = head.encode("utf-8", "surrogatepass")[:units]
    return len(data.decode("utf-8", "ignore"))


def split_lines(text: str) -> list[str]:
    """The lines of ``text`` with their ends; the last one has no end and may be empty."""
    starts = line_starts(text)
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def line_starts(text: str) -> list[int]:
    """Offsets at which lines start, the first always 0."""
    # str.find is six times faster than a regular expression here, and a lone CR is rare.
    if "\r" in text and text.count("\r") != text.count("\r\n"):
        return [0, *(m.end() for m in _ANY_LINE_END.finditer(text))]
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


class TextIndex:
    """The lines of one text.

    ``position`` remembers where it was last, so that a run of rising offsets costs one walk over
    the text even when all of it is a single line.
    """

    __slots__ = ("_encoding", "_last", "_starts", "_text")

    def __init__(self, text: str, encoding: Encoding = "utf-16") -> None:
        self._text = text
        self._encoding: Encoding = encoding
        self._starts = line_starts(text)
        self._last = (0, 0, 0)

    @property
    def text(self) -> str:
        """The text that is indexed."""
        return self._text

    @property
    def line_count(self) -> int:
        """Number of lines; an empty text and what follows a final line end count as one."""
        return len(self._starts)

    def line_of(self, offset: int) -> int:
        """Line (from 0) that holds ``offset``; both characters of a CRLF belong to the line they end."""
        return bisect.bisect_right(self._starts, offset) - 1

    def line_span(self, line: int) -> tuple[int, int]:
        """Offsets of a line (from 0) without its line end; a line past the end is empty, at the end."""
        if line >= len(self._starts):
            return len(self._text), len(self._text)
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        if line + 1 < len(self._starts):
            end -= 2 if self._text[end - 2 : end] == "\r\n" else 1
        return start, end

    def line_text(self, line: int) -> str:
        """Text of a line (from 0) without its line end."""
        start, end = self.line_span(line)
        return self._text[start:end]

    def position(self, offset: int) -> Position:
        """Position of ``offset``, clamped into the text."""
        offset = min(max(offset, 0), len(self._text))
        line = self.line_of(offset)
        start, base = self._starts[line], 0
        last_offset, last_line, last_units = self._last
        if last_line == line and start <= last_offset <= offset:
            start, base = last_offset, last_units
        units = base + width(self._text[start:offset], self._encoding)
        self._last = (offset, line, units)
        return Position(line, units)

    def offset(self, line: int, character: int) -> int:
        """Offset of a position, clamped into its line; a unit inside a character counts as before it."""
        if line < 0:
            return 0
        start, end = self.line_span(line)
        if character <= 0 or start == end:
            return start
        head = self._text[start : min(end, start + character)]
        return start + points(head, character, self._encoding)

    def range(self, start: int, end: int) -> tuple[Position, Position]:
        """Positions of both ends of a span."""
        return self.position(start), self.position(end)
