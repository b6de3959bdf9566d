"""Results made by hand, for tests of what comes after the engine."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inclusive_lint.model import (
    Edit,
    FileResult,
    Finding,
    Fix,
    Replacement,
    Result,
    Source,
    Suppressed,
)


@dataclass(frozen=True)
class Cited:
    title: str = "Style guide: allowlist"
    url: str = "https://example.org/allowlist"


@dataclass(frozen=True)
class SampleRule:
    id: str = "technology.allowlist"
    pack: str = "technology"
    severity: str = "warning"
    category: str = "race"
    message: str = "Prefer {replacements} to '{match}' here."
    why: str = "The pair ties good to white and bad to black."
    sources: tuple = (Cited(),)
    replacements: tuple = ("allowlist", "permit list")


RULES = (SampleRule(),)


def finding(text, match="whitelist", *, occurrence=0, words=("allowlist",), safe=True, **more):
    """A finding on an occurrence of ``match``, with its replacements and fix."""
    places = [m.start() for m in re.finditer(re.escape(match), text)]
    start = places[occurrence]
    end = start + len(match)
    replacements = tuple(Replacement(word, (Edit(start, end, word),)) for word in words)
    fix = Fix(safe, replacements[0].edits) if len(words) == 1 else None
    fields = {
        "path": "docs/a.md",
        "rule": "technology.allowlist",
        "pack": "technology",
        "category": "race",
        "severity": "warning",
        "message": f"Prefer '{words[0]}' to '{match}' here." if words else f"Leave '{match}' out.",
        "match": match,
        "start": start,
        "end": end,
        "replacements": replacements,
        "fix": fix,
        "fingerprint": f"0123456789abcdef-{occurrence + 1}",
    }
    return Finding(**(fields | more))


def file_result(text, *findings, path="docs/a.md", notices=(), **source):
    return FileResult(path, findings, notices, Source(path, text, **source), len(text.split()))


def result_of(text, *findings, **more):
    return Result((file_result(text, *(findings or (finding(text),)), **more),))


HIDDEN = Suppressed("comment", "a quotation", 3)
