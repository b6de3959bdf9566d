"""In the linting process: findings as LSP diagnostics, in JSON, with positions in the client's encoding."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from inclusive_lint.fixes import select_edits
from inclusive_lint.links import page_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from inclusive_lint.model import Edit, Finding
    from inclusive_lint.packs.rule import Rule
    from inclusive_lint_server.positions import Position, TextIndex
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
        first, last = index.range(finding.start, finding.end)
        piece = _piece(finding, index, _range_text(first, last), shown[finding.severity], rules)
        spans.append((first.line, last.line, at, at + len(piece)))
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
    """One finding as a diagnostic."""
    place = _range_text(*index.range(finding.start, finding.end))
    diagnostic: Json = json.loads(_piece(finding, index, place, severity, rules))
    return diagnostic


def _piece(finding: Finding, index: TextIndex, place: str, severity: int, rules: str) -> bytes:
    """The JSON of a diagnostic; ``data.version`` is 0 for the server to fill in.

    Put together as text, from parts that are mostly the same as the last time: a long document has
    thousands of findings, and with each keystroke all of them are sent.
    """
    replacements = ",".join(
        f'{{"text":{_quoted(r.text)},"edits":[{_edits_text(r.edits, finding, index, place)}]}}'
        for r in finding.replacements
    )
    safe = None if finding.fix is None else finding.fix.safe
    fix = "null" if safe is None else f'{{"safe":{"true" if safe else "false"}}}'
    tags = f',"tags":[{_UNNECESSARY}]' if _can_be_left_out(finding) else ""
    evidence = ",".join(map(_quoted, finding.evidence))
    return (
        f'{{"range":{place},"severity":{severity},"source":"{SOURCE}",{_about_rule(finding.rule)},'
        f'"message":{_quoted(finding.message)}{tags},"data":{{"v":1,"version":0,"rules":"{rules}",'
        f'"pack":{_quoted(finding.pack)},"category":{_quoted(finding.category)},'
        f'"severity":"{finding.severity}","fingerprint":{_quoted(finding.fingerprint)},'
        f'"match":{_quoted(finding.match)},"replacements":[{replacements}],"fix":{fix},'
        f'"evidence":[{evidence}]}}}}'
    ).encode()


@lru_cache(maxsize=10_000)
def _quoted(text: str) -> str:
    return json.dumps(text)


@lru_cache(maxsize=2_000)
def _about_rule(rule: str) -> str:
    page = page_of(rule)
    described = f',"codeDescription":{{"href":{json.dumps(page)}}}' if page else ""
    return f'"code":{json.dumps(rule)}{described}'


def _edits_text(edits: Sequence[Edit], finding: Finding, index: TextIndex, place: str) -> str:
    """Edits as JSON, without brackets; most are of the finding's own ``place``."""
    pieces = []
    for edit in edits:
        own = edit.start == finding.start and edit.end == finding.end
        span = place if own else _range_text(*index.range(edit.start, edit.end))
        pieces.append(f'{{"range":{span},"newText":{_quoted(edit.text)}}}')
    return ",".join(pieces)


def _range_text(first: Position, last: Position) -> str:
    return (
        f'{{"start":{{"line":{first.line},"character":{first.character}}},'
        f'"end":{{"line":{last.line},"character":{last.character}}}}}'
    )


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
