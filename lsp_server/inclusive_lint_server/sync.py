"""Documents as the editor opens, changes, saves and closes them, and the diagnostics it pulls."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from inclusive_lint_server.documents import UnknownDocumentError
from inclusive_lint_server.lifecycle import files_changed
from inclusive_lint_server.process import LintProcessError
from inclusive_lint_server.protocol import RawJson

if TYPE_CHECKING:
    from inclusive_lint_server.documents import Document
    from inclusive_lint_server.state import Server

_LOG = logging.getLogger(__name__)
_SERVER_CANCELLED = -32802
_EMPTY_REPORT = b'{"kind":"full","items":[]}'


def register(server: Server) -> None:
    """Add the handlers of this module."""
    for method, handler in (
        (types.TEXT_DOCUMENT_DID_OPEN, _opened),
        (types.TEXT_DOCUMENT_DID_CHANGE, _changed),
        (types.TEXT_DOCUMENT_DID_SAVE, _saved),
        (types.TEXT_DOCUMENT_DID_CLOSE, _closed),
        (types.NOTEBOOK_DOCUMENT_DID_OPEN, _notebook_opened),
        (types.NOTEBOOK_DOCUMENT_DID_CHANGE, _notebook_changed),
        (types.NOTEBOOK_DOCUMENT_DID_CLOSE, _notebook_closed),
    ):
        server.feature(method)(_quiet(server, handler))
    options = types.DiagnosticOptions(
        inter_file_dependencies=False,
        workspace_diagnostics=True,
        identifier="inclusive-lint",
    )

    async def pulled(params: types.DocumentDiagnosticParams) -> RawJson:
        return await _pulled(server, params)

    server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)(pulled)


def _quiet(server: Server, handler: Any) -> Any:
    """A notification about a document that isn't open gets one line in the log."""

    def handle(params: Any) -> None:
        try:
            handler(server, params)
        except UnknownDocumentError as error:
            _LOG.warning("%s", error)

    return handle


def _opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    document = server.documents.open(params.text_document)
    server.uncover(document.uri)
    _touch(server, document, soon=True)


def _changed(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    identifier = params.text_document
    document = server.documents.change(identifier.uri, identifier.version, params.content_changes)
    _touch(server, document)


def _saved(server: Server, params: types.DidSaveTextDocumentParams) -> None:
    server.documents.require(params.text_document.uri)
    if not server.client.watches:
        files_changed(server, [params.text_document.uri])


def _closed(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    if server.documents.close(params.text_document.uri) is None:
        raise UnknownDocumentError(f"{params.text_document.uri} is not open")
    server.last_survey.closed.add(params.text_document.uri)
    server.forget(params.text_document.uri)


def _notebook_opened(server: Server, params: types.DidOpenNotebookDocumentParams) -> None:
    server.uncover(params.notebook_document.uri)
    cells = server.documents.open_notebook(params.notebook_document, params.cell_text_documents)
    for cell in cells:
        _touch(server, cell, soon=True)


def _notebook_changed(server: Server, params: types.DidChangeNotebookDocumentParams) -> None:
    notebook = params.notebook_document.uri
    _, closed = server.documents.change_notebook(notebook, params.change)
    for uri in closed:
        server.forget(uri)
    for cell in server.documents.cells(notebook):
        _touch(server, cell)


def _notebook_closed(server: Server, params: types.DidCloseNotebookDocumentParams) -> None:
    for uri in server.documents.close_notebook(params.notebook_document.uri):
        server.forget(uri)


def _touch(server: Server, document: Document, *, soon: bool = False) -> None:
    if server.kind_of(document) is not None:
        server.scheduler.touch(document, soon=soon)


async def _pulled(server: Server, params: types.DocumentDiagnosticParams) -> RawJson:
    document = server.documents.get(params.text_document.uri)
    if document is None or server.kind_of(document) is None:
        return RawJson(_EMPTY_REPORT)
    await server.scheduler.pause(document)
    try:
        checked = await server.scheduler.current(document)
    except LintProcessError as error:
        raise JsonRpcException(
            str(error), _SERVER_CANCELLED, {"retriggerRequest": False}
        ) from error
    if checked is None:
        return RawJson(_EMPTY_REPORT)
    result_id = json.dumps(checked.digest).encode()
    if params.previous_result_id == checked.digest:
        return RawJson(b'{"kind":"unchanged","resultId":%s}' % result_id)
    return RawJson(b'{"kind":"full","resultId":%s,"items":%s}' % (result_id, checked.items))
