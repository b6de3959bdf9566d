"""What MDX and Svelte add to their language: modules, expressions and components.

Takes them out before the document is parsed, as ``_templating`` does with shortcodes; code is left
to the parser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inclusive_lint.model import BLANK, JOIN, OPAQUE
from inclusive_lint.readers._markdown_inline import OPAQUE_TAGS
from inclusive_lint.readers._mask import trimmed_block
from inclusive_lint.readers._templating import ALONE, Rewriting, Templated, stands_alone

if TYPE_CHECKING:
    from inclusive_lint.model import Block

_NEXT = re.compile(
    r"(?P<fence>^[ \t>]*(?P<ticks>```+|~~~+))"
    r"|(?P<module>^(?:import|export)(?=[ \t{*\"'])[^\r\n]*(?:(?:\r\n|\n|\r)(?![ \t]*(?:\r|\n|$))[^\r\n]*)*)"
    r"|(?P<code>`+)|(?P<escape>\\.)|(?P<comment><!--)|(?P<brace>\{)|(?P<tag></?(?:[A-Za-z][\w.:-]*|(?=>)))",
    re.MULTILINE,
)
_BRACES = re.compile(r"[{}\"'`]|/\*")
_IN_TAG = re.compile(r"[{\"'>]")
_PROSE_ATTRIBUTE = re.compile(
    r"(?<=[\s\"'}])(alt|title|label|description|summary|caption|placeholder|aria-label)=(\"[^\"]*\"|'[^']*')"
)
_INDENTED = re.compile(r"\n    ")
_CODE_INDENT = 4
"""Spaces before a line of code in Markdown."""
_LONGEST_CODE = 1_000
"""Characters in an element of code that stands in a line."""
_DEEPEST = 200
"""Levels of indents that are told apart."""
_LIMIT = 20_000
"""Longest expression or tag in characters; what is longer is taken for text."""


def without_jsx(found: Templated, start: int, *, markdown: bool = True) -> list[Block]:
    """Take JSX out of both texts of ``found`` and give the prose of its attributes.

    Where the document is not ``markdown`` its tags stay for the HTML reader.
    """
    scan = _Scan(found, markdown=markdown)
    scan.run(start)
    if markdown:
        found.parsed = _without_indents(found.parsed)
    return scan.blocks


def _without_indents(parsed: str) -> str:
    """``parsed`` with words in place of what is indented in an element: no code is indented in MDX."""
    if _INDENTED.search(parsed) is None:
        return parsed
    lines = parsed.split("\n")
    above: list[tuple[int, bool]] = []
    """Indents of the lines that this one stands in, and whether they are elements."""
    fence = ""
    for number, line in enumerate(lines):
        body = line.lstrip(" ")
        if not body.strip():
            continue
        if fence or body.startswith(("```", "~~~")):
            fence = "" if fence and body.startswith(fence) else fence or body[:3]
            continue
        indent = len(line) - len(body)
        while above and above[-1][0] >= indent:
            above.pop()
        inside = bool(above) and above[-1][1]
        if len(above) < _DEEPEST:
            above.append((indent, inside or body.startswith("<?")))
        if inside and indent >= _CODE_INDENT and body[0] not in "<|":
            lines[number] = "x" * (indent - 1) + " " + body
    return "\n".join(lines)


class _Scan:
    def __init__(self, found: Templated, *, markdown: bool) -> None:
        self.text = found.parsed
        self.markdown = markdown
        self.blocks: list[Block] = []
        self.rewriting = Rewriting(found)
        self.unclosed: set[str] = set()
        # Failed attempts may read this much in all, which keeps the whole linear; then braces and
        # tags are taken for text.
        self.budget = len(self.text) // 2 + 20 * _LIMIT

    def run(self, at: int) -> None:
        text = self.text
        while (match := _NEXT.search(text, at)) is not None:
            kind = match.lastgroup
            if kind == "brace":
                at = self.expression(match)
            elif kind == "tag":
                at = self.tag(match) if self.markdown else match.end()
            elif not self.markdown:
                at = match.end()
            elif kind == "module":
                at = match.end()
                self.rewriting.add(match.start(), at, BLANK, BLANK)
            else:
                at = self.skip(match)
        self.rewriting.finish()

    def skip(self, match: re.Match[str]) -> int:
        """Where code or a comment ends, or the end of the match if it has no end."""
        text, at = self.text, match.end()
        ticks = match["ticks"]
        if ticks:
            closing = re.compile(rf"^[ \t>]*{ticks}{ticks[0]}*[ \t]*$", re.MULTILINE)
            end = closing.search(text, at)
            return end.end() if end else len(text)
        if match["comment"]:
            close = text.find("-->", at)
            return close + 3 if close >= 0 else len(text)
        code = match["code"]
        if not code or code in self.unclosed or self.budget < 0:
            return at
        end = re.compile(rf"(?<!`){code}(?!`)").search(text, at, at + _LIMIT)
        if end is None:
            self.budget -= _LIMIT
            if at + _LIMIT >= len(text):
                self.unclosed.add(code)
        return end.end() if end else at

    def expression(self, match: re.Match[str]) -> int:
        start, text = match.start(), self.text
        if self.markdown and text.startswith("{#", start):
            return match.end()
        end = self.expression_end(start)
        if end < 0:
            return match.end()
        alone = stands_alone(text, start, end)
        control = text[start + 1] in "#/:@"
        self.rewriting.add(
            start,
            end,
            ALONE if alone and self.markdown else "x",
            BLANK if alone or control else OPAQUE,
        )
        return end

    def tag(self, match: re.Match[str]) -> int:
        start, text = match.start(), self.text
        end = self.tag_end(match.end())
        if end < 0:
            return match.end()
        for found in _PROSE_ATTRIBUTE.finditer(text, start, end):
            block = trimmed_block(found.start(2) + 1, found[2][1:-1], "attribute")
            if block is not None:
                self.blocks.append(block)
        alone = stands_alone(text, start, end)
        name = match["tag"].lstrip("<")
        close = f"</{name}>"
        if name in OPAQUE_TAGS and not alone:
            line = text.find("\n", end, end + _LONGEST_CODE)
            stop = text.find(close, end, line if line >= 0 else end + _LONGEST_CODE)
            if stop >= 0:
                end = stop + len(close)
                self.rewriting.add(start, end, "x", OPAQUE)
                return end
        self.rewriting.add(
            start, end, ALONE if alone and self.markdown else "x", BLANK if alone else JOIN
        )
        return end

    def expression_end(self, start: int) -> int:
        """Where the braces opened at ``start`` close; -1 if they don't within the limit."""
        text, depth, at, unclosed = self.text, 0, start, ""
        stop = min(len(text), start + _LIMIT) if self.budget > 0 else start
        while (match := _BRACES.search(text, at, stop)) is not None:
            found = match[0]
            at = match.end()
            if found == "{":
                depth += 1
            elif found == "}":
                depth -= 1
                if not depth:
                    return at
            elif found not in unclosed:
                end = self.string_end(found, at, stop)
                if end < 0 and found not in "\"'":
                    unclosed += found
                at = max(at, end)
        self.budget -= stop - start
        return -1

    def string_end(self, opening: str, at: int, stop: int) -> int:
        """Where a string or comment opened before ``at`` ends; -1 if it doesn't."""
        if opening in "\"'":
            line = self.text.find("\n", at, stop)
            stop = line if line >= 0 else stop
        closing = self.text.find("*/" if opening == "/*" else opening, at, stop)
        return closing + len(opening) if closing >= 0 else -1

    def tag_end(self, at: int) -> int:
        """Where the tag ends whose name ends at ``at``; -1 if it doesn't within the limit."""
        text, start = self.text, at
        stop = min(len(text), at + _LIMIT) if self.budget > 0 else at
        while at >= 0 and (match := _IN_TAG.search(text, at, stop)) is not None:
            found = match[0]
            if found == ">":
                return match.end()
            if found == "{":
                at = self.expression_end(match.start())
            else:
                at = text.find(found, match.end(), stop) + 1 or -1
        self.budget -= stop - start
        return -1
