"""Second stage, helper: masks the inline markup of an AsciiDoc slice; knows no blocks."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from inclusive_lint.readers._mask import Mask, bare_links

if TYPE_CHECKING:
    from collections.abc import Callable

_MARKUP = re.compile(r"[`*_#^~+<{\\\[&@]")
_COLON = re.compile(r":(?<=\w:)(?=\S)")

_OPEN = re.compile(
    r"[:\[\"'`+*_#^~<{()&\\](?:"
    r"(?<=:)(?P<macro>(?<=[a-z2]:)(?!:)[^\s\[\]]{0,600}\[)"
    r"|(?<=\[)(?P<style>[.#%\w][^\[\]\r\n]{0,80}\](?=#))"
    r"|(?<=[\"'])(?P<curved>`(?=\S))|(?<=`)(?P<curvedend>[\"'])"
    r"|(?<=\+)(?P<plus>\+{0,2})|(?<=`)(?P<tick>`?)|(?<=\*)(?P<star>\*?)|(?<=_)(?P<under>_?)"
    r"|(?<=\#)(?P<hash>\#?)|(?<=[\^~])(?P<raised>)"
    r"|(?<=<)(?P<xref><(?=[^\s<>]))|(?<=<)(?P<tag>/?[a-z][^<>\r\n]{0,200}>)"
    r"|(?<=<)(?P<callout>(?:\d{1,3}|\.)>)"
    r"|(?<=\[)(?P<anchor>\[\[?[^\[\]\r\n]{1,200}\]\]\]?)"
    r"|(?<=\{)(?P<attribute>[\w:-]{1,80}\})"
    r"|(?<=\()(?P<hidden>\(\()|(?<=\()(?P<index>\()|(?<=\))(?P<indexend>\))"
    r"|(?<=&)(?P<entity>(?:\#\d{1,7}|\#x[0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,20});)"
    r"|(?<=\\)(?P<escape>)"
    r")"
)
_MACRO = re.compile(
    r"(?<![\w.])(?:link|xref|image|icon|kbd|btn|menu|stem|latexmath|asciimath|pass|anchor|indexterm2?"
    r"|mailto|include|video|audio|cite|term|bibitem|ruby|https?|ftps?|irc):\Z"
)
_NOTE = re.compile(r"footnote(?:ref)?:\Z")
_CODE_MARKS = frozenset({"+", "++", "+++", "`", "``"})
_TEXT_MACROS = ("link", "xref", "http", "ftp", "irc", "mailto", "indexterm2", "image", "icon")
_ATTRIBUTE = re.compile(r",?\s*[\w.-]{1,40}\s*=\s*(?:\"[^\"]*\"|[^,\"]*)")
_ESCAPABLE = frozenset("*_`#^~+[]{}<>&|\\'\"(:")
_SYMBOL = re.compile(r"\s\+(?=\s*(?:[\r\n]|\Z))")


def is_plain(text: str, start: int, end: int) -> bool:
    """Whether a slice can hold no inline markup."""
    return (
        _MARKUP.search(text, start, end) is None
        and _COLON.search(text, start, end) is None
        and text.find("((", start, end) < 0
        and text.find("www.", start, end) < 0
    )


def mask_inline(text: str, mask: Mask) -> None:
    """Mask markup, code, targets and URLs between ``mask.start`` and ``mask.end``."""
    start, end = mask.start, mask.end
    masker = _Masker(text, mask)
    at = start
    while (opening := _OPEN.search(text, at, end)) is not None:
        at = max(masker.handle(opening), opening.start() + 1)
    masker.links()


class _Masker:
    def __init__(self, text: str, mask: Mask) -> None:
        self.text = text
        self.mask = mask
        self.dead: set[str] = set()
        self.starts: set[int] = set()
        """Where macros start: their URLs are no bare links."""
        if text.find("+", mask.start, mask.end) < 0:
            return
        for found in _SYMBOL.finditer(text, mask.start, mask.end):
            mask.blank(*found.span())

    def handle(self, opening: re.Match[str]) -> int:
        """Mask what opens here; where to go on."""
        return _HANDLERS[opening.lastgroup or "escape"](self, opening)

    def links(self) -> None:
        """Mask bare URLs and addresses; what is masked already wins where it starts first."""
        for start, end in bare_links(self.text, self.mask.start, self.mask.end):
            if start not in self.starts and not (self.text[start - 1 : start] == ":" and start > 0):
                self.mask.opaque(start, end)

    def macro(self, opening: re.Match[str]) -> int:
        """name:target[text]: the text of a link is read, a footnote's stands apart."""
        colon, inner = opening.span()
        near = max(self.mask.start, colon - 14)
        name = self.text[near : colon + 1]
        if _NOTE.search(name):
            return self.note(colon, inner)
        found = _MACRO.search(name)
        close = self.find("]", inner) if found is not None else -1
        if found is None or close < 0:
            return colon + 1
        start, name = near + found.start(), found[0][:-1]
        self.starts.add(start)
        first, last = self.shown(inner, close)
        if first < last and name.startswith(_TEXT_MACROS):
            self.mask.mark("image" if name in ("image", "icon") else "link", start, close + 1)
            self.mask.join(start, first)
            self.mask.join(last, close + 1)
            return first
        self.mask.opaque(start, close + 1)
        return close + 1

    def note(self, colon: int, inner: int) -> int:
        """The text of a footnote, apart from the sentence it stands in."""
        close = self.find("]", inner)
        if close >= 0:
            self.mask.blank(self.text.rfind("footnote", 0, colon), inner)
            self.mask.blank(close, close + 1)
        return inner

    def shown(self, start: int, end: int) -> tuple[int, int]:
        """The text in brackets, without the attributes behind it."""
        content = self.text[start:end]
        if content.startswith('"') and (quote := content.find('"', 1)) > 0:
            return start + 1, start + quote
        attribute = _ATTRIBUTE.search(content) if "=" in content else None
        if attribute is not None:
            content = content[: attribute.start()]
        content = content.rstrip().removesuffix("^")
        return start, start + len(content)

    def style(self, opening: re.Match[str]) -> int:
        """[.role]#text#."""
        self.mask.join(*opening.span())
        return opening.end()

    def vanish(self, opening: re.Match[str]) -> int:
        """The backtick of a curved quote, or both parentheses of an index term."""
        start, end = opening.span()
        if opening.lastgroup == "curved":
            self.mask.join(start + 1, end)
        elif opening.lastgroup == "curvedend":
            self.mask.join(start, end - 1)
        else:
            self.mask.join(start, end)
        return end

    def marked(self, opening: re.Match[str]) -> int:
        """Bold, italic, monospace ...: doubled anywhere, single only around words."""
        text, mark = self.text, opening[0]
        start, inner = opening.span()
        double = len(mark) > 1
        if inner >= self.mask.end:
            return inner
        raised = mark in "^~"
        if not double and (text[inner].isspace() or (self.wordish(start - 1) and not raised)):
            return inner
        close = self.closing(mark, inner)
        if close < 0:
            return inner
        last = close + len(mark)
        if mark in _CODE_MARKS:
            self.mask.opaque(start, last)
            self.mask.mark("code", start, last)
            return last
        self.mask.join(start, inner)
        self.mask.join(close, last)
        kind = {"*": "strong", "_": "emphasis"}.get(mark[0])
        if kind:
            self.mask.mark(kind, start, last)
        return inner

    def wordish(self, at: int) -> bool:
        char = self.text[at] if self.mask.start <= at < self.mask.end else " "
        return char.isalnum() or char in "_:;}\\"

    def closing(self, mark: str, at: int) -> int:
        """Where the mark ends that opens before ``at``; -1 when it doesn't."""
        if mark in self.dead:
            return -1
        text, end = self.text, self.mask.end
        close = text.find(mark, at + 1, end)
        while close >= 0 and len(mark) == 1 and mark not in "^~":
            after = text[close + 1] if close + 1 < end else " "
            if not text[close - 1].isspace() and not (after.isalnum() or after in ("_", mark)):
                return close
            close = text.find(mark, close + 1, end)
        if close < 0:
            self.dead.add(mark)
        return close

    def xref(self, opening: re.Match[str]) -> int:
        """<<target,text>>."""
        start, inner = opening.span()
        close = self.find(">>", inner)
        if close < 0:
            return inner
        comma = self.text.find(",", inner, close)
        self.mask.mark("link", start, close + 2)
        if comma < 0:
            self.mask.opaque(start, close + 2)
            return close + 2
        first = comma + 1
        while first < close and self.text[first] == " ":
            first += 1
        self.mask.join(start, first)
        self.mask.join(close, close + 2)
        return first

    def opaque(self, opening: re.Match[str]) -> int:
        """An attribute reference."""
        self.mask.opaque(*opening.span())
        return opening.end()

    def blank(self, opening: re.Match[str]) -> int:
        """A callout, an anchor, a tag."""
        self.mask.join(*opening.span())
        return opening.end()

    def hidden(self, opening: re.Match[str]) -> int:
        """(((a, b))) is an index term that isn't shown."""
        close = self.find(")))", opening.end())
        if close < 0:
            return opening.end()
        self.mask.join(opening.start(), close + 3)
        return close + 3

    def entity(self, opening: re.Match[str]) -> int:
        """A character reference."""
        shown = unescape(opening[0])
        shown = " " if shown.isspace() or not shown.isprintable() else shown
        self.mask.char(opening.start(), opening.end(), shown[:1])
        return opening.end()

    def escape(self, opening: re.Match[str]) -> int:
        """A backslash keeps what follows from being markup."""
        following = self.text[opening.end() : opening.end() + 1]
        if following and following in _ESCAPABLE and opening.end() < self.mask.end:
            self.mask.char(opening.start(), opening.end() + 1, following)
            return opening.end() + 1
        return opening.end()

    def find(self, mark: str, at: int) -> int:
        if mark in self.dead:
            return -1
        close = self.text.find(mark, at, self.mask.end)
        while close > at and self.text[close - 1] == "\\":
            close = self.text.find(mark, close + 1, self.mask.end)
        if close < 0:
            self.dead.add(mark)
        return close


_HANDLERS: dict[str, Callable[[_Masker, re.Match[str]], int]] = {
    "macro": _Masker.macro,
    "style": _Masker.style,
    "curved": _Masker.vanish,
    "curvedend": _Masker.vanish,
    "plus": _Masker.marked,
    "tick": _Masker.marked,
    "star": _Masker.marked,
    "under": _Masker.marked,
    "hash": _Masker.marked,
    "raised": _Masker.marked,
    "xref": _Masker.xref,
    "tag": _Masker.blank,
    "callout": _Masker.blank,
    "anchor": _Masker.blank,
    "attribute": _Masker.opaque,
    "hidden": _Masker.hidden,
    "index": _Masker.vanish,
    "indexend": _Masker.vanish,
    "entity": _Masker.entity,
    "escape": _Masker.escape,
}
