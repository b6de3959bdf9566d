"""What is found in a document; part of ``model``, whose names it adds to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from inclusive_lint.model import Severity


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of ``text[start:end]``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words offered in place of a match, with all edits that keep the grammar."""

    text: str
    """In the number, tense and case of the match."""
    edits: tuple[Edit, ...]
    """In order, not overlapping: the match, and where needed a/an before it and the verb after."""


@dataclass(frozen=True, slots=True)
class Fix:
    """The edits that ``--fix`` applies."""

    safe: bool
    """True: one replacement and the grammar holds. False: needs ``--unsafe-fixes``."""
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Why a finding is not counted."""

    kind: Literal["comment", "baseline", "allow", "unchanged"]
    reason: str | None = None
    """As the writer gave it."""
    line: int | None = None
    """Line (from 1) of the suppressing comment."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One reported place."""

    path: str
    rule: str
    """Rule id, such as 'technology.allowlist'."""
    pack: str
    category: str
    severity: Severity
    message: str
    """One sentence for the writer; kind, and complete without the why."""
    match: str
    """``text[start:end]`` exactly."""
    start: int
    end: int
    replacements: tuple[Replacement, ...] = ()
    fix: Fix | None = None
    fingerprint: str = ""
    """Identity across edits: 16 hex digits, '-' and an occurrence number."""
    evidence: tuple[str, ...] = ()
    """The conditions that decided, in words."""
    block_kind: str = "paragraph"
    place: str | None = None
    suppressed: Suppressed | None = None
