"""Beside the line: what was found in each passage of a text, kept so that after an edit only what changed is read.

Finding by finding the same as reading all of it again. Used by the language server; the command
line reads each text once and has no use for it.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from inclusive_lint.model import Edit, Finding, Fix, Replacement

if TYPE_CHECKING:
    from collections.abc import Hashable

    from inclusive_lint.model import Source
    from inclusive_lint.passages import Passage
    from inclusive_lint.sight import DocumentView, Fact

_TEXTS_KEPT = 64


class Kept(NamedTuple):
    """What came of a passage."""

    findings: tuple[Finding, ...]
    """Before overlaps are settled and fingerprints numbered."""
    start: int
    """Where the passage's block stood."""
    facts: tuple[tuple[Fact, object], ...]
    """What was asked about the whole document, and the answers."""


Passages = dict["Hashable", Kept]


class PassageMemo:
    """The passages of the texts read last, by path. Safe for several threads: a text is replaced whole."""

    def __init__(self) -> None:
        self._texts: OrderedDict[str, Passages] = OrderedDict()

    def of(self, path: str) -> Passages:
        """What is kept for a path."""
        return self._texts.get(path, {})

    def keep(self, path: str, passages: Passages) -> None:
        """Keep the passages of a text in place of those it had before."""
        self._texts[path] = passages
        self._texts.move_to_end(path)
        while len(self._texts) > _TEXTS_KEPT:
            self._texts.popitem(last=False)


def key_of(passage: Passage, source: Source) -> Hashable:
    """All that findings in a passage depend on but facts about the document: two equal ones read alike."""
    block = passage.block
    marks = tuple((m.kind, m.start - block.start, m.end - block.start) for m in block.marks)
    return (
        block.text,
        # An edit may reach a character to the left and right of the block's own text.
        source.text[max(block.start - 1, 0) : block.end + 1],
        block.kind,
        block.context,
        marks,
        block.place,
        block.language,
        source.format,
        source.writable,
    )


def reusable(kept: Kept | None, document: DocumentView) -> bool:
    """Whether the document still answers as it did when the passage was read."""
    return kept is not None and all(document.ask(fact) == answer for fact, answer in kept.facts)


def moved(kept: Kept, start: int) -> tuple[Finding, ...]:
    """The findings of a passage whose block now stands at ``start``."""
    by = start - kept.start
    return kept.findings if by == 0 else tuple(_moved(f, by) for f in kept.findings)


def _moved(finding: Finding, by: int) -> Finding:
    # By position: dataclasses.replace takes three times as long, and this runs for every finding.
    fix = finding.fix
    return Finding(
        finding.path,
        finding.rule,
        finding.pack,
        finding.category,
        finding.severity,
        finding.message,
        finding.match,
        finding.start + by,
        finding.end + by,
        tuple([Replacement(r.text, _edits(r.edits, by)) for r in finding.replacements]),
        None if fix is None else Fix(fix.safe, _edits(fix.edits, by)),
        finding.fingerprint,
        finding.evidence,
        finding.block_kind,
        finding.place,
        finding.suppressed,
    )


def _edits(edits: tuple[Edit, ...], by: int) -> tuple[Edit, ...]:
    return tuple([Edit(e.start + by, e.end + by, e.text) for e in edits])
