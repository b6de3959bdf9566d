"""In the linting process: findings as LSP diagnostics, in JSON, with positions in the client's encoding."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from inclusive_lint.fixes import select_edits
from inclusive_lint.links import page_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from inclusive_lint.model import Edit, Finding
    from inclusive_lint.packs.rule import Rule
    from inclusive_lint_server.positions import TextIndex
    from inclusive_lint_server.wire import Head

SOURCE = "inclusive-lint"
_UNNECESSARY = 1
"""LSP's DiagnosticTag for what can simply be left out."""
_SEVERITIES = ("suggestion", "warning", "error")
Json = dict[str, Any]


def encode(
    findings: Iterable[Finding], index: TextIndex, shown: Mapping[str, int], rules: str
) -> tuple[Head, bytes]:
    """The head and body of an answer; ``shown`` maps severities to LSP's, ``rules`` names the rule set.

    Findings that are suppressed, or of a severity that is off, are left out.
    """
    spans: list[tuple[int, int, int, int]] = []
    pieces: list[bytes] = []
    counts = dict.fromkeys(_SEVERITIES, 0)
    kept = [f for f in findings if f.suppressed is None and shown.get(f.severity)]
    at = 0
    for finding in kept:
        diagnostic = diagnostic_of(finding, index, shown[finding.severity], rules)
        piece = json.dumps(diagnostic, separators=(",", ":")).encode()
        lines = diagnostic["range"]
        spans.append((lines["start"]["line"], lines["end"]["line"], at, at + len(piece)))
        pieces.append(piece)
        at += len(piece) + 1
        counts[finding.severity] += 1
    body = b",".join(pieces)
    head = {
        "digest": hashlib.blake2b(body, digest_size=8).hexdigest(),
        "spans": spans,
        "counts": [counts[name] for name in _SEVERITIES],
        "fixAll": edits_of(select_edits(kept), index),
    }
    return head, body


def diagnostic_of(finding: Finding, index: TextIndex, severity: int, rules: str) -> Json:
    """One finding as a diagnostic; ``data.version`` is 0 for the server to fill in."""
    replacements = [
        {"text": r.text, "edits": edits_of(r.edits, index)} for r in finding.replacements
    ]
    diagnostic: Json = {
        "range": range_of(finding.start, finding.end, index),
        "severity": severity,
        "code": finding.rule,
        "source": SOURCE,
        "message": finding.message,
    }
    if page := page_of(finding.rule):
        diagnostic["codeDescription"] = {"href": page}
    if _can_be_left_out(finding):
        diagnostic["tags"] = [_UNNECESSARY]
    diagnostic["data"] = {
        "v": 1,
        "version": 0,
        "rules": rules,
        "pack": finding.pack,
        "category": finding.category,
        "severity": finding.severity,
        "fingerprint": finding.fingerprint,
        "match": finding.match,
        "replacements": replacements,
        "fix": {"safe": finding.fix.safe} if finding.fix else None,
        "evidence": list(finding.evidence),
    }
    return diagnostic


def report_item(
    finding: Finding, index: TextIndex, uri: str, path: str, folder: str | None
) -> Json:
    """One finding as the workspace report has it."""
    return {
        "uri": uri,
        "path": path,
        "folder": folder,
        "range": range_of(finding.start, finding.end, index),
        "rule": finding.rule,
        "pack": finding.pack,
        "category": finding.category,
        "severity": finding.severity,
        "message": finding.message,
        "match": finding.match,
        "href": page_of(finding.rule),
        "place": finding.place,
        "fingerprint": finding.fingerprint,
        "replacements": [
            {"text": r.text, "edits": edits_of(r.edits, index)} for r in finding.replacements
        ],
        "fix": {"safe": finding.fix.safe, "edits": edits_of(finding.fix.edits, index)}
        if finding.fix
        else None,
    }


def problem(line: int, column: int, message: str, code: str, index: TextIndex) -> Json:
    """A problem of a configuration or pack file, from its place (line and column from 1) to the end of the word."""
    start = index.line_span(max(line - 1, 0))[0] + max(column - 1, 0)
    text = index.text
    start = min(start, len(text))
    end = start
    while end < len(text) and text[end] not in " \t\r\n:,]}":
        end += 1
    return {
        "range": range_of(start, max(end, start), index),
        "severity": 1,
        "code": code,
        "source": SOURCE,
        "message": message,
    }


def rule_json(rule: Rule) -> Json:
    """What hover and completion tell about a rule."""
    return {
        "id": rule.id,
        "pack": rule.pack,
        "category": rule.category,
        "severity": rule.severity,
        "why": rule.why,
        "replacements": list(rule.replacements),
        "sources": [{"title": source.title, "url": source.url} for source in rule.sources],
        "href": page_of(rule.id),
    }


def edits_of(edits: Sequence[Edit], index: TextIndex) -> list[Json]:
    """Edits as LSP text edits."""
    return [{"range": range_of(e.start, e.end, index), "newText": e.text} for e in edits]


def range_of(start: int, end: int, index: TextIndex) -> Json:
    """A span as an LSP range."""
    first, last = index.range(start, end)
    return {
        "start": {"line": first.line, "character": first.character},
        "end": {"line": last.line, "character": last.character},
    }


def _can_be_left_out(finding: Finding) -> bool:
    return finding.rule == "inclusive-lint.unused-suppression" or (
        bool(finding.replacements) and finding.replacements[0].text == ""
    )
