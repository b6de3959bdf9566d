"""Last stage: a ``Result`` in, a string out; each format is a module, imported on first use."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from inclusive_lint.model import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inclusive_lint.model import Result
    from inclusive_lint.reports.base import ReportOptions, RuleInfo


class Report(Protocol):
    """What each module of this package offers."""

    def __call__(self, result: Result, rules: Iterable[RuleInfo], options: ReportOptions) -> str:
        """Render ``result``; the text ends with a line end or is empty."""
        ...


REPORTS: dict[str, str] = {
    "text": "for people: each finding with its line underlined",
    "concise": "for people: one line a finding",
    "json": "everything, one document",
    "jsonl": "everything, one finding a line",
    "github": "annotations on GitHub Actions",
    "gitlab": "GitLab code quality",
    "sarif": "SARIF 2.1.0, for code scanning",
    "junit": "JUnit XML, a test case a finding",
    "checkstyle": "Checkstyle XML",
    "rdjson": "reviewdog, with suggestions",
    "markdown": "a table for a comment or a job summary",
}
"""Format name -> what it is for; the module of the same name has the function ``render``."""

FOR_PEOPLE = frozenset({"text", "concise", "markdown"})
"""Formats in which statistics and summaries stand between the findings without harm."""

WITH_RULES = frozenset({"sarif", "rdjson", "markdown"})
"""Formats that say more of a rule than its id."""

_SUFFIXES: dict[str, str] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".sarif": "sarif",
    ".rdjson": "rdjson",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
}


def report_of_path(path: str) -> str | None:
    """The format that the ending of a report's file name implies; None when it implies none."""
    return _SUFFIXES.get(PurePath(path).suffix.lower())


def report(name: str) -> Report:
    """The render function of a format.

    Raises ConfigError for an unknown name.
    """
    if name not in REPORTS:
        known = ", ".join(REPORTS)
        raise ConfigError(f"IL107: unknown report format {name!r}; expected one of: {known}")
    render: Report = import_module(f"inclusive_lint.reports.{name}").render
    return render
