"""Completion in configuration files and rule packs; their hover and diagnostics go the way of all documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from inclusive_lint_server.process import URGENT, LintProcessError
from inclusive_lint_server.telling import to_plain

if TYPE_CHECKING:
    from inclusive_lint_server.state import Server

_KINDS = {
    "key": types.CompletionItemKind.Property,
    "rule": types.CompletionItemKind.Reference,
    "value": types.CompletionItemKind.EnumMember,
}


def register(server: Server) -> None:
    """Add the handlers of this module."""

    async def complete(params: types.CompletionParams) -> types.CompletionList | None:
        return await _complete(server, params)

    options = types.CompletionOptions(trigger_characters=[":", "-", "[", ",", " "])
    server.feature(types.TEXT_DOCUMENT_COMPLETION, options)(complete)


async def _complete(server: Server, params: types.CompletionParams) -> types.CompletionList | None:
    document = server.documents.get(params.text_document.uri)
    if document is None or server.kind_of(document) not in ("config", "pack"):
        return None
    if document.path.endswith(".toml"):
        return None  # Places are told from the indentation, which is YAML's.
    place = params.position
    head, body = server.job_for(
        document, "author_complete", line=place.line, character=place.character
    )
    try:
        answer, _ = await server.process.run(lambda: (head, body), priority=URGENT)
    except LintProcessError:
        return None
    span = answer["range"]
    items = [
        types.CompletionItem(
            label=item["label"],
            kind=_KINDS.get(item["kind"]),
            detail=item.get("detail"),
            documentation=_documentation(server, item.get("doc")),
            text_edit=types.TextEdit(
                types.Range(types.Position(**span["start"]), types.Position(**span["end"])),
                item["insert"],
            ),
        )
        for item in answer["items"]
    ]
    return types.CompletionList(is_incomplete=False, items=items)


def _documentation(server: Server, markdown: str | None) -> types.MarkupContent | str | None:
    if not markdown:
        return None
    if server.client.markdown_completion:
        return types.MarkupContent(types.MarkupKind.Markdown, markdown)
    return to_plain(markdown)
