"""The server with the capabilities of real clients, checked by pytest-lsp against the protocol's own rules."""

from __future__ import annotations

import asyncio
import sys

import pytest
import pytest_lsp
from lsp_client import environment
from lsp_words import lay_out
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

CLIENTS = ["visual-studio-code", "neovim@v0.7.0", "neovim@v0.11.0", "emacs@v29.1"]
TEXT = "# Tea\n\nA 😀 teacup, and a kettle.\n"


@pytest_lsp.fixture(
    params=CLIENTS,
    config=ClientServerConfig(
        server_command=[sys.executable, "-m", "inclusive_lint_server"], server_env=environment()
    ),
)
async def client(request, lsp_client: LanguageClient, tmp_path):
    folder = lay_out(tmp_path / "w")
    params = types.InitializeParams(
        capabilities=client_capabilities(request.param),
        workspace_folders=[types.WorkspaceFolder(folder.as_uri(), "w")],
    )
    lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda _params: None)
    lsp_client.set_configuration({"inclusiveLint": {"lintDelay": 0}})
    await lsp_client.initialize_session(params)
    lsp_client.folder = folder
    yield
    await lsp_client.shutdown_session()


async def found(client, uri):
    """The diagnostics, pushed or pulled as the client is."""
    if client.capabilities.text_document.diagnostic is not None:
        document = types.TextDocumentIdentifier(uri)
        report = await client.text_document_diagnostic_async(
            types.DocumentDiagnosticParams(document)
        )
        return list(report.items)
    while uri not in client.diagnostics:
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return list(client.diagnostics[uri])


def opened(client, name="a.md", text=TEXT):
    uri = (client.folder / name).as_uri()
    item = types.TextDocumentItem(uri, "markdown", 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    return uri


@pytest.mark.asyncio
async def test_findings_come_with_their_fixes_and_their_hover(client: LanguageClient):
    uri = opened(client)
    diagnostics = await asyncio.wait_for(found(client, uri), 20)
    assert [d.code for d in diagnostics] == ["tea.cup", "tea.kettle"]
    place = diagnostics[0].range.start
    document = types.TextDocumentIdentifier(uri)
    hover = await client.text_document_hover_async(types.HoverParams(document, place))
    assert "A mug holds" in hover.contents.value
    context = types.CodeActionContext(diagnostics=diagnostics[:1])
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(document, diagnostics[0].range, context)
    )
    first = actions[0]
    assert (first.title, first.is_preferred) == ("Replace with “mug”", True)
    assert first.edit.changes or first.edit.document_changes


@pytest.mark.asyncio
async def test_every_action_has_an_edit_at_once_or_when_it_is_asked_for(client: LanguageClient):
    uri = opened(client)
    diagnostics = await asyncio.wait_for(found(client, uri), 20)
    params = types.CodeActionParams(
        types.TextDocumentIdentifier(uri),
        diagnostics[0].range,
        types.CodeActionContext(diagnostics=diagnostics[:1]),
    )
    for action in await client.text_document_code_action_async(params):
        if isinstance(action, types.Command):
            continue  # So lsprotocol reads an action that has a command and no edit.
        whole = action
        if action.edit is None and action.command is None:
            whole = await client.code_action_resolve_async(action)
        assert whole.edit is not None or whole.command is not None, action.title


@pytest.mark.asyncio
async def test_the_configuration_is_completed(client: LanguageClient):
    uri = (client.folder / ".inclusive-lint.yaml").as_uri()
    item = types.TextDocumentItem(uri, "yaml", 1, "ig")
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    params = types.CompletionParams(types.TextDocumentIdentifier(uri), types.Position(0, 2))
    completed = await client.text_document_completion_async(params)
    assert "ignore" in [item.label for item in completed.items]
