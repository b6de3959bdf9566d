"""What travels along the line: a source with its passages, and its candidates on the way to a decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from inclusive_lint.context import Decision, Prepared, decide

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from inclusive_lint.candidates import Candidate
    from inclusive_lint.memo import Kept
    from inclusive_lint.model import Notice, Prose, Source
    from inclusive_lint.passages import Passage
    from inclusive_lint.sight import Fact, Sight


@dataclass(slots=True)
class Open:
    """A candidate on its way to a decision."""

    candidate: Candidate
    prepared: Prepared
    sight: Sight
    decision: Decision | None = None
    key: bytes = b""
    facts: tuple[tuple[Fact, object], ...] = ()
    """What was asked about the whole document to decide it."""


@dataclass(slots=True)
class Work:
    """A source on its way through the line."""

    source: Source
    prose: Prose
    passages: Sequence[Passage] = ()
    open: list[Open] = field(default_factory=list)
    words: int = 0
    notices: list[Notice] = field(default_factory=list)
    keys: dict[int, Hashable] = field(default_factory=dict)
    """Passages with candidates -> their keys in the memo, where there is one."""
    result_key: bytes = b""
    """Where the whole result is kept; b'' for nowhere."""
    kept: dict[int, Kept] = field(default_factory=dict)
    """Passages that are as they were the last time."""

    @property
    def pending_count(self) -> int:
        """How many candidates need the model."""
        return len(self.pending)

    @property
    def pending(self) -> list[Open]:
        """The candidates that need the model."""
        return [o for o in self.open if o.decision is None]


class Seen(NamedTuple):
    """A candidate whose sentence has been read to the end."""

    rule: int
    """Index in the rule set."""
    prepared: Prepared
    sight: Sight
    tag: str

    def decision(self, prepared: Prepared | None = None) -> Decision:
        """What becomes of it, by its own rule or another form of that rule."""
        found = decide(prepared or self.prepared, self.sight, self.tag)
        if found is None:
            return Decision(
                False, ("needs the English model",), self.sight.start, self.sight.end, self.tag
            )
        return found
