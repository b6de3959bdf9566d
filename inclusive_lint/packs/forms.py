"""The surface forms by which a rule's candidates are found: its terms inflected, its patterns' anchors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inclusive_lint.inflection import surface_forms
from inclusive_lint.model import PackError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from inclusive_lint.packs.rule import Rule


def forms_of(rule: Rule) -> Iterator[tuple[str, str, int]]:
    """(surface form, tag, term index) for each term and each anchor of ``rule``.

    Raises PackError (IL211) where a pattern has no literal word to look for.
    """
    for number, term in enumerate(rule.terms):
        if term.pos == "fixed":
            yield term.text, "", number
            continue
        for form in surface_forms(term.text, pos=term.pos):
            yield form.text, form.tag, number
    for pattern in rule.match:
        yield from ((*anchor, -1) for anchor in _anchors(pattern, rule))
    for dependency in rule.dependency:
        tokens = [item.get("RIGHT_ATTRS", {}) for item in dependency]
        yield from ((*anchor, -1) for anchor in _anchors(tokens, rule))


def _anchors(tokens: list[Mapping[str, Any]], rule: Rule) -> Iterator[tuple[str, str]]:
    for token in tokens:
        if token.get("OP") in {"?", "*", "!"}:
            continue
        words = list(_literals(token))
        if words:
            yield from words
            return
    message = "IL211: a pattern needs a token with LOWER, ORTH, TEXT or LEMMA, to be looked for"
    raise PackError(f"{rule.file}:{rule.line}:1: {message} (rule {rule.id})")


def _literals(token: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("LOWER", "ORTH", "TEXT", "NORM", "LEMMA"):
        value = token.get(key)
        if isinstance(value, dict):
            value = value.get("IN")
        for word in [value] if isinstance(value, str) else value or []:
            if key == "LEMMA":
                yield from ((form.text, form.tag) for form in surface_forms(word))
            else:
                yield str(word).lower(), ""
