"""Accepted phrases: marks findings whose match lies inside one; part of the sixth stage."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from inclusive_lint.model import JOIN, Suppressed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from inclusive_lint.model import Allow, Block, Finding, Prose, Source

_APOSTROPHES = "'\u2019\u02bc"
_HYPHENS = "-\u2010\u2011"
_INVISIBLE = f"{JOIN}\u00ad\u200b\u2060"


def allowed_by(
    findings: Iterable[Finding], prose: Prose, source: Source, allow: tuple[Allow, ...]
) -> Iterator[Finding]:
    """Yield the findings, those inside an accepted phrase marked with its reason."""
    if not allow:
        yield from findings
        return
    starts = [block.start for block in prose.blocks]
    for finding in findings:
        phrase = None
        if finding.suppressed is None:
            found = bisect_right(starts, finding.start) - 1
            block = prose.blocks[found] if found >= 0 else None
            phrase = next((a for a in allow if _holds(a, finding, block, source)), None)
        if phrase is None:
            yield finding
        else:
            yield replace(finding, suppressed=Suppressed("allow", phrase.reason))


def _holds(allow: Allow, finding: Finding, block: Block | None, source: Source) -> bool:
    if allow.rules and not {finding.rule, finding.category, finding.pack}.intersection(allow.rules):
        return False
    expression = _expression(allow.phrase)
    # Far enough around the match for the whole phrase, however its white space is spread.
    margin = 4 * len(allow.phrase) + 200
    if block is not None and finding.end <= block.end:
        low = max(finding.start - block.start - margin, 0)
        text, base = block.text[low : finding.end - block.start + margin], block.start + low
    else:
        base = max(finding.start - margin, 0)
        text = source.text[base : finding.end + margin]
    # Markup inside a word or between words (**Master** Agreement) doesn't part a phrase.
    places = [i for i, char in enumerate(text) if char not in _INVISIBLE]
    clean = "".join(text[i] for i in places)
    for match in expression.finditer(clean):
        start, end = base + places[match.start()], base + places[match.end() - 1] + 1
        if start <= finding.start and finding.end <= end:
            return True
    return False


@lru_cache(maxsize=1024)
def _expression(phrase: str) -> re.Pattern[str]:
    words = [_word(word) for word in phrase.split()]
    # A line end may bring the marker of a quote or a comment with it.
    gap = r"(?:\s|(?<=[\r\n \t])(?:>|\#|\*|//|;|%)(?=[>\s]))+"
    before = r"(?<!\w)" if phrase.strip()[:1].isalnum() else ""
    after = r"(?!\w)" if phrase.strip()[-1:].isalnum() else ""
    return re.compile(before + gap.join(words) + after, re.IGNORECASE)


def _word(word: str) -> str:
    out = ""
    for char in word:
        if char in _APOSTROPHES:
            out += f"[{_APOSTROPHES}]"
        elif char in _HYPHENS:
            out += f"[{_HYPHENS}]"
        else:
            out += re.escape(char)
    return out
