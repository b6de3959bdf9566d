"""The events of the Markdown parser, with offsets in code points instead of bytes."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pyromark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_EMPHASIS = re.compile(r"[*_~]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_O = pyromark.Options
_OPTIONS = (
    _O.ENABLE_TABLES
    | _O.ENABLE_FOOTNOTES
    | _O.ENABLE_STRIKETHROUGH
    | _O.ENABLE_TASKLISTS
    | _O.ENABLE_GFM
    | _O.ENABLE_HEADING_ATTRIBUTES
    | _O.ENABLE_DEFINITION_LIST
    | _O.ENABLE_MATH
)


def events(text: str) -> Iterable[tuple[Any, Any]]:
    """Parse ``text``; gives each event of the parser with its start and end in code points."""
    if text.isascii():
        return pyromark.events_with_range(text, options=_OPTIONS)
    try:
        # The parser asks of a character beyond ASCII only whether it is a letter or punctuation,
        # and bytes are code points once each is one byte long.
        plain = text.encode("ascii", _ONE_BYTE_EACH).decode("ascii")
    except UnicodeEncodeError:
        return _converted(encodable(text))
    return pyromark.events_with_range(plain, options=_OPTIONS)


def _converted(text: str) -> Iterator[tuple[Any, dict[str, int]]]:
    convert = code_points(text)
    for event, span in pyromark.events_with_range(text, options=_OPTIONS):
        yield event, {"start": convert(span["start"]), "end": convert(span["end"])}


def _one_byte_each(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = error.object[error.start : error.end]
    if found.isalnum():
        return "Z" * len(found), error.end
    if not found.isprintable() and any(map(str.isspace, found)):
        around = error.object[max(error.start - 1, 0)] + error.object[error.end : error.end + 1]
        if _EMPHASIS.search(around):
            raise error  # whether emphasis starts here depends on the white space
    return "".join(["Z" if char.isalnum() else "," for char in found]), error.end


_ONE_BYTE_EACH = "inclusive_lint.one_byte_each"
codecs.register_error(_ONE_BYTE_EACH, _one_byte_each)


def definitions(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield label, target, start and end of each reference definition that has a title."""
    text = encodable(text)
    convert = code_points(text)
    found = pyromark.reference_definitions(text, options=_OPTIONS)
    for label, definition in found.items():
        if definition["title"]:
            span = definition["span"]
            yield label, definition["dest"], convert(span["start"]), convert(span["end"])


def encodable(text: str) -> str:
    """``text`` with lone surrogates, which UTF-8 can't hold, replaced."""
    return _SURROGATE.sub("\ufffd", text)


def code_points(text: str) -> Callable[[int], int]:
    """Make a function from offsets in the UTF-8 bytes of ``text`` to offsets in its code points."""
    found = [match.start() for match in _NOT_ASCII.finditer(text)]
    surplus = list(accumulate(_surplus(text[at]) for at in found))
    ends = [at + 1 + more for at, more in zip(found, surplus, strict=True)]
    ends.append(4 * len(text) + 1)
    surplus.insert(0, 0)
    low, high, shift = 0, ends[0], 0

    def convert(offset: int) -> int:
        # Neighbouring offsets mostly have the same shift, so look again only outside its range.
        nonlocal low, high, shift
        if not low <= offset < high:
            index = bisect_right(ends, offset)
            shift = surplus[index]
            low = ends[index - 1] if index else 0
            high = ends[index]
        return offset - shift

    return convert


def _surplus(char: str) -> int:
    return 1 if char < "\u0800" else 2 if char < "\U00010000" else 3
