"""Second stage, helper: masks the inline markup of a comment or value; knows no lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inclusive_lint.readers._mask import bare_links

if TYPE_CHECKING:
    from inclusive_lint.readers._mask import Mask

_INLINE = re.compile(
    r"[:`{</(](?:"
    r"(?<=:)(?P<role>[A-Za-z][\w:.+-]{0,40}:(?=`))"
    r"|(?<=`)(?P<tick>`{0,2}(?!`))"
    r"|(?<=\{)@(?P<javadoc>\w{1,20})(?P<body>[^{}\r\n]{0,300})\}"
    r"|(?<=<)(?P<code>code|c|tt|kbd|var)>[^<>\r\n]{0,300}</(?P=code)>"
    r"|(?<=<)/?(?P<html>[A-Za-z][\w:.-]{0,40})(?=[\s/>])[^<>]{0,300}>"
    r"|(?<=/)(?P<path>(?<![\w/]/)[\w.@+-]{1,100}/[\w./@+-]{1,300})"
    r"|(?<=\()(?P<call>\))"
    r")"
)
_HASH = re.compile(r"(?<![\w+/=-])[\w+/=-]{24,}")
_MAYBE_HASH = re.compile(r"\d[A-Za-z]")
_CALL_NAME = re.compile(r"[A-Za-z_$][\w$.:>-]*\Z")
_RST_TITLE = re.compile(r"[ \t\r\n]*<[^<>`]{1,500}>\Z")
_VANISHING = frozenset(
    "b i em strong u s small big sub sup a span font ins del mark q cite".split()
)
_SEPARATING = frozenset(
    """p br li ul ol dl dt dd table tr td th div h1 h2 h3 h4 h5 h6 hr blockquote summary remarks
    param typeparam returns return para value exception example list item description term
    inheritdoc""".split()
)


def has_inline(text: str) -> bool:
    """Whether there may be anything for ``mask_inline`` to mask; what most paragraphs haven't."""
    return (
        "@" in text
        or "www." in text
        or _INLINE.search(text) is not None
        or "://" in text
        or _MAYBE_HASH.search(text) is not None
    )


def mask_inline(text: str, mask: Mask) -> None:  # noqa: C901, PLR0912 - one branch a construct
    """Mask code, tags, links, paths and hashes in a comment."""
    start, end = mask.start, mask.end
    for link in bare_links(text, start, end):
        mask.opaque(*link)
    if _MAYBE_HASH.search(text, start, end) is not None:
        for found in _HASH.finditer(text, start, end):
            if is_hash(found[0]):
                mask.opaque(*found.span())
    dead: set[str] = set()
    at = start
    while (match := _INLINE.search(text, at, end)) is not None:
        at = match.end()
        group = match.lastgroup
        if group == "tick":
            at = _ticks(text, mask, match, dead)
        elif group in ("html", "code"):
            _tag(mask, match)
        elif group == "role":
            mask.join(match.start(), at)
        elif group == "call":
            name = _CALL_NAME.search(text, max(start, match.start() - 80), match.start())
            if name is not None:
                mask.opaque(name.start(), at)
        elif group == "path":
            first = match.start()
            while first > start and text[first - 1] in ".~":
                first -= 1
            mask.opaque(first, at)
        else:
            _javadoc(mask, match)


def is_hash(word: str) -> bool:
    """Whether a long run of characters is a digest, a key or base64 and no word."""
    digits = sum(char.isdigit() for char in word)
    if digits < 2:
        return False
    return digits * 6 >= len(word) or ("=" in word or "+" in word or "/" in word) or word.isalnum()


def _ticks(text: str, mask: Mask, match: re.Match[str], dead: set[str]) -> int:
    fence = match[0]
    inner = match.end()
    close = -1 if fence in dead else text.find(fence, inner, mask.end)
    if close < 0:
        dead.add(fence)
        return inner
    last = close + len(fence)
    if fence == "`" and text[last : last + 1] == "_":
        title = _RST_TITLE.search(text, max(inner, text.rfind("<", inner, close) - 8), close)
        while text[last : last + 1] == "_" and last < mask.end:
            last += 1
        mask.join(match.start(), inner)
        mask.join(title.start() if title else close, last)
        mask.mark("link", match.start(), last)
        return last
    mask.opaque(match.start(), last)
    mask.mark("code", match.start(), last)
    return last


def _tag(mask: Mask, match: re.Match[str]) -> None:
    start, end = match.span()
    name = (match["html"] or "").lower()
    if match["code"]:
        mask.opaque(start, end)
        mask.mark("code", start, end)
    elif name in _VANISHING:
        mask.join(start, end)
    elif name in _SEPARATING:
        mask.blank(start, end)
    else:
        mask.opaque(start, end)


def _javadoc(mask: Mask, match: re.Match[str]) -> None:
    """{@link Name shown text} shows its text; {@code ...} and the others are opaque."""
    body = match["body"]
    words = body.split(None, 1)
    if match["javadoc"].startswith("link") and len(words) == 2:
        shown = match.start("body") + body.rindex(words[1])
        mask.join(match.start(), shown)
        mask.join(match.end() - 1, match.end())
    else:
        mask.opaque(*match.span())
