"""Checkstyle XML, which many CI servers and editors read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inclusive_lint.reports import xml
from inclusive_lint.reports.base import TOOL, ReportOptions, RuleInfo, place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inclusive_lint.model import FileResult, Notice, Result, Severity

_SEVERITIES: dict[Severity, str] = {"suggestion": "info", "warning": "warning", "error": "error"}


def render(result: Result, rules: Iterable[RuleInfo], options: ReportOptions) -> str:
    """Files with findings or fatal notices; a notice stands on line 1."""
    del rules, options
    body = "".join(_file(file) for file in result.files)
    return f'{xml.DECLARATION}<checkstyle version="8.0">\n{body}</checkstyle>\n'


def _file(file: FileResult) -> str:
    entries = [_notice(n) for n in file.notices if n.fatal]
    for placed in place(file):
        f = placed.finding
        entries.append(
            _entry(
                line=placed.line,
                column=placed.column,
                severity=_SEVERITIES[f.severity],
                message=f.message,
                source=f"{TOOL}.{f.rule}",
            )
        )
    if not entries:
        return ""
    return f"  <file{xml.attributes(name=file.path)}>\n{''.join(entries)}  </file>\n"


def _notice(notice: Notice) -> str:
    return _entry(line=1, severity="error", message=notice.message, source=f"{TOOL}.{notice.code}")


def _entry(**values: object) -> str:
    return f"    <error{xml.attributes(**values)}/>\n"
