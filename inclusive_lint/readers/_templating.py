"""Templating in Markdown: found before the document is parsed, because it is not Markdown.

Takes the text; gives a text of the same length for the parser, in which templating looks like words
or like nothing, and one for the blocks, in which it is masked. Shortcodes of Hugo, tags of Liquid,
Nunjucks and Jinja, containers of Docusaurus, Pandoc and MyST, admonitions of MkDocs, and in MDX the
modules, expressions and components.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from inclusive_lint.model import BLANK, OPAQUE, Comment
from inclusive_lint.readers._mask import fill
from inclusive_lint.readers._myst import DIRECTIVE, directive_lines

# A single character and what must follow are found several times as fast as a string of them.
_EXPRESSION_COMMENT = re.compile(r"\{(?=/\*)")
_TAG = re.compile(r"\{(?=[{%#])")
_COLONS = re.compile(r":(?=::)")
_EXCLAIMED = re.compile(r"!(?=!! )")
_QUESTIONED = re.compile(r"\?(?=\?\?[ +])")
_TABBED = re.compile(r"=(?===[!+]? \")")
_TEMPLATE = re.compile(r"\{(?:\{[<%]?|%|#)")
_ENCLOSING = re.compile(
    r"\{(?:%-?[ ]*(?:comment|highlight|javascript|schema|style|stylesheet)"
    r"|\{[<%][ ]*(?:chart|code|codeblock|highlight|katex|math|mermaid|plantuml))\b"
)
"""A tag that stands before something that is no prose, up to the tag that closes it."""
_ENDS = {
    "{{<": (">}}", 4000),
    "{{%": ("%}}", 4000),
    "{{": ("}}", 400),
    "{%": ("%}", 2000),
    "{#": ("#}", 2000),
}
"""Opening -> closing, and the most characters between them; no blank line either."""
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")
_CONTAINER = re.compile(r"^([ \t>]*)(:{3,})(?!:)([^\r\n]*)", re.MULTILINE)
_CONTAINER_TITLE = re.compile(
    r"[ \t]*(?:\{[\w:-]+\}|[\w-]+)?(?:\[(?P<box>[^\]]*)\])?[ \t]*(?P<rest>[^{]*)"
)
_NAMED_TITLE = re.compile(r"\{[^{}\r\n\"]*\btitle=\"([^\"\r\n]*)\"")
_ADMONITION = re.compile(
    r"^(?P<indent>(?:[ >]{4})*)(?:!!!|\?\?\?\+?|={3}[+!]?(?=[ ]+\"))[ ][\w -]*"
    r"(?:\"(?P<title>[^\"\r\n]*)\"[ ]*)?(?:\r\n|\n|\r)(?=(?:[ ]*(?:\r\n|\n|\r))?(?P=indent)    )",
    re.MULTILINE,
)
_INDENTED = re.compile(r"(?P<indent>[ >]*)[^\r\n]*(?:\r\n|\n|\r|\Z)")


@dataclass(slots=True)
class Templated:
    """A document whose templating has been taken out; both texts are as long as the original."""

    parsed: str
    """For the parser."""
    base: str
    """What blocks are cut from."""
    comments: list[Comment] = field(default_factory=list)
    """May lie in code, where they are none."""
    titles: list[tuple[int, int]] = field(default_factory=list)
    """Spans of admonition titles; may lie in code."""
    containers: list[tuple[int, int]] = field(default_factory=list)
    """(offset, +1 or -1): where an admonition opens and closes."""


ALONE = "<?"
"""For the parser: fill with a processing instruction, which ends a paragraph without a blank line."""


class Rewriting:
    """Replacements in both texts, made in one pass at the end."""

    def __init__(self, found: Templated) -> None:
        self.found = found
        self._spans: list[tuple[int, int, str, str]] = []

    def add(self, start: int, end: int, parsed: str, base: str) -> None:
        """Replace a span: ``parsed`` and ``base`` are characters to fill it with, or ALONE."""
        self._spans.append((start, end, parsed, base))

    def finish(self) -> None:
        """Write both texts."""
        if not self._spans:
            return
        parsed, base = self.found.parsed, self.found.base
        parsed_out: list[str] = []
        base_out: list[str] = []
        at = 0
        for start, end, parsed_fill, base_fill in self._spans:
            parsed_out += parsed[at:start], _stand_in(parsed[start:end], parsed_fill)
            base_out += base[at:start], fill(base[start:end], base_fill)
            at = end
        self.found.parsed = "".join((*parsed_out, parsed[at:]))
        self.found.base = "".join((*base_out, base[at:]))


def _stand_in(text: str, char: str) -> str:
    if char == ALONE and len(text) < 4:
        return BLANK * len(text)
    if char == ALONE:
        return f"<?{fill(text[2:-2], 'x')}?>"
    return fill(text, char)


def without_templating(text: str) -> Templated:
    """Take the templating out of a document in Markdown."""
    found = Templated(text, text)
    if "{" in text:
        if _EXPRESSION_COMMENT.search(text):
            _expression_comments(found)
        without_tags(found)
    if DIRECTIVE.search(text):
        _directives(found)
    if _COLONS.search(text):
        _containers(found)
    if _EXCLAIMED.search(text) or _QUESTIONED.search(text) or _TABBED.search(text):
        _admonitions(found)
    return found


def without_tags(found: Templated) -> None:
    """Take the tags of Liquid, Jinja, Vue and the like out of a document in another language."""
    if _TAG.search(found.parsed):
        _templates(found)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing but white space shares the lines of a span."""
    before = text[max(text.rfind("\n", max(0, start - 80), start) + 1, start - 80) : start]
    after = text[end : end + 80].split("\n", 1)[0]
    return not before.strip() and not after.strip()


def _expression_comments(found: Templated) -> None:
    rewriting = Rewriting(found)
    at = 0
    while (start := found.parsed.find("{/*", at)) >= 0:
        end = found.parsed.find("*/}", start)
        if end < 0:
            break
        at = end + 3
        found.comments.append(Comment(start, at, found.parsed[start + 3 : end].strip()))
        alone = stands_alone(found.parsed, start, at)
        rewriting.add(start, at, ALONE if alone else "x", BLANK)
    rewriting.finish()


def _templates(found: Templated) -> None:
    rewriting = Rewriting(found)
    without_end: set[str] = set()
    text, at = found.parsed, 0
    while (match := _TEMPLATE.search(text, at)) is not None:
        start, opening = match.start(), match[0]
        end = _template_end(text, match)
        if end < 0 or (opening == "{#" and text[start + 2] not in " \t\n-"):  # {#id#} is an id
            at = match.end()
            continue
        enclosing = _ENCLOSING.match(text, start, end)
        if enclosing is not None:
            end = _enclosed_end(text, enclosing[0], end, without_end)
        at = end
        if opening == "{#":
            found.comments.append(Comment(start, end, text[start + 2 : end - 2].strip()))
        alone = stands_alone(text, start, end)
        masked = BLANK if alone or opening in {"{%", "{#"} else OPAQUE
        rewriting.add(start, end, ALONE if alone else "x", masked)
    rewriting.finish()


def _enclosed_end(text: str, opening: str, at: int, without_end: set[str]) -> int:
    """Where the tag ends that closes ``opening``; ``at`` if another one like it opens before."""
    brace, name = opening[:2], opening.rsplit(" ", maxsplit=1)[-1].lstrip("{<%-")
    if name in without_end:
        return at
    if brace == "{%":
        pattern = rf"\{{%-?[ ]*(end)?{name}\b[^%\r\n]{{0,200}}%\}}"
    else:
        pattern = rf"\{{\{{[<%][ ]*(/[ ]*)?{name}\b[^{{}}\r\n]{{0,400}}\}}\}}"
    found = re.compile(pattern).search(text, at)
    if found is None:
        without_end.add(name)
    return found.end() if found is not None and found[1] else at


def _template_end(text: str, match: re.Match[str]) -> int:
    opening = match[0]
    closing, most = _ENDS[opening]
    at = match.end()
    end = text.find(closing, at, at + most)
    if end < 0 or text.find(opening, at, end) >= 0 or _BLANK_LINE.search(text, at, end):
        return -1
    if opening == "{{" and text.find("\n", at, end) >= 0:
        return -1
    return end + len(closing)


def _directives(found: Templated) -> None:
    rewriting = Rewriting(found)
    for start, end, step, title in directive_lines(found.parsed):
        rewriting.add(start, end, BLANK, BLANK)
        if step:
            found.containers.append((start, step))
        if title is not None:
            found.titles.append(title)
    rewriting.finish()


def _containers(found: Templated) -> None:
    rewriting = Rewriting(found)
    depth = 0
    for match in _CONTAINER.finditer(found.parsed):
        start, end = match.start(2), match.end()
        rewriting.add(start, end, BLANK, BLANK)
        rest = match[3].rstrip().rstrip(":").rstrip()
        if not rest:
            found.containers.append((start, -1))
            depth = max(depth - 1, 0)
            continue
        depth += 1
        found.containers.append((start, 1))
        title = _CONTAINER_TITLE.match(found.parsed, match.start(3), match.start(3) + len(rest))
        named = _NAMED_TITLE.search(found.parsed, match.start(3), end) if "{" in rest else None
        if named is not None:
            found.titles.append(named.span(1))
        if title is not None:
            for name in ("box", "rest"):
                if title[name]:
                    found.titles.append(title.span(name))
    found.containers.sort()
    rewriting.finish()


def _admonitions(found: Templated) -> None:
    """Turn ``!!! note`` with its indented body into a block quote, which the parser knows."""
    text = found.parsed
    for _ in range(3):  # one pass a level of nesting
        out: list[str] = []
        at = 0
        while (match := _ADMONITION.search(text, at)) is not None:
            out += text[at : match.start()], fill(match[0], BLANK)
            if match["title"]:
                found.titles.append(match.span("title"))
            found.containers.append((match.start(), 1))
            at = _quote_body(text, match.end(), len(match["indent"]) + 4, out)
            found.containers.append((at, -1))
        if not at:
            break
        text = "".join((*out, text[at:]))
    found.parsed = text
    found.titles.sort()
    found.containers.sort()


def _quote_body(text: str, at: int, indent: int, out: list[str]) -> int:
    while (line := _INDENTED.match(text, at)) is not None and line.end() > at:
        blank = not line[0].strip(" >\r\n")
        if not blank and len(line["indent"]) < indent:
            break
        out.append(line[0] if blank else f"{line[0][: indent - 1]}>{line[0][indent:]}")
        at = line.end()
    return at
