"""Workflow commands that GitHub Actions turns into annotations on the changed files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inclusive_lint.reports.base import Placed, ReportOptions, RuleInfo, place_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inclusive_lint.model import Notice, Result, Severity

_COMMANDS: dict[Severity, str] = {"suggestion": "notice", "warning": "warning", "error": "error"}
_OFFERED = 6


def render(result: Result, rules: Iterable[RuleInfo], options: ReportOptions) -> str:
    """One command a line; notices come first."""
    del rules
    lines = [_notice(n) for n in result.all_notices if n.fatal or not options.quiet]
    lines += (_finding(p) for p in place_all(result))
    return "".join(lines)


def _finding(placed: Placed) -> str:
    f = placed.finding
    fields = {"file": f.path, "line": placed.line}
    # GitHub takes columns only where the annotation stays on one line.
    if placed.line == placed.end_line:
        fields |= {"col": placed.column, "endLine": placed.end_line, "endColumn": placed.end_column}
    else:
        fields |= {"endLine": placed.end_line}
    fields["title"] = f.rule
    offered = ", ".join(r.text for r in f.replacements[:_OFFERED])
    message = f"{f.message} Instead: {offered}" if offered else f.message
    return _command(_COMMANDS[f.severity], fields, message)


def _notice(notice: Notice) -> str:
    fields: dict[str, object] = {"file": notice.path} if notice.path else {}
    return _command(
        "error" if notice.fatal else "notice", fields, f"{notice.code} {notice.message}"
    )


def _command(name: str, fields: dict[str, object], message: str) -> str:
    values = ",".join(f"{key}={_property(str(value))}" for key, value in fields.items())
    return f"::{name}{' ' if values else ''}{values}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
