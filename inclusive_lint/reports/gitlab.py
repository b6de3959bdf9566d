"""GitLab code quality: a list of what GitLab calls issues, shown in merge requests."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from inclusive_lint.reports.base import Placed, ReportOptions, RuleInfo, place_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inclusive_lint.model import Result, Severity

_SEVERITIES: dict[Severity, str] = {"suggestion": "info", "warning": "minor", "error": "major"}


def render(result: Result, rules: Iterable[RuleInfo], options: ReportOptions) -> str:
    """A JSON array; notices have no place in the format."""
    del rules, options
    return json.dumps([_entry(p) for p in place_all(result)], indent=2) + "\n"


def _entry(placed: Placed) -> dict[str, Any]:
    f = placed.finding
    # GitLab wants one fingerprint a report, ours is one a file.
    identity = f"{f.path}\0{f.fingerprint or f'{f.rule}:{f.start}'}"
    digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
    return {
        "description": f.message,
        "check_name": f.rule,
        "fingerprint": digest,
        "severity": _SEVERITIES[f.severity],
        "location": {
            "path": f.path,
            "lines": {"begin": placed.line, "end": placed.end_line},
        },
    }
