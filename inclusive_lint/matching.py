"""spaCy's Matcher and DependencyMatcher for one rule's patterns, run only where the rule has a candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from inclusive_lint.packs.rule import Rule


def make_matcher(vocab: Any, rule: Rule) -> Any:
    """A matcher with the patterns of ``rule``; lemmas become their surface forms (no lemmatizer runs).

    Raises PackError (IL212) where spaCy refuses a pattern.
    """
    from spacy.matcher import DependencyMatcher, Matcher

    from inclusive_lint.model import PackError

    matcher: Any = Matcher(vocab) if rule.match else DependencyMatcher(vocab)
    try:
        if rule.match:
            matcher.add(rule.id, [[_spelled(token) for token in p] for p in rule.match])
        else:
            matcher.add(
                rule.id,
                [
                    [{**item, "RIGHT_ATTRS": _spelled(item.get("RIGHT_ATTRS", {}))} for item in p]
                    for p in rule.dependency
                ],
            )
    except (ValueError, TypeError, KeyError) as error:
        first = str(error).strip().splitlines()[0]
        raise PackError(
            f"{rule.file}:{rule.line}:1: IL212: pattern of {rule.id}: {first}"
        ) from error
    return matcher


def find_pattern(matcher: Any, doc: Doc, span: Span) -> tuple[int, int] | None:
    """The longest match that takes in the candidate: its first and last token; None without one."""
    found: list[tuple[int, int]] = []
    for match in matcher(doc):
        tokens = match[1] if isinstance(match[1], list) else list(range(match[1], match[2]))
        if tokens and any(span.start <= i < span.end for i in tokens):
            found.append((min(tokens), max(tokens)))
    return max(found, key=lambda pair: pair[1] - pair[0], default=None)


def _spelled(token: Any) -> Any:
    if not isinstance(token, dict) or "LEMMA" not in token:
        return token
    from inclusive_lint.inflection import surface_forms

    lemmas = token["LEMMA"]
    words = lemmas.get("IN", []) if isinstance(lemmas, dict) else [lemmas]
    forms = sorted({form.text for word in words for form in surface_forms(word)})
    return {**{k: v for k, v in token.items() if k != "LEMMA"}, "LOWER": {"IN": forms}}
