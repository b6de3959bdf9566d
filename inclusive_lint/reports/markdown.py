"""A Markdown summary for a comment on a change or for a job summary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from inclusive_lint.reports.base import (
    Placed,
    ReportOptions,
    RuleInfo,
    Summary,
    place_all,
    plural,
    rules_in_play,
    summarise,
    visible,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from inclusive_lint.model import Result

LIMIT = 200
"""Rows of the table; a comment holds 65,536 characters on the common platforms."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~@&-])")


def render(result: Result, rules: Iterable[RuleInfo], options: ReportOptions) -> str:
    """A heading line, a table of findings, the reasons, the notices."""
    counts = summarise(result)
    parts = [f"### Inclusive language\n\n{_headline(counts)}\n"]
    rows = list(place_all(result))
    if rows:
        parts.append("\n| Where | Found | Instead | Severity | Rule |\n|---|---|---|---|---|\n")
        parts += (_row(p) for p in rows[:LIMIT])
        if len(rows) > LIMIT:
            parts.append(f"\n{len(rows) - LIMIT:,} more are not shown.\n")
        parts.append(_reasons(rules_in_play(result, rules), counts))
    if options.statistics and rows:
        parts += (_counts("Rule", counts.by_rule), _counts("Category", counts.by_category))
    notices = [n for n in result.all_notices if n.fatal or not options.quiet]
    if notices:
        parts.append("\n#### Notices\n\n")
        parts += (f"- {_code(n.path)} {n.code} {_plain(n.message)}\n" for n in notices)
    return "".join(parts)


def _headline(counts: Summary) -> str:
    if not counts.findings:
        return f"No findings in {plural(counts.files, 'file')}."
    weights = ", ".join(plural(n, name) for name, n in counts.by_severity.items() if n)
    found = f"**{plural(counts.findings, 'finding')}** ({weights})"
    return f"{found} in {counts.files_with_findings:,} of {plural(counts.files, 'file')}."


def _row(placed: Placed) -> str:
    f = placed.finding
    where = f"{_plain(f.path)}:{placed.line}"
    link = f"[{where}](<{quote(f.path, errors='replace')}#L{placed.line}>)"
    offered = ", ".join(_plain(r.text) for r in f.replacements)
    return f"| {link} | {_plain(f.match)} | {offered} | {f.severity} | {_code(f.rule)} |\n"


def _reasons(rules: Mapping[str, RuleInfo | None], counts: Summary) -> str:
    known = [(rule, rules[rule]) for rule in sorted(counts.by_rule)]
    lines = [f"- {_code(rule)}: {_plain(info.why)}\n" for rule, info in known if info and info.why]
    if not lines:
        return ""
    return f"\n<details>\n<summary>Why</summary>\n\n{''.join(lines)}\n</details>\n"


def _counts(title: str, counts: dict[str, int]) -> str:
    rows = "".join(f"| {_code(name)} | {count:,} |\n" for name, count in counts.items())
    return f"\n| {title} | Findings |\n|---|---:|\n{rows}"


def _plain(text: str) -> str:
    """``text`` on one line, with nothing that Markdown would read."""
    return _SPECIAL.sub(r"\\\1", visible(" ".join(text.split())))


def _code(text: str) -> str:
    return f"`{visible(text).replace('`', ' ')}`" if text else ""
