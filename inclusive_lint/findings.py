"""Fifth stage: decisions that fire in, ``Finding``s out: message, replacements, fingerprint, overlaps, order."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, insort
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from inclusive_lint.escaping import written
from inclusive_lint.inflection import (
    article_edit,
    inflect_replacement,
    neutral_pronoun,
    they_agreement,
)
from inclusive_lint.model import SEVERITIES, Edit, Finding, Fix, Replacement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from inclusive_lint.context import Decision
    from inclusive_lint.model import Severity, Source
    from inclusive_lint.packs.rule import Rule
    from inclusive_lint.passages import Passage

_PRONOUNS = frozenset({"they", "them", "their", "theirs", "themself", "themselves"})
_WORD = re.compile(r"\w+")
_SOFT = "\u00ad\u200b\u2060"


def make_finding(  # noqa: PLR0913 - built in one place, by name
    *,
    source: Source,
    passage: Passage,
    rule: Rule,
    severity: Severity,
    decision: Decision,
    term: int,
    fingerprint_words: str,
) -> Finding:
    """A finding without its occurrence number; ``number_fingerprints`` adds that."""
    start, end = passage.source_span(decision.start, decision.end)
    texts = _texts(passage, rule, decision, term)
    replacements = tuple(
        Replacement(text, _edits(source, passage, decision, text)) for text in texts
    )
    match = source.text[start:end]
    clean = passage.text[decision.start : decision.end]
    return Finding(
        path=source.path,
        rule=rule.id,
        pack=rule.pack,
        category=rule.category,
        severity=severity,
        message=_message(rule, clean, [r.text for r in replacements]),
        match=match,
        start=start,
        end=end,
        replacements=replacements,
        fix=_fix(rule, replacements),
        fingerprint=_digest(rule.id, clean, fingerprint_words),
        evidence=decision.reasons,
        block_kind=passage.block.kind,
        place=passage.block.place,
    )


def _texts(passage: Passage, rule: Rule, decision: Decision, number: int) -> list[str]:
    offered = rule.replacements_of(number)
    match = passage.text[decision.start : decision.end]
    if passage.block.kind == "identifier":
        from inclusive_lint.readers.identifiers import restyle

        start, end = passage.source_span(decision.start, decision.end)
        original = passage.block.text[start - passage.block.start : end - passage.block.start]
        inflected = [inflect_replacement(r, decision.tag, like=match.lower()) for r in offered]
        return [restyle(text, original, passage.block.text) for text in inflected]
    if any(r in _PRONOUNS for r in offered):
        tag = decision.tag or None
        following = passage.text[decision.end : decision.end + 60]
        neutral = neutral_pronoun(match, tag=tag, following=following)
        if neutral is not None:
            return [neutral]
    term = rule.terms[number].text if number >= 0 else None
    texts: list[str] = []
    for each in offered:
        text = inflect_replacement(each, decision.tag, like=match, term=term)
        if text not in texts and text != match:
            texts.append(text)
    return texts


def _edits(source: Source, passage: Passage, decision: Decision, text: str) -> tuple[Edit, ...]:
    """All edits of one replacement; none where markup inside the match would be torn."""
    pieces = _pieces(source, passage, decision)
    if not pieces or not source.writable:
        return ()
    edits = [Edit(*pieces[0], text), *(Edit(start, end, "") for start, end in pieces[1:])]
    extra: list[tuple[int, int, str]] = []
    if article := article_edit(passage.text, decision.start, text):
        extra.append(article)
    if text.lower() == "they" and (
        verb := they_agreement(passage.text, decision.start, decision.end)
    ):
        extra.append(verb)
    for start, end, new in extra:
        first, last = passage.source_span(start, end)
        if last - first == end - start:
            new = new.replace("'", "’") if "’" in source.text[first:last] else new  # noqa: PLW2901
            edits.append(Edit(first, last, new))
    edits.sort(key=lambda e: (e.start, e.end))
    words = [written(source.format, passage.block.kind, e.text) for e in edits]
    return tuple(
        Edit(e.start, e.end, text)
        for e, text in zip(edits, words, strict=True)
        if text is not None and None not in words
    )


def _pieces(source: Source, passage: Passage, decision: Decision) -> list[tuple[int, int]]:
    """The source spans of the match: one, or one a line where a line end breaks it; [] where markup does."""
    start, end = passage.source_span(decision.start, decision.end)
    raw = source.text[start:end]
    masked = passage.block.text[start - passage.block.start : end - passage.block.start]
    bare = masked.translate({ord(c): None for c in _SOFT})
    if "\n" not in raw and "\r" not in raw:
        return [(start, end)] if raw.translate({ord(c): None for c in _SOFT}) == bare else []
    pieces = [
        (start + m.start(), start + m.end()) for m in re.finditer(r"[^\s\ufdd0\ufdd1]+", masked)
    ]
    if any(source.text[s:e] != masked[s - start : e - start] for s, e in pieces):
        return []
    lines: list[list[int]] = []
    for first, last in pieces:
        between = source.text[lines[-1][1] : first] if lines else "\n"
        if "\n" in between or "\r" in between:
            lines.append([first, last])
        elif not between.strip():
            lines[-1][1] = last
        else:
            return []
    spans = [(first, last) for first, last in lines]
    # The words that stood on the next line go, and the space after them.
    return [spans[0], *((s, e + (source.text[e : e + 1] == " ")) for s, e in spans[1:])]


def _fix(rule: Rule, replacements: Sequence[Replacement]) -> Fix | None:
    if not replacements or not replacements[0].edits:
        return None
    if rule.fix == "safe":
        return Fix(True, replacements[0].edits)
    return Fix(False, replacements[0].edits) if len(replacements) == 1 else None


def _message(rule: Rule, match: str, replacements: Sequence[str]) -> str:
    quoted = [f"'{text}'" for text in replacements]
    offered = " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
    text = rule.message.replace("{match}", match)
    if "{replacements}" in text:
        text = text.replace("'{replacements}'", "{replacements}")
        text = text.replace("{replacements}", offered or "other words")
    return text[:1].upper() + text[1:]


def _digest(rule: str, match: str, words: str) -> str:
    folded = " ".join(_WORD.findall(f"{match}\0{words}".casefold()))
    return hashlib.blake2b(f"{rule}\0{folded}".encode(), digest_size=8).hexdigest()


def settle_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """The most specific of findings that overlap: the longer, then the heavier, then the first id."""
    ranked = sorted(
        findings,
        key=lambda f: (f.start - f.end, -SEVERITIES.index(f.severity), f.rule, f.start),
    )
    kept: list[Finding] = []
    taken: list[tuple[int, int]] = []
    for finding in ranked:
        at = bisect_left(taken, (finding.end, 0))
        if at and taken[at - 1][1] > finding.start:
            continue
        kept.append(finding)
        insort(taken, (finding.start, finding.end))
    return sorted(kept, key=lambda f: (f.start, f.end, f.rule))


def number_fingerprints(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Add to each fingerprint which occurrence of its kind in the document it is, from 1."""
    seen: Counter[str] = Counter()
    numbered: list[Finding] = []
    for finding in findings:
        seen[finding.fingerprint] += 1
        number = seen[finding.fingerprint]
        numbered.append(replace(finding, fingerprint=f"{finding.fingerprint}-{number}"))
    return tuple(numbered)
