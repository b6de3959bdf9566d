"""What linting the whole workspace brought."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Survey:
    """What linting the workspace brought; kept for the next pull and the next report."""

    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By URI: state, digest, counts, notices, ``diagnostics`` and ``report`` as bytes."""
    cancelled: bool = False
    closed: set[str] = field(default_factory=set)
    """URIs of documents that were closed since: the disk may have another text than was linted."""

    def counts(self) -> list[int]:
        """Of suggestions, warnings and errors."""
        return [sum(f["counts"][i] for f in self.files.values()) for i in range(3)]

    def summary(self) -> dict[str, Any]:
        """Numbers for people."""
        counts = self.counts()
        names = ("suggestion", "warning", "error")
        return {
            "files": len(self.files),
            "findings": sum(counts),
            "severities": dict(zip(names, counts, strict=True)),
        }
