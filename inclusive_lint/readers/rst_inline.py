"""Second stage, helper: masks the inline markup of a reStructuredText slice; knows no blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inclusive_lint.readers._mask import Mask, bare_links

if TYPE_CHECKING:
    from collections.abc import Callable

NEEDED = re.compile(r"[`*|\\@]|_(?!\w)|_`|://|www\.")
"""What a slice must hold for inline markup to be possible."""

_OPEN = re.compile(r"``|`|\*\*|\*|\||\\|_`|\[(?=[\w#*])|__?(?!\w)")
_BEFORE = frozenset(
    " \t\r\n\f\v'\"([{<-/:\u2018\u201c\u2019\u00ab\u00a1\u00bf\u2010\u2013\u2014\u00a0"
)
_AFTER = r"(?=\Z|[\s'\")\]}>\-/\\.,:;!?\u2010-\u201f\u2026\u00bb\u3000-\u303f\uff00-\uff0f])"
_CLOSE: dict[str, re.Pattern[str]] = {
    "``": re.compile(r"(?<=\S)``" + _AFTER),
    "`": re.compile(r"(?<![\s\\])`(?:__?|:(?=[A-Za-z])[\w.+:-]{1,60}:)?" + _AFTER),
    "**": re.compile(r"(?<![\s\\])\*\*" + _AFTER),
    "*": re.compile(r"(?<![\s\\*])\*" + _AFTER),
    "|": re.compile(r"(?<![\s\\])\|(?:__?)?" + _AFTER),
    "_`": re.compile(r"(?<![\s\\])`" + _AFTER),
}
_NOTE = re.compile(r"\[(?:\d+|#[\w.+:-]{0,200}|\*|[A-Za-z][\w.+:-]{0,200})\]_" + _AFTER)
_ROLE = re.compile(r":([A-Za-z](?:[\w.+:-]*\w)?):\Z")
_ROLE_LENGTH = 64
_TARGET = re.compile(r"(?:\s*)<[^<>]*>\Z")
_TEXT_ROLES = frozenset(
    """abbr abbreviation ac acronym dfn emphasis index strong sub subscript sup superscript term
    title title-reference""".split()
)
"""Roles whose text is read as it stands."""
_TITLED_ROLES = frozenset(
    """any doc download envvar external ghissue keyword numref option pep ref rfc sub-ref
    token""".split()
)
"""Roles whose text is a name, unless a title is given: :ref:`title <target>`."""
_CODE_ROLES = frozenset(
    """code command file kbd literal makevar math program raw regexp samp source""".split()
)


def mask_inline(text: str, mask: Mask) -> None:
    """Mask markup, code, targets and URLs between ``mask.start`` and ``mask.end``."""
    start, end = mask.start, mask.end
    if NEEDED.search(text, start, end) is None:
        return
    dead: set[str] = set()
    links = list(bare_links(text, start, end))
    links.reverse()
    at = start
    while (opening := _OPEN.search(text, at, end)) is not None:
        opener, here = opening[0], opening.start()
        while links and links[-1][1] <= at:
            links.pop()
        if links and links[-1][0] <= here:
            first, last = links.pop()
            mask.opaque(max(first, at), last)
            at = last
            continue
        at = _handle(text, mask, opener, here, dead)
    for first, last in reversed(links):
        if first >= at:
            mask.opaque(first, last)


def _handle(text: str, mask: Mask, opener: str, here: int, dead: set[str]) -> int:
    """Mask what opens at ``here``; where to go on."""
    end = mask.end
    if opener == "\\":
        return _escape(text, mask, here)
    if opener in ("_", "__"):
        if here > mask.start and text[here - 1].isalnum():
            mask.join(here, here + len(opener))
        return here + len(opener)
    if opener == "[":
        note = _NOTE.match(text, here, end)
        if note is None or not _may_open(text, mask, here):
            return here + 1
        mask.join(here, note.end())
        return note.end()
    return _span(text, mask, opener, here, dead)


def _span(text: str, mask: Mask, opener: str, here: int, dead: set[str]) -> int:
    inner = here + len(opener)
    role, first = _role_before(text, mask.start, here) if opener == "`" else ("", here)
    if role and not _may_open(text, mask, first):
        role, first = "", here
    if (
        opener in dead
        or inner >= mask.end
        or text[inner].isspace()
        or not _may_open(text, mask, first)
        or _is_quoted(text, mask, first, inner)
    ):
        return inner
    closing = _CLOSE[opener].search(text, inner + 1, mask.end)
    if closing is None:
        dead.add(opener)
        return inner
    _MASKERS[opener](text, mask, (first, inner, closing.start(), closing.end()), role)
    return closing.end()


def _may_open(text: str, mask: Mask, at: int) -> bool:
    return at == mask.start or text[at - 1] in _BEFORE


def _is_quoted(text: str, mask: Mask, first: int, inner: int) -> bool:
    """A start-string in quotes or brackets of its own, such as ("*"), is no markup."""
    if first == mask.start or inner >= mask.end:
        return False
    pair = text[first - 1] + text[inner]
    return pair in ("''", '""', "()", "[]", "{}", "<>", "\u2018\u2019", "\u201c\u201d")


def _role_before(text: str, start: int, at: int) -> tuple[str, int]:
    if at > start and text[at - 1] == ":":
        near = max(start, at - _ROLE_LENGTH)
        match = _ROLE.search(text[near:at])
        if match is not None:
            return match[1], near + match.start()
    return "", at


def _escape(text: str, mask: Mask, here: int) -> int:
    if here + 1 >= mask.end:
        mask.join(here, here + 1)
        return here + 1
    if text[here + 1].isspace():
        mask.join(here, here + 2)
    else:
        mask.char(here, here + 2, text[here + 1])
    return here + 2


Span = tuple[int, int, int, int]
"""Start of the markup, start of its text, end of its text, end of the markup."""


def _literal(_text: str, mask: Mask, span: Span, _role: str) -> None:
    mask.opaque(span[0], span[3])
    mask.mark("code", span[0], span[3])


def _opaque(_text: str, mask: Mask, span: Span, _role: str) -> None:
    mask.opaque(span[0], span[3])


def _plain(kind: str) -> Callable[[str, Mask, Span, str], None]:
    def mask_it(text: str, mask: Mask, span: Span, _role: str) -> None:
        _open_up(text, mask, span)
        if kind:
            mask.mark(kind, span[0], span[3])

    return mask_it


def _open_up(text: str, mask: Mask, span: Span) -> None:
    """Drop the markup, keep its text; escapes in it are undone."""
    first, inner, close, last = span
    mask.join(first, inner)
    at = text.find("\\", inner, close)
    while at >= 0:
        step = min(_escape(text, mask, at), close)
        at = text.find("\\", max(step, at + 1), close)
    if text.find("@", inner, close) >= 0 or text.find("://", inner, close) >= 0:
        for link in bare_links(text, inner, close):
            mask.opaque(*link)
    mask.join(close, last)


def _interpreted(text: str, mask: Mask, span: Span, role: str) -> None:
    first, inner, close, last = span
    closing = text[close + 1 : last]
    role = role or closing.strip(":") if closing.startswith(":") else role
    name = role.rsplit(":", 1)[-1]
    if closing.startswith("_"):
        _link(text, mask, span)
        return
    content = text[inner:close]
    target = _TARGET.search(text, max(inner, text.rfind("<", inner, close) - 1), close)
    if name in _CODE_ROLES or name.startswith("raw"):
        _literal(text, mask, span, role)
    elif name in _TEXT_ROLES or (not role and len(content.split(None, 1)) > 1):
        _open_up(
            text, mask, span if target is None or not role else (first, inner, target.start(), last)
        )
        mask.mark("emphasis", first, last)
    elif role and target is not None and target.start() > inner:
        if name in _TITLED_ROLES or " " in text[inner : target.start()]:
            _link(text, mask, span)
        else:
            _literal(text, mask, span, role)
    else:
        mask.opaque(first, last)
        mask.mark("link" if name in _TITLED_ROLES else "code", first, last)


def _link(text: str, mask: Mask, span: Span) -> None:
    first, inner, close, last = span
    opening = text.rfind("<", inner, close)
    mask.mark("link", first, last)
    if opening < 0 or text[close - 1] != ">":
        _open_up(text, mask, span)
        return
    while opening > inner and text[opening - 1].isspace():
        opening -= 1
    if opening == inner:
        mask.opaque(first, last)
        return
    _open_up(text, mask, (first, inner, opening, last))


_MASKERS: dict[str, Callable[[str, Mask, Span, str], None]] = {
    "``": _literal,
    "`": _interpreted,
    "**": _plain("strong"),
    "*": _plain("emphasis"),
    "|": _opaque,
    "_`": _plain(""),
}
