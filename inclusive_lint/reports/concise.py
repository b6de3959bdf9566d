"""One line a finding, for a quick look and for tools that read compilers' output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inclusive_lint.reports.base import ReportOptions, RuleInfo, place
from inclusive_lint.reports.statistics import statistics
from inclusive_lint.reports.text import Paint, headline, notice_line, summary_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inclusive_lint.model import Result


def render(result: Result, rules: Iterable[RuleInfo], options: ReportOptions) -> str:
    """Findings and notices in order of path, then the summary."""
    del rules
    paint = Paint(options.color)
    parts = [notice_line(n, paint) for n in result.notices if n.fatal or not options.quiet]
    for file in result.files:
        parts += (notice_line(n, paint) for n in file.notices if n.fatal or not options.quiet)
        parts += (headline(p, paint) for p in place(file))
    if options.statistics:
        parts.append(statistics(result))
    if not options.quiet:
        parts.append(summary_line(result, paint))
    return "".join(parts)
