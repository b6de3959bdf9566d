"""In the linting process: what the engine saw at a place, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inclusive_lint.explain import explain_at
from inclusive_lint.model import Source
from inclusive_lint_server import encode
from inclusive_lint_server.telling import describe, to_plain

if TYPE_CHECKING:
    from inclusive_lint.engine import Linter
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


def _seen(linter: Linter, source: Source, offset: int) -> list[str]:
    """What the engine saw there, for silent words too, as a block that keeps its columns."""
    seen = explain_at(linter, source, offset)
    if not seen.sentence:
        return []
    lines = [f"sentence: {' '.join(seen.sentence.split())}", f"block: {seen.block_kind}"]
    for candidate in seen.candidates:
        state = "found" if candidate.fires else "silent"
        state += "" if candidate.on else ", rule is off"
        lines += ["", f"{candidate.match!r}, {candidate.rule}: {state}"]
        lines += [f"  because: {reason}" for reason in candidate.reasons]
    if seen.tokens:
        rows = [("word", "pos", "tag", "dep", "head", "entity")]
        rows += [(t.text, t.pos, t.tag, t.dep, t.head, t.entity) for t in seen.tokens]
        widths = [max(len(row[column]) for row in rows) for column in range(6)]
        lines.append("")
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            lines.append("  ".join(cells).rstrip())
    return ["```text\n" + "\n".join(lines) + "\n```"]
