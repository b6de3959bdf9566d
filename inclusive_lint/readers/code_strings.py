"""Second stage, helper: a string of source code as a block; decides whether it is prose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inclusive_lint.readers._mask import Mask
from inclusive_lint.readers._values import is_prose, mask_placeholders

if TYPE_CHECKING:
    from inclusive_lint.model import Block
    from inclusive_lint.readers.code_scan import Piece

_ESCAPE = re.compile(
    r"\\(?:u\{[0-9A-Fa-f]{1,6}\}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|\r\n|.)", re.DOTALL
)
_SWIFT = re.compile(r"\\\([^()\r\n]{0,200}\)")
_NAME = re.compile(r"[^\W\d_][\w-]{2,60}\Z")
_LONGEST = 100_000
"""Code points; a longer string is data."""


def string_block(text: str, piece: Piece, language: str, *, names: bool) -> Block | None:
    """The string as a block, if it is prose, or with ``names`` a name in quotes."""
    start, end = piece.inner, piece.stop
    if not 3 <= end - start <= _LONGEST:
        return None
    value = text[start:end]
    if names and _NAME.match(value):
        return Mask(text, start, end).block("identifier")
    if not is_prose(value):
        return None
    mask = Mask(text, start, end)
    mask_placeholders(text, mask, start, end)
    if "\\" in value:
        mask_escapes(text, mask, start, end, swift=language == "swift")
    return mask.block("string")


def mask_escapes(text: str, mask: Mask, start: int, end: int, *, swift: bool = False) -> None:
    """Put the characters that backslashes stand for; those for white space become blanks."""
    if swift:
        for match in _SWIFT.finditer(text, start, end):
            mask.opaque(*match.span())
    for match in _ESCAPE.finditer(text, start, end):
        if swift and text.startswith("\\(", match.start()):
            continue
        first, last = match.span()
        letter = match[0][1]
        digits = match[0][2:].strip("{}")
        if letter in "uUx" and digits:
            code = int(digits, 16)
            shown = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
            mask.char(first, last, shown if shown.isprintable() else " ")
        elif letter in "ntrfvabe0\r\n":
            mask.blank(first, last)
        else:
            mask.char(first, last, letter)
