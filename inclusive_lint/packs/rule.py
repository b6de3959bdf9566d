"""What a rule and a pack are once loaded: frozen values, no behaviour that reads files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inclusive_lint.model import Severity


class Cited(NamedTuple):
    """A source: who says so."""

    title: str
    url: str


class Example(NamedTuple):
    """A text that shows what a rule does."""

    kind: str
    """'flag', 'pass' or 'known_miss'."""
    text: str
    """Without the double brackets."""
    spans: tuple[tuple[int, int], ...] = ()
    """Where findings of the rule are expected, code points of ``text``."""
    fixed: str | None = None
    because: str | None = None
    preferences: tuple[tuple[str, str], ...] = ()
    format: str = "markdown"


class Term(NamedTuple):
    """A term of a rule."""

    text: str
    pos: str | None = None
    """'noun', 'verb', 'adj', 'fixed' or None (unknown)."""
    replacements: tuple[str, ...] = ()
    """Those of this term alone; (): the rule's."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule in the form that one pack version gives it."""

    id: str
    pack: str
    since: str
    until: str | None
    severity: Severity
    category: str
    terms: tuple[Term, ...]
    match: tuple[list[Mapping[str, Any]], ...]
    """spaCy Matcher patterns."""
    dependency: tuple[list[Mapping[str, Any]], ...]
    """spaCy DependencyMatcher patterns."""
    detector: str | None
    unless: tuple[Mapping[str, Any], ...]
    """As in YAML; ``conditions.prepare`` compiles them."""
    when: tuple[Mapping[str, Any], ...]
    even_in: frozenset[str]
    identifiers: bool
    preference: tuple[tuple[str, str], ...]
    replacements: tuple[str, ...]
    fix: str
    """'safe' or 'manual'."""
    message: str
    why: str
    sources: tuple[Cited, ...]
    examples: tuple[Example, ...]
    file: str
    """Path of the file it comes from, for error messages."""
    line: int
    """Line from 1."""

    @property
    def all_replacements(self) -> tuple[str, ...]:
        """The rule's replacements and those of its terms, each once."""
        own = (each for term in self.terms for each in term.replacements)
        return tuple(dict.fromkeys((*self.replacements, *own)))

    def replacements_of(self, term: int) -> tuple[str, ...]:
        """What is offered for a match of the term with that index (-1: a pattern)."""
        return (self.terms[term].replacements if term >= 0 else ()) or self.replacements

    @property
    def level(self) -> int:
        """How far a sentence must be read in the worst case: 0 words, 1 parse, 2 entities."""
        from inclusive_lint.conditions import level_of
        from inclusive_lint.detectors import DETECTORS

        level = max((level_of(c) for c in (*self.unless, *self.when)), default=0)
        if self.match or self.dependency:
            level = max(level, 1)
        if self.detector is not None:
            level = max(level, DETECTORS[self.detector].level)
        return level

    @property
    def needs_model(self) -> bool:
        """Whether some sentence can't be settled without the English model."""
        return self.level > 0


class Preference(NamedTuple):
    """A choice that a pack's rules know."""

    name: str
    default: str
    values: tuple[str, ...]
    description: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as one version of it has it."""

    id: str
    title: str
    version: str
    """The version in force: the pin, or the newest."""
    newest: str
    language: str
    description: str
    licence: str
    preferences: tuple[Preference, ...]
    changelog: tuple[tuple[str, str], ...]
    rules: tuple[Rule, ...]
    """In order of id."""
    path: str
    """The folder it was loaded from."""
