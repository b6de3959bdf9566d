"""In the linting process: what the engine saw at a place, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inclusive_lint.model import InclusiveLintError, Source
from inclusive_lint_server import encode
from inclusive_lint_server.hover import describe, to_plain

if TYPE_CHECKING:
    from inclusive_lint_server.wire import Head
    from inclusive_lint_server.worker_state import WorkerState


def explain(worker: WorkerState, head: Head, body: bytes) -> tuple[Head, bytes]:
    """Explain a place: findings and their evidence, and what spoke against one."""
    document = worker.document(head, body)
    index = worker.index(document.text)
    linter, settings = worker.linting.linter_for(document)
    offset = index.offset(head["line"], head["character"])
    result = worker.linting.lint(document)
    rules = linter.ruleset.by_id()
    parts: list[str] = []
    found = [f for f in result.findings if f.start <= offset <= f.end and f.suppressed is None]
    for finding in found:
        diagnostic: dict[str, Any] = encode.diagnostic_of(finding, index, 1, "")
        rule = rules.get(finding.rule)
        parts.append(describe(diagnostic, encode.rule_json(rule) if rule else {}))
    source = Source(
        document.path + document.suffix, document.text, format=settings.format or document.format
    )
    parts.extend(_seen(linter, source, offset))
    text = "\n\n---\n\n".join(parts) or "Nothing here is a term of the rules that are on."
    return {"markdown": text, "text": to_plain(text), "rules": [f.rule for f in found]}, b""


def _seen(linter: Any, source: Source, offset: int) -> list[str]:
    try:
        explanation = linter.explain_at(source, offset)
    except InclusiveLintError:
        return []
    text = str(explanation).strip()
    return [f"```text\n{text}\n```"] if text else []
