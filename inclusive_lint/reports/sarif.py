"""SARIF 2.1.0: rules with their help, results with fingerprints, fixes and suppressions."""

from __future__ import annotations

import json
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from inclusive_lint.__about__ import __version__
from inclusive_lint.links import public_page
from inclusive_lint.reports.base import (
    TOOL,
    Placed,
    ReportOptions,
    RuleInfo,
    merged,
    place_all,
    rules_in_play,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inclusive_lint.model import Edit, Notice, Result, Severity, Suppressed

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: dict[Severity, str] = {"suggestion": "note", "warning": "warning", "error": "error"}
_Json = dict[str, Any]


def render(result: Result, rules: Iterable[RuleInfo], options: ReportOptions) -> str:
    """One run; suppressed findings are results with a suppression, as the standard wants it."""
    del options
    known = rules_in_play(result, rules)
    order = {rule: number for number, rule in enumerate(known)}
    placed = list(place_all(result, suppressed=True))
    unread = any(n.fatal for n in result.all_notices)
    run: _Json = {
        "tool": {
            "driver": {
                "name": TOOL,
                "semanticVersion": __version__,
                "rules": [_rule(rule, info, placed) for rule, info in known.items()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not unread,
                "toolExecutionNotifications": [_notification(n) for n in result.all_notices],
            }
        ],
        "results": [_result(p, order[p.finding.rule]) for p in placed],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2) + "\n"


def _rule(rule: str, info: RuleInfo | None, placed: list[Placed]) -> _Json:
    if info is None:
        example = next(p.finding for p in placed if p.finding.rule == rule)
        return {
            "id": rule,
            "shortDescription": {"text": example.message},
            "defaultConfiguration": {"level": _LEVELS[example.severity]},
            "properties": {"tags": [example.category, example.pack]},
        }
    sources = [(s.title, s.url) for s in info.sources]
    offered = ", ".join(info.replacements)
    text, markdown = info.why, info.why
    if offered:
        text += f"\n\nInstead: {offered}."
        markdown += f"\n\n**Instead:** {offered}."
    if sources:
        text += "\n\nSources:\n" + "\n".join(f"- {title}: {url}" for title, url in sources)
        markdown += "\n\n**Sources**\n\n" + "\n".join(f"- [{t}](<{u}>)" for t, u in sources)
    data: _Json = {
        "id": rule,
        "shortDescription": {"text": _title(info)},
        "fullDescription": {"text": info.why or _title(info)},
        "help": {"text": text or rule, "markdown": markdown or rule},
        "defaultConfiguration": {"level": _LEVELS[info.severity]},
        "properties": {"tags": [info.category, info.pack]},
    }
    page = public_page(rule) or (sources[0][1] if sources else None)
    if page is not None:
        data["helpUri"] = page
    return data


def _title(info: RuleInfo) -> str:
    """The rule's name in words: 'Allowlist' for 'technology.allowlist'."""
    return info.id.rpartition(".")[2].replace("-", " ").capitalize()


def _result(placed: Placed, number: int) -> _Json:
    f = placed.finding
    place: _Json = {
        "physicalLocation": {
            "artifactLocation": _artifact(f.path),
            "region": _region(placed, f.start, f.end) | {"snippet": {"text": f.match}},
        }
    }
    if f.place:
        place["message"] = {"text": f.place}
    data: _Json = {
        "ruleId": f.rule,
        "ruleIndex": number,
        "level": _LEVELS[f.severity],
        "message": {"text": f.message},
        "locations": [place],
    }
    if f.fingerprint:
        data["partialFingerprints"] = {"inclusiveLint/v1": f.fingerprint}
    # An empty list says "looked for, none found"; GitHub takes a result as open only then.
    data["suppressions"] = [_suppression(f.suppressed)] if f.suppressed else []
    fixes = [
        _fix(placed, f"Write '{r.text}'" if r.text else "Leave it out", r.edits)
        for r in f.replacements
        if r.edits
    ]
    if fixes:
        data["fixes"] = fixes
    return data


def _fix(placed: Placed, title: str, edits: tuple[Edit, ...]) -> _Json:
    one = merged(placed.text, edits)
    change = {
        "artifactLocation": _artifact(placed.finding.path),
        "replacements": [
            {
                "deletedRegion": _region(placed, one.start, one.end),
                "insertedContent": {"text": one.text},
            }
        ],
    }
    return {"description": {"text": title}, "artifactChanges": [change]}


def _suppression(suppressed: Suppressed) -> _Json:
    data: _Json = {"kind": "inSource" if suppressed.kind == "comment" else "external"}
    if suppressed.reason:
        data["justification"] = suppressed.reason
    if suppressed.line is not None:
        data["properties"] = {"line": suppressed.line}
    return data


def _notification(notice: Notice) -> _Json:
    data: _Json = {
        "descriptor": {"id": notice.code},
        "level": "error" if notice.fatal else "note",
        "message": {"text": notice.message},
    }
    if notice.path:
        data["locations"] = [{"physicalLocation": {"artifactLocation": _artifact(notice.path)}}]
    return data


def _region(placed: Placed, start: int, end: int) -> _Json:
    line, column = placed.lines.position(start)
    end_line, end_column = placed.lines.position(end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": start,
        "charLength": end - start,
    }


def _artifact(path: str) -> _Json:
    """A path as a URI: relative ones stay so, absolute ones become file URIs."""
    if PureWindowsPath(path).drive:
        return {"uri": "file:///" + quote(path.replace("\\", "/"), safe="/:", errors="replace")}
    uri = quote(path, safe="/", errors="surrogateescape")
    return {"uri": f"file://{uri}" if PurePosixPath(path).is_absolute() else uri}
