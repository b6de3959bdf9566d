"""Sixth stage: findings in, the same out, some marked as suppressed; reads no file, hides nothing.

Only findings in a directive's own words are dropped, since those are no prose. Mistakes in the
suppressions themselves come out as findings of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from inclusive_lint.model import Finding, Prose, Settings, Severity, Source

PACK = "inclusive-lint"
CATEGORY = "suppression"
MISSING_REASON = "inclusive-lint.missing-reason"
UNUSED = "inclusive-lint.unused-suppression"
INVALID = "inclusive-lint.invalid-suppression"
OWN_RULES: dict[str, tuple[Severity, str]] = {
    MISSING_REASON: ("warning", "A suppression says why, so that the next reader needn't guess."),
    UNUSED: (
        "suggestion",
        "A suppression that silences nothing hides what comes to stand there later.",
    ),
    INVALID: (
        "warning",
        "A suppression with a slip in it silences nothing, or not what was meant.",
    ),
}
"""Rules about suppressions: id -> severity, why."""

_HINTS = ("nclusive-", "NCLUSIVE-", "alex ", "wokeignore:", "blocklint:", "vale ")
"""A text without any of these holds no suppression; most don't, and pay for nothing more."""


class RuleNames(NamedTuple):
    """What names in a directive can mean."""

    known: frozenset[str]
    """Ids, categories and packs of the packs in use, rules that are off included."""
    active: frozenset[str]
    """The same of the rules that are on."""
    elsewhere: Callable[[str], bool] | None = None
    """Whether an installed pack that isn't in use knows a name; asked only for unknown ones."""


class _Named(Protocol):
    """What is needed of a rule."""

    @property
    def id(self) -> str:
        """Rule id."""
        ...

    @property
    def category(self) -> str:
        """Category."""
        ...

    @property
    def pack(self) -> str:
        """Pack name."""
        ...


def names_of(
    rules: Iterable[_Named], on: Iterable[bool], elsewhere: Callable[[str], bool] | None = None
) -> RuleNames:
    """Gather the names of rules, ``on`` saying of each whether it is on."""
    known: set[str] = set()
    active: set[str] = set()
    for rule, is_on in zip(rules, on, strict=True):
        names = (rule.id, rule.category, rule.pack)
        known.update(names)
        if is_on:
            active.update(names)
    return RuleNames(frozenset(known), frozenset(active), elsewhere)


def apply_suppressions(
    findings: tuple[Finding, ...],
    prose: Prose,
    source: Source,
    settings: Settings,
    *,
    names: RuleNames | None = None,
) -> tuple[Finding, ...]:
    """Mark what comments and allowed phrases suppress, and add findings about suppressions.

    ``names`` lets slips in rule names be found; without it any name is taken for known and on.
    """
    if settings.allow and findings:
        from inclusive_lint.allow import allowed_by

        findings = tuple(allowed_by(findings, prose, source, settings.allow))
    if not any(hint in source.text for hint in _HINTS):
        return findings
    return _apply_comments(findings, prose, source, settings, names)


def mentions_directive(text: str) -> bool:
    """Whether a text may hold a suppression of our own, and so has to be read even when it is clean."""
    return any(hint in text for hint in _HINTS[:2])


def _apply_comments(
    findings: tuple[Finding, ...],
    prose: Prose,
    source: Source,
    settings: Settings,
    names: RuleNames | None,
) -> tuple[Finding, ...]:
    # Ten milliseconds of expressions, for the few documents that have suppressions.
    from inclusive_lint.suppression_findings import find_mistakes
    from inclusive_lint.suppression_scope import Scope
    from inclusive_lint.suppressions import find_directives

    directives = find_directives(prose, source)
    if not directives:
        return findings
    scope = Scope(directives, prose, source)
    findings = tuple(f for f in findings if not scope.is_inside(f))
    working = [d for d in directives if d.reach != "unknown"]
    if settings.require_reason:
        working = [d for d in working if d.reason is not None or d.reach == "on"]
    used: dict[int, set[str]] = {}
    kept = tuple(scope.mark(finding, working, used) for finding in findings)
    about = find_mistakes(directives, source, settings, names, used)
    if not about:
        return kept
    # Only who names a rule about suppressions can suppress its findings.
    naming = [d for d in working if any(name in OWN_RULES for name in d.names)]
    return tuple(sorted((*kept, *(scope.mark(f, naming, used) for f in about)), key=_order))


def _order(finding: Finding) -> tuple[int, int, str]:
    return finding.start, finding.end, finding.rule
