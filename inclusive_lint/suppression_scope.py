"""What each suppression of a document reaches, and which findings it is meant for; reads no file."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from inclusive_lint import suppressions_foreign as foreign
from inclusive_lint.model import Suppressed
from inclusive_lint.source import LineIndex

if TYPE_CHECKING:
    from inclusive_lint.model import Finding, Prose, Source
    from inclusive_lint.suppressions import Directive

_CLOSEST_FIRST = {"line": 0, "here": 0, "next": 1, "block": 2, "off": 3, "file": 4}
_WORDLESS = re.compile(r"[\W_]*\Z")


class Scope:
    """Which places of a document each directive reaches."""

    def __init__(self, directives: tuple[Directive, ...], prose: Prose, source: Source) -> None:
        self._prose = prose
        self._text = source.text
        self._lines = LineIndex(source.text)
        self._spans = [(d.start, d.end) for d in directives]
        # Directives stacked above a line all mean that line.
        self._passed_over: set[int] = set()
        for each in directives:
            if each.alone:
                first = self._lines.position(each.start)[0]
                self._passed_over.update(range(first, self._lines.position(each.stop)[0] + 1))
        self._targets = {id(d): self._target(d) for d in directives}

    def is_inside(self, finding: Finding) -> bool:
        """Whether a finding lies in the words of a directive, which are no prose."""
        return any(start <= finding.start and finding.end <= end for start, end in self._spans)

    def mark(
        self, finding: Finding, directives: list[Directive], used: dict[int, set[str]]
    ) -> Finding:
        """Return the finding, marked if a directive suppresses it; note which names were of use."""
        if finding.suppressed is not None:
            return finding
        reaching: list[Directive] = []
        for each in directives:
            if not covers(each, finding):
                continue
            if each.reach == "on" and each.start <= finding.start:
                same = each.dialect
                reaching = [d for d in reaching if d.reach != "off" or d.dialect != same]
            elif each.reach != "on" and self._reaches(each, finding):
                reaching.append(each)
        if not reaching:
            return finding
        chosen = min(reaching, key=lambda d: (_CLOSEST_FIRST[d.reach], -d.start))
        used.setdefault(chosen.start, set()).update(
            {finding.rule, finding.category, finding.pack, "*"}
        )
        line = self._lines.position(chosen.start)[0]
        return replace(finding, suppressed=Suppressed("comment", chosen.reason, line))

    def _reaches(self, directive: Directive, finding: Finding) -> bool:
        if directive.reach == "off":
            return directive.start <= finding.start
        start, end = self._targets[id(directive)]
        # A match that a line end breaks belongs to both lines.
        return start <= max(finding.end - 1, finding.start) and finding.start < end

    def _target(self, directive: Directive) -> tuple[int, int]:
        """Offsets of the text that a directive is for."""
        if directive.reach == "file":
            return 0, len(self._text) + 1
        if directive.reach == "block":
            return self._block_after(directive)
        line = self._lines.position(directive.start)[0]
        end_line = self._lines.position(directive.stop)[0] if directive.last else line
        reach = directive.reach
        if reach == "here":
            reach = "next" if self._stands_before(directive) else "line"
        if reach == "next":
            following = self._following(end_line)
            return self._span(following, following) if following else (0, 0)
        return self._span(line, end_line)

    def _stands_before(self, directive: Directive) -> bool:
        if directive.dialect != "woke":
            return directive.alone
        # woke looks only at what stands to the left.
        start, _ = self._lines.line_span(self._lines.position(directive.start)[0])
        return _WORDLESS.match(self._text[start : directive.start]) is not None

    def _span(self, first: int, last: int) -> tuple[int, int]:
        return self._lines.line_span(first)[0], self._lines.line_span(last)[1] + 1

    def _following(self, line: int) -> int | None:
        for number in range(line + 1, self._lines.line_count + 1):
            if number not in self._passed_over and not _WORDLESS.match(
                self._lines.line_text(number)
            ):
                return number
        return None

    def _block_after(self, directive: Directive) -> tuple[int, int]:
        """Find the next block and, as for a list, all that follows it without an empty line."""
        for block in self._prose.blocks:
            start = max(block.start, directive.stop)
            if block.end <= directive.stop or _WORDLESS.match(self._text[start : block.end]):
                continue
            end = block.start + len(self._text[block.start : block.end].rstrip())
            line = self._lines.position(end)[0]
            while line < self._lines.line_count and self._lines.line_text(line + 1).strip():
                line += 1
            return start, self._lines.line_span(line)[1] + 1
        return 0, 0


def covers(directive: Directive, finding: Finding) -> bool:
    """Whether a directive, by its names, is meant for a finding."""
    if directive.dialect:
        return foreign.means(directive.dialect, directive.names, directive.phrases, finding)
    own = (finding.rule, finding.category, finding.pack)
    return not directive.names or any(name in own for name in directive.names)
