"""The same data as ``json``, one object a line: findings, then notices, then the summary."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from inclusive_lint.reports import json as document
from inclusive_lint.reports.base import ReportOptions, RuleInfo, place_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inclusive_lint.model import Result


def render(result: Result, rules: Iterable[RuleInfo], options: ReportOptions) -> str:
    """Each line has a ``type``: 'finding', 'notice' or 'summary'."""
    del rules, options
    lines = [_line("finding", document.finding(p)) for p in place_all(result, suppressed=True)]
    lines += (_line("notice", document.notice(n)) for n in result.all_notices)
    head = {"version": document.VERSION, "tool": document.tool()}
    lines.append(_line("summary", head | document.summary(result)))
    return "".join(lines)


def _line(kind: str, data: dict[str, Any]) -> str:
    return json.dumps({"type": kind} | data, separators=(",", ":")) + "\n"
