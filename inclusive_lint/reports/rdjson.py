"""Reviewdog's diagnostic format, each replacement a suggestion that a reviewer can accept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from inclusive_lint.reports.base import (
    TOOL,
    Placed,
    ReportOptions,
    RuleInfo,
    merged,
    place_all,
    rules_in_play,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inclusive_lint.model import Notice, Result, Severity

_SEVERITIES: dict[Severity, str] = {"suggestion": "INFO", "warning": "WARNING", "error": "ERROR"}
_Json = dict[str, Any]


def render(result: Result, rules: Iterable[RuleInfo], options: ReportOptions) -> str:
    """One DiagnosticResult; fatal notices are diagnostics without a range."""
    del options
    known = rules_in_play(result, rules)
    urls = {rule: info.sources[0].url for rule, info in known.items() if info and info.sources}
    found = [_notice(n) for n in result.all_notices if n.fatal and n.path]
    found += (_finding(p, urls) for p in place_all(result))
    document = {"source": {"name": TOOL}, "severity": "WARNING", "diagnostics": found}
    return json.dumps(document, indent=2) + "\n"


def _finding(placed: Placed, urls: dict[str, str]) -> _Json:
    f = placed.finding
    code: _Json = {"value": f.rule}
    if f.rule in urls:
        code["url"] = urls[f.rule]
    data: _Json = {
        "message": f.message,
        "location": {"path": f.path, "range": _range(placed, f.start, f.end)},
        "severity": _SEVERITIES[f.severity],
        "code": code,
    }
    edits = [merged(placed.text, r.edits) for r in f.replacements if r.edits]
    if edits:
        data["suggestions"] = [
            {"range": _range(placed, e.start, e.end), "text": e.text} for e in edits
        ]
    return data


def _notice(notice: Notice) -> _Json:
    return {
        "message": notice.message,
        "location": {"path": notice.path},
        "severity": "ERROR",
        "code": {"value": notice.code},
    }


def _range(placed: Placed, start: int, end: int) -> _Json:
    return {"start": _position(placed, start), "end": _position(placed, end)}


def _position(placed: Placed, offset: int) -> _Json:
    """Line from 1 and column from 1 in bytes of UTF-8, as the format wants it."""
    line, column = placed.lines.position(offset)
    before = placed.text[offset - column + 1 : offset]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
