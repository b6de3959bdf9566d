"""Fourth stage: candidates in, decisions out, with the evidence that decided; reads no files.

Guards first (literals, mentions, names), then ``unless``, ``when`` and the detector. A question that
the words alone can't settle leaves the decision open until the sentence has been parsed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from inclusive_lint import guards
from inclusive_lint.conditions import describe, holds, level_of, prepare
from inclusive_lint.detectors import DETECTORS
from inclusive_lint.sight import ENTITIES, PARSE, WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from inclusive_lint.packs.rule import Rule
    from inclusive_lint.sight import Sight


class Decision(NamedTuple):
    """What became of a candidate."""

    fires: bool
    reasons: tuple[str, ...]
    """What decided, in words."""
    start: int
    """Code points of the passage; a pattern or detector may take in more than the candidate."""
    end: int
    tag: str
    """Penn tag of the match, for inflection; '' when unknown."""


class Prepared:
    """A rule with its conditions compiled, cheapest first."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.unless = _ready(rule.unless)
        self.when = _ready(rule.when)
        self.detector = DETECTORS[rule.detector] if rule.detector else None
        self.level = rule.level
        self.needs_paragraph = "paragraph" in repr((rule.unless, rule.when))
        self.needs_marks = "'mark'" in repr((rule.unless, rule.when))
        self._matcher: Any = None
        self._entities_in_pattern = "ENT_" in repr((rule.match, rule.dependency))

    @property
    def has_pattern(self) -> bool:
        """Whether a spaCy pattern must match, too."""
        return bool(self.rule.match or self.rule.dependency)

    def pattern_span(self, sight: Sight) -> tuple[int, int] | bool | None:
        """The match of the rule's spaCy pattern around the candidate; True while more must be read."""
        if sight.level < (ENTITIES if self._entities_in_pattern else PARSE):
            return True
        from inclusive_lint.matching import find_pattern, make_matcher

        doc = sight.span.doc
        if self._matcher is None or self._matcher[0] is not doc.vocab:
            self._matcher = (doc.vocab, make_matcher(doc.vocab, self.rule))
        found = find_pattern(self._matcher[1], doc, sight.span)
        if found is None:
            return None
        first, last = found
        shift = sight.sentence_start
        return shift + doc[first].idx, shift + doc[last].idx + len(doc[last])


def _ready(
    conditions: Sequence[Mapping[str, Any]],
) -> list[tuple[Mapping[str, Any], dict[str, Any]]]:
    return [(raw, prepare(raw)) for raw in sorted(conditions, key=level_of)]


def decide(prepared: Prepared, sight: Sight, tag: str) -> Decision | None:
    """Settle a candidate, or None while its sentence must be read further."""
    rule = prepared.rule
    if sight.passage.block.kind == "identifier":
        return _decide_identifier(prepared, sight, tag)
    if reason := _guard(rule, sight):
        return _silent(sight, tag, reason)
    forgiven = _forgiven(prepared, sight)
    if isinstance(forgiven, str):
        return _silent(sight, tag, forgiven)
    needed = _needed(prepared, sight)
    if isinstance(needed, str):
        return _silent(sight, tag, needed)
    reasons, waiting = needed
    judged = _judged(prepared, sight)
    if isinstance(judged, str):
        return _silent(sight, tag, judged)
    if forgiven is None or waiting or judged is None:
        return None
    start, end, more = judged
    if sight.level > WORDS and start == sight.start:
        tag = _refined(tag, sight)
    return Decision(True, (*reasons, *more) or ("the term itself",), start, end, tag)


def _forgiven(prepared: Prepared, sight: Sight) -> str | bool | None:
    """Why an ``unless`` forgives; False when none can; None while one is still open."""
    waiting = False
    for raw, ready in prepared.unless:
        answer = holds(ready, sight)
        if answer:
            return f"unless {describe(raw)}"
        waiting = waiting or answer is None
    return None if waiting else False


def _judged(prepared: Prepared, sight: Sight) -> str | tuple[int, int, tuple[str, ...]] | None:
    """Why detector or pattern say no; else the span and the evidence; None while more must be read."""
    start, end = sight.start, sight.end
    evidence: tuple[str, ...] = ()
    waiting = False
    if prepared.detector is not None:
        verdict = prepared.detector.run(sight)
        if verdict is not None and not verdict.fires:
            return verdict.evidence
        waiting = verdict is None
        if verdict is not None:
            evidence, end = (verdict.evidence,), verdict.end or end
    if prepared.has_pattern:
        span = prepared.pattern_span(sight)
        if span is None:
            return "the pattern doesn't match here"
        if isinstance(span, tuple):
            start, end = span
        waiting = waiting or span is True
    return None if waiting else (start, end, evidence)


def _guard(rule: Rule, sight: Sight) -> str | None:
    if "literal" not in rule.even_in and (reason := guards.literal(sight)):
        return reason
    if "mention" not in rule.even_in and (reason := guards.mention(sight, rule.all_replacements)):
        return reason
    if "name" not in rule.even_in and (reason := guards.name(sight)):
        return reason
    return None


def _needed(prepared: Prepared, sight: Sight) -> str | tuple[list[str], bool]:
    """Why no ``when`` can hold any more; else the one that does, and whether some are still open."""
    if not prepared.when:
        return [], False
    waiting = False
    for raw, ready in prepared.when:
        answer = holds(ready, sight)
        if answer:
            return [f"when {describe(raw)}"], False
        waiting = waiting or answer is None
    if not waiting:
        return "none of the contexts in which it is meant (when) is here"
    return [], True


def _decide_identifier(prepared: Prepared, sight: Sight, tag: str) -> Decision:
    if not prepared.rule.identifiers:
        return _silent(sight, tag, "the rule doesn't look into identifiers")
    for raw, ready in prepared.unless:
        if holds(ready, sight):
            return _silent(sight, tag, f"unless {describe(raw)}")
    return Decision(True, ("a word of an identifier",), sight.start, sight.end, tag)


def _silent(sight: Sight, tag: str, reason: str) -> Decision:
    return Decision(False, (reason,), sight.start, sight.end, tag)


def _refined(tag: str, sight: Sight) -> str:
    """The parser's tag where it agrees with the form's own, which spelling makes surer."""
    seen: str = sight.root.tag_
    if not tag:
        return seen
    same_number = tag in {"NN", "VB", "JJ"} and seen in {"NN", "NNP", "VB", "VBP", "JJ"}
    if same_number or (tag in {"NNS", "VBZ"} and seen in {"NNS", "NNPS", "VBZ"}):
        return {"NNP": "NN", "NNPS": "NNS", "VBP": "VB"}.get(seen, seen)
    if tag.startswith("VB") and seen in {"VBD", "VBN"} and tag in {"VBD", "VBN"}:
        return seen
    return tag
