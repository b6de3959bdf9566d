"""What all reports share: options, positions of findings, counts, texts made safe for a line."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, Protocol

from inclusive_lint.model import SEVERITIES
from inclusive_lint.source import LineIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from inclusive_lint.model import Edit, FileResult, Finding, Result, Severity

TOOL = "inclusive-lint"
"""The name under which reports speak of the tool."""


class Cited(Protocol):
    """A source that a rule cites."""

    @property
    def title(self) -> str:
        """Title of the page or book."""
        ...

    @property
    def url(self) -> str:
        """Its address."""
        ...


class RuleInfo(Protocol):
    """What reports need to know of a rule."""

    @property
    def id(self) -> str:
        """Rule id."""
        ...

    @property
    def pack(self) -> str:
        """Pack name."""
        ...

    @property
    def severity(self) -> Severity:
        """The pack's own severity; a configuration may differ for single findings."""
        ...

    @property
    def category(self) -> str:
        """Category."""
        ...

    @property
    def message(self) -> str:
        """Message template."""
        ...

    @property
    def why(self) -> str:
        """The reason, in a sentence or two."""
        ...

    @property
    def sources(self) -> Sequence[Cited]:
        """What the rule rests on."""
        ...

    @property
    def replacements(self) -> Sequence[str]:
        """Words offered, uninflected."""
        ...


class ReportOptions(NamedTuple):
    """How to render."""

    color: bool = False
    """Whether to write ANSI colours (text and concise only)."""
    width: int = 120
    """Columns to fit source lines into."""
    quiet: bool = False
    """Findings and fatal notices only; no summary."""
    statistics: bool = False
    """Add counts by rule and category (formats for people only)."""


class Placed(NamedTuple):
    """A finding with its positions."""

    finding: Finding
    lines: LineIndex
    """Of the finding's source."""
    text: str
    """Of the finding's source."""
    line: int
    """From 1, as are the other three; columns count code points; ends are exclusive."""
    column: int
    end_line: int
    end_column: int


def place(file: FileResult, *, suppressed: bool = False) -> Iterator[Placed]:
    """Positions of a file's findings in order, with the suppressed ones if asked for."""
    index: LineIndex | None = None
    text = file.source.text if file.source is not None else ""
    for finding in file.findings:
        if finding.suppressed is not None and not suppressed:
            continue
        if index is None:
            index = LineIndex(text)
        start, end = min(finding.start, len(text)), min(finding.end, len(text))
        yield Placed(finding, index, text, *index.position(start), *index.position(end))


def place_all(result: Result, *, suppressed: bool = False) -> Iterator[Placed]:
    """Positions of all findings of a run."""
    for file in result.files:
        yield from place(file, suppressed=suppressed)


def merged(text: str, edits: Sequence[Edit]) -> Edit:
    """One edit that does what ``edits`` do together, for formats that know but one a suggestion."""
    from inclusive_lint.model import Edit

    start, at = edits[0].start, edits[0].start
    parts: list[str] = []
    for edit in edits:
        parts += (text[at : edit.start], edit.text)
        at = edit.end
    return Edit(start, at, "".join(parts))


class Summary(NamedTuple):
    """Counts of a run."""

    files: int
    """Inputs looked at, those with fatal notices left out."""
    files_with_findings: int
    findings: int
    """Without the suppressed ones."""
    by_severity: dict[str, int]
    """Every severity, heaviest first."""
    by_category: dict[str, int]
    """Most frequent first, then by name."""
    by_rule: dict[str, int]
    """Most frequent first, then by name."""
    suppressed: int
    by_suppression: dict[str, int]
    """Suppressed findings by kind."""
    fixable: int
    """Findings that --fix would settle."""
    fixable_unsafe: int
    """Findings that only --fix --unsafe-fixes would settle."""
    notices: int
    unread: int
    """Inputs that could not be read."""
    words: int


def summarise(result: Result) -> Summary:
    """Count."""
    found = result.findings
    weights = Counter(f.severity for f in found)
    unread = sum(1 for r in result.files if any(n.fatal for n in r.notices))
    kinds = Counter(f.suppressed.kind for f in result.suppressed if f.suppressed)
    return Summary(
        files=len(result.files) - unread,
        files_with_findings=sum(1 for r in result.files if _counted(r.findings)),
        findings=len(found),
        by_severity={name: weights[name] for name in reversed(SEVERITIES)},
        by_category=_ranked(f.category for f in found),
        by_rule=_ranked(f.rule for f in found),
        suppressed=len(result.suppressed),
        by_suppression=_ranked(kinds.elements()),
        fixable=sum(1 for f in found if f.fix is not None and f.fix.safe),
        fixable_unsafe=sum(1 for f in found if f.fix is not None and not f.fix.safe),
        notices=len(result.all_notices),
        unread=unread,
        words=sum(r.words for r in result.files),
    )


def rules_in_play(result: Result, rules: Iterable[RuleInfo]) -> dict[str, RuleInfo | None]:
    """Rule ids with a finding, sorted, each with its rule where there is one."""
    known = {rule.id: rule for rule in rules}
    seen = sorted({f.rule for r in result.files for f in r.findings})
    return {rule: known.get(rule) for rule in seen}


def plural(count: int, noun: str) -> str:
    """'1 finding', '2 findings'."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


_UNSAFE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]"
)


def visible(text: str) -> str:
    """``text`` with control, line-ending and direction characters shown, one character each.

    A source line must not be able to move the cursor, colour the terminal or reorder what is read.
    The length in code points stays; the tab stays a tab.
    """
    return _UNSAFE.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def _counted(findings: Iterable[Finding]) -> bool:
    return any(f.suppressed is None for f in findings)


def _ranked(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
