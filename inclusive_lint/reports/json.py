"""Everything in one JSON document, version 1: stable, documented in docs/output-formats.md."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from inclusive_lint.__about__ import __version__
from inclusive_lint.reports.base import (
    TOOL,
    Placed,
    ReportOptions,
    RuleInfo,
    place_all,
    summarise,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inclusive_lint.model import Notice, Result

VERSION = 1
"""Raised only when a key changes its meaning or goes; new keys don't raise it."""


def render(result: Result, rules: Iterable[RuleInfo], options: ReportOptions) -> str:
    """One document, two spaces of indent, ASCII only so that no stream can spoil it."""
    del rules, options
    document = {
        "version": VERSION,
        "tool": tool(),
        "findings": [finding(p) for p in place_all(result, suppressed=True)],
        "notices": [notice(n) for n in result.all_notices],
        "summary": summary(result),
    }
    return json.dumps(document, indent=2) + "\n"


def tool() -> dict[str, str]:
    """Name and version."""
    return {"name": TOOL, "version": __version__}


def finding(placed: Placed) -> dict[str, Any]:
    """A finding; lines and columns from 1, offsets in code points from 0, ends exclusive."""
    f = placed.finding
    data: dict[str, Any] = {
        "path": f.path,
        "rule": f.rule,
        "pack": f.pack,
        "category": f.category,
        "severity": f.severity,
        "message": f.message,
        "match": f.match,
        "start": {"line": placed.line, "column": placed.column, "offset": f.start},
        "end": {"line": placed.end_line, "column": placed.end_column, "offset": f.end},
        "replacements": [r.text for r in f.replacements],
        "fix": None,
        "fingerprint": f.fingerprint,
        "suppressed": None,
    }
    if f.fix is not None:
        edits = [{"start": e.start, "end": e.end, "text": e.text} for e in f.fix.edits]
        data["fix"] = {"safe": f.fix.safe, "edits": edits}
    if f.suppressed is not None:
        s = f.suppressed
        data["suppressed"] = {"kind": s.kind, "reason": s.reason, "line": s.line}
    if f.place is not None:
        data["place"] = f.place
    return data


def notice(n: Notice) -> dict[str, Any]:
    """A notice; ``path`` is empty where it concerns the whole run."""
    return {"path": n.path, "code": n.code, "message": n.message, "fatal": n.fatal}


def summary(result: Result) -> dict[str, Any]:
    """Counts; suppressed findings are in none but their own."""
    s = summarise(result)
    return {
        "files": s.files,
        "files_with_findings": s.files_with_findings,
        "findings": s.findings,
        "by_severity": s.by_severity,
        "by_category": s.by_category,
        "by_rule": s.by_rule,
        "suppressed": s.suppressed,
        "fixable": {"safe": s.fixable, "unsafe": s.fixable_unsafe},
        "notices": s.notices,
        "unread": s.unread,
        "words": s.words,
    }
