"""What the engine saw at a place: candidates, tokens and the condition that decided, flagged or silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inclusive_lint.source import LineIndex

if TYPE_CHECKING:
    from inclusive_lint.engine import Linter
    from inclusive_lint.model import Source
    from inclusive_lint.work import Seen


@dataclass(frozen=True, slots=True)
class TokenSeen:
    """A token of the sentence as the model read it."""

    text: str
    pos: str
    tag: str
    dep: str
    head: str
    """The text of its head."""
    entity: str
    """Label of the entity it lies in; '' for none."""
    start: int
    """Code points of the source."""
    end: int


@dataclass(frozen=True, slots=True)
class CandidateSeen:
    """A candidate and what became of it."""

    rule: str
    match: str
    start: int
    """Code points of the source."""
    end: int
    on: bool
    """Whether the settings have the rule on."""
    fires: bool
    reasons: tuple[str, ...]
    """What decided."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the engine saw at a place."""

    path: str
    offset: int
    """Code points of the source."""
    block_kind: str | None
    """None: the place holds no prose (code, a URL, markup)."""
    sentence: str
    candidates: tuple[CandidateSeen, ...]
    tokens: tuple[TokenSeen, ...]
    """The whole sentence; () without a model."""


def explain_at(
    linter: Linter, source: Source, offset: int, *, end: int | None = None
) -> Explanation:
    """Explain the word at ``offset``, or all candidates in ``[offset, end)``."""
    stop = end if end is not None else offset + 1
    seen = [s for s in linter.read_fully([source])[0] if _overlaps(s, offset, stop)]
    on = {rule.id for rule in linter.rules}
    found = []
    for each in seen:
        decision = each.decision()
        first, last = each.sight.passage.source_span(decision.start, decision.end)
        found.append(
            CandidateSeen(
                each.prepared.rule.id,
                source.text[first:last],
                first,
                last,
                each.prepared.rule.id in on,
                decision.fires,
                decision.reasons,
            )
        )
    block_kind, sentence, tokens = linter.sentence_at(source, offset)
    passage_tokens = tuple(
        TokenSeen(t.text, t.pos_, t.tag_, t.dep_, t.head.text, t.ent_type_, *span)
        for t, span in tokens
    )
    return Explanation(source.path, offset, block_kind, sentence, tuple(found), passage_tokens)


def offset_of(source: Source, line: int, column: int | None) -> tuple[int, int]:
    """The span that FILE:LINE[:COL] means: one place, or the whole line. Lines and columns from 1.

    Raises ValueError where the text has no such line.
    """
    index = LineIndex(source.text)
    if not 1 <= line <= index.line_count:
        raise ValueError(f"{source.path} has {index.line_count} lines; there is no line {line}")
    if column is not None:
        at = index.offset(line, column)
        return at, at + 1
    start, stop = index.line_span(line)
    return start, max(stop, start + 1)


def _overlaps(seen: Seen, start: int, end: int) -> bool:
    first, last = seen.sight.passage.source_span(seen.sight.start, seen.sight.end)
    return first < end and start < last
