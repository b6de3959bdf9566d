"""markdown-it and html.parser as second opinions on what is prose in Markdown and HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LEFT_OUT = re.compile(
    r"(?:[a-z][\w+.-]*://|www\.)[^\s<>\"`|\\^{}]+|[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w@./])@[A-Za-z][\w-]*(?:[/:.][\w-]+)*"
    r"|(?<![\w:])(?::[a-z0-9_+-]{2,40}:)+(?![\w:])|(?<![\w#/&])#[A-Za-z][\w-]*"
    r"|(?<![\w/<>])/(?:[\w.-]+/)+[\w.-]*\w",
    re.IGNORECASE,
)
_FRONT = re.compile(r"\A---[ \t]*\n(?=[\w#\"-]).*?^---[ \t]*$", re.DOTALL | re.MULTILINE)
_TEMPLATE = re.compile(r"\{\{[<%]?.{0,400}?\}\}|\{%.{0,400}?%\}|\{#[ \n].{0,400}?#\}", re.DOTALL)
_KRAMDOWN = re.compile(r"\{:[^{}\n]*\}|\{[#.][^{}\n]*\}")
_CONTAINER = re.compile(r"^[ >\t]*:::+.*$", re.MULTILINE)
_MATHS = re.compile(r"\$[^\s$](?:[^$\n]*[^\s$])?\$")
_ATTRIBUTES = ("alt", "title", "placeholder", "aria-label", "label")
_SKIPPED = (
    "script",
    "style",
    "pre",
    "textarea",
    "code",
    "kbd",
    "samp",
    "var",
    "tt",
    "math",
    "iframe",
)
_JOINED = frozenset(
    "a abbr acronym b bdi bdo big cite data del dfn em font i ins mark nobr q s small span strike strong sub "
    "sup time tspan u wbr".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def words(text: str) -> list[str]:
    """The words of a text that a writer could change: no addresses, handles or emoji."""
    return WORD.findall(_LEFT_OUT.sub(" ", text))


class _Text(HTMLParser):
    """Text and prose attributes of HTML, tags that separate words as spaces."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.attributes: list[str] = []
        self.skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the prose of attributes, and elements that hold none."""
        if not self.skipped:
            self.attributes += [value or "" for name, value in attrs if name in _ATTRIBUTES]
            self.attributes += _meta(tag, dict(attrs))
        if tag in _SKIPPED:
            self.skipped.append(tag)
        self.parts.append("" if tag in _JOINED else " ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element without content as its start alone."""
        self.handle_starttag(tag, attrs)
        if tag in _SKIPPED:
            self.skipped.pop()

    def handle_endtag(self, tag: str) -> None:
        """Leave an element that holds no prose."""
        if tag in self.skipped:
            while self.skipped.pop() != tag:
                pass
        self.parts.append("" if tag in _JOINED else " ")

    def handle_data(self, data: str) -> None:
        """Take text."""
        if not self.skipped:
            self.parts.append(data)


def _meta(tag: str, attrs: dict[str, str | None]) -> list[str]:
    name = attrs.get("name") or attrs.get("property") or ""
    if tag == "meta" and re.match(r"description$|(og|twitter):(title|description)", name):
        return [attrs.get("content") or ""]
    return []


def html_words(text: str) -> list[str]:
    """The words of prose in HTML, after ``html.parser``."""
    parser = _Text()
    parser.feed(text)
    parser.close()
    return words("".join(parser.parts)) + words(" ".join(parser.attributes))


def markdown_words(text: str, parser: MarkdownIt) -> list[str]:
    """The words of prose in Markdown, after markdown-it; front matter is left out."""
    text = text.replace("\r\n", "\n")
    text = _FRONT.sub("", text)
    text = _CONTAINER.sub("", _TEMPLATE.sub(_stand_in, text))
    found: list[str] = []
    pages: list[str] = []
    skipping = False
    for token in parser.parse(text):
        if token.type == "html_block":
            pages.append(token.content)
        elif token.type == "inline":
            if not skipping:
                found += _inline_words(token.children or [])
            continue
        if token.type == "footnote_anchor":
            continue
    for page in pages:
        found += html_words(page)
    return found


def _stand_in(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "0", match[0])


def _inline_words(tokens: list[Token]) -> list[str]:
    parts: list[str] = []
    apart: list[str] = []
    skipped: str | None = None
    for token in tokens:
        content = token.content
        if token.type == "html_inline":
            name = re.match(r"</?([a-zA-Z]+)", content)
            tag = name[1].lower() if name else ""
            if skipped is None and tag in _SKIPPED and not content.startswith("</"):
                skipped = tag
            elif skipped == tag and content.startswith("</"):
                skipped = None
            if tag not in _JOINED:
                parts.append(" " if tag in {"br", "img"} else "")
            if not content.startswith("<!--"):
                apart += html_words(content)
        elif skipped is not None:
            continue
        elif token.type in {"text", "text_special"}:
            parts.append(content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif token.type == "image":
            parts.append(" 0 ")
            apart += _inline_words(token.children or [])
            apart += words(str(token.attrs.get("title", "")))
        elif token.type == "code_inline":
            parts.append("\x00")
        elif token.type == "link_open":
            apart += words(str(token.attrs.get("title", "")))
    whole = _KRAMDOWN.sub("", _MATHS.sub(_money_or_maths, "".join(parts)))
    return words(whole.replace("\x00", "0 ")) + apart


def _money_or_maths(match: re.Match[str]) -> str:
    inside = match[0][1:-1]
    return match[0] if re.search(r"[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}", inside) else " 0 "
