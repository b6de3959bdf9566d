"""Packs and rules as plain tuples, which is what the compiled cache keeps, and back."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from inclusive_lint.packs.rule import Cited, Example, Pack, Preference, Rule, Term

_PACK = tuple(f.name for f in fields(Pack))
_RULE = tuple(f.name for f in fields(Rule))
_RULES_AT = _PACK.index("rules")


def flatten(value: Any) -> Any:
    """A pack, rule or part of one as plain tuples of its fields."""
    if isinstance(value, Pack | Rule):
        return tuple(flatten(getattr(value, f.name)) for f in fields(value))
    if isinstance(value, tuple):
        return tuple(flatten(item) for item in value)
    return value


def rules_of(flat: tuple[Any, ...]) -> tuple[tuple[Any, ...], ...]:
    """The flat rules of a flat pack."""
    rules: tuple[tuple[Any, ...], ...] = flat[_RULES_AT]
    return rules


def pack_of(flat: tuple[Any, ...]) -> Pack:
    """The pack that ``flatten`` flattened."""
    values = dict(zip(_PACK, flat, strict=True))
    values["preferences"] = tuple(Preference(*p) for p in values["preferences"])
    values["rules"] = tuple(rule_of(r) for r in values["rules"])
    return Pack(**values)


def rule_of(flat: tuple[Any, ...]) -> Rule:
    """The rule that ``flatten`` flattened."""
    values = dict(zip(_RULE, flat, strict=True))
    values["terms"] = tuple(Term(*t) for t in values["terms"])
    values["sources"] = tuple(Cited(*s) for s in values["sources"])
    values["examples"] = tuple(Example(*e) for e in values["examples"])
    return Rule(**values)
