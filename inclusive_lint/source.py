"""First stage: bytes in, a ``Source`` out; decodes and counts lines, knows no format's syntax."""

from __future__ import annotations

import bisect
import codecs
import re
import stat
from typing import TYPE_CHECKING

from inclusive_lint.model import Notice, Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_END = re.compile(r"\r\n|\n|\r")


class LineIndex:
    """Positions of a text: lines end with LF, CRLF or CR only (not U+2028 or form feed)."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        self._starts.extend(m.end() for m in _LINE_END.finditer(text))

    @property
    def line_count(self) -> int:
        """Number of lines; an empty text and the text after a final newline count as a line."""
        return len(self._starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a code point offset (0 <= offset <= len(text))."""
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Code point offset of a line and column from 1, clamped into the text."""
        if line < 1:
            return 0
        if line > len(self._starts):
            return len(self._text)
        start, end = self.line_span(line)
        return min(start + max(column - 1, 0), end)

    def line_span(self, line: int) -> tuple[int, int]:
        """Offsets of a line (from 1) without its line end."""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        while end > start and self._text[end - 1] in "\r\n":
            end -= 1
        return start, end

    def line_text(self, line: int) -> str:
        """The text of a line (from 1) without its line end."""
        start, end = self.line_span(line)
        return self._text[start:end]


def decode(data: bytes, path: str) -> Source | Notice:
    """Decode ``data``: UTF-8, a byte order mark's encoding, or Windows-1252; binary is a notice."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return Source(path, data[len(bom) :].decode(encoding), encoding, bom)
            except UnicodeDecodeError as error:
                return _not_decodable(path, encoding, error.start + len(bom))
    if b"\0" in data[:8192]:
        return _without_bom_utf16(data, path) or Notice(
            path, "IL302", "looks like a binary file (it holds NUL bytes); skipped"
        )
    try:
        return Source(path, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        start = error.start
    if _looks_like_text(data):
        try:
            return Source(path, data.decode("cp1252"), "cp1252")
        except UnicodeDecodeError:
            return Source(path, data.decode("latin-1"), "latin-1")
    return _not_decodable(path, "utf-8", start)


def encode(source: Source, text: str) -> bytes:
    """The bytes of ``text`` in the encoding of ``source``, byte order mark included.

    Raises UnicodeEncodeError where the encoding has no byte for a character.
    """
    return source.bom + text.encode(source.encoding)


def read_source(path: Path, shown: str | None = None) -> Source | Notice:
    """Read and decode a file; trouble comes back as a notice (IL301 unreadable, IL302, IL303)."""
    name = shown if shown is not None else path.as_posix()
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return Notice(name, "IL301", "not a regular file; skipped", fatal=True)
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return Notice(name, "IL301", f"can't be read: {reason}", fatal=True)
    return decode(data, name)


def _without_bom_utf16(data: bytes, path: str) -> Source | None:
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if half >= 4 and zeros > half * 0.7 and others == 0:
            try:
                return Source(path, data.decode(encoding), encoding)
            except UnicodeDecodeError:
                return None
    return None


def _looks_like_text(data: bytes) -> bool:
    sample: Sequence[int] = data[:65536]
    control = sum(1 for byte in sample if byte < 32 and byte not in (9, 10, 12, 13, 27))
    return control == 0 or control < len(sample) * 0.001


def _not_decodable(path: str, encoding: str, at: int) -> Notice:
    message = f"not valid {encoding} text (byte {at}); skipped. Save it as UTF-8 to have it checked"
    return Notice(path, "IL303", message, fatal=True)
