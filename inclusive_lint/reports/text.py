"""The report for people: each finding with its source line, the span underlined, what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from inclusive_lint.reports.base import (
    Placed,
    ReportOptions,
    RuleInfo,
    place,
    plural,
    summarise,
    visible,
)
from inclusive_lint.reports.statistics import statistics
from inclusive_lint.reports.width import TAB, columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inclusive_lint.model import Notice, Result, Severity

_COLORS: dict[Severity, str] = {"suggestion": "cyan", "warning": "yellow", "error": "red"}
_OFFERED = 6
"""How many replacements are shown before an ellipsis."""
_CONTEXT = 24
"""Columns kept before a span when a long line is cut."""


def render(result: Result, rules: Iterable[RuleInfo], options: ReportOptions) -> str:
    """Findings and notices in order of path, then the summary."""
    del rules
    paint = Paint(options.color)
    parts: list[str] = [_notice(n, paint) for n in result.notices if _shown(n, options)]
    for file in result.files:
        parts += (_notice(n, paint) for n in file.notices if _shown(n, options))
        parts += (_finding(p, paint, options.width) + "\n" for p in place(file))
    if options.statistics:
        parts.append(statistics(result))
    if not options.quiet:
        parts.append(summary_line(result, paint))
    return "".join(parts)


class Paint:
    """ANSI colours, or none."""

    def __init__(self, color: bool) -> None:  # noqa: FBT001 - the one thing it knows
        self._color = color

    def __call__(self, text: str, fg: str | None = None, *, bold: bool = False) -> str:
        """``text`` in a colour."""
        return click.style(text, fg=fg, bold=bold or None) if self._color else text

    def severity(self, severity: Severity) -> str:
        """The word in its colour."""
        return self(severity, _COLORS[severity], bold=True)


def headline(placed: Placed, paint: Paint) -> str:
    """``path:line:column: severity: message (place) [rule]``."""
    finding = placed.finding
    where = paint(visible(finding.path), bold=True)
    at = f"{placed.line}:{placed.column}"
    place_ = f" ({visible(finding.place)})" if finding.place else ""
    weight = paint.severity(finding.severity)
    rule = paint(f"[{finding.rule}]", "bright_black")
    return f"{where}:{at}: {weight}: {visible(finding.message)}{place_} {rule}\n"


def notice_line(notice: Notice, paint: Paint) -> str:
    """``path: error|notice: IL301 message``."""
    word = paint("error", "red", bold=True) if notice.fatal else paint("notice", "blue", bold=True)
    path = f"{paint(visible(notice.path), bold=True)}: " if notice.path else ""
    return f"{path}{word}: {notice.code} {visible(notice.message)}\n"


def summary_line(result: Result, paint: Paint) -> str:
    """One line: what was found in how much, and what can be done next."""
    s = summarise(result)
    checked = plural(s.files, "file")
    tail = [f"{plural(count, kind)}" for kind, count in s.by_severity.items() if count]
    hidden = f"; {s.suppressed:,} suppressed" if s.suppressed else ""
    unread = f"; {plural(s.unread, 'input')} not read" if s.unread else ""
    if not s.findings:
        return f"{paint('No findings', 'green', bold=True)} in {checked}{hidden}{unread}.\n"
    out = f"{paint(plural(s.findings, 'finding'), bold=True)} ({', '.join(tail)})"
    out += f" in {s.files_with_findings:,} of {checked}{hidden}{unread}.\n"
    if s.fixable:
        out += f"{s.fixable:,} can be fixed with --fix.\n"
    if s.fixable_unsafe:
        more = " more" if s.fixable else ""
        out += f"{s.fixable_unsafe:,}{more} can be fixed with --fix --unsafe-fixes.\n"
    return out


def _shown(notice: Notice, options: ReportOptions) -> bool:
    return notice.fatal or not options.quiet


def _notice(notice: Notice, paint: Paint) -> str:
    return notice_line(notice, paint)


def _finding(placed: Placed, paint: Paint, width: int) -> str:
    finding = placed.finding
    last = _last_line(placed)
    gutter = len(str(last))
    bar = paint("|", "blue")
    out = headline(placed, paint) + f"{' ' * gutter} {bar}\n"
    for line in _lines_shown(placed.line, last):
        if line is None:
            out += f"{paint('.' * gutter, 'blue')} {bar} ...\n"
            continue
        shown, under = _excerpt(placed, line, max(width - gutter - 3, 40))
        out += f"{paint(str(line).rjust(gutter), 'blue')} {bar} {shown}".rstrip() + "\n"
        if under.strip():
            marks = paint(under, _COLORS[finding.severity], bold=True)
            out += f"{' ' * gutter} {bar} {marks}\n"
    if finding.replacements:
        out += f"{' ' * gutter} {paint('=', 'blue')} instead: {_offered(placed)}\n"
    return out


def _last_line(placed: Placed) -> int:
    """The last line with a character of the finding."""
    if placed.end_column == 1 and placed.end_line > placed.line:
        return placed.end_line - 1
    return placed.end_line


def _lines_shown(first: int, last: int) -> list[int | None]:
    if last - first < 3:
        return list(range(first, last + 1))
    return [first, None, last]


def _offered(placed: Placed) -> str:
    finding = placed.finding
    texts = [visible(r.text) if r.text else "(leave it out)" for r in finding.replacements]
    shown = ", ".join(texts[:_OFFERED])
    return f"{shown}, ..." if len(texts) > _OFFERED else shown


def _excerpt(placed: Placed, line: int, width: int) -> tuple[str, str]:
    """A source line cut to ``width`` columns around the span, and its underline."""
    base, stop = placed.lines.line_span(line)
    start = min(max(placed.finding.start - base, 0), stop - base)
    end = min(max(placed.finding.end - base, start), stop - base)
    # Far more of the line than can be shown is never measured: one line may be 50 MB.
    low, high = max(start - 4 * width, 0), min(end + 4 * width, stop - base)
    text = visible(placed.text[base + low : base + high])
    if line > placed.line:
        indent = len(text[: end - low]) - len(text[: end - low].lstrip()) if low == 0 else 0
        start = max(start, indent)
    at = columns(text)
    first, after = _window(at, (start - low, end - low), width, cut=(low > 0, high < stop - base))
    return _draw(
        text, at, (start - low, end - low), (first, after), more=(low > 0, high < stop - base)
    )


def _window(
    at: list[int], span: tuple[int, int], width: int, *, cut: tuple[bool, bool]
) -> tuple[int, int]:
    """Indices of the first character shown and the one after the last."""
    count = len(at) - 1
    if at[-1] <= width and not any(cut):
        return 0, count
    first = 0
    if at[min(span[1], count)] > width - 1 or cut[0]:
        want = max(at[span[0]] - _CONTEXT, 0)
        first = next((i for i in range(count + 1) if at[i] >= want), count)
    room = width - (1 if first or cut[0] else 0) - 1
    after = first
    while after < count and at[after + 1] - at[first] <= room:
        after += 1
    return first, after


def _draw(
    text: str,
    at: list[int],
    span: tuple[int, int],
    window: tuple[int, int],
    *,
    more: tuple[bool, bool],
) -> tuple[str, str]:
    first, after = window
    left = "\u2026" if first or more[0] else ""
    right = "\u2026" if after < len(text) or more[1] else ""
    body = "".join(
        " " * (at[i + 1] - at[i]) if text[i] == "\t" else text[i] for i in range(first, after)
    )
    start, end = max(span[0], first), min(span[1], after)
    lead = at[start] - at[first] + len(left)
    marks = max(at[max(end, start)] - at[start], 1)
    return left + body + right, " " * lead + "^" * marks


__all__ = ["TAB", "Paint", "headline", "notice_line", "render", "summary_line"]
