"""Hover: why a place was found, what could stand there instead, who says so and which condition decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from inclusive_lint_server.process import URGENT, LintProcessError
from inclusive_lint_server.results import touches
from inclusive_lint_server.telling import describe, to_plain

if TYPE_CHECKING:
    from inclusive_lint_server.documents import Document
    from inclusive_lint_server.state import Server


def register(server: Server) -> None:
    """Add the handlers of this module."""

    async def hover(params: types.HoverParams) -> types.Hover | None:
        return await _hover(server, params)

    server.feature(types.TEXT_DOCUMENT_HOVER)(hover)


async def _hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    document = server.documents.get(params.text_document.uri)
    kind = server.kind_of(document) if document is not None else None
    if document is None or kind is None:
        return None
    try:
        if kind != "prose" and document.path.endswith(".toml"):
            return None
        if kind != "prose":
            return await _authoring(server, document, params.position)
        found = await findings_at(server, document, types.Range(params.position, params.position))
        if not found:
            return None
        texts = [describe(item, await rule_of(server, item)) for item in found]
    except LintProcessError:
        return None
    return _made(server, "\n\n---\n\n".join(texts), span=_range(found[0]["range"]))


async def findings_at(
    server: Server, document: Document, span: types.Range
) -> list[dict[str, Any]]:
    """The diagnostics of findings that touch ``span``, as JSON. Raises LintProcessError."""
    checked = await server.scheduler.current(document)
    if checked is None:
        return []
    wanted = {
        "start": {"line": span.start.line, "character": span.start.character},
        "end": {"line": span.end.line, "character": span.end.character},
    }
    found = checked.in_lines(span.start.line, span.end.line)
    return [d for d in found if "data" in d and touches(d["range"], wanted)]


async def rule_of(server: Server, diagnostic: dict[str, Any]) -> dict[str, Any]:
    """What is known about the rule of a diagnostic; empty where nothing is."""
    key = f"{diagnostic['data']['rules']}/{diagnostic['code']}"
    if key not in server.rule_info:
        head, _ = await server.process.run({"op": "rule", "key": key}, priority=URGENT)
        if head.get("rule") is None:
            return {}
        server.rule_info[key] = head["rule"]
    return server.rule_info[key]


async def _authoring(
    server: Server, document: Document, position: types.Position
) -> types.Hover | None:
    head, body = server.job_for(
        document, "author_hover", line=position.line, character=position.character
    )
    answer, _ = await server.process.run(lambda: (head, body), priority=URGENT)
    if not answer.get("markdown"):
        return None
    return _made(server, answer["markdown"], span=_range(answer["range"]))


def _made(server: Server, markdown: str, *, span: types.Range) -> types.Hover:
    if server.client.markdown_hover:
        content = types.MarkupContent(types.MarkupKind.Markdown, markdown)
    else:
        content = types.MarkupContent(types.MarkupKind.PlainText, to_plain(markdown))
    return types.Hover(content, span)


def _range(value: dict[str, Any]) -> types.Range:
    return types.Range(types.Position(**value["start"]), types.Position(**value["end"]))
