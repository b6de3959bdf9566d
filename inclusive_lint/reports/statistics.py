"""Counts by rule and by category, as a text table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inclusive_lint.reports.base import summarise

if TYPE_CHECKING:
    from inclusive_lint.model import Result


def statistics(result: Result) -> str:
    """Two tables, most frequent first; empty where nothing was found."""
    counts = summarise(result)
    if not counts.findings:
        return ""
    return _table("by rule", counts.by_rule) + _table("by category", counts.by_category)


def _table(title: str, counts: dict[str, int]) -> str:
    width = max(len(f"{count:,}") for count in counts.values())
    lines = (f"{count:>{width},}  {name}\n" for name, count in counts.items())
    return f"Findings {title}:\n{''.join(lines)}\n"
