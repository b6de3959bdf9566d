"""What a Markdown parser leaves in the text of a paragraph, or reports without its place.

Works on the masked text of one block and on the source range of one link or tag; knows nothing of
the document around it.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from inclusive_lint.model import BLANK, JOIN, OPAQUE, Block
from inclusive_lint.readers._mask import Mask, fill, mask_addresses

if TYPE_CHECKING:
    from collections.abc import Callable

_SPLIT_BRACKETS = "[" + JOIN + "["
_WIKI_LINK = re.compile(
    rf"\[{JOIN}?\[(?P<target>[^\[\]|\n{OPAQUE}]{{1,200}})(?:(?P<bar>{JOIN}?\|)[^\[\]\n]{{0,200}})?\]{JOIN}?\]"
)
_ATTRIBUTES = re.compile(
    r"\{:?[ ]?(?:[.#%][^{}\n]*|[\w-]+=[^{}\n]*|-)\}|\{:[^{}\n]*\}"
    rf"|\{{[\w:.-]+\}}(?={OPAQUE})"
)
_EMOJI = re.compile(r":(?<![\w:]:)(?:[a-z0-9_+-]{2,40}::){0,7}[a-z0-9_+-]{2,40}:(?![\w:])")
_TARGET = re.compile(r"(?<=\])\([^()\s]*\)")
_TICKS = re.compile(r"```[^`]+```|``[^`\r\n]+``|`[^`\r\n]+`")
_ESCAPE = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,40});|\\[!-/:-@\[-`{-~]"
)
_PREFIX = re.compile(r"(?<=[\r\n])[ \t>]+")
_WORDS = re.compile(r"[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}")
_NOT_WORDS = re.compile(r"[\\^_={}|]")
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")

OPAQUE_TAGS = frozenset({"code", "kbd", "samp", "var", "tt", "pre", "script", "style", "math"})
"""Elements whose content is not prose, wherever they stand."""


def tidied(masked: str) -> str:
    """Mask what is left in the text of a block: bare links, mentions, wiki links, attributes, emoji."""
    # Attributes first, lest #id in them be taken for a tag.
    text = _ATTRIBUTES.sub(_joined, masked) if "{" in masked else masked
    text = mask_addresses(text)
    # Each test is the quickest that most blocks fail.
    if "[" in text and ("[[" in text or _SPLIT_BRACKETS in text):
        text = _WIKI_LINK.sub(_without_target, text)
    if text.count(":") > 1:
        text = _EMOJI.sub(_opaque, text)
    return text


def tidied_html(masked: str) -> str:
    """Mask the Markdown in a block of raw HTML, which some processors read and writers mean."""
    if "](" in masked:
        masked = _TARGET.sub(_joined, masked)
    return tidied(_TICKS.sub(_opaque, masked) if "`" in masked else masked)


def is_prose_in_dollars(content: str, following: str) -> bool:
    """Whether two dollar signs stand before sums of money rather than around a formula."""
    if following.isdigit():
        return True
    return _WORDS.search(content) is not None and _NOT_WORDS.search(content) is None


def title_block(
    text: str, start: int, end: int, context: tuple[str, ...], language: str | None
) -> Block | None:
    """The title at the end of ``text[start:end]``, a link or a definition; None if there is none."""
    stop = end - 1 if text.startswith(")", end - 1) and _odd_parenthesis(text, start, end) else end
    while stop > start and text[stop - 1] in " \t\r\n>":
        stop -= 1
    quote = text[stop - 1]
    if quote not in "\"')":
        return None
    opening = text.rfind("(" if quote == ")" else quote, start, stop - 1)
    while opening > start and text[opening - 1] == "\\":
        opening = text.rfind(text[opening], start, opening - 1)
    if opening < start:
        return None
    mask = Mask(text, opening + 1, stop - 1)
    for match in _PREFIX.finditer(text, opening + 1, stop - 1):
        mask.blank(match.start(), match.end())
    for match in _ESCAPE.finditer(text, opening + 1, stop - 1):
        found = match[0]
        mask.char(*match.span(), found[1:] if found[0] == "\\" else unescape(found))
    return mask.block("title", context=context, language=language)


def _odd_parenthesis(text: str, start: int, end: int) -> bool:
    # An inline link ends with its own parenthesis, a definition only with that of its title.
    return text.find("](", start, end) >= 0


def decoded(value: str, length: int) -> str:
    """The characters an entity stands for, filled up with JOINs or cut to ``length``."""
    return value[:length] + JOIN * (length - len(value))


class InlineHtml:
    """The HTML elements open in a block, to mask the content of those that hold no prose."""

    __slots__ = ("open",)

    def __init__(self) -> None:
        self.open: list[tuple[str, int, int]] = []
        """Name, number of pieces before, offset; to be emptied when a block ends."""

    def tag(self, tag: str, start: int, pieces: list[str], base: Callable[[int], str]) -> str:
        """Give the mask of a tag; ``base(offset)`` is the text from there to the end of the tag.

        At the end of an element without prose its pieces are taken back out of ``pieces``.
        """
        match = _TAG_NAME.match(tag)
        name = match[1].lower() if match else ""
        if name == "br":
            return fill(tag, BLANK)
        if name == "img":
            return fill(tag, OPAQUE)
        if name in OPAQUE_TAGS:
            if not tag.startswith("</"):
                self.open.append((name, len(pieces), start))
            else:
                for index in range(len(self.open) - 1, max(len(self.open) - 8, -1), -1):
                    if self.open[index][0] == name:
                        _, kept, opened = self.open[index]
                        del self.open[index:], pieces[kept:]
                        return fill(base(opened), OPAQUE)
        return fill(tag, JOIN)


def _opaque(match: re.Match[str]) -> str:
    return fill(match[0], OPAQUE)


def _joined(match: re.Match[str]) -> str:
    return fill(match[0], JOIN)


def _without_target(match: re.Match[str]) -> str:
    whole = match[0]
    if match["bar"] is None:
        return fill(whole, OPAQUE)
    at = match.end("bar") - match.start()
    closing = len(whole) - len(whole.rstrip("]" + JOIN))
    return JOIN * at + whole[at : len(whole) - closing] + JOIN * closing
