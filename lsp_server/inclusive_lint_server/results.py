"""What the linting process found in one text, as bytes to be sent on, taken apart only where someone asks."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inclusive_lint_server.wire import Head


Stamp = tuple[int, int, int, int]
"""A state of a document: (opening, version, revision of its notebook, generation of the settings)."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The diagnostics of one state of one document."""

    stamp: Stamp
    """Which state it is about."""
    version: int
    """Of the document, as the client counts."""
    digest: str
    """Equal for equal diagnostics; the result id of pulled ones."""
    spans: tuple[tuple[int, int, int, int], ...]
    """Of each diagnostic: first line, last line, start and end of its JSON in ``body``."""
    body: bytes
    """The diagnostics' JSON, separated by commas, with the version left at 0."""
    fix_all: list[dict[str, Any]]
    """LSP text edits of all safe fixes that don't overlap."""
    packs: tuple[str, ...] = ()
    counts: tuple[int, int, int] = (0, 0, 0)
    """Of suggestions, warnings and errors."""
    notices: tuple[str, ...] = ()

    @classmethod
    def of(cls, head: Head, body: bytes, stamp: Stamp) -> Checked:
        """Take over an answer of the linting process."""
        return cls(
            stamp=stamp,
            version=stamp[1],
            digest=head["digest"],
            spans=tuple(tuple(span) for span in head["spans"]),
            body=body,
            fix_all=head["fixAll"],
            packs=tuple(head["packs"]),
            counts=tuple(head["counts"]),
            notices=tuple(head["notices"]),
        )

    @property
    def items(self) -> bytes:
        """The JSON array of diagnostics."""
        # Inside a JSON string the quotes would be escaped, so only the key itself can match.
        return b"[%s]" % self.body.replace(b'"version":0,', b'"version":%d,' % self.version)

    def in_lines(self, first: int, last: int) -> list[dict[str, Any]]:
        """The diagnostics that touch a run of lines (from 0, inclusive), decoded."""
        lines = [span[0] for span in self.spans]
        found = []
        # A finding seldom runs over more than a few lines; those that begin earlier are looked at too.
        begin = bisect_left(lines, first - 50)
        for span in self.spans[begin : bisect_right(lines, last)]:
            if span[1] >= first:
                diagnostic = json.loads(self.body[span[2] : span[3]])
                if isinstance(diagnostic.get("data"), dict):
                    diagnostic["data"]["version"] = self.version
                found.append(diagnostic)
        return found


def touches(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two LSP ranges (as JSON) share a place; an empty one touches where it stands."""
    return _at(one["start"]) <= _at(other["end"]) and _at(other["start"]) <= _at(one["end"])


def _at(position: dict[str, int]) -> tuple[int, int]:
    return position["line"], position["character"]
