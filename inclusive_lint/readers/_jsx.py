"""Second stage, helper: the text between the tags of JSX in JavaScript and TypeScript.

One pass over the code finds where elements start and end and which expressions stand in them; what
is left is read as HTML is. Knows no comments and strings but those it must pass over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inclusive_lint.model import OPAQUE
from inclusive_lint.readers._mask import fill
from inclusive_lint.readers.html import Scan

if TYPE_CHECKING:
    from inclusive_lint.model import Block, ReadOptions

_IN_CODE = re.compile(
    r"//[^\r\n]*|/\*(?:[^*]|\*(?!/)){0,5000}\*/|\"(?:[^\"\\\r\n]|\\.){0,5000}\"|'(?:[^'\\\r\n]|\\.){0,5000}'"
    r"|`(?:[^`\\]|\\.){0,5000}`|(?P<brace>[{}])|<(?P<tag>[A-Za-z][\w.:-]*|(?=>))"
)
_IN_TAG = re.compile(r"\"[^\"]*\"|'[^']*'|(?P<brace>\{)|(?P<end>/?>)")
_IN_TEXT = re.compile(r"(?P<brace>\{)|</(?P<close>[\w.:-]*)\s*>|<(?P<tag>[A-Za-z][\w.:-]*|(?=>))")
_BEFORE = frozenset("([{}=?:,&|>;")
_WORDS_BEFORE = ("return", "default", "yield", "case", "else", "do")
_GENERIC = re.compile(r"\s*(?:,|extends\b)")
_DEEPEST = 12
"""Elements in expressions in elements; what lies deeper is not read, so that the whole stays linear."""


@dataclass(slots=True)
class _Element:
    """An element that stands in code, not in another element."""

    start: int
    depth: int = 0
    """Tags that are open."""
    holes: list[tuple[int, int]] = field(default_factory=list)
    """The expressions in it."""


def jsx_blocks(text: str, options: ReadOptions) -> list[Block]:
    """The blocks of all elements in ``text``, in no order."""
    walk = _Walk(text)
    walk.run()
    blocks: list[Block] = []
    for start, end, holes in walk.found:
        blocks += _read(text, start, end, holes, options)
    return blocks


def _read(
    text: str, start: int, end: int, holes: list[tuple[int, int]], options: ReadOptions
) -> list[Block]:
    parsed: list[str] = []
    base: list[str] = []
    at = start
    for first, last in holes:
        hole = text[first:last]
        parsed += text[at:first], fill(hole, "x")
        base += text[at:first], fill(hole, " " if hole[1:3] == "/*" else OPAQUE)
        at = last
    parsed.append(text[at:end])
    base.append(text[at:end])
    scan = Scan("".join(parsed), "".join(base), options)
    scan.run()
    return [
        block._replace(
            start=block.start + start,
            marks=tuple(
                mark._replace(start=mark.start + start, end=mark.end + start)
                for mark in block.marks
            ),
        )
        for block in scan.blocks
    ]


class _Walk:
    """A stack of modes: 'code' in braces, 'tag', 'text' between tags."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[tuple[int, int, list[tuple[int, int]]]] = []
        self.elements: list[_Element] = []
        self.modes: list[tuple[str, int]] = [("code", 0)]
        """Mode and where it started."""

    def run(self) -> None:
        """Read the whole text."""
        at = 0
        patterns = {"code": _IN_CODE, "tag": _IN_TAG, "text": _IN_TEXT}
        steps = {"code": self.in_code, "tag": self.in_tag, "text": self.in_text}
        while True:
            mode = self.modes[-1][0]
            match = patterns[mode].search(self.text, at)
            if match is None:
                return
            steps[mode](match)
            at = match.end()

    def in_code(self, match: re.Match[str]) -> None:
        """Braces, and where an element may start."""
        if match["brace"] == "{":
            self.modes.append(("code", match.start()))
        elif match["brace"]:
            self.close_brace(match.end())
        elif match["tag"] is not None and self.opens(match):
            self.elements.append(_Element(match.start()))
            self.modes.append(("tag", match.start()))

    def opens(self, match: re.Match[str]) -> bool:
        """Whether a '<' opens an element: no comparison, no type argument."""
        start = match.start()
        before = self.text[max(0, start - 200) : start].rstrip()
        return (
            len(self.elements) < _DEEPEST
            and (not before or before[-1] in _BEFORE or before.endswith(_WORDS_BEFORE))
            and not (match["tag"] and _GENERIC.match(self.text, match.end()))
        )

    def close_brace(self, end: int) -> None:
        """Leave braces; those in an element are a hole in it."""
        if len(self.modes) == 1:
            return
        _, start = self.modes.pop()
        if self.modes[-1][0] != "code":
            self.elements[-1].holes.append((start, end))

    def in_tag(self, match: re.Match[str]) -> None:
        """Attributes, up to the end of the tag."""
        if match["brace"]:
            self.modes.append(("code", match.start()))
        elif match["end"]:
            self.modes.pop()
            if match["end"] == ">":
                self.elements[-1].depth += 1
                self.modes.append(("text", match.end()))
            elif not self.elements[-1].depth:
                self.finish(match.end())

    def in_text(self, match: re.Match[str]) -> None:
        """What stands between tags."""
        if match["brace"]:
            self.modes.append(("code", match.start()))
        elif match["tag"] is not None:
            self.modes.append(("tag", match.start()))
        else:
            self.modes.pop()
            self.elements[-1].depth -= 1
            if not self.elements[-1].depth:
                self.finish(match.end())

    def finish(self, end: int) -> None:
        """Keep an element that is closed."""
        element = self.elements.pop()
        self.found.append((element.start, end, element.holes))
